"""What all mentions have in common: words that name somebody or something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Annotation, Declared
from edition.tei import Element, sub


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Annotation):
    """Words that name an entry of a register; without `ref` an open question."""

    layer: ClassVar[str] = "mentions"
    tag: ClassVar[str]
    register: ClassVar[str]
    declared: ClassVar[Declared] = Declared(
        "interpretation",
        "Names of persons, places, organisations, works and events were tagged wherever the"
        " readers found them; ref points to the register. A mention without ref is an open"
        " question.",
    )

    ref: str | None = None

    def references(self) -> Iterator[tuple[str, str]]:
        if self.ref:
            yield self.ref, self.sort

    @property
    def sort(self) -> str:
        """The sort of register entry it names."""
        return self.register

    def pointing(self) -> dict[str, str]:
        return {} if self.ref is None else {"ref": f"#{self.ref}"}

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        own = {**self.pointing(), **self.responsibility(), **self.ground()}
        return sub(parent, self.tag, {**attributes, **own})
