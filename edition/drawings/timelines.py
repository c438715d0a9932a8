"""How the dates of texts spread over the years: one strip for each text, all on one scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from edition.drawings.svg import Element, add, per_cent, strip, write

HEIGHT = 96.0
BASE, TOP = 74.0, 20.0  # pixels from the upper edge: the axis, the head of the largest bar
TYPE = 12.0
MOST_BARS = 200
FEWEST_TICKS = 4

_FAINT = {"stroke": "currentColor", "stroke-opacity": "0.2"}


class Scale(NamedTuple):
    """What strips share: the years from `first` in `bars` of `step` years; the largest count."""

    first: int
    bars: int
    step: int
    most: int

    @property
    def after(self) -> int:
        """The first year that is beyond the scale."""
        return self.first + self.bars * self.step

    def share(self, year: int) -> float:
        """Where a year begins, as a share of the width."""
        return (year - self.first) / (self.bars * self.step)


def scale(years: Iterable[Iterable[int]]) -> Scale | None:
    """The scale on which the years of every text can be drawn; None where there are none.

    A bar is a year, or ten, a hundred and so on where the years reach too far.
    """
    texts = [list(one) for one in years]
    every = [year for one in texts for year in one]
    if not every:
        return None
    low, high = min(every), max(every)
    step = 1
    while (high - low) / step >= MOST_BARS:
        step *= 10
    first = low // (10 * step) * 10 * step
    bars = (high - first) // step + 1
    bars += -bars % 10
    most = max(count for one in texts for count in Counter(y // step for y in one).values())
    return Scale(first, bars, step, most)


def strip_drawing(says: str, counts: Mapping[int, int], on: Scale) -> Element:
    """The strip of a text: how many of its dates fall in each year. `says` is read aloud for it."""
    svg = strip(HEIGHT, class_="timeline-drawing", role="img", aria_label=says)
    _draw_axis(svg, on)
    bars = Counter[int]()
    for year, count in counts.items():
        bars[(year - on.first) // on.step] += count
    for index, count in sorted(bars.items()):
        height = max(1.0, (BASE - TOP) * count / on.most)
        x, width = per_cent(index / on.bars), per_cent(0.8 / on.bars)
        add(svg, "rect", x=x, y=BASE - height, width=width, height=height, fill="currentColor")
    if bars:
        highest = max(sorted(bars), key=lambda index: bars[index])
        _draw_highest(svg, highest, bars[highest], on)
    return svg


def _draw_axis(svg: Element, on: Scale) -> None:
    tick = next(t for t in (100, 50, 20, 10) if on.bars / t >= FEWEST_TICKS or t == 10) * on.step
    for year in range(-(-on.first // tick) * tick, on.after + 1, tick):
        share = on.share(year)
        x = per_cent(share)
        add(svg, "line", x1=x, x2=x, y1=TOP, y2=BASE + 5, **_FAINT)
        write(svg, str(year), x, BASE + 18, TYPE, _anchor(share))
    add(svg, "line", x1="0%", x2="100%", y1=BASE, y2=BASE, stroke="currentColor")


def _draw_highest(svg: Element, index: int, count: int, on: Scale) -> None:
    """Write the count over the highest bar, which gives the strip its measure."""
    share = (index + 0.4) / on.bars
    start = on.first + index * on.step
    years = f"{start}" if on.step == 1 else f"{start} to {start + on.step - 1}"
    y = BASE - (BASE - TOP) * count / on.most - 5
    write(svg, f"{years}: {count}", per_cent(share), y, TYPE, _anchor(share))


def _anchor(share: float) -> str:
    return "start" if share < 0.06 else "end" if share > 0.94 else "middle"
