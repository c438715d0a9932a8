"""The pipeline, top to bottom: anchor, outline, nest, encode, head."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.anchoring import anchor
from edition.compiled import CompiledText, Edition
from edition.diagnostics import raise_for
from edition.encoding import encode
from edition.header import corpus_header, pointed_at, stand_off, text_header
from edition.layers import Layer
from edition.links import link_group
from edition.nesting import nest
from edition.outline import outline
from edition.reasons import reason_list
from edition.settings import WitnessSettings
from edition.tei import Element, root, serialise, sub
from edition.verification import verification_faults
from edition.witness import Witness


def compile_text(
    edition: Edition,
    settings: WitnessSettings,
    witness: Witness,
    layers: Sequence[Layer],
    readings: Sequence[Layer] = (),
) -> CompiledText:
    """The TEI of one witness. Raises InputError for what the layers or the settings have wrong.

    From the `readings`, independent lists, the header says how much may still be unfound.
    """
    anchored = anchor(witness, layers, edition.known)
    names = edition.known.responsibilities
    raise_for(verification_faults(settings, anchored.blocks, names))
    tree = outline(anchored)
    text = encode(anchored, tree, nest(anchored, tree), settings.language)
    return CompiledText(settings, anchored, tree, text, tuple(readings))


def tei_document(edition: Edition, compiled: CompiledText) -> bytes:
    """The TEI file of one witness, with the register entries that it needs."""
    document = compiled.text.getparent()
    if document is None:
        raise ValueError(f"the text of {compiled.siglum} has been taken out of its document")
    entries, pointers = _entries(edition, [compiled.text])
    links = link_group(edition.parallels, {compiled.siglum})
    entries = _with_more(entries, links, reason_list([compiled.anchored], links))
    head = text_header(edition.settings, compiled, pointers)
    around = [head] if entries is None else [head, entries]
    for place, element in enumerate(around):
        document.insert(place, element)
    _part_by_lines(document)
    data = serialise(document)
    for element in around:
        document.remove(element)
    return data


def tei_corpus(edition: Edition, texts: Sequence[CompiledText]) -> bytes:
    """All texts in one `teiCorpus`, which holds once what they share (chapter 16).

    Each text is serialised where it is and put in the place kept for it: to move a large tree
    into another document takes lxml time that grows with the square of its size.
    """
    document = root("teiCorpus")
    entries, pointers = _entries(edition, [one.text for one in texts])
    document.append(corpus_header(edition.settings, texts, pointers))
    sigla = {one.siglum for one in texts}
    within = [one for one in edition.parallels if sigla.issuperset(one.sigla)]
    links = link_group(within, sigla)
    reasons = reason_list((one.anchored for one in texts), links)
    entries = _with_more(entries, links, reasons)
    if entries is not None:
        document.append(entries)
    for one in texts:
        inner = sub(document, "TEI")
        inner.append(text_header(edition.settings, one, None))
        inner.append(etree.ProcessingInstruction("text", one.siglum))
        _part_by_lines(inner)
    _part_by_lines(document)
    data = serialise(document)
    for one in texts:
        text = etree.tostring(one.text, encoding="UTF-8", xml_declaration=False, with_tail=False)
        data = data.replace(f"<?text {one.siglum}?>".encode(), text, 1)
    return data


def _entries(edition: Edition, texts: Sequence[Element]) -> tuple[Element | None, set[str]]:
    """The register entries that texts need, and the pointers of both."""
    pointers = pointed_at(texts)
    entries = stand_off(edition.registers, pointers)
    return entries, pointers if entries is None else pointers | pointed_at([entries])


def _with_more(entries: Element | None, *parts: Element | None) -> Element | None:
    """The standOff with what else stands beside texts behind the registers."""
    more = [part for part in parts if part is not None]
    if not more:
        return entries
    holder = root("standOff") if entries is None else entries
    if len(holder):
        holder[-1].tail = "\n  "
    else:
        holder.text = "\n  "
    for part in more:
        part.tail = "\n  "
        holder.append(part)
    holder[-1].tail = "\n"
    return holder


def _part_by_lines(parent: Element) -> None:
    """Put each child on a line of its own; the parent holds no running text."""
    parent.text = "\n"
    for child in parent:
        child.tail = "\n"
