"""Julian and Gregorian dates; the arithmetic is convertdate's."""

from __future__ import annotations

import calendar as month_lengths
import re
from collections.abc import Mapping
from enum import Enum

from convertdate import julian

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_OPENING = frozenset({"notBefore", "from"})


class Calendar(Enum):
    """The reckoning of a printed date."""

    GREGORIAN = "gregorian"
    JULIAN = "julian"
    UNKNOWN = "unknown"


class DateError(ValueError):
    """A value that is no date of its calendar."""


def gregorian(values: Mapping[str, str], reckoning: Calendar) -> dict[str, str]:
    """The values as TEI attributes of the Gregorian calendar.

    A Julian day is converted. A Julian month or year has no Gregorian equal: it becomes the
    days between which it lies (`notBefore`, `notAfter`). Where the calendar is not known, a day
    lies between its Gregorian and its Julian reading. Raises DateError for a value that is not a
    date of its calendar.
    """
    parts = {name: _parts(value, reckoning) for name, value in values.items()}
    if reckoning is Calendar.UNKNOWN and len(parts.get("when", ())) == 3:
        first, last = _ends(parts["when"])
        return {"notBefore": values["when"], "notAfter": _converted(last)}
    if reckoning is not Calendar.JULIAN:
        return dict(values)
    if "when" in parts and len(parts["when"]) < 3:
        first, last = _ends(parts["when"])
        return {"notBefore": _converted(first), "notAfter": _converted(last)}
    return {
        name: _converted(_ends(part)[0] if name in _OPENING else _ends(part)[1])
        for name, part in parts.items()
    }


def is_reversed(first: str, last: str) -> bool:
    """Whether a period beginning with one ISO value cannot end with the other."""
    shared = min(len(first), len(last))
    return first[:shared] > last[:shared]


def _parts(value: str, reckoning: Calendar) -> tuple[int, ...]:
    match = _ISO.fullmatch(value)
    if not match:
        raise DateError(f"{value} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    parts = tuple(int(g) for g in match.groups() if g)
    if parts[0] < 1:
        raise DateError(f"{value}: there is no year 0")
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        raise DateError(f"{value}: there is no month {parts[1]}")
    if len(parts) > 2 and not 1 <= parts[2] <= _month_length(parts[0], parts[1], reckoning):
        raise DateError(f"{value}: that month has no day {parts[2]}")
    return parts


def _month_length(year: int, month: int, reckoning: Calendar) -> int:
    if reckoning is Calendar.JULIAN and month == 2:
        return 29 if year % 4 == 0 else 28
    return month_lengths.monthrange(year, month)[1]


def _ends(parts: tuple[int, ...]) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    year, month, day = (*parts, None, None)[:3]
    first = (year or 0, month or 1, day or 1)
    last_month = month or 12
    length = _month_length(year or 0, last_month, Calendar.JULIAN)
    return first, (year or 0, last_month, day or length)


def _converted(day: tuple[int, int, int]) -> str:
    year, month, number = julian.to_gregorian(*day)
    if year < 1:
        raise DateError(f"{day[0]:04d}: the year lies before the first of our era")
    return f"{year:04d}-{month:02d}-{number:02d}"
