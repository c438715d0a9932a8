"""The Gregorian calendar, reckoned back before its introduction, for years of any size."""

from __future__ import annotations

_DIGITS_AT_ONCE = 4000
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def whole_number(digits: str) -> int:
    """The number of any amount of digits; `int` refuses more than some thousands of them."""
    if len(digits) <= _DIGITS_AT_ONCE:
        return int(digits)
    half = len(digits) // 2
    above: int = 10**half
    return whole_number(digits[:-half]) * above + whole_number(digits[-half:])


def is_leap(year: str) -> bool:
    """Whether a year as XSD 1.0 writes it has a 29 February; -0001 comes before 0001."""
    # 10,000 years are whole cycles of the calendar, so the last four digits decide.
    number = int(year[-4:]) if year[0] != "-" else 1 - int(year[1:][-4:])
    return number % 4 == 0 and (number % 100 != 0 or number % 400 == 0)


def month_length(year: str, month: int) -> int:
    """The days of a month, 1 to 12; an empty year has a 29 February."""
    return 29 if month == 2 and (not year or is_leap(year)) else _LENGTHS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """The number of a day, counted from some day; the year is astronomical (0 is 1 BCE)."""
    # The year is taken to begin in March, so that the leap day is its last.
    years, months = (year, month - 3) if month > 2 else (year - 1, month + 9)
    leap_days = years // 4 - years // 100 + years // 400
    return years * 365 + leap_days + (153 * months + 2) // 5 + day
