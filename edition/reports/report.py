"""What a run of checks found, before it is put in a format."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from edition.diagnostics import Diagnostic, Finding, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """The diagnostics in the order of the files, and the names of all files checked."""

    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]

    def findings(self) -> list[Finding]:
        """The findings that occur, by their words."""
        found = {one.finding.word: one.finding for one in self.diagnostics}
        return [found[word] for word in sorted(found)]

    def counts(self) -> Counter[Severity]:
        """How many diagnostics of each severity."""
        return Counter(one.severity for one in self.diagnostics)
