"""What belongs to the page and not to the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Declared
from edition.annotations.textcritical import TextCritical
from edition.tei import Element, sub


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer(TextCritical):
    """A line of the page (a running foot) between paragraphs or inside one.

    TEI: `fw` with `type="footer"`; the edited text leaves it out.
    """

    kind: ClassVar[str] = "footer"
    layer: ClassVar[str] = "structure"
    anywhere: ClassVar[bool] = True
    declared: ClassVar[Declared] = Declared(
        "segmentation",
        "Page footers of the source are kept as fw and are no part of the edited text.",
    )

    def reading(self, words: str) -> str:
        return ""

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        return sub(parent, "fw", {**attributes, "type": "footer", **self.responsibility()})
