"""All that is known of one page of a text, as plain tuples."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from edition.checks.library import RegisterEntry as RegisterElement
from edition.reading.alterations import Alteration, alterations
from edition.reading.dates import DatedWords, dated_words, julian_calendars
from edition.reading.document import TeiText
from edition.reading.entries import RegisterEntry, entries_of, register
from edition.reading.mentions import Mention, identified, mentions
from edition.reading.notes import EditorialNote, notes
from edition.reading.pages import Division, Page, divisions
from edition.reading.parallels import ParallelLink, parallel_links
from edition.reading.passages import Change, Passage, changes, passages_in
from edition.reading.pointing import (
    DeadPointer,
    Pointing,
    dead_pointers,
    identifiers_in,
    pointing,
)
from edition.reading.reasons import reasons, reasons_on
from edition.reading.running import running_text
from edition.reading.source import Names, TextFacts, text_facts
from edition.tei import Element

Decided = TypeVar("Decided", Mention, DatedWords, Alteration)


class PageFacts(NamedTuple):
    """What is known of a page; `page` is its name (see `edition.reading.pages`).

    The text's register entries and parallels are with its landing page alone. `dead` are the
    pointers on the page to which nothing in the file answers, `uncited` the words of each block
    without passage, with the identifier of its division.
    """

    page: str
    title: str
    text: TextFacts
    divisions: tuple[Division, ...]
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[DatedWords, ...]
    alterations: tuple[Alteration, ...]
    notes: tuple[EditorialNote, ...]
    entries: tuple[RegisterEntry, ...]
    parallels: tuple[ParallelLink, ...]
    dead: tuple[DeadPointer, ...] = ()
    uncited: tuple[tuple[str, str], ...] = ()


class Surroundings(NamedTuple):
    """What the pages of a text share: header, register, and all by which its marks are read."""

    header: TextFacts
    names: Names
    categories: Mapping[str, str]
    pointing: Pointing
    register: Mapping[Element, RegisterElement]
    julian: frozenset[str]
    changes: Mapping[str, tuple[Change, ...]]
    identified: frozenset[str]
    identifiers: frozenset[str]
    reasons: Mapping[str, str]


class FileFacts(NamedTuple):
    """What the texts of a file share: its identifiers, and the reasons said in corpora around."""

    identifiers: frozenset[str]
    reasons: dict[str, str]


def file_facts(texts: Sequence[TeiText]) -> FileFacts:
    """What the texts of a file share; who reads them all asks for it once."""
    first = texts[0]
    around = {corpus: None for text in texts for corpus in text.root.iterancestors()}
    return FileFacts(identifiers_in(first), reasons(around, pointing(first)))


def surroundings(text: TeiText, file: FileFacts | None = None) -> Surroundings:
    """What the pages of a text share; who reads many pages of one asks for it once."""
    whole = file or file_facts([text])
    header = text_facts(text)
    names = Names(header.responsibilities)
    pointers = pointing(text)
    return Surroundings(
        header,
        names,
        dict(header.categories),
        pointers,
        register(text),
        julian_calendars(text),
        changes(text, names),
        identified(text.text),
        whole.identifiers,
        ChainMap(reasons([text.root], pointers), whole.reasons),
    )


def page_facts(text: TeiText, page: Page, shared: Surroundings | None = None) -> PageFacts:
    """What is known of a page of a text; `shared` are the surroundings of that text."""
    known = shared or surroundings(text)
    running = running_text(page.root, page.omitted)
    is_landing = page.root is text.text
    sorts = {element: entry.sort for element, entry in known.register.items()}
    why = reasons_on(running, known.reasons)
    return PageFacts(
        page.name,
        page.title,
        known.header,
        tuple(divisions(page, running)),
        tuple(passages_in(running, known.changes)),
        _with_reasons(mentions(running, known.pointing, sorts, known.identified, known.names), why),
        _with_reasons(dated_words(running, known.julian, known.names), why),
        _with_reasons(alterations(running, known.pointing, known.categories, known.names), why),
        tuple(notes(running, known.pointing, known.categories, known.names)),
        tuple(entries_of(text, known.register)) if is_landing else (),
        tuple(parallel_links(text)) if is_landing else (),
        tuple(dead_pointers(text, running, known.identifiers)),
        running.uncited,
    )


def _with_reasons(found: Iterable[Decided], why: Mapping[str, str]) -> tuple[Decided, ...]:
    return tuple(one._replace(reason=why.get(one.id, "")) for one in found)
