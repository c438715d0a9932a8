"""Values of dating attributes that are no dates, or contradict each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from edition.calendars import Calendar, DateError
from edition.checks.check import Fault, check
from edition.checks.dated import dating_attributes, is_datable, reckoning
from edition.checks.tei_file import TeiFile
from edition.date_advice import advise, is_leaving, run_together
from edition.date_reading import printed_dates
from edition.datings import (
    CUSTOM,
    ISO,
    WHEN,
    ImpossibleDateError,
    Interval,
    MalformedDateError,
    Moment,
    gregorian_day,
    intervals,
    is_later,
    julian_day,
    moments,
    read_iso,
    read_moment,
    written,
)
from edition.diagnostics import Severity
from edition.tei import Element

_SHOWN = 60
_FOUR_DIGITS = 9999
_LEAP_YEAR = 366
_REFORM = 1582
_LAST_MONTH_OF_OLD_YEAR = 3
_PAIRS = (("from", "to"), ("notBefore", "notAfter"), ("from", "notAfter"), ("notBefore", "to"))
_NUMBERS = re.compile(r"[0-9]{1,4}([-./])[0-9]{1,2}\1[0-9]{1,4}")
_PLAIN = re.compile(r"[1-9][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?)?")
_IN_ISO = re.compile(r"[-0-9.,:+/TZWPYMDHSRXx~?%{}\[\] …]+")  # of EDTF, too
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@check(
    "malformed-date",
    Severity.ERROR,
    hint="write YYYY-MM-DD, YYYY-MM or YYYY, or leave the attribute out",
    example='<date when="12.3.1823">12. März 1823</date>',
)
def malformed_date(file: TeiFile) -> Iterator[Fault]:
    """A dating attribute must hold a date in the form of W3C (1823-03-12, 1823-03, 1823).

    The attributes with -iso may have any form of ISO 8601, those with -custom any form at all. On
    elements that TEI does not date the attribute may mean something else: that is to be reviewed.
    """
    yield from _not_dates(file, MalformedDateError)


@check(
    "impossible-date",
    Severity.ERROR,
    hint="look which day is meant",
    example='<date when="1916-02-30">30 February 1916</date>',
)
def impossible_date(file: TeiFile) -> Iterator[Fault]:
    """The value of a dating attribute has the form of a date, but there is no such day or time.

    Attributes are of the Gregorian calendar, which has no 29 February in 1700, 1800 and 1900.
    """
    yield from _not_dates(file, ImpossibleDateError)


def _not_dates(file: TeiFile, sort: type[DateError]) -> Iterator[Fault]:
    """Values with that sort of fault; those without repair once, with how often they occur."""
    seen: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for element in file.dated:
        for name, value in dating_attributes(element).items():
            error = _error(name, value)
            if isinstance(error, sort):
                seen[name, value].append(element)
    for (name, value), bearers in seen.items():
        yield from _faults(name, value, bearers, _fact(name, value))


def _hint_by_words(value: str) -> str | None:
    days = {day for date in printed_dates(value) if (day := date.full_day)}
    return "write {:04d}-{:02d}-{:02d}".format(*days.pop()) if len(days) == 1 else None


def _fact(name: str, value: str) -> str:
    error = _error(name, value)
    if isinstance(error, ImpossibleDateError):
        return f"does not exist: {error}"
    return "is not a date of ISO 8601" if name in ISO else "is not a date"


def _faults(name: str, value: str, bearers: list[Element], fact: str) -> Iterator[Fault]:
    advice = advise(value)
    hint = advice.hint or _hint_by_words(value)
    message = f"{name}={_quoted(value)} {fact}"
    doubt = None if any(map(is_datable, bearers)) else Severity.REVIEW
    if name in ISO or advice.repair is None:
        times = f" ({len(bearers)} times)" if len(bearers) > 1 else ""
        yield Fault(bearers[0], message + times, name, None, hint, doubt)
        return
    for element in bearers:
        yield Fault(element, message, name, advice.repair, hint, doubt)


def _quoted(value: str) -> str:
    return f"“{value}”" if len(value) <= _SHOWN else f"“{value[:_SHOWN]}…”"


def _error(name: str, value: str) -> DateError | None:
    """What is wrong with the value of a dating attribute, if anything."""
    if name in CUSTOM:
        return MalformedDateError(value) if is_leaving(value) else None
    if _PLAIN.fullmatch(value) or (name in ISO and not _is_wrong_in_iso(value)):
        return None
    if value.startswith("#"):
        return None  # a point of a timeline, in customisations
    try:
        read_moment(value)
    except DateError as error:
        return error
    return None


def _is_wrong_in_iso(value: str) -> bool:
    plain = value.strip()
    if read_iso(plain) is not None:
        return False
    return is_leaving(plain) or bool(_NUMBERS.fullmatch(plain)) or not _IN_ISO.fullmatch(plain)


@check(
    "implausible-year",
    Severity.REVIEW,
    hint="write YYYY-MM-DD with hyphens",
    example='<date when="19160504">4 May 1916</date>',
)
def implausible_year(file: TeiFile) -> Iterator[Fault]:
    """A year of more than four digits is mostly a date without hyphens.

    Every schema allows 19160504, but it is the year nineteen million and not 4 May 1916.
    """
    for element in file.dated:
        attributes = dating_attributes(element)
        for name, value in attributes.items():
            year = _year(value) if name in WHEN and not _PLAIN.fullmatch(value) else None
            if year is not None and abs(year) > _FOUR_DIGITS:
                message = f"{name}={_quoted(value)} is in the year {year:,}"
                date = run_together(value)
                yield Fault(element, message, name, date, f"write {date}" if date else None)


def _year(value: str) -> int | None:
    try:
        return read_moment(value).year
    except DateError:
        return None


@check(
    "reversed-dates",
    Severity.ERROR,
    hint="exchange the two or look which of them is wrong; years before our era are negative",
    example='<date from="1918" to="1914">during the war</date>',
)
def reversed_dates(file: TeiFile) -> Iterator[Fault]:
    """The end of a period lies before its beginning, by the dating attributes of one element."""
    for element in file.dated:
        attributes = dating_attributes(element)
        if len(attributes) < 2:
            continue
        read = intervals(attributes)
        for first, last in _PAIRS:
            if first in read and last in read and _is_reversed(attributes, read, first, last):
                message = f"{_pair(attributes, last)} lies before {_pair(attributes, first)}"
                yield Fault(element, message, _written_name(attributes, last))
                break


def _is_reversed(
    attributes: dict[str, str], read: dict[str, Interval], first: str, last: str
) -> bool:
    times = moments(attributes)
    if first in times and last in times:
        return is_later(times[first], times[last])
    return read[first].earliest > read[last].latest


def _written_name(attributes: dict[str, str], name: str) -> str:
    return name if name in attributes else f"{name}-iso"


def _pair(attributes: dict[str, str], name: str) -> str:
    name = _written_name(attributes, name)
    return f"{name}={_quoted(attributes[name])}"


@check(
    "contradicting-dates",
    Severity.ERROR,
    hint="keep the dates that are right",
    example='<date when="1916" from="1917" to="1918">during the war</date>',
)
def contradicting_dates(file: TeiFile) -> Iterator[Fault]:
    """The date in `when` lies outside the period, or differs from the one in `when-iso`."""
    for element in file.dated:
        attributes = dating_attributes(element)
        if len(attributes) > 1 and "when" in attributes:
            for name in _contradicting(attributes):
                both = f"{_pair(attributes, 'when')} and {_pair(attributes, name)}"
                yield Fault(element, f"{both} exclude each other", "when")


def _contradicting(attributes: dict[str, str]) -> Iterator[str]:
    """The attributes that exclude `when`; no limits if they exclude each other, too."""
    times = moments(attributes)
    when = times.get("when", Moment())
    early = [name for name in ("to", "notAfter") if is_later(when, times.get(name, Moment()))]
    late = [name for name in ("from", "notBefore") if is_later(times.get(name, Moment()), when)]
    if not (early and late):
        yield from (*early, *late)[:1]
    iso = read_iso(attributes.get("when-iso", ""))
    if iso is not None and when.interval is not None:
        slack = _LEAP_YEAR if iso.earliest < gregorian_day(1, 1, 1) else 0  # a year 0, or none
        if not when.interval.meets(Interval(iso.earliest - slack, iso.latest + slack)):
            yield "when-iso"


@check(
    "calendar-offset",
    Severity.ERROR,
    hint="the plain attribute is the Gregorian day, that with -custom the Julian one",
    example='<birth when="1870-04-21" when-custom="1870-04-10" datingMethod="#julian"/>',
)
def calendar_offset(file: TeiFile) -> Iterator[Fault]:
    """A Julian day and its Gregorian value must be the same day.

    They lie 10 days apart until February 1700, then 11, from March 1800 on 12 and from March 1900
    on 13. A value that repeats the Julian day is only to be reviewed, for some archives do so.
    """
    for element in file.dated:
        if reckoning(element) is Calendar.JULIAN:
            attributes = dating_attributes(element)
            for name, moment in moments(attributes).items():
                custom = _DAY.fullmatch(attributes.get(f"{name}-custom", "").strip())
                if custom and moment.day and moment.interval:
                    date = tuple(map(int, custom.groups()))
                    yield from _offset(element, name, moment.interval.earliest, date)


def _offset(element: Element, name: str, day: float, date: Iterable[int]) -> Iterator[Fault]:
    year, month, number = date
    try:
        right = julian_day(year, month, number)
        old_style = julian_day(year + 1, month, number)
    except ValueError:
        return
    is_old_year = day == old_style and month <= _LAST_MONTH_OF_OLD_YEAR
    if year <= _REFORM or day == right or is_old_year or abs(day - right) > _LEAP_YEAR:
        return
    is_repeated = written(day) == f"{year:04d}-{month:02d}-{number:02d}"
    message = (
        f"{name}-custom=“{element.get(f'{name}-custom')}” (Julian) is {written(right)},"
        f" and {name} is {element.get(name)}"
    )
    yield Fault(element, message, name, severity=Severity.REVIEW if is_repeated else None)
