"""The beginning of a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener(Block):
    """The group of dateline and salute at the head of a letter.

    TEI: `opener`.
    """

    kind: ClassVar[str] = "opener"
    depth: ClassVar[int] = 50
    tag: ClassVar[str] = "opener"
    order: ClassVar[Order | None] = Order.TOP
    inside: ClassVar[frozenset[str]] = frozenset({"", "letter", "division"})
    holds_text: ClassVar[bool] = False
