"""The words of a witness as short hashes: tells where another copy parts from it.

A hash is one byte, so that it tells copies apart word by word and yet gives no word back:
some hundred words of the language share each value.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """One byte for each word of a text, in order."""

    words: bytes


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text; case and everything between words have no part in it."""
    return Fingerprint(bytes(_hash(m.group()) for m in _WORD.finditer(text)))


def first_difference(known: Fingerprint, text: str) -> int | None:
    """The offset of the first word of `text` at which it leaves the known words, if any."""
    matches = list(_WORD.finditer(text))
    found = bytes(_hash(m.group()) for m in matches)
    if found == known.words:
        return None
    same = next(
        (i for i, (a, b) in enumerate(zip(known.words, found, strict=False)) if a != b),
        min(len(known.words), len(found)),
    )
    return matches[same].start() if same < len(matches) else len(text)


def _hash(word: str) -> int:
    return hashlib.blake2b(word.casefold().encode(), digest_size=1).digest()[0]
