"""The nodes of an edited text as HTML: what the marks, entries and lists of a page look like.

Written as HTML5 that is well-formed XML too, for EPUB. There is no style and no script in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.writing import about, blocks, lists, marks, parallels, points, words

Visit = Callable[[HTML5Translator, Any], None]


def connect(app: Sphinx) -> None:
    """Tell Sphinx how each node is written as HTML."""
    for node, visit, depart in VISITORS:
        app.add_node(node, html=(visit, depart))
    app.connect("env-updated", parallels.outdated)


def _nothing(self: HTML5Translator, node: nodes.Element) -> None:
    """Nothing is left to be closed."""


def _skip(self: HTML5Translator, node: nodes.Element) -> None:
    raise nodes.SkipNode


VISITORS: tuple[tuple[type[nodes.Element], Visit, Visit], ...] = (
    (text_nodes.plain_title, _skip, _nothing),
    (text_nodes.heading, blocks.visit_heading, blocks.depart_heading),
    (text_nodes.passage, blocks.visit_passage, blocks.depart_passage),
    (text_nodes.block, blocks.visit_block, blocks.depart_passage),
    (text_nodes.quotation, blocks.visit_quotation, blocks.depart_quotation),
    (text_nodes.verse, blocks.visit_verse, blocks.depart_div),
    (text_nodes.verse_line, blocks.visit_verse_line, blocks.depart_div),
    (text_nodes.item, blocks.visit_item, blocks.depart_item),
    (text_nodes.phrase, words.visit_phrase, words.depart_phrase),
    (text_nodes.mention, words.visit_mention, words.depart_with_context),
    (text_nodes.dated, words.visit_dated, words.depart_with_context),
    (text_nodes.alteration, words.visit_alteration, words.depart_alteration),
    (text_nodes.source_reading, words.visit_source_reading, words.depart_span),
    (text_nodes.source_block, blocks.visit_source_block, blocks.depart_div),
    (text_nodes.apparatus, marks.visit_apparatus, marks.depart_apparatus),
    (text_nodes.point, points.visit_point, _nothing),
    (text_nodes.elsewhere, words.visit_elsewhere, words.depart_with_context),
    (text_nodes.named, lists.visit_named, _nothing),
    (text_nodes.parallel, parallels.visit_parallel, _nothing),
    (text_nodes.about, about.visit_about, _nothing),
)
