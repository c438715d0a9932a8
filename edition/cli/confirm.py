"""edition confirm"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from edition.cli.options import edition_options, open_witness, siglum_argument
from edition.compilation import compile_text
from edition.layers import Layer, to_lines
from edition.writers.disk import write
from edition.writers.product import Product


@click.command("confirm")
@siglum_argument
@click.argument("layer")
@click.argument("ids", nargs=-1)
@edition_options
@click.option("--resp", required=True, help="Who decides: an id of [[responsibility]].")
@click.option("--reject", is_flag=True, help="Reject instead.")
def command(
    siglum: str,
    layer: str,
    ids: tuple[str, ...],
    folder: Path,
    sources: Path | None,
    resp: str,
    reject: bool,
) -> None:
    """Confirm the proposed annotations of a layer, or those with the given IDS.

    Who decides is added to who proposed. Nothing is written where the result would not compile.

    \b
    Examples:
      edition confirm T structure --resp reader-1
      edition confirm T mentions person.12-20 --reject --resp reader-1
    """
    edition, annotated = open_witness(folder, sources, siglum)
    found = next((one for one in annotated.layers if one.name == layer), None)
    if found is None:
        known = ", ".join(one.name for one in annotated.layers)
        raise click.UsageError(f"{siglum} has no layer {layer}; it has {known}.")
    chosen = {one.removeprefix(f"{siglum}.") for one in ids}
    proposed = {a.local_id for a in found.annotations if a.status == "proposed"}
    if unknown := sorted(chosen - proposed):
        raise click.UsageError(f"{', '.join(unknown)}: not among the proposals of {layer}.")
    status, decided = "rejected" if reject else "confirmed", chosen or proposed
    changed = tuple(
        replace(a, status=status, resp=" ".join(dict.fromkeys([*a.resp.split(), resp])))
        if a.local_id in decided and a.status == "proposed"
        else a
        for a in found.annotations
    )
    layers = [one for one in annotated.layers if one.name != layer]
    compile_text(edition, annotated.settings, annotated.witness, [*layers, Layer(layer, changed)])
    write(folder / "witnesses" / siglum, [Product(f"{layer}.jsonl", to_lines(changed).encode())])
    click.echo(f"{len(decided)} annotations {status} in {siglum}, {layer}.")
