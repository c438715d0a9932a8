"""A paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """A paragraph, also where footers or lost line ends cut it in the source.

    TEI: `p`.
    """

    kind: ClassVar[str] = "paragraph"
    depth: ClassVar[int] = 60
    tag: ClassVar[str] = "p"
    inside: ClassVar[frozenset[str]] = frozenset(
        {"", "division", "letter", "block-quotation", "speech"}
    )
