"""Entries of dictionaries (TEI Guidelines, 10)."""

from __future__ import annotations

from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element, local_name


@renders("entry", "entryFree", "superEntry", "hom", "dictScrap")
def entry(element: Element, page: Rendering) -> Nodes:
    """An entry, as a block."""
    return page.block(element, "dictionary-entry")


@renders("sense", "re")
def sense(element: Element, page: Rendering) -> Nodes:
    """A sense, with its number, as a block of the entry."""
    return page.named_block(element, "sense", element.get("n") or "")


@renders("form")
def form(element: Element, page: Rendering) -> Nodes:
    """The forms of the headword."""
    return page.phrase(element, "form")


@renders(
    *"orth pron hyph syll stress gram gramGrp pos gen number case per tns mood iType subc".split(),
    *"def etym lang usg lbl xr oRef pRef oVar pVar colloc".split(),
)
def part_of_entry(element: Element, page: Rendering) -> Nodes:
    """A part of an entry, with a class of its own."""
    return page.phrase(element, f"dictionary-{local_name(element)}")
