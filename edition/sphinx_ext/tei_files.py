"""TEI files as Sphinx meets them: read once, though a long one is read for many pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TypeAlias

from lxml import etree

from edition.reading.document import TeiText, read_texts
from edition.reading.entries import RegisterEntry
from edition.reading.facts import (
    FileFacts,
    PageFacts,
    Surroundings,
    file_facts,
    page_facts,
    surroundings,
)
from edition.reading.pages import Page, pages
from edition.sphinx_ext.paging import SUFFIX, page_docname, read_stub
from edition.tei import XML_ID, parse

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"})


class UnreadableError(Exception):
    """A file holds no TEI text: why, in a sentence, and the line where that is known."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(sentence)


Parallels: TypeAlias = defaultdict[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text with what is the same on all its pages, and the facts of its landing page.

    `entries` are those of its registers, `parallels` pairs (link, other passage) of each passage,
    `targets` reads pointers, `places` are the names of the pages on which identifiers stand.
    """

    text: TeiText
    pages: Sequence[Page]
    shared: Surroundings
    landing: PageFacts
    entries: Mapping[str, RegisterEntry]
    parallels: Mapping[str, Sequence[tuple[str, str]]]
    targets: Callable[[str | None], tuple[str, ...]]
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TeiFile:
    """A TEI file: its path, its docname and its texts, of which the first may have many pages."""

    path: Path
    docname: str
    texts: Sequence[OpenText]

    def page_of(self, identifier: str) -> str:
        """The docname of the page on which an identifier stands; "" for none."""
        found = (one.places[identifier] for one in self.texts if identifier in one.places)
        name = next(found, None)
        return "" if name is None else page_docname(self.docname, name)


class TeiFiles:
    """The file read last: Sphinx asks for the pages of a text one after the other."""

    def __init__(self) -> None:
        self._known: tuple[tuple[Path, int, int, int], TeiFile] | None = None

    def read(self, path: Path, docname: str, largest: int) -> TeiFile:
        """A TEI file, its first text cut into pages; raises UnreadableError where it holds none."""
        state = path.stat()
        now = (path, state.st_mtime_ns, state.st_size, largest)
        if self._known is None or self._known[0] != now:
            self._known = now, _read(path, docname, largest)
        return self._known[1]


def _read(path: Path, docname: str, largest: int) -> TeiFile:
    try:
        root = parse(path.read_bytes())
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"not well-formed XML: {error.msg}", error.lineno) from None
    texts = read_texts(root, path.name)
    if not texts:
        raise UnreadableError("no TEI: the root of the file is neither TEI nor teiCorpus", 1)
    whole = file_facts(texts)
    parallels: Parallels = defaultdict(list)
    opened = [
        _opened(one, 0 if number else largest, whole, parallels) for number, one in enumerate(texts)
    ]
    return TeiFile(path, docname, opened)


def _opened(text: TeiText, largest: int, whole: FileFacts, parallels: Parallels) -> OpenText:
    """A text of a file; its links join the `parallels`, which are those of all texts of the file:
    a corpus says with its first text what stands parallel in all.
    """
    shown = pages(text, largest)
    shared = surroundings(text, whole)
    facts = page_facts(text, shown[0], shared)
    for link in facts.parallels:
        parallels[link.first].append((link.id, link.second))
        parallels[link.second].append((link.id, link.first))
    return OpenText(
        text=text,
        pages=shown,
        shared=shared,
        landing=facts,
        entries={one.id: one for one in facts.entries},
        parallels=parallels,
        targets=cache(shared.pointing.targets),
        places=_places(shown),
    )


def _places(shown: Sequence[Page]) -> Mapping[str, str]:
    """On which page each identifier stands: what is deeper inside comes later and counts."""
    return {i: page.name for page in shown for e in page.root.iter() if (i := e.get(XML_ID))}


def page_shown(path: Path, docname: str, content: str) -> tuple[Path, str, str]:
    """The TEI file of a document, the docname of that file, and which page of it is wanted."""
    if not path.name.endswith(SUFFIX):
        return path, docname, ""
    stub = read_stub(content)
    if stub is None:
        raise UnreadableError("not a page that the extension wrote; delete the file", 1)
    landing = normpath(join(dirname(docname), stub.file))
    return path.parent / stub.file, landing.removesuffix(".xml"), stub.division


def picture(source: Path, docname: str, address: str) -> str:
    """A picture beside a text, as an address from the source folder; "" where it is none.

    Whatever leads out of the source folder or onto the network is none.
    """
    if not address or ":" in address or address.startswith(("/", "\\")):
        return ""
    place = normpath(join(dirname(docname), address))
    if place.startswith("..") or Path(place).suffix.lower() not in _PICTURES:
        return ""
    return f"/{place}" if Path(source, place).is_file() else ""
