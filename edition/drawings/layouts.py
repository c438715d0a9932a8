"""Places for the nodes of a network: the better two are connected, the nearer they lie.

Stress majorization (Gansner, Koren and North 2004), which moves each node in turn to
where the distances to all others want it. It starts from a fixed spiral, so the same network has
always the same layout; no library that does this without numpy is kept up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, hypot, inf, pi, sin, sqrt
from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]
Position: TypeAlias = tuple[float, float]
TURN = pi * (3 - sqrt(5))  # the golden angle: the points of the spiral lie evenly
ROUNDS = 120
STILL = 1e-4


def layout(nodes: Sequence[str], ties: Mapping[Pair, int]) -> dict[str, Position]:
    """Where each node lies, in units of the length of a weak tie; the first begin in the middle."""
    wanted = _distances(nodes, ties)
    at = [_on_spiral(index) for index in range(len(nodes))]
    for _ in range(ROUNDS):
        moved = 0.0
        for index in range(len(nodes)):
            there = _wished(index, at, wanted[index])
            moved = max(moved, hypot(there[0] - at[index][0], there[1] - at[index][1]))
            at[index] = there
        if moved < STILL:
            break
    return dict(zip(nodes, at, strict=True))


def _on_spiral(index: int) -> Position:
    away = sqrt(index) / 2
    return away * cos(index * TURN), away * sin(index * TURN)


def _wished(index: int, at: Sequence[Position], wanted: Sequence[float]) -> Position:
    """Where all others together want a node: the nearer they should be, the more they count."""
    x, y = at[index]
    sum_x = sum_y = weights = 0.0
    for other, (other_x, other_y) in enumerate(at):
        if other == index:
            continue
        length = max(hypot(x - other_x, y - other_y), 1e-6)
        weight = wanted[other] ** -2
        sum_x += weight * (other_x + wanted[other] * (x - other_x) / length)
        sum_y += weight * (other_y + wanted[other] * (y - other_y) / length)
        weights += weight
    return (sum_x / weights, sum_y / weights) if weights else (x, y)


def _distances(nodes: Sequence[str], ties: Mapping[Pair, int]) -> list[list[float]]:
    """The lengths of the shortest ways (Floyd and Warshall); a strong tie is short."""
    number = {node: index for index, node in enumerate(nodes)}
    lengths = [[0.0 if a == b else inf for b in nodes] for a in nodes]
    for (first, second), strength in ties.items():
        a, b = number[first], number[second]
        lengths[a][b] = lengths[b][a] = 0.6 + 0.8 / sqrt(strength)
    for middle in range(len(nodes)):
        through = lengths[middle]
        for row in lengths:
            start = row[middle]
            if start < inf:
                row[:] = [min(old, start + on) for old, on in zip(row, through, strict=True)]
    widest = max((d for row in lengths for d in row if d < inf), default=1.0)
    return [[d if d < inf else widest + 0.5 for d in row] for row in lengths]
