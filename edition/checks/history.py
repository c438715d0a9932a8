"""The history of a file, as its revision description tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from edition.checks.check import Fault, check
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FEWEST = 3


@check(
    "change-order",
    Severity.NOTE,
    hint="order the changes by date, the newest first",
    example='<change when="2016-01-01"/><change when="2019-01-01"/><change when="2017-01-01"/>',
)
def change_order(file: TeiFile) -> Iterator[Fault]:
    """The changes of a revision description stand neither newest first nor oldest first."""
    for scope in file.scopes:
        for description in scope.declared("revisionDesc", "listChange"):
            dated = [
                (when[:10], change)
                for change in description.iterchildren("{*}change")
                if _DAY.match(when := change.get("when", ""))
            ]
            steps = [(a[0] < b[0], b) for a, b in pairwise(dated) if a[0] != b[0]]
            rising = sum(up for up, _ in steps)
            if len(dated) >= _FEWEST and 0 < rising < len(steps):
                usual = rising * 2 > len(steps)
                day, change = next(one for up, one in steps if up != usual)
                side = "earlier" if usual else "later"
                yield Fault(change, f"{day} is {side} than the change before it", "when")
