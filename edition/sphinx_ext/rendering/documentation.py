"""Texts about mark-up: names of elements, examples, specifications (TEI Guidelines, 23)."""

from __future__ import annotations

from docutils.nodes import Text
from lxml import etree

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.nodes import ASIDE
from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element, attributes, local_name
from edition.texts import Reading, is_omitted

_EXAMPLES = "{http://www.tei-c.org/ns/Examples}"


@renders("gi", "tag", "att", "val", "code", "ident", "eg", "specDesc")
def literal(element: Element, page: Rendering) -> Nodes:
    """Words of a formal language, in a typewriter face."""
    return page.phrase(element, local_name(element), tag="code")


@renders(f"{_EXAMPLES}egXML", "egXML")
def example(element: Element, page: Rendering) -> Nodes:
    """An example of mark-up with its tags, which are shown but are no words of the text."""
    inside: Nodes = [Text(element.text or "")]
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, child in walk:
        if child is element:
            continue
        if event == "start" and is_omitted(child, Reading.EDITED):
            inside.append(_tag(f"{_start(child)}{''.join(child.itertext())}"))
            walk.skip_subtree()
        elif event == "start":
            inside += [_tag(_start(child)), Text(child.text or "")]
        elif event == "end":
            if len(child) or child.text:
                inside.append(_tag(f"</{local_name(child)}>"))
        if event != "start":
            inside.append(Text(child.tail or ""))
    marks = page.marks(element, "example")
    return [text_nodes.passage("", "", *inside, tag="pre", **marks)]


def _start(element: Element) -> str:
    said = "".join(f' {name.rpartition("}")[2]}="{value}"' for name, value in attributes(element))
    is_empty = not len(element) and not element.text
    return f"<{local_name(element)}{said}{'/' if is_empty else ''}>"


def _tag(words: str) -> text_nodes.point:
    return text_nodes.point("", sort="tag", shown=words, label="", classes=[ASIDE])


@renders(
    *"schemaSpec elementSpec classSpec macroSpec moduleSpec dataSpec attDef attList".split(),
    *"content classes remarks exemplum constraintSpec valList valItem paramList".split(),
    *"specGrp listRef specList datatype alternate sequence".split(),
)
def specification(element: Element, page: Rendering) -> Nodes:
    """A specification, as a block that begins with what it specifies."""
    return page.named_block(element, "specification", element.get("ident") or "")


@renders(
    *"moduleRef elementRef classRef macroRef dataRef attRef memberOf anyElement".split(),
    *"textNode empty constraint altIdent equiv defaultVal valDesc specGrpRef".split(),
)
def part_of_specification(element: Element, page: Rendering) -> Nodes:
    """A part of a specification: its name and what it refers to, then its words."""
    key = element.get("key") or element.get("target") or element.get("url") or ""
    return [page.label(" ".join((local_name(element), key)).strip()), *page.phrase(element)]


@renders("{http://relaxng.org/ns/structure/1.0}*")
def pattern(element: Element, page: Rendering) -> Nodes:
    """A pattern of RELAX NG: its name and what it refers to, then what is in it."""
    words = " ".join(filter(None, (local_name(element), element.get("name"))))
    return [page.label(words), *page.content(element)]
