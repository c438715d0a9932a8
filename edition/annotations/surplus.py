"""What is redundant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Declared, one_of
from edition.annotations.textcritical import CATEGORIES, TextCritical
from edition.tei import Element, sub


@dataclass(frozen=True, slots=True, kw_only=True)
class Surplus(TextCritical):
    """Characters that are redundant: the edited text leaves them out.

    TEI: `surplus`, `ana` naming the category.
    """

    kind: ClassVar[str] = "surplus"
    declared: ClassVar[Declared] = Declared(
        "correction",
        "Redundant words or marks stand in surplus; the edited text leaves them out.",
    )

    category: str = one_of(tuple(CATEGORIES), default="repetition")

    def reading(self, words: str) -> str:
        return ""

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        return sub(
            parent,
            "surplus",
            {**attributes, "ana": f"#emendation.{self.category}", **self.editing()},
        )
