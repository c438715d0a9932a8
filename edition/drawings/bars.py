"""Bars: one beside a number, and many in rows and columns. Each number stands in words too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from edition.drawings.svg import Element, add, per_cent, strip, write

HEIGHT = 12.0
HEAD, ROW = 20.0, 33.0  # pixels: what the names of the columns take, and a row of bars
THICK = 9.0
TYPE = 13.0
ROOM = 0.62  # of a column, for its longest bar; the rest is for the number


class Bars(NamedTuple):
    """A row of bars: what it counts, and in each column how much; `shown` are the numbers."""

    label: str
    values: Sequence[float]
    shown: Sequence[str]


def bar_drawing(count: int, most: int) -> Element:
    """The bar of a count, full width for `most`; hidden from who is read the number beside it."""
    svg = strip(HEIGHT, class_="plot-drawing", aria_hidden="true")
    width = per_cent(count / max(most, 1))
    add(svg, "rect", x="0", y="1", width=width, height=HEIGHT - 2, fill="currentColor")
    return svg


def bars_drawing(says: str, columns: Sequence[str], rows: Sequence[Bars]) -> Element:
    """Rows of bars on one scale, each with its number behind it. `says` is read aloud for all.

    The label of a row stands over its bars, so that it has room on a phone too. Where no column
    has a name, no room is kept for names.
    """
    head = HEAD if any(columns) else 0.0
    svg = strip(head + ROW * len(rows), class_="bars-drawing", role="img", aria_label=says)
    most = max((value for row in rows for value in row.values), default=0) or 1
    across = 1 / max(len(columns), 1)
    for at, name in enumerate(columns if head else ()):
        write(svg, name, per_cent(at * across), TYPE, TYPE)
    for at, row in enumerate(rows):
        top = head + at * ROW
        write(svg, row.label, "0", top + TYPE, TYPE)
        for column, (value, shown) in enumerate(zip(row.values, row.shown, strict=True)):
            start, length = column * across, value / most * ROOM * across
            _draw_bar(svg, start, length, top + TYPE + 5)
            number = write(svg, shown, per_cent(start + length), top + TYPE + 5 + THICK, TYPE)
            number.set("dx", "4" if value else "0")
    return svg


def _draw_bar(svg: Element, start: float, length: float, y: float) -> None:
    """A bar, each as thin as a hair at least where there is anything."""
    if length:
        x, width = per_cent(start), per_cent(max(length, 0.002))
        add(svg, "rect", x=x, y=y, width=width, height=THICK, fill="currentColor")
