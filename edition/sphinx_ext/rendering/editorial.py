"""What editors altered, and what the source shows of its own making (TEI, 3.5, 12 and 13)."""

from __future__ import annotations

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.nodes import edited_words
from edition.sphinx_ext.rendering import decisions
from edition.sphinx_ext.rendering.arranging import arranged, has_blocks, phrasing
from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.sphinx_ext.rendering.standing import has_words_of_its_own
from edition.tei import XML_ID, Element, local_name
from edition.texts import Reading, diplomatic_text, is_omitted

_DECIDING = ("corr", "reg", "expan")
_LAYOUT = "layout"
_SIGN = "°"
_COUNTED = frozenset({"chapter", "character", "column", "letter", "line", "page", "word"})


@renders("choice")
def choice(element: Element, page: Rendering) -> Nodes:
    """The edited reading, with a mark at which the source's stands; both can be shown."""
    decided = next((one for one in element if local_name(one) in _DECIDING), None)
    rejected = [one for one in element if is_omitted(one, Reading.EDITED)]
    if decided is None or not rejected or has_words_of_its_own(element):
        return page.content(element)
    sort = decisions.sort_of(decided)
    if decisions.category_of(decided, page).partition(".")[0] == _LAYOUT:
        sort = _LAYOUT
    return _altered(element, decided, rejected, sort, page)


def _altered(
    element: Element, decided: Element, rejected: list[Element], sort: str, page: Rendering
) -> Nodes:
    edited = [one for child in element if child not in rejected for one in page.render(child)]
    source = [one for child in rejected for one in phrasing(page.content(child))]
    marks = page.marks(element) if sort == _LAYOUT else {}
    node = text_nodes.alteration(
        "",
        "",
        *phrasing(edited),
        text_nodes.source_reading("", "", *source, sort="", classes=[text_nodes.ASIDE]),
        sort=sort,
        certainty=decided.get("cert") or "",
        **marks,
    )
    if sort == _LAYOUT:
        return [node]
    words = " ".join(diplomatic_text(one) for one in rejected), edited_words(*edited)
    return [node, *_mark(element, decided, sort, *words, page)]


def _mark(
    element: Element, decided: Element, sort: str, source: str, edited: str, page: Rendering
) -> Nodes:
    identifier = element.get(XML_ID) or decided.get(XML_ID)
    return page.apparatus(
        page.claimed(identifier) or page.new_identifier(sort),
        "emendation",
        _SIGN,
        decisions.spoken(sort, source, edited, decided, page),
        decisions.entry(sort, source, edited, decided, page),
    )


@renders("corr", "reg", "expan", "sic", "orig", "abbr")
def reading(element: Element, page: Rendering) -> Nodes:
    """A reading: in a choice without a mark of its own; alone, the words with a class."""
    if is_omitted(element, Reading.EDITED):
        return source_only(element, page, "rejected")
    parent = element.getparent()
    if parent is not None and local_name(parent) == "choice":
        return page.content(element)
    return page.phrase(element, local_name(element))


@renders("supplied")
def supplied(element: Element, page: Rendering) -> Nodes:
    """Words that the editor added, with a mark."""
    edited = page.content(element)
    if has_blocks(edited):
        return page.phrase(element, "supplied", children=edited)
    node = text_nodes.alteration(
        "", "", *edited, sort="supplied", certainty=element.get("cert") or ""
    )
    words = "".join(one.astext() for one in edited)
    return [node, *_mark(element, element, "supplied", "", words, page)]


@renders("surplus")
def surplus(element: Element, page: Rendering) -> Nodes:
    """A mark where the editor left out words; the words with the source's reading."""
    words = phrasing(page.content(element))
    source = text_nodes.source_reading("", "", *words, sort="", classes=[text_nodes.ASIDE])
    certainty = element.get("cert") or ""
    node = text_nodes.alteration("", "", source, sort="surplus", certainty=certainty)
    return [node, *_mark(element, element, "surplus", diplomatic_text(element), "", page)]


@renders("unclear", "damage", "restore", "retrace", "secl", "mod")
def hard_to_read(element: Element, page: Rendering) -> Nodes:
    """Words whose state in the source is worth a look of their own."""
    return page.phrase(element, local_name(element))


@renders("add")
def addition(element: Element, page: Rendering) -> Nodes:
    """Words that the writer added: part of the text."""
    return page.phrase(element, "addition")


@renders("del")
def deletion(element: Element, page: Rendering) -> Nodes:
    """Words that the writer struck out: shown only with the source's reading."""
    return source_only(element, page, "deletion")


@renders("subst")
def substitution(element: Element, page: Rendering) -> Nodes:
    """What was written in the place of what was struck out."""
    return page.phrase(element, "substitution")


@renders("fw")
def furniture(element: Element, page: Rendering) -> Nodes:
    """Running heads, page numbers, footers: shown only with the source's reading."""
    return source_only(element, page, "furniture")


def source_only(element: Element, page: Rendering, name: str) -> Nodes:
    """What only the source's reading shows."""
    inside = page.content(element)
    marks = page.marks(element, text_nodes.ASIDE)
    if has_blocks(inside):
        return [text_nodes.source_block("", *arranged(inside), sort=name, **marks)]
    return [text_nodes.source_reading("", "", *inside, sort=name, **marks)]


@renders("gap")
def gap(element: Element, page: Rendering) -> Nodes:
    """Three dots in brackets, and for the ear what is missing; its words if it has any."""
    reason = decisions.category_of(element, page).rpartition(".")[2]
    extent = _extent(element.get("quantity") or "", element.get("unit") or "")
    label = ", ".join(filter(None, (f"gap: {reason}" if reason else "gap", extent)))
    marks = page.marks(element, text_nodes.ASIDE)
    shown = text_nodes.point("", sort="gap", shown="[…]", label=label, **marks)
    return [shown, *page.content(element)]


def _extent(quantity: str, unit: str) -> str:
    """How much is missing: `2 pages`; units that are no English words stay as they are."""
    plural = unit in _COUNTED and quantity not in {"", "1"}
    return " ".join(filter(None, (quantity, f"{unit}s" if plural else unit)))


@renders("space")
def space(element: Element, page: Rendering) -> Nodes:
    """A space left in the source: a space."""
    return page.place(element, "space", "")


@renders("app")
def apparatus(element: Element, page: Rendering) -> Nodes:
    """The lemma, or the first reading if there is none, with a mark for the other readings."""
    inside = page.content(element)
    others = [one for one in element.iter("{*}rdg") if is_omitted(one, Reading.EDITED)]
    if not others:
        return inside
    parts = [("lemma", decisions.shown(edited_words(*inside)))]
    parts += [("variant", _witnessed(one)) for one in others]
    identifiers = page.claimed(element.get(XML_ID)) or page.new_identifier("variant")
    label = f"another reading: {decisions.shown(diplomatic_text(others[0]))}"
    return [*inside, *page.apparatus(identifiers, "variant", _SIGN, label, parts)]


def _witnessed(rdg: Element) -> str:
    sigla = " ".join(pointer.lstrip("#") for pointer in (rdg.get("wit") or "").split())
    words = decisions.shown(diplomatic_text(rdg))
    return f"{sigla}: {words}." if sigla else f"{words}."


@renders("lem", "rdg", "rdgGrp")
def variant(element: Element, page: Rendering) -> Nodes:
    """The lemma's words; of the other readings nothing, for they stand in the entry."""
    if is_omitted(element, Reading.EDITED):
        return source_only(element, page, "variant")
    return page.content(element)
