"""Books: EPUB and what PDF is made of. The same nodes as on a page of the site, notes as footnotes.

In EPUB an entry of the apparatus stands behind the block in which its mark is, as `epub:type`
asks; in the HTML for PDF it stays at its mark, from where the style sheet takes it to the foot of
the page. Neither shows what the source has where the edited text has something else: the entries
do.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.epub import EpubBuilder
from edition.sphinx_ext.typeface import write_typeface

FOLDER = Path(__file__).parent / "print"
EPUB_THEME = "edition-epub"
PDF_THEME = "edition-print"
_TWO_ANCHORS = re.compile(r'href="#document-[^"#]*(#[^"]+)"')
_NO_PLACE = (
    nodes.bullet_list,
    nodes.definition_list,
    nodes.definition_list_item,
    nodes.enumerated_list,
    nodes.line_block,
    nodes.table,
    nodes.tgroup,
    nodes.thead,
    nodes.tbody,
    nodes.row,
)


def connect(app: Sphinx) -> None:
    """Add the themes, the nodes and the builder of books."""
    app.add_html_theme(EPUB_THEME, str(FOLDER / "epub"))
    app.add_html_theme(PDF_THEME, str(FOLDER / "pdf"))
    app.add_builder(EpubBuilder, override=True)
    app.add_post_transform(SourcesLeftOut)
    app.add_post_transform(FootnotesBehind)
    app.add_post_transform(MarksOfHeadings)
    app.add_post_transform(SpacesApart)
    app.add_node(footnote_mark, html=(_visit_mark, _nothing))
    app.add_node(footnote_entry, html=(_visit_entry, _depart_entry))
    app.connect("builder-inited", _add_typeface)
    app.connect("html-page-context", _mend_links)


class footnote_mark(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The mark in the text of EPUB; `target` is the identifier of its footnote."""


class footnote_entry(nodes.General, nodes.Element):  # noqa: N801
    """A footnote of EPUB: `sort` and `parts` as in `nodes.apparatus`, children inline."""


class SourcesLeftOut(SphinxPostTransform):
    """Books show the edited text alone; what the source has is told in the entries."""

    default_priority = 890
    builders = ("epub", "singlehtml")

    def run(self, **_: Any) -> None:
        for node in list(self.document.findall(_is_of_source)):
            if node.parent is not None:
                node.parent.remove(node)
        for one in self.document.findall(nodes.Element):
            if one.get("readings"):
                one["readings"] = 0  # the state of verification is for the screen


def _is_of_source(node: nodes.Node) -> bool:
    """Whether a node is the source's alone, as a word left out or the end of a line."""
    if isinstance(node, text_nodes.alteration):
        return bool(node["sort"] == "surplus")
    if isinstance(node, text_nodes.point):
        return bool(node["sort"] == "line-end")
    return isinstance(node, (text_nodes.source_reading, text_nodes.source_block))


class FootnotesBehind(SphinxPostTransform):
    """Each entry behind the block of its mark."""

    default_priority = 900
    builders = ("epub",)

    def run(self, **_: Any) -> None:
        behind: Counter[nodes.Element] = Counter()
        for node in list(self.document.findall(text_nodes.apparatus)):
            block = _block_of(node)
            shows = node["shows"]
            mark = footnote_mark(sort=node["sort"], sign=node["sign"], label=node["label"])
            mark["target"] = node["target"] if shows == "mark" else node["ids"][0]
            node.parent.replace(node, [] if shows == "entry" else mark)
            if shows == "mark":
                continue
            entry = footnote_entry("", *node.children, sort=node["sort"], parts=node["parts"])
            entry["ids"] = node["ids"]
            if isinstance(block, (nodes.TextElement, *_NO_PLACE)):
                behind[block] += 1
                block.parent.insert(block.parent.index(block) + behind[block], entry)
            else:
                block.append(entry)


