"""What words say of a date, and whether a value may mean the same.

The words' calendar is not known: 25 October 1917 may be 7 November of the Gregorian calendar, and
a year may begin in March (England until 1752) or at Easter. A reading agrees with a value if it
does so in any of these ways.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from edition.datings import Interval, gregorian_date, gregorian_day, julian_date, julian_day

Reckoning: TypeAlias = Callable[[int, int, int], int]

_LAST_OLD_YEAR = 1752
_LAST_EASTER = (4, 25)
_CHRISTMAS = (12, 24)
_CIRCA = 10
_MOST_YEARS = 400
_NEARLY_A_YEAR = 300
_LONGEST = dict(enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=1))


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """One reading of a date between two places of the words; what they do not say is None.

    Of `years` one is meant; where `century` is 100 or 1000 only their last digits are printed.
    `first` and `last` are days of the month (or, without month, a day of any month), `until` is
    the last year of a period. With `is_swapped` day and month may have changed places; with
    `is_double` two days are joined by a stroke (13/25 May).
    """

    start: int
    end: int
    years: tuple[int, ...] = ()
    century: int = 0
    until: int | None = None
    month: int | None = None
    first: int | None = None
    last: int | None = None
    is_period: bool = False
    is_double: bool = False
    is_swapped: bool = False
    is_circa: bool = False

    @property
    def full_day(self) -> tuple[int, int, int] | None:
        """Year, month and day, where the words say them without doubt."""
        certain = len(self.years) == 1 and not (self.century or self.is_swapped or self.is_circa)
        if certain and self.month and self.first and self.first == self.last:
            return self.years[0], self.month, self.first
        return None

    @property
    def is_possible(self) -> bool:
        """Whether there are such a month and such days in some year."""
        longest = 31 if self.month is None else _LONGEST.get(self.month, 0)
        return longest > 0 and (
            self.first is None or self.last is None or 1 <= self.first <= self.last <= longest
        )

    def agrees(self, value: Interval) -> bool:
        """Whether the days of a value may be what the words say."""
        if self.month is None and self.first is not None:
            return self._has_day(value)
        years = self._years(value)
        if years is None:
            return True
        return any(i.meets(value) for year in years for i in self._intervals(year, value))

    def _intervals(self, year: int, value: Interval) -> Iterator[Interval]:
        """The days that the words mean in a year, as far as they may be those of the value.

        A printed year or month may be Julian, or old, if the value is a day: another year or
        month would not be its equal.
        """
        is_converted = self.first is not None or value.day is not None
        for month, first, last in self._days():
            for day in (gregorian_day, julian_day)[: 1 + is_converted]:
                try:
                    if month is None:
                        yield self._years_in(year, day, value)
                    else:
                        yield _days_in(year, month, first, last, day)
                except ValueError:
                    continue  # that calendar has no such day

    def _days(self) -> Iterable[tuple[int | None, int | None, int | None]]:
        yield self.month, self.first, self.last
        if self.is_swapped and self.first == self.last and (self.first or 13) <= 12:
            yield self.first, self.month, self.month

    def _years_in(self, year: int, day: Reckoning, value: Interval) -> Interval:
        wide = _CIRCA if self.is_circa else 0
        last = day((self.until or year) + wide, 12, 31)
        if year <= _LAST_OLD_YEAR and value.latest - value.earliest < _NEARLY_A_YEAR:
            last = max(last, day(year + 1, *_LAST_EASTER))
        return Interval(day(year - wide, 1, 1), last)

    def _has_day(self, value: Interval) -> bool:
        if value.day is None:
            return True
        year, _, day = gregorian_date(value.day)
        return self.first in {day, julian_date(value.day)[2], year % 100}  # '16 is a year

    def _years(self, value: Interval) -> list[int] | None:
        """The years that may be meant; None where they are too many to look at."""
        if self.years and not self.century:
            return [*self.years, *self._other_styles()]
        if math.isinf(value.earliest) or math.isinf(value.latest):
            return None
        first, last = gregorian_date(value.earliest)[0], gregorian_date(value.latest)[0]
        if last - first > _MOST_YEARS:
            return None
        near = range(first - 1, last + 2)
        return [y for y in near if not self.years or y % self.century in self.years]

    def _other_styles(self) -> Iterator[int]:
        """The years of our style for an old year that began at Easter, in March, at Christmas."""
        for year in self.years:
            if year <= _LAST_OLD_YEAR and self.month is not None:
                if self.month <= _LAST_EASTER[0]:
                    yield year + 1
                if (self.month, self.last or 1) >= _CHRISTMAS:
                    yield year - 1


def _days_in(
    year: int, month: int, first: int | None, last: int | None, day: Reckoning
) -> Interval:
    if first is None or last is None:
        following = (year + 1, 1, 1) if month == 12 else (year, month + 1, 1)
        return Interval(day(year, month, 1), day(*following) - 1)
    return Interval(day(year, month, first), day(year, month, last))
