"""Days as HTML's `time` wants them."""

from __future__ import annotations

import re
from datetime import date

from edition.tei import Element

_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", re.ASCII)


def datetime_of(element: Element) -> str:
    """The year, month or day of `@when`; "" where there is none that HTML allows."""
    when = element.get("when") or ""
    if not _DAY.fullmatch(when) or not int(when[:4]):
        return ""
    year, month, day = (*map(int, when.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return ""
    return when
