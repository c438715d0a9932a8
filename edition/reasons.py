"""Reasons in TEI: why an editor decided as he did, beside the texts (TEI Guidelines, 16.10)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from edition.anchoring import AnchoredText
from edition.annotations.annotation import order, pointers
from edition.tei import XML_ID, Element, append_text, indent, root, sub, sub_text

TYPE = "reason"
_CITED = re.compile(r"(?P<siglum>[A-Z]\w*) p(?P<number>\d+) \((?P<parallel>[A-Z]\w*-[A-Z]\w*)\)")
_MEANING = (
    "Why the editors decided as they did, where they said so: each note points to the element of"
    " the text that encodes the decision. A line that is named is one of the source's file."
)


def reason_list(texts: Iterable[AnchoredText], links: Element | None = None) -> Element | None:
    """The reasons given with the annotations of texts, in their order; none where none is.

    A parallel that a reason cites is pointed to if it is among the `links`.
    """
    found = root("listAnnotation")
    found.set("type", TYPE)
    sub_text(found, "desc", _MEANING)
    linked = frozenset(one.get(XML_ID) for one in (links if links is not None else ()))
    for text in texts:
        for annotation in sorted((*text.blocks, *text.inline), key=order):
            if annotation.note:
                target = f"#{text.witness.siglum}.{annotation.local_id}"
                attributes = {"target": target, "resp": pointers(annotation.resp)}
                _write(sub(found, "note", attributes), annotation.note, linked)
    if len(found) == 1:
        return None
    indent(found, 1)
    return found


def _write(note: Element, words: str, linked: Container[str | None]) -> None:
    """The words of a reason; a parallel that it cites points to the link of that parallel."""
    reached = 0
    for cited in _CITED.finditer(words):
        append_text(note, words[reached : cited.start()])
        place = f"{cited['siglum']} {cited['number']}"
        link = f"parallel.{cited['parallel']}"
        if link in linked:
            sub_text(note, "ref", place, {"target": f"#{link}"})
        else:
            append_text(note, place)
        reached = cited.end()
    append_text(note, words[reached:])
