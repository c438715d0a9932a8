"""The dating attributes of TEI (att.datable) read as days.

Days are whole numbers, the Julian day at noon; years are astronomical. A value before our era may
be off by a year (W3C once had no year 0, ISO has one): no check looks so closely.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date

from convertdate import gregorian, julian

from edition.calendars import DateError

WHEN = ("when", "notBefore", "notAfter", "from", "to")
ISO = tuple(f"{name}-iso" for name in WHEN)
CUSTOM = tuple(f"{name}-custom" for name in WHEN)
DATING = frozenset((*WHEN, *ISO, *CUSTOM))

_WHEN = frozenset(WHEN)
_OPENING = ("from", "notBefore")
_CLOSING = ("to", "notAfter")
_PARTS = re.compile(
    r"""(?P<year>-?(?:0[0-9]{3}|[1-9][0-9]{3,17})) (?:-(?P<month>[0-9]{2})
        (?:-(?P<day>[0-9]{2}) (?P<time>T[0-9:.]{8,40})?)?)? (?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?
      | --(?P<each_month>[0-9]{2}) (?:-(?P<each_day>[0-9]{2})|--)? (?:Z|[+-][0-9]{2}:[0-9]{2})?
      | ---(?P<day_alone>[0-9]{2}) (?:Z|[+-][0-9]{2}:[0-9]{2})?
      | (?P<time_alone>[0-9:.]{8,40}) (?:Z|[+-][0-9]{2}:[0-9]{2})?""",
    re.VERBOSE,
)
_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TIME = re.compile(r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?")
_BASIC = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T[0-9:.,]*)?(?:Z|[+-][0-9:]{2,5})?")
_ORDINAL = re.compile(r"([0-9]{4})-?([0-9]{3})")
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})(?:-?([1-7]))?")
_MONTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_HALF = 0.5
_LAST_YEAR = 9999
_BEFORE_OUR_ERA = 1721425  # Julian days
_DAY = 86400
_WEEKDAYS = 7


class MalformedDateError(DateError):
    """A value that is not written as a W3C date."""


class ImpossibleDateError(DateError):
    """A value that is written well, but there is no such day, month or hour."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The days between which something lies, both included; an open end is infinite."""

    earliest: float
    latest: float

    def meets(self, other: Interval) -> bool:
        """Whether a day lies in both."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    @property
    def day(self) -> int | None:
        """The day, where it is a single one."""
        return int(self.earliest) if self.earliest == self.latest else None

    def __str__(self) -> str:
        if self.day is not None:
            return written(self.day)
        if math.isinf(self.earliest):
            return f"until {written(self.latest)}"
        if math.isinf(self.latest):
            return f"from {written(self.earliest)}"
        first, last = gregorian_date(self.earliest), gregorian_date(self.latest)
        if first[1:] == (1, 1) and last[1:] == (12, 31):
            return f"{first[0]}" if first[0] == last[0] else f"{first[0]} to {last[0]}"
        return f"{written(self.earliest)} to {written(self.latest)}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A W3C date as far as it goes; `second` counts from the beginning of its day in UTC.

    `year` is None for a day or month of every year and for a time of every day.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    second: int | None = None
    zoned: bool = False

    @property
    def interval(self) -> Interval | None:
        """Its first and last day, by its own clock; none without a year."""
        if self.year is None:
            return None
        first = gregorian_day(self.year, self.month or 1, self.day or 1)
        if self.day:
            return Interval(first, first)
        month = self.month or 12
        return Interval(first, gregorian_day(self.year, month, _length(self.year, month)))


def is_later(first: Moment, second: Moment) -> bool:
    """Whether a moment certainly lies after another, by the time where the day is the same."""
    days, others = first.interval, second.interval
    if days is None or others is None:
        return False
    apart = days.earliest - others.latest
    if first.second is not None and second.second is not None and first.zoned == second.zoned:
        return apart * _DAY + first.second - second.second > 0
    return apart > (first.zoned or second.zoned)  # a zone may be a day ahead


def gregorian_day(year: int, month: int, day: int) -> int:
    """The day of a date of the proleptic Gregorian calendar.

    Raises ValueError where there is none.
    """
    if MINYEAR <= year <= MAXYEAR:
        return date(year, month, day).toordinal() + _BEFORE_OUR_ERA
    if (month, day) == (2, 29) and not gregorian.isleap(year):
        day = 28  # the leap day of a year before our era, counted without a year 0
    return int(gregorian.to_jd(year, month, day) + _HALF)


def julian_day(year: int, month: int, day: int) -> int:
    """The day of a date of the Julian calendar. Raises ValueError where there is none."""
    return int(julian.to_jd(year, month, day) + _HALF)


def gregorian_date(day: float) -> tuple[int, int, int]:
    """Year, month and day of a day in the Gregorian calendar."""
    if _BEFORE_OUR_ERA < day <= _BEFORE_OUR_ERA + date.max.toordinal():
        found = date.fromordinal(int(day) - _BEFORE_OUR_ERA)
        return found.year, found.month, found.day
    year, month, number = gregorian.from_jd(day - _HALF)
    return int(year), int(month), int(number)


def julian_date(day: float) -> tuple[int, int, int]:
    """Year, month and day of a day in the Julian calendar."""
    year, month, number = julian.from_jd(day - _HALF)
    return int(year), int(month), int(number)


def weekday(day: int) -> int:
    """The weekday of a day; Monday is 0."""
    return day % _WEEKDAYS


def written(day: float) -> str:
    """A day as the value of `when`."""
    year, month, number = gregorian_date(day)
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{number:02d}"


def read_moment(value: str) -> Moment:
    """A W3C date (teidata.temporal.w3c).

    Raises MalformedDateError or ImpossibleDateError.
    """
    plain = _PLAIN.fullmatch(value)
    if plain:
        return _moment(*plain.groups())
    match = _PARTS.fullmatch(value.strip())
    if match is None:
        raise MalformedDateError(f"{value} is not a date")
    parts = match.groupdict()
    if parts["time_alone"]:
        return Moment(second=_second(parts["time_alone"]))
    month = parts["month"] or parts["each_month"]
    moment = _moment(parts["year"], month, parts["day"] or parts["each_day"] or parts["day_alone"])
    if not parts["time"]:
        return moment
    second = _second(parts["time"][1:]) - _offset(parts["zone"])
    return replace(moment, second=second, zoned=parts["zone"] is not None)


def _moment(year: str | None, month: str | None, day: str | None) -> Moment:
    numbers = (_number(year), _number(month), _number(day))
    _prove(*numbers)
    return Moment(*numbers)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _prove(year: int | None, month: int | None, day: int | None) -> None:
    if month is not None and not 1 <= month <= 12:
        raise ImpossibleDateError(f"there is no month {month}")
    if day is None:
        return
    if not 1 <= day <= 31:
        raise ImpossibleDateError(f"there is no day {day}")
    length = 31 if month is None else _length(year or 0, month)
    if day > length:
        raise ImpossibleDateError(f"that month has {length} days")


def _length(year: int, month: int) -> int:
    """How many days a month has; a year before our era may be counted in two ways."""
    leaps = gregorian.isleap(year) or (year < 0 and gregorian.isleap(year + 1))
    return 28 if month == 2 and not leaps else _MONTHS[month]


def _second(time: str) -> int:
    match = _TIME.fullmatch(time)
    if match is None:
        raise MalformedDateError(f"{time} is not a time of the day")
    hour, minute, second = map(int, match.groups())
    if (hour > 23 and (hour, minute, second) != (24, 0, 0)) or minute > 59 or second > 60:
        raise ImpossibleDateError(f"there is no time {time}")
    return hour * 3600 + minute * 60 + second


def _offset(zone: str | None) -> int:
    if zone is None or zone == "Z":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
    return -seconds if zone.startswith("-") else seconds


def read_iso(value: str) -> Interval | None:
    """The days of an ISO 8601 value: a date, a week, a period; none where it cannot be read."""
    first, slash, last = value.strip().partition("/")
    opening = _iso_date(first)
    if not slash:
        return opening
    closing = _iso_date(last)
    if opening is None or closing is None:
        return None
    return Interval(opening.earliest, closing.latest)


def _iso_date(value: str) -> Interval | None:
    try:
        return _iso_only(value) or read_moment(value).interval
    except ValueError:
        return None


def _iso_only(value: str) -> Interval | None:
    """A date in one of the forms that W3C does not have; ValueError where there is none such."""
    if match := _BASIC.fullmatch(value):
        return read_moment("-".join(match.groups())).interval
    if match := _ORDINAL.fullmatch(value):
        day = gregorian_day(int(match[1]), 1, 1) + int(match[2]) - 1
        return Interval(day, day)
    if match := _WEEK.fullmatch(value):
        fourth = gregorian_day(int(match[1]), 1, 4)  # lies in the first week of every year
        monday = fourth - weekday(fourth) + 7 * (int(match[2]) - 1)
        if match[3]:
            return Interval(monday + int(match[3]) - 1, monday + int(match[3]) - 1)
        return Interval(monday, monday + 6)
    return None


def moments(attributes: Mapping[str, str]) -> dict[str, Moment]:
    """The W3C dating attributes whose value is a date.

    A year of more than four digits is none: 19160504 was meant as another.
    """
    return dict(_readable(attributes))


def _readable(attributes: Mapping[str, str]) -> Iterator[tuple[str, Moment]]:
    for name, value in attributes.items():
        if name in _WHEN:
            try:
                moment = read_moment(value)
            except DateError:
                continue
            if moment.year is None or moment.year <= _LAST_YEAR:
                yield name, moment


def intervals(attributes: Mapping[str, str]) -> dict[str, Interval]:
    """The days of each dating attribute: the W3C ones, else those of ISO, by their plain names."""
    found = {name: i for name, one in _readable(attributes) if (i := one.interval)}
    if not found:
        isos = {name: attributes.get(f"{name}-iso") for name in WHEN}
        found = {name: i for name, value in isos.items() if value and (i := read_iso(value))}
    return found


def dating(attributes: Mapping[str, str]) -> Interval | None:
    """The days between which the dating attributes put something; none without a date.

    All of them count: some write the first day of a period in `when`, beside its limits.
    """
    found = intervals(attributes)
    if not found:
        return None
    if len(found) == 1 and "when" in found:
        return found["when"]
    earliest = [found[name].earliest for name in ("when", *_OPENING) if name in found]
    latest = [found[name].latest for name in ("when", *_CLOSING) if name in found]
    return Interval(min(earliest, default=-math.inf), max(latest, default=math.inf))
