"""The list that a page adds to its text: who is named on it."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.rendering.known import Named
from edition.sphinx_ext.writing.tags import address, domain, text_of


def visit_named(self: HTML5Translator, node: text_nodes.named) -> None:
    """The list of those named; where all pages are one the registers have it."""
    if self.builder.name != "singlehtml":
        self.body.append(
            '<section class="named no-search" id="named"><h2>Named on this page</h2>\n<dl>\n'
        )
        self.body += [_named_entry(self, one) for one in node["entries"]]
        self.body.append("</dl>\n</section>\n")
    raise nodes.SkipNode


def _named_entry(self: HTML5Translator, one: Named) -> str:
    page = domain(self).page_of(one.id)
    name = text_of(one.name)
    if page:
        name = f'<a href="{escape(address(self, page, one.id))}">{name}</a>'
    mentions = f"{one.times} mention{'s' if one.times != 1 else ''} on this page"
    times = mentions if one.times else "in a note"
    words = "; ".join(filter(None, (text_of(one.life), text_of(one.description), times)))
    return f'<dt id="named-{escape(one.id)}">{name}</dt><dd>{words}</dd>\n'
