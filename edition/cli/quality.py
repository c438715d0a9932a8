"""edition quality"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from edition.aligned import aligned
from edition.annotations.block import Block
from edition.cli.options import edition_options, find_witness
from edition.diagnostics import printable
from edition.estimates import Estimate
from edition.quality import Agreement, Completeness, Quality, open_questions, quality
from edition.readers.edition import WitnessFolder, read_edition, read_readings
from edition.verification import text_blocks

_AGREEMENT = ["", "list 1", "list 2", "both", "equal", "agreed", "kept 1", "kept 2"]
_COMPLETENESS = ["", "settled", "both", "only 1", "only 2", "since", "missed", "95 %", "left"]
_LOW = "* More was found since than the estimate allows: the readers missed the same."


@click.command("quality")
@click.argument("sigla", nargs=-1)
@edition_options
@click.option("--questions", is_flag=True, help="Print the open questions one by one.")
def command(sigla: tuple[str, ...], folder: Path, sources: Path | None, questions: bool) -> None:
    """Compare the two readings of each text, and say how much may still be unfound.

    The first table: the entries of both lists, those at the same place, those of them that are
    equal in span and value, the share of entries with a partner, and how much of each list the
    settlement kept. The second: the settled annotations by who found them, how many both
    readers missed, the 95 % interval of that, and how many of them are left at least. The
    manual (quality.md) explains each column and what the estimate assumes.

    \b
    Examples:
      edition quality                    all texts
      edition quality T --questions      one text, with what is left open
    """
    found = read_edition(folder, sources)
    chosen = [find_witness(found, one) for one in sigla] or list(found.witnesses)
    rules = [one.id for one in found.settings.responsibilities if one.kind == "rule"]
    for one in chosen:
        settled = [a for layer in one.layers for a in layer.annotations]
        result = quality(settled, read_readings(one.path), rules)
        click.secho(f"{one.settings.siglum}: {printable(one.settings.title)}", bold=True)
        for line in [*_tables(result), *_questions(one, each=questions)]:
            click.echo(line)
        click.echo()


def _tables(result: Quality | None) -> Iterator[str]:
    if result is None:
        yield "Two readings are compared, one file a reader, under readings/: here are not two."
        return
    yield f"1 is {result.readers[0]}, 2 is {result.readers[1]}."
    yield from aligned([_AGREEMENT, *(_agreement(one) for one in result.agreement)])
    yield ""
    yield from aligned([_COMPLETENESS, *(_completeness(one) for one in result.completeness)])
    if any(one.is_too_low for one in result.completeness):
        yield _LOW


def _agreement(one: Agreement) -> list[str]:
    numbers = (one.list_1, one.list_2, one.both, one.equal)
    kept = (_share(one.kept_1, one.list_1), _share(one.kept_2, one.list_2))
    agreed = "-" if one.share is None else f"{one.share:.0%}"
    return [one.sort, *map(str, numbers), agreed, *kept]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"


def _completeness(one: Completeness) -> list[str]:
    numbers = (one.both, one.only_1, one.only_2, one.neither)
    missed = one.missed
    between = "-" if missed is None else f"{missed.low}-{missed.high}"
    sign = "*" if one.is_too_low else ""
    cells = [_number(missed), f"{between}{sign}", _number(one.left)]
    return [one.sort, str(sum(numbers)), *map(str, numbers), *cells]


def _number(estimate: Estimate | None) -> str:
    return "-" if estimate is None else f"{estimate.number:.1f}"


def _questions(one: WitnessFolder, *, each: bool) -> Iterator[str]:
    annotations = [a for layer in one.layers for a in layer.annotations]
    found = list(open_questions(annotations))
    counts = Counter(question.what for question in found)
    told = ", ".join(f"{number} of “{what}”" for what, number in sorted(counts.items()))
    yield f"Open questions: {told or 'none'}."
    if each:
        blocks = text_blocks(annotations)
        for question in found:
            asked = question.annotation
            where = _innermost(blocks, asked.span.start)
            quote = f" “{printable(asked.quote)}”" if asked.quote else ""
            name = f"{one.settings.siglum}.{asked.local_id}"
            yield f"  {where}: {name}{quote}: {question.what}"


def _innermost(blocks: tuple[Block, ...], offset: int) -> str:
    around = [b.id for b in blocks if b.span.start <= offset < b.span.end and b.id]
    return around[-1] if around else "between blocks"
