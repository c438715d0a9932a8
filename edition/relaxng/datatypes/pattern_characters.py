"""Sets of characters in the regular expressions of XSD."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from unicodedata import category

from edition.relaxng.datatypes.pattern_blocks import block
from edition.relaxng.datatypes.xml_names import all_characters, first_characters

_CATEGORIES = frozenset(
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp "
    "S Sm Sc Sk So C Cc Cf Co Cn".split()
)

Runs = Iterable[tuple[int, int]]


class CharacterSet:
    """Characters in runs of code points, in general categories and in other sets, its parts.

    `bounds` are where runs begin and, one further, where they end, in order. If `is_negative` the
    set is all others. The characters of `minus` are taken away last. Two equal sets have the
    same `key`.
    """

    __slots__ = ("bounds", "categories", "is_negative", "key", "minus", "parts")

    def __init__(
        self,
        runs: Runs = (),
        categories: Iterable[str] = (),
        parts: Iterable[CharacterSet] = (),
        *,
        is_negative: bool = False,
        minus: CharacterSet | None = None,
    ) -> None:
        self.bounds = _merged(runs)
        self.categories = frozenset(categories)
        self.parts = tuple(parts)
        self.is_negative = is_negative
        self.minus = minus
        self.key: tuple[object, ...] = (
            self.bounds,
            self.categories,
            frozenset(part.key for part in self.parts),
            is_negative,
            minus and minus.key,
        )

    @property
    def is_plain(self) -> bool:
        """Whether the set is no more than its runs, categories and parts."""
        return not self.is_negative and self.minus is None

    def contains(self, character: str) -> bool:
        """Whether a character belongs to the set."""
        if self._is_listed(character) is self.is_negative:
            return False
        return self.minus is None or not self.minus.contains(character)

    def _is_listed(self, character: str) -> bool:
        # Inside a run an odd number of bounds lies at or below the character.
        if bisect_right(self.bounds, ord(character)) % 2:
            return True
        if self.categories:
            name = category(character)
            if name in self.categories or name[0] in self.categories:
                return True
        return any(part.contains(character) for part in self.parts)


def union(sets: Iterable[CharacterSet]) -> CharacterSet:
    """The characters of several sets; sets that are unions already do not nest."""
    runs: list[tuple[int, int]] = []
    categories: set[str] = set()
    parts: list[CharacterSet] = []
    for one in sets:
        if one.is_plain:
            runs += zip(one.bounds[::2], (end - 1 for end in one.bounds[1::2]), strict=True)
            categories |= one.categories
            parts += one.parts
        else:
            parts.append(one)
    return CharacterSet(runs, categories, parts)


def single(character: str) -> CharacterSet:
    """The set of one character."""
    return CharacterSet([(ord(character), ord(character))])


@cache
def any_character() -> CharacterSet:
    """What the full stop stands for: everything but the ends of lines."""
    return CharacterSet([(0x0A, 0x0A), (0x0D, 0x0D)], is_negative=True)


def escaped_character(letter: str) -> str | None:
    """The one character that a backslash and a character stand for, if they stand for one."""
    return _CHARACTER_ESCAPES.get(letter)


@cache
def escaped_set(letter: str) -> CharacterSet | None:
    """The set that a backslash and a letter stand for, if they stand for one."""
    make = _ESCAPED_SETS.get(letter.lower())
    if make is None:
        return None
    return make() if letter.islower() else CharacterSet(parts=[make()], is_negative=True)


@cache
def with_property(name: str) -> CharacterSet | None:
    """The characters of a category (`Lu`) or a block (`IsGreek`); None if there is none so named.

    Private use is part of the category C, as Unicode has it.
    """
    if name in _CATEGORIES:
        return CharacterSet(categories=[name])
    runs = block(name.removeprefix("Is")) if name.startswith("Is") else ()
    return CharacterSet(runs) if runs else None


_CHARACTER_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"} | {c: c for c in "\\|.?*+(){}-[]^"}
_ESCAPED_SETS: dict[str, Callable[[], CharacterSet]] = {
    "s": lambda: CharacterSet([(0x09, 0x0A), (0x0D, 0x0D), (0x20, 0x20)]),
    "i": lambda: CharacterSet(first_characters()),
    "c": lambda: CharacterSet(all_characters()),
    "d": lambda: CharacterSet(categories=["Nd"]),
    "w": lambda: CharacterSet(categories=["P", "Z", "C"], is_negative=True),
}


def _merged(runs: Runs) -> tuple[int, ...]:
    """Where runs begin and, one further, where they end, in order; runs that touch are one."""
    bounds: list[int] = []
    for first, last in sorted(runs):
        if bounds and first <= bounds[-1]:
            bounds[-1] = max(bounds[-1], last + 1)
        else:
            bounds += (first, last + 1)
    return tuple(bounds)
