"""How much a reader's browser loads for a text page, beside the words that stand on it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from edition.reading.document import read_texts
from edition.reading.pages import Page, pages
from edition.reading.running import running_text
from edition.sphinx_ext.paging import page_docname

TIMES_TEXT = 1.5
FOR_SHARED = 150_000  # bytes
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
LEVEL = 6  # of gzip: what servers use
_IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


class PageText(NamedTuple):
    """A page of a text: its docname inside the folder of its file, title, edited text by blocks."""

    name: str
    title: str
    paragraphs: tuple[str, ...]


class Weight(NamedTuple):
    """Bytes, compressed: a page's own, those of all it loads beside, those of its text alone."""

    page: str
    own: int
    loaded: int
    text: int

    @property
    def budget(self) -> float:
        """What the page and all it loads may weigh."""
        return TIMES_TEXT * self.text + FOR_SHARED

    @property
    def share(self) -> float:
        """How much of the budget is used; more than 1 is too much."""
        return (self.own + self.loaded) / self.budget


def page_texts(tei: Path, largest: int) -> list[PageText]:
    """The pages that a TEI file becomes where `tei_page_size` is `largest`.

    The texts of a corpus are one page.
    """
    root = etree.parse(tei, etree.XMLParser(huge_tree=True)).getroot()
    found: dict[str, PageText] = {}
    for text in read_texts(root, str(tei)):
        for page in pages(text, largest):
            name = page_docname(tei.stem, page.name)
            known = found.get(name) or PageText(name, page.title or text.siglum, ())
            found[name] = known._replace(paragraphs=(*known.paragraphs, *_paragraphs(page)))
    return list(found.values())


def _paragraphs(page: Page) -> Iterator[str]:
    running = running_text(page.root, page.omitted)
    yield from filter(None, running.passages.values())
    yield from (words for _, words in running.uncited if words)


def weighed(site: Path, name: str, text: str) -> Weight:
    """The weight of the page with this path in a site, and of its text."""
    page = site / name
    loaded = sum(compressed(path.read_bytes()) for path in loaded_with(page))
    return Weight(name, compressed(page.read_bytes()), loaded, compressed(text.encode()))


def loaded_with(page: Path) -> set[Path]:
    """The files a browser loads with a page: styles, scripts, icons, pictures, each font."""
    found: set[Path] = set()
    pending = list(_of_page(page))
    while pending:
        path = pending.pop()
        if path not in found:
            found.add(path)
            pending.extend(_of_style(path) if path.suffix == ".css" else ())
    return found


def compressed(content: bytes) -> int:
    """The length of what a server sends: compressed where that makes it shorter."""
    return min(len(content), len(gzip.compress(content, LEVEL, mtime=0)))


def _of_page(page: Path) -> Iterator[Path]:
    root = html.parse(page, html.HTMLParser(encoding="utf-8", huge_tree=True)).getroot()
    for element in root.iter("link", "script", "img", "source", "iframe", "object"):
        is_loaded = element.tag != "link" or LOADING_LINKS & set((element.get("rel") or "").split())
        for attribute in ("href", "src", "data") if is_loaded else ():
            yield from _file(page, element.get(attribute, ""))


def _of_style(sheet: Path) -> Iterator[Path]:
    for found in _IN_STYLE.findall(sheet.read_text("utf-8")):
        yield from _file(sheet, "".join(found).strip())


def _file(at: Path, address: str) -> Iterator[Path]:
    parts = urlsplit(address)
    if parts.path and not parts.scheme:
        yield (at.parent / unquote(parts.path)).resolve()
