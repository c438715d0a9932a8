"""What outline rules share: the lines of a witness, and blocks drafted from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from edition.annotations import kinds
from edition.annotations.annotation import Annotation, order
from edition.characters import WHITE_SPACE
from edition.quotes import guard
from edition.spans import Span
from edition.witness import Witness

RULE = "outline-rule"
_INITIALS = {"paragraph": "p", "heading": "h", "division": "d", "figure": "fig", "speech": "sp"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds words: its number (from 1), its span without outer white space.

    A no-break space is no white space: it may be evidence.
    """

    number: int
    span: Span
    text: str


def lines(witness: Witness) -> list[Line]:
    """The lines of a witness that hold words."""
    found, offset = [], 0
    for number, whole in enumerate(witness.text.split("\n"), 1):
        words = whole.strip(WHITE_SPACE)
        if words:
            start = offset + whole.index(words[0])
            found.append(Line(number, Span(start, start + len(words)), words))
        offset += len(whole) + 1
    return found


def groups(found: list[Line]) -> Iterator[list[Line]]:
    """Lines that follow each other without an empty line between them."""
    for _, group in groupby(enumerate(found), key=lambda pair: pair[1].number - pair[0]):
        yield [line for _, line in group]


class Draft:
    """Annotations being proposed for one witness, each block with an identifier of its own."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._made: list[Annotation] = []
        self._numbers: Counter[str] = Counter()

    def block(self, kind: str, span: Span, **own: Any) -> None:
        """Propose a block; its identifier is the kind's initial and a running number."""
        initial = _INITIALS.get(kind, kind)
        self._numbers[initial] += 1
        self.annotation(kind, span, id=own.pop("id", f"{initial}{self._numbers[initial]}"), **own)

    def annotation(self, kind: str, span: Span, **own: Any) -> None:
        """Propose an annotation."""
        values: dict[str, Any] = {**guard(self._witness.text, span), **own}
        self._made.append(kinds()[kind](span=span, resp=RULE, status="proposed", **values))

    def proposed(self) -> list[Annotation]:
        """All proposals in the order of the text."""
        return sorted(self._made, key=order)
