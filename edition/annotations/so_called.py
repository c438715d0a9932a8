"""Words from which the author keeps a distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Annotation, Declared
from edition.tei import Element, sub


@dataclass(frozen=True, slots=True, kw_only=True)
class SoCalled(Annotation):
    """Words that the author uses at a distance, mostly between quotation marks.

    TEI: `soCalled`; the marks themselves stay outside.
    """

    kind: ClassVar[str] = "so-called"
    layer: ClassVar[str] = "wording"
    depth: ClassVar[int] = 225
    declared: ClassVar[Declared] = Declared(
        "quotation", "Words used at a distance are marked soCalled."
    )

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        return sub(parent, "soCalled", {**attributes, **self.responsibility()})
