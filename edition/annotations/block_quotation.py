"""A quotation set off as paragraphs of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockQuotation(Block):
    """One or more paragraphs that are wholly a quotation.

    TEI: `quote` with `rend="block"` around the paragraphs; `source` points to a work.
    """

    kind: ClassVar[str] = "block-quotation"
    depth: ClassVar[int] = 20
    tag: ClassVar[str] = "quote"
    inside: ClassVar[frozenset[str]] = frozenset({"", "division", "letter"})
    holds_text: ClassVar[bool] = False

    source: str | None = None

    def references(self) -> Iterator[tuple[str, str]]:
        if self.source:
            yield self.source, "work"

    def block_attributes(self) -> dict[str, str]:
        source = {} if self.source is None else {"source": f"#{self.source}"}
        return {"rend": "block", **source}