class MarksOfHeadings(SphinxPostTransform):
    """A mark in a heading has no sign of its own in print, for running heads would repeat it.

    The style sheet puts an asterisk there and before the footnote. What is lost behind the last
    word stands apart from it, for running heads and bookmarks have no style.
    """

    default_priority = 905
    builders = ("singlehtml",)

    def run(self, **_: Any) -> None:
        for node in self.document.findall(text_nodes.apparatus):
            if node["shows"] == "mark":
                node["sign"] = ""
        for heading in self.document.findall(text_nodes.heading):
            last = heading[-1] if len(heading) else None
            if isinstance(last, text_nodes.point) and last["sort"] == "gap" and len(heading) > 1:
                heading.insert(-1, nodes.inline("", " "))


class SpacesApart(SphinxPostTransform):
    """A space before a phrase is a phrase by itself in what a PDF is made of.

    WeasyPrint (70.0) otherwise breaks a line at the wrong place where the text before the phrase
    just fits without its last space; an empty phrase misleads it too.
    """

    default_priority = 910
    builders = ("singlehtml",)

    def run(self, **_: Any) -> None:
        for point in list(self.document.findall(text_nodes.point)):
            if point["sort"] in ("anchor", "space"):
                point.parent.remove(point)
        for text in list(self.document.findall(nodes.Text)):
            words = str(text)
            parent = text.parent
            if words.endswith(" ") and words.strip() and text is not parent[-1]:
                at = parent.index(text)
                parent[at : at + 1] = [nodes.Text(words[:-1]), nodes.inline("", " ")]


def _block_of(node: nodes.Element) -> nodes.Element:
    """The outermost block of running text around a mark, or what holds the mark as its child.

    A footnote goes behind it, if it is text or a part of a list or table, else to its end.
    """
    block: nodes.Element = node
    while isinstance(block, nodes.Inline):
        block = block.parent
    while isinstance(block.parent, (*_NO_PLACE, nodes.TextElement)):
        block = block.parent
    return block


def _visit_mark(self: HTML5Translator, node: footnote_mark) -> None:
    target = escape(node["target"])
    self.body.append(
        f'<a class="mark mark-{node["sort"]}" id="{target}-mark" epub:type="noteref"'
        f' role="doc-noteref" href="#{target}" aria-label="{escape(node["label"])}">'
        f"{escape(node['sign'])}</a>"
    )
    raise nodes.SkipNode


def _visit_entry(self: HTML5Translator, node: footnote_entry) -> None:
    aside = "" if node["sort"] == "footnote" else " no-search"
    self.body.append(
        f'<aside class="entry entry-{node["sort"]}{aside}" id="{escape(node["ids"][0])}"'
        ' epub:type="footnote" role="doc-footnote"><p>'
    )
    self.body += [_part(*part) for part in node["parts"] if part[0] == "lemma"]


def _depart_entry(self: HTML5Translator, node: footnote_entry) -> None:
    self.body.append(" ")
    self.body += [_part(*part) for part in node["parts"] if part[0] != "lemma"]
    self.body.append(
        f'<a class="entry-back no-search" role="doc-backlink" href="#{escape(node["ids"][0])}-mark"'
        ' aria-label="back to the text">↩</a></p></aside>\n'
    )


def _nothing(self: HTML5Translator, node: nodes.Element) -> None:
    """Nothing is left to be closed."""


def _part(name: str, words: str) -> str:
    return f'<span class="entry-{name}">{escape(words, quote=False)}</span> '


def _is_print(app: Sphinx) -> bool:
    return bool(app.builder.name == "singlehtml" and app.config.html_theme == PDF_THEME)


def _mend_links(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Links of a book on one page lead to their anchors: Sphinx names the document before it."""
    if _is_print(app):
        for part in ("toc", "body"):
            context[part] = _TWO_ANCHORS.sub(r'href="\1"', context.get(part) or "")


def _add_typeface(app: Sphinx) -> None:
    """Put the typeface into what a PDF is made of."""
    if _is_print(app) and write_typeface(Path(app.outdir) / "_static" / "fonts"):
        app.add_css_file("fonts/faces.css", priority=100)
