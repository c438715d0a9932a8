"""The edited text taken out of each product, and what is compared of it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree, html

ASIDE = {"no-search", "mark", "headerlink", "entry-back"}
SIGNATURE = b"pagefind_dcd"
SMALLEST = 12.5  # pixels: notes, running heads and numbers are smaller
_WHITE = re.compile(r"\s+")
_HYPHENS = re.compile(r"[\s\-\u2010\ufffe\x02]|\[…\]")


def solid(text: str) -> str:
    """A text without white space: products differ in it, for blocks need none."""
    return _WHITE.sub("", text)


def unhyphenated(text: str) -> str:
    """A text without hyphens too: in print nothing tells those at line ends from the author's."""
    return _HYPHENS.sub("", text)


def edited_words(element: etree._Element) -> str:
    """What a reader reads of an element of HTML: nothing hidden, no marks, entries, numbers."""
    return "".join(_words(element))


def _words(element: etree._Element) -> Iterator[str]:
    is_aside = "hidden" in element.attrib or ASIDE & set((element.get("class") or "").split())
    if isinstance(element.tag, str) and not is_aside:
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""


def site_text(site: Path, names: list[str]) -> str:
    """The edited text of pages of a site."""
    pages = (html.parse(site / f"{name}.html").getroot() for name in names)
    return "".join(edited_words(page.find(".//article")) for page in pages)


def book_text(pages: list[bytes]) -> str:
    """The edited text of files of an EPUB."""
    bodies = (etree.fromstring(page).find("{*}body") for page in pages)
    return "".join(edited_words(body) for body in bodies)


def pdf_text(path: Path) -> str:
    """The characters of text size in the first part of a PDF, without the notes at the foot."""
    document = pypdfium2.PdfDocument(path)
    parts = [one.get_dest().get_index() for one in document.get_toc() if one.level == 0]
    found = "".join("".join(_large(document[n])) for n in range(parts[0], parts[1]))
    document.close()
    return found


def _large(page: pypdfium2.PdfPage) -> Iterator[str]:
    text = page.get_textpage()
    for number in range(text.count_chars()):
        if pdfium.FPDFText_GetFontSize(text.raw, number) >= SMALLEST:
            yield chr(pdfium.FPDFText_GetUnicode(text.raw, number))


def fragments(site: Path) -> list[dict[str, Any]]:
    """The records of a site's search, in the order in which they were written."""
    found = [fragment(path) for path in (site / "pagefind" / "fragment").iterdir()]
    return sorted(found, key=lambda one: one["url"])


def fragment(path: Path) -> dict[str, Any]:
    content = gzip.decompress(path.read_bytes())
    assert content.startswith(SIGNATURE)
    record: dict[str, Any] = json.loads(content.removeprefix(SIGNATURE))
    return record
