"""A letter or document inside the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block
from edition.tei import Element, sub


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Block):
    """A letter or document quoted whole, with its own opener, paragraphs and closer.

    TEI: `floatingText` with its `body`.
    """

    kind: ClassVar[str] = "letter"
    depth: ClassVar[int] = 10
    tag: ClassVar[str] = "floatingText"
    inside: ClassVar[frozenset[str]] = frozenset({"", "division", "block-quotation"})
    holds_text: ClassVar[bool] = False

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        whole = sub(parent, self.tag, {"type": "letter", **attributes, **self.doubt()})
        return sub(whole, "body")
