"""Pages made of TEI, and the words a reader of the edited text finds on them."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from lxml import html

from edition.reading.document import read_texts
from edition.reading.pages import pages
from edition.sphinx_ext.rendering import renderers
from edition.sphinx_ext.rendering.known import Host, Known, Met
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.sphinx_ext.rendering.structure import whole_page
from edition.tei import TEI_NAMESPACE, Element, local_name, parse
from edition.texts import edited_text

NOT_READ = frozenset({"no-search", "mark", "headerlink"})
BLOCKS = frozenset(
    "p div section h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr td th blockquote figure figcaption"
    " br pre aside details".split()
)
HEADER = "<teiHeader><fileDesc><titleStmt><title>A title</title></titleStmt></fileDesc></teiHeader>"


def tei(text: str, header: str = HEADER, stand_off: str = "") -> str:
    """A TEI document with this `text`, or with this in its body."""
    inside = text if text.lstrip().startswith("<text") else f"<text><body>{text}</body></text>"
    return f'<TEI xmlns="{TEI_NAMESPACE}">{header}{stand_off}{inside}</TEI>'


def main_part(page: html.HtmlElement) -> html.HtmlElement:
    """The part of a page that holds the text."""
    return page.xpath('//*[@role="main"]')[0]


def read_words(page: html.HtmlElement) -> str:
    """The edited text of a page by the rule of the reading view, a space between blocks."""
    return "".join(_read(main_part(page)))


def _read(element: html.HtmlElement) -> Iterator[str]:
    classes = set((element.get("class") or "").split())
    if not isinstance(element.tag, str) or element.get("hidden") is not None or classes & NOT_READ:
        return
    around = " " if element.tag in BLOCKS or "set-apart" in classes else ""
    yield around + (element.text or "")
    for child in element:
        yield from _read(child)
        yield child.tail or ""
    yield around


def texts_of(root: Element) -> list[Element]:
    """The outermost `text` elements of a document."""
    return [
        one
        for one in root.iter("{*}text")
        if not any(local_name(around) == "text" for around in one.iterancestors())
    ]


def wanted_words(root: Element) -> str:
    """The edited text of all texts of a document."""
    return " ".join(edited_text(text) for text in texts_of(root))


def squeezed(words: str) -> str:
    """Words without any white space."""
    return "".join(words.split())


def boundaries(words: str) -> set[int]:
    """After how many characters other than white space a word ends."""
    reached, found = 0, set()
    for word in words.split():
        reached += len(word)
        found.add(reached)
    return found


def rendered(
    document: str, warnings: list[tuple[str, str, int | None]] | None = None
) -> nodes.Node:
    """The section that the first page of a document becomes, without Sphinx."""
    text = read_texts(parse(document.encode()), "page.xml")[0]
    told = warnings if warnings is not None else []
    host = Host(
        warn=lambda subtype, sentence, line: told.append((subtype, sentence, line)),
        picture=lambda address: "",
        page_of=lambda identifier: "",
        targets=lambda value: tuple(one.lstrip("#") for one in (value or "").split()),
    )
    page = pages(text, 0)[0]
    return whole_page(Rendering(page, Known(), host, renderers(), Met()), "page")
