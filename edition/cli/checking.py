"""A run of checks: sources found and examined, conclusions drawn, suppressions applied."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.reporting import progress
from edition.diagnostics import Diagnostic, Severity
from edition.readers.examining import Outcome, Wishes, examine
from edition.readers.tei_sources import TeiSource, find_sources

if TYPE_CHECKING:
    from edition.suppressions import Suppression

_WORTH_A_POOL = 5_000_000
_EDITIONS = (Path(), Path("tei"))
_SETTINGS = "edition.toml"
_SUPPRESSIONS = "suppressions.toml"
_REGISTERS = "registers"


def own_edition() -> Path:
    """The edition that is checked where no path is named. Raises UsageError where there is none."""
    for folder in _EDITIONS:
        if (folder / _SETTINGS).is_file():
            return folder
    raise click.UsageError("Name files or folders to check; there is no edition here.")


@contextmanager
def scratch_folder(paths: Sequence[str]) -> Iterator[Path]:
    """A folder for what is made or can be read only once, emptied and taken away at the end.

    Where all paths are files and folders nothing of the kind is met, and there is none.
    """
    if paths and all(Path(path).is_file() or Path(path).is_dir() for path in paths):
        yield Path(os.devnull, "scratch")
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        yield Path(folder)


def suppressions(named: Path | None, selected: frozenset[str] | None) -> tuple[Suppression, ...]:
    """Those of the file named, or of suppressions.toml here or in the edition of this folder.

    `selected` are the findings that the run looks for, if the user selected some.
    """
    places = (folder / _SUPPRESSIONS for folder in _EDITIONS)
    found = named or next((path for path in places if path.is_file()), None)
    if found is None:
        return ()
    from edition.readers.suppressions import read_suppressions

    return read_suppressions(found, _Known(selected))


class _Known(Collection[str]):
    """The words of all findings, for which every family must be imported.

    Where the user selected some, a word far from all of these is none of the run's business and
    counts as known, so that a run for the schema alone need not wait for all the other checks.
    """

    def __init__(self, selected: frozenset[str] | None) -> None:
        self._selected = selected

    def __contains__(self, word: object) -> bool:
        if self._selected is None:
            return word in self._all()
        if word in self._selected:
            return True
        from difflib import get_close_matches

        is_near = get_close_matches(str(word), self._selected, n=1)
        return word in self._all() if is_near else True

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> Collection[str]:
        from edition.checks import all_findings

        return all_findings()


class Run:
    """One run; `files` are the names of what was examined, known when it is over."""

    def __init__(
        self,
        wishes: Wishes,
        suppressions: tuple[Suppression, ...],
        jobs: int,
        scratch: Path,
    ) -> None:
        self.wishes = wishes
        self.suppressions = suppressions
        self.jobs = jobs
        self.scratch = scratch
        self.files: tuple[str, ...] = ()
        self._mentions: dict[str, set[str]] = defaultdict(set)

    def over(self, paths: Iterable[str]) -> Iterator[Diagnostic]:
        """What is found in files, folders and archives, as it is found."""
        return self._kept((), list(find_sources(paths, self.scratch)))

    def over_edition(self, folder: Path) -> Iterator[Diagnostic]:
        """What is found in an edition: its layers, its compiled texts, its registers."""
        registers = folder / _REGISTERS
        self.wishes = self.wishes._replace(folders=(*self.wishes.folders, registers))
        from edition.cli.own import compiled_documents  # here: other files need no compiler

        layers, compiled = compiled_documents(folder, self.scratch)
        own = [*compiled, *find_sources([str(registers)], self.scratch)]
        wanted = (one for one in layers if one.finding.word in self.wishes.words)
        return self._kept(wanted, own)

    def _kept(
        self, first: Iterable[Diagnostic], sources: Sequence[TeiSource]
    ) -> Iterator[Diagnostic]:
        """What is found first and in the sources, without what is suppressed."""
        self.files = tuple(one.name for one in sources)
        found = chain(first, self._over(sources))
        if not self.suppressions:
            return found
        from edition.suppressions import apply, concerned

        return apply(concerned(self.suppressions, self.wishes.words, self.files), found)

    def summary(self, counts: Counter[Severity]) -> str:
        """A line that says how much was checked and what was found."""
        number = len(self.files)
        words = {Severity.ERROR: "error", Severity.REVIEW: "to review", Severity.NOTE: "note"}
        told = [
            f"{counts[s]:,} {words[s]}{'s' if counts[s] > 1 and s is not Severity.REVIEW else ''}"
            for s in Severity
            if counts[s]
        ]
        return f"{number:,} file{'s' * (number != 1)} checked: {', '.join(told) or 'all clean'}."

    def _over(self, sources: Sequence[TeiSource]) -> Iterator[Diagnostic]:
        with progress(len(sources)) as bar:
            for outcome in self._outcomes(sources):
                for identifier, words in outcome.mentions.items():
                    self._mentions[identifier] |= words
                bar.update()
                yield from outcome.diagnostics
        if self.wishes.folders:
            yield from self._conclude()

    def _outcomes(self, sources: Sequence[TeiSource]) -> Iterator[Outcome]:
        """One after the other, or side by side where the user or the size asks for it."""
        jobs = self.jobs or _useful_jobs(sources)
        if jobs == 1:
            return (examine(source, self.wishes) for source in sources)
        from edition.cli.pool import side_by_side

        return side_by_side(sources, self.wishes, jobs)

    def _conclude(self) -> Iterator[Diagnostic]:
        from edition.checking import conclude
        from edition.checks import conclusions
        from edition.readers.library import read_library

        wanted = [one for one in conclusions() if one.finding.word in self.wishes.words]
        mentions = {name: frozenset(words) for name, words in self._mentions.items()}
        yield from conclude(read_library(self.wishes.folders), mentions, wanted)


def _useful_jobs(sources: Sequence[TeiSource]) -> int:
    size = sum(one.size() for one in sources)
    return (os.cpu_count() or 1) if size > _WORTH_A_POOL and len(sources) > 1 else 1
