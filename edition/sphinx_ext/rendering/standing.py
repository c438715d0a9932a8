"""Where an element stands: in a sentence or by itself, beside white space, how far set in."""

from __future__ import annotations

import re

from edition.reading.running import STRUCTURAL
from edition.tei import Element, local_name

_WHITE = re.compile(r"[ \t\r\n]+")
_REGISTERS = frozenset(
    "person personGrp place org event listPerson listPlace listOrg listEvent entry msDesc".split()
)
_QUOTING = frozenset({"q", "quote", "said", "cit"})
_AROUND_BLOCKS = (STRUCTURAL | _REGISTERS) - _QUOTING
_SET_IN = frozenset({"list", "quote", "q", "said", "cit"})
_FARTHEST_IN = 12  # Sphinx's text has 70 columns and sets in by 4


def collapsed(text: str) -> str:
    """A text with every run of white space made one space; no-break spaces stay."""
    return _WHITE.sub(" ", text) if "\n" in text or "  " in text or "\t" in text else text


def stands_by_itself(element: Element) -> bool:
    """Whether an element stands among blocks, not in a sentence."""
    parent = element.getparent()
    while parent is not None and local_name(parent) in _QUOTING:
        if has_words_of_its_own(parent):
            return False
        parent = parent.getparent()
    return parent is None or local_name(parent) in _AROUND_BLOCKS


def has_words_of_its_own(element: Element) -> bool:
    """Whether words stand in an element outside all elements in it."""
    return bool((element.text or "").strip()) or any((c.tail or "").strip() for c in element)


def is_far_in(element: Element) -> bool:
    """Whether so many lists and quotations are around that there is no room to set this one in."""
    around = sum(local_name(one) in _SET_IN for one in element.iterancestors())
    return around >= _FARTHEST_IN


def is_beside_space(element: Element) -> bool:
    """Whether white space, or the beginning of its block, is before or behind an element."""
    if (element.tail or "")[:1].isspace():
        return True
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return (previous.tail or "")[-1:].isspace()
    return parent is None or not parent.text or parent.text[-1].isspace()


def line_of(element: Element) -> int | None:
    """The line of a file in which an element's start tag ends."""
    return element.sourceline if isinstance(element.sourceline, int) else None
