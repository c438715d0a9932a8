"""Descriptions of manuscripts inside a text (TEI Guidelines, 11)."""

from __future__ import annotations

from edition.sphinx_ext.rendering.arranging import has_blocks
from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element


@renders(
    *"msDesc msPart msFrag msContents physDesc history additional surrogates adminInfo".split(),
    *"custodialHist recordHist accMat objectDesc supportDesc layoutDesc handDesc decoDesc".split(),
    *"bindingDesc sealDesc scriptDesc musicNotation typeDesc additions".split(),
)
def part_of_description(element: Element, page: Rendering) -> Nodes:
    """A part of a description, as a block."""
    return page.block(element, "manuscript")


@renders("msIdentifier", "altIdentifier", "msName", "origin", "provenance", "acquisition")
def statement(element: Element, page: Rendering) -> Nodes:
    """A statement of a description, as a paragraph."""
    return page.passage(element, "manuscript-statement")


@renders(
    *"repository institution collection objectName origPlace support condition layout".split(),
    *"handNote decoNote material dim dimensions height width depth locus locusGrp".split(),
    *"watermark catchwords signatures secFol stamp heraldry foliation collation".split(),
    *"incipit explicit rubric colophon finalRubric summary source custEvent binding".split(),
)
def words_of_statement(element: Element, page: Rendering) -> Nodes:
    """Words of a statement."""
    inside = page.content(element)
    if has_blocks(inside):
        return page.passage(element, children=inside)
    return page.phrase(element, children=inside)
