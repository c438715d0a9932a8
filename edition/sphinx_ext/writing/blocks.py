"""Blocks as HTML: headings, passages, verse, lists, quotations."""

from __future__ import annotations

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.writing.tags import margin, passage_class, start, start_source, text_of


def visit_heading(self: HTML5Translator, node: text_nodes.heading) -> None:
    """Open a heading of the level of its section; what is first in it is what it is called."""
    level = min(6, max(1, self.section_level + self.initial_header_level - 1))
    self.body.append(start(node, f"h{level}", passage_class(node)))
    self.context.append(f"</h{level}>\n")
    self.add_secnumber(node)


def depart_heading(self: HTML5Translator, node: text_nodes.heading) -> None:
    """Close it behind its own address, or else the link to its section."""
    own = margin(self, node)
    if isinstance(node.parent, nodes.section) and not own:
        self.add_permalink_ref(node.parent, "Link to this heading")
    self.body += (own, self.context.pop())


def visit_passage(self: HTML5Translator, node: text_nodes.passage) -> None:
    """Open a paragraph, its number first."""
    self.body += (start(node, node["tag"], passage_class(node)), margin(self, node))


def depart_passage(self: HTML5Translator, node: text_nodes.passage) -> None:
    """Close it."""
    self.body.append(f"</{node['tag']}>\n")


def visit_block(self: HTML5Translator, node: text_nodes.block) -> None:
    """Open a block."""
    self.body += (start(node, node["tag"], passage_class(node)), "\n", margin(self, node))


def visit_quotation(self: HTML5Translator, node: text_nodes.quotation) -> None:
    """Open a quotation set apart."""
    self.body += (start(node, "blockquote", passage_class(node)), margin(self, node), "\n")


def depart_quotation(self: HTML5Translator, node: text_nodes.quotation) -> None:
    """Close it."""
    self.body.append("</blockquote>\n")


def visit_verse(self: HTML5Translator, node: text_nodes.verse) -> None:
    """Open a stanza."""
    classes = f"verse {passage_class(node)}".strip()
    self.body += (start(node, "div", classes), "\n", margin(self, node))


def depart_div(self: HTML5Translator, node: nodes.Element) -> None:
    """Close a `div`."""
    self.body.append("</div>\n")


def visit_verse_line(self: HTML5Translator, node: text_nodes.verse_line) -> None:
    """Open a line of verse, with its number if it is to be seen."""
    self.body.append(start(node, "div", f"line {passage_class(node)}".strip()))
    words = f'<span class="line-number no-search">{text_of(node["shown"])}</span>'
    self.body.append(margin(self, node) or (words if node["shown"] else ""))


def visit_item(self: HTML5Translator, node: text_nodes.item) -> None:
    """Open an item."""
    self.body += (start(node, "li", passage_class(node)), margin(self, node))


def depart_item(self: HTML5Translator, node: text_nodes.item) -> None:
    """Close it."""
    self.body.append("</li>\n")


def visit_source_block(self: HTML5Translator, node: text_nodes.source_block) -> None:
    """Open blocks of the source alone."""
    self.body.append(start_source(node, "div"))
