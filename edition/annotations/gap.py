"""What is missing and is not restored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Annotation, Declared, fitting
from edition.tei import Element, sub


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Annotation):
    """A place at which something of the work is missing, such as pages that a citation skips.

    TEI: `gap` with `reason` (one word), and `unit` and `quantity` where known.
    """

    kind: ClassVar[str] = "gap"
    layer: ClassVar[str] = "emendations"
    depth: ClassVar[int] = 310
    atomic: ClassVar[bool] = True
    may_be_empty: ClassVar[bool] = True
    anywhere: ClassVar[bool] = True
    declared: ClassVar[Declared] = Declared(
        "correction", "Places at which something of the work is missing are marked by gap."
    )

    reason: str
    unit: str | None = fitting(r"\S+", default=None)
    quantity: int | None = None

    def faults(self) -> Iterator[str]:
        if not self.span.is_empty:
            yield "a gap has no characters of its own: start and end must be equal"
        if not self.reason or any(c.isspace() for c in self.reason):
            yield "reason is one word"
        if self.quantity is not None and self.quantity < 0:
            yield "quantity is not negative"

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        size = {"unit": self.unit, "quantity": self.quantity}
        known = {name: str(value) for name, value in size.items() if value is not None}
        own = {"reason": self.reason, **known, **self.responsibility()}
        sub(parent, "gap", {**attributes, **own, "evidence": self.evidence})
        return None
