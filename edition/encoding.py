"""Outline and forest become the TEI of a text.

Every character of the witness stands once, in order, in the text nodes of `text` that no
editor added; its white space too, which is why nothing here is laid out.
"""

from __future__ import annotations

from edition.anchoring import AnchoredText
from edition.annotations.annotation import Annotation
from edition.nesting import Forest, Fragment, Grove, Point, Role
from edition.outline import Run, Section
from edition.tei import XML_ID, XML_LANG, XML_SPACE, Element, append_text, root, sub


def encode(text: AnchoredText, outline: Section, forest: Forest, language: str) -> Element:
    """The `text` element of a witness (TEI Guidelines, chapter 4), in a `TEI` without header.

    It is made in the document in which it stays: to move a large tree costs more than to make
    it.
    """
    element = sub(root("TEI"), "text")
    element.set(XML_ID, f"{text.witness.siglum}.text")
    element.set(XML_LANG, language)
    element.set(XML_SPACE, "preserve")
    _Encoder(text, forest).section(outline, sub(element, "body"))
    return element


class _Encoder:
    """Walks outline and groves side by side, appending to the tree."""

    def __init__(self, text: AnchoredText, forest: Forest) -> None:
        self._characters = text.witness.text
        self._siglum = text.witness.siglum
        self._totals = forest.totals
        self._groves = iter(forest.groves)

    def section(self, section: Section, element: Element) -> None:
        for child in section.children:
            if isinstance(child, Run):
                self._grove(next(self._groves), element, child.span.start, child.span.end)
            elif child.block is not None:
                inside = child.block.encode(element, {XML_ID: self._id(child.block)})
                if inside is not None:
                    self.section(child, inside)

    def _id(self, annotation: Annotation) -> str:
        return f"{self._siglum}.{annotation.local_id}"

    def _grove(self, grove: Grove, element: Element, start: int, end: int) -> None:
        reached = start
        for tree in grove:
            opens, closes = (
                (tree.start, tree.end) if isinstance(tree, Fragment) else (tree.offset, tree.offset)
            )
            if reached < opens:
                append_text(element, self._characters[reached:opens])
            if isinstance(tree, Fragment):
                self._fragment(tree, element)
            else:
                self._point(tree, element)
            reached = closes
        if reached < end:
            append_text(element, self._characters[reached:end])

    def _fragment(self, fragment: Fragment, element: Element) -> None:
        inside = fragment.annotation.encode(element, self._joined(fragment))
        if inside is not None:
            if not self._characters[fragment.start : fragment.end].strip():
                inside.attrib.pop("calendar", "")  # TEI: not on an element without words
            self._grove(fragment.children, inside, fragment.start, fragment.end)

    def _joined(self, fragment: Fragment) -> dict[str, str]:
        """xml:id, and for a fragment its neighbours (att.global.linking)."""
        whole, number = self._id(fragment.annotation), fragment.number
        total = self._totals[fragment.rank]
        attributes = {XML_ID: _part(whole, number)}
        if number < total:
            attributes["next"] = f"#{_part(whole, number + 1)}"
        if number > 1:
            attributes["prev"] = f"#{_part(whole, number - 1)}"
        return attributes

    def _point(self, point: Point, element: Element) -> None:
        whole = self._id(point.annotation)
        if point.role is not Role.CONTENT:
            sub(element, "anchor", {XML_ID: f"{whole}.{point.role.value}"})
            return
        attributes = {XML_ID: whole}
        if point.annotation.marks_ends and not point.annotation.span.is_empty:
            attributes["target"] = f"#{whole}.{Role.START.value}"
        if point.displaced:
            attributes["targetEnd"] = f"#{whole}.{Role.END.value}"
        point.annotation.encode(element, attributes)


def _part(identifier: str, number: int) -> str:
    return identifier if number == 1 else f"{identifier}.{number}"
