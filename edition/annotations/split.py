"""Two paragraphs that the source has run together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Declared
from edition.annotations.textcritical import TextCritical, choice
from edition.tei import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(TextCritical):
    """The place, or the white space, at which two paragraphs stand in one line of the source.

    It belongs to the end of the first paragraph. TEI: `choice` of `orig` and `reg`, `ana`
    pointing to `#layout.split`; the edited text has an empty line.
    """

    kind: ClassVar[str] = "split"
    layer: ClassVar[str] = "structure"
    may_be_empty: ClassVar[bool] = True
    declared: ClassVar[Declared] = Declared(
        "segmentation",
        "Paragraphs that the source runs together in one line are parted; orig keeps what"
        " stands between them, reg has the line ends.",
    )

    def reading(self, words: str) -> str:
        return "\n\n"

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        editing = {"ana": "#layout.split", **self.editing()}
        return choice(parent, attributes, ("orig", "reg"), "\n\n", editing)
