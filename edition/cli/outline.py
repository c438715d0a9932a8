"""edition outline"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import click

from edition.annotations import Annotation
from edition.cli.options import edition_options, find_witness, open_witness, siglum_argument
from edition.layers import to_lines
from edition.proposals import outline_rules
from edition.proposals.page import propose_page
from edition.readers.edition import WitnessFolder, read_edition
from edition.readers.html import SUFFIXES, read_page
from edition.witness import Witness
from edition.writers.disk import write
from edition.writers.product import Product


@click.command("outline")
@siglum_argument
@edition_options
@click.option("--write", "save", is_flag=True, help="Write the structure layer, if there is none.")
@click.option("--confirm", is_flag=True, help="Mark the proposals as confirmed.")
def command(siglum: str, folder: Path, sources: Path | None, save: bool, confirm: bool) -> None:
    """Propose the structure of a witness by the outline rule of its type of text.

    The rule is named by text_type in witness.toml; of a web page (.html) the mark-up itself is
    the proposal, italics too. Look at every proposal before you confirm it: from then on the
    layer is yours to correct.

    \b
    Examples:
      edition outline T | less
      edition outline T --write --confirm
    """
    found = find_witness(read_edition(folder, sources, siglum), siglum)
    if found.witness is None or found.source is None:
        open_witness(folder, sources, siglum)
        return
    status = "confirmed" if confirm else "proposed"
    made = [replace(one, status=status) for one in _proposed(found, found.witness, found.source)]
    layers: dict[str, list[Annotation]] = defaultdict(list)
    for one in made:
        layers[one.layer].append(one)
    products = [
        Product(f"{name}.jsonl", to_lines(tuple(of_layer)).encode())
        for name, of_layer in layers.items()
    ]
    if not save:
        for product in products:
            click.echo(product.content.decode(), nl=False)
        return
    target = folder / "witnesses" / siglum
    present = [str(target / p.name) for p in products if (target / p.name).exists()]
    if present:
        raise click.UsageError(f"{', '.join(present)} exists: correct it, or move it away first.")
    written = write(target, products)
    click.echo(f"{len(made)} annotations, {status}, in {', '.join(map(str, written))}.")


def _proposed(found: WitnessFolder, witness: Witness, source: Path) -> list[Annotation]:
    if source.suffix.lower() in SUFFIXES:
        return propose_page(witness, read_page(source))
    rules = outline_rules()
    text_type = found.settings.text_type
    if text_type not in rules:
        raise click.UsageError(f"There is no rule {text_type}; rules are {', '.join(rules)}.")
    return rules[text_type](witness)
