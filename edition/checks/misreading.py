"""UTF-8 that was read as Windows-1252 or Latin-1, so that one letter became two or three."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The bytes 0x80 to 0xBF as Windows-1252 or Latin-1 show them. Some are marks that may well follow
# a capital letter at the end of a word: AMANHÃ… is a word, MÃ¼ller is not. An operator of physics
# may be squared: Â².
_MARKS = "€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŽŸ«»\u0080-\u00a0"
_SIGNS = "¡-ª¬-º¼-¿"
_BYTE = f"[{_MARKS}{_SIGNS}]"
_SMALL = "[a-zß-ÿ]"
# Each alternative begins with its sign, what stands before it is looked at afterwards: so the
# engine can leap from sign to sign.
_MISREAD = re.compile(
    f"â€{_BYTE}|â‚¬|â„¢|ï»¿|ï¿½"
    f"|[ÃÂ](?![¹²³])[{_SIGNS}]|[ÃÂ](?<=[a-z0-9].)[¹²³]"
    f"|Ã(?<={_SMALL}.){_BYTE}|Ã(?<![A-ZÀ-Þ].){_BYTE}(?={_SMALL})"
    "|Ã(?<!\\w.)\u00a0(?= ?[a-zA-Z])"
    f"|[ÐÑ]{_BYTE}(?:[ÐÑ]{_BYTE}){{2,39}}|[ÎÏ]{_BYTE}(?:[ÎÏ]{_BYTE}){{2,39}}"
)

SIGNS = frozenset("ÃÂâïÐÑÎÏ")
"""Characters of which one stands in every sequence that is looked for."""


def misread_in(text: str) -> Iterator[tuple[int, str]]:
    """Each sequence that is certainly misread, with its place; nothing that a word may hold."""
    for found in _MISREAD.finditer(text):
        if meant(found[0]):
            yield found.start(), found[0]


def without_misread(text: str) -> str:
    """A text without the sequences that are misread."""
    return _MISREAD.sub("", text) if not SIGNS.isdisjoint(text) else text


def meant(misread: str) -> str:
    """The characters whose UTF-8 was misread; nothing where it is no UTF-8."""
    try:
        return b"".join(map(_byte, misread)).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return ""


def _byte(character: str) -> bytes:
    """The byte that Windows-1252 shows as a character; Latin-1 fills its holes."""
    if character <= "\xff":
        return character.encode("latin-1")
    return character.encode("cp1252")
