"""The correction of an evident error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Declared, one_of
from edition.annotations.textcritical import CATEGORIES, TextCritical, choice
from edition.tei import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Emendation(TextCritical):
    """An evident error of transmission and the reading that the edited text puts for it.

    TEI: `choice` of `sic` and `corr`; `ana` names the category.
    """

    kind: ClassVar[str] = "emendation"
    declared: ClassVar[Declared] = Declared(
        "correction",
        "Errors of transmission (scanning, keying, typesetting, conversion, slips of the pen)"
        " are corrected as marked emendations: the source's reading stands in sic, the edited"
        " one in corr, with category, responsibility, certainty and evidence.",
    )

    corr: str
    category: str = one_of(tuple(CATEGORIES))

    def reading(self, words: str) -> str:
        return self.corr

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        editing = {"ana": f"#emendation.{self.category}", **self.editing()}
        return choice(parent, attributes, ("sic", "corr"), self.corr, editing)
