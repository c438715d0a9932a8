"""The pipeline, top to bottom: anchor, outline, nest, encode, head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edition.anchoring import AnchoredText, Known, anchor
from edition.encoding import encode
from edition.header import corpus_header, stand_off, text_header
from edition.layers import Layer
from edition.nesting import nest
from edition.outline import Section, outline
from edition.registers import Registers
from edition.settings import EditionSettings, WitnessSettings
from edition.tei import Element, root, serialise
from edition.witness import Witness


@dataclass(frozen=True, slots=True)
class Edition:
    """What is common to all witnesses of an edition."""

    settings: EditionSettings
    registers: Registers

    @property
    def known(self) -> Known:
        names = frozenset(one.id for one in self.settings.responsibilities)
        return Known(self.registers.sorts(), names)


@dataclass(frozen=True, slots=True)
class CompiledText:
    """A witness compiled: its anchored annotations, its outline, and its `text` in TEI."""

    settings: WitnessSettings
    anchored: AnchoredText
    outline: Section
    text: Element

    @property
    def siglum(self) -> str:
        return self.settings.siglum


def compile_text(
    edition: Edition, settings: WitnessSettings, witness: Witness, layers: Sequence[Layer]
) -> CompiledText:
    """The TEI of one witness. Raises InputError for what the layers have wrong."""
    anchored = anchor(witness, layers, edition.known)
    tree = outline(anchored)
    text = encode(anchored, tree, nest(anchored, tree), settings.language)
    return CompiledText(settings, anchored, tree, text)


def tei_document(edition: Edition, compiled: CompiledText) -> bytes:
    """The TEI file of one witness, with the register entries that it needs."""
    document = root("TEI")
    document.append(text_header(edition.settings, compiled, alone=True))
    _append(document, stand_off(edition.registers, [compiled.text]), compiled.text)
    data = serialise(document)
    document.remove(compiled.text)
    return data


def tei_corpus(edition: Edition, texts: Sequence[CompiledText]) -> bytes:
    """All texts in one `teiCorpus`, which holds once what they share (chapter 16)."""
    document = root("teiCorpus")
    document.append(corpus_header(edition.settings, texts))
    _append(document, stand_off(edition.registers, [one.text for one in texts]))
    for one in texts:
        inner = root("TEI")
        inner.append(text_header(edition.settings, one, alone=False))
        _append(inner, one.text)
        _append(document, inner)
    data = serialise(document)
    for one in texts:
        parent = one.text.getparent()
        if parent is not None:
            parent.remove(one.text)
    return data


def _append(parent: Element, *children: Element | None) -> None:
    """Append children on lines of their own; the parent holds no running text."""
    if not parent.text:
        parent.text = "\n"
    for child in children:
        if child is not None:
            parent.append(child)
    for child in parent:
        child.tail = "\n"
