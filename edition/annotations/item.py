"""One item of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Block):
    """One item of a list, its number or letter included.

    TEI: `item`.
    """

    kind: ClassVar[str] = "item"
    depth: ClassVar[int] = 50
    tag: ClassVar[str] = "item"
    inside: ClassVar[frozenset[str]] = frozenset({"list"})
