"""edition build"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from edition.building import STAGES, build
from edition.checks.review import inside_emendations
from edition.checks.unread import unread_paragraphs
from edition.cli.options import build_ready, edition_options
from edition.cli.reporting import progress, report
from edition.cli.site import make_books, make_site, own_pages, show_site, site_options
from edition.compiled import Edition
from edition.diagnostics import Diagnostic, InputError, Severity, raise_for
from edition.digests import changes, digests, to_table
from edition.readers.digests import DIGESTS_FILE, read_digests
from edition.readers.edition import SPECIMEN, EditionFolder, collect_edition, read_edition
from edition.readers.schemas import own_schema
from edition.readers.user_folders import compiled_schemas
from edition.writers import writers
from edition.writers.disk import write_all
from edition.writers.product import CompiledEdition, Product


@click.command("build")
@edition_options
@site_options
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    show_default="tei/ in that folder",
    help="Folder for the TEI and the plain texts.",
)
@click.option("--only", type=click.Choice(["tei"]), help="TEI and plain texts, no site.")
@click.option(
    "--books", is_flag=True, help="EPUB and PDF of each text too, to take away from the site."
)
@click.option(
    "--check", "compare", is_flag=True, help="Write nothing: say what differs from the record."
)
@click.option("--record", is_flag=True, help="Record the digests of the products.")
def command(
    folder: Path,
    sources: Path | None,
    into: Path,
    docs: Path | None,
    target: Path | None,
    only: str | None,
    books: bool,
    compare: bool,
    record: bool,
) -> None:
    """Compile the edition to TEI, prove the result, and make the site.

    Each witness becomes SIGLUM.xml, SIGLUM.diplomatic.txt and SIGLUM.edited.txt; corpus.xml
    holds all. Before anything is written, the text is read back from the TEI and compared
    with the witness. The site is made from the TEI and from the pages in docs/. Where no
    source is found, the specimen is built.

    \b
    Examples:
      edition build
      edition build --only tei --sources . --to /tmp/tei
      edition build --check              what has changed since the last --record
    """
    if compare and record:
        raise click.UsageError("--check and --record exclude each other.")
    if books and (only or compare):
        other = "--check" if compare else f"--only {only}"
        raise click.UsageError(f"--books is for the site, which {other} leaves out: drop one.")
    found, compiled = compiled_edition(folder, sources, recorded=record, compared=compare)
    if compare:
        _compare(found, compiled)
        return
    target = target or into / "tei"
    products = [(target, p) for w in writers().values() for p in w.products(compiled)]
    recorded = []
    if record:
        recorded = [(found.path, Product(DIGESTS_FILE, to_table(digests(compiled)).encode()))]
    write_all(one for one in [*products, *recorded] if not _is_there(*one))
    click.echo(f"{_texts(compiled)} proved, {len(products)} files in {target}.")
    if only is None:
        if books:
            make_books(compiled, into)
        site = into / "site"
        show_site(make_site(compiled, own_pages(folder, found.path, docs), into, site), site)


def compiled_edition(
    folder: Path, sources: Path | None, *, recorded: bool = False, compared: bool = False
) -> tuple[EditionFolder, CompiledEdition]:
    """The edition of a folder, or the specimen, compiled and proved; says what is to be reviewed.

    Raises InputError with all faults, and where the edition is to be recorded or compared and a
    source is missing.
    """
    own, faults = collect_edition(folder, sources)
    if not own.found:
        raise_for(faults)
    found = _with_sources(own, wanted=recorded)
    if compared and found is not own:
        raise InputError(replace(one, severity=Severity.ERROR) for one in own.missing())
    compiled = _compile(found, faults)
    for text in compiled.texts:
        report(inside_emendations(text.anchored))
        report(unread_paragraphs(text))
    return found, compiled


def _with_sources(found: EditionFolder, *, wanted: bool) -> EditionFolder:
    """The edition, or the specimen where none of its sources is there.

    Raises InputError where the whole edition is `wanted` and one is missing.
    """
    missing = list(found.missing())
    if missing and wanted:
        raise InputError(replace(one, severity=Severity.ERROR) for one in missing)
    report(missing)
    if found.found:
        return found
    click.echo("No source was found: the specimen is built instead.", err=True)
    return read_edition(SPECIMEN)


def _is_there(folder: Path, product: Product) -> bool:
    """Whether the file already has these bytes: what did not change keeps its date."""
    path = folder / product.name
    return path.is_file() and path.read_bytes() == product.content


def _texts(compiled: CompiledEdition) -> str:
    number = len(compiled.texts)
    return f"{number} text{'s' if number != 1 else ''}"


def _compile(found: EditionFolder, faults: Sequence[Diagnostic]) -> CompiledEdition:
    """Compile what can be; the faults of reading and of compiling are raised together."""
    witnesses = [a for one in found.witnesses if (a := build_ready(one))]
    edition = Edition(found.settings, found.registers, found.parallels)
    schema = own_schema(found.path, compiled_schemas())
    gc.freeze()  # what was read lives as long as the process: no use in looking for waste in it
    with progress(len(witnesses) * STAGES) as bar:

        def stage(what: str) -> None:
            bar.set_description(what)
            bar.update()

        try:
            compiled = build(edition, witnesses, stage, schema)
        except InputError as error:
            raise InputError([*faults, *error.diagnostics]) from error
    raise_for(faults)
    return compiled


def _compare(found: EditionFolder, compiled: CompiledEdition) -> None:
    different = list(changes(read_digests(found.path), digests(compiled), found.path))
    if different:
        raise InputError(different)
    click.echo(f"{_texts(compiled)} proved, all as recorded.")
