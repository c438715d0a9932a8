"""A line of the web page that is no part of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate(Block):
    """Words of the page that carried the text, no part of the text itself.

    TEI: `ab` with `type="boilerplate"`.
    """

    kind: ClassVar[str] = "boilerplate"
    depth: ClassVar[int] = 60
    tag: ClassVar[str] = "ab"

    def block_attributes(self) -> dict[str, str]:
        return {"type": "boilerplate"}
