"""Divisions, headings, openers and closers, title pages (TEI Guidelines, 4)."""

from __future__ import annotations

from docutils import nodes

from edition.reading.pages import heading as title_of_division
from edition.sphinx_ext.nodes import ASIDE, block, edited_words, heading, plain_title
from edition.sphinx_ext.rendering.arranging import arranged, phrasing
from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element, local_name

_DIVISIONS = ("div", *(f"div{number}" for number in range(8)))
_DEEPEST_HEADING = 6  # as HTML has it; Sphinx's text has one more
_PARTS = frozenset({"text", "front", "body", "back", "group", *_DIVISIONS})
_BEFORE_TEXT = frozenset({"pb", "lb", "cb", "gb", "milestone", "fw", "anchor", "note", "index"})


def whole_page(page: Rendering, identifier: str) -> nodes.section:
    """The section of a page: its own heading as title, or else the title that the page has."""
    root = page.page.root
    if root.text is None and not len(root):
        return _section(page, root, [], page.page.title, identifier)
    head = _first_head(root)
    if head is not None:
        page.headings.add(head)
    return _section(page, root, page.content(root), page.page.title, identifier)


def _first_head(root: Element) -> Element | None:
    """The heading with which the words of a page begin, be it that of its body."""
    if local_name(root) in _DIVISIONS:
        return next(root.iterchildren("{*}head"), None)
    for child in root.iterchildren("*"):
        name = local_name(child)
        if name == "head":
            return child
        if name in {"body", "front"} and not (root.text or "").strip():
            return _first_head(child)
        if name not in _BEFORE_TEXT:
            return None
    return None


def _section(
    page: Rendering, element: Element, found: Nodes, title: str, identifier: str
) -> nodes.section:
    marks = page.marks(element)
    ids = marks.pop("ids", None) or page.claimed(identifier) or page.new_identifier("division")
    inside = arranged(found)
    own = next((node for node in inside if isinstance(node, heading)), None)
    words = edited_words(own) if own is not None else ""
    if own is not None and words:
        named: nodes.title = plain_title("", words)
    else:
        named = nodes.title("", title or identifier or ids[0], classes=[ASIDE])
    return nodes.section("", named, *inside, ids=ids, **marks)


@renders("text", "front", "body", "back", "group")
def part(element: Element, page: Rendering) -> Nodes:
    """What is in it, without a mark of its own; the text of a group has its heading as title."""
    if element is page.page.root or _is_transparent(element):
        return page.content(element)
    return page.block(element, local_name(element))


def _is_transparent(element: Element) -> bool:
    """Whether only parts of the text and divisions are around an element."""
    parent = element.getparent()
    return parent is not None and local_name(parent) in _PARTS


@renders(*_DIVISIONS)
def division(element: Element, page: Rendering) -> Nodes:
    """A section with its first heading as title; without a heading its type and number stand."""
    if not _is_sectional(element, page):
        return page.block(element, "division")
    head = next(element.iterchildren("{*}head"), None)
    if head is not None:
        page.headings.add(head)
    elif not (element.get("type") or element.get("subtype")):
        return page.block(element, "division")
    title = title_of_division(element)
    return [_section(page, element, page.content(element), title, "")]


def _is_sectional(element: Element, page: Rendering) -> bool:
    """Whether a division stands in few divisions and nothing else: its heading has a level."""
    root, level = page.page.root, _DEEPEST_HEADING
    parent = element.getparent()
    while parent is not None and element is not root:
        level -= local_name(parent) in _DIVISIONS
        if local_name(parent) not in _PARTS or not level:
            return False
        if parent is root:
            return True
        parent = parent.getparent()
    return True


@renders("head")
def head(element: Element, page: Rendering) -> Nodes:
    """The heading of a section; elsewhere a caption, or a line set like a heading."""
    if element in page.headings:
        inside, entries = page.heading_content(element)
        title = heading("", "", *phrasing(inside), **page.citable(element))
        behind = [block("", *entries, tag="div", classes=["entries", ASIDE])] if entries else []
        return [title, *behind, *page.elsewhere(element)]
    parent = element.getparent()
    if parent is not None and local_name(parent) == "figure":
        return page.passage(element, "caption", tag=_caption_tag(element))
    return page.passage(element, "heading")


def _caption_tag(head: Element) -> str:
    """HTML has a caption as first or last in its figure, and one only."""
    figure = head.getparent()
    content = [] if figure is None else [one for one in figure if isinstance(one.tag, str)]
    heads = [one for one in content if local_name(one) == "head"]
    is_at_end = bool(content) and not (content[-1].tail or "").strip() and content[-1] is head
    return "figcaption" if is_at_end and len(heads) == 1 else "p"


@renders("p", "ab")
def paragraph(element: Element, page: Rendering) -> Nodes:
    """A paragraph, with its number in the margin."""
    named = (element.get("type") or "").split()
    return page.passage(element, *(["alternative-text"] if "alternative-text" in named else []))


@renders("floatingText")
def floating_text(element: Element, page: Rendering) -> Nodes:
    """A text within the text, such as a letter, set apart."""
    kind = element.get("type") or ""
    return page.block(element, "floating-text", *([kind] if kind == "letter" else []))


@renders("opener", "closer", "postscript", "argument", "epigraph", "titlePage", "address")
def group(element: Element, page: Rendering) -> Nodes:
    """A block of its own."""
    return page.passage(element, _class(element))


@renders("salute", "signed", "dateline", "byline")
def line_of_letter(element: Element, page: Rendering) -> Nodes:
    """A line by itself in opener, closer or division; in a sentence, its words."""
    parent = element.getparent()
    if parent is not None and local_name(parent) in {"p", "ab", "l", "seg", "hi"}:
        return page.phrase(element, _class(element))
    return page.passage(element, _class(element))


@renders("trailer", "imprimatur", "docTitle", "titlePart", "docEdition", "docImprint", "divGen")
def line_of_title(element: Element, page: Rendering) -> Nodes:
    """A line by itself, as on a title page."""
    return page.passage(element, _class(element))


@renders("docAuthor", "docDate", "addrLine", "street", "postCode", "postBox", "email")
def part_of_line(element: Element, page: Rendering) -> Nodes:
    """Words of a line; a line by itself directly on a title page or in an address."""
    parent = element.getparent()
    if parent is not None and local_name(parent) in {"titlePage", "front", "address"}:
        return page.passage(element, _class(element))
    return page.phrase(element, _class(element))


def _class(element: Element) -> str:
    """The class of an element's HTML: its name in small letters, `titlePart` as `title-part`."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in local_name(element))
