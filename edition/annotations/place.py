"""The mention of a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.mention import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention(Mention):
    """Words that name a place.

    TEI: `placeName` with `ref`.
    """

    kind: ClassVar[str] = "place"
    depth: ClassVar[int] = 206
    tag: ClassVar[str] = "placeName"
    register: ClassVar[str] = "place"
