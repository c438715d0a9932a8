"""One paragraph that the source has cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Declared
from edition.annotations.textcritical import TextCritical, choice
from edition.tei import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(TextCritical):
    """The white space, with any page footer in it, at which the source cuts one paragraph.

    The edited text has one space there, or nothing where `reading_as` says so. TEI:
    `choice` of `orig` and `reg`, `ana` pointing to `#layout.join`.
    """

    kind: ClassVar[str] = "join"
    layer: ClassVar[str] = "structure"
    depth: ClassVar[int] = 290
    declared: ClassVar[Declared] = Declared(
        "segmentation",
        "A paragraph that a page footer or a stray line end cuts in the source is one paragraph"
        " here; the cut is kept in orig, and reg has the space that takes its place.",
    )

    reading_as: str = " "

    def reading(self, words: str) -> str:
        return self.reading_as

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        editing = {"ana": "#layout.join", **self.editing()}
        return choice(parent, attributes, ("orig", "reg"), self.reading_as, editing)
