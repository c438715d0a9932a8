"""The outcome for one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array

    from edition.relaxng.faults import Fact, Fault


class Checked:
    """The outcome for one document.

    `faults` are in document order. `facts` tell what was left out of it. `is_complete` is False
    where checking stopped before the end: not well-formed, or beyond a limit. `positions`, if
    asked for, holds line and column (from 1) of each start tag in document order, two numbers
    each.
    """

    __slots__ = ("facts", "faults", "is_complete", "positions")

    def __init__(self) -> None:
        self.faults: tuple[Fault, ...] = ()
        self.facts: tuple[Fact, ...] = ()
        self.is_complete = False
        self.positions: array[int] | None = None

    @classmethod
    def valid(cls, positions: array[int] | None) -> Checked:
        """The outcome for a document without fault, of which nothing was left out."""
        checked = cls()
        checked.is_complete = True
        checked.positions = positions
        return checked

    @property
    def is_valid(self) -> bool:
        """Whether no fault was found."""
        return not self.faults
