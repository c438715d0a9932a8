"""`tei:timeline`: how the dates of the texts spread over the years, and all of them by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from edition.drawings.timelines import Scale, scale, strip_drawing
from edition.reading.dates import DatedWords, in_old_style
from edition.reading.index import Placed
from edition.sphinx_ext.views.counting import counted, first_of, share, shown_number, text_columns
from edition.sphinx_ext.views.drawn import drawn
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.readings import certainty_mark, reason_words
from edition.sphinx_ext.views.tables import Row, table
from edition.sphinx_ext.views.view import Showing, View

LONG = 12  # dates of a year from which on they are folded
MOST_DATES = 10_000  # about 2.5 MB of HTML
_TOGETHER = "All texts"
OPEN = 10**6  # a year beyond all others, for the open end of a period


class Years(NamedTuple):
    """The years that a date reaches over; None for an end that is open."""

    first: int | None
    last: int | None

    @property
    def is_one(self) -> bool:
        """Whether it lies wholly in one year."""
        return self.first == self.last and self.first is not None

    @property
    def order(self) -> tuple[int, int]:
        """Periods by their beginning, or their end where that alone is known."""
        first = self.first if self.first is not None else self.last
        return first or 0, OPEN if self.last is None else self.last


class Dated(NamedTuple):
    """A date of a text with the years that it reaches over."""

    years: Years
    date: DatedWords


def shown(showing: Showing) -> list[Tag]:
    """A strip for each text, their numbers as a table, then the dates of each year."""
    placed = list(showing.every(lambda of: of.dates))
    if not placed:
        return []
    counts = _counts(placed)
    on = scale(counter.elements() for counter in counts.values())
    plot = [*_strips(showing, counts, on), _numbers(counts)] if on else []
    every = [Dated(years_of(one.what), one.what) for one in placed]
    wide = sum(not one.years.is_one for one in every)
    return [*plot, tag("p", _explained(on, wide)), *_list(showing, every)]


def _counts(placed: Sequence[Placed[DatedWords]]) -> Mapping[str, Counter[int]]:
    """How many dates each text has in a year; all texts as one where they are many."""
    sigla = text_columns(one.siglum for one in placed)
    counts: dict[str, Counter[int]] = {siglum: Counter() for siglum in sigla or [_TOGETHER]}
    for one in placed:
        years = years_of(one.what)
        if years.is_one:
            counts[one.siglum if sigla else _TOGETHER][years.first or 0] += 1
    return counts


def _explained(on: Scale | None, wide: int) -> str:
    said = f"A bar is the number of dates in {_bar(on)}." if on else ""
    others = f" {counted(wide, 'date')} over several years stand only in the list." if wide else ""
    return f"{said}{others}"


def years_of(date: DatedWords) -> Years:
    """The years of the first and the last day of a date."""
    return Years(_year_of(date.earliest), _year_of(date.latest))


def _year_of(day: str) -> int | None:
    return int(day[:-6]) if day else None


def _year(year: int | None) -> str:
    return "" if year is None else str(year) if year > 0 else f"{1 - year} BC"


def _bar(on: Scale) -> str:
    return "a year" if on.step == 1 else f"{on.step} years"


def _strips(showing: Showing, counts: Mapping[str, Counter[int]], on: Scale) -> list[Tag]:
    if not showing.is_html:
        return []
    figures = []
    for siglum, counter in counts.items():
        title = showing.title_of(siglum) if siglum in showing.texts else siglum
        dates = counted(counter.total(), "date")
        says = f"{title}: {dates} by year"
        if counter:
            year, most = max(sorted(counter.items()), key=lambda one: one[1])
            says += f", most of them ({most}) in {_year(year)}"
        caption = tag("figcaption", tag("b", title), f" {dates}")
        drawing = drawn(strip_drawing(says, counter, on))
        figures.append(tag("figure", caption, drawing, class_="drawing timeline"))
    return [tag("div", *figures, class_="timeline-strips")]


def _numbers(counts: Mapping[str, Counter[int]]) -> Tag:
    """The numbers of the strips."""
    years = sorted({year for counter in counts.values() for year in counter})
    rows = [Row([_year(y), *(shown_number(c[y]) for c in counts.values())]) for y in years]
    numbers = table("Dates by year and text", ("Year", *counts), rows)
    return tag("details", tag("summary", "The numbers of the plot"), numbers, class_="no-search")


def _list(showing: Showing, every: Iterable[Dated]) -> list[Tag]:
    ordered = sorted(every, key=lambda one: (one.years.order, one.date.earliest, one.date.latest))
    single = [one for one in ordered if one.years.is_one]
    periods = [one for one in ordered if not one.years.is_one]
    by_year = {y: list(some) for y, some in groupby(single, key=lambda one: one.years.first or 0)}
    decades = {decade: list(some) for decade, some in groupby(by_year, key=lambda y: y // 10 * 10)}
    most = share([len(periods), *map(len, by_year.values())], MOST_DATES)
    jump = _jump(by_year, has_periods=bool(periods))
    sections = [
        _decade(showing, one, {year: by_year[year] for year in years}, most)
        for one, years in decades.items()
    ]
    return [jump, *sections, *_periods(showing, periods, most)]


def _jump(years: Iterable[int], *, has_periods: bool) -> Tag:
    links = [tag("li", tag("a", _year(year), href=f"#{_anchor(year)}")) for year in years]
    if has_periods:
        links.append(tag("li", tag("a", "longer periods", href="#periods")))
    return tag("nav", tag("ul", links), class_="letters years no-search", aria_label="Years")


def _anchor(year: int) -> str:
    return f"year-{year}"


def _decade(showing: Showing, first: int, years: Mapping[int, Sequence[Dated]], most: int) -> Tag:
    sections = [
        tag(
            "section",
            tag("h3", _year(year)),
            *_dates(showing, some, most),
            id=_anchor(year),
            class_="year",
        )
        for year, some in years.items()
    ]
    heading = tag("h2", f"{_year(first)} to {_year(first + 9)}")
    return tag("section", heading, *sections, class_="decade", id=f"decade-{first}")


def _periods(showing: Showing, some: Sequence[Dated], most: int) -> list[Tag]:
    if not some:
        return []
    heading = tag("h2", "Periods of several years")
    dates = _dates(showing, some, most)
    return [tag("section", heading, *dates, id="periods", class_="periods")]


def _dates(showing: Showing, some: Sequence[Dated], most: int) -> list[Tag]:
    """The dates of a year, folded where they are many; a sentence if not all are listed."""
    listed, cut = first_of(some, most)
    dates = tag("ul", [tag("li", *_told(showing, one.date)) for one in listed], class_="dates")
    if len(some) <= LONG or not showing.is_html:
        return [dates, *cut]
    return [tag("details", tag("summary", counted(len(some), "date")), dates, *cut)]


def _told(showing: Showing, date: DatedWords) -> list[Content]:
    """Where the words stand, the words, and what they mean where they do not say it themselves."""
    parts: list[Content] = [showing.passage_link(date.passage), " "] if date.passage else []
    parts.append(tag("q", date.words, class_="date-words"))
    if date.gregorian != date.words:
        machine = _machine(date)
        named = tag("time", date.gregorian, datetime=machine) if machine else date.gregorian
        parts += [": ", named]
    if old := in_old_style(date.gregorian, date.julian):
        parts.append(old)
    return [*parts, *certainty_mark(date.certainty), *reason_words(date.reason)]


def _machine(date: DatedWords) -> str:
    """The day as HTML's `time` takes it: one day of the years 1 to 9999."""
    return date.earliest if date.earliest == date.latest and len(date.earliest) == 10 else ""


VIEW = View(name="timeline", shown=shown, empty="The texts have no dates yet.")
