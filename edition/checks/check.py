"""A check: a function that looks at one TEI file and yields what is wrong with it.

To add one, write a function in a module of this folder and mark it with `check` (or `conclusion`,
for what is only known when all files have been read): its word, severity, hint and example stand
in the mark, its explanation is its docstring. Nothing else has to be told of it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from edition.checks.library import Library
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Finding, Place, Severity
from edition.tei import Element


@dataclass(frozen=True, slots=True)
class Fault:
    """One instance of a finding, at an element of the file (none: at the file as a whole).

    `attribute` is the one at fault; `repair` its new value, only where a single one is right and
    no word of the text changes. `hint` and `severity` stand where the finding's own do not fit;
    `place` where the fault lies in another file.
    """

    element: Element | None
    message: str
    attribute: str | None = None
    repair: str | None = None
    hint: str | None = None
    severity: Severity | None = None
    place: Place | None = None


Look: TypeAlias = Callable[[TeiFile], Iterable[Fault]]
Mentions: TypeAlias = Mapping[str, frozenset[str]]
Conclude: TypeAlias = Callable[[Library, Mentions], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Sort:
    """What every sort of check has: its finding, and the family (module) it belongs to."""

    finding: Finding
    family: str


@dataclass(frozen=True, slots=True)
class Check(Sort):
    """A check of one file."""

    run: Look


@dataclass(frozen=True, slots=True)
class Conclusion(Sort):
    """A check of all files together.

    Its function is given the registers and, for each of their entries, the words by which the
    files mention it (white space made one space).
    """

    run: Conclude


def check(word: str, severity: Severity, *, hint: str, example: str) -> Callable[[Look], Check]:
    """Make a check of a function over one file; its docstring explains the finding."""

    def made(run: Look) -> Check:
        return Check(_finding(word, severity, hint, example, run), _family(run), run)

    return made


def conclusion(
    word: str, severity: Severity, *, hint: str, example: str
) -> Callable[[Conclude], Conclusion]:
    """Make a check of a function over all files; its docstring explains the finding."""

    def made(run: Conclude) -> Conclusion:
        return Conclusion(_finding(word, severity, hint, example, run), _family(run), run)

    return made


def _finding(
    word: str, severity: Severity, hint: str, example: str, run: Look | Conclude
) -> Finding:
    explanation = " ".join(inspect.cleandoc(run.__doc__ or "").split())
    return Finding(word, explanation, severity, hint, example)


def _family(run: Look | Conclude) -> str:
    return run.__module__.rpartition(".")[2]
