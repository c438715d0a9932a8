"""The line that names the author."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline(Block):
    """The line under a title that names the author.

    TEI: `byline`.
    """

    kind: ClassVar[str] = "byline"
    depth: ClassVar[int] = 60
    tag: ClassVar[str] = "byline"
    order: ClassVar[Order | None] = Order.TOP
