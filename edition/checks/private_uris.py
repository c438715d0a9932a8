"""Private prefixes of pointers (`psn:smith`) and the `prefixDef` elements that say what they mean.

The pattern of a `prefixDef` is the document's own, so only harmless ones are tried: no repetition
of a group, few repetitions altogether, short values.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from edition.tei import Element, local_name

_LONGEST_PATTERN = 200
_LONGEST_VALUE = 80
_LONGEST_ADDRESS = 2_000
_MOST_DEFINITIONS = 5
_MOST_REPETITIONS = 2
_GROUP_OF_REPLACEMENT = re.compile(r"\$(\d)")
_EXACT = re.compile(r"\{\d{1,3}\}")
_SHORTHANDS = {"i": r"_A-Za-z\u00c0-\uffff", "c": r"\w.:\-\u00b7"}
_PLAIN_ESCAPES = frozenset("dDwWsSnrt.\\?*+{}()[]|^$-/:#_@&=,;!~%'\" ")


@dataclass(frozen=True, slots=True)
class PrefixDefinition:
    """One `prefixDef`: what may follow the prefix, and the address made of it."""

    prefix: str
    pattern: str
    replacement: str

    def could_be(self, rest: str) -> bool:
        """Whether what follows the prefix fits the pattern, or the pattern cannot be tried."""
        pattern = compiled(self.pattern)
        if pattern is None or len(rest) > _LONGEST_VALUE:
            return True
        return pattern.match(rest) is not None

    def address(self, rest: str) -> str | None:
        """The address that a value stands for; none where the pattern does not fit all of it."""
        pattern = compiled(self.pattern)
        found = pattern.fullmatch(rest) if pattern and len(rest) <= _LONGEST_VALUE else None
        if found is None:
            return None
        groups = (found.group(), *(group or "" for group in found.groups()))
        return _GROUP_OF_REPLACEMENT.sub(
            lambda m: groups[int(m[1])] if int(m[1]) < len(groups) else "", self.replacement
        )[:_LONGEST_ADDRESS]


def prefix_definitions(
    elements: Iterable[Element],
) -> Mapping[str, Sequence[PrefixDefinition]]:
    """The definitions among elements, by their prefix, in document order; not endlessly many."""
    found: dict[str, list[PrefixDefinition]] = {}
    for element in elements:
        prefix = element.get("ident") if local_name(element) == "prefixDef" else None
        if prefix and len(known := found.setdefault(prefix, [])) < _MOST_DEFINITIONS:
            pattern, replacement = element.get("matchPattern"), element.get("replacementPattern")
            known.append(PrefixDefinition(prefix, pattern or "", replacement or ""))
    return found


@lru_cache(256)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """A pattern that is harmless and means the same to Python; none for any other."""
    if not pattern or len(pattern) > _LONGEST_PATTERN:
        return None
    translated = _translated(pattern)
    if translated is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return re.compile(translated)
        except (re.error, OverflowError, Warning):
            return None


def _translated(pattern: str) -> str | None:
    """The pattern in Python's syntax; none where it is not known to be harmless."""
    parts: list[str] = []
    position, in_class, repetitions = 0, False, 0
    while position < len(pattern):
        sign = pattern[position]
        if sign == "\\":
            escape = _escape(pattern[position + 1 : position + 2], in_class)
            if escape is None:
                return None
            parts.append(escape)
            position += 2
            continue
        if in_class:
            if sign == "[":
                return None
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "*+{":
            repetitions += _EXACT.match(pattern, position) is None
            if pattern[position - 1 : position] == ")" or repetitions > _MOST_REPETITIONS:
                return None
        elif pattern.startswith("(?", position):
            return None
        parts.append(sign)
        position += 1
    return "".join(parts)


def _escape(letter: str, in_class: bool) -> str | None:
    if letter in _SHORTHANDS:
        return _SHORTHANDS[letter] if in_class else f"[{_SHORTHANDS[letter]}]"
    return f"\\{letter}" if letter and letter in _PLAIN_ESCAPES else None
