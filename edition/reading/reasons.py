"""Reasons: what notes in `standOff` say of single elements of the text (TEI Guidelines, 16.10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.reading.document import TeiText
from edition.reading.pointing import Pointing
from edition.reading.running import plain
from edition.tei import XML_ID, Element, local_name


def reasons(text: TeiText, pointing: Pointing) -> Mapping[str, str]:
    """What is said of an element, by its identifier, in the text's file or the corpus around it."""
    found: dict[str, str] = {}
    for holder in (text.root, *text.root.iterancestors()):
        for beside in holder.iterchildren("{*}standOff"):
            for note in _notes(beside):
                words = plain(note)
                for target in pointing.targets(note.get("target")):
                    found[target] = f"{found[target]} {words}" if target in found else words
    return found


def reason_of(element: Element, known: Mapping[str, str]) -> str:
    """The reason of a decision: of the element itself, or of the choice that it is in; or ""."""
    own = known.get(element.get(XML_ID) or "")
    parent = element.getparent()
    if own or parent is None or local_name(parent) != "choice":
        return own or ""
    return known.get(parent.get(XML_ID) or "", "")


def _notes(beside: Element) -> Iterator[Element]:
    for child in beside:
        if local_name(child) == "note":
            yield child
        elif local_name(child) == "listAnnotation":
            yield from child.iter("{*}note")
