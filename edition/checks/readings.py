"""The words of a mention in both its readings: as the source has them, as the editor corrects."""

from __future__ import annotations

from itertools import islice

from edition.checks.library import words
from edition.tei import Element
from edition.texts import diplomatic_text, edited_text

_MOST_ELEMENTS = 200
_LONGEST = 2_000


def said(element: Element) -> tuple[str, ...]:
    """The words of an element, white space made one space: one reading, or two where they differ.

    Nothing for an element that is too large to be a mention.
    """
    if not len(element):
        return _short(words(element))
    if next(islice(element.iter(), _MOST_ELEMENTS, None), None) is not None:
        return ()
    both = (" ".join(read(element).split()) for read in (diplomatic_text, edited_text))
    return tuple(one for text in dict.fromkeys(both) for one in _short(text))


def _short(text: str) -> tuple[str, ...]:
    return (text,) if text and len(text) <= _LONGEST else ()
