"""What cannot be read or understood with certainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Annotation, Declared, fitting
from edition.tei import Element, sub


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear(Annotation):
    """Words of which it is doubtful whether they are what was written, with the reason.

    TEI: `unclear` with `reason` (one word).
    """

    kind: ClassVar[str] = "unclear"
    layer: ClassVar[str] = "emendations"
    depth: ClassVar[int] = 250
    declared: ClassVar[Declared] = Declared(
        "correction",
        "Words that cannot be made out with certainty, because the print or scan behind the"
        " source was misread and no reading can be offered, are marked unclear.",
    )

    reason: str = fitting(r"(?s).*\S.*")

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        own = {"reason": "-".join(self.reason.split()), **self.responsibility()}
        return sub(parent, "unclear", {**attributes, **own, "evidence": self.evidence})
