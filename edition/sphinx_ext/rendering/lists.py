"""Lists: bulleted, numbered, simple, and glossaries of labels and items (TEI, 3.8)."""

from __future__ import annotations

from docutils import nodes

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.rendering.arranging import arranged, phrasing
from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.sphinx_ext.rendering.standing import is_far_in
from edition.tei import Element, local_name

_NUMBERED = frozenset({"ordered", "numbered"})


@renders("list")
def listed(element: Element, page: Rendering) -> Nodes:
    """A list; what stands in it before the first item (its heading) stands before it."""
    if is_far_in(element):
        return page.block(element, "list")
    if any(local_name(one) == "label" for one in element):
        return _glossary(element, page)
    made = _kind(element)
    made.update_all_atts_concatenating(page.marks(element))
    before: Nodes = []
    for name, found in page.pieces(element):
        if name == "item":
            made += found
        elif len(made):
            _into(made[-1], found)
        else:
            before += found
    return arranged([*before, made] if len(made) else before)


def _kind(element: Element) -> nodes.Element:
    named = f"{element.get('rend') or ''} {element.get('type') or ''}".split()
    if _NUMBERED.intersection(named):
        return nodes.enumerated_list("", enumtype="arabic", prefix="", suffix=".")
    return nodes.bullet_list("", bullet="*", classes=["plain"] if "simple" in named else [])


def _glossary(element: Element, page: Rendering) -> Nodes:
    """Labels with what stands behind each of them."""
    made = nodes.definition_list("")
    made.update_all_atts_concatenating(page.marks(element))
    before: Nodes = []
    explained = nodes.definition("")
    for name, found in page.pieces(element):
        if name == "label":
            term = nodes.term("", "", *phrasing(found))
            explained = nodes.definition("")
            made += nodes.definition_list_item("", term, explained)
        elif len(made):
            _into(explained, [one for node in found for one in _opened(node)])
        else:
            before += [one for node in found for one in _opened(node)]
    return [*arranged(before), made]


def _into(holder: nodes.Node, found: Nodes) -> None:
    if isinstance(holder, nodes.Element):
        holder += arranged(found)


def _opened(node: nodes.Node) -> Nodes:
    """What is in an item; the item itself, as a block, where it can be cited."""
    if not isinstance(node, text_nodes.item):
        return [node]
    if not node["ids"]:
        return list(node.children)
    attributes = {name: node[name] for name in node.attributes if node[name]}
    return [text_nodes.block("", *node.children, tag="div", **attributes)]


@renders("item")
def item(element: Element, page: Rendering) -> Nodes:
    """An item with its paragraphs and lists."""
    parent = element.getparent()
    if parent is None or local_name(parent) != "list" or is_far_in(parent):
        return page.block(element, "item")
    inside = arranged(page.content(element))
    marks = page.citable(element)
    return [text_nodes.item("", *inside, *page.elsewhere(element), **marks)]


@renders("label", "headLabel", "headItem")
def label(element: Element, page: Rendering) -> Nodes:
    """The label of an item; elsewhere words of their own, such as a heading in the margin."""
    return page.phrase(element, "label")
