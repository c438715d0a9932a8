"""Numbers in views, and how much of what there is a page shows, so that it stays usable.

Nothing is left out in silence: where a list is cut, a sentence says how much of it there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from edition.sphinx_ext.views.markup import Tag, tag

NONE = "–"
MOST_COLUMNS = 12  # texts that have a column each; more make a table that nobody can read
_T = TypeVar("_T")


def shown_number(count: int) -> str:
    """A number in a table."""
    return f"{count:,}" if count else NONE


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 mention`, `2 mentions`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def text_columns(sigla: Iterable[str]) -> list[str]:
    """The texts that have a column of their own; none where they are too many."""
    texts = list(dict.fromkeys(sigla))
    return texts if len(texts) <= MOST_COLUMNS else []


def first_of(every: Sequence[_T], most: int) -> tuple[Sequence[_T], list[Tag]]:
    """The first of a list, and behind it the sentence that says so where there are more."""
    if len(every) <= most:
        return every, []
    words = f"The first {most:,} of {len(every):,} are listed here."
    return every[:most], [tag("p", words, class_="list-cut")]


def share(numbers: Iterable[int], most: int) -> int:
    """How many each of some lists may show, so that they all show no more than `most` together.

    One at least.
    """
    left, ascending = most, sorted(numbers)
    for at, number in enumerate(ascending):
        each = left // (len(ascending) - at)
        if number > each:
            return max(each, 1)
        left -= number
    return most
