"""edition build"""

from __future__ import annotations

from pathlib import Path

import click

from edition.building import STAGES, build
from edition.checks.review import inside_emendations
from edition.cli.options import annotate_ready, edition_options
from edition.cli.reporting import progress, report
from edition.compilation import Edition
from edition.diagnostics import InputError
from edition.digests import changes, digests, to_table
from edition.readers.digests import DIGESTS_FILE, read_digests
from edition.readers.edition import SPECIMEN, EditionFolder, read_edition
from edition.writers import writers
from edition.writers.disk import write
from edition.writers.product import CompiledEdition, Product


@click.command("build")
@edition_options
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/tei"),
    show_default=True,
    help="Folder for the products.",
)
@click.option(
    "--check", "compare", is_flag=True, help="Write nothing: say what differs from the record."
)
@click.option("--record", is_flag=True, help="Record the digests of the products.")
def command(folder: Path, sources: Path | None, target: Path, compare: bool, record: bool) -> None:
    """Compile the edition to TEI and prove the result.

    Each witness becomes SIGLUM.xml, SIGLUM.diplomatic.txt and SIGLUM.edited.txt; corpus.xml
    holds all. Before anything is written, the text is read back from the TEI and compared
    with the witness. Where no source is found, the specimen is built.

    \b
    Examples:
      edition build
      edition build --sources ~/texts --to /tmp/tei
      edition build --check              what has changed since the last --record
    """
    if compare and record:
        raise click.UsageError("--check and --record exclude each other.")
    found = _with_sources(read_edition(folder, sources))
    compiled = _compile(found)
    report(d for text in compiled.texts for d in inside_emendations(text.anchored))
    if compare:
        _compare(found, compiled)
        return
    products = [p for writer in writers().values() for p in writer.products(compiled)]
    written = write(target, products)
    if record:
        write(found.path, [Product(DIGESTS_FILE, to_table(digests(compiled)).encode())])
    click.echo(f"{len(compiled.texts)} texts proved, {len(written)} files in {target}.")


def _with_sources(found: EditionFolder) -> EditionFolder:
    """The edition, or the specimen where none of its sources is there."""
    report(found.missing())
    if found.found:
        return found
    click.echo("No source was found: the specimen is built instead.", err=True)
    return read_edition(SPECIMEN)


def _compile(found: EditionFolder) -> CompiledEdition:
    witnesses = [a for one in found.witnesses if (a := annotate_ready(one))]
    edition = Edition(found.settings, found.registers)
    with progress(len(witnesses) * STAGES) as bar:

        def stage(what: str) -> None:
            bar.set_description(what)
            bar.update()

        return build(edition, witnesses, stage)


def _compare(found: EditionFolder, compiled: CompiledEdition) -> None:
    different = list(changes(read_digests(found.path), digests(compiled), found.path))
    if different:
        raise InputError(different)
    click.echo(f"{len(compiled.texts)} texts proved, all as recorded.")
