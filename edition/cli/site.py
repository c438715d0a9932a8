"""The site and the books of a compiled edition: what the commands that make or show them share."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from edition.cli.reporting import progress
from edition.compilation import tei_corpus
from edition.readers.versions import VERSIONS_FOLDER
from edition.writers import writers
from edition.writers.product import CompiledEdition

if TYPE_CHECKING:
    from edition.sphinx_ext.assembling import SiteFacts

_Command = TypeVar("_Command", bound=Callable[..., Any])
BUILD = Path("build")
DOCS = "docs"
MANUAL = "manual"
EXIT_INTERRUPTED = 130
BOOKS = ("epub", "pdf")
_NEEDED = ("sphinx", "myst_parser", "watchfiles")


def site_options(command: _Command) -> _Command:
    """--into and --docs."""
    folder = click.Path(path_type=Path, file_okay=False)
    existing = click.Path(path_type=Path, file_okay=False, exists=True)
    into = click.option(
        "--into",
        type=folder,
        default=BUILD,
        show_default=True,
        help="Folder of the build: tei/, pages/ and site/ are made in it.",
    )
    docs = click.option(
        "--docs",
        type=existing,
        show_default="docs/ in the edition's folder, or beside tei/",
        help="Folder with pages of your own.",
    )
    return into(docs(command))


def own_pages(folder: Path, built: Path, docs: Path | None) -> dict[str, Path]:
    """The folders with the edition's own pages and records, by where they go in the site.

    Where the specimen was built in the place of the edition, only the manual belongs to it.
    """
    beside = [folder / DOCS, *([folder.absolute().parent / DOCS] if folder.name == "tei" else [])]
    found = docs or next((one for one in beside if one.is_dir()), None)
    own: dict[str, Path] = {}
    if found is not None:
        own = {"": found} if built == folder else {MANUAL: found / MANUAL}
    return {
        name: path
        for name, path in [*own.items(), (VERSIONS_FOLDER, built / VERSIONS_FOLDER)]
        if path.is_dir()
    }


def only(compiled: CompiledEdition, *sigla: str) -> CompiledEdition:
    """The edition with some of its texts alone, in its order."""
    texts = tuple(one for one in compiled.texts if one.siglum in sigla)
    documents = {one.siglum: compiled.documents[one.siglum] for one in texts}
    corpus = tei_corpus(compiled.edition, texts)
    return replace(compiled, texts=texts, documents=documents, corpus=corpus)


def need_site_packages() -> None:
    """Raise ClickException where a package is missing that sites and books need."""
    for name in _NEEDED:
        if find_spec(name) is None:
            raise click.ClickException(
                f"sites and books need the package {name}, which is not installed: "
                "pip install 'edition[site]', or leave them out: edition build --only tei"
            )


def site_facts(compiled: CompiledEdition) -> SiteFacts:
    """What the pages say of the edition; of a single text, its own title and author."""
    from edition.sphinx_ext.assembling import SiteFacts

    settings = compiled.edition.settings
    one = compiled.texts[0].settings if len(compiled.texts) == 1 else None
    return SiteFacts(
        title=one.title if one else settings.title,
        author=(one.author if one else None) or settings.publisher,
        edition=settings.title,
        version=settings.version,
        date=settings.date,
        language=settings.language,
        publisher=settings.publisher,
        project=settings.project,
        licence=settings.licence.statement,
        texts=tuple(compiled.documents),
        corrections=settings.site.corrections,
    )


def make_site(compiled: CompiledEdition, own: Mapping[str, Path], work: Path, site: Path) -> int:
    """Make a site from pages/ in a folder for work; only what changed since the last time.

    Whoever reads it can take away the files of all writers, and the books that are up to date in
    books/ of that folder. Returns the number of warnings, which are shown. Raises ClickException.
    """
    need_site_packages()
    from edition.sphinx_ext.assembling import assemble
    from edition.sphinx_ext.publishing import publish

    settings = compiled.edition.settings
    facts = site_facts(compiled)._replace(title=settings.title, author=settings.publisher)
    files = {one.name: one.content for w in writers().values() for one in w.products(compiled)}
    beside = {f"downloads/{name}": content for name, content in files.items()}
    beside |= {f"downloads/{path.name}": path.read_bytes() for path in books(compiled, work)}
    pages = work / "pages"
    assemble(pages, facts, compiled.documents, own, beside)
    where = {pages / name: path for name, path in own.items()}
    with _failures("site"):
        warnings = publish(
            pages, site, work / "doctrees", date=settings.date, report=_shown(pages, where)
        )
    for path in (site / "downloads").iterdir():
        if f"downloads/{path.name}" not in beside:
            path.unlink()
    return warnings


def make_book(kind: str, name: str, compiled: CompiledEdition, work: Path, target: Path) -> int:
    """Make a book, EPUB or PDF; returns the number of warnings. Raises ClickException."""
    from edition.sphinx_ext.books import Book, make_epub, make_pdf

    book = Book(name, site_facts(compiled), compiled.documents)
    with _failures(target.name):
        return {"epub": make_epub, "pdf": make_pdf}[kind](book, work, target, _shown(work, {}))


def make_books(compiled: CompiledEdition, work: Path) -> None:
    """Make the books of those single texts that have changed since theirs were made."""
    folder = work / "books"
    done = {path.stem for path in books(compiled, work)}
    stale = [siglum for siglum in compiled.documents if siglum not in done]
    with tempfile.TemporaryDirectory(prefix="edition-") as made, progress(len(stale)) as bar:
        for siglum in stale:
            bar.set_description(f"{siglum}: {', '.join(BOOKS)}")
            text = only(compiled, siglum)
            for kind in BOOKS:
                make_book(kind, siglum, text, Path(made), folder / f"{siglum}.{kind}")
            digest = sha256(compiled.documents[siglum]).hexdigest()
            (folder / f"{siglum}.sha256").write_text(digest, "ascii")
            bar.update()


def books(compiled: CompiledEdition, work: Path) -> Iterator[Path]:
    """The books of single texts that were made of their TEI as it is now."""
    for siglum, tei in compiled.documents.items():
        made = work / "books" / f"{siglum}.sha256"
        if made.is_file() and made.read_text("ascii") == sha256(tei).hexdigest():
            yield from (p for kind in BOOKS if (p := made.with_suffix(f".{kind}")).is_file())


def show_site(warnings: int, site: Path) -> None:
    """Say where the site is and how it is looked at."""
    found = f" {warnings} warning{'s' if warnings != 1 else ''}, see above." if warnings else ""
    click.echo(f"The site is in {site}.{found}")
    click.echo(f"Look at it with: edition serve (or open {site / 'index.html'})")


@contextmanager
def _failures(what: str) -> Iterator[None]:
    """Say in one sentence why Sphinx or WeasyPrint gave up."""
    from edition.sphinx_ext.pdf import PdfError
    from edition.sphinx_ext.publishing import SiteError

    try:
        yield
    except (PdfError, SiteError) as error:
        raise click.ClickException(f"{what} was not made: {error}") from error
    except KeyboardInterrupt:
        click.echo(f"Interrupted: the {what} is not whole. Run the command again.", err=True)
        raise click.exceptions.Exit(EXIT_INTERRUPTED) from None


def _shown(pages: Path, where: Mapping[Path, Path]) -> Callable[[str], None]:
    """What prints a warning of Sphinx, with the path of the page that its author knows."""

    def show(warning: str) -> None:
        for copied, own in [*sorted(where.items(), reverse=True), (pages, pages)]:
            warning = warning.replace(f"{copied.absolute()}/", f"{own}/")
        click.echo(warning, err=True)

    return show
