"""Pictures, drawings and formulas (TEI Guidelines, 15)."""

from __future__ import annotations

from docutils import nodes

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.nodes import ASIDE
from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element, local_name
from edition.texts import edited_text


@renders("figure", "notatedMusic")
def figure(element: Element, page: Rendering) -> Nodes:
    """A picture with its caption and description; within a line of a manuscript, its words."""
    return page.block(element, "figure", tag="figure")


@renders("figDesc")
def description(element: Element, page: Rendering) -> Nodes:
    """What a picture shows, in words under it."""
    return page.passage(element, "figure-description")


@renders("graphic", "media", "binaryObject")
def picture(element: Element, page: Rendering) -> Nodes:
    """The picture if its file lies beside the text; else a sign that there is one."""
    address = page.host.picture(element.get("url") or "")
    if local_name(element) == "graphic" and address:
        image = nodes.image("", uri=address, alt=_spoken(element), **page.marks(element))
        return [image, *page.content(element)]
    marks = page.marks(element, ASIDE)
    kind = "picture" if local_name(element) == "graphic" else "recording or file"
    sign = text_nodes.point(
        "", sort="picture", shown=f"[{kind}]", label=f"{kind} not shown here", **marks
    )
    return [sign, *page.content(element)]


def _spoken(graphic: Element) -> str:
    """The words for the picture: none where its description is on the page."""
    figure = graphic.getparent()
    if figure is None or any(local_name(one) == "figDesc" for one in figure):
        return ""
    head = next(figure.iter("{*}head"), None)
    return "Picture" if head is None else f"Picture: {edited_text(head)}"


@renders("formula")
def formula(element: Element, page: Rendering) -> Nodes:
    """A formula as it is written in the file."""
    return page.phrase(element, "formula")


@renders("{http://www.w3.org/2000/svg}svg")
def drawing(element: Element, page: Rendering) -> Nodes:
    """A sign that there is a drawing; the words written in it."""
    sign = text_nodes.point(
        "", sort="picture", shown="[drawing]", label="drawing not shown here", classes=[ASIDE]
    )
    return [sign, *page.content(element)]


@renders("{http://www.w3.org/2000/svg}*")
def part_of_drawing(element: Element, page: Rendering) -> Nodes:
    """The words of a drawing."""
    return page.content(element)
