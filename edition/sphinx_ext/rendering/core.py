"""Words within a paragraph: emphasis, foreign words, terms, numbers, quotations (TEI, 3)."""

from __future__ import annotations

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.rendering.arranging import arranged, has_blocks
from edition.sphinx_ext.rendering.looks import looks
from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.sphinx_ext.rendering.standing import is_far_in, stands_by_itself
from edition.tei import Element, local_name

_TAGS = {"bold": "b", "superscript": "sup", "subscript": "sub", "italic": "i"}


@renders("hi")
def highlighted(element: Element, page: Rendering) -> Nodes:
    """Italic, bold, raised, lowered as the source has it; other looks by the style sheet."""
    tag = next((_TAGS[look] for look in looks(element) if look in _TAGS), "span")
    return page.phrase(element, "highlighted", tag=tag)


@renders("emph")
def emphasis(element: Element, page: Rendering) -> Nodes:
    """Emphasised words."""
    return page.phrase(element, tag="em")


@renders("foreign")
def foreign(element: Element, page: Rendering) -> Nodes:
    """Words of another language, in italics, with the language for those who hear the page."""
    return page.phrase(element, "foreign", tag="i")


@renders("soCalled", "mentioned", "term", "gloss", "distinct", "num", "measure", "measureGrp")
def word(element: Element, page: Rendering) -> Nodes:
    """Words with a class for the style sheet; they look as the words around them."""
    return page.phrase(element, _CLASSES.get(local_name(element), local_name(element)))


_CLASSES = {"soCalled": "so-called", "measureGrp": "measure"}


@renders("unit", "ex", "am", "w", "c", "pc", "m", "s", "phr", "cl", "seg", "g", "rhyme", "caesura")
def segment(element: Element, page: Rendering) -> Nodes:
    """A part of a sentence, a word or a character: its words, in one piece if it has an id."""
    inside = page.content(element)
    return page.phrase(element, children=inside) if page.is_marked(element) else inside


@renders("q", "said")
def quoted(element: Element, page: Rendering) -> Nodes:
    """Speech or writing quoted within a sentence, with the quotation marks that the text has."""
    if stands_by_itself(element):
        return quotation_set_apart(element, page, page.content(element))
    inside = page.content(element)
    if not has_blocks(inside):
        return page.phrase(element, "quotation", children=inside)
    return quotation_set_apart(element, page, inside)


@renders("quote")
def quote(element: Element, page: Rendering) -> Nodes:
    """A quotation set apart; within a sentence, where it is no block in the source, its words."""
    if stands_by_itself(element) or "set-off" in looks(element):
        return quotation_set_apart(element, page, page.content(element))
    inside = page.content(element)
    if not has_blocks(inside):
        return page.phrase(element, "quotation", children=inside)
    return quotation_set_apart(element, page, inside)


def quotation_set_apart(element: Element, page: Rendering, inside: Nodes) -> Nodes:
    """A block quotation."""
    marks = page.citable(element, "quotation")
    if is_far_in(element):
        return [text_nodes.block("", *arranged(inside), tag="div", **marks)]
    return [text_nodes.quotation("", *arranged(inside), **marks), *page.elsewhere(element)]


@renders("cit")
def cited(element: Element, page: Rendering) -> Nodes:
    """A quotation together with its reference."""
    return page.either(element, "cited")


@renders("desc")
def description(element: Element, page: Rendering) -> Nodes:
    """A description: a paragraph by itself, or words of a sentence."""
    return page.either(element, "description")


@renders("lb")
def line_break(element: Element, page: Rendering) -> Nodes:
    """The end of a line of the source; in prose shown only with the source's reading."""
    is_within_word = element.get("break") == "no"
    is_kept = not is_within_word and _keeps_lines(element)
    return page.place(element, "line-break" if is_kept else "line-end", "")


_LINE_FOR_LINE = frozenset(
    "l lg head titlePart docTitle docImprint byline closer opener address titlePage".split()
)


def _keeps_lines(element: Element) -> bool:
    """Whether the lines are more than the printer's: of verse, titles, letters, inscriptions."""
    return any(
        local_name(one) in _LINE_FOR_LINE or (one.get("type") == "edition" and one.get("subtype"))
        for one in element.iterancestors()
    )


@renders("pb")
def page_break(element: Element, page: Rendering) -> Nodes:
    """The number of the page that begins, in brackets."""
    number = _number(element)
    label = f"page {number}" if number else "page break"
    return page.place(element, "page-break", label, shown=f"[{number}]" if number else "|")


@renders("cb", "gb")
def column_break(element: Element, page: Rendering) -> Nodes:
    """A column or gathering that begins: shown only with the source's reading."""
    return page.place(element, "column-break", f"column {_number(element)}".strip())


@renders("milestone")
def milestone(element: Element, page: Rendering) -> Nodes:
    """The number of a section of another reckoning; a line of stars where the source has one."""
    unit, number = element.get("unit") or "", _number(element)
    label = " ".join(filter(None, (unit, number)))
    shown = "* * *" if "star" in f"{unit} {element.get('type')} {element.get('rend')}" else ""
    return page.place(element, "milestone", label, shown=shown)


def _number(element: Element) -> str:
    return " ".join((element.get("n") or "").split())[:20]


@renders("index")
def index(element: Element, page: Rendering) -> Nodes:
    """The terms of an index entry, where its place is."""
    return page.phrase(element, "index-entry")
