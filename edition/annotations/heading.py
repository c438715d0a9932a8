"""The heading of a text or division."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """The heading of a text or of a division.

    TEI: `head`.
    """

    kind: ClassVar[str] = "heading"
    depth: ClassVar[int] = 60
    tag: ClassVar[str] = "head"
    order: ClassVar[Order | None] = Order.TOP
