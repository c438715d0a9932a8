"""Words within a block as HTML: names, dates, alterations, links."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.writing.tags import address, domain, start, start_source


def visit_phrase(self: HTML5Translator, node: text_nodes.phrase) -> None:
    """Open words with a look or class."""
    self.body.append(start(node, node["tag"]))


def depart_phrase(self: HTML5Translator, node: text_nodes.phrase) -> None:
    """Close them."""
    self.body.append(f"</{node['tag']}>")


def visit_mention(self: HTML5Translator, node: text_nodes.mention) -> None:
    """Open a name; a link where it is known who is meant."""
    doubt = node["certainty"]
    more = f' data-certainty="{escape(doubt)}"' if doubt and doubt != "high" else ""
    href = _address_of_entry(self, node["entry"]) if node["linked"] else ""
    if href:
        self.body.append(start(node, "a", "mention", f' href="{escape(href)}"{more}'))
        self.context.append("</a>")
        return
    if node["entry"]:
        more = f' data-entry="{escape(node["entry"])}"{more}'
    self.body.append(start(node, "span", "mention", more))
    self.context.append("</span>")


def _address_of_entry(self: HTML5Translator, entry: str) -> str:
    """Where a page says who is meant: in its own list, or where all pages are one in a register."""
    if "://" in entry:
        return entry
    if self.builder.name != "singlehtml":
        return f"#named-{entry}"
    page = domain(self).page_of(entry)
    return f"#{entry}" if page else ""


def depart_with_context(self: HTML5Translator, node: nodes.Element) -> None:
    """Close what was opened last."""
    self.body.append(self.context.pop())


def visit_dated(self: HTML5Translator, node: text_nodes.dated) -> None:
    """Open a date."""
    shown = node["shown"]
    more = f' data-shown="{escape(shown)}"' if shown and shown != node.astext() else ""
    if node["datetime"]:
        self.body.append(start(node, "time", "date", f' datetime="{node["datetime"]}"{more}'))
        self.context.append("</time>")
    else:
        self.body.append(start(node, "span", "date", more))
        self.context.append("</span>")


def visit_alteration(self: HTML5Translator, node: text_nodes.alteration) -> None:
    """Open an alteration, the edited reading first."""
    certainty = node["certainty"]
    more = f' data-certainty="{escape(certainty)}"' if certainty else ""
    self.body.append(start(node, "span", node["sort"], more))
    if node["sort"] != "surplus":
        self.body.append('<span class="edited">')


def depart_alteration(self: HTML5Translator, node: text_nodes.alteration) -> None:
    """Close it, and the edited reading where the source has none."""
    has_source = bool(len(node)) and isinstance(node[-1], text_nodes.source_reading)
    self.body.append("</span>" if has_source else "</span></span>")


def visit_source_reading(self: HTML5Translator, node: text_nodes.source_reading) -> None:
    """Close the edited reading, open the source's."""
    parent = node.parent
    if isinstance(parent, text_nodes.alteration) and parent["sort"] != "surplus":
        self.body.append("</span>")
    self.body.append(start_source(node, "span"))


def depart_span(self: HTML5Translator, node: nodes.Element) -> None:
    """Close a `span`."""
    self.body.append("</span>")


def visit_elsewhere(self: HTML5Translator, node: text_nodes.elsewhere) -> None:
    """Open a link to another place of the text."""
    if not node["docname"]:
        self.body.append(start(node, "span", "dead-reference"))
        self.context.append("</span>")
        return
    href = escape(address(self, node["docname"], node["anchor"]))
    self.body.append(start(node, "a", "reference internal", f' href="{href}"'))
    self.context.append("</a>")
