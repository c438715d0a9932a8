"""What can be wrong, where it is, and what to do about it.

The word of a `Finding` is the same in the terminal, in reports and in the manual, where its
explanation stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    """How much a finding matters: it must be mended, looked at, or known."""

    ERROR = "error"
    REVIEW = "review"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """A sort of problem: its public name, what it means, how much it matters.

    `hint` says what to do, where an instance has no better one; `example` is TEI that has it.
    """

    word: str
    explanation: str
    severity: Severity = Severity.ERROR
    hint: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file and, where known, line and column (from 1).

    `near` is the xml:id of the element or of the nearest one around it: it stays when lines move.
    """

    path: str
    line: int | None = None
    column: int | None = None
    near: str | None = field(default=None, kw_only=True)

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        return ":".join([printable(self.path), *numbers])


@dataclass(frozen=True, slots=True)
class Repair:
    """The one right value of an attribute, on the element whose start tag is at the place."""

    attribute: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One instance of a finding, with its place, the fact and what to do."""

    finding: Finding
    place: Place
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR
    repair: Repair | None = None

    def __str__(self) -> str:
        line = f"{self.place}: {self.severity.value}: {self.finding.word}: {self.message}"
        return f"{line}\n  hint: {self.hint}" if self.hint else line


class EditionError(Exception):
    """Base of all errors: carries every diagnostic of the stage that failed."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


class InputError(EditionError):
    """What was brought is wrong: the user can mend it."""


class ProofError(EditionError):
    """An invariant does not hold: a bug of this program."""


def printable(text: str) -> str:
    """The text with every character that could disturb a terminal shown as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def sorted_by_place(*diagnostics: Diagnostic) -> list[Diagnostic]:
    """Diagnostics in the order of files and lines."""
    return sorted(diagnostics, key=lambda one: (one.place.path, one.place.line or 0))


def raise_for(diagnostics: Iterable[Diagnostic]) -> None:
    """Raise InputError with all the diagnostics, if there is any error among them."""
    found = tuple(diagnostics)
    if any(d.severity is Severity.ERROR for d in found):
        raise InputError(found)
