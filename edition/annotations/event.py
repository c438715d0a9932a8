"""The mention of an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.mention import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention(Mention):
    """Words that name an event.

    TEI: `eventName` with `ref`.
    """

    kind: ClassVar[str] = "event"
    depth: ClassVar[int] = 203
    tag: ClassVar[str] = "eventName"
    register: ClassVar[str] = "event"
