"""A line that cites where the text comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Block):
    """A bibliographic line of the source that stands alone.

    TEI: `bibl`.
    """

    kind: ClassVar[str] = "citation"
    depth: ClassVar[int] = 60
    tag: ClassVar[str] = "bibl"
