"""The pages on which a text is read: one, or one for each division where it is long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from unicodedata import is_normalized

from lxml import etree

from edition.reading.document import TeiText
from edition.reading.running import DIVISIONS, RunningText, plain
from edition.reading.source import title_of
from edition.tei import XML_ID, Element, local_name
from edition.texts import Reading, is_omitted

_AROUND = frozenset("text front body back group".split())
_DEEPEST = 7
_SAFE = re.compile(r"[^\W\d](?:[\w.-]{0,98}\w)?")


class Page(NamedTuple):
    """One page of a text: its name and title, and what it shows of the text.

    The landing page has the name "" and the whole `text` as root. `omitted` are the divisions
    inside it that have pages of their own, in no order; `inside` are the names of the pages around
    it, outermost first, the landing page left out.
    """

    name: str
    title: str
    root: Element
    omitted: frozenset[Element]
    inside: tuple[str, ...]


class Division(NamedTuple):
    """A division of a page: xml:id (or ""), its title, how deep it lies (1 is outermost), type."""

    id: str
    title: str
    depth: int
    kind: str
    number: str


def pages(text: TeiText, largest: int) -> list[Page]:
    """The pages of a text, in its order; the landing page first.

    A division has a page of its own where what is around it is longer than `largest` characters
    of edited text; 0 means that all is one page. The name of such a page is the division's xml:id,
    or a number of its own; no two are the same.
    """
    lengths = _lengths(text.text) if largest > 0 else {}
    found: list[Page] = []
    used = {""}
    pending: list[tuple[str, Element, tuple[str, ...]]] = [("", text.text, ())]
    while pending:
        name, root, inside = pending.pop()
        is_long = lengths.get(root, 0) > largest > 0 and len(inside) < _DEEPEST
        parts = list(_parts(root)) if is_long else []
        title = title_of(text) if root is text.text else heading(root)
        found.append(Page(name, title, root, frozenset(parts), inside))
        below = (*inside, name) if name else inside
        named = [(_name(part, name, number, used), part) for number, part in enumerate(parts, 1)]
        pending.extend((own, part, below) for own, part in reversed(named))
    return found


def divisions(page: Page, running: RunningText) -> Iterator[Division]:
    """The divisions that a page shows, itself included, in document order."""
    depths: dict[Element, int] = {}
    heads = _heads(running)
    for element, stand in running.stands.items():
        parent = element.getparent() if element is not page.root else None
        depth = depths.get(parent, 0) if parent is not None else 0
        if stand.name in DIVISIONS and not stand.aside:
            depth += 1
            head = heads.get(element)
            title = running.words(running.stands[head]) if head is not None else _untitled(element)
            kind, number = element.get("type") or "", element.get("n") or ""
            yield Division(element.get(XML_ID) or "", title, depth, kind, number)
        if len(element):
            depths[element] = depth


def heading(division: Element) -> str:
    """The title of a division: its first heading, or its type and number."""
    head = next((child for child in division if local_name(child) == "head"), None)
    return (plain(head) if head is not None else "") or _untitled(division)


def _heads(running: RunningText) -> Mapping[Element, Element]:
    """The first heading of each element that has one."""
    found: dict[Element, Element] = {}
    for element, stand in running.stands.items():
        parent = element.getparent() if stand.name == "head" and not stand.aside else None
        if parent is not None and stand.end > stand.start:
            found.setdefault(parent, element)
    return found


def _untitled(division: Element) -> str:
    kind = (division.get("type") or division.get("subtype") or "division").replace("_", " ")
    return " ".join(f"{kind} {division.get('n') or ''}".split()).capitalize()


def _lengths(text: Element) -> dict[Element, int]:
    """How many characters of edited text a text and each of its divisions have."""
    lengths: dict[Element, int] = {}
    starts: dict[Element, int] = {}
    reached = 0
    walk = etree.iterwalk(text, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if local_name(element) in DIVISIONS or element is text:
                starts[element] = reached
            if is_omitted(element, Reading.EDITED):
                walk.skip_subtree()
            elif element.text:
                reached += len(element.text)
            continue
        if element in starts:
            lengths[element] = reached - starts[element]
        reached += len(element.tail or "")
    return lengths


def _parts(root: Element) -> Iterator[Element]:
    """The outermost divisions inside an element; none that stands in a letter or a quotation."""
    pending = list(reversed(root))
    while pending:
        element = pending.pop()
        name = local_name(element)
        if name in DIVISIONS:
            yield element
        elif name in _AROUND:
            pending.extend(reversed(element))


def _name(division: Element, above: str, number: int, used: set[str]) -> str:
    identifier = division.get(XML_ID) or ""
    is_safe = _SAFE.fullmatch(identifier) and is_normalized("NFC", identifier)
    wanted = identifier if is_safe else f"{above or 'division'}.{number}"
    name, again = wanted, 1
    while name.casefold() in used:  # some file systems know no capitals
        again += 1
        name = f"{wanted}-{again}"
    used.add(name.casefold())
    return name
