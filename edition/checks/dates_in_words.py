"""The words of a date against its attributes, its weekday and its second calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from itertools import product

from edition.calendar_names import WEEKDAY_NAMES
from edition.calendars import Calendar
from edition.checks.check import Fault, check
from edition.checks.dated import date_words, dating_attributes, reckoning
from edition.checks.tei_file import TeiFile
from edition.checks.wording import WORDED, disagreement
from edition.date_reading import (
    double_date,
    is_unclear,
    printed_dates,
    weekdays,
)
from edition.datings import (
    Interval,
    dating,
    gregorian_date,
    gregorian_day,
    julian_day,
    weekday,
    written,
)
from edition.diagnostics import Severity
from edition.printed_dates import PrintedDate
from edition.tei import Element

_HEADED = ("dateline", "head", "title")
_LAST_JULIAN_YEAR = 1582
_LAST_OLD_YEAR = 1752
_DOUBLED = range(8, 17)


@check(
    "date-against-words",
    Severity.REVIEW,
    hint="look in the source which is right; a date that the source has wrong may stay",
    example='<date when="1917-05-04">4 May 1916</date>',
)
def date_against_words(file: TeiFile) -> Iterator[Fault]:
    """The words of a date name another day, month or year than its attributes.

    English, German, French and Latin are read, and only words of one meaning. An Old Style day
    with its Gregorian value is right, and so is an old year that began in March or at Easter.
    """
    seen: dict[str, list[Element]] = defaultdict(list)
    for element in file.named(*WORDED):
        if message := disagreement(element):
            seen[message].append(element)
    for message, bearers in seen.items():
        times = f" ({len(bearers)} times)" if len(bearers) > 1 else ""
        yield Fault(bearers[0], message + times)


@check(
    "weekday-mismatch",
    Severity.REVIEW,
    hint="look in the source which is right; letters and diaries may have their weekdays wrong",
    example='<date when="1916-05-04">Sunday, 4 May 1916</date>',
)
def weekday_mismatch(file: TeiFile) -> Iterator[Fault]:
    """The words name a weekday that the date was not, neither by the Gregorian calendar nor by the
    Julian one.
    """
    for element in file.named("date"):
        words = date_words(element)
        named = weekdays(words)
        if named and not is_unclear(words):
            value = dating(dating_attributes(element))
            yield from _weekday_faults(element, words, named, value)
    for element in file.named(*_HEADED):
        words = date_words(element)
        named = weekdays(words)
        inner = [date for date in element.iter("{*}date") if date is not element]
        if named and not any(weekdays(date_words(date)) for date in inner):
            value = dating(dating_attributes(inner[0])) if len(inner) == 1 else None
            yield from _weekday_faults(element, words, named, value)


def _weekday_faults(
    element: Element, words: str, named: frozenset[int], value: Interval | None
) -> Iterator[Fault]:
    if value is not None and value.day is None:
        return
    certain = [day for date in printed_dates(words) if (day := date.full_day)]
    printed = _in_both_calendars(*certain[0]) if len(certain) == 1 else []
    right = printed if value is None else [*_value_days(value), *printed[-1:]]
    if right and not named & set(map(weekday, right)):
        fact = f"{written(right[0])} was a {WEEKDAY_NAMES[weekday(right[0])]}"
        yield Fault(element, f"“{words}”, but {fact}")


def _in_both_calendars(year: int, month: int, number: int) -> list[int]:
    """A date's day in the Gregorian and then in the Julian calendar, as far as they have it."""
    found = []
    for calendar in (gregorian_day, julian_day):
        with suppress(ValueError):
            found.append(calendar(year, month, number))
    return found


def _value_days(value: Interval) -> list[int]:
    """The day of a value; in old years also as the Julian day, which many editions keep."""
    if value.day is None:
        return []
    date = gregorian_date(value.day)
    return [value.day, *([julian_day(*date)] if date[0] <= _LAST_OLD_YEAR else [])]


@check(
    "double-date",
    Severity.REVIEW,
    hint="look in the source; from 1582 on the calendars differ by 10 days, then by 11, 12 and 13",
    example='<date when="1917-11-08">25 October (8 November) 1917</date>',
)
def double_date_mismatch(file: TeiFile) -> Iterator[Fault]:
    """A day is printed in the Julian and the Gregorian calendar, but the two are different days.

    The calendars differ by 10 days until February 1700, then by 11, from March 1800 on by 12 and
    from March 1900 on by 13.
    """
    for element in file.named(*WORDED):
        words = date_words(element)
        pair = double_date(words) if "/" in words or "(" in words else None
        if pair is not None:
            years = _years_of(pair, dating(dating_attributes(element)))
            if years and (distance := _wrong_distance(pair, years)):
                offset = _offset(years[0], pair[0])
                message = (
                    f"“{words}”: {distance} days lie between them, the calendars differ by {offset}"
                )
                yield Fault(element, message)


def _years_of(pair: tuple[PrintedDate, PrintedDate], value: Interval | None) -> list[int]:
    """The year or years that are printed, else that of the value."""
    printed = [year for date in pair if not date.century for year in date.years]
    if printed:
        return printed
    return [gregorian_date(value.earliest)[0]] if value and value.day is not None else []


def _wrong_distance(pair: tuple[PrintedDate, PrintedDate], years: list[int]) -> int | None:
    """The days between two dates that look like one day in two calendars, and are not."""
    if min(years) <= _LAST_JULIAN_YEAR:
        return None
    near = range(min(years) - 1, max(years) + 2)
    distances = []
    for first, second in product(near, near):
        for old, new in (pair, pair[::-1]):
            try:
                apart = _day(new, second) - julian_day(first, old.month or 1, old.first or 1)
                distances.append(_day(new, second) - _day(old, first))
            except ValueError:
                continue  # that year has no 29 February
            if apart == 0:
                return None
    return next((one for one in distances if one in _DOUBLED), None)


def _day(date: PrintedDate, year: int) -> int:
    return gregorian_day(year, date.month or 1, date.first or 1)


def _offset(year: int, date: PrintedDate) -> int:
    day = gregorian_day(year, date.month or 1, 1)
    return julian_day(year, date.month or 1, 1) - day


@check(
    "julian-value",
    Severity.REVIEW,
    hint="write the Gregorian day, or keep the Julian one in when-custom with datingMethod",
    example='<date when="1917-10-25" calendar="#julian">25 October 1917</date>',
)
def julian_value(file: TeiFile) -> Iterator[Fault]:
    """Words of the Julian calendar have a value that repeats their day, but attributes of dating
    are of the Gregorian calendar.
    """
    for element in file.dated:
        when = element.get("when", "")
        if reckoning(element) is not Calendar.JULIAN or element.get("when-custom") is not None:
            continue
        day = (dating({"when": when}) or Interval(0, 1)).day
        if day is None or gregorian_date(day)[0] <= _LAST_JULIAN_YEAR:
            continue
        if any(_is_same(date, day) for date in printed_dates(date_words(element))):
            right = written(julian_day(*gregorian_date(day)))
            yield Fault(
                element, f"when=“{when}” is the Julian day of the words: it is {right}", "when"
            )


def _is_same(date: PrintedDate, day: int) -> bool:
    """Whether the words name the day itself, their year being the same if they have one."""
    year, month, number = gregorian_date(day)
    same_year = not date.years or (not date.century and year in date.years)
    return same_year and date.month == month and date.first == date.last == number
