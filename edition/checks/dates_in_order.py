"""Dates of a text's parts: against their identifiers, against each other, against TEI's own age."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from edition.checks.check import Fault, check
from edition.checks.dated import dating_attributes
from edition.checks.document_dates import opening_date, part_days, written_on
from edition.checks.tei_file import TeiFile
from edition.checks.wording import disagreement
from edition.datings import Interval, dating, gregorian_day, written
from edition.diagnostics import Severity
from edition.tei import XML_ID, Element, local_name

_ISO = re.compile(r"(?<![0-9])[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?![0-9])")
_DOCUMENTS = frozenset({"TEI", "text", "body"})
_PARTS = ("div", "div1", "div2", "div3", "TEI", "text")
_DIARY = re.compile(r"entry|diary|journal|tagebuch", re.I)
_SHORTEST_DIARY, _SHORTEST_SERIES = 4, 6
_TENTH = 10
_TEI_BEGAN = 1987


@check(
    "date-against-id",
    Severity.REVIEW,
    hint="look which of the two is right; an identifier that others point to should stay",
    example='<div type="entry" xml:id="entry_1884-03-27"><p><date when="1884-03-28">28/3</date>',
)
def date_against_id(file: TeiFile) -> Iterator[Fault]:
    """The identifier of a document or of a part holds another day than its header or opening."""
    for identifier, element in file.ids.items():
        found = _ISO.findall(identifier)
        day = dating({"when": found[0]}) if len(found) == 1 else None
        days = _days_of(element) if day else []
        if day and days and not any(one.meets(day) for one in days) and not _is_doubtful(element):
            fact = f"holds {found[0]}, but the date is {_shown(days)}"
            yield Fault(element, f"the identifier “{identifier}” {fact}", XML_ID)


def _is_doubtful(element: Element) -> bool:
    """Whether the date of an element, or with which it opens, is contradicted by its own words."""
    opening = opening_date(element)
    return disagreement(element if opening is None else opening) is not None


def _days_of(element: Element) -> list[Interval]:
    """The days that the identifier of an element may hold."""
    name = local_name(element)
    if name in _DOCUMENTS:
        document = next(element.iterancestors("{*}TEI"), element)
        opening = opening_date(element)
        inside = dating(dating_attributes(opening)) if opening is not None else None
        return [days for days in (written_on(document), inside) if days]
    days = part_days(element) if name in _PARTS else dating(dating_attributes(element))
    return [days] if days else []


def _shown(days: Sequence[Interval]) -> str:
    day = days[0].day
    return written(day) if day is not None else "another"


@check(
    "dates-out-of-order",
    Severity.REVIEW,
    hint="look whether its date is right, and whether it stands at its place",
    example='<div type="entry"><head><date when="1884-03-27">27/3</date></head></div> ...',
)
def dates_out_of_order(file: TeiFile) -> Iterator[Fault]:
    """In a diary, or a series of letters that follow each other, one has a date out of order.

    Only series of which nearly all are in order are looked at, upwards or downwards.
    """
    series: dict[tuple[Element | None, str, str], list[tuple[Element, int]]] = defaultdict(list)
    for part in file.named(*_PARTS):
        days = part_days(part)
        if days is not None and days.day is not None:
            key = (part.getparent(), local_name(part), part.get("type", ""))
            series[key].append((part, days.day))
    for (_, _, sort), parts in series.items():
        if len(parts) >= (_SHORTEST_DIARY if _DIARY.search(sort) else _SHORTEST_SERIES):
            yield from _strays(parts)


def _strays(parts: list[tuple[Element, int]]) -> Iterator[Fault]:
    days = [day for _, day in parts]
    upwards = _ordered(days)
    downwards = _ordered([-day for day in days])
    in_order = upwards if len(upwards) >= len(downwards) else downwards
    strays = sorted(set(range(len(parts))) - in_order)
    if len(strays) > max(1, len(parts) // _TENTH):
        return
    for number in strays:
        near = number - 1 if number else 1
        side = "after" if number else "before"
        message = f"{written(days[number])} stands {side} {written(days[near])}"
        if not _is_doubtful(parts[number][0]):
            yield Fault(parts[number][0], message)


def _ordered(days: Sequence[int]) -> set[int]:
    """The places of a longest series of days none of which lies before the one preceding it."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for number, day in enumerate(days):
        length = bisect_right(ends, day)
        before.append(places[length - 1] if length else None)
        ends[length : length + 1] = [day]
        places[length : length + 1] = [number]
    found: set[int] = set()
    place = places[-1] if places else None
    while place is not None:
        found.add(place)
        place = before[place]
    return found


@check(
    "change-before-tei",
    Severity.NOTE,
    hint="look whether the year is right; changes of the text's own genesis belong into creation",
    example='<revisionDesc><change when="1916-05-04">names added</change></revisionDesc>',
)
def change_before_tei(file: TeiFile) -> Iterator[Fault]:
    """A change of the file is dated before 1987, when the work on the TEI Guidelines began."""
    began = gregorian_day(_TEI_BEGAN, 1, 1)
    for change in file.named("change"):
        days = dating(dating_attributes(change))
        if days is not None and days.latest < began:
            if next(change.iterancestors("{*}revisionDesc"), None) is not None:
                value = " ".join(dating_attributes(change).values())
                yield Fault(change, f"the change is dated {value}, before TEI began")
