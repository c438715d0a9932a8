"""Start tags, addresses and the margin: what several nodes are written with."""

from __future__ import annotations

from html import escape
from typing import cast

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.reading.passages import UNITS
from edition.sphinx_ext.domain import TeiDomain
from edition.sphinx_ext.nodes import ASIDE

_NUMBERED = frozenset({"p", "ab", "item", "quote", "q", "l"})
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


def margin(node: nodes.Element) -> str:
    """The number of a passage with its address, and by how many it was read."""
    unit = node.get("unit", "")
    number = node.get("number", "") if unit in _NUMBERED else ""
    readings = node.get("readings", 0)
    if not number or not node["ids"]:
        return ""
    shown = escape(number)
    name = f"{UNITS.get(unit, unit).capitalize()} {shown}"
    status = ""
    if readings:
        words = f"{readings} reading{'s' if readings > 1 else ''}"
        status = f'<span class="passage-status" data-readings="{readings}">{words}</span>'
    return (
        '<span class="passage-margin no-search"><a class="passage-number"'
        f' href="#{escape(node["ids"][0])}" aria-label="{name}">{shown}</a>{status}</span>'
    )


def address(self: HTML5Translator, docname: str, anchor: str) -> str:
    """The address of a place, seen from the page that is being written."""
    here = self.docnames[-1]
    page = "" if docname == here else self.builder.get_relative_uri(here, docname)
    return f"#{anchor}" if page.startswith("#") else f"{page}#{anchor}"


def domain(self: HTML5Translator) -> TeiDomain:
    """What all texts say together."""
    return cast(TeiDomain, self.builder.env.domains["tei"])
