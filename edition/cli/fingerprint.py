"""edition fingerprint"""

from __future__ import annotations

from pathlib import Path

import click

from edition.cli.options import edition_options, open_witness, siglum_argument
from edition.fingerprint import fingerprint
from edition.readers.edition import FINGERPRINT_FILE
from edition.writers.disk import write
from edition.writers.product import Product

_WIDTH = 96


@click.command("fingerprint")
@siglum_argument
@edition_options
def command(siglum: str, folder: Path, sources: Path | None) -> None:
    """Write the fingerprint of a witness and print its digest.

    The digest goes into witness.toml as sha256. With both in place, somebody with another copy
    is told where it parts from yours.

    \b
    Example:
      edition fingerprint T
    """
    _, annotated = open_witness(folder, sources, siglum)
    digits = fingerprint(annotated.witness.text).words.hex()
    lines = [digits[i : i + _WIDTH] for i in range(0, len(digits), _WIDTH)]
    content = "".join(f"{line}\n" for line in lines).encode()
    write(folder / "witnesses" / siglum, [Product(FINGERPRINT_FILE, content)])
    click.echo(f'sha256 = "{annotated.witness.digest}"')
