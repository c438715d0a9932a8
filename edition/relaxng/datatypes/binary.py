"""boolean, hexBinary and base64Binary."""

from __future__ import annotations

from edition.relaxng.datatypes.lexical import LexicalForm
from edition.relaxng.datatypes.value_space import Namespaces, ValueSpace
from edition.relaxng.datatypes.wording import character_name, shown

_TRUE = frozenset({"true", "1"})
_BOOLEANS = frozenset({"true", "1", "false", "0"})
_WORDS = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}


class Boolean(ValueSpace):
    """true or 1, false or 0."""

    __slots__ = ()

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        return text in _BOOLEANS

    def same(self, one: str, other: str, here: Namespaces, there: Namespaces) -> bool:
        return (one in _TRUE) == (other in _TRUE)

    def fault(self, text: str, namespaces: Namespaces) -> str:
        meant = self.correction(text)
        fact = f"{shown(text)} is neither true nor false"
        return f"{fact}; write {meant}" if meant else f"{fact} (1 and 0 will do as well)"

    def correction(self, text: str) -> str | None:
        word = text.casefold()
        return word if word in _BOOLEANS else _WORDS.get(word)


class HexBinary(ValueSpace):
    """Bytes as pairs of hexadecimal digits."""

    __slots__ = ("_form",)

    unit = "byte"

    def __init__(self) -> None:
        self._form = LexicalForm("[0-9A-Fa-f]*+")

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        return len(text) % 2 == 0 and self._form.holds(text)

    def same(self, one: str, other: str, here: Namespaces, there: Namespaces) -> bool:
        return one.lower() == other.lower()

    def length(self, text: str) -> int:
        return len(text) // 2

    def fault(self, text: str, namespaces: Namespaces) -> str:
        reach = self._form.reach(text)
        if reach == len(text):
            return f"{shown(text)} has an odd number of digits; each byte takes two"
        return f"{shown(text)} holds {character_name(text[reach])}, which is no hexadecimal digit"


class Base64Binary(ValueSpace):
    """Bytes in base 64; single spaces may stand between its characters."""

    __slots__ = ("_characters", "_form")

    unit = "byte"

    def __init__(self) -> None:
        self._characters = LexicalForm("[A-Za-z0-9+/= ]*+")
        # The last digit before = fills up bits that no byte uses, which must be zero.
        self._form = LexicalForm("[A-Za-z0-9+/]*(?:[AEIMQUYcgkosw048]=|[AQgw]==)?")

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        compact = text.replace(" ", "")
        return len(compact) % 4 == 0 and self._form.holds(compact)

    def same(self, one: str, other: str, here: Namespaces, there: Namespaces) -> bool:
        return one.replace(" ", "") == other.replace(" ", "")

    def length(self, text: str) -> int:
        return len(text.replace(" ", "")) // 4 * 3 - text.count("=")

    def fault(self, text: str, namespaces: Namespaces) -> str:
        compact = text.replace(" ", "")
        reach = self._characters.reach(text)
        if reach < len(text):
            return f"{shown(text)} holds {character_name(text[reach])}, which base 64 does not have"
        if "=" in compact.rstrip("="):
            return f"{shown(text)} holds = before its end; = only fills up the last four characters"
        if len(compact) % 4:
            return f"{shown(text)} is cut short: base 64 comes in groups of four characters"
        return f"{shown(text)} ends in bits that belong to no byte; encode it anew"
