"""A list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Block):
    """An enumeration, between paragraphs or inside one.

    TEI: `list`.
    """

    kind: ClassVar[str] = "list"
    depth: ClassVar[int] = 40
    tag: ClassVar[str] = "list"
    inside: ClassVar[frozenset[str]] = frozenset(
        {"", "division", "letter", "block-quotation", "paragraph", "item"}
    )
    holds_text: ClassVar[bool] = False
