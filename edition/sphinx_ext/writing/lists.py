"""The lists that a page adds to its text: who is named, where a passage stands too."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.reading.passages import UNITS, Passage, label
from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.rendering.known import Named
from edition.sphinx_ext.writing.tags import address, domain, text_of

_PARALLELS = "parallels"  # the page on which the parallels of an edition are compared


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
    times = f"{one.times} mention{'s' if one.times != 1 else ''}" if one.times else "in a note"
    words = "; ".join(filter(None, (text_of(one.life), text_of(one.description), times)))
    return f'<dt id="named-{escape(one.id)}">{name}</dt><dd>{words}</dd>\n'


def visit_parallel(self: HTML5Translator, node: text_nodes.parallel) -> None:
    """Where else the passage stands, with links there and to the comparison."""
    others: dict[str, str] = {}
    for link, other in node["links"]:
        others.setdefault(other, link)  # what it leads to shows all that the two have in common
    summaries, links = [], []
    for other, link in others.items():
        found = domain(self).passages().get(other)
        if found is None:
            continue
        name = text_of(_called(found.siglum, found.what))
        there = escape(address(self, found.docname, other))
        summaries.append(name)
        links.append(f'<a href="{there}">{name}</a>{_comparison(self, link)}')
    if links:
        where = "; ".join(summaries)
        self.body.append(
            f'<aside class="parallel no-search"><details><summary>Also in {where}'
            f"</summary><ul><li>{'</li><li>'.join(links)}</li></ul></details></aside>\n"
        )
    raise nodes.SkipNode


def _called(siglum: str, passage: Passage) -> str:
    """`S, paragraph 14`."""
    unit = UNITS.get(passage.unit, passage.unit)
    return f"{siglum}, {unit} {passage.number}" if passage.number else label(siglum, passage)


def _comparison(self: HTML5Translator, link: str) -> str:
    if not link or _PARALLELS not in self.builder.env.found_docs:
        return ""
    return f' (<a href="{escape(address(self, _PARALLELS, link))}">compare</a>)'
