"""How what stands in a text is shown where it would be invisible: spaces, line ends, nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from edition.sphinx_ext.views.markup import Content, Tag, tag

NOT_STATED = "not stated"
CERTAINTIES = ("high", "medium", "low", "unknown", NOT_STATED)
_FEW = 3  # characters that are told one by one
_NAMES = {"\n": "line end", "\t": "tab"}


def shown_reading(text: str, nothing: str = "nothing") -> Content:
    """The reading, in brackets what is no word of the text.

    That is `nothing` where it is empty, “space” and the like where it cannot be seen, and behind
    marks, which are small and which a screen reader may pass over, their names.
    """
    if not text:
        return _remark(nothing)
    if len(text) > _FEW or any(char.isalnum() for char in text):
        return tag("b", text) if text.strip() else _remark("white space")
    named = _remark(", ".join(map(_name, text)))
    return tag("span", tag("b", text), " ", named) if text.strip() else named


def _remark(words: str) -> Tag:
    return tag("i", f"[{words}]", class_="no-reading")


def _name(char: str) -> str:
    return _NAMES.get(char) or unicodedata.name(char, "unnamed character").lower()


def with_kind(kind: str) -> list[Content]:
    """What sort of thing is meant, behind the words that name it."""
    return [" ", tag("span", f"({kind})", class_="kind")] if kind else []


def by_certainty(found: Iterable[str]) -> list[str]:
    """Each of the certainties once, from high on; a probability in numbers stands behind."""
    known = dict.fromkeys(one or NOT_STATED for one in found)
    order = {one: rank for rank, one in enumerate(CERTAINTIES)}
    return sorted(known, key=lambda one: (order.get(one, len(order)), one))


def certainty_mark(certainty: str, *more: str) -> list[Content]:
    """In brackets the certainty in words, unless it is high or not stated, and what else is said.

    Nothing if there is nothing to say.
    """
    doubt = "" if certainty in {"", "high"} else f"{certainty} certainty"
    said = ", ".join(filter(None, (doubt, *more)))
    mark = tag("span", f"({said})", class_="certainty", data_certainty=doubt and certainty)
    return [" ", mark] if said else []


def reason_words(reason: str) -> list[Content]:
    """Why the editors decided so, in their words; nothing if they do not say."""
    return [" ", tag("span", f"Why: {reason}", class_="reason")] if reason else []


def evidence_words(evidence: str) -> str:
    """The ground of a decision in words; empty if none is stated."""
    return evidence if evidence in {"", "conjecture"} else f"{evidence} evidence"


def in_context(passage: str, before: str, words: str, after: str) -> list[Content]:
    """The words in bold between those around them, with dots where the passage goes on.

    `passage` is all its text; empty if it is not known, and then nothing is taken to be cut.
    """
    start = passage and before and not passage.startswith(before.strip())
    end = passage and after and not passage.endswith(after.strip())
    return [f"… {before}" if start else before, tag("b", words), f"{after} …" if end else after]
