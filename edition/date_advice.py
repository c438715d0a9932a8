"""What to write instead of a value that is no date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edition.calendars import DateError
from edition.datings import read_iso, read_moment

_LONGEST = 64
_HYPHENS = re.compile(r"[\u2010-\u2015\u2212]")
_LEAVINGS = frozenset("none null nil undefined nan nat n/a invalid 0000-00-00 [object".split())
_UNPADDED = re.compile(r"(-?[0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_YEAR_FIRST = re.compile(r"([0-9]{4})([./])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_UNKNOWN_PARTS = re.compile(r"(-?[0-9]{4})(-[01][0-9])?(?:-(?:00|[?xXuU]{2})){1,2}")
_SHORT_YEAR = re.compile(r"(-?)([0-9]{1,3})")
_LONG_YEAR = re.compile(r"(-?)0+([0-9]{4})")
_YEARS = re.compile(r"([0-9]{2})([0-9]{2})[-/]([0-9]{2})")
_PERIOD = re.compile(r"([0-9]{4}(?:-[0-9]{2}){0,2})\s?[-/]\s?([0-9]{4}(?:-[0-9]{2}){0,2})")
_EXCHANGED = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SPACED_TIME = re.compile(r"([0-9-]{10}) ([0-9:.]{8,30}(?:Z|[+-][0-9:]{5})?)")
_SHORT_TIME = re.compile(r"((?:[0-9-]{10}T)?[0-9]{2}:[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")
_DOUBT = re.compile(
    r"\b(?:circa|ca|about|before|after|ante|post|um|vor|nach|vers|avant|c|s|a)\b|[^0-9a-z-]", re.I
)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about a value; `repair` is the new value where only one is right."""

    hint: str | None = None
    repair: str | None = None


def advise(value: str) -> Advice:
    """What to write instead of a value that is malformed or names no day, where that is known."""
    short = _HYPHENS.sub("-", value.strip())
    if not short:
        return Advice("leave the attribute out, or write the date")
    if len(short) > _LONGEST:
        return Advice()
    if short.lower().partition(" ")[0] in _LEAVINGS:
        return Advice("a program wrote this for a missing date: leave the attribute out")
    if _is_date(short):
        return _only(short)
    for look in (_rewritten, _numbers_last, _period, _another_form, _doubted):
        if advice := look(short):
            return advice
    return Advice()


def is_leaving(value: str) -> bool:
    """Whether a program wrote the value for a date that was missing."""
    return value.strip().lower().partition(" ")[0] in _LEAVINGS


def run_together(value: str) -> str | None:
    """The date in a year of eight digits: 19160504 is 1916-05-04, 19160500 is 1916-05."""
    match = re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", value.strip())
    date = "-".join(part for part in match.groups() if part != "00") if match else ""
    return date if _is_date(date) else None


def _only(date: str) -> Advice:
    return Advice(f"write {date}", date)


def _is_date(value: str) -> bool:
    try:
        read_moment(value)
    except DateError:
        return False
    return True


def _rewritten(value: str) -> Advice | None:
    """The same date in the right form, where there is only one."""
    candidates = [value.rstrip("-")]
    if match := _UNPADDED.fullmatch(value):
        candidates.append("-".join(part.zfill(2) for part in match.groups() if part))
    if match := _YEAR_FIRST.fullmatch(value):
        candidates.append(f"{match[1]}-{match[3]:0>2}-{match[4]:0>2}")
    if match := _UNKNOWN_PARTS.fullmatch(value):
        month = match[2] if match[2] != "-00" else ""
        candidates.append(f"{match[1]}{month or ''}")
    if match := _LONG_YEAR.fullmatch(value):
        candidates.append(match[1] + match[2])
    if match := _SPACED_TIME.fullmatch(value):
        candidates.append(f"{match[1]}T{match[2]}")
    if (match := _SHORT_YEAR.fullmatch(value)) and (match[1] or len(match[2]) == 3):
        candidates.append(f"{match[1]}{match[2]:0>4}")
    return next((_only(date) for date in candidates if _is_date(date)), None)


def _numbers_last(value: str) -> Advice | None:
    """Day, month and year, or month, day and year: certain only where one of them is above 12."""
    match = _YEAR_LAST.fullmatch(value)
    if match is None:
        return None
    first, second, year = match[1].zfill(2), match[3].zfill(2), match[4]
    dates = [f"{year}-{second}-{first}", f"{year}-{first}-{second}"]
    right = list(dict.fromkeys(filter(_is_date, dates)))
    if len(right) == 2:
        return Advice(f"write {right[0]}, or {right[1]} where the month stands first")
    return _only(right[0]) if right else None


def _period(value: str) -> Advice | None:
    if years := _YEARS.fullmatch(value):
        first, last = years[1] + years[2], years[1] + years[3]
    elif period := _PERIOD.fullmatch(value):
        first, last = period.groups()
    else:
        return None
    if not (_is_date(first) and _is_date(last) and first < last):
        return None
    return Advice(f'write from="{first}" to="{last}", or notBefore and notAfter')


def _another_form(value: str) -> Advice | None:
    if match := _SHORT_YEAR.fullmatch(value):
        return Advice(f"write {match[2]:0>4} for the year {match[2]}")
    if (match := _SHORT_TIME.fullmatch(value)) and _is_date(f"{match[1]}:00"):
        return Advice(f"write {match[1]}:00{match[2] or ''}: a time has its seconds")
    if match := _EXCHANGED.fullmatch(value):
        date = f"{match[1]}-{match[3]}-{match[2]}"
        return Advice(f"write {date}, if day and month are exchanged") if _is_date(date) else None
    if read_iso(value):
        return Advice("only the attribute with -iso may have it in this form: write YYYY-MM-DD")
    return None


def _doubted(value: str) -> Advice | None:
    """A date with signs of doubt around it."""
    date = _DOUBT.sub("", value)
    if not _is_date(date):
        return None
    return Advice(f"write {date}; a doubt is said by cert, notBefore or notAfter")
