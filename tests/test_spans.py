"""Small examples: spans, the quotes that guard them, fingerprints, calendars."""

from __future__ import annotations

import pytest

from edition.calendars import Calendar, DateError, gregorian, is_reversed
from edition.fingerprint import fingerprint, first_difference
from edition.quotes import CONTEXT, LONGEST, agrees, guard, nearest, opening
from edition.spans import Span

TEXT = "I came to Varn on 3 February 1903, by the old reckoning, with two trunks and a letter."


# Spans


def test_a_span_is_half_open() -> None:
    span = Span(2, 6)
    assert span.of(TEXT) == "came"
    assert len(span) == 4
    assert str(span) == "2-6"


def test_a_span_counts_code_points() -> None:
    assert Span(1, 3).of("a\U0001f600\u0301b") == "\U0001f600\u0301"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3), (-2, -1)])
def test_there_is_no_negative_or_reversed_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"no such span: {start}-{end}"):
        Span(start, end)


def test_an_empty_span_is_a_place_and_not_nothing() -> None:
    place = Span(4, 4)
    assert place.is_empty
    assert not Span(4, 5).is_empty
    assert len(place) == 0
    assert bool(place)
    assert place.of(TEXT) == ""


@pytest.mark.parametrize(
    ("other", "covers", "overlaps", "crosses"),
    [
        (Span(2, 6), True, True, False),  # equal
        (Span(3, 5), True, True, False),  # inside
        (Span(2, 4), True, True, False),  # inside, the same beginning
        (Span(0, 9), False, True, False),  # around
        (Span(4, 9), False, True, True),  # crossing from behind
        (Span(0, 3), False, True, True),  # crossing from before
        (Span(6, 9), False, False, False),  # touching
        (Span(0, 2), False, False, False),  # touching
        (Span(8, 9), False, False, False),  # apart
        (Span(4, 4), True, False, False),  # a place inside
        (Span(6, 6), True, False, False),  # a place at the end
        (Span(7, 7), False, False, False),  # a place behind
    ],
)
def test_how_another_span_lies_to_2_6(
    other: Span, covers: bool, overlaps: bool, crosses: bool
) -> None:
    """To overlap is to share a character, so an empty span overlaps none."""
    span = Span(2, 6)
    assert span.covers(other) is covers
    assert (span.overlaps(other), other.overlaps(span)) == (overlaps, overlaps)
    assert (span.crosses(other), other.crosses(span)) == (crosses, crosses)


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 1)]) == [Span(1, 1), Span(1, 9), Span(3, 4)]


# Quotes


def test_a_short_quote_is_kept_whole() -> None:
    assert guard(TEXT, Span(10, 14)) == {"quote": "Varn"}


def test_a_long_quote_keeps_its_first_and_last_words_and_a_digest() -> None:
    made = guard(TEXT, Span(0, len(TEXT)))
    assert made["quote"] == "I came to Varn on 3 … two trunks and a letter."
    assert len(made["digest"]) == 16
    assert opening(made["quote"]) == "I came to Varn on 3"


def test_the_longest_quote_that_is_kept_whole() -> None:
    text = "x" * (LONGEST + 1)
    assert guard(text, Span(0, LONGEST)) == {"quote": "x" * LONGEST}
    assert "digest" in guard(text, Span(0, LONGEST + 1))


def test_a_place_is_guarded_by_its_neighbours() -> None:
    made = guard(TEXT, Span(33, 33))
    assert made == {
        "quote": "",
        "before": " Varn on 3 February 1903"[-CONTEXT:],
        "after": TEXT[33:53],
    }
    assert guard("ab", Span(0, 0)) == {"quote": "", "before": "", "after": "ab"}


def test_a_guard_sees_another_word_also_in_the_middle_of_a_long_quote() -> None:
    whole = Span(0, len(TEXT))
    made = guard(TEXT, whole)
    assert agrees(TEXT, whole, made["quote"], made["digest"])
    assert not agrees(TEXT.replace("old", "new"), whole, made["quote"], made["digest"])
    assert agrees(TEXT, Span(10, 14), "Varn", None)
    assert not agrees(TEXT, Span(10, 14), "Vann", None)


