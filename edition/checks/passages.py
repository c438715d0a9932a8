"""The words of a file as passages: each text and attribute value, with where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from edition.checks.pointing import in_tei
from edition.checks.tei_file import TeiFile
from edition.surroundings import Surroundings
from edition.tei import Element, attributes, local_name

_QUOTING = frozenset("code eg egXML gi att val tag ident formula binaryObject xenoData".split())
_AROUND = 16
_Test: TypeAlias = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text (or the value of an attribute) as a whole; `owner` is what it is the content of.

    `element` is the start tag nearest before the text: there it is found again in the file.
    """

    element: Element
    owner: Element
    text: str
    attribute: str | None = None


@dataclass(slots=True)
class Sighted:
    """The first passage of something, and how often it occurs."""

    passage: Passage
    count: int


def passages(file: TeiFile, wanted: frozenset[str], *, in_order: bool = False) -> Iterator[Passage]:
    """All texts and attribute values that hold one of the characters wanted.

    What follows an element comes directly after that element's own text, before that of its
    children, unless `in_order` asks for the slower order of the document. Left out are other
    namespaces than TEI's, and elements that quote code, formulas or examples.
    """
    here = wanted & file.characters
    if here:
        holds = re.compile(f"[{''.join(map(re.escape, sorted(here)))}]").search
        quoting = Surroundings(_is_quoting)
        for passage in _in_order(file.root, holds) if in_order else _by_elements(file.root, holds):
            if quoting.nearest_or_self(passage.owner) is None:
                yield passage


def _by_elements(root: Element, holds: _Test) -> Iterator[Passage]:
    for node in root.iter():
        if isinstance(node.tag, str):
            yield from _opened(node, holds)
        tail = node.tail
        if tail and holds(tail):
            yield from _after(node, tail)


def _in_order(root: Element, holds: _Test) -> Iterator[Passage]:
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start" and isinstance(node.tag, str):
            yield from _opened(node, holds)
        elif event != "start" and node.tail and holds(node.tail):
            yield from _after(node, node.tail)


def _opened(element: Element, holds: _Test) -> list[Passage]:
    """The attribute values and the first text of an element that hold what is wanted."""
    found = [
        Passage(element, element, value, name)
        for name, value in attributes(element)
        if holds(value)
    ]
    text = element.text
    if text and holds(text):
        found.append(Passage(element, element, text))
    return found


def _after(node: Element, tail: str) -> Iterator[Passage]:
    parent = node.getparent()
    if parent is not None:
        yield Passage(node if isinstance(node.tag, str) else parent, parent, tail)


def _is_quoting(element: Element) -> bool:
    return not in_tei(element) or local_name(element) in _QUOTING


def sighted(file: TeiFile, wanted: frozenset[str]) -> dict[str, Sighted]:
    """Each character wanted that occurs, with its first passage and the number of times."""
    found: dict[str, Sighted] = {}
    for passage in passages(file, wanted):
        for character, count in Counter(passage.text).items():
            if character in wanted:
                found.setdefault(character, Sighted(passage, 0)).count += count
    return found


def text_before(element: Element) -> str:
    """The text directly before an element; nothing where another element stands there."""
    previous = element.getprevious()
    if previous is not None:
        return previous.tail or ""
    parent = element.getparent()
    return "" if parent is None else parent.text or ""


def excerpt(text: str, start: int, end: int) -> str:
    """What stands at an interval of a text, with a few characters around it, on one line."""
    before = text[max(0, start - _AROUND) : start]
    after = text[end : end + _AROUND]
    cut_before = "…" if start > _AROUND else ""
    cut_after = "…" if end + _AROUND < len(text) else ""
    shown = "".join(" " if c in "\t\r\n" else c for c in before + text[start:end] + after)
    return f"{cut_before}{shown.strip(' ')}{cut_after}"


def named(character: str) -> str:
    """A character by its number and, where it has one, its name."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X} ({name})" if name else f"U+{ord(character):04X}"
