"""Passages: the blocks of a text that can be cited, each with its edited text and its digest."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from edition.reading.document import TeiText, headers
from edition.reading.pages import Page
from edition.reading.pointing import pointing
from edition.reading.running import RunningText, plain, running_text
from edition.reading.source import Names, text_facts
from edition.tei import XML_ID, Element, local_name

_DIGITS = 8
_NUMBER = re.compile(r"[0-9]+$")
_LONGEST_NUMBER = 12
UNITS = {
    "p": "paragraph",
    "ab": "block",
    "head": "heading",
    "l": "line",
    "lg": "stanza",
    "sp": "speech",
    "q": "quotation",
    "quote": "quotation",
    "bibl": "reference",
    "figDesc": "figure",
    "docTitle": "title",
    "titlePart": "title",
    "signed": "signature",
}
_CAPTIONED = frozenset({"figure", "table"})
Covering = Mapping[Element, tuple["Change", ...]]


class Change(NamedTuple):
    """A reading or other work of which the header says that it covers a passage: who, what."""

    who: str
    what: str


class Passage(NamedTuple):
    """A block with an identifier: unit, number, edited text, its digest, its division.

    The unit is the element's name, or what `unit_of` says of it. The number is that of `@n` or the
    digits at the end of the identifier, or "". The text has single spaces; what lies in a passage
    inside (a list in a paragraph) is that passage's alone, so every word is of one passage. The
    digest is the first 8 hexadecimal digits of its SHA-256.
    """

    id: str
    unit: str
    number: str
    text: str
    digest: str
    division: str
    readings: tuple[Change, ...]


def passages(text: TeiText, page: Page | None = None) -> list[Passage]:
    """The passages of a page, or of the whole text, in document order.

    Containers without words of their own are left out.
    """
    running = running_text(page.root, page.omitted) if page else running_text(text.text)
    names = Names(text_facts(text).responsibilities)
    return list(passages_in(running, changes(text, names)))


def passages_in(
    running: RunningText, covering: Mapping[str, tuple[Change, ...]]
) -> Iterator[Passage]:
    """The passages of a text as it runs; `covering` are the changes, by what they cover."""
    covers = _covers(running, covering)
    for element, words in running.passages.items():
        if words:
            stand = running.stands[element]
            yield Passage(
                stand.passage,
                unit_of(element, stand.name),
                number_of(element),
                words,
                digest(words),
                stand.division,
                covers.get(element, ()),
            )


def digest(words: str) -> str:
    """The first 8 hexadecimal digits of the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def number_of(element: Element) -> str:
    """The number of a block: `@n`, or the digits at the end of its identifier, or ""."""
    named = " ".join((element.get("n") or "").split())
    if named and len(named) <= _LONGEST_NUMBER:
        return named
    found = _NUMBER.search(element.get(XML_ID) or "")
    return found[0].lstrip("0") or "0" if found else ""


def unit_of(element: Element, name: str) -> str:
    """What a block is: `caption` for a heading in a figure or table, the type of an `ab`.

    Any other is what its element is called, `name`. Blocks of a text that are not of one sort are
    counted apart, so a number tells them apart only together with the sort.
    """
    parent = element.getparent()
    if name == "head" and parent is not None and local_name(parent) in _CAPTIONED:
        return "caption"
    if name == "ab":
        return " ".join((element.get("type") or name).replace("-", " ").split())
    return name


def label(siglum: str, passage: Passage) -> str:
    """How a passage is called: `L 12` for a paragraph, `L heading 3`, `L, my-id` without number."""
    if not passage.number:
        return f"{siglum}, {passage.id}"
    unit = "" if passage.unit == "p" else UNITS.get(passage.unit, passage.unit)
    return " ".join(filter(None, (siglum, unit, passage.number)))


def changes(text: TeiText, names: Names) -> Mapping[str, tuple[Change, ...]]:
    """The changes of the header that name what they cover, by the identifiers of that."""
    found: dict[str, list[Change]] = defaultdict(list)
    pointers = pointing(text)
    for header in headers(text):
        for change in header.iter("{*}change"):
            covered = pointers.targets(change.get("target"))
            if covered:
                who = ", ".join(names.of(change.get("who") or change.get("resp")))
                one = Change(who, plain(change))
                for identifier in covered:
                    found[identifier].append(one)
    return {identifier: tuple(dict.fromkeys(some)) for identifier, some in found.items()}


def _covers(running: RunningText, covering: Mapping[str, tuple[Change, ...]]) -> Covering:
    """The changes that cover each element; none of a page whose text no change names."""
    if not covering:
        return {}
    found: dict[Element, tuple[Change, ...]] = {}
    for element in running.stands:
        parent = element.getparent()
        known = found.get(parent, ()) if parent is not None else ()
        if not found and parent is not None:
            around = [a.get(XML_ID) or "" for a in reversed(list(parent.iterancestors()))]
            known = _joined((*around, parent.get(XML_ID) or ""), covering)
        own = covering.get(element.get(XML_ID) or "")
        found[element] = (*known, *(one for one in own if one not in known)) if own else known
    return found


def _joined(
    identifiers: tuple[str, ...], covering: Mapping[str, tuple[Change, ...]]
) -> tuple[Change, ...]:
    found = (one for identifier in identifiers for one in covering.get(identifier, ()))
    return tuple(dict.fromkeys(found))
