"""What the editor adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Declared, one_of
from edition.annotations.textcritical import CATEGORIES, TextCritical
from edition.tei import Element, sub, sub_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied(TextCritical):
    """Characters lost in transmission that the editor adds, with their own white space.

    It stands at a place between two characters. TEI: `supplied`, `ana` naming the category.
    """

    kind: ClassVar[str] = "supplied"
    may_be_empty: ClassVar[bool] = True
    declared: ClassVar[Declared] = Declared(
        "correction",
        "Words or marks lost in transmission are added as supplied.",
    )

    text: str
    category: str = one_of(tuple(CATEGORIES), default="missing-word")

    def reading(self, words: str) -> str:
        return self.text

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        edited = {**attributes, "ana": f"#emendation.{self.category}", **self.editing()}
        if self.span.is_empty:
            sub_text(parent, "supplied", self.text, edited)
            return None
        both = sub(parent, "choice")
        witness_side = sub(both, "sic")
        sub_text(sub(both, "corr"), "supplied", self.text, edited)
        return witness_side
