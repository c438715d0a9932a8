"""The words that stand for a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeText(Block):
    """The alternative text of a picture, as the source transmits it.

    TEI: `ab` with `type="alternative-text"` inside `figure`; not `figDesc`, which is for the
    encoder's words and has no room for `surplus` or notes.
    """

    kind: ClassVar[str] = "alternative-text"
    depth: ClassVar[int] = 60
    tag: ClassVar[str] = "ab"
    inside: ClassVar[frozenset[str]] = frozenset({"figure"})

    def block_attributes(self) -> dict[str, str]:
        return {"type": "alternative-text"}
