"""The facts of all pages of an edition together, and where each thing stands.

Two indexes: `Addresses` is what references need and is quick to make from `Objects`, which are
plain strings; `Index` is what registers and other views need, made from all facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from edition.reading.entries import RegisterEntry, merged_entry
from edition.reading.facts import PageFacts
from edition.reading.mentions import Mention
from edition.reading.passages import Passage, label

_T = TypeVar("_T")


class Placed(NamedTuple, Generic[_T]):
    """What stands in a text, with the page on which it stands and the siglum of the text."""

    docname: str
    siglum: str
    what: _T


class Objects(NamedTuple):
    """What a page has that can be referred to.

    `entries` are identifier, name and sort; `named` the entries that its text names; `passages`
    and `divisions` identifier and what they are called.
    """

    entries: tuple[tuple[str, str, str], ...]
    named: tuple[str, ...]
    passages: tuple[tuple[str, str], ...]
    divisions: tuple[tuple[str, str], ...]


def objects_of(facts: PageFacts) -> Objects:
    """What a page has that can be referred to."""
    siglum = facts.text.siglum
    return Objects(
        tuple((one.id, one.name, one.sort) for one in facts.entries),
        tuple(dict.fromkeys(entry for one in facts.mentions for entry in one.entries)),
        tuple((one.id, label(siglum, one)) for one in facts.passages),
        tuple((one.id, one.title) for one in facts.divisions if one.id),
    )


class Place(NamedTuple):
    """A page and what the thing is called there; the first page counts where several have it."""

    docname: str
    title: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things stand, by identifier.

    `entries` are the pages with the register that has an entry, `named` those that name it first,
    `repeated` the passages of which a page before has the same identifier, with their page.
    """

    entries: dict[str, Place] = field(default_factory=dict)
    sorts: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    passages: dict[str, Place] = field(default_factory=dict)
    divisions: dict[str, Place] = field(default_factory=dict)
    repeated: list[tuple[str, str]] = field(default_factory=list)


def addresses(pages: Iterable[tuple[str, Objects]]) -> Addresses:
    """Where the things of all pages stand."""
    found = Addresses()
    for docname, objects in pages:
        for identifier, name, sort in objects.entries:
            found.entries.setdefault(identifier, Place(docname, name))
            found.sorts.setdefault(identifier, sort)
        for identifier in objects.named:
            found.named.setdefault(identifier, docname)
        for identifier, title in objects.passages:
            if found.passages.setdefault(identifier, Place(docname, title)).docname != docname:
                found.repeated.append((identifier, docname))
        for identifier, title in objects.divisions:
            found.divisions.setdefault(identifier, Place(docname, title))
    return found


@dataclass(frozen=True, slots=True)
class Index:
    """The facts of all pages, with entries, their mentions, and passages by identifier."""

    pages: list[tuple[str, PageFacts]] = field(default_factory=list)
    entries: dict[str, RegisterEntry] = field(default_factory=dict)
    mentions: dict[str, list[Placed[Mention]]] = field(default_factory=dict)
    passages: dict[str, Placed[Passage]] = field(default_factory=dict)


def index(pages: Iterable[tuple[str, PageFacts]]) -> Index:
    """The facts of all pages, in the order given; an entry of several files is one."""
    found = Index(mentions=defaultdict(list))
    for docname, facts in pages:
        siglum = facts.text.siglum
        found.pages.append((docname, facts))
        for entry in facts.entries:
            known = found.entries.get(entry.id)
            found.entries[entry.id] = merged_entry(known, entry) if known else entry
        for mention in facts.mentions:
            for identifier in mention.entries:
                found.mentions[identifier].append(Placed(docname, siglum, mention))
        for passage in facts.passages:
            found.passages.setdefault(passage.id, Placed(docname, siglum, passage))
    return found
