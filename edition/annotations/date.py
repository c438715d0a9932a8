"""A date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Annotation, Declared, one_of
from edition.calendars import Calendar, DateError, gregorian, is_reversed
from edition.tei import Element, sub

_BOUNDS = (("notBefore", "notAfter"), ("from", "to"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Annotation):
    """A date expression and its value, in the calendar of the printed words.

    The value is `when`, or `notBefore` and `notAfter`, or `from_date` and `to_date`, each a
    day, month or year of ISO 8601. TEI: `date`, whose `when` and the like are always
    Gregorian; of a Julian date the printed value stands in `when-custom`.
    """

    kind: ClassVar[str] = "date"
    layer: ClassVar[str] = "dates"
    depth: ClassVar[int] = 207
    declared: ClassVar[Declared] = Declared(
        "stdVals",
        "Dates are tagged with their value in the Gregorian calendar. A Julian date keeps its"
        " printed words, names its calendar, and has the Julian value in the custom attributes"
        " beside the Gregorian one. Where the calendar is not known, a day is given as lying"
        " between its Gregorian and its Julian reading.",
    )

    when: str | None = None
    notBefore: str | None = None  # noqa: N815 - TEI's name
    notAfter: str | None = None  # noqa: N815 - TEI's name
    from_date: str | None = None
    to_date: str | None = None
    calendar: str | None = one_of(tuple(c.value for c in Calendar), default=None)

    def values(self) -> dict[str, str]:
        """The values given, by TEI attribute."""
        named = {
            "when": self.when,
            "notBefore": self.notBefore,
            "notAfter": self.notAfter,
            "from": self.from_date,
            "to": self.to_date,
        }
        return {name: value for name, value in named.items() if value is not None}

    @property
    def reckoning(self) -> Calendar:
        return Calendar(self.calendar) if self.calendar else Calendar.GREGORIAN

    def faults(self) -> Iterator[str]:
        values = self.values()
        if "when" in values and len(values) > 1:
            yield "when stands alone, without notBefore, notAfter, from_date or to_date"
        for one, other in (("from", "notBefore"), ("to", "notAfter")):
            if one in values and other in values:
                yield f"{one}_date and {other} exclude each other"
        try:
            converted = gregorian(values, self.reckoning)
        except DateError as error:
            yield str(error)
            return
        for first, last in _BOUNDS:
            if (
                first in converted
                and last in converted
                and is_reversed(converted[first], converted[last])
            ):
                yield f"{converted[first]} comes after {converted[last]}"

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        values = self.values()
        own = dict(gregorian(values, self.reckoning))
        if self.calendar:
            own["calendar"] = f"#calendar.{self.calendar}"
        if self.reckoning is not Calendar.GREGORIAN and values:
            own |= {f"{name}-custom": value for name, value in values.items()}
            own["datingMethod"] = f"#calendar.{self.reckoning.value}"
        own |= self.ground()
        return sub(parent, "date", {**attributes, **own, **self.responsibility()})
