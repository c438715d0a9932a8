"""The words under a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption(Block):
    """The caption of a picture.

    TEI: `head` inside `figure`.
    """

    kind: ClassVar[str] = "caption"
    depth: ClassVar[int] = 60
    tag: ClassVar[str] = "head"
    inside: ClassVar[frozenset[str]] = frozenset({"figure"})
