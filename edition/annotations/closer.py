"""The end of a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Closer(Block):
    """The group of signature and dateline at the foot of a letter or statement.

    TEI: `closer`.
    """

    kind: ClassVar[str] = "closer"
    depth: ClassVar[int] = 50
    tag: ClassVar[str] = "closer"
    inside: ClassVar[frozenset[str]] = frozenset({"", "letter", "division"})
    holds_text: ClassVar[bool] = False
