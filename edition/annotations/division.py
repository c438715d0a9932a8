"""A part of a text under a heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import fitting
from edition.annotations.block import Block, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Division(Block):
    """A chapter, section or numbered source, from its heading to its end.

    TEI: `div` with `type` and, where the source numbers it, `n`.
    """

    kind: ClassVar[str] = "division"
    depth: ClassVar[int] = 0
    tag: ClassVar[str] = "div"
    order: ClassVar[Order | None] = Order.DIVISION
    holds_text: ClassVar[bool] = False

    type: str = fitting(r"\S+")
    n: str | None = fitting(r"\S+", default=None)

    def block_attributes(self) -> dict[str, str]:
        numbered = {} if self.n is None else {"n": self.n}
        return {"type": self.type, **numbered}
