"""References to other works, in a sentence or in a list (TEI Guidelines, 3.12)."""

from __future__ import annotations

from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element, local_name


@renders("bibl", "biblStruct", "biblFull", "msItem")
def reference(element: Element, page: Rendering) -> Nodes:
    """A reference: a paragraph in a list of references, words in a sentence or note."""
    return page.either(element, "bibliography")


@renders("listBibl")
def references(element: Element, page: Rendering) -> Nodes:
    """A list of references."""
    return page.block(element, "bibliography-list")


@renders(
    "analytic",
    "monogr",
    "series",
    "imprint",
    "respStmt",
    "resp",
    "edition",
    "extent",
    "pubPlace",
    "publisher",
    "distributor",
    "biblScope",
    "citedRange",
    "relatedItem",
    "meeting",
    "availability",
    "textLang",
)
def part_of_reference(element: Element, page: Rendering) -> Nodes:
    """A part of a reference: its words."""
    inside = page.content(element)
    return page.phrase(element, children=inside) if page.is_marked(element) else inside


@renders("author", "editor")
def author(element: Element, page: Rendering) -> Nodes:
    """The name of an author or editor, with a class."""
    return page.phrase(element, local_name(element))


@renders("idno")
def identifier(element: Element, page: Rendering) -> Nodes:
    """An identifier, as it is written."""
    return page.phrase(element, "identifier")
