"""Place and date of a letter or entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline(Block):
    """Place and date at the head or foot of a letter or entry.

    TEI: `dateline`.
    """

    kind: ClassVar[str] = "dateline"
    depth: ClassVar[int] = 60
    tag: ClassVar[str] = "dateline"
    order: ClassVar[Order | None] = None
    inside: ClassVar[frozenset[str]] = frozenset({"", "opener", "closer", "letter", "division"})
