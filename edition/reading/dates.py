"""Dates in the texts: the days they mean, and how they read in both calendars (TEI 13.4, 3.6.4)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from edition.datings import (
    CUSTOM,
    DATING,
    Interval,
    Moment,
    dating,
    julian_date,
    moments,
    read_moment,
    written,
)
from edition.reading.document import TeiText, headers
from edition.reading.running import RunningText, plain
from edition.reading.source import Names
from edition.tei import XML_ID, Element, attributes

MONTHS = (
    "January February March April May June July August September October November December"
).split()
_JULIAN = re.compile(r"\bjulian|\bold style", re.I)
_DATES = frozenset({"date", "time", "docDate", "origDate"})


class Dating(NamedTuple):
    """What dating attributes say: first and last day (ISO, "" where open), and both in words.

    `julian` is "" where the calendar of the source is not known to be Julian.
    """

    earliest: str
    latest: str
    gregorian: str
    julian: str

    @property
    def shown(self) -> str:
        """Both calendars where they differ: `7 November 1917 (Old Style 25 October)`."""
        return f"{self.gregorian}{in_old_style(self.gregorian, self.julian)}"


class DatedWords(NamedTuple):
    """Words of a text that are a date, with what is known of it; see Dating."""

    id: str
    passage: str
    words: str
    earliest: str
    latest: str
    gregorian: str
    julian: str
    certainty: str
    responsible: tuple[str, ...]
    reason: str = ""

    @property
    def shown(self) -> str:
        """Both calendars where they differ, as of a Dating."""
        return f"{self.gregorian}{in_old_style(self.gregorian, self.julian)}"


def dated_words(running: RunningText, julian: frozenset[str], names: Names) -> Iterator[DatedWords]:
    """The dates of a text whose days can be known, in document order."""
    for element, stand in running.stands.items():
        if stand.name in _DATES and not stand.aside and element.attrib:
            found = dating_of(element, julian)
            if found is not None:
                yield DatedWords(
                    element.get(XML_ID) or "",
                    stand.passage,
                    running.words(stand),
                    *found,
                    element.get("cert") or "",
                    names.of(element.get("resp")),
                )


def julian_calendars(text: TeiText) -> frozenset[str]:
    """The identifiers of the calendars that a header describes as Julian, and the usual names."""
    described = (c for header in headers(text) for c in header.iter("{*}calendar"))
    found = {
        identifier
        for one in described
        if (identifier := one.get(XML_ID)) and _JULIAN.search(f"{identifier} {plain(one)}")
    }
    return frozenset(found | {"julian", "Julian", "calendar.julian"})


def dating_of(element: Element, julian: frozenset[str]) -> Dating | None:
    """What the dating attributes of an element say; None where they say no day."""
    found = {name: value for name, value in attributes(element) if name in DATING}
    days = dating(found) if found else None
    if days is None:
        return None
    earliest = "" if math.isinf(days.earliest) else written(days.earliest)
    latest = "" if math.isinf(days.latest) else written(days.latest)
    words = in_words(moments(found)) or _by_days(found)
    return Dating(earliest, latest, words, _julian(element, found, julian, days))


def _by_days(found: Mapping[str, str]) -> str:
    """An ISO date in words, by its first and last day."""
    days = dating(found)
    if days is None:
        return ""
    if days.day is not None:
        return in_words({"when": read_moment(written(days.day))})
    ends = {"from": days.earliest, "to": days.latest}
    finite = {name: day for name, day in ends.items() if not math.isinf(day)}
    return in_words({name: read_moment(written(day)) for name, day in finite.items()})


def _julian(
    element: Element, found: Mapping[str, str], julian: frozenset[str], days: Interval
) -> str:
    """The date in the Julian calendar, as the custom attributes have it or by reckoning."""
    pointers = f"{element.get('datingMethod') or ''} {element.get('calendar') or ''}".split()
    if not any(pointer.rpartition("#")[2] in julian for pointer in pointers):
        return ""
    custom = {name.removesuffix("-custom"): found[name] for name in CUSTOM if name in found}
    if custom:
        return in_words(moments(custom))
    if days.day is None:
        return ""
    year, month, day = julian_date(days.day)
    return in_words({"when": Moment(year, month, day)})


def in_old_style(gregorian: str, julian: str) -> str:
    """What is said of a date behind it, ` (Old Style 25 October)`; "" where it is the same.

    The year is left out where it stands before.
    """
    if julian in {"", gregorian}:
        return ""
    day, _, year = julian.rpartition(" ")
    is_told = day and gregorian.endswith(f" {year}") and year not in day
    return f" (Old Style {day if is_told else julian})"


def in_words(found: Mapping[str, Moment]) -> str:
    """Moments by their attribute names in English words: `8 to 16 August 1917`; "" for none."""
    if "from" in found or "to" in found:
        return _period(found, "from", "to", ("from {}", "until {}", "{} to {}"))
    if "notBefore" in found or "notAfter" in found:
        ends = ("not before {}", "not after {}", "between {} and {}")
        return _period(found, "notBefore", "notAfter", ends)
    return _moment(found["when"]) if "when" in found else ""


def _period(
    found: Mapping[str, Moment], first: str, last: str, patterns: tuple[str, str, str]
) -> str:
    opening, closing = found.get(first), found.get(last)
    if closing is None:
        return patterns[0].format(_moment(opening)) if opening else ""
    if opening is None:
        return patterns[1].format(_moment(closing))
    if opening == closing:
        return _moment(opening)
    return patterns[2].format(_opening(opening, closing), _moment(closing))


def _opening(one: Moment, other: Moment) -> str:
    """The first of two moments without the year and month that the second one names too."""
    same_form = (one.day is None) == (other.day is None) and one.month is not None
    if one.year != other.year or not same_form:
        return _moment(one)
    if one.month == other.month and one.day is not None:
        return str(one.day)
    return _moment(Moment(None, one.month, one.day))


def _moment(one: Moment) -> str:
    month = MONTHS[one.month - 1] if one.month else ""
    parts = (str(one.day or ""), month, _year(one.year))
    return " ".join(part for part in parts if part)


def _year(year: int | None) -> str:
    if year is None:
        return ""
    return str(year) if year > 0 else f"{-year or 1} BC"
