"""Identifiers and references to them, as RELAX NG's DTD compatibility has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from edition.relaxng.automaton import WHITE_SPACE
from edition.relaxng.values import tokens

Place: TypeAlias = "tuple[int, int, str, str]"  # line, column, path, attribute


class Identifiers:
    """The identifiers of one document, and what refers to them."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._referred: dict[str, Place] = {}

    def define(self, value: str, line: int) -> int | None:
        """Take in an identifier; returns the line of the same one met before, if there is one."""
        identifier = value.strip(WHITE_SPACE)
        earlier = self._lines.get(identifier)
        if earlier is None:
            self._lines[identifier] = line
        return earlier

    def refer(self, value: str, place: Callable[[], Place]) -> None:
        """Take in references to identifiers; of several to the same only the first counts."""
        for identifier in tokens(value):
            if identifier not in self._referred:
                self._referred[identifier] = place()

    def dangling(self) -> list[tuple[str, Place]]:
        """The references to what was never defined, and where each is met first."""
        return [(i, place) for i, place in self._referred.items() if i not in self._lines]
