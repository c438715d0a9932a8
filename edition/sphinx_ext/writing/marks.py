"""Marks in the text and their entries as HTML."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.writing.tags import HIDDEN, start, text_of


def visit_apparatus(self: HTML5Translator, node: text_nodes.apparatus) -> None:
    """Write the mark, open the entry behind it."""
    sort, shows = node["sort"], node["shows"]
    if shows != "entry":
        target = escape(node["target"] if shows == "mark" else node["ids"][0])
        self.body.append(
            f'<a class="mark mark-{sort}" id="{target}-mark" role="doc-noteref" href="#{target}"'
            f' aria-label="{escape(node["label"])}">{text_of(node["sign"])}</a>'
        )
    if shows == "mark":
        raise nodes.SkipNode
    self.body.append(start(node, "span", f"entry entry-{sort}", _ENTRY[sort == "footnote"]))
    self.body += [_part(*part) for part in node["parts"] if part[0] == "lemma"]
    if len(node) and sort != "footnote":
        self.body.append('<span class="entry-text">')


_ENTRY = {True: ' role="note"', False: f' role="note"{HIDDEN}'}


def _part(name: str, words: str) -> str:
    return f'<span class="entry-{name}">{text_of(words)}</span> '


def depart_apparatus(self: HTML5Translator, node: text_nodes.apparatus) -> None:
    """Write the rest of the entry, and the link back to the text."""
    is_footnote = node["sort"] == "footnote"
    if len(node) and not is_footnote:
        self.body.append("</span> ")
    self.body += [_part(*part) for part in node["parts"] if part[0] != "lemma"]
    aside = " no-search" if is_footnote else ""
    self.body.append(
        f'<a class="entry-back{aside}" href="#{escape(node["ids"][0])}-mark"'
        ' aria-label="back to the text">↩</a></span>'
    )
