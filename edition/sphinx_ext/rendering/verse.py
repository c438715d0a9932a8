"""Verse (TEI Guidelines, 6)."""

from __future__ import annotations

import re

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.rendering.arranging import arranged, has_blocks
from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element

_LAST_NUMBER = re.compile(r"(\d+)\D*$", re.ASCII)
_EVERY = 5


@renders("l")
def verse_line(element: Element, page: Rendering) -> Nodes:
    """A line of verse; the number of every fifth is shown, a continued line is set in."""
    inside = page.content(element)
    names = ["continued"] if element.get("part") in {"M", "F"} else []
    marks = page.citable(element, *names)
    if has_blocks(inside):
        return [text_nodes.block("", *arranged(inside), tag="div", **marks)]
    return [text_nodes.verse_line("", "", *inside, shown=_shown(element), **marks)]


def _shown(line: Element) -> str:
    number = " ".join((line.get("n") or "").split())
    last = _LAST_NUMBER.search(number) if len(number) <= 12 else None
    return number if last and int(last[1]) and int(last[1]) % _EVERY == 0 else ""


@renders("lg")
def stanza(element: Element, page: Rendering) -> Nodes:
    """Lines that belong together."""
    found = arranged(page.content(element))
    marks = page.citable(element, "stanza")
    if len(found) == 1 and isinstance(found[0], text_nodes.verse):
        found[0].update_all_atts_concatenating(marks)
        return [*found, *page.elsewhere(element)]
    return [text_nodes.block("", *found, tag="div", **marks), *page.elsewhere(element)]
