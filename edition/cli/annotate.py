"""edition annotate"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from edition.annotating import Scope, find_places, with_annotations
from edition.annotations import kinds
from edition.annotations.annotation import number_fields
from edition.characters import whole_number
from edition.cli.correcting import annotation_at, correct
from edition.cli.options import complete_siglum, edition_options, open_witness
from edition.compilation import compile_text
from edition.diagnostics import Place, printable
from edition.layers import Layer, to_line, to_lines
from edition.spans import Span
from edition.witness import Witness
from edition.writers.disk import write
from edition.writers.product import Product

_MOST = 20
_NUMBERS = frozenset(name for kind in kinds().values() for name in number_fields(kind))
_RESERVED = frozenset({"kind", "start", "end", "quote", "digest", "before", "after", "resp"})


def _complete_kind(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[str]:
    return [name for name in kinds() if name.startswith(incomplete)]


@click.command("annotate")
@click.argument("siglum", required=False, metavar="SIGLUM", shell_complete=complete_siglum)
@click.argument("kind", required=False, metavar="KIND", shell_complete=_complete_kind)
@click.argument("quote", required=False, metavar="QUOTE")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@edition_options
@click.option("--resp", required=True, help="Who says so: an id of [[responsibility]].")
@click.option("--occurrence", type=click.IntRange(min=1), help="The n-th place of the quote.")
@click.option("--all", "every", is_flag=True, help="All places of the quote.")
@click.option("--within", metavar="ID", help="Search only in this block, for example p17.")
@click.option("--behind", is_flag=True, help="An empty span directly behind the quote.")
@click.option(
    "--from",
    "files",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    help="A file with corrections that readers sent: text, .json or .eml.",
)
@click.option("--write", "writes", is_flag=True, help="With --from: write what is shown.")
def command(
    siglum: str | None,
    kind: str | None,
    quote: str | None,
    fields: tuple[str, ...],
    folder: Path,
    sources: Path | None,
    resp: str,
    occurrence: int | None,
    every: bool,
    within: str | None,
    behind: bool,
    files: tuple[Path, ...],
    writes: bool,
) -> None:
    """Add an annotation to the layer of its kind.

    QUOTE is what it covers, exactly as in the witness. Where it stands more than once the
    places are listed, and nothing is written, until --occurrence, --within or --all says which
    is meant.

    With --from the corrections in the file are looked up in the text instead, and shown as the
    annotations they would become; FIELD=VALUE, such as category=name, goes before what the
    program supposes. Nothing is written without --write.

    \b
    Examples:
      edition annotate T emendation transfter corr=transfer category=misspelling --resp reader-1
      edition annotate T person Lenin ref=lenin-vladimir --all --resp reader-1
      edition annotate T supplied "arrived in" "text= the" --behind --resp reader-1
      edition annotate T date "4 May 1916" when=1916-05-04 cert=medium --resp reader-1
      edition annotate --from letter.eml --resp reader-1
    """
    scope = Scope(within, occurrence, every)
    if files:
        given = [one for one in (siglum, kind, quote, *fields) if one is not None]
        if scope != Scope() or behind:
            raise click.UsageError("--from takes no place: the proposal says where it belongs.")
        correct(folder, sources, files, resp, _fields(tuple(given)), writes=writes)
        return
    if siglum is None or kind is None or quote is None:
        raise click.UsageError("Give SIGLUM, KIND and QUOTE, or --from FILE: see --help.")
    if writes:
        raise click.UsageError("--write belongs to --from: without it all is written at once.")
    _annotate(
        folder, sources, (siglum, kind, quote), {**_fields(fields), "resp": resp}, scope, behind
    )


def _annotate(
    folder: Path,
    sources: Path | None,
    what: tuple[str, str, str],
    own: dict[str, Any],
    scope: Scope,
    behind: bool,
) -> None:
    """Write the annotation of a kind at the places of a quote in a witness, and show it."""
    siglum, kind, quote = what
    within, every = scope.within, scope.every
    if kind not in kinds():
        raise click.UsageError(f"There is no kind {kind}; kinds are {', '.join(kinds())}.")
    edition, annotated = open_witness(folder, sources, siglum)
    blocks = [a for layer in annotated.layers for a in layer.annotations if a.id]
    if within is not None and within.removeprefix(f"{siglum}.") not in {b.id for b in blocks}:
        advice = f"edition show {siglum} --annotated names them all"
        raise click.UsageError(f"{siglum} has no block {within}; {advice}.")
    places = find_places(annotated.witness, quote, scope, blocks)
    if every and places:
        present = {(a.kind, a.span) for layer in annotated.layers for a in layer.annotations}
        places = [place for place in places if (kind, place) not in present or behind]
        if not places:
            click.echo("All places are annotated already.")
            return
    if not places or (len(places) > 1 and not every):
        raise click.UsageError(_ambiguous(annotated.witness, quote, places, within))
    spans = [Span(place.end, place.end) if behind else place for place in places]
    name = kinds()[kind].layer
    place = Place("the command line")
    added = [annotation_at(annotated.witness, kind, span, own, place) for span in spans]
    layers = with_annotations(annotated.layers, name, added)
    compile_text(edition, annotated.settings, annotated.witness, layers)
    layer = next(one for one in layers if one.name == name)
    _save(folder / "witnesses" / siglum, layer)
    for one in added:
        click.echo(to_line(one), nl=False)


def _save(folder: Path, layer: Layer) -> None:
    content = to_lines(layer.annotations).encode()
    write(folder, [Product(f"{layer.name}.jsonl", content)])


def _fields(given: tuple[str, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(f"{one} is not FIELD=VALUE.")
        if name in _RESERVED:
            raise click.UsageError(f"{name} is not given as a field: see --help.")
        values[name] = whole_number(value) if name in _NUMBERS else value
    return values


def _ambiguous(witness: Witness, quote: str, places: list[Span], within: str | None) -> str:
    where = witness.siglum if within is None else f"{witness.siglum}, {within}"
    if not places:
        return f"“{quote}” does not stand in {where} (or not so often)."
    lines = [f"“{quote}” stands {len(places)} times in {where}; say which is meant:"]
    for number, place in enumerate(places[:_MOST], 1):
        line, column = witness.position(place.start)
        near = witness.text[max(0, place.start - 25) : place.end + 25]
        lines.append(f"  --occurrence {number}: line {line}, column {column}: {printable(near)}")
    if len(places) > _MOST:
        lines.append(f"  ... and {len(places) - _MOST} more; narrow it down with --within ID.")
    return "\n".join(lines)
