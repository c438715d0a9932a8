"""edition outline"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from edition.cli.options import edition_options, open_witness, siglum_argument
from edition.layers import to_lines
from edition.proposals import outline_rules
from edition.writers.disk import write
from edition.writers.product import Product


@click.command("outline")
@siglum_argument
@edition_options
@click.option("--write", "save", is_flag=True, help="Write the structure layer, if there is none.")
@click.option("--confirm", is_flag=True, help="Mark the proposals as confirmed.")
def command(siglum: str, folder: Path, sources: Path | None, save: bool, confirm: bool) -> None:
    """Propose the structure of a witness by the outline rule of its type of text.

    The rule is named by text_type in witness.toml. Look at every proposal before you confirm
    it: from then on the layer is yours to correct.

    \b
    Examples:
      edition outline T | less
      edition outline T --write --confirm
    """
    _, annotated = open_witness(folder, sources, siglum)
    rules = outline_rules()
    text_type = annotated.settings.text_type
    if text_type not in rules:
        raise click.UsageError(f"There is no rule {text_type}; rules are {', '.join(rules)}.")
    status = "confirmed" if confirm else "proposed"
    made = [replace(one, status=status) for one in rules[text_type](annotated.witness)]
    content = to_lines(tuple(made))
    if not save:
        click.echo(content, nl=False)
        return
    target = folder / "witnesses" / siglum / "structure.jsonl"
    if target.exists():
        raise click.UsageError(f"{target} exists: correct it, or move it away first.")
    write(target.parent, [Product(target.name, content.encode())])
    click.echo(f"{len(made)} annotations, {status}, in {target}.")
