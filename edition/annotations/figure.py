"""A picture of which the source keeps only the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """A picture: its alternative text, its caption or both; the picture itself is not transmitted.

    TEI: `figure`.
    """

    kind: ClassVar[str] = "figure"
    depth: ClassVar[int] = 45
    tag: ClassVar[str] = "figure"
    order: ClassVar[Order | None] = None
    inside: ClassVar[frozenset[str]] = frozenset({"", "division", "letter"})
    holds_text: ClassVar[bool] = False
