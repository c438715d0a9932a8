"""Finding the place an editor means, and adding annotations to a layer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edition.annotations.annotation import Annotation, order
from edition.layers import Layer
from edition.spans import Span
from edition.witness import Witness


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a quote is sought: in the block `within`, only the n-th place, or every place."""

    within: str | None = None
    occurrence: int | None = None
    every: bool = False


def find_places(
    witness: Witness, quote: str, scope: Scope, blocks: Iterable[Annotation]
) -> list[Span]:
    """The places of a quote inside the scope, in order; empty where there is none.

    A quote that begins or ends with a letter is sought as whole words: Lenin is not found in
    Leninist.
    """
    area = Span(0, len(witness.text))
    if scope.within is not None:
        named = scope.within.removeprefix(f"{witness.siglum}.")
        area = next((one.span for one in blocks if one.id == named), Span(0, 0))
    pattern = _whole_words(quote)
    found = pattern.finditer(witness.text, area.start, area.end) if quote else ()
    places = [Span(*match.span()) for match in found]
    if scope.occurrence is not None:
        return places[scope.occurrence - 1 : scope.occurrence]
    return places


def _whole_words(quote: str) -> re.Pattern[str]:
    before = r"(?<!\w)" if quote[:1].isalnum() else ""
    after = r"(?!\w)" if quote[-1:].isalnum() else ""
    return re.compile(f"{before}{re.escape(quote)}{after}")


def with_annotations(
    layers: Sequence[Layer], name: str, added: Sequence[Annotation]
) -> tuple[Layer, ...]:
    """The layers with annotations added to the one of that name, which is made if need be."""
    present = next((one.annotations for one in layers if one.name == name), ())
    grown = Layer(name, tuple(sorted([*present, *added], key=order)))
    return (*(one for one in layers if one.name != name), grown)
