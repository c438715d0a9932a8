"""Links, anchors and what joins places of a text (TEI Guidelines, 3.7 and 17)."""

from __future__ import annotations

from docutils import nodes

from edition.reading.source import web_address
from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.nodes import ASIDE
from edition.sphinx_ext.rendering.arranging import has_blocks
from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element

_LONGEST = 40


@renders("ref")
def reference(element: Element, page: Rendering) -> Nodes:
    """A link to a web page, a mail address or another place of the text; else its words."""
    address = web_address(element.get("target"))
    anchor = _anchor(element)
    if page.is_in_link or not (address or anchor):
        return page.phrase(element, "reference-words")
    inside, behind = page.linked_content(element)
    if has_blocks(inside):
        return [*page.phrase(element, children=inside), *behind]
    if not inside:
        return pointer_in_words(element, page)
    marks = page.marks(element)
    if address:
        return [nodes.reference("", "", *inside, refuri=address, **marks), *behind]
    link = text_nodes.elsewhere("", "", *inside, anchor=anchor, docname="", **marks)
    page.met.pointers.append(link)
    return [link, *behind]


@renders("ptr")
def pointer(element: Element, page: Rendering) -> Nodes:
    """A link shown by its address, which is no part of the text."""
    return [*pointer_in_words(element, page), *page.content(element)]


def pointer_in_words(element: Element, page: Rendering) -> Nodes:
    """A pointer without words: those of its address, if it is one of the web."""
    address = web_address(element.get("target"))
    marks = page.marks(element, ASIDE)
    if not address:
        return [text_nodes.point("", sort="anchor", shown="", label="", **marks)]
    words = address.partition("://")[2] or address
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    link = "" if page.is_in_link else address
    return [text_nodes.point("", sort="pointer", shown=shown, label="", address=link, **marks)]


def _anchor(element: Element) -> str:
    target = element.get("target") or ""
    return target[1:] if target.startswith("#") and len(target.split()) == 1 else ""


@renders("anchor", "alt", "link", "join", "when", "span", "substJoin", "interp", "addSpan")
def place(element: Element, page: Rendering) -> Nodes:
    """A place, or a statement on places, without words: nothing is seen, links arrive there."""
    return [*page.anchor(element), *page.content(element)]


@renders("delSpan", "damageSpan", "handShift", "certainty", "precision", "respons", "shift")
def statement(element: Element, page: Rendering) -> Nodes:
    """A statement on the words that follow: nothing is seen of it, its own words if it has any."""
    return [*page.anchor(element), *page.content(element)]


@renders("linkGrp", "altGrp", "joinGrp", "spanGrp", "interpGrp", "timeline")
def group_of_links(element: Element, page: Rendering) -> Nodes:
    """Statements on places: nothing is seen but what words they have."""
    return page.phrase(element, "links")
