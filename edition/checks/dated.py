"""What a TEI element says of a date: its attributes, its words, the calendar of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from edition.calendars import Calendar
from edition.date_reading import LONGEST
from edition.datings import CUSTOM, DATING, ISO, WHEN, Interval, dating
from edition.tei import Element, local_name

_UNRANGED = DATING - {"from", "to"}
_IN_ORDER = (*WHEN, *ISO, *CUSTOM)
_DATABLE = frozenset(
    "acquisition affiliation age altIdentifier application author binding birth bloc change climate"
    " conversion country creation custEvent date death district docDate editor education event"
    " eventName faith floruit funder gender geogFeat geogName idno langKnowledge langKnown licence"
    " location meeting name nationality objectName occupation offset org orgName origDate origPlace"
    " origin persName persPronouns person persona place placeName population post precision"
    " principal provenance region relation residence resp seal settlement sex socecStatus sponsor"
    " stamp state terrain time title trait".split()
)
_MOST_DATES = 50
_NOT_READ = frozenset("note sic orig del surplus fw am".split())
_BREAKS = frozenset("lb pb cb gb milestone space".split())
_JULIAN = re.compile(r"juli(?:an|en|sch)|old[ ._-]?style", re.I)
_GREGORIAN = re.compile(r"greg|new[ ._-]?style", re.I)


def is_datable(element: Element) -> bool:
    """Whether TEI dates elements of this name."""
    return local_name(element) in _DATABLE


def is_dated(element: Element) -> bool:
    """Whether an element bears a dating attribute; `from` and `to` are pages or pointers elsewhere.

    The elements that TEI dates are those of its class att.datable.
    """
    if DATING.isdisjoint(element.keys()):
        return False
    return is_datable(element) or not _UNRANGED.isdisjoint(element.keys())


def dating_attributes(element: Element) -> dict[str, str]:
    """The dating attributes of an element, in the order of TEI's classes.

    They are asked for one by one: all values at once take lxml the square of their number.
    """
    names = DATING if is_datable(element) else _UNRANGED
    present = names.intersection(map(str, element.keys()))
    return {name: element.get(name, "") for name in _IN_ORDER if name in present}


def interval(element: Element) -> Interval | None:
    """The days of an element by its own attributes or else by those of the dates inside it.

    With several dates inside, the days from the first to the last; only some dozens are looked at.
    """
    own = dating(dating_attributes(element))
    if own is not None:
        return own
    dates = islice(element.iter("{*}date"), _MOST_DATES)
    inside = [i for e in dates if (i := dating(dating_attributes(e)))]
    if not inside:
        return None
    return Interval(min(i.earliest for i in inside), max(i.latest for i in inside))


def reckoning(element: Element) -> Calendar | None:
    """The calendar that `calendar` or `datingMethod` names; None where neither is there."""
    named = " ".join(element.get(name, "") for name in ("calendar", "datingMethod")).strip()
    if not named:
        return None
    if _JULIAN.search(named):
        return Calendar.JULIAN
    return Calendar.GREGORIAN if _GREGORIAN.search(named) else Calendar.UNKNOWN


def date_words(element: Element) -> str:
    """The words of a date as edited, breaks as spaces; empty where they are too many for a date."""
    if not len(element):
        text = element.text or ""
        return " ".join(text.split()) if len(text) <= 2 * LONGEST else ""
    parts: list[str] = []
    length = 0
    for part in _parts(element):
        parts.append(part)
        length += 1 + len(part)
        if length > 2 * LONGEST:
            return ""
    return " ".join("".join(parts).split())


def _parts(element: Element) -> Iterator[str]:
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walk:
        if event == "start":
            name = local_name(one)
            if name in _NOT_READ and one is not element:
                walk.skip_subtree()
            elif name in _BREAKS and one.get("break") != "no":
                yield " "
            else:
                yield one.text or ""
        elif one is not element:
            yield one.tail or ""
