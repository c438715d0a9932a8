"""The numbers that editions give to pages, leaves, divisions and lines, read as numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 60
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_RANGE = re.compile(r"(\d{1,9})\s?[-–/]\s?(\d{1,9})")
_LEAF = re.compile(r"(.*?)(\d{1,9})\s?(recto|verso|r|v)\W{0,3}", re.DOTALL)
_ARABIC = re.compile(r"(.*?)(\d{1,9})\s?([a-z]?)\W{0,3}", re.DOTALL)
_ROMAN = re.compile(
    r"\W{0,3}(m{0,4}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4}))\W{0,3}", re.IGNORECASE
)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_LETTERS = frozenset("cdlm")
_SIDES = {"r": 0, "recto": 0, "v": 1, "verso": 1}
_WIDEST = 3
_MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written, the series it belongs to, and the numbers it covers, first to last.

    Numbers of one series can be compared: they are of the same sort and have the same words before
    them. The sides of a leaf are one apart. `letter` is that of a page put in, such as 12a, which
    comes after 12 and before 13.
    """

    written: str
    series: str
    first: int
    last: int
    letter: str = ""


def read_numeral(written: str) -> Numeral | None:
    """The numeral that a label such as `12`, `[iv]`, `p. 395`, `fol. 3v`, `1.2.30` writes."""
    text = written.strip()
    if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS:
        return Numeral(text, "arabic ", int(text), int(text))
    if not text or len(text) > _LONGEST or _DATE.fullmatch(text):
        return None
    if pages := _RANGE.fullmatch(text):
        first, last = int(pages[1]), int(pages[2])
        if first < last < first + _WIDEST:
            return Numeral(text, "arabic ", first, last)
    if leaf := _LEAF.fullmatch(text):
        side = 2 * int(leaf[2]) + _SIDES[leaf[3]]
        return Numeral(text, f"leaf {_plain(leaf[1])}", side, side)
    if arabic := _ARABIC.fullmatch(text):
        number = int(arabic[2])
        return Numeral(text, f"arabic {_plain(arabic[1])}", number, number, arabic[3])
    roman = _ROMAN.fullmatch(text)
    if roman and roman[1] and roman[1].lower() not in _LETTERS:
        number = _roman_value(roman[1].lower())
        return Numeral(text, "roman", number, number)
    return None


def _plain(before: str) -> str:
    """The words before a number, without brackets: `[12]` continues `11`."""
    return before.strip("[]()<>{} \t\n")


def _roman_value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
