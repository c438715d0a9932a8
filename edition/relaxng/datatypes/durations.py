"""duration: years, months, days, hours, minutes and seconds."""

from __future__ import annotations

from edition.relaxng.datatypes.gregorian import day_number, whole_number
from edition.relaxng.datatypes.lexical import LexicalForm
from edition.relaxng.datatypes.value_space import Namespaces, ValueSpace, advised
from edition.relaxng.datatypes.wording import shown

# A month has no fixed length: XSD compares durations by what they reach from these months.
_REFERENCES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
_FORM = LexicalForm(
    "(?P<sign>-?)P(?=[0-9T])(?:(?P<years>[0-9]++)Y)?(?:(?P<months>[0-9]++)M)?"
    "(?:(?P<days>[0-9]++)D)?(?:T(?=[0-9])(?:(?P<hours>[0-9]++)H)?(?:(?P<minutes>[0-9]++)M)?"
    r"(?:(?P<seconds>[0-9]++)(?:\.(?P<fraction>[0-9]++))?S)?)?"
)
_WEEKS = LexicalForm("(-?P)([0-9]{1,9})W")


class Duration(ValueSpace):
    """A span of time such as P1Y6M or PT90S."""

    __slots__ = ()

    is_ordered = True

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        return _FORM.holds(text)

    def same(self, one: str, other: str, here: Namespaces, there: Namespaces) -> bool:
        return self.order(one, other) == 0

    def order(self, one: str, other: str) -> int | None:
        months, seconds, places = _parts(one)
        other_months, other_seconds, other_places = _parts(other)
        most = max(places, other_places)
        difference = seconds * 10 ** (most - places) - other_seconds * 10 ** (most - other_places)
        day = 86400 * 10**most
        found = set()
        for year, month in _REFERENCES:
            days = _first_day(year, month + months) - _first_day(year, month + other_months)
            found.add(_sign(days * day + difference))
        return found.pop() if len(found) == 1 else None

    def fault(self, text: str, namespaces: Namespaces) -> str:
        fact = f"{shown(text)} is not a duration such as P1Y6M, P14D or PT1H30M"
        return advised(fact, self.correction(text))

    def correction(self, text: str) -> str | None:
        upper = text.upper()
        weeks = _WEEKS.match(upper)
        if weeks is not None:
            return f"{weeks[1]}{int(weeks[2]) * 7}D"
        time_alone = upper.replace("P", "PT", 1) if "T" not in upper else upper
        candidates = (upper, upper.rstrip("T"), time_alone)
        return next((one for one in candidates if _FORM.holds(one)), None)


def _parts(text: str) -> tuple[int, int, int]:
    """Months; seconds in units of the last decimal place; the number of decimal places."""
    match = _FORM.match(text)
    if match is None:
        raise ValueError(text)
    sign = -1 if match["sign"] else 1
    years, months, days, hours, minutes, seconds = (
        whole_number(match[part] or "0")
        for part in ("years", "months", "days", "hours", "minutes", "seconds")
    )
    fraction = match["fraction"] or ""
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    scaled = total * 10 ** len(fraction) + whole_number(fraction or "0")
    return sign * (years * 12 + months), sign * scaled, len(fraction)


def _first_day(year: int, month: int) -> int:
    return day_number(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
