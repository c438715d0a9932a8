"""A sheet: a part of the globe fitted into a rectangle of pixels, and land cut to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from edition.drawings.outlines import Outline, Point
from edition.drawings.projections import Projection, equal_earth, lambert_azimuthal

AROUND = 120  # degrees: a window wider than this is drawn as a part of the whole world
LONGEST = 4  # degrees: what is longer is cut in pieces, for it is a curve on the sheet
FINEST = 1.5  # pixels between two points of a coast

Pair: TypeAlias = tuple[float, float]


class Window(NamedTuple):
    """A part of the globe between two meridians and two parallels, in degrees.

    `east` is greater than `west`; beyond 180 it goes on counting.
    """

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> Point:
        """The point half way between the sides."""
        return Point((self.west + self.east) / 2, (self.south + self.north) / 2)

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside, on whichever turn of the globe it is counted."""
        turned = self.west + (point.longitude - self.west) % 360
        return turned <= self.east and self.south <= point.latitude <= self.north

    def edge(self) -> list[Point]:
        """Points along its four sides, around from the south-western corner."""
        shares = [step / 40 for step in range(40)]
        across, up = self.east - self.west, self.north - self.south
        return [
            *(Point(self.west + share * across, self.south) for share in shares),
            *(Point(self.east, self.south + share * up) for share in shares),
            *(Point(self.east - share * across, self.north) for share in shares),
            *(Point(self.west, self.north - share * up) for share in shares),
        ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A window drawn: where a point of the globe falls, in pixels from the upper left corner."""

    window: Window
    width: float
    height: float
    project: Projection
    scale: float
    left: float
    top: float

    def at(self, point: Point) -> Pair:
        """Where a point falls; outside of the sheet for one that it does not show."""
        west = self.window.middle.longitude - 180
        turned = Point(west + (point.longitude - west) % 360, point.latitude)
        return self._put(turned)

    def _put(self, point: Point) -> Pair:
        x, y = self.project(point)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def shows(self, pair: Pair) -> bool:
        """Whether a point in pixels lies on the sheet."""
        return 0 <= pair[0] <= self.width and 0 <= pair[1] <= self.height

    def land(self, outline: Outline) -> Iterator[list[Pair]]:
        """The rings of the land that the sheet shows, cut at its edges, in pixels."""
        middle = self.window.middle.longitude
        reach = 180 if self.window.east - self.window.west > AROUND else 170
        for ring in outline:
            for turn in (-360, 0, 360):
                turned = [(p.longitude + turn, p.latitude) for p in ring]
                near = cut(cut(turned, 0, middle - reach, 1), 0, middle + reach, -1)
                drawn = [self._put(Point(*pair)) for pair in _pieces(near)]
                shown = _thinned(self._trimmed(drawn))
                if len(shown) > 2:
                    yield shown

    def _trimmed(self, ring: list[Pair]) -> list[Pair]:
        for axis, edge, side in ((0, 0, 1), (0, self.width, -1), (1, 0, 1), (1, self.height, -1)):
            ring = cut(ring, axis, edge, side)
        return ring

    def lines(self, step: int) -> Iterator[list[Pair]]:
        """Meridians and parallels every so many degrees, as far as they touch the sheet."""
        middle = round(self.window.middle.longitude / step) * step
        meridians = range(middle - 180 + step, middle + 180, step)
        for longitude in meridians:
            yield [self._put(Point(longitude, latitude)) for latitude in range(-80, 81, 2)]
        for latitude in range(-80 // step * step + step, 81, step):
            yield [self._put(Point(x, latitude)) for x in range(middle - 170, middle + 171, 2)]


def fitted(window: Window, width: float) -> Sheet:
    """The sheet of a width in pixels that shows a whole window, as high as it has to be."""
    across = window.east - window.west
    middle = window.middle
    project = equal_earth(middle.longitude) if across > AROUND else lambert_azimuthal(middle)
    edge = [project(point) for point in window.edge()]
    left, right = min(x for x, _ in edge), max(x for x, _ in edge)
    bottom, top = min(y for _, y in edge), max(y for _, y in edge)
    scale = width / (right - left)
    return Sheet(window, width, round((top - bottom) * scale), project, scale, left, top)


def around(points: Sequence[Point]) -> Window:
    """The smallest window that holds all points with a margin, the widest gap left outside."""
    east = sorted({point.longitude % 360 for point in points})
    gaps = [(b - a, b) for a, b in zip(east, [*east[1:], east[0] + 360], strict=True)]
    widest, west = max(gaps)
    west = (west + 180) % 360 - 180
    across = max(360 - widest, 4.0) if len(east) > 1 else 4.0
    south, north = min(p.latitude for p in points), max(p.latitude for p in points)
    beside, above = max(across * 0.08, 2), max((north - south) * 0.12, 2)
    across = min(across + 2 * beside, 358)
    return Window(
        west - beside, max(south - above, -85), west - beside + across, min(north + above, 85)
    )


def cut(ring: Sequence[Pair], axis: int, edge: float, side: int) -> list[Pair]:
    """The part of a ring on one side of a line (Sutherland and Hodgman 1974)."""
    kept: list[Pair] = []
    for last, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was_in, is_in = ((last[axis] - edge) * side >= 0, (here[axis] - edge) * side >= 0)
        if was_in != is_in:
            share = (edge - last[axis]) / (here[axis] - last[axis])
            other = last[1 - axis] + share * (here[1 - axis] - last[1 - axis])
            kept.append((edge, other) if axis == 0 else (other, edge))
        if is_in:
            kept.append(here)
    return kept


def _pieces(ring: Sequence[Pair]) -> Iterator[Pair]:
    for last, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        parts = int(max(abs(here[0] - last[0]), abs(here[1] - last[1])) // LONGEST) + 1
        for part in range(1, parts + 1):
            share = part / parts
            yield (last[0] + share * (here[0] - last[0]), last[1] + share * (here[1] - last[1]))


def _thinned(ring: list[Pair]) -> list[Pair]:
    kept: list[Pair] = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= FINEST:
            kept.append((x, y))
    return kept
