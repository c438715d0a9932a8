"""What a built-in type is: the texts it holds and what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from edition.relaxng.datatypes.wording import shown

PRESERVE, REPLACE, COLLAPSE = range(3)

_TO_SPACES = {ord(character): " " for character in "\t\n\r"}

Namespaces = Mapping[str, str]


class ValueSpace:
    """One built-in type.

    Every text given to a method has been through the type's white space rule; `same`, `order`
    and `length` are asked only about texts that the type holds.
    """

    __slots__ = ()

    white_space = COLLAPSE
    needs_context = False
    # Which facets apply besides `pattern`: bounds, lengths, numbers of digits.
    is_ordered = False
    unit = ""
    has_digits = False

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        """Whether the text is in the lexical space; the namespaces matter to QName alone."""
        raise NotImplementedError

    def same(self, one: str, other: str, here: Namespaces, there: Namespaces) -> bool:
        """Whether two texts are the same value; namespaces as they are bound at each."""
        return one == other

    def order(self, one: str, other: str) -> int | None:
        """-1, 0 or 1 as the first is less, equal or greater; None where neither can be said."""
        raise NotImplementedError

    def length(self, text: str) -> int:
        """The length in units of the type."""
        return len(text)

    def digits(self, text: str) -> tuple[int, int]:
        """How many digits the value needs in all, and after the decimal point."""
        raise NotImplementedError

    def fault(self, text: str, namespaces: Namespaces) -> str:
        """What is wrong with a text that the type does not hold: one short sentence."""
        raise NotImplementedError

    def correction(self, text: str) -> str | None:
        """A text that was probably meant; None where that cannot be said."""
        return None

    def resembles(self, text: str) -> bool:
        """Whether a text that the type does not hold looks as if it was meant to be of the type."""
        return self.correction(text) is not None


def advised(fact: str, correction: str | None) -> str:
    """A fact with the text to write instead, where one is known."""
    return fact if correction is None else f"{fact}; write {shown(correction)}"


def normalised(text: str, white_space: int) -> str:
    """The text with its white space as the type's rule wants it."""
    if white_space == PRESERVE:
        return text
    if white_space == REPLACE:
        return text.translate(_TO_SPACES)
    if " " not in text and "\n" not in text and "\t" not in text and "\r" not in text:
        return text
    return " ".join(filter(None, text.translate(_TO_SPACES).split(" ")))
