"""Reasons: notes beside the text that say why something was decided (TEI Guidelines, 16.10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from edition.reading.pointing import Pointing
from edition.reading.running import RunningText, plain
from edition.tei import XML_ID, Element, local_name

TYPE = "reason"
_NO_REASONS: Mapping[str, str] = {}


def reasons(holders: Iterable[Element], pointing: Pointing) -> dict[str, str]:
    """What is said of elements, by identifier, in the `standOff` of documents or corpora.

    A reason is a note of the type `reason`, or one in a `listAnnotation` of that type.
    """
    found: dict[str, list[str]] = {}
    for holder in holders:
        for beside in holder.iterchildren("{*}standOff"):
            for note in _notes(beside):
                words = plain(note)
                for target in pointing.targets(note.get("target")):
                    told = found.setdefault(target, [])
                    if words and words not in told:
                        told.append(words)
    return {target: " ".join(told) for target, told in found.items() if told}


def reason_of(element: Element, known: Mapping[str, str]) -> str:
    """The reason of a decision: of the reading itself, or of the choice that it is in; or ""."""
    own = known.get(element.get(XML_ID) or "")
    parent = element.getparent()
    if own or parent is None or local_name(parent) != "choice":
        return own or ""
    return known.get(parent.get(XML_ID) or "", "")


def reasons_on(running: RunningText, known: Mapping[str, str]) -> Mapping[str, str]:
    """The reasons of a page, by identifier; a choice has that of its reading."""
    if not known:
        return _NO_REASONS
    said = ((element.get(XML_ID), _said(element, known)) for element in running.stands)
    return {name: words for name, words in said if name and words}


def _said(element: Element, known: Mapping[str, str]) -> str:
    readings = element if local_name(element) == "choice" else ()
    found = (reason_of(one, known) for one in (*readings, element))
    return next(filter(None, found), "")


def _notes(beside: Element) -> Iterator[Element]:
    for child in beside:
        if child.get("type") == TYPE and local_name(child) == "note":
            yield child
        elif child.get("type") == TYPE and local_name(child) == "listAnnotation":
            yield from child.iter("{*}note")
