"""Coordinates of places: on the earth, in the right order, and ever filled in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from edition.checks.check import Fault, check
from edition.checks.library import words
from edition.checks.pointing import in_tei, shortened
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.tei import XML_ID, Element

_LONGEST = 60
_NUMBER = r"[+\u2212-]?\d{1,3}(?:[.,]\d*)?"
_TWO = re.compile(rf"({_NUMBER})(?:\s+|\s*;\s*)({_NUMBER})", re.ASCII)
_WITH_COMMA = re.compile(r"([+\u2212-]?\d{1,3}(?:\.\d*)?)\s*,\s*([+\u2212-]?\d{1,3}(?:\.\d*)?)")
_HIGHEST_LATITUDE = 90
_HIGHEST_LONGITUDE = 180
_FEWEST = 5
_FAR = 25
_NEAR = 2


_Cells: TypeAlias = Mapping[tuple[int, int], set[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class _Point:
    element: Element
    latitude: float
    longitude: float


def _points(file: TeiFile) -> Iterator[_Point]:
    """The points of a file in degrees of latitude and longitude; other systems are left out."""
    others = {declared for declared in file.named("geoDecl") if _is_other(declared)}
    unmarked = any(not one.get(XML_ID) or one.get("default") == "true" for one in others)
    for element in file.named("geo"):
        declared = element.get("decls", "").split()
        if in_tei(element) and not any(file.ids.get(one[1:]) in others for one in declared):
            numbers = _numbers(words(element)) if declared or not unmarked else None
            if numbers is not None:
                yield _Point(element, *numbers)


def _is_other(declared: Element) -> bool:
    """Whether a `geoDecl` declares another system, or longitude before latitude."""
    prose = words(declared).lower()
    turned = 0 <= prose.find("lon") < prose.find("lat")
    return turned or declared.get("datum", "WGS84").upper() != "WGS84"


def _numbers(text: str) -> tuple[float, float] | None:
    """Two numbers, with a full stop or a comma for the fraction; none for anything else."""
    if len(text) > _LONGEST:
        return None
    found = _TWO.fullmatch(text.rstrip(",")) or _WITH_COMMA.fullmatch(text)
    if found is None:
        return None
    first, second = (float(n.replace(",", ".").replace("\u2212", "-")) for n in found.groups())
    return first, second


def _shown(point: _Point) -> str:
    return f"`{shortened(words(point.element))}`"


@check(
    "coordinates-off-the-earth",
    Severity.ERROR,
    hint="write latitude (-90 to 90), a space, longitude (-180 to 180), in degrees",
    example="<geo>116.4 39.9</geo>",
)
def off_the_earth(file: TeiFile) -> Iterator[Fault]:
    """Coordinates lie outside -90 to 90 degrees of latitude or -180 to 180 degrees of longitude.

    `geo` holds latitude first, unless the header's `geoDecl` says otherwise.
    """
    for point in _points(file):
        if not _on_earth(point):
            message = f"{_shown(point)} is no place on the earth"
            if _on_earth(_Point(point.element, point.longitude, point.latitude)):
                message += ": latitude and longitude are in the wrong order"
            yield Fault(point.element, message)


def _on_earth(point: _Point) -> bool:
    latitude, longitude = abs(point.latitude), abs(point.longitude)
    return latitude <= _HIGHEST_LATITUDE and longitude <= _HIGHEST_LONGITUDE


@check(
    "coordinates-swapped",
    Severity.REVIEW,
    hint="write latitude first, then longitude",
    example="<geo>16.37 48.21</geo> <!-- among places in Europe -->",
)
def swapped(file: TeiFile) -> Iterator[Fault]:
    """Coordinates lie far from all other places of the file, but beside one when turned round."""
    points = [point for point in _points(file) if _on_earth(point)]
    cells = _cells(points)
    places = {place for cell in cells.values() for place in cell}
    if len(places) <= _FEWEST:
        return
    wrong = {place for place in places if _is_swapped(cells, *place)}
    for point in points:
        if (point.latitude, point.longitude) in wrong:
            yield Fault(point.element, f"{_shown(point)} seems to be longitude and latitude")


def _is_swapped(cells: _Cells, latitude: float, longitude: float) -> bool:
    here = (latitude, longitude)
    lonely = not _others_near(cells, here, here, _FAR)
    return lonely and _others_near(cells, here, (longitude, latitude), _NEAR)


def _cells(points: Sequence[_Point]) -> _Cells:
    found: dict[tuple[int, int], set[tuple[float, float]]] = defaultdict(set)
    for point in points:
        cell = int(point.latitude // _FAR), int(point.longitude // _FAR)
        found[cell].add((point.latitude, point.longitude))
    return found


def _others_near(
    cells: _Cells, but: tuple[float, float], centre: tuple[float, float], degrees: float
) -> bool:
    """Whether a place, `but` one left out, lies within so many degrees of a centre."""
    row, column = int(centre[0] // _FAR), int(centre[1] // _FAR)
    around = ((row + r, column + c) for r in (0, -1, 1) for c in (0, -1, 1))
    return any(
        abs(place[0] - centre[0]) < degrees and abs(place[1] - centre[1]) < degrees
        for cell in around
        for place in cells.get(cell, ())
        if place != but
    )


@check(
    "coordinates-not-filled-in",
    Severity.REVIEW,
    hint="find the coordinates, or take the element away",
    example="<geo>0 0</geo>",
)
def not_filled_in(file: TeiFile) -> Iterator[Fault]:
    """Coordinates are 0 0, a point in the Gulf of Guinea: as a rule, no value was ever given."""
    for point in _points(file):
        if point.latitude == 0 == point.longitude:
            yield Fault(point.element, f"{_shown(point)} is a point in the sea off Africa")