@pytest.mark.parametrize(
    ("offset", "found"), [(0, 0), (2, 0), (4, 6), (6, 6), (7, 6), (100, 12), (3, 0)]
)
def test_the_nearest_place_of_a_quote(offset: int, found: int) -> None:
    """Of two places as near, the first."""
    assert nearest("noon, noon, noon", "noon", offset) == found


def test_a_quote_that_stands_nowhere_has_no_nearest_place() -> None:
    assert nearest(TEXT, "Warn", 10) is None


# Fingerprints


def test_a_fingerprint_is_one_byte_for_each_word() -> None:
    assert len(fingerprint("He came — at last!").words) == 4
    assert fingerprint("He came — at last!") == fingerprint("HE CAME\nat last")


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ("He came late to Varn.", "late"),
        ("He came to Varn", None),
        ("He came to", ""),
        ("He came to Varn again", "again"),
        ("She came to Varn", "She"),
    ],
)
def test_where_another_copy_parts(other: str, word: str | None) -> None:
    offset = first_difference(fingerprint("He came to Varn"), other)
    assert offset == (None if word is None else other.rindex(word))


# Calendars


@pytest.mark.parametrize(
    ("printed", "converted"),
    [
        ("1582-10-05", "1582-10-15"),
        ("1700-02-28", "1700-03-10"),
        ("1700-02-29", "1700-03-11"),
        ("1800-02-29", "1800-03-12"),
        ("1879-10-26", "1879-11-07"),
        ("1900-02-29", "1900-03-13"),
        ("1903-02-03", "1903-02-16"),
        ("1917-10-25", "1917-11-07"),
        ("1918-01-31", "1918-02-13"),
    ],
)
def test_old_style_becomes_new_style(printed: str, converted: str) -> None:
    assert gregorian({"when": printed}, Calendar.JULIAN) == {"when": converted}


def test_a_julian_month_or_year_becomes_the_days_between() -> None:
    month = {"notBefore": "1917-10-14", "notAfter": "1917-11-13"}
    assert gregorian({"when": "1917-10"}, Calendar.JULIAN) == month
    year = {"notBefore": "1917-01-14", "notAfter": "1918-01-13"}
    assert gregorian({"when": "1917"}, Calendar.JULIAN) == year
    leap = {"notBefore": "1900-02-13", "notAfter": "1900-03-13"}
    assert gregorian({"when": "1900-02"}, Calendar.JULIAN) == leap


def test_a_julian_period_runs_from_its_first_to_its_last_day() -> None:
    period = gregorian({"from": "1905", "to": "1906-02"}, Calendar.JULIAN)
    assert period == {"from": "1905-01-14", "to": "1906-03-13"}


@pytest.mark.parametrize("reckoning", [Calendar.GREGORIAN, Calendar.UNKNOWN])
def test_other_dates_stay_as_they_are(reckoning: Calendar) -> None:
    assert gregorian({"when": "1900-02"}, reckoning) == {"when": "1900-02"}


@pytest.mark.parametrize(
    ("value", "reckoning", "fault"),
    [
        ("3 February 1903", Calendar.GREGORIAN, "is not a date"),
        ("1903-2-3", Calendar.GREGORIAN, "is not a date"),
        ("1903-02-16 ", Calendar.GREGORIAN, "is not a date"),
        ("١٩٠٣", Calendar.GREGORIAN, "is not a date"),
        ("1903-13", Calendar.JULIAN, "no month 13"),
        ("1903-00", Calendar.GREGORIAN, "no month 0"),
        ("1900-02-29", Calendar.GREGORIAN, "no day 29"),
        ("1900-02-29", Calendar.UNKNOWN, "no day 29"),
        ("1903-02-29", Calendar.JULIAN, "no day 29"),
        ("1903-04-00", Calendar.GREGORIAN, "no day 0"),
    ],
)
def test_what_is_no_date_of_its_calendar(value: str, reckoning: Calendar, fault: str) -> None:
    with pytest.raises(DateError, match=fault):
        gregorian({"when": value}, reckoning)


@pytest.mark.parametrize(
    ("first", "last", "is_so"),
    [
        ("1903", "1902", True),
        ("1903-05", "1903-04-30", True),
        ("1903-05", "1903", False),
        ("1903", "1903-01-01", False),
        ("1903-02-16", "1903-02-16", False),
    ],
)
def test_a_period_may_not_end_before_it_begins(first: str, last: str, is_so: bool) -> None:
    assert is_reversed(first, last) is is_so
