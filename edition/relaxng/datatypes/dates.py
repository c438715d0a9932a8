"""The types of dates and times: dateTime, date, time and the parts of a date."""

from __future__ import annotations

from edition.relaxng.datatypes.gregorian import day_number, is_leap, whole_number
from edition.relaxng.datatypes.lexical import LexicalForm
from edition.relaxng.datatypes.value_space import Namespaces, ValueSpace

_YEAR = "-?(?!0000)(?:[1-9][0-9]{3,}+|0[0-9]{3})"
_MONTH = "(?:0[1-9]|1[0-2])"
_MONTH_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
)
# XSD 1.0 has leap seconds, and 24:00:00 as the end of a day.
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]++)?|24:00:00(?:\.0++)?)"
_ZONE = "(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_FORMS = {
    name: LexicalForm(form + _ZONE)
    for name, form in {
        "dateTime": f"{_YEAR}-{_MONTH_DAY}T{_TIME}",
        "date": f"{_YEAR}-{_MONTH_DAY}",
        "time": _TIME,
        "gYearMonth": f"{_YEAR}-{_MONTH}",
        "gYear": _YEAR,
        "gMonthDay": f"--{_MONTH_DAY}",
        "gMonth": f"--{_MONTH}",
        "gDay": "---(?:0[1-9]|[12][0-9]|3[01])",
    }.items()
}
_LEAP_DAY = "-02-29"
_WITH_LEAP_DAYS = ("date", "dateTime")

_READ = LexicalForm(
    "(?:(?P<year>-?[0-9]{4,}+)|-)?(?:-(?P<month>[0-9]{2})|-)?(?:-(?P<day>[0-9]{2}))?"
    r"(?:T?(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
    r"(?:\.(?P<fraction>[0-9]++))?)?(?P<zone>Z|[+-][0-9:]{5})?"
)
_WIDEST_ZONE = 14 * 3600
# A value that lacks a part gets one of these, to have a place on the line of time.
_ANY = {"year": "1972", "month": "12", "day": "01", "hour": "0", "minute": "0", "second": "0"}


class DateOrTime(ValueSpace):
    """One of the eight types, by its name in XSD."""

    __slots__ = ("_form", "name")

    is_ordered = True

    def __init__(self, name: str) -> None:
        self.name = name
        self._form = _FORMS[name]

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        if not self._form.holds(text):
            return False
        if _LEAP_DAY not in text or self.name not in _WITH_LEAP_DAYS:
            return True
        return is_leap(text[: text.index(_LEAP_DAY)])

    def same(self, one: str, other: str, here: Namespaces, there: Namespaces) -> bool:
        return _moment(one) == _moment(other)

    def order(self, one: str, other: str) -> int | None:
        seconds, fraction, has_zone = _moment(one)
        other_seconds, other_fraction, other_has_zone = _moment(other)
        # Without a time zone a moment may lie up to 14 hours earlier or later.
        slack = 0 if has_zone == other_has_zone else _WIDEST_ZONE
        if (seconds + slack, fraction) < (other_seconds, other_fraction):
            return -1
        if (seconds - slack, fraction) > (other_seconds, other_fraction):
            return 1
        return None if slack else 0

    def fault(self, text: str, namespaces: Namespaces) -> str:
        # Imported when a date is wrong, which costs most runs nothing.
        from edition.relaxng.datatypes.date_faults import fault

        return fault(self.name, self, text, _form_of(text))

    def resembles(self, text: str) -> bool:
        from edition.relaxng.datatypes.date_faults import resembles

        return resembles(self.name, text)

    def correction(self, text: str) -> str | None:
        from edition.relaxng.datatypes.date_faults import correction

        return correction(self.name, self, text)


def _form_of(text: str) -> str | None:
    """The name of the type of date or time that a text is."""
    return next((name for name in _FORMS if DateOrTime(name).holds(text, {})), None)


def _moment(text: str) -> tuple[int, str, bool]:
    """A moment in seconds, with the decimals of the last one, and whether it has a time zone."""
    match = _READ.match(text)
    if match is None:
        raise ValueError(text)
    year, month, day, hour, minute, second = (
        match[part] or default for part, default in _ANY.items()
    )
    number = whole_number(year.lstrip("-"))
    days = day_number(1 - number if year[0] == "-" else number, int(month), int(day))
    hours = int(hour) if match["day"] else int(hour) % 24
    minutes = (days * 24 + hours) * 60 + int(minute) - _zone_minutes(match["zone"])
    fraction = (match["fraction"] or "").rstrip("0")
    return minutes * 60 + int(second), fraction, bool(match["zone"])


def _zone_minutes(zone: str | None) -> int:
    if zone is None or zone == "Z":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:])
    return -minutes if zone[0] == "-" else minutes
