"""Places without words as HTML: page breaks, gaps, anchors."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.writing.tags import HIDDEN, start, text_of


def visit_point(self: HTML5Translator, node: text_nodes.point) -> None:
    """Write what is at the place."""
    self.body.append(_POINTS.get(node["sort"], _shown_point)(node))
    raise nodes.SkipNode


def _shown_point(node: text_nodes.point) -> str:
    """What is printed at the place; without it nothing, unless a link can arrive."""
    if not node["shown"] and not node["ids"]:
        return ""
    label = escape(node["label"])
    role = "doc-pagebreak" if node["sort"] == "page-break" else "img"
    more = f' role="{role}" aria-label="{label}"' if label and node["shown"] else ""
    return f"{start(node, 'span', node['sort'], more)}{text_of(node['shown'])}</span>"


def _anchor(node: text_nodes.point) -> str:
    return f'<span id="{escape(node["ids"][0])}"></span>' if node["ids"] else ""


def _line_break(node: text_nodes.point) -> str:
    return f'{_anchor(node)}<br class="line-break"/>'


def _line_end(node: text_nodes.point) -> str:
    return f'{_anchor(node)}<br class="line-break source"{HIDDEN}/>'


def _pointer(node: text_nodes.point) -> str:
    if not node["address"]:
        return _shown_point(node)
    more = f' href="{escape(node["address"])}"'
    return f"{start(node, 'a', 'pointer', more)}{text_of(node['shown'])}</a>"


def _said(node: text_nodes.point) -> str:
    """Words that stand in an attribute, with a space behind them."""
    return f"{start(node, 'span', 'tei-label')}{text_of(node['shown'])} </span>"


_POINTS: dict[str, Callable[[text_nodes.point], str]] = {
    "anchor": _anchor,
    "space": _anchor,
    "line-break": _line_break,
    "line-end": _line_end,
    "label": _said,
    "pointer": _pointer,
}
