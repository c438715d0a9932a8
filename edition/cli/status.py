"""edition status"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from edition.annotations import kinds
from edition.annotations.annotation import STATUSES
from edition.cli.options import edition_options
from edition.cli.reporting import report
from edition.readers.edition import EditionFolder, WitnessFolder, read_edition


@click.command("status")
@edition_options
def command(folder: Path, sources: Path | None) -> None:
    """Count characters, paragraphs and annotations by witness.

    A cell holds the confirmed annotations of a kind; proposed ones follow behind +, rejected
    ones behind -.

    \b
    Example:
      edition status
    """
    found = read_edition(folder, sources)
    report(found.missing())
    for row in _aligned(_table(found)):
        click.echo(row)


def _table(found: EditionFolder) -> list[list[str]]:
    sigla = [one.settings.siglum for one in found.witnesses]
    rows = [["", *sigla], ["characters", *(_characters(one) for one in found.witnesses)]]
    counts = [_counts(one) for one in found.witnesses]
    for name in kinds():
        cells = [_cell(count, name) for count in counts]
        if any(cells):
            rows.append([name, *cells])
    rows.append(["all annotations", *(_total(count) for count in counts)])
    return rows


def _characters(one: WitnessFolder) -> str:
    return "no source" if one.witness is None else f"{len(one.witness.text):,}"


def _counts(one: WitnessFolder) -> Counter[tuple[str, str]]:
    return Counter((a.kind, a.status) for layer in one.layers for a in layer.annotations)


def _cell(count: Counter[tuple[str, str]], kind: str) -> str:
    proposed, confirmed, rejected = (count[kind, status] for status in STATUSES)
    if not proposed + confirmed + rejected:
        return ""
    more = (f" +{proposed}" if proposed else "") + (f" -{rejected}" if rejected else "")
    return f"{confirmed}{more}"


def _total(count: Counter[tuple[str, str]]) -> str:
    return f"{sum(count.values()):,}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    first, *others = widths
    return [
        "  ".join(
            [row[0].ljust(first), *(c.rjust(w) for c, w in zip(row[1:], others, strict=True))]
        )
        for row in rows
    ]
