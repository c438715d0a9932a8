"""Editorial notes: the editors' own words to the reader, beside the text (TEI Guidelines, 3.9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from edition.reading.pointing import Pointing
from edition.reading.running import RunningText, Stand, plain
from edition.reading.source import Names, web_address
from edition.tei import XML_ID, Element, elements, local_name


class EditorialNote(NamedTuple):
    """A note: its category and what that means, the words it explains, its own words, its sources.

    The category is the identifier of the first it names, or its `@type`; the lemma is "" where
    the note does not say to which words it belongs. A source is the words of a reference in the
    note, with its web address behind them where it has one.
    """

    id: str
    category: str
    category_text: str
    passage: str
    lemma: str
    text: str
    responsible: tuple[str, ...]
    certainty: str
    sources: tuple[str, ...]


def notes(
    running: RunningText,
    pointing: Pointing,
    categories: Mapping[str, str],
    names: Names,
) -> Iterator[EditorialNote]:
    """The editorial notes of a text (those with `@resp`, see `edition.texts`), in its order."""
    starts = dict(_starts(running))
    for element, stand in running.stands.items():
        if stand.name == "note" and stand.aside:
            named = pointing.targets(element.get("ana"))
            category = named[0] if named else element.get("type") or ""
            yield EditorialNote(
                element.get(XML_ID) or "",
                category,
                categories.get(category, ""),
                stand.passage,
                _lemma(running, stand, pointing.targets(element.get("target")), starts),
                plain(element),
                names.of(element.get("resp")),
                element.get("cert") or "",
                tuple(dict.fromkeys(_sources(element))),
            )


def _starts(running: RunningText) -> Iterator[tuple[str, Stand]]:
    """Where every identifier stands; one within a rejected reading stands where that does."""
    for element, stand in running.stands.items():
        for one in elements(element) if stand.aside else (element,):
            if identifier := one.get(XML_ID):
                yield identifier, stand._replace(name=local_name(one))


def _lemma(
    running: RunningText,
    note: Stand,
    targets: tuple[str, ...],
    starts: Mapping[str, Stand],
) -> str:
    """The words from the anchor to the note, or those of the element to which the note points."""
    first = next((starts[name] for name in targets if name in starts), None)
    if first is None:
        return ""
    if first.name != "anchor":
        return running.words(first)
    if first.flow != note.flow or first.start > note.start:
        return ""
    return running.words(first._replace(end=note.start))


def _sources(note: Element) -> Iterator[str]:
    for reference in note.iter("{*}bibl"):
        addresses = [web_address(one.get("target")) for one in reference.iter("{*}ref", "{*}ptr")]
        yield " ".join(filter(None, (plain(reference), *dict.fromkeys(addresses))))
