"""The end of a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Closer(Block):
    """The group of signature and dateline at the foot of a letter or statement.

    TEI: `closer`.
    """

    kind: ClassVar[str] = "closer"
    depth: ClassVar[int] = 50
    tag: ClassVar[str] = "closer"
    order: ClassVar[Order | None] = Order.BOTTOM
    inside: ClassVar[frozenset[str]] = frozenset({"", "letter", "division"})
    holds_text: ClassVar[bool] = False
