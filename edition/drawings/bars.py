"""A bar beside a number: as long as the number is large. The number itself stands in words."""

from __future__ import annotations

from edition.drawings.svg import Element, add, per_cent, strip

HEIGHT = 12.0


def bar_drawing(count: int, most: int) -> Element:
    """The bar of a count, full width for `most`; hidden from who is read the number beside it."""
    svg = strip(HEIGHT, class_="plot-drawing", aria_hidden="true")
    width = per_cent(count / max(most, 1))
    add(svg, "rect", x="0", y="1", width=width, height=HEIGHT - 2, fill="currentColor")
    return svg
