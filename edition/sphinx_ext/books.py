"""Books made of an edition: all its texts or some, as EPUB or PDF."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

from edition import __version__
from edition.sphinx_ext.assembling import SiteFacts, assemble
from edition.sphinx_ext.pdf import write_pdf
from edition.sphinx_ext.printing import EPUB_THEME, FOLDER, PDF_THEME
from edition.sphinx_ext.publishing import Report, publish

_PAGES = FOLDER / "pages"
_COVER = "cover.svg"
_LARGEST = 40_000  # characters of a file in EPUB: small readers are slow with more
_WIDTH, _HEIGHT, _LINE = 600, 800, 18


class Book(NamedTuple):
    """What a book is called and holds: the name of its file, facts, the TEI of its texts."""

    name: str
    site: SiteFacts
    texts: Mapping[str, bytes]

    @property
    def identifier(self) -> str:
        """A URN that is the same for the same version of the same book."""
        named = "\n".join((self.site.edition, self.site.version, self.site.title, *self.texts))
        return uuid.uuid5(uuid.NAMESPACE_URL, named).urn


Maker = Callable[[Book, Path, Path, Report], int]


def make_epub(book: Book, work: Path, target: Path, report: Report) -> int:
    """Write a book as EPUB 3; returns the number of warnings, each of which is reported.

    `work` is a folder for what it is made of. Raises SiteError.
    """
    settings = {
        "html_theme": EPUB_THEME,
        "epub_theme": EPUB_THEME,
        "epub_basename": book.name,
        "epub_title": book.site.title,
        "epub_author": book.site.author,
        "epub_publisher": book.site.publisher,
        "epub_contributor": book.site.publisher,
        "epub_copyright": book.site.licence,
        "epub_description": book.site.project,
        "epub_identifier": book.identifier,
        "epub_scheme": "UUID",
        "epub_uid": "book-id",
        "epub_cover": (_COVER, "cover.html"),
        "epub_show_urls": "no",
        "epub_tocdepth": 4,
        "epub_exclude_files": ["_static/pygments.css", "objects.inv"],
        "tei_page_size": _LARGEST,
    }
    made = _made(book, work / book.name / "epub", "epub", settings, report)
    _put(work / book.name / "epub" / "out" / f"{book.name}.epub", target)
    return made


def make_pdf(book: Book, work: Path, target: Path, report: Report) -> int:
    """Write a book as tagged PDF; returns the number of warnings, each of which is reported.

    Raises SiteError, and PdfError where WeasyPrint cannot work.
    """
    facts = book.site._asdict() | {"program": __version__}
    context = {"tei_book": facts}
    settings = {"html_theme": PDF_THEME, "html_context": context, "tei_page_size": 0}
    made = _made(book, work / book.name / "pdf", "singlehtml", settings, report)
    write_pdf(work / book.name / "pdf" / "out" / "index.html", target, book.identifier)
    return made


def cover(title: str, author: str, edition: str) -> bytes:
    """The cover of a book as SVG: author, title, edition; no font is needed."""
    lines = wrap(title, _LINE)
    first = 260 - 25 * len(lines)
    shown = [
        f'<text x="300" y="{first + 56 * number}" font-size="46">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]
    if author:
        shown.insert(0, f'<text x="300" y="110" font-size="26">{escape(author)}</text>')
    if edition != title:
        shown += [
            f'<text x="300" y="{690 + 28 * number}" font-size="20">{escape(line)}</text>'
            for number, line in enumerate(wrap(edition, 2 * _LINE))
        ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#f6f1e7"/>'
        '<path d="M60 150H540M60 640H540" stroke="#7a1f1f" stroke-width="2"/>'
        f'<g font-family="serif" fill="#2a2522" text-anchor="middle">{"".join(shown)}</g></svg>\n'
    ).encode()


def _made(book: Book, work: Path, builder: str, settings: Mapping[str, Any], report: Report) -> int:
    site = book.site
    author = site.author if site.author != site.publisher else ""
    beside = {_COVER: cover(site.title, author, site.edition)} if builder == "epub" else {}
    assemble(work / "pages", site, book.texts, {}, beside, _PAGES)
    shutil.rmtree(work / "out", ignore_errors=True)  # an EPUB holds whatever is there
    return publish(
        work / "pages",
        work / "out",
        work / "doctrees",
        date=site.date,
        report=report,
        builder=builder,
        settings=settings,
    )


def _put(made: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, target)
