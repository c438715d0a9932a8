"""A reference without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import one_of
from edition.annotations.mention import Mention
from edition.tei import Element, sub

REGISTERS = ("person", "place", "organisation", "work", "event")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferringString(Mention):
    """Words that refer to an entry of a register without naming it ("my wife").

    `of` says to what sort. TEI: `rs` with `type` and `ref`.
    """

    kind: ClassVar[str] = "referring-string"
    depth: ClassVar[int] = 201
    tag: ClassVar[str] = "rs"
    register: ClassVar[str] = ""

    of: str = one_of(REGISTERS)

    @property
    def sort(self) -> str:
        return self.of

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        own = {"type": self.of, **self.pointing(), **self.responsibility()}
        return sub(parent, self.tag, {**attributes, **own})
