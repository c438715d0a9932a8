"""The mention of a work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import one_of
from edition.annotations.mention import Mention
from edition.tei import Element, sub

LEVELS = ("a", "m", "j", "s", "u")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkMention(Mention):
    """Words that name a book, newspaper, article or other work by its title.

    TEI: `title` with `ref`, and `level` where it is known (a article, m book, j journal).
    """

    kind: ClassVar[str] = "work"
    depth: ClassVar[int] = 202
    tag: ClassVar[str] = "title"
    register: ClassVar[str] = "work"

    level: str | None = one_of(LEVELS, default=None)

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        level = {} if self.level is None else {"level": self.level}
        own = {**level, **self.pointing(), **self.responsibility()}
        return sub(parent, self.tag, {**attributes, **own})
