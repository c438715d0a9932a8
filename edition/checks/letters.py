"""Letters and diaries: their metadata against their datelines, sending against receiving."""

from __future__ import annotations

from collections.abc import Iterator

from edition.calendar_names import WEEKDAY_NAMES
from edition.checks.check import Fault, check
from edition.checks.dated import date_words, dating_attributes, interval
from edition.checks.document_dates import opening_date, sent_actions, title_dates, written_on
from edition.checks.tei_file import TeiFile
from edition.checks.wording import is_doubtful
from edition.date_reading import is_unclear, printed_dates, weekdays
from edition.datings import Interval, dating, gregorian_date, julian_day, weekday, written
from edition.diagnostics import Severity
from edition.tei import Element

_ACROSS_THE_DATE_LINE = 1
_LAST_OLD_YEAR = 1752


@check(
    "received-before-sent",
    Severity.ERROR,
    hint="look which of the two dates is right",
    example='<correspAction type="received"><date when="1916-05-02"/></correspAction>',
)
def received_before_sent(file: TeiFile) -> Iterator[Fault]:
    """A letter was received before it was sent, by the dates of its correspAction elements.

    A telegram may cross the date line: one day is allowed.
    """
    for letter in file.named("correspDesc"):
        actions = list(_actions(letter, "sent"))
        sent = [days for one in actions if (days := interval(one))]
        for received in _actions(letter, "received") if sent else ():
            days = interval(received)
            earliest = min(one.earliest for one in sent)
            is_earlier = days is not None and days.latest < earliest - _ACROSS_THE_DATE_LINE
            if days is not None and is_earlier and not any(map(is_doubtful, [*actions, received])):
                message = f"received on {written(days.latest)}, sent on {written(earliest)}"
                yield Fault(received, message)


def _actions(letter: Element, sort: str) -> Iterator[Element]:
    return (one for one in letter.iterchildren("{*}correspAction") if one.get("type") == sort)


@check(
    "dateline-against-header",
    Severity.REVIEW,
    hint="look which is right; the header may have its reasons, which a note should give",
    example='<correspAction type="sent"><date when="1896-09-19"/> ... <dateline>18/IX 96',
)
def dateline_against_header(file: TeiFile) -> Iterator[Fault]:
    """The header dates a letter or the entry of a diary otherwise than its own dateline.

    The header's date is that of the sending, or of a title that is a date; the text's are all its
    datelines and the date with which it opens, and it is enough that one of them agrees.
    """
    for document in file.named("TEI"):
        days = written_on(document)
        if days is not None:
            faults = [*_other_titles(document, days), *_other_datelines(document, days)]
            if faults and not any(map(is_doubtful, sent_actions(document))):
                yield from faults


def _other_titles(document: Element, days: Interval) -> Iterator[Fault]:
    if sent_actions(document):
        for title, dated in title_dates(document):
            if not dated.meets(days):
                yield Fault(title, f"the title is of {dated}, the letter was sent {days}")


def _other_datelines(document: Element, days: Interval) -> Iterator[Fault]:
    texts = document.iterchildren("{*}text")
    lines = [line for text in texts for line in text.iter("{*}dateline")]
    opening = opening_date(document)
    if opening is not None:
        lines.append(opening)
    answers = {line: _agrees(line, days) for line in lines}
    wrong = [line for line, answer in answers.items() if answer is False]
    if wrong and True not in answers.values():
        message = f"“{date_words(wrong[0])}” stands in the text, {days} in the header"
        yield Fault(wrong[0], message)
    elif days.day is not None and True not in answers.values():
        yield from _other_weekday(lines, days.day)


def _agrees(line: Element, days: Interval) -> bool | None:
    """Whether one of the dates of a line may be that of the header; None if it has no date."""
    dates = list(line.iter("{*}date"))
    values = [value for date in dates if (value := dating(dating_attributes(date)))]
    words = [date_words(date) for date in dates or [line]]
    printed = [one for some in words for one in printed_dates(some) if dates or one.first]
    if not values and not printed:
        return None
    unclear = any(map(is_unclear, words))
    meets = any(value.meets(days) for value in values)
    return unclear or meets or any(one.agrees(days) for one in printed)


def _other_weekday(lines: list[Element], day: int) -> Iterator[Fault]:
    """A dateline that is but a weekday, and not that of the header's date."""
    date = gregorian_date(day)
    possible = {weekday(day)}
    if date[0] <= _LAST_OLD_YEAR:
        possible.add(weekday(julian_day(*date)))
    named = [line for line in lines if weekdays(date_words(line))]
    if named and not any(weekdays(date_words(line)) & possible for line in named):
        words = date_words(named[0])
        if not is_unclear(words):
            fact = f"{written(day)} in the header was a {WEEKDAY_NAMES[weekday(day)]}"
            yield Fault(named[0], f"“{words}”, but {fact}")
