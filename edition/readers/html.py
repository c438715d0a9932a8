"""A web page becomes the text of a witness, and a proposal of its structure.

The text is what the page shows: each block on a line of its own, with an empty line between
blocks; white space inside a line is one space, as a browser has it, but no-break spaces stay.
What the mark-up says (headings, lists, quotations, italics, pictures) is proposed as annotations;
nothing that the page shows is left out.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Comment, Declaration, Doctype, NavigableString, ProcessingInstruction, Tag

from edition import findings
from edition.diagnostics import Diagnostic, InputError, Place
from edition.proposals.page import Marked, Page
from edition.spans import Span

SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_UNSEEN = frozenset({"script", "style", "template", "head", "title", "noscript"})
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary"
    " table tbody td tfoot th thead tr ul".split()
)
_KINDS = {
    "blockquote": "block-quotation",
    "figcaption": "caption",
    "figure": "figure",
    "li": "item",
    "ol": "list",
    "ul": "list",
    "footer": "footer",
    "nav": "footer",
    **{f"h{level}": "heading" for level in range(1, 7)},
}
_ITALICS = frozenset({"i", "em", "cite", "dfn", "var"})
_INVISIBLE = (Comment, Declaration, Doctype, ProcessingInstruction)
_FAR = sys.maxsize
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class _Reading:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    line_break: str = ""
    space: bool = False
    marked: list[Marked] = field(default_factory=list)

    def add(self, characters: str) -> None:
        self.parts.append(characters)
        self.length += len(characters)

    def part(self, line_break: str) -> None:
        """Begin a new line before the next words, if there are any before."""
        if self.length:
            self.line_break = max(self.line_break, line_break, key=len)
        self.space = False

    def words(self, text: str) -> None:
        """Take in the text of one node, white space folded."""
        for piece in re.split(f"({_SPACE.pattern})", text):
            if not piece:
                continue
            if _SPACE.fullmatch(piece):
                self.space = bool(self.length) and not self.line_break
                continue
            self.add(self.line_break or (" " if self.space else ""))
            self.line_break, self.space = "", False
            self.add(piece)

    def start(self) -> int:
        """The offset at which the next words will begin."""
        return self.length + len(self.line_break or (" " if self.space else ""))


def read_page(path: Path) -> Page:
    """The text and the marked spans of a web page.

    Raises InputError for a file that cannot be read, or whose characters cannot be decoded.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        fact = error.strerror or str(error)
        raise InputError([Diagnostic(findings.SOURCE_MISSING, Place(str(path)), fact)]) from error
    soup = BeautifulSoup(data, "html.parser")
    if soup.contains_replacement_characters:
        fact = f"the page is not {soup.original_encoding}, as it seemed to be"
        hint = "convert it to UTF-8, and let its meta element say so"
        raise InputError([Diagnostic(findings.NOT_UTF8, Place(str(path)), fact, hint)])
    reading = _Reading()
    try:
        _walk(soup, reading)
    except RecursionError as error:
        fact, hint = "its elements are nested too deep", "simplify the page"
        raise InputError([Diagnostic(findings.TOO_DEEP, Place(str(path)), fact, hint)]) from error
    text = "".join(reading.parts) + "\n"
    return Page(text, tuple(_blocks_of(text, reading.marked)))


def _walk(element: Tag, reading: _Reading) -> None:
    for child in element.children:
        if isinstance(child, Tag):
            _tag(child, reading)
        elif isinstance(child, NavigableString) and not isinstance(child, _INVISIBLE):
            reading.words(str(child))


def _tag(tag: Tag, reading: _Reading) -> None:
    name = tag.name.lower()
    if name in _UNSEEN:
        return
    if name == "br":
        reading.part("\n")
    elif name == "img":
        _picture(tag, reading)
    elif name in _BLOCKS:
        reading.part("\n\n")
        _marked_block(name, tag, reading)
        reading.part("\n\n")
    elif name in _ITALICS:
        start = reading.start()
        _walk(tag, reading)
        _mark(reading, "italics", start)
    else:
        _walk(tag, reading)


def _marked_block(name: str, tag: Tag, reading: _Reading) -> None:
    start = reading.start()
    _walk(tag, reading)
    kind = _KINDS.get(name)
    if kind:
        _mark(reading, kind, start, int(name[1]) if kind == "heading" else 0)


def _mark(reading: _Reading, kind: str, start: int, level: int = 0) -> None:
    if reading.length > start:
        reading.marked.append(Marked(kind, Span(start, reading.length), level))


def _picture(tag: Tag, reading: _Reading) -> None:
    alternative = str(tag.get("alt") or "")
    if alternative.strip():
        reading.part("\n\n")
        start = reading.start()
        reading.words(alternative)
        _mark(reading, "alternative-text", start)
        reading.part("\n\n")


def _blocks_of(text: str, marked: list[Marked]) -> Iterator[Marked]:
    """What is marked, with paragraphs for the lines that no text-holding block covers."""
    holding = {"heading", "item", "caption", "alternative-text", "footer"}
    taken = _merged(one.span for one in marked if one.kind in holding)
    found = list(_without_doubles(marked))
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        span = Span(*match.span())
        near = bisect_right(taken, span)
        if not any(one.overlaps(span) for one in taken[max(0, near - 1) : near + 1]):
            found.append(Marked("paragraph", span))
    yield from sorted(found, key=lambda one: (one.span.start, -one.span.end, one.kind))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans that neither nest nor overlap and together cover the same characters."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _without_doubles(marked: list[Marked]) -> Iterator[Marked]:
    """Of what is marked twice at one place the first; nothing inside a line of the page itself."""
    furniture = _merged(one.span for one in marked if one.kind == "footer")
    seen: set[tuple[str, Span]] = set()
    for one in marked:
        near = bisect_right(furniture, Span(one.span.start, _FAR)) - 1
        inside = near >= 0 and furniture[near].covers(one.span) and one.span != furniture[near]
        if (one.kind, one.span) not in seen and not inside:
            seen.add((one.kind, one.span))
            yield one
