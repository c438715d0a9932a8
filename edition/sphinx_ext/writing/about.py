"""What a text is: said before its words, where its header says it.

All of it is counted and named when the page is written, for it tells of all pages of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.calendars import DateError
from edition.datings import read_moment
from edition.reading.dates import in_words
from edition.reading.facts import PageFacts
from edition.reading.source import TextFacts
from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.citing import LEDGER, file_address
from edition.sphinx_ext.views.counting import counted
from edition.sphinx_ext.views.quality import CORRECTIONS
from edition.sphinx_ext.writing.tags import domain, is_book, text_of

_READ = frozenset({"p", "l", "sp"})
_SIGLUM = "{siglum}"


def visit_about(self: HTML5Translator, node: text_nodes.about) -> None:
    """Title, author, source, extent, files and where to begin; of what is not known nothing."""
    siglum, begin = node["siglum"], node["begin"]
    pages = [facts for _, facts in domain(self).pages() if facts.text.siglum == siglum]
    if not is_book(self) and pages:
        text = pages[0].text
        told = list(_told(text, _heading(node)))
        if told or begin:
            told += [*_size(self, pages), *_files(self, siglum), *_beginning(self, begin, pages)]
            inside = "\n".join(told)
            self.body.append(
                '<section class="about no-search" aria-label="About this text">\n'
                f"{inside}\n</section>\n"
            )
    raise nodes.SkipNode


def _heading(node: text_nodes.about) -> str:
    """What stands above: the heading of the text, or else its title."""
    title = node.parent.next_node(nodes.title) if node.parent is not None else None
    return title.astext() if title is not None else ""


def _told(text: TextFacts, heading: str) -> Iterator[str]:
    is_new = _same(text.title) != _same(heading) and text.title != text.siglum
    by = ", ".join(filter(None, (text.author, _date(text.date))))
    title = f"<cite>{text_of(text.title)}</cite>" if is_new else ""
    if title or by:
        yield f'<p class="about-title">{", ".join(filter(None, (title, text_of(by))))}</p>'
    if text.description:
        yield f"<p>{text_of(text.description)}</p>"
    if text.source and _same(text.source) not in _names(text):
        yield f"<p>Source: {text_of(text.source.rstrip('.'))}.</p>"
    if text.digest:
        words = "SHA-256 of the source"
        yield f'<p>{words}: <code class="digest">{text_of(text.digest)}</code></p>'


def _date(date: str) -> str:
    """A date of the header in words; as it is where it is none of TEI (`teidata.temporal.w3c`)."""
    try:
        return in_words({"when": read_moment(date)})
    except DateError:
        return date


def _names(text: TextFacts) -> set[str]:
    """What a reference to the source says if it says no more than is said already."""
    parts = text.title, text.author, text.date
    return {_same(", ".join(filter(None, parts[:number]))) for number in (1, 2, 3)}


def _same(words: str) -> str:
    return " ".join(words.split()).rstrip(".").casefold()


def _size(self: HTML5Translator, pages: Sequence[PageFacts]) -> Iterator[str]:
    passages = [one for facts in pages for one in facts.passages]
    loose = [words for facts in pages for _, words in facts.uncited]
    words = sum(len(one.split()) for one in (*(one.text for one in passages), *loose))
    changes = sum(one.sort in CORRECTIONS for facts in pages for one in facts.alterations)
    altered = counted(changes, "correction") if changes else ""
    if changes and LEDGER in self.builder.env.found_docs:
        ledger = self.builder.get_relative_uri(self.docnames[-1], LEDGER)
        altered = f'<a href="{escape(ledger)}">{altered}</a>'
    blocks = counted(len(passages), "passage") if passages else ""
    sizes = [counted(words, "word"), blocks, altered]
    if words:
        yield f"<p>{', '.join(filter(None, sizes))}.</p>"


def _files(self: HTML5Translator, siglum: str) -> Iterator[str]:
    offered = getattr(self.builder.config, "tei_downloads", ())
    up = "../" * self.builder.get_target_uri(self.docnames[-1]).count("/")
    files = [
        (label, file_address(up, pattern.replace(_SIGLUM, siglum)))
        for label, pattern in offered
        if _SIGLUM in pattern
    ]
    if files:
        links = (f'<a href="{escape(path)}">{text_of(label)}</a>' for label, path in files)
        yield f"<p>To take away: {', '.join(links)}.</p>"


def _beginning(self: HTML5Translator, begin: str, pages: Sequence[PageFacts]) -> Iterator[str]:
    """Where the text begins: before its divisions on this page, or else on that of the first."""
    if begin:
        landing = (one for facts in pages if not facts.page for one in facts.passages)
        first = next((one.id for one in landing if one.unit in _READ), "")
        page = self.builder.get_relative_uri(self.docnames[-1], begin)
        target = f"#{first}" if first else page
        yield f'<p class="begin"><a href="{escape(target)}">Begin reading</a></p>'
