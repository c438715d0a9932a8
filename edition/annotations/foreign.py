"""Words of another language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Annotation, Declared, fitting
from edition.tei import XML_LANG, Element, sub


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign(Annotation):
    """Words of another language; `lang` is a BCP 47 tag.

    TEI: `foreign` with `xml:lang`.
    """

    kind: ClassVar[str] = "foreign"
    layer: ClassVar[str] = "wording"
    depth: ClassVar[int] = 230
    declared: ClassVar[Declared] = Declared(
        "interpretation", "Words of another language are marked foreign, with their language."
    )

    lang: str = fitting(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        own = {XML_LANG: self.lang, **self.responsibility()}
        return sub(parent, "foreign", {**attributes, **own})
