"""The outline of the land: rings of points, read from their packaged form.

A ring is written as an "encoded polyline": each coordinate as the difference from the one
before, in steps of 0.02 degrees, the sign in the lowest bit, five bits a character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

STEPS = 50  # to a degree


class Point(NamedTuple):
    """A place on the globe, in degrees east and north."""

    longitude: float
    latitude: float


Ring: TypeAlias = tuple[Point, ...]
Outline: TypeAlias = tuple[Ring, ...]


def read_outline(text: str) -> Outline:
    """The rings of a packaged outline; lines that begin with `# ` are its header."""
    lines = text.splitlines()
    return tuple(decoded_ring(line) for line in lines if line and not line.startswith("# "))


def encoded_ring(ring: Iterable[Point]) -> str:
    """A ring as one line of printable ASCII; points that fall on the one before are left out."""
    written: list[str] = []
    x = y = 0
    for point in ring:
        to_x, to_y = round(point.longitude * STEPS), round(point.latitude * STEPS)
        if not written or (to_x, to_y) != (x, y):
            written.append(_encoded(to_x - x) + _encoded(to_y - y))
        x, y = to_x, to_y
    return "".join(written)


def decoded_ring(line: str) -> Ring:
    """The points of one line."""
    steps = list(_decoded(line))
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append(Point(x / STEPS, y / STEPS))
    return tuple(points)


def _encoded(step: int) -> str:
    left = ~(step << 1) if step < 0 else step << 1
    characters = ""
    while left >= 0x20:
        characters += chr((left & 0x1F | 0x20) + 63)
        left >>= 5
    return characters + chr(left + 63)


def _decoded(line: str) -> Iterator[int]:
    value = shift = 0
    for character in line:
        bits = ord(character) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0
