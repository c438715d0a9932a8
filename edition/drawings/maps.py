"""A map of places: land, meridians, a circle for each place, its area by the mentions.

Only land and water are drawn. The borders of today would mislead about any other year, and
the borders of many years cannot be drawn on one map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from edition.drawings.labels import Box, Label, Spot, draw_label, placed
from edition.drawings.outlines import Outline, Point
from edition.drawings.sheets import Pair, Sheet, Window, around, fitted
from edition.drawings.svg import Element, add, drawing, linked, number, write

WIDTH = 720.0
TYPE = 13.5
LARGEST, SMALLEST = 20.0, 2.2  # radii in pixels
NEIGHBOURS = 15.0  # kilometres: a house is drawn with the town it stands in
EARTH = 6371.0
MARGIN = 4.0
CLOSE = 34.0  # pixels: circles so near to each other leave no room for their names
CROWD = 5
LARGE = 0.6  # of the width of the map
MOST_NAMES = 150  # more cannot be read on one map

_LINE = {"fill": "none", "stroke": "currentColor"}
_NET = {"class": "map-net", **_LINE, "stroke-width": "0.5", "stroke-opacity": "0.18"}
_EDGE = {"class": "map-edge", **_LINE, "stroke-opacity": "0.45"}
_INSET = {"class": "map-inset", **_LINE, "stroke-dasharray": "4 3", "stroke-opacity": "0.8"}
_INK = {"fill": "currentColor", "stroke": "currentColor"}
_LAND = {
    "class": "map-land",
    **_INK,
    "fill-opacity": "0.09",
    "fill-rule": "evenodd",
    "stroke-width": "0.6",
    "stroke-opacity": "0.45",
}
_CIRCLE = {"class": "map-circle", **_INK, "fill-opacity": "0.35"}


class MapPlace(NamedTuple):
    """A place to draw."""

    name: str
    point: Point
    mentions: int
    address: str


class Marker(NamedTuple):
    """One circle: a place and those so near to it that they fall into the same circle."""

    place: MapPlace
    near: tuple[MapPlace, ...]

    @property
    def mentions(self) -> int:
        """The mentions of the place and of those within it."""
        return self.place.mentions + sum(place.mentions for place in self.near)

    @property
    def says(self) -> str:
        """The circle in words, for who does not see it."""
        counted = "1 mention" if self.mentions == 1 else f"{self.mentions} mentions"
        places = "1 place" if len(self.near) == 1 else f"{len(self.near)} places"
        within = f", with {places} in or near it" if self.near else ""
        return f"{self.place.name}, {counted}{within}"


class Inset(NamedTuple):
    """A part of a map that is drawn larger elsewhere, there headed by the same sign."""

    sign: str
    window: Window


class MapDrawing(NamedTuple):
    """A map, with the markers that it shows but for which it had no room to write the name."""

    svg: Element
    markers: tuple[Marker, ...]
    unnamed: tuple[Marker, ...]


def markers(places: Sequence[MapPlace]) -> list[Marker]:
    """The circles for all places, the most mentioned first."""
    ranked = sorted(places, key=lambda place: (-place.mentions, place.name, place.point))
    grouped: dict[MapPlace, list[MapPlace]] = {}
    belts: defaultdict[int, list[MapPlace]] = defaultdict(list)  # of half a degree, some 55 km
    for place in ranked:
        belt = int(place.point.latitude * 2 // 1)
        near = (town for number in (belt - 1, belt, belt + 1) for town in belts[number])
        town = next((one for one in near if distance(one.point, place.point) <= NEIGHBOURS), None)
        if town is None:
            grouped[place] = []
            belts[belt].append(place)
        else:
            grouped[town].append(place)
    made = [Marker(town, tuple(near)) for town, near in grouped.items()]
    return sorted(
        made, key=lambda marker: (-marker.mentions, marker.place.name, marker.place.point)
    )


def distance(first: Point, second: Point) -> float:
    """The way between two points in kilometres along the globe (haversine formula)."""
    up = radians(second.latitude - first.latitude) / 2
    across = radians(second.longitude - first.longitude) / 2
    shrink = cos(radians(first.latitude)) * cos(radians(second.latitude))
    return 2 * EARTH * asin(sqrt(sin(up) ** 2 + shrink * sin(across) ** 2))


def map_drawing(
    title: str,
    window: Window,
    shown: Sequence[Marker],
    outline: Outline,
    insets: Sequence[Inset] = (),
) -> MapDrawing:
    """The map of a window with all of the markers that lie inside it.

    Those inside an inset are dots without name or link, for the map of the inset has them.
    Circles compare across maps of the same markers.
    """
    sheet = fitted(window, WIDTH)
    svg = drawing(sheet.width, sheet.height, class_="map-drawing", aria_label=title)
    _draw_ground(svg, sheet, outline)
    boxes = [_draw_inset(svg, sheet, inset) for inset in insets]
    named = []
    for marker in shown:
        if any(inset.window.holds(marker.place.point) for inset in insets):
            x, y = sheet.at(marker.place.point)
            add(svg, "circle", cx=x, cy=y, r=1.5, fill="currentColor", fill_opacity="0.5")
        elif window.holds(marker.place.point):
            named.append(marker)
    most = max((marker.mentions for marker in shown), default=1)
    labels = _labels(sheet, named, boxes, most)
    for marker, label in zip(named, labels, strict=True):
        at = sheet.at(marker.place.point)
        _draw_marker(svg, at, radius(marker.mentions, most), marker, label)
    lacking = [marker for marker, label in zip(named, labels, strict=True) if label is None]
    return MapDrawing(svg, tuple(named), tuple(lacking))


def crowded(window: Window, shown: Sequence[Marker]) -> list[Window]:
    """The parts of a map in which circles crowd, each to be drawn larger; the fullest first.

    A part that would take up most of the map is not worth a drawing of its own.
    """
    sheet = fitted(window, WIDTH)
    clusters: list[list[tuple[Pair, Point]]] = []
    for marker in shown[:MOST_NAMES]:
        at = sheet.at(marker.place.point)
        near = [cluster for cluster in clusters if any(_close(at, other) for other, _ in cluster)]
        joined = [(at, marker.place.point), *(one for cluster in near for one in cluster)]
        clusters = [cluster for cluster in clusters if cluster not in near] + [joined]
    full = sorted((c for c in clusters if len(c) >= CROWD), key=len, reverse=True)
    windows = [around([point for _, point in cluster]) for cluster in full]
    return [one for one in windows if one.east - one.west < LARGE * (window.east - window.west)]


def radius(mentions: int, most: int) -> float:
    """The radius of a circle in pixels, its area by the mentions; the smallest can be seen."""
    return max(SMALLEST, LARGEST * sqrt(mentions / max(most, 1)))


def legend_drawing(most: int) -> Element:
    """The circles of some counts side by side, with the counts."""
    counts = [n for n in (1, 3, 10, 30, 100, 300, 1000) if n <= most][-4:]
    svg = drawing(64.0 * len(counts), 2 * LARGEST + 4, class_="map-legend", role="img")
    svg.set("aria-label", f"Circles for {', '.join(map(str, counts))} mentions")
    svg.set("width", number(64.0 * len(counts)))
    svg.set("height", number(2 * LARGEST + 4))
    for index, count in enumerate(counts):
        size = radius(count, most)
        across = 64.0 * index + size + 1
        _draw_circle(svg, (across, LARGEST + 2), size)
        write(svg, str(count), across + size + 5, LARGEST + 6, TYPE)
    return svg


def _close(one: Pair, other: Pair) -> bool:
    return abs(one[0] - other[0]) < CLOSE and abs(one[1] - other[1]) < CLOSE


def _labels(
    sheet: Sheet, named: Sequence[Marker], boxes: Sequence[Box], most: int
) -> list[Label | None]:
    spots = [
        Spot(*sheet.at(marker.place.point), radius(marker.mentions, most), marker.place.name)
        for marker in named[:MOST_NAMES]
    ]
    room = Box(MARGIN, MARGIN, sheet.width - MARGIN, sheet.height - MARGIN)
    return [*placed(spots, room, TYPE, boxes), *(None for _ in named[MOST_NAMES:])]


def _draw_ground(svg: Element, sheet: Sheet, outline: Outline) -> None:
    add(svg, "path", d="".join(_path(line) for line in _net(sheet)), **_NET)
    add(svg, "path", d="".join(_path(ring) + "z" for ring in sheet.land(outline)), **_LAND)
    add(svg, "rect", x=0.5, y=0.5, width=sheet.width - 1, height=sheet.height - 1, **_EDGE)


def _net(sheet: Sheet) -> list[list[Pair]]:
    """The parts of meridians and parallels that lie on the sheet."""
    across = sheet.window.east - sheet.window.west
    step = next((step for step in (30, 20, 10, 5, 2, 1) if across / step >= 4), 1)
    parts: list[list[Pair]] = []
    for line in sheet.lines(step):
        part: list[Pair] = []
        for first, second in pairwise(line):
            if sheet.shows(first) or sheet.shows(second):
                part = part or [first]
                part.append(second)
            elif part:
                parts.append(part)
                part = []
        parts.extend([part] if part else [])
    return parts


def _path(points: Sequence[Pair]) -> str:
    """A path in steps of a tenth of a pixel from point to point."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    x, y = tenths[0]
    steps = (
        f"{number((bx - ax) / 10)},{number((by - ay) / 10)}"
        for (ax, ay), (bx, by) in pairwise(tenths)
    )
    return f"M{number(x / 10)},{number(y / 10)}l{' '.join(steps)}"


def _draw_inset(svg: Element, sheet: Sheet, inset: Inset) -> Box:
    """Draw the frame of an inset with its sign in the corner; return the room that it takes."""
    edge = [sheet.at(point) for point in inset.window.edge()[::4]]
    add(svg, "path", d=_path(edge) + "z", **_INSET)
    left, right = min(x for x, _ in edge), max(x for x, _ in edge)
    top, bottom = min(y for _, y in edge), max(y for _, y in edge)
    corner = sheet.at(Point(inset.window.west, inset.window.north))
    sign = write(svg, inset.sign, corner[0] + 5, max(corner[1], 0) + TYPE + 1, TYPE)
    sign.set("font-weight", "bold")
    return Box(left, top, right, bottom)


def _draw_marker(svg: Element, at: Pair, size: float, marker: Marker, label: Label | None) -> None:
    link = linked(svg, marker.place.address, marker.says, "map-place")
    _draw_circle(link, at, size)
    if label:
        draw_label(link, label, TYPE)


def _draw_circle(parent: Element, at: Pair, size: float) -> None:
    add(parent, "circle", cx=at[0], cy=at[1], r=size, **_CIRCLE)
