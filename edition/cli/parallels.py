"""edition parallels"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from edition.anchoring import AnchoredText, anchor
from edition.cli.options import edition_options
from edition.collation import align_spans, established, variants
from edition.compiled import Edition
from edition.diagnostics import Place, Severity, printable, raise_for
from edition.parallels import LAYER_FILE, Parallel, keep_decisions, parallel_faults, to_lines
from edition.proposals.parallels import propose
from edition.readers.edition import EditionFolder, read_edition
from edition.verification import text_blocks
from edition.words import Words, words_of
from edition.writers.disk import write
from edition.writers.product import Product

_COLUMN = 36
_Row = tuple[str, str, str]


@click.group("parallels")
def command() -> None:
    """Passages of eight words or more that stand in two texts, or twice in one.

    \b
    Examples:
      edition parallels propose          find them anew, decisions are kept
      edition parallels show             list them
      edition parallels show T p12       those of a paragraph, with their differences
    """


@command.command("propose")
@edition_options
def propose_anew(folder: Path, sources: Path | None) -> None:
    """Write parallels.jsonl anew from the texts and their emendations.

    A parallel that was there keeps its id, its status and who decided: what was rejected stays
    rejected. New ones are proposed; set their status to confirmed when you have looked at them.

    \b
    Example:
      edition parallels propose
    """
    found = read_edition(folder, sources)
    raise_for(replace(one, severity=Severity.ERROR) for one in found.missing())
    texts = _anchored(found, found.settings.witnesses)
    parallels = keep_decisions(propose(list(texts.values())), found.parallels)
    names = Edition(found.settings, found.registers).known.responsibilities
    raise_for(parallel_faults(parallels, texts, found.settings.witnesses, names))
    write(folder, [Product(LAYER_FILE, to_lines(parallels).encode())])
    earlier = {one.id for one in found.parallels}
    new = sum(one.id not in earlier for one in parallels)
    gone = len(earlier.difference(one.id for one in parallels))
    place = Place(str(folder / LAYER_FILE))
    click.echo(f"{len(parallels)} parallels in {place}: {new} new, {gone} gone.")


@command.command("show")
@click.argument("names", nargs=-1)
@edition_options
def show(names: tuple[str, ...], folder: Path, sources: Path | None) -> None:
    """List the parallels, or show some with their differences side by side.

    NAMES are ids of parallels, or the siglum of a witness with ids of its blocks.

    \b
    Examples:
      edition parallels show
      edition parallels show S
      edition parallels show T p12 p13
      edition parallels show T226-T97223
    """
    found = read_edition(folder, sources)
    chosen = _chosen(found, names)
    if len(names) > 1 or (names and names[0] not in found.settings.witnesses):
        sigla = {siglum for one in chosen for siglum in one.sigla}
        anchored = _anchored(found, sigla)
        names_known = Edition(found.settings, found.registers).known.responsibilities
        raise_for(parallel_faults(chosen, anchored, found.settings.witnesses, names_known))
        texts = {siglum: words_of(text) for siglum, text in anchored.items()}
        for one in chosen:
            click.echo("\n".join(_in_full(one, texts)))
    else:
        for one in chosen:
            click.echo(_summary(one))
    click.echo(f"{len(chosen)} parallels.")


def _anchored(found: EditionFolder, sigla: Iterable[str]) -> dict[str, AnchoredText]:
    """The anchored texts of those witnesses of which the source is there."""
    known = Edition(found.settings, found.registers).known
    return {
        one.settings.siglum: anchor(one.witness, one.layers, known)
        for one in found.witnesses
        if one.witness is not None and one.settings.siglum in set(sigla)
    }


def _chosen(found: EditionFolder, names: Sequence[str]) -> list[Parallel]:
    """The parallels that are named. Raises UsageError for a name that nothing has."""
    if not names:
        return list(found.parallels)
    siglum, blocks = names[0], names[1:]
    if siglum not in found.settings.witnesses:
        by_id = {one.id: one for one in found.parallels}
        if unknown := [name for name in names if name not in by_id]:
            raise click.UsageError(
                f"There is no parallel {printable(unknown[0])}; list them: edition parallels show"
            )
        return [by_id[name] for name in names]
    ids: list[str | None] = [name.removeprefix(f"{siglum}.") for name in blocks]
    layers = next(one.layers for one in found.witnesses if one.settings.siglum == siglum)
    known = {block.id for block in text_blocks(a for layer in layers for a in layer.annotations)}
    if strange := [name for name in ids if name not in known]:
        raise click.UsageError(f"{siglum} has no block of text {printable(str(strange[0]))}.")
    return [one for one in found.parallels if any(one.is_about(siglum, b) for b in ids or [None])]


def _summary(one: Parallel) -> str:
    ends = [f"{siglum} {' '.join(_blocks(one, n))}" for n, siglum in enumerate(one.sigla)]
    differences = f"{len(one.differences)} differences"
    return f"{one.id}: {one.words} words, {' = '.join(ends)}, {differences}, {one.status}"


def _blocks(one: Parallel, n: int) -> list[str]:
    return list(dict.fromkeys(pair[n] for pair in one.blocks))


def _in_full(one: Parallel, texts: Mapping[str, Words]) -> Iterator[str]:
    yield click.style(_summary(one), bold=True)
    if one.note:
        yield f"  {printable(one.note)}"
    rows = [(d.sort, d.first.quote, d.second.quote) for d in one.differences]
    yield from _table("as transmitted", one, rows)
    if missing := sorted(set(one.sigla).difference(texts)):
        yield f"  the edited texts cannot be compared: no source of {', '.join(missing)}"
        return
    yield from _table("as edited", one, list(_edited_rows(one, texts)))


def _edited_rows(one: Parallel, texts: Mapping[str, Words]) -> Iterator[_Row]:
    first, second = (texts[siglum] for siglum in one.sigla)
    pairs = align_spans((first, one.ends[0].span), (second, one.ends[1].span))
    both = (first, established(first)), (second, established(second))
    for found in variants(*both, pairs):
        yield found.sort, found.first.of(first.edited), found.second.of(second.edited)


def _table(title: str, one: Parallel, rows: Sequence[_Row]) -> Iterator[str]:
    """The differences of two readings side by side."""
    if not rows:
        yield f"  {title}: no difference"
        return
    first, second = (
        f"{siglum} {end.span}" for siglum, end in zip(one.sigla, one.ends, strict=True)
    )
    yield f"  {title + ':':<16} {first:<{_COLUMN}} {second}"
    for sort, *readings in rows:
        left, right = (
            textwrap.shorten(printable(r), _COLUMN, placeholder=" …") or "-" for r in readings
        )
        yield f"    {sort:<14} {left:<{_COLUMN}} {right}"
