"""Italics restored from evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Annotation, Declared
from edition.tei import Element, sub


@dataclass(frozen=True, slots=True, kw_only=True)
class Italics(Annotation):
    """Words that were, or probably were, in italics; the source shows it by other means.

    TEI: `hi` with `rend="italic"`.
    """

    kind: ClassVar[str] = "italics"
    layer: ClassVar[str] = "wording"
    depth: ClassVar[int] = 240
    declared: ClassVar[Declared] = Declared(
        "interpretation",
        "Italics are restored as hi where mark-up residue or spacing of the source shows them and,"
        " with less certainty, where the custom of print lets expect them (titles, names of"
        " ships, foreign words).",
    )

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        return sub(parent, "hi", {**attributes, "rend": "italic", **self.responsibility()})
