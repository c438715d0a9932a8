"""What emendations and their like have in common: they are marked, never silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.annotation import Annotation
from edition.tei import XML_ID, Element, sub, sub_text

CATEGORIES = {
    "misspelling": "A word misspelt in scanning, keying or typesetting.",
    "wrong-word": "A real word in the place of another.",
    "split": "One word written as two.",
    "joined": "Two words written as one.",
    "hyphenation": "The hyphen of an old line end left inside a word.",
    "digit-for-letter": "A digit in the place of a letter, or a letter in the place of a digit.",
    "spacing": "A space missing, doubled or on the wrong side of a mark.",
    "punctuation": "A mark of punctuation missing, doubled or wrong.",
    "quotation-mark": "A quotation mark missing, doubled or wrong.",
    "case": "A capital in the place of a small letter, or the reverse.",
    "missing-word": "A small word lost in transmission.",
    "repetition": "Words written twice.",
    "systematic-replacement": "A word family spoiled by a global replacement.",
    "name": "A name misspelt beyond any transliteration.",
    "markup-residue": "Characters of a mark-up language left in the text.",
}

REGULARIZATIONS = {
    "name": "A name in another transliteration or form than the register has.",
    "spelling": "A legitimate but unusual spelling.",
    "case": "Another use of capitals.",
}

LAYOUT = {
    "join": "A paragraph that the source cuts.",
    "split": "Two paragraphs that the source runs together.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCritical(Annotation):
    """An annotation that may change what the edited text reads; never cut."""

    layer: ClassVar[str] = "emendations"
    atomic: ClassVar[bool] = True
    changes_text: ClassVar[bool] = True
    depth: ClassVar[int] = 300

    def editing(self) -> dict[str, str]:
        """Responsibility, certainty and evidence (att.editLike)."""
        return {**self.responsibility(), "evidence": self.evidence}


def choice(
    parent: Element,
    attributes: dict[str, str],
    names: tuple[str, str],
    reading: str,
    editing: dict[str, str],
) -> Element:
    """A `choice` of the witness's words and the edited reading; returns the witness's side."""
    both = sub(parent, "choice", {XML_ID: attributes[XML_ID]})
    witness_side = sub(both, names[0])
    sub_text(both, names[1], reading, editing)
    return witness_side
