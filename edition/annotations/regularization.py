"""A uniform form beside a legitimate one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Declared, one_of
from edition.annotations.textcritical import REGULARIZATIONS, TextCritical, choice
from edition.tei import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Regularization(TextCritical):
    """A variant that is no error, and the uniform form that a reader or an index needs.

    TEI: `choice` of `orig` and `reg`; `ana` names the category.
    """

    kind: ClassVar[str] = "regularization"
    declared: ClassVar[Declared] = Declared(
        "normalization",
        "Variant forms, above all transliterated names, are regularized only where a reader"
        " or an index needs it: the source's form stands in orig, the uniform one in reg.",
    )

    reg: str
    category: str = one_of(tuple(REGULARIZATIONS), default="spelling")

    def reading(self, words: str) -> str:
        return self.reg

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        editing = {"ana": f"#regularization.{self.category}", **self.editing()}
        return choice(parent, attributes, ("orig", "reg"), self.reg, editing)
