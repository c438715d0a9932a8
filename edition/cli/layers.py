"""edition layers"""

from __future__ import annotations

from pathlib import Path

import click

from edition.cli.options import edition_options, find_witness, open_witness, siglum_argument
from edition.compilation import compile_text
from edition.diagnostics import Place
from edition.layers import Layer, to_lines
from edition.readers.edition import read_edition
from edition.readers.tables import from_table
from edition.tables import to_table
from edition.writers.disk import write
from edition.writers.product import Product


@click.group("layers")
def command() -> None:
    """A layer as a spreadsheet, and back.

    \b
    Example:
      edition layers csv T emendations > emendations.csv
      edition layers read T emendations emendations.csv
    """


@command.command("csv")
@siglum_argument
@click.argument("layer")
@edition_options
def to_csv(siglum: str, layer: str, folder: Path, sources: Path | None) -> None:
    """Print a layer as CSV (UTF-8), one annotation a row.

    A cell that a spreadsheet could take for a formula or lose is written as a JSON text.

    \b
    Example:
      edition layers csv T emendations > emendations.csv
    """
    one = find_witness(read_edition(folder, sources, siglum), siglum)
    found = next((x for x in one.layers if x.name == layer), None)
    if found is None:
        known = ", ".join(x.name for x in one.layers)
        raise click.UsageError(f"{siglum} has no layer {layer}; it has {known}.")
    click.echo(to_table(found.annotations), nl=False)


@command.command("read")
@siglum_argument
@click.argument("layer")
@click.argument("table", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@edition_options
def from_csv(siglum: str, layer: str, table: Path, folder: Path, sources: Path | None) -> None:
    """Replace a layer by the annotations of a CSV file, if all of them are right.

    \b
    Example:
      edition layers read T emendations emendations.csv
    """
    if not layer.replace("-", "").isalnum():
        raise click.UsageError(f"{layer} is no name for a layer.")
    edition, annotated = open_witness(folder, sources, siglum)
    read = from_table(table)
    others = [one for one in annotated.layers if one.name != layer]
    layers = [*others, Layer(layer, read)]
    compile_text(edition, annotated.settings, annotated.witness, layers)
    product = Product(f"{layer}.jsonl", to_lines(read).encode())
    target = folder / "witnesses" / siglum
    write(target, [product])
    click.echo(f"{len(read)} annotations in {Place(str(target / product.name))}.")
