"""The texts of a TEI document: one of a `TEI`, several of a `teiCorpus` (TEI Guidelines, 4, 15)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from edition.tei import XML_ID, Element, local_name, root

_DOCUMENTS = frozenset({"TEI", "TEI.2"})
_CORPORA = frozenset({"teiCorpus", "teiCorpus.2"})
_TEXTS = ("text", "sourceDoc")
_OF_TEXT = ".text"


class TeiText(NamedTuple):
    """One text: its `TEI` element, the path of its file, the element that holds its words, siglum.

    `text` is an empty `text` where a document holds none, as a register or a header alone.
    `shared` are the corpora around it, if it is the first of them: what they say for all their
    texts is told once, with this one.
    """

    root: Element
    path: str
    text: Element
    siglum: str
    shared: tuple[Element, ...] = ()


def read_texts(root: Element, path: str) -> list[TeiText]:
    """The texts of a document in its order; none where the root is no TEI document.

    The siglum is the xml:id of the only witness, or that of the text (`T.text` is T) or of its
    document, or the stem of the file name; no two texts of a file have the same.
    """
    found: list[TeiText] = []
    told: set[Element] = set()
    used: Counter[str] = Counter()
    for document in _documents(root):
        around = [a for a in document.iterancestors() if a not in told]
        told.update(around)
        text = _text_of(document)
        siglum = _siglum(document, text) or PurePosixPath(path.replace("\\", "/")).stem
        used[siglum] += 1
        unique = siglum if used[siglum] == 1 else f"{siglum}-{used[siglum]}"
        found.append(TeiText(document, path, text, unique, tuple(around)))
    return found


def headers(text: TeiText) -> Iterator[Element]:
    """The header of a text, then those of the corpora around it, from the inside outwards."""
    for element in (text.root, *text.root.iterancestors()):
        header = element.find("{*}teiHeader")
        if header is not None:
            yield header


def _documents(root: Element) -> Iterator[Element]:
    if local_name(root) in _DOCUMENTS:
        yield root
    elif local_name(root) in _CORPORA:
        pending = list(reversed(root))
        while pending:
            element = pending.pop()
            if local_name(element) in _DOCUMENTS:
                yield element
            elif local_name(element) in _CORPORA:
                pending.extend(reversed(element))


def _text_of(document: Element) -> Element:
    for name in _TEXTS:
        for child in document:
            if local_name(child) == name:
                return child
    return root("text")


def _siglum(document: Element, text: Element) -> str:
    header = next((c for c in document if local_name(c) == "teiHeader"), None)
    if header is not None:
        witnesses = [w for w in header.iter("{*}witness") if w.get(XML_ID)]
        if len(witnesses) == 1:
            return witnesses[0].get(XML_ID) or ""
    own = text.get(XML_ID) or document.get(XML_ID) or ""
    return own.removesuffix(_OF_TEXT) or own
