"""Dating attributes as days, and dates read out of words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from convertdate import gregorian
from hypothesis import given
from hypothesis import strategies as st

from edition.date_advice import advise, run_together
from edition.date_reading import is_unclear, printed_dates, printed_period, weekdays
from edition.datings import (
    ImpossibleDateError,
    Interval,
    MalformedDateError,
    dating,
    gregorian_date,
    gregorian_day,
    is_later,
    julian_date,
    julian_day,
    read_iso,
    read_moment,
    weekday,
    written,
)

DAYS = st.dates(date(1000, 1, 1), date(2100, 12, 31))


def shown(interval: Interval | None) -> str:
    return "" if interval is None else str(interval)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("1916", "1916"),
        ("1916-02", "1916-02-01 to 1916-02-29"),
        ("1916-05-04", "1916-05-04"),
        (" 1916-05-04Z ", "1916-05-04"),
        ("1916-05:00", "1916"),
        ("1916-05-04T22:00:00-05:00", "1916-05-04"),
        ("-0399", "-399"),
        ("12345", "12345"),
        ("--05-04", ""),
        ("---31", ""),
        ("24:00:00", ""),
    ],
)
def test_w3c_dates(value: str, days: str) -> None:
    assert shown(read_moment(value).interval) == days


@pytest.mark.parametrize(
    "value", ["", "12.3.1823", "1823-3-12", "01916", "1916-05-04T10:00", "9" * 99]
)
def test_malformed(value: str) -> None:
    with pytest.raises(MalformedDateError):
        read_moment(value)


@pytest.mark.parametrize(
    "value", ["1900-02-29", "1916-13", "--02-30", "---32", "1916-05-04T25:00:00"]
)
def test_impossible(value: str) -> None:
    with pytest.raises(ImpossibleDateError):
        read_moment(value)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("19160504", "1916-05-04"),
        ("1916-125", "1916-05-04"),
        ("1916-W18-4", "1916-05-04"),
        ("2004-W53", "2004-12-27 to 2005-01-02"),
        ("1916-05-04/1916-05-06", "1916-05-04 to 1916-05-06"),
        ("19161350", ""),
        ("spring", ""),
    ],
)
def test_iso_dates(value: str, days: str) -> None:
    assert shown(read_iso(value)) == days


@pytest.mark.parametrize(
    ("attributes", "days"),
    [
        ({"when": "1916"}, "1916"),
        ({"from": "1914", "to": "1918"}, "1914 to 1918"),
        ({"notBefore": "1916-05-04"}, "from 1916-05-04"),
        ({"notAfter-iso": "1916-05-04"}, "until 1916-05-04"),
        ({"when": "1853-01-01", "notAfter": "1853-12-31"}, "1853"),
        ({"when": "18481200"}, ""),
        ({"when": "None"}, ""),
    ],
)
def test_datings(attributes: dict[str, str], days: str) -> None:
    assert shown(dating(attributes)) == days


@pytest.mark.parametrize(
    ("first", "second", "later"),
    [
        ("1916-05-05", "1916-05-04", True),
        ("1916-05-04", "1916-05", False),
        ("1916-05-04T12:00:00", "1916-05-04T11:00:00", True),
        ("2005-01-02T00:30:00+12:00", "2005-01-01T23:00:00-10:00", False),
        ("2005-01-02T00:30:00+12:00", "2005-01-01", False),
        ("--05-04", "--03-01", False),
    ],
)
def test_what_is_certainly_later(first: str, second: str, later: bool) -> None:
    assert is_later(read_moment(first), read_moment(second)) is later


@given(st.dates())
def test_days_are_those_of_the_calendars(day: date) -> None:
    number = gregorian_day(day.year, day.month, day.day)
    assert number == gregorian.to_jd(day.year, day.month, day.day) + 0.5
    assert gregorian_date(number) == (day.year, day.month, day.day)
    assert weekday(number) == day.weekday()
    assert julian_day(*julian_date(number)) == number
    assert written(number) == day.isoformat()


@pytest.mark.parametrize(
    ("value", "repair"),
    [
        ("1823-3-12", "1823-03-12"),
        ("1823/3/12", "1823-03-12"),
        ("25.3.1823", "1823-03-25"),
        ("3/25/1823", "1823-03-25"),
        ("1823-00-00", "1823"),
        ("1823-03-??", "1823-03"),
        ("812", "0812"),
        ("-44", "-0044"),
        ("2005-01-21 01:41:30", "2005-01-21T01:41:30"),
        ("12.3.1823", None),
        ("54", None),
        ("1914-1918", None),
        ("ca. 1823", None),
        ("1916-13-05", None),
        ("None", None),
        ("9" * 9999, None),
    ],
)
def test_only_what_has_one_reading_is_repaired(value: str, repair: str | None) -> None:
    assert advise(value).repair == repair


def test_a_date_without_hyphens() -> None:
    found = map(run_together, ("19160504", "18481200", "18370000", "19161305"))
    assert list(found) == ["1916-05-04", "1848-12", "1837", None]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("4 May 1916", "1916-05-04"),
        ("May 4th, 1916", "1916-05-04"),
        ("the fourth of May", "1916-05-04"),
        ("4. Mai 1916", "1916-05-04"),
        ("am vierten Mai 1916", "1916-05-04"),
        ("16. Jänner 1895", "1895-01-16"),
        ("le 1er mars 1804", "1804-03-01"),
        ("12 août", "1804-08-12"),
        ("IV Kal. Mai. 1523", "1523-04-28"),
        ("pridie Id. Mart.", "1523-03-14"),
        ("Non. Octob. 1523", "1523-10-07"),
        ("Kal. Ian. 1500", "1500-01-01"),
        ("31/X", "1891-10-31"),
        ("30./VII 07", "1907-07-30"),
        ("15/3 903", "1903-03-15"),
        ("14 3 04", "1904-03-14"),
        ("1911: VI 18", "1911-06-18"),
        ("1916-05-04", "1916-05-04"),
        ("6.", "1890-05-06"),
        ("MDCCCXXIII", "1823"),
        ("Feb. 11, 1731/2", "1731-02-11"),
    ],
)
def test_words_and_their_value(words: str, value: str) -> None:
    interval = read_moment(value).interval
    assert interval is not None
    dates = printed_dates(words)
    assert any(one.agrees(interval) for one in dates)
    year_later = Interval(interval.earliest + 400, interval.latest + 430)
    has_more_than_a_day = any(one.years or one.month for one in dates)
    assert not has_more_than_a_day or not any(one.agrees(year_later) for one in dates)


@pytest.mark.parametrize(
    "words", ["", "Version 2.5", "10.30", "4th century", "54-70 CE", "M. C. Smith", "1 " * 500]
)
def test_words_without_a_date(words: str) -> None:
    assert printed_dates(words) == ()


@pytest.mark.parametrize("words", ["before 4 May", "44 v. Chr.", "18 brumaire", "3/4 15. Jh."])
def test_words_that_reckon_otherwise(words: str) -> None:
    assert is_unclear(words)


@pytest.mark.parametrize("words", ["1945–52", "4–6 May", "4. bis 6. Mai 1916", "1914 to 1918"])
def test_periods(words: str) -> None:
    assert printed_period(words) is not None


@pytest.mark.parametrize("words", ["4 May", "1458/1459", "11 or 12 May", "4 May, 6 June", "1880s"])
def test_what_is_no_period(words: str) -> None:
    assert printed_period(words) is None


def test_weekdays() -> None:
    assert weekdays("Sonntag früh") == {6}
    assert weekdays("lundi") == weekdays("Mon.") == {0}
    assert weekdays("Montag Nacht") == {6, 0, 1}
    assert not weekdays("do. 4 May")


ENGLISH = "January February March April May June July August September October November December"
GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
FORMS = (
    lambda d: f"{d.day} {ENGLISH.split()[d.month - 1]} {d.year}",
    lambda d: f"{ENGLISH.split()[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d.day}. {GERMAN.split()[d.month - 1]} {d.year}",
    lambda d: f"le {d.day} {FRENCH.split()[d.month - 1]} {d.year}",
    lambda d: f"{d.day}. {d.month}. {d.year}",
)


@given(DAYS, st.sampled_from(FORMS), st.integers(14, 300))
def test_a_date_in_words_is_itself_and_no_other(day: date, form: object, distance: int) -> None:
    words = form(day)  # type: ignore[operator]
    number = gregorian_day(day.year, day.month, day.day)
    (read,) = printed_dates(words)
    assert read.full_day == (day.year, day.month, day.day)
    assert read.agrees(Interval(number, number))
    other = (day - timedelta(distance)).isoformat()
    value = dating({"when": other})
    assert value is not None
    assert not read.agrees(value) or (day.month == 12 and day.day > 23 and day.year < 1753)


@given(st.text(alphabet="0123456789./-, IVXMDCkal mayprid.'[]()?st–", max_size=200))
def test_any_words_are_read_without_failing(words: str) -> None:
    for one in printed_dates(words):
        one.agrees(Interval(2400000, 2400030))
    printed_period(words)


@given(st.text(max_size=80))
def test_any_value_is_answered(value: str) -> None:
    advise(value)
    read_iso(value)
    dating({"when": value, "notAfter-iso": value})
