"""Whether the words of a date agree with its attributes."""

from __future__ import annotations

from itertools import islice

from edition.calendars import Calendar
from edition.checks.dated import date_words, dating_attributes, reckoning
from edition.date_reading import is_unclear, printed_dates, printed_period
from edition.datings import Moment, dating, intervals, moments
from edition.printed_dates import PrintedDate
from edition.tei import Element

WORDED = ("date", "docDate", "origDate", "birth", "death", "floruit")
_SAME_TIMES = (("from", "to"), ("notBefore", "notAfter"))
_MOST_DATES = 50


def disagreement(element: Element) -> str | None:
    """How the words of a date contradict its attributes; None if they do not certainly."""
    attributes = dating_attributes(element)
    words = date_words(element) if attributes else ""
    if not words or words in attributes.values():
        return None
    message = _mismatch(words, attributes)
    if message is None or is_unclear(words) or reckoning(element) is Calendar.UNKNOWN:
        return None
    return message


def is_doubtful(element: Element) -> bool:
    """Whether an element's date, or one inside it, is contradicted by its own words.

    That is one fault: what else would follow from the value is no other.
    """
    dates = islice(element.iter(*(f"{{*}}{name}" for name in WORDED)), _MOST_DATES)
    return any(disagreement(date) for date in dates)


def _mismatch(words: str, attributes: dict[str, str]) -> str | None:
    dates = printed_dates(words)
    if not dates:
        return None
    value = dating(attributes)
    if value is None:
        when = moments(attributes).get("when")
        disagrees = when is not None and not any(_is_day_of_year(date, when) for date in dates)
        return f"“{words}” is not when=“{attributes['when']}”" if disagrees else None
    if value.earliest > value.latest:
        return None  # the value itself is found to be wrong
    if not any(date.agrees(value) for date in dates):
        named = " ".join(f"{name}=“{one}”" for name, one in attributes.items())
        return f"“{words}” is not {named}"
    return None if "when" in attributes else _wrong_end(words, attributes)


def _is_day_of_year(date: PrintedDate, when: Moment) -> bool:
    """Whether a printed date may be the day or month of every year that the value names."""
    if when.month is None or date.month is None:
        return when.day is None or date.first is None or date.first == when.day
    same_day = when.day is None or date.first is None or date.first == when.day
    return date.is_swapped or (date.month == when.month and same_day)


def _wrong_end(words: str, attributes: dict[str, str]) -> str | None:
    """The end of a period whose words name another day."""
    values = intervals(attributes)
    period = printed_period(words) if len(values) > 1 else None
    for names in _SAME_TIMES:
        if period and all(name in values for name in names):
            for name, dates in zip(names, period, strict=True):
                if not any(date.agrees(values[name]) for date in dates):
                    value = attributes.get(name) or attributes.get(f"{name}-iso")
                    return f"“{words}” is not {name}=“{value}”"
    return None
