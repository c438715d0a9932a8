"""Diagnostics and progress on the terminal; findings to stderr, products to stdout."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Protocol

import click

from edition.diagnostics import Diagnostic, EditionError, Severity, printable

_COLOURS = {Severity.ERROR: "red", Severity.REVIEW: "yellow", Severity.NOTE: "blue"}
_MOST = 50


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics, the severity in colour on a terminal."""
    for one in diagnostics:
        _print(one, err=True)


def _print(one: Diagnostic, *, err: bool) -> None:
    severity = click.style(one.severity.value, fg=_COLOURS[one.severity], bold=True)
    click.echo(f"{one.place}: {severity}: {one.finding.word}: {one.message}", err=err)
    if one.hint:
        click.echo(f"  hint: {one.hint}", err=err)


def show(diagnostics: Iterable[Diagnostic], most: int) -> Counter[Severity]:
    """Print diagnostics to standard output as they come, at most so many of a finding in a file.

    0 is all. Returns how many there were of each severity.
    """
    counts: Counter[Severity] = Counter()
    for path, of_file in groupby(diagnostics, key=lambda one: one.place.path):
        seen: Counter[str] = Counter()
        for one in of_file:
            counts[one.severity] += 1
            seen[one.finding.word] += 1
            if not most or seen[one.finding.word] <= most:
                _print(one, err=False)
        for word, number in seen.items():
            if most and number > most:
                click.echo(f"{printable(path)}: … and {number - most:,} more of {word}")
    return counts


def report_error(error: EditionError) -> None:
    """Print all diagnostics of an error (the first 50 in full) and a count."""
    report(error.diagnostics[:_MOST])
    if (rest := len(error.diagnostics) - _MOST) > 0:
        click.echo(f"... and {rest} more.", err=True)
    counts = Counter(one.severity for one in error.diagnostics)
    parts = [
        f"{number} {severity.value}{'s' if number > 1 else ''}"
        for severity, number in counts.items()
    ]
    click.echo(f"{', '.join(parts)}. Nothing was written.", err=True)


class Bar(Protocol):
    """What tells how far a command is."""

    def update(self) -> object:
        """One more step is done."""

    def set_description(self, desc: str) -> None:
        """What is done next."""


class _NoBar:
    """Says nothing: nobody is looking."""

    def update(self) -> None:
        """Nothing is shown."""

    def set_description(self, desc: str) -> None:
        """Nothing is shown."""


@contextmanager
def progress(total: int) -> Iterator[Bar]:
    """A bar on a terminal, for what takes longer than a second; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield _NoBar()
        return
    from tqdm import tqdm  # here, so that quick commands do not wait for it

    with tqdm(total=total, delay=1, leave=False, file=sys.stderr) as bar:
        yield bar
