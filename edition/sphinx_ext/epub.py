"""EPUB 3 by Sphinx, made reproducible and told what assistive technology wants to know."""

from __future__ import annotations

import os
import time
from html import escape
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree
from sphinx.builders.epub3 import Epub3Builder

_OPF = "{http://www.idpf.org/2007/opf}"
_COVER = "cover.svg"
_FIRST = ("META-INF/container.xml", "content.opf", "toc.ncx")
_ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "displayTransformability"),
    ("schema:accessibilityHazard", "none"),
    (
        "schema:accessibilitySummary",
        "Text with headings, a table of contents, and footnotes linked to their marks and back. "
        "The picture on the cover holds the title alone.",
    ),
)


class EpubBuilder(Epub3Builder):
    """Sphinx's builder for EPUB 3; the same pages give the same bytes on any day."""

    def make_id(self, name: str) -> str:
        """An identifier that does not depend on how often the book was built."""
        return self.id_cache.setdefault(name, f"file-{len(self.id_cache) + 1}")

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """What the older table of contents says of the book: its identifier as elsewhere."""
        identifier = escape(self.config.epub_identifier)
        return super().toc_metadata(level, navpoints) | {"uid": identifier}

    def build_content(self) -> None:
        """Write the package document, with the metadata of accessibility and the cover named."""
        super().build_content()
        path = Path(self.outdir) / "content.opf"
        package = etree.parse(path)
        _complete(package.getroot())
        path.write_bytes(etree.tostring(package, xml_declaration=True, encoding="utf-8"))

    def build_epub(self) -> None:
        """Write the archive: always in the same order, of the date of the edition."""
        folder = Path(self.outdir)
        moment = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or time.time())
        names = [*_FIRST, *sorted(set(self.files) - set(_FIRST))]
        with ZipFile(folder / f"{self.config.epub_basename}.epub", "w") as book:
            for name in ("mimetype", *names):
                entry = ZipInfo(name, (max(1980, moment[0]), *moment[1:6]))
                entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                book.writestr(entry, (folder / name).read_bytes())


def _complete(package: Any) -> None:
    metadata = package.find(f"{_OPF}metadata")
    for one in metadata.findall(f"{_OPF}meta"):
        if (one.get("property") or "").startswith("ibooks:"):
            metadata.remove(one)
    package.attrib.pop("prefix", None)
    for name, value in _ACCESS:
        etree.SubElement(metadata, f"{_OPF}meta", property=name).text = value
    for item in package.iter(f"{_OPF}item"):
        if item.get("href") == _COVER:
            item.set("properties", "cover-image")
