"""edition export"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from edition.cli.build import compiled_edition
from edition.cli.options import complete_siglum, edition_options
from edition.cli.reporting import progress
from edition.cli.site import BOOKS, make_book, make_site, need_site_packages, only
from edition.writers import writers
from edition.writers.disk import write
from edition.writers.product import CompiledEdition

Export = Callable[[CompiledEdition, Path, Path], None]
_NAMES = {"plain": "txt"}  # what users call a format, where the writer's name says less
_TOGETHER = "edition"


def exports() -> dict[str, Export]:
    """All formats by name: those of the writers, and those that Sphinx makes of their TEI."""
    found: dict[str, Export] = {_NAMES.get(name, name): partial(_write, name) for name in writers()}
    found |= {"epub": partial(_books, "epub"), "html": _site, "pdf": partial(_books, "pdf")}
    return dict(sorted(found.items()))


def _write(name: str, compiled: CompiledEdition, work: Path, target: Path) -> None:
    write(target, writers()[name].products(compiled))


def _books(kind: str, compiled: CompiledEdition, work: Path, target: Path) -> None:
    name = next(iter(compiled.documents)) if len(compiled.texts) == 1 else _TOGETHER
    make_book(kind, name, compiled, work, target / f"{name}.{kind}")


def _site(compiled: CompiledEdition, work: Path, target: Path) -> None:
    make_site(compiled, {}, work, target / "html")


@click.command("export")
@edition_options
@click.option(
    "--to",
    "formats",
    type=click.Choice(list(exports())),
    multiple=True,
    required=True,
    help="Format; may be given more than once.",
)
@click.option(
    "--text",
    "sigla",
    metavar="SIGLUM",
    multiple=True,
    shell_complete=complete_siglum,
    help="This text alone; may be given more than once.  [default: all]",
)
@click.option("--together", is_flag=True, help="EPUB, PDF: one book of all texts.")
@click.option(
    "--into",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/export"),
    show_default=True,
    help="Folder for the files.",
)
def command(
    folder: Path,
    sources: Path | None,
    formats: Sequence[str],
    sigla: Sequence[str],
    together: bool,
    target: Path,
) -> None:
    """Write the edition, or some of its texts, as files to take away.

    epub and pdf are books with the apparatus and notes as footnotes and the registers at the
    end; html is a site; tei, txt and corpus are what build writes. The same edition gives the
    same bytes. A PDF of 30,000 words takes about a minute.

    \b
    Examples:
      edition export --to epub
      edition export --to pdf --text D --text G --together
      edition export --to tei --to txt --into /tmp/files
    """
    if together and not {*BOOKS} & {*formats}:
        raise click.UsageError(
            f"--together is for books: add --to {' or --to '.join(BOOKS)}, or drop it."
        )
    if not set(formats) <= {_NAMES.get(name, name) for name in writers()}:
        need_site_packages()
    _, compiled = compiled_edition(folder, sources)
    chosen = _chosen(compiled, sigla)
    parts = [chosen] if together else [only(chosen, one) for one in chosen.documents]
    with tempfile.TemporaryDirectory(prefix="edition-") as work, progress(len(formats)) as bar:
        for name in dict.fromkeys(formats):
            bar.set_description(name)
            whole = parts if name in BOOKS else [chosen]
            for part in whole:
                exports()[name](part, Path(work), target)
            bar.update()
    click.echo(f"{', '.join(chosen.documents)} as {', '.join(dict.fromkeys(formats))} in {target}.")


def _chosen(compiled: CompiledEdition, sigla: Sequence[str]) -> CompiledEdition:
    """The edition with the texts asked for alone, in its order. Raises UsageError for unknown."""
    unknown = sorted(set(sigla) - set(compiled.documents))
    if unknown:
        known = ", ".join(compiled.documents)
        raise click.UsageError(
            f"There is no text {', '.join(unknown)} to export; there is {known}."
        )
    return only(compiled, *sigla) if sigla else compiled
