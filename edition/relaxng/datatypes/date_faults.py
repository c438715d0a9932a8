"""What is wrong with a date or a time, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from edition.relaxng.datatypes.gregorian import MONTHS, month_length
from edition.relaxng.datatypes.lexical import LexicalForm
from edition.relaxng.datatypes.value_space import ValueSpace, advised
from edition.relaxng.datatypes.wording import counted, shown

Parts = dict[str, str]

# What each type is called, and one of its values.
_CALLED = {
    "dateTime": ("a date with a time", "1823-03-12T09:30:00"),
    "date": ("a date", "1823-03-12"),
    "time": ("a time of day", "09:30:00"),
    "gYearMonth": ("a month of a year", "1823-03"),
    "gYear": ("a year", "1823"),
    "gMonthDay": ("a day of a month", "--03-12"),
    "gMonth": ("a month", "--03"),
    "gDay": ("a day", "---12"),
}
# English, German, French, Latin (genitive), and their abbreviations.
_MONTH_WORDS = (
    "january jan januar jänner jän janvier janv ianuarii januarii",
    "february feb februar februarii février fevrier févr",
    "march mar märz maerz mrz mars martii",
    "april apr avril avr aprilis",
    "may mai maii",
    "june jun juni juin iunii junii",
    "july jul juli juillet juil iulii julii",
    "august aug août aout augusti",
    "september sep sept septembre septembris",
    "october oct oktober okt octobre octobris",
    "november nov novembre novembris",
    "december dec dezember dez décembre decembre déc decembris",
)

_YEAR = "(?P<year>[+-]?[0-9]{3,9})"
_MONTH = "(?P<month>[0-9]{1,2})"
_DAY = "(?P<day>[0-9]{1,2})"
_ORDINAL = rf"{_DAY}(?:\.|st|nd|rd|th|er)?"
_WORD = r"(?P<word>[^\W\d_]+)\.?"
_TIME = (
    "(?P<hour>[0-9]{1,2})[:.h](?P<minute>[0-9]{2})"
    "(?:[:.](?P<second>[0-9]{2})(?P<fraction>[.,][0-9]{1,9})?)?"
)
# Not -05, which could be a month, and not -0500, which could be a year.
_ZONE = " ?(?P<zone>[Zz]|[+-][0-9]{1,2}:[0-9]{2}|[+][0-9]{1,2}(?:[0-9]{2})?)?"
# How people write each type. `either` and `other` are month and day in an order not known.
_WRITTEN_BY_PEOPLE = {
    "dateTime": (f"{_YEAR}-{_MONTH}-{_DAY}(?:[Tt]| ){_TIME}{_ZONE}",),
    "date": (
        f"{_YEAR}[-./]{_MONTH}[-./]{_DAY}{_ZONE}",
        "(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        rf"{_DAY}\. ?{_MONTH}\. ?{_YEAR}",
        f"(?P<either>[0-9]{{1,2}})[-/](?P<other>[0-9]{{1,2}})[-/]{_YEAR}",
        f"{_ORDINAL} (?:of |de )?{_WORD},? {_YEAR}",
        f"{_WORD} {_ORDINAL},? {_YEAR}",
    ),
    "time": (f"{_TIME}{_ZONE}",),
    "gYearMonth": (
        f"{_YEAR}-{_MONTH}{_ZONE}",
        f"{_MONTH}[-./]{_YEAR}",
        f"{_WORD},? {_YEAR}",
    ),
    "gYear": (f"{_YEAR}{_ZONE}",),
    "gMonthDay": (
        f"-{{0,2}}{_MONTH}-{_DAY}{_ZONE}",
        rf"{_DAY}\. ?{_MONTH}\.",
        f"{_ORDINAL} (?:of |de )?{_WORD}",
        f"{_WORD} {_ORDINAL}",
    ),
    "gMonth": (f"--{_MONTH}(?:--)?{_ZONE}", _WORD),
    "gDay": (f"---{_DAY}{_ZONE}",),
}
_ORDER = {
    "dateTime": "{year}-{month}-{day}T{hour}:{minute}:{second}{fraction}{zone}",
    "date": "{year}-{month}-{day}{zone}",
    "time": "{hour}:{minute}:{second}{fraction}{zone}",
    "gYearMonth": "{year}-{month}{zone}",
    "gYear": "{year}{zone}",
    "gMonthDay": "--{month}-{day}{zone}",
    "gMonth": "--{month}{zone}",
    "gDay": "---{day}{zone}",
}
_TWO_DIGITS = {"month", "day", "hour", "minute", "second"}


def fault(name: str, space: ValueSpace, text: str, found: str | None) -> str:
    """What is wrong with a text that is not of the type `name`; `found` is the type it is of."""
    called, example = _CALLED[name]
    right = _right_readings(name, space, text)
    if found is not None and not (right and text.isdecimal()):
        return advised(f"{shown(text)} is {_CALLED[found][0]}, not {called}", _only(right))
    if len(right) == 1 and _lacks_zeros(text, right[0]):
        return f"{shown(text)} lacks a zero: {right[0]}"
    if right:
        return f"{shown(text)} is not {called}; write {' or '.join(right)}"
    for parts in _readings(name, text):
        for reason in _impossible(parts):
            return f"{shown(text)}: {reason}"
    fact = f"{shown(text)} is not {called}" if text else f"{called} is missing"
    return f"{fact}; write it as in {example}"


def correction(name: str, space: ValueSpace, text: str) -> str | None:
    """The only value of the type that the text can mean; None where there are none or two."""
    return _only(_right_readings(name, space, text))


def resembles(name: str, text: str) -> bool:
    """Whether a text has the parts of a value of the type, possible or not."""
    return next(_readings(name, text), None) is not None


def _lacks_zeros(text: str, right: str) -> bool:
    return len(text) < len(right) and text.replace("0", "") == right.replace("0", "")


def _only(texts: list[str]) -> str | None:
    return texts[0] if len(texts) == 1 else None


def _right_readings(name: str, space: ValueSpace, text: str) -> list[str]:
    written = dict.fromkeys(_ORDER[name].format_map(parts) for parts in _readings(name, text))
    return [one for one in written if space.holds(one, {})]


def _readings(name: str, text: str) -> Iterator[Parts]:
    """The ways to read a text as a value of the type, as parts in the form of XSD."""
    for form in _forms(name):
        match = form.match(text)
        if match is None:
            continue
        parts = {part: found or "" for part, found in match.groupdict().items()}
        if "either" in parts:
            yield _in_form(parts | {"day": parts["either"], "month": parts["other"]})
            yield _in_form(parts | {"month": parts["either"], "day": parts["other"]})
        elif "word" not in parts:
            yield _in_form(parts)
        elif parts["word"].casefold() in _months():
            yield _in_form(parts | {"month": _months()[parts["word"].casefold()]})
        return


def _in_form(parts: Parts) -> Parts:
    """The parts with as many digits as XSD wants; those that may be left out are there, empty."""
    full = {"second": "00", "fraction": "", "zone": ""} | {p: t for p, t in parts.items() if t}
    for part in _TWO_DIGITS & full.keys():
        full[part] = full[part].zfill(2)
    if "year" in full:
        sign = "-" if full["year"].startswith("-") else ""
        full["year"] = sign + full["year"].lstrip("+-0").zfill(4)
    full["fraction"] = full["fraction"].replace(",", ".")
    full["zone"] = _zone(full["zone"])
    return full


def _zone(text: str) -> str:
    digits = text[1:].replace(":", "")
    if not digits:
        return text.upper()
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{text[0]}{hours.zfill(2)}:{minutes}"


def _impossible(parts: Parts) -> Iterator[str]:
    """Why there is no such day or moment."""
    year, month = parts.get("year", ""), int(parts.get("month", "1"))
    if year and not year.strip("-0"):
        yield "there is no year 0; the year before 0001 is -0001"
    elif not 1 <= month <= 12:
        yield f"there is no month {month}"
    elif "day" in parts:
        length = month_length(year, month) if "month" in parts else 31
        if not 1 <= int(parts["day"]) <= length:
            called = f"{MONTHS[month - 1]} {year.lstrip('0')}".rstrip()
            yield f"{called if 'month' in parts else 'a month'} has {counted(length, 'day')}"
    hour, minute, second = (int(parts.get(part, "0")) for part in ("hour", "minute", "second"))
    if hour == 24:
        yield "the last moment of a day is 24:00:00"
    elif hour > 24:
        yield f"there is no hour {hour}"
    if minute > 59 or second > 60:
        yield "minutes and seconds go up to 59"
    zone = parts["zone"][1:]
    if zone > "14:00" or zone[3:] > "59":
        yield "time zones lie between -14:00 and +14:00"


@cache
def _forms(name: str) -> tuple[LexicalForm, ...]:
    return tuple(LexicalForm(form) for form in _WRITTEN_BY_PEOPLE[name])


@cache
def _months() -> dict[str, str]:
    return {
        word: str(number)
        for number, words in enumerate(_MONTH_WORDS, start=1)
        for word in words.split()
    }
