"""Reasons in TEI: why an editor decided as he did, beside the texts (TEI Guidelines, 16.10)."""

from __future__ import annotations

from collections.abc import Iterable

from edition.anchoring import AnchoredText
from edition.annotations.annotation import order, pointers
from edition.tei import Element, indent, root, sub_text

TYPE = "reason"
_MEANING = (
    "Why the editors decided as they did, where they said so: each note points to the element of"
    " the text that encodes the decision. A line that is named is one of the source's file."
)


def reason_list(texts: Iterable[AnchoredText]) -> Element | None:
    """The reasons given with the annotations of texts, in their order; none where none is."""
    found = root("listAnnotation")
    found.set("type", TYPE)
    sub_text(found, "desc", _MEANING)
    for text in texts:
        for annotation in sorted((*text.blocks, *text.inline), key=order):
            if annotation.note:
                target = f"#{text.witness.siglum}.{annotation.local_id}"
                attributes = {"target": target, "resp": pointers(annotation.resp)}
                sub_text(found, "note", annotation.note, attributes)
    if len(found) == 1:
        return None
    indent(found, 1)
    return found
