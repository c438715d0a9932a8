"""Start tags, addresses and the margin: what several nodes are written with."""

from __future__ import annotations

from html import escape
from typing import cast

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.citation import passage_words
from edition.sphinx_ext.domain import TeiDomain
from edition.sphinx_ext.nodes import ASIDE

_NUMBERED = frozenset({"p", "ab", "item", "quote", "q", "l"})
_SIGN = "¶"
_UNMARKED = frozenset({"l", "speaker"})
_PARTS = frozenset({"stage"})  # without a sign inside what is said
_BOOKS = frozenset({"epub", "singlehtml"})
HIDDEN = ' hidden=""'


def start(node: nodes.Element, tag: str, classes: str = "", more: str = "") -> str:
    """A start tag with the node's identifier, classes, language and digest."""
    own = node.attributes
    parts = [f"<{tag}"]
    if own["ids"]:
        parts.append(f' id="{escape(own["ids"][0])}"')
    named = " ".join((classes, *own["classes"])).strip() if own["classes"] else classes
    if named:
        parts.append(f' class="{escape(named)}"')
    if "lang" in own:
        parts.append(f' lang="{own["lang"]}"{_direction(own["lang"])}')
    if "digest" in own:
        parts.append(f' data-digest="{own["digest"]}"')
    return f"{''.join(parts)}{more}>"


def start_source(node: nodes.Element, tag: str) -> str:
    """The start tag of what only the source has: hidden, and not of the class `no-search`.

    That class keeps its words from Sphinx's search; readers of the source's reading see them.
    """
    looks = (one for one in node["classes"] if one != ASIDE)
    classes = " ".join(filter(None, ("source", node["sort"], *looks)))
    identifier = f' id="{escape(node["ids"][0])}"' if node["ids"] else ""
    return f'<{tag}{identifier} class="{escape(classes)}"{HIDDEN}>'


def _direction(language: str) -> str:
    name, _, rest = language.partition("-")
    is_right_to_left = name in {"ar", "arc", "fa", "he", "syr", "ur", "yi"} and "Latn" not in rest
    return ' dir="rtl"' if is_right_to_left else ""


def text_of(words: str) -> str:
    """Words as text of HTML."""
    return escape(words, quote=False)


def passage_class(node: nodes.Element) -> str:
    """The class of a block that can be cited."""
    return "passage" if "digest" in node else ""


def is_book(self: HTML5Translator) -> bool:
    """Whether what is written is read as a book, without the tools of a site."""
    return self.builder.name in _BOOKS


def margin(self: HTML5Translator, node: nodes.Element) -> str:
    """The address of a passage and by how many it was read.

    Paragraphs and the like show their number, other passages a sign: books leave that out. Lines
    without a number to show, and who speaks them, have neither: they would be more than the text.
    """
    if "digest" not in node or not node["ids"]:
        return ""
    unit, number = node.get("unit", ""), node.get("number", "")
    is_numbered = bool(number) and unit in _NUMBERED and node.get("shown", number) != ""
    if not is_numbered and (is_book(self) or _is_unmarked(node, unit)):
        return ""
    shown = escape(number) if is_numbered else _SIGN
    words = passage_words(unit, number, node["ids"][0])
    name = escape(words[:1].upper() + words[1:] if number else words)
    classes = "passage-margin" if is_numbered else "passage-margin unnumbered"
    readings, status = node.get("readings", 0), ""
    if readings:
        words = f"{readings} reading{'s' if readings > 1 else ''}"
        status = f'<span class="passage-status" data-readings="{readings}">{words}</span>'
    return (
        f'<span class="{classes} no-search"><a class="passage-number"'
        f' href="#{escape(node["ids"][0])}" aria-label="{name}">{shown}</a>{status}</span>'
    )


def _is_unmarked(node: nodes.Element, unit: str) -> bool:
    is_part = unit in _PARTS and isinstance(node.parent, nodes.Element)
    return unit in _UNMARKED or (is_part and "speech" in node.parent["classes"])


def address(self: HTML5Translator, docname: str, anchor: str) -> str:
    """The address of a place, seen from the page that is being written."""
    here = self.docnames[-1]
    page = "" if docname == here else self.builder.get_relative_uri(here, docname)
    return f"#{anchor}" if page.startswith("#") else f"{page}#{anchor}"


def domain(self: HTML5Translator) -> TeiDomain:
    """What all texts say together."""
    return cast(TeiDomain, self.builder.env.domains["tei"])
