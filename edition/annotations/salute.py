"""The address at the head of a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Salute(Block):
    """The address at the head of a letter.

    TEI: `salute`.
    """

    kind: ClassVar[str] = "salute"
    depth: ClassVar[int] = 60
    tag: ClassVar[str] = "salute"
    inside: ClassVar[frozenset[str]] = frozenset({"opener", "closer"})
