"""Labels beside circles so that none covers another: greedily, the most important first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, pi, sin
from typing import NamedTuple

from edition.drawings.svg import Element, add, write, written_width

ASCENT, DESCENT = 0.8, 0.24  # of the size of the type
GAP = 3.0
REACHES = (0.0, 9.0, 18.0, 30.0, 44.0, 60.0, 80.0, 105.0)
NEAR = (0.0, 180.0, 315.0, 45.0, 225.0, 135.0, 270.0, 90.0)  # degrees, right first, y downwards
FAR = tuple(range(0, 360, 20))


class Box(NamedTuple):
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any area."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, other: Box) -> bool:
        """Whether it lies wholly inside another."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


class Spot(NamedTuple):
    """A circle that wants a label."""

    x: float
    y: float
    radius: float
    words: str


class Leader(NamedTuple):
    """The line from a circle to a label that could not stand beside it."""

    x1: float
    y1: float
    x2: float
    y2: float


class Label(NamedTuple):
    """Where words stand: `x` and the base line `y`, the anchor as SVG names it, the room taken."""

    words: str
    x: float
    y: float
    anchor: str
    box: Box
    leader: Leader | None


def placed(
    spots: Sequence[Spot], room: Box, size: float, obstacles: Sequence[Box] = ()
) -> list[Label | None]:
    """For each spot its label, or None where there is no place; the earlier spots choose first.

    No label meets another, a circle, an obstacle or another's leader, and all lie inside the
    room. `size` is that of the type in pixels.
    """
    taken = [*obstacles, *(_around(spot) for spot in spots)]
    leaders: list[Leader] = []
    labels: list[Label | None] = []
    for spot in spots:
        chosen = next(
            (one for one in _candidates(spot, size) if _is_free(one, spot, room, taken, leaders)),
            None,
        )
        labels.append(chosen)
        if chosen:
            taken.append(chosen.box)
            leaders.extend([chosen.leader] if chosen.leader else [])
    return labels


def draw_label(parent: Element, label: Label, size: float) -> None:
    """Draw the words of a label, and its leader if it has one."""
    if label.leader:
        x1, y1, x2, y2 = label.leader
        add(parent, "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="currentColor", stroke_width="0.7")
    write(parent, label.words, label.x, label.y, size, label.anchor)


def _around(spot: Spot) -> Box:
    r = spot.radius * 0.9  # the corners of a circle's box are empty
    return Box(spot.x - r, spot.y - r, spot.x + r, spot.y + r)


def _candidates(spot: Spot, size: float) -> Iterator[Label]:
    for reach in REACHES:
        for degrees in FAR if reach else NEAR:
            yield _label(spot, size, degrees * pi / 180, reach)


def _label(spot: Spot, size: float, angle: float, reach: float) -> Label:
    away = spot.radius + GAP + reach
    x, y = spot.x + away * cos(angle), spot.y + away * sin(angle)
    anchor = "start" if cos(angle) > 0.3 else "end" if cos(angle) < -0.3 else "middle"
    width = written_width(spot.words, size)
    left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
    middle = (ASCENT - DESCENT) / 2 * size
    base = y + middle + sin(angle) * (middle if anchor == "middle" else 0.3 * size)
    box = Box(left - 1, base - ASCENT * size, left + width + 1, base + DESCENT * size)
    edge = spot.radius
    leader = Leader(spot.x + edge * cos(angle), spot.y + edge * sin(angle), x, y) if reach else None
    return Label(spot.words, x, base, anchor, box, leader)


def _is_free(
    label: Label, spot: Spot, room: Box, taken: Sequence[Box], leaders: Sequence[Leader]
) -> bool:
    if not label.box.within(room) or any(label.box.meets(box) for box in taken):
        return False
    if any(_crosses(leader, label.box) for leader in leaders):
        return False
    if label.leader is None:
        return True
    others = [box for box in taken if not _holds(box, spot)]  # it starts inside of these
    return not any(_crosses(label.leader, box) for box in others) and not any(
        _cross(label.leader, other) for other in leaders
    )


def _holds(box: Box, spot: Spot) -> bool:
    return box.left < spot.x < box.right and box.top < spot.y < box.bottom


def _crosses(leader: Leader, box: Box) -> bool:
    left, right = sorted((leader.x1, leader.x2))
    top, bottom = sorted((leader.y1, leader.y2))
    if right < box.left or box.right < left or bottom < box.top or box.bottom < top:
        return False
    steps = 24
    return any(
        box.left < leader.x1 + (leader.x2 - leader.x1) * i / steps < box.right
        and box.top < leader.y1 + (leader.y2 - leader.y1) * i / steps < box.bottom
        for i in range(steps + 1)
    )


def _cross(first: Leader, second: Leader) -> bool:
    def side(line: Leader, x: float, y: float) -> bool:
        return (line.x2 - line.x1) * (y - line.y1) > (line.y2 - line.y1) * (x - line.x1)

    return side(first, second.x1, second.y1) != side(first, second.x2, second.y2) and side(
        second, first.x1, first.y1
    ) != side(second, first.x2, first.y2)
