"""Diagnostics and progress on the terminal; findings to stderr, products to stdout."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

import click

from edition.diagnostics import Diagnostic, EditionError, Severity

if TYPE_CHECKING:
    from tqdm import tqdm

_COLOURS = {Severity.ERROR: "red", Severity.REVIEW: "yellow", Severity.NOTE: "blue"}
_MOST = 50


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics, the severity in colour on a terminal."""
    for one in diagnostics:
        severity = click.style(one.severity.value, fg=_COLOURS[one.severity], bold=True)
        line = f"{one.place}: {severity}: {one.finding.word}: {one.message}"
        click.echo(line, err=True)
        if one.hint:
            click.echo(f"  hint: {one.hint}", err=True)


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


def progress(total: int) -> tqdm[NoReturn]:
    """A bar on a terminal, for what takes longer than a second; nothing in a pipe."""
    from tqdm import tqdm  # here, so that quick commands do not wait for it

    return tqdm(total=total, delay=1, disable=None, leave=False, file=sys.stderr)
