"""The mention of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.mention import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention(Mention):
    """Words that name a person.

    TEI: `persName` with `ref`.
    """

    kind: ClassVar[str] = "person"
    depth: ClassVar[int] = 205
    tag: ClassVar[str] = "persName"
    register: ClassVar[str] = "person"
