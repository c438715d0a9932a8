"""A stretch of a text: half-open, counted in Unicode code points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of a witness; empty where both are equal.

    Raises ValueError for a negative or reversed span.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such span: {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """True for every span: an empty one is a place, not nothing."""
        return True

    @property
    def is_empty(self) -> bool:
        return self.start == self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character; touching spans do not, nor does an empty one."""
        return max(self.start, other.start) < min(self.end, other.end)

    def crosses(self, other: Span) -> bool:
        """Whether they overlap and neither covers the other."""
        return self.overlaps(other) and not self.covers(other) and not other.covers(self)

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"
