"""Quoted speech or writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Annotation, Declared
from edition.tei import Element, sub


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Annotation):
    """Quoted speech or writing inside a block, without its quotation marks.

    `speaker` is a person, `source` a work of the registers, where the text gives them.
    TEI: `q` with `who` and `source`; over several paragraphs, fragments joined by `next`
    and `prev`.
    """

    kind: ClassVar[str] = "quotation"
    layer: ClassVar[str] = "quotations"
    depth: ClassVar[int] = 100
    declared: ClassVar[Declared] = Declared(
        "quotation",
        "Quoted speech and writing is marked q, with speaker and source where the text gives"
        " them; the quotation marks of the source are kept as they stand, outside.",
    )

    speaker: str | None = None
    source: str | None = None

    def references(self) -> Iterator[tuple[str, str]]:
        if self.speaker:
            yield self.speaker, "person"
        if self.source:
            yield self.source, "work"

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        named = {"who": self.speaker, "source": self.source}
        pointers = {name: f"#{entry}" for name, entry in named.items() if entry}
        return sub(parent, "q", {**attributes, **pointers, **self.responsibility()})
