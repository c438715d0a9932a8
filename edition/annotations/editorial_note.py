"""The editor's prose to the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from lxml import etree

from edition import findings
from edition.annotations.annotation import Annotation, Declared, one_of
from edition.calendars import Calendar, DateError, gregorian
from edition.diagnostics import Finding
from edition.tei import XML_LANG, Element, append_text, elements, fragment, local_name, sub, tei

NOTE_TYPES = {
    "identification": "Who or what is meant.",
    "allusion": "What the words allude to or quote.",
    "fact": "A statement of the text compared with what is known.",
    "chronology": "A date or sequence that needs explanation.",
    "contradiction": "A statement that contradicts another of the texts.",
    "textual": "The state of the text at this place.",
}
ALLOWED = frozenset(
    "p persName placeName orgName eventName title rs date ref ptr bibl q quote foreign hi emph "
    "author editor publisher pubPlace biblScope note".split()
)
ATTRIBUTES = frozenset(
    [
        *"ref target when notBefore notAfter from to type level rend cert role unit n".split(),
        XML_LANG,
    ]
)
_OF_BIBL = frozenset("author editor publisher pubPlace biblScope".split())
_ADDRESSES = ("#", "https://", "http://", "mailto:")
_DATES = ("when", "notBefore", "notAfter", "from", "to")
_SORTS = {
    "persName": "person",
    "placeName": "place",
    "orgName": "organisation",
    "title": "work",
    "eventName": "event",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorialNote(Annotation):
    """A note of the editors, in their own words, on a span of the text.

    `text` is a fragment of TEI and may carry mentions, references and bibliography. TEI:
    `note`, at the end of its span; an `anchor` marks the beginning.
    """

    kind: ClassVar[str] = "note"
    layer: ClassVar[str] = "notes"
    depth: ClassVar[int] = 320
    may_be_empty: ClassVar[bool] = True
    anywhere: ClassVar[bool] = True
    marks_ends: ClassVar[bool] = True
    fault: ClassVar[Finding] = findings.BAD_NOTE
    declared: ClassVar[Declared] = Declared(
        "interpretation",
        "Editorial notes stand at the end of the words they explain; their anchors mark the"
        " beginning. They are the editors' own words and no part of the text.",
    )

    type: str = one_of(tuple(NOTE_TYPES))
    text: str

    def faults(self) -> Iterator[str]:
        try:
            body = fragment(self.text)
        except etree.XMLSyntaxError as error:
            yield f"the text of the note is not well-formed: {error.msg}"
            return
        if any(not isinstance(node.tag, str) for node in body.iter()):
            yield "a note holds no comment and no processing instruction"
        for element in elements(body):
            yield from _element_faults(element)

    def references(self) -> Iterator[tuple[str, str]]:
        for element in elements(fragment(self.text)):
            for target in element.get("ref", "").split():
                if target.startswith("#"):
                    yield target[1:], _SORTS.get(local_name(element), "")

    def targets(self) -> Iterator[str]:
        """The identifiers inside the file to which its references lead."""
        for element in elements(fragment(self.text)):
            for target in element.get("target", "").split():
                if target.startswith("#"):
                    yield target[1:]

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        own = {"type": self.type, "ana": f"#note.{self.type}", **self.responsibility()}
        note = sub(parent, "note", {**attributes, **own})
        body = fragment(self.text)
        append_text(note, body.text or "")
        note.extend(body)
        return None


def _element_faults(element: Element) -> Iterator[str]:
    name = local_name(element)
    if element.tag != tei(name) or name not in ALLOWED:
        yield f"<{name}> cannot stand in a note"
    above = element.getparent()
    if name in _OF_BIBL and (above is None or local_name(above) != "bibl"):
        yield f"<{name}> stands in <bibl>"
    if name == "p" and above is not None and above.getparent() is not None:
        yield "<p> stands in a note directly, not in another element"
    for attribute in sorted(set(map(str, element.attrib)) - ATTRIBUTES):
        yield f"{attribute} cannot stand on <{name}> in a note"
    for address in (*element.get("ref", "").split(), *element.get("target", "").split()):
        if not address.startswith(_ADDRESSES):
            yield f"{address} is no address: write #id, https://... or mailto:..."
    dates = {key: value for key in _DATES if (value := element.get(key)) is not None}
    try:
        gregorian(dates, Calendar.GREGORIAN)
    except DateError as error:
        yield str(error)
