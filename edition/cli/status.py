"""edition status"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from edition.aligned import aligned
from edition.annotations import Annotation, kinds
from edition.annotations.annotation import STATUSES
from edition.annotations.block import Block
from edition.cli.options import edition_options
from edition.cli.reporting import report
from edition.readers.edition import EditionFolder, WitnessFolder, read_edition
from edition.verification import INDEPENDENT, verified

FIELDS = ("category", "cert", "evidence", "resp")


@click.command("status")
@edition_options
@click.option(
    "--by",
    "fields",
    type=click.Choice(FIELDS),
    multiple=True,
    help="Count the confirmed annotations of each kind by this field too; may be repeated.",
)
@click.option(
    "--kind",
    "chosen",
    type=click.Choice(tuple(kinds())),
    metavar="KIND",
    multiple=True,
    help="Count this kind only; may be repeated.",
)
def command(
    folder: Path, sources: Path | None, fields: tuple[str, ...], chosen: tuple[str, ...]
) -> None:
    """Count characters, blocks of text by who has read them, and annotations by witness.

    A cell holds the confirmed annotations of a kind; proposed ones follow behind +, rejected
    ones behind -.

    \b
    Examples:
      edition status
      edition status --by category --by cert      emendations by category and certainty
      edition status --by evidence --kind date --kind emendation
      edition status --by resp --kind person      who found the persons
    """
    found = read_edition(folder, sources)
    report(found.missing())
    rows = _by_fields(found, fields, chosen) if fields else _table(found, chosen)
    for row in aligned(rows):
        click.echo(row)


def _table(found: EditionFolder, chosen: Sequence[str]) -> list[list[str]]:
    rows = [_sigla(found)]
    if not chosen:
        rows.append(["characters", *(_characters(one) for one in found.witnesses)])
        rows += _read(found.witnesses)
    counts = [_counts(one) for one in found.witnesses]
    for name in chosen or kinds():
        cells = [_cell(count, name) for count in counts]
        if any(cells):
            rows.append([name, *cells])
    if not chosen:
        rows.append(["all annotations", *(_total(count) for count in counts)])
    return rows


def _sigla(found: EditionFolder) -> list[str]:
    return ["", *(one.settings.siglum for one in found.witnesses)]


def _characters(one: WitnessFolder) -> str:
    return "no source" if one.witness is None else f"{len(one.witness.text):,}"


def _read(witnesses: Sequence[WitnessFolder]) -> list[list[str]]:
    """Rows of how many blocks that hold text were read by how many independent readers."""
    states = [
        verified((a for a in _annotations(one) if isinstance(a, Block)), one.settings.verification)
        for one in witnesses
    ]
    times = [[min(len(one.readers), INDEPENDENT) for one in state] for state in states]
    return [
        ["blocks read twice", *(str(one.count(2)) for one in times)],
        ["blocks read once", *(str(one.count(1)) for one in times)],
        ["blocks unread", *(str(one.count(0)) for one in times)],
        ["blocks compared", *(str(sum(one.compared for one in state)) for state in states)],
    ]


def _annotations(one: WitnessFolder) -> Iterator[Annotation]:
    return (a for layer in one.layers for a in layer.annotations)


def _counts(one: WitnessFolder) -> Counter[tuple[str, str]]:
    return Counter((a.kind, a.status) for a in _annotations(one))


def _cell(count: Counter[tuple[str, str]], kind: str) -> str:
    proposed, confirmed, rejected = (count[kind, status] for status in STATUSES)
    if not proposed + confirmed + rejected:
        return ""
    more = (f" +{proposed}" if proposed else "") + (f" -{rejected}" if rejected else "")
    return f"{confirmed}{more}"


def _total(count: Counter[tuple[str, str]]) -> str:
    return f"{sum(count.values()):,}"


def _by_fields(
    found: EditionFolder, fields: Sequence[str], chosen: Sequence[str]
) -> list[list[str]]:
    """Rows of kind and values of the fields; a kind that lacks one of them is left out."""
    counts = [
        Counter(
            (a.kind, *(str(getattr(a, field)) for field in fields))
            for a in _annotations(one)
            if a.status == "confirmed"
            and a.kind in (chosen or kinds())
            and all(getattr(a, field, None) is not None for field in fields)
        )
        for one in found.witnesses
    ]
    rows = sorted({row for count in counts for row in count})
    cells = [[str(count[row] or "") for count in counts] for row in rows]
    return [
        _sigla(found),
        *([" / ".join(row), *numbers] for row, numbers in zip(rows, cells, strict=True)),
    ]
