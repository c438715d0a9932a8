"""A file as archives see it: one or more TEI documents, each with header and text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from edition.checks.library import words
from edition.checks.tei_file import TeiFile
from edition.tei import Element, local_name

FILE_DESCRIPTION = ("teiHeader", "fileDesc")
PUBLICATION = (*FILE_DESCRIPTION, "publicationStmt")
_DEEPEST = 10
_INCLUDE = "{http://www.w3.org/2001/XInclude}include"
SOURCE = (*FILE_DESCRIPTION, "sourceDesc")


@dataclass(frozen=True, slots=True)
class Document:
    """A TEI document that has a text, and the corpora around it, whose headers count for it."""

    tei: Element
    text: Element
    corpora: tuple[Element, ...] = ()

    def at(self, *path: str) -> Iterator[Element]:
        """The elements at a path of local names, from TEI downwards, then from each corpus."""
        for outermost in (self.tei, *self.corpora):
            yield from at(outermost, *path)

    def nearest(self, *path: str) -> Element:
        """The element at a path or, as far as there is none, the nearest above: a fault's place."""
        found = self.tei
        for name in path:
            inner = next(at(found, name), None)
            if inner is None:
                return found
            found = inner
        return found


def documents(file: TeiFile, *whole: str) -> Iterator[Document]:
    """The TEI documents of a file that have a text, those of a corpus in order.

    Only those of which the named parts (`teiHeader`, `text`) stand here as a whole, or nothing
    could be called missing in them. A document inside another is a part of it.
    """
    for one in _documents(file):
        parts = [part for part in one.tei if local_name(part) in {*whole, "include"}]
        if not (whole and any(map(_stands_elsewhere, parts))):
            yield one


def _stands_elsewhere(part: Element) -> bool:
    """Whether something of an element is in another file (XInclude, entities)."""
    return next(part.iter(_INCLUDE, etree.Entity), None) is not None


def _documents(file: TeiFile) -> Iterator[Document]:
    waiting: list[tuple[Element, tuple[Element, ...]]] = [(file.root, ())]
    while waiting:
        element, corpora = waiting.pop()
        name = local_name(element)
        if name == "TEI":
            text = next(at(element, "text"), None)
            if text is not None:
                yield Document(element, text, corpora)
        elif name == "teiCorpus" and len(corpora) < _DEEPEST:
            waiting.extend((inner, (element, *corpora)) for inner in reversed(element))


def at(element: Element, *path: str) -> Iterator[Element]:
    """The elements at a path of local names below an element, in document order."""
    found: Iterable[Element] = (element,)
    for name in path:
        found = [child for one in found for child in one if local_name(child) == name]
    yield from found


def below(elements: Iterable[Element], *names: str) -> Iterator[Element]:
    """The descendants with one of these local names."""
    for element in elements:
        for one in element.iterdescendants("{*}*"):
            if local_name(one) in names:
                yield one


def is_said(elements: Iterable[Element]) -> bool:
    """Whether one of the elements has words."""
    return any(words(one) for one in elements)


def with_others(fact: str, number: int, noun: str) -> str:
    """A fact told of the first of a number of things, and how many others it holds for."""
    if number < 2:
        return fact
    plural = "" if number == 2 else "es" if noun.endswith("ch") else "s"
    return f"{fact} (and {number - 1} other {noun}{plural})"
