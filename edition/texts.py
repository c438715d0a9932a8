"""TEI read back as plain text: what the witness has, and what the edited text has.

Both are read from `text` alone, never from header or standOff, and from any TEI.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from lxml import etree

from edition.annotations.annotation import Annotation
from edition.tei import Element, local_name


class Reading(Enum):
    """The two readings of a text; the value holds the element names that have no part in it."""

    DIPLOMATIC = frozenset({"corr", "reg", "expan", "supplied"})
    EDITED = frozenset({"sic", "orig", "abbr", "surplus", "del", "fw"})


_READINGS = frozenset({"rdg", "rdgGrp"})
_ONLY_IN_CHOICE = frozenset({"corr", "reg", "expan", "sic", "orig", "abbr"})


def diplomatic_text(text: Element) -> str:
    """The witness's own characters: without corr, reg and whatever else an editor added."""
    return _read(text, Reading.DIPLOMATIC)


def edited_text(text: Element) -> str:
    """The text that the editors establish: without sic, orig, surplus and page furniture."""
    return _read(text, Reading.EDITED)


def apply(annotations: Iterable[Annotation], characters: str) -> str:
    """The characters of a witness with the readings of its annotations put in.

    Of an annotation inside another only the outer one counts. The annotations are in order
    (`anchoring.order`); those that change nothing may be among them.
    """
    parts: list[str] = []
    reached = 0
    for annotation in annotations:
        span = annotation.span
        if not annotation.changes_text or span.start < reached:
            continue
        parts += characters[reached : span.start], annotation.reading(span.of(characters))
        reached = span.end
    parts.append(characters[reached:])
    return "".join(parts)


def _read(text: Element, reading: Reading) -> str:
    parts: list[str] = []
    walk = etree.iterwalk(text, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element is not text and is_omitted(element, reading):
                walk.skip_subtree()
            elif element.text:
                parts.append(element.text)
        elif element is not text and element.tail:
            parts.append(element.tail)
    return "".join(parts)


def is_omitted(element: Element, reading: Reading) -> bool:
    """Whether an element and all it holds have no part in a reading."""
    name = local_name(element)
    if name == "note":
        return element.get("resp") is not None
    if name in _READINGS:
        return _has_preferred(element)
    if name not in reading.value:
        return False
    if name not in _ONLY_IN_CHOICE:
        return True
    parent = element.getparent()
    return parent is not None and local_name(parent) == "choice"


def _has_preferred(variant: Element) -> bool:
    """Whether an apparatus has a lemma or an earlier reading (TEI Guidelines, 13.1)."""
    parent = variant.getparent()
    if parent is None or local_name(parent) not in {"app", "rdgGrp"}:
        return False
    if next(parent.iterchildren("{*}lem"), None) is not None:
        return True
    return next(variant.itersiblings("{*}rdg", "{*}rdgGrp", preceding=True), None) is not None
