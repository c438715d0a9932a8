"""Citation structures (TEI Guidelines, 17.2.5.4): the units they declare, and their references."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from edition.location_paths import LocationPath, UndecidedError, read_path
from edition.profiles.document import at
from edition.tei import XML_NAMESPACE, Element

_DEEPEST = 20
_MOST_STRUCTURES = 20
_MOST_LOOKS = 5_000_000
_MOST_UNITS = 300_000
_LONGEST_REFERENCE = 500
_USE = re.compile(r"@([\w.-]+(?::[\w.-]+)?)|position\(\)")


class Unit(NamedTuple):
    """A citable element; its reference is none where its structure gives it none.

    Units inside one without reference are left out: they cannot be cited either.
    """

    element: Element
    reference: str | None


class Level(NamedTuple):
    """A citeStructure and the units it declares, in document order within each unit around them.

    `units` is none where its path or its references cannot be followed here.
    """

    structure: Element
    units: tuple[Unit, ...] | None


class _TooMuchError(Exception):
    """There is more to look at, or to cite, than any text needs."""


class _Citations:
    """The units of one document, as far as a bounded amount of work finds them."""

    def __init__(self, tei: Element) -> None:
        self._tei = tei
        self._looks = _MOST_LOOKS
        self._units = _MOST_UNITS

    def level(self, structure: Element, parents: Sequence[Unit] | None) -> Level:
        """The level of a structure: below the units around it, or of the whole document."""
        use = _USE.fullmatch(structure.get("use", "").strip())
        path = _path(structure, is_outer=parents is None)
        if use is None or path is None:
            return Level(structure, None)
        try:
            return Level(structure, tuple(self._found(structure, path, use[1], parents)))
        except _TooMuchError:
            return Level(structure, None)

    def _found(
        self,
        structure: Element,
        path: LocationPath,
        use: str | None,
        parents: Sequence[Unit] | None,
    ) -> list[Unit]:
        if parents is None:
            return self._units_of(path.find([self._tei], self._tei), use, "")
        delim = structure.get("delim", "")[: _LONGEST_REFERENCE + 1]
        found: list[Unit] = []
        for element, reference in parents:
            if any(step.to_any_depth for step in path.steps):
                self._pay(element)
            units = path.find([element], self._tei)
            found += self._units_of(units, use, f"{reference}{delim}")
        return found

    def _pay(self, element: Element) -> None:
        """Count what lies below: units may stand in units, each to be looked through anew."""
        self._looks -= sum(1 for _ in islice(element.iter(), self._looks + 1))
        if self._looks < 0:
            raise _TooMuchError

    def _units_of(self, elements: list[Element], use: str | None, above: str) -> list[Unit]:
        self._units -= len(elements)
        if self._units < 0:
            raise _TooMuchError
        attribute = None if use is None else _expanded(use)
        found = []
        for place, element in enumerate(elements, 1):
            own = str(place) if attribute is None else element.get(attribute, "").strip()
            if len(above) + len(own) > _LONGEST_REFERENCE:
                raise _TooMuchError
            found.append(Unit(element, above + own if own else None))
        return found


def levels(declaration: Element, tei: Element) -> list[Level]:
    """The levels of a refsDecl, outer before inner, with their units in a TEI document."""
    citations = _Citations(tei)
    found: list[Level] = []
    waiting = deque((citations.level(one, None), 1) for one in _structures(declaration))
    while waiting and len(found) < _MOST_STRUCTURES:
        level, depth = waiting.popleft()
        found.append(level)
        parents = [unit for unit in level.units or () if unit.reference is not None]
        if parents and depth < _DEEPEST:
            inner = _structures(level.structure)
            waiting.extend((citations.level(one, parents), depth + 1) for one in inner)
    return found


def _structures(element: Element) -> list[Element]:
    return list(islice(at(element, "citeStructure"), _MOST_STRUCTURES))


def _path(structure: Element, *, is_outer: bool) -> LocationPath | None:
    """The path of a structure: the outer one absolute, an inner one from the unit around it."""
    try:
        path = read_path(structure.get("match", ""))
    except UndecidedError:
        return None
    return path if path.is_absolute is is_outer else None


def _expanded(name: str) -> str:
    return f"{{{XML_NAMESPACE}}}{name[4:]}" if name.startswith("xml:") else name
