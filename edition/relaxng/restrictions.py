"""The restrictions of section 7, checked on the simple form."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, IntFlag, auto
from typing import TypeAlias

from edition.relaxng.errors import SchemaError
from edition.relaxng.names import NameClass, from_flat, overlap
from edition.relaxng.simplification import Simplified
from edition.relaxng.table import (
    ATTRIBUTE,
    BRANCHING,
    CHOICE,
    DATA,
    ELEMENT,
    EMPTY,
    GROUP,
    INTERLEAVE,
    LIST,
    NOT_ALLOWED,
    ONE_OR_MORE,
    TEXT,
    VALUE,
    parts,
)

_NAMES = {
    EMPTY: "empty",
    TEXT: "text",
    GROUP: "group",
    INTERLEAVE: "interleave",
    ONE_OR_MORE: "oneOrMore",
    LIST: "list",
    DATA: "data",
    VALUE: "value",
    ATTRIBUTE: "attribute",
    ELEMENT: "element",
}


class _Inside(IntFlag):
    """What a node stands in, on the way down from an element or from the start."""

    NOTHING = 0
    START = auto()
    ATTRIBUTE = auto()
    LIST = auto()
    EXCEPT = auto()
    REPEATED = auto()
    REPEATED_GROUP = auto()


_FORBIDDEN = {
    _Inside.ATTRIBUTE: frozenset({ELEMENT, ATTRIBUTE}),
    _Inside.REPEATED_GROUP: frozenset({ATTRIBUTE}),
    _Inside.LIST: frozenset({LIST, ELEMENT, ATTRIBUTE, TEXT, INTERLEAVE}),
    _Inside.EXCEPT: frozenset(
        {ATTRIBUTE, ELEMENT, LIST, TEXT, GROUP, INTERLEAVE, ONE_OR_MORE, EMPTY}
    ),
    _Inside.START: frozenset(
        {ATTRIBUTE, DATA, VALUE, LIST, TEXT, GROUP, INTERLEAVE, ONE_OR_MORE, EMPTY}
    ),
}
_AROUND = {ONE_OR_MORE: _Inside.REPEATED, LIST: _Inside.LIST, DATA: _Inside.EXCEPT}
_WORDS = {
    _Inside.ATTRIBUTE: "an attribute",
    _Inside.REPEATED_GROUP: "a repeated group",
    _Inside.LIST: "a list",
    _Inside.EXCEPT: "the except of a datatype",
    _Inside.START: "the start, outside of an element",
}


# The names that classes list, and the numbers of the classes that have endlessly many more.
_Names: TypeAlias = tuple[frozenset[str], frozenset[int]]


class _Content(IntEnum):
    """The content types of section 7.2."""

    EMPTY = 0
    COMPLEX = 1
    SIMPLE = 2


def check_restrictions(simplified: Simplified) -> None:
    """Raise SchemaError for the first breach of section 7."""
    checker = _Checker(simplified)
    checker.check(simplified.table.start, _Inside.START)
    for number in simplified.table.used:
        content = simplified.table.elements[number][1]
        checker.check(content, _Inside.NOTHING)
        checker.check_content_type(number, content)


class _Checker:
    def __init__(self, simplified: Simplified) -> None:
        self._places = simplified.places
        self._tags = simplified.elements
        self._table = simplified.table
        self._classes = [from_flat(flat) for flat in simplified.table.name_classes]
        self._done: set[tuple[int, _Inside]] = set()
        self._types: dict[int, _Content | None] = {}
        self._attributes: dict[int, _Names] = {}
        self._elements: dict[int, _Names] = {}
        self._with_text: dict[int, bool] = {}

    def check(self, number: int, inside: _Inside) -> None:
        """Check all below a node, but not the content of elements."""
        if (number, inside) in self._done:
            return
        self._done.add((number, inside))
        node = self._table.nodes[number]
        kind = node[0]
        for outer, forbidden in _FORBIDDEN.items():
            if inside & outer and kind in forbidden:
                raise self._error(number, f"{_NAMES[kind]} cannot stand in {_WORDS[outer]}")
        if kind in (GROUP, INTERLEAVE):
            self._check_members(number, node[1:], kind)
        if kind == ATTRIBUTE:
            self._check_repetition(number, self._classes[node[1]], inside)
        for part in parts(node):
            self.check(part, self._around_part(kind, inside))

    def check_content_type(self, element: int, content: int) -> None:
        """Raise SchemaError where data and elements or two data stand side by side."""
        if content != NOT_ALLOWED and self._content_type(content) is None:
            raise self._tags[element].error(
                "data or value cannot stand beside text, elements or other data",
                "use list for several values, text for mixed content",
            )

    def _around_part(self, kind: int, inside: _Inside) -> _Inside:
        if kind == ATTRIBUTE:
            return _Inside.ATTRIBUTE
        if kind in (GROUP, INTERLEAVE) and inside & _Inside.REPEATED:
            return inside | _Inside.REPEATED_GROUP
        return inside | _AROUND.get(kind, _Inside.NOTHING)

    def _check_repetition(self, number: int, name_class: NameClass, inside: _Inside) -> None:
        if name_class.is_open and not inside & _Inside.REPEATED:
            raise self._error(
                number,
                "an attribute of any name must stand in oneOrMore",
                "write <zeroOrMore> around it",
            )

    def _check_members(self, number: int, members: tuple[int, ...], kind: int) -> None:
        if self._any_overlap(self._attributes_of(member) for member in members):
            raise self._error(number, "an attribute stands twice in one group")
        if kind == GROUP:
            return
        if self._any_overlap(self._elements_of(member) for member in members):
            raise self._error(number, "an element stands in two parts of an interleave")
        if sum(self._has_text(member) for member in members) > 1:
            raise self._error(number, "text stands in two parts of an interleave")

    def _any_overlap(self, sets: Iterable[_Names]) -> bool:
        """Whether a name is in two of the sets."""
        seen: set[str] = set()
        seen_open: list[NameClass] = []
        for listed, numbers in sets:
            open_ones = [self._classes[number] for number in numbers]
            if not seen.isdisjoint(listed) or _contained(listed, seen_open):
                return True
            if _contained(seen, open_ones):
                return True
            if any(overlap(one, other) for one in open_ones for other in seen_open):
                return True
            seen |= listed
            seen_open += open_ones
        return False

    def _attributes_of(self, number: int) -> _Names:
        if number not in self._attributes:
            node = self._table.nodes[number]
            own = [self._names_of(node[1])] if node[0] == ATTRIBUTE else []
            inner = [self._attributes_of(part) for part in parts(node)]
            self._attributes[number] = _united(own + inner)
        return self._attributes[number]

    def _elements_of(self, number: int) -> _Names:
        if number not in self._elements:
            node = self._table.nodes[number]
            is_element = node[0] == ELEMENT
            own = [self._names_of(self._table.elements[node[1]][0])] if is_element else []
            inner = [] if node[0] == ATTRIBUTE else [self._elements_of(p) for p in parts(node)]
            self._elements[number] = _united(own + inner)
        return self._elements[number]

    def _names_of(self, number: int) -> _Names:
        name_class = self._classes[number]
        return frozenset(name_class.names), frozenset([number] if name_class.is_open else [])

    def _has_text(self, number: int) -> bool:
        if number not in self._with_text:
            node = self._table.nodes[number]
            inner = () if node[0] == ATTRIBUTE else parts(node)
            self._with_text[number] = node[0] == TEXT or any(map(self._has_text, inner))
        return self._with_text[number]

    def _content_type(self, number: int) -> _Content | None:
        if number not in self._types:
            self._types[number] = self._find_content_type(number)
        return self._types[number]

    def _find_content_type(self, number: int) -> _Content | None:
        node = self._table.nodes[number]
        kind = node[0]
        if kind in (ATTRIBUTE, DATA) and None in map(self._content_type, parts(node)):
            return None
        if kind in (DATA, VALUE, LIST):
            return _Content.SIMPLE
        if kind in (TEXT, ELEMENT):
            return _Content.COMPLEX
        if kind not in BRANCHING and kind != ONE_OR_MORE:
            return _Content.EMPTY
        types = [self._content_type(part) for part in parts(node)]
        known = [one for one in types if one is not None]
        if len(known) < len(types):
            return None
        if kind == ONE_OR_MORE:
            known *= 2
        if kind != CHOICE and _Content.SIMPLE in known:
            if sum(one is not _Content.EMPTY for one in known) > 1:
                return None
        return max(known)

    def _error(self, number: int, message: str, hint: str | None = None) -> SchemaError:
        return self._places[number].error(message, hint)


def _contained(names: Iterable[str], classes: Iterable[NameClass]) -> bool:
    return any(one.contains(name) for one in classes for name in names)


def _united(sets: Iterable[_Names]) -> _Names:
    listed: set[str] = set()
    numbers: set[int] = set()
    for names, classes in sets:
        listed |= names
        numbers |= classes
    return frozenset(listed), frozenset(numbers)
