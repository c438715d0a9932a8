"""The signature of a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Block):
    """The signature of a letter or statement.

    TEI: `signed`.
    """

    kind: ClassVar[str] = "signature"
    depth: ClassVar[int] = 60
    tag: ClassVar[str] = "signed"
    order: ClassVar[Order | None] = None
    inside: ClassVar[frozenset[str]] = frozenset({"", "closer", "letter", "division"})
