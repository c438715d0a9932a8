"""What the blocks of a text's structure have in common.

Structure is data like the rest: a rule proposes it, an editor corrects the layer.
Blocks nest and never cross. The identifier of a block is stored, so that nothing that
is added beside it can change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

from edition.annotations.annotation import Annotation, Declared
from edition.tei import Element, sub


class Order(IntEnum):
    """Where a block stands among its neighbours (TEI Guidelines, 4.2); none: anywhere."""

    TOP = 0
    MIDDLE = 1
    DIVISION = 2
    BOTTOM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Annotation):
    """A stretch of the text's structure; `id` is required and never changes.

    `inside` names the kinds of block it may stand in; the empty name is the text itself.
    `order` says whether it stands at their beginning, in the middle, or at their end.
    """

    layer: ClassVar[str] = "structure"
    tag: ClassVar[str]
    holds_text: ClassVar[bool] = True
    inside: ClassVar[frozenset[str]] = frozenset({"", "division"})
    order: ClassVar[Order | None] = Order.MIDDLE
    declared: ClassVar[Declared] = Declared(
        "segmentation",
        "Divisions, headings, paragraphs and the other blocks are marked as the source's"
        " own lines show them; each block keeps its identifier for good.",
    )

    def faults(self) -> Iterator[str]:
        if not self.id:
            yield "a block needs an id of its own"

    def block_attributes(self) -> dict[str, str]:
        """The TEI attributes beside xml:id."""
        return {}

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        return sub(parent, self.tag, {**attributes, **self.block_attributes(), **self.doubt()})

    def doubt(self) -> dict[str, str]:
        """The certainty, where it is not the highest."""
        return {} if self.cert == "high" else {"cert": self.cert}
