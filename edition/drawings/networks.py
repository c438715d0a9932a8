"""A network of persons: a circle for each, a line between two who are named in the same passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import sqrt
from typing import NamedTuple

from edition.drawings.labels import Box, Label, Spot, draw_label, placed
from edition.drawings.layouts import Pair, Position, layout
from edition.drawings.svg import Element, add, drawing, linked

WIDTH, HEIGHT = 720.0, 640.0
TYPE = 13.0
LARGEST, SMALLEST = 16.0, 3.0  # radii in pixels
THICKEST = 7.0
MARGIN = 24.0


class Named(NamedTuple):
    """Somebody to draw."""

    key: str
    name: str
    passages: int
    address: str


class Tie(NamedTuple):
    """Two who are named together, and the passages that do so, in their order."""

    first: str
    second: str
    passages: tuple[str, ...]


class NetworkDrawing(NamedTuple):
    """A network, and those whose names found no room on it."""

    svg: Element
    unnamed: tuple[Named, ...]


def ties(passages: Iterable[tuple[str, Iterable[str]]]) -> list[Tie]:
    """Every pair that a passage names, the strongest first; `passages` gives id and those named."""
    joint: dict[Pair, list[str]] = {}
    for passage, named in passages:
        for pair in combinations(sorted(set(named)), 2):
            joint.setdefault(pair, []).append(passage)
    made = [Tie(first, second, tuple(places)) for (first, second), places in joint.items()]
    return sorted(made, key=lambda tie: (-len(tie.passages), tie.first, tie.second))


def network_drawing(title: str, persons: Sequence[Named], joined: Sequence[Tie]) -> NetworkDrawing:
    """The network of those persons that a tie joins."""
    strengths = {(tie.first, tie.second): len(tie.passages) for tie in joined}
    held = Counter(
        key for pair, strength in strengths.items() for key in pair for _ in range(strength)
    )
    drawn = sorted((p for p in persons if p.key in held), key=lambda p: (-held[p.key], p.key))
    at = _spread(layout([person.key for person in drawn], strengths))
    svg = drawing(WIDTH, HEIGHT, class_="network-drawing", aria_label=title)
    _draw_ties(svg, at, strengths)
    most = max((person.passages for person in drawn), default=1)
    spots = [Spot(*at[p.key], _radius(p.passages, most), p.name) for p in drawn]
    labels = placed(spots, Box(2, 2, WIDTH - 2, HEIGHT - 2), TYPE)
    for person, spot, label in zip(drawn, spots, labels, strict=True):
        _draw_person(svg, person, spot, label)
    lacking = (person for person, label in zip(drawn, labels, strict=True) if label is None)
    return NetworkDrawing(svg, tuple(lacking))


def _radius(passages: int, most: int) -> float:
    return max(SMALLEST, LARGEST * sqrt(passages / most))


def _spread(at: Mapping[str, Position]) -> dict[str, Position]:
    """The layout stretched over the sheet, the longer extent across."""
    if not at:
        return {}
    xs, ys = [x for x, _ in at.values()], [y for _, y in at.values()]
    wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    across, down = (WIDTH - 4 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high
    return {
        key: (2 * MARGIN + (x - min(xs)) * across, MARGIN + (y - min(ys)) * down)
        for key, (x, y) in at.items()
    }


def _draw_ties(svg: Element, at: Mapping[str, Position], strengths: Mapping[Pair, int]) -> None:
    group = add(svg, "g", class_="network-ties", stroke="currentColor", stroke_opacity="0.3")
    most = max(strengths.values(), default=1)
    for (first, second), strength in strengths.items():
        (x1, y1), (x2, y2) = at[first], at[second]
        width = max(0.8, THICKEST * strength / most)
        add(group, "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke_width=width)


def _draw_person(svg: Element, person: Named, spot: Spot, label: Label | None) -> None:
    counted = "1 passage" if person.passages == 1 else f"{person.passages} passages"
    says = f"{person.name}, named in {counted}"
    link = linked(svg, person.address, says, "network-person")
    add(link, "circle", cx=spot.x, cy=spot.y, r=spot.radius, fill="currentColor")
    if label:
        draw_label(link, label, TYPE)
