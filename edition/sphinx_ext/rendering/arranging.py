"""Inline nodes and blocks put in order: HTML, as docutils, lets no block stand in a paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.nodes import is_inline

_PHRASES = {
    "passage": "paragraph",
    "quotation": "quote",
    "verse": "verse",
    "verse_line": "line",
    "item": "item",
    "bullet_list": "list",
    "enumerated_list": "list",
    "definition_list": "list",
    "definition_list_item": "item",
    "term": "item-label",
    "definition": "item-text",
    "row": "row",
    "entry": "cell",
}


def arranged(found: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Blocks as they are; inline nodes between them in paragraphs, lines of verse in stanzas.

    White space between blocks is left out; places without words (page breaks) get no paragraph.
    """
    blocks: list[nodes.Node] = []
    run: list[nodes.Node] = []
    in_verse = False
    for node in found:
        is_line = isinstance(node, text_nodes.verse_line)
        if not is_line and not is_inline(node):
            blocks += [*_set(run, in_verse=in_verse), node]
            run, in_verse = [], False
            continue
        if is_line != in_verse and has_words([node] if in_verse else run):
            blocks += _set(run, in_verse=in_verse)
            run = []
            in_verse = False
        in_verse = in_verse or is_line
        run.append(node)
    return blocks + _set(run, in_verse=in_verse)


def _set(run: list[nodes.Node], *, in_verse: bool) -> list[nodes.Node]:
    if in_verse:
        return [text_nodes.verse("", *(node for node in run if not _is_white(node)))]
    if not has_words(run):
        return [node for node in run if not _is_white(node)]
    start = 1 if _is_white(run[0]) else 0
    return [text_nodes.passage("", "", *run[start:], tag="p")]


def _is_white(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Text) and not node.strip()


def has_words(found: Iterable[nodes.Node]) -> bool:
    """Whether there is anything for a paragraph: words, a picture, the mark of a note."""
    return any(not isinstance(n, text_nodes.point) and not _is_white(n) for n in found)


def has_blocks(found: Iterable[nodes.Node]) -> bool:
    """Whether any of the nodes cannot stand in a paragraph."""
    return not all(is_inline(node) for node in found)


def phrasing(found: Iterable[nodes.Node]) -> list[nodes.Node]:
    """The nodes with every block made a phrase (`span`), for places where no block may stand.

    The phrase has the block's identifier and a class by which a style sheet sets it apart; a
    space stands before and behind it.
    """
    made: list[nodes.Node] = []
    for node in found:
        if is_inline(node):
            made.append(node)
        elif isinstance(node, nodes.Element):
            made += [nodes.Text(" "), _phrase(node), nodes.Text(" ")]
    return made


def _phrase(block: nodes.Element) -> nodes.Node:
    inside = phrasing(block.children)
    name = _PHRASES.get(type(block).__name__, "")
    classes = ["set-apart", *([name] if name else []), *block["classes"]]
    ids = list(block["ids"])
    if isinstance(block, text_nodes.source_block):
        sort = f"{block['sort']} set-apart"
        return text_nodes.source_reading("", "", *inside, sort=sort, classes=classes, ids=ids)
    return text_nodes.phrase("", "", *inside, tag="span", classes=classes, ids=ids)
