"""What a page knows of its text while it is rendered, and whom it asks for the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from edition.reading.entries import RegisterEntry
from edition.reading.passages import Passage
from edition.reading.source import Names
from edition.sphinx_ext.nodes import elsewhere


class Named(NamedTuple):
    """An entry of a register named on a page: so often in the text, or (0) in the notes only."""

    id: str
    sort: str
    name: str
    life: str
    description: str
    times: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text, each by its identifier.

    `names` and `categories` have the words for what `@resp` and `@ana` point to; `lemmas`
    are the words that each editors' note explains, `julian` the calendars that are Old Style,
    `parallels` pairs (link, other passage) of each passage, `reasons` why something was decided.
    """

    passages: Mapping[str, Passage] = field(default_factory=dict)
    entries: Mapping[str, RegisterEntry] = field(default_factory=dict)
    names: Names = field(default_factory=lambda: Names(()))
    categories: Mapping[str, str] = field(default_factory=dict)
    lemmas: Mapping[str, str] = field(default_factory=dict)
    julian: frozenset[str] = frozenset()
    parallels: Mapping[str, Collection[tuple[str, str]]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Met:
    """What has been met on a page so far, also in other texts that stand on it.

    `mentioned` counts the entries named in the text (0: in notes alone), `pointers` are the links
    to other places of the text, `used` the identifiers of the page, `counted` how often something
    was numbered.
    """

    mentioned: Counter[str] = field(default_factory=Counter)
    pointers: list[elsewhere] = field(default_factory=list)
    used: set[str] = field(default_factory=lambda: {"named"})
    counted: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Host:
    """What a page asks of the world around it.

    `warn` takes a subtype, a sentence and a line; `picture` gives the address of a picture that
    lies beside the text and can be shown, else ""; `page_of` the docname of the page of the same
    text on which an identifier is, "" if none; `targets` reads the pointers of an attribute.
    """

    warn: Callable[[str, str, int | None], None]
    picture: Callable[[str], str]
    page_of: Callable[[str], str]
    targets: Callable[[str | None], tuple[str, ...]]
