"""The text as it was transmitted: never changed, only annotated."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Witness:
    """One transmitted text; `siglum` is its short sign (an NCName), `digest` its SHA-256."""

    siglum: str
    text: str
    digest: str

    @classmethod
    def of(cls, siglum: str, text: str) -> Witness:
        """The witness of a text in memory, digested as UTF-8."""
        return cls(siglum, text, hashlib.sha256(text.encode()).hexdigest())

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
