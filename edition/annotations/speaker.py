"""The label that says who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker(Block):
    """The label before a turn of a dialogue.

    TEI: `speaker`.
    """

    kind: ClassVar[str] = "speaker"
    depth: ClassVar[int] = 60
    tag: ClassVar[str] = "speaker"
    order: ClassVar[Order | None] = Order.TOP
    inside: ClassVar[frozenset[str]] = frozenset({"speech"})
