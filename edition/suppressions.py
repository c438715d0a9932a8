"""Findings that an editor has looked at and lets stand, each with a place and a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from fnmatch import fnmatch

from edition import findings
from edition.diagnostics import Diagnostic, Place


@dataclass(frozen=True, slots=True)
class Suppression:
    """One decision: the word of the finding, where it stands, and why it may stay.

    `path` is a pattern of file names (`texts/*.xml`); `near` the xml:id at or around the place;
    `message` a part of the message. What is not given fits everything.
    """

    finding: str
    reason: str
    place: Place
    path: str = "*"
    near: str | None = None
    message: str | None = None

    def fits_path(self, path: str) -> bool:
        """Whether it speaks of a file: its pattern may leave out the folders before."""
        return fnmatch(path, self.path) or fnmatch(path, f"*/{self.path}")

    def fits(self, one: Diagnostic) -> bool:
        """Whether it covers a diagnostic."""
        return (
            one.finding.word == self.finding
            and self.fits_path(one.place.path)
            and self.near in (None, one.place.near)
            and (self.message is None or self.message in one.message)
        )


def concerned(
    suppressions: Iterable[Suppression], words: Set[str], files: Collection[str]
) -> tuple[Suppression, ...]:
    """The suppressions that a run can use: it looks for their findings, in files they name."""
    return tuple(
        one
        for one in suppressions
        if one.finding in words and any(one.fits_path(path) for path in files)
    )


def apply(
    suppressions: Sequence[Suppression], diagnostics: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """The diagnostics that no suppression covers, then each suppression that covered none."""
    used: set[Suppression] = set()
    for one in diagnostics:
        fitting = [s for s in suppressions if s.fits(one)]
        used.update(fitting)
        if not fitting:
            yield one
    for suppression in suppressions:
        if suppression not in used:
            fact = f"nothing here is {suppression.finding} any more ({suppression.reason})"
            yield Diagnostic(
                findings.UNUSED_SUPPRESSION, replace(suppression.place), fact, "take it out"
            )
