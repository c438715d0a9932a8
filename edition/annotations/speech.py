"""What one person says in a dialogue set as such."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech(Block):
    """A turn of a dialogue: speaker label and the words, one or more paragraphs.

    TEI: `sp`, `who` pointing to a person.
    """

    kind: ClassVar[str] = "speech"
    depth: ClassVar[int] = 30
    tag: ClassVar[str] = "sp"
    holds_text: ClassVar[bool] = False

    who: str | None = None

    def references(self) -> Iterator[tuple[str, str]]:
        if self.who:
            yield self.who, "person"

    def block_attributes(self) -> dict[str, str]:
        return {} if self.who is None else {"who": f"#{self.who}"}
