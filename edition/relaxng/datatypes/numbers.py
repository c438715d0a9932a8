"""decimal, the integer types, float and double.

A decimal may have any number of digits: it is compared digit by digit and never converted.
"""

from __future__ import annotations

from edition.relaxng.datatypes.lexical import LexicalForm
from edition.relaxng.datatypes.value_space import Namespaces, ValueSpace, advised
from edition.relaxng.datatypes.wording import shown

_POINT = r"(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)"
_SHORT = 18
_GROUPED = LexicalForm("[+-]?[0-9]{1,3}(?:[ \u00a0\u202f'’][0-9]{3})++(?:[.,][0-9]++)?")
_WITH_COMMA = LexicalForm("[+-]?[0-9]++,[0-9]++")
_WITH_COMMAS = LexicalForm("[+-]?[0-9]{1,3}(?:,[0-9]{3})++")
_GAPS = str.maketrans({" ": "", "\u00a0": "", "\u202f": "", "'": "", "’": "", ",": "."})


class Decimal(ValueSpace):
    """A decimal number."""

    __slots__ = ("_form",)

    is_ordered = True
    has_digits = True

    def __init__(self, form: str = f"[+-]?{_POINT}") -> None:
        self._form = LexicalForm(form)

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        return self._form.holds(text)

    def same(self, one: str, other: str, here: Namespaces, there: Namespaces) -> bool:
        return _parts(one) == _parts(other)

    def order(self, one: str, other: str) -> int:
        is_negative, whole, fraction = _parts(one)
        other_is_negative, other_whole, other_fraction = _parts(other)
        if is_negative != other_is_negative:
            return -1 if is_negative else 1
        size = (len(whole), whole, fraction)
        other_size = (len(other_whole), other_whole, other_fraction)
        if size == other_size:
            return 0
        return -1 if (size < other_size) != is_negative else 1

    def digits(self, text: str) -> tuple[int, int]:
        _, whole, fraction = _parts(text)
        return max(len((whole + fraction).lstrip("0")), len(fraction)), len(fraction)

    def fault(self, text: str, namespaces: Namespaces) -> str:
        return advised(f"{shown(text)} is not a number such as 12 or -3.5", self.correction(text))

    def correction(self, text: str) -> str | None:
        number = text.replace("\N{MINUS SIGN}", "-")
        # One comma and three digits: thousands for some readers, thousandths for others.
        is_clear = not _WITH_COMMAS.holds(number) and _WITH_COMMA.holds(number)
        if is_clear or _GROUPED.holds(number):
            number = number.translate(_GAPS)
        return number if self._form.holds(number) else None


class Integer(Decimal):
    """A whole number from `least` to `most`; None for no limit."""

    __slots__ = ("_least", "_most")

    def __init__(self, least: int | None = None, most: int | None = None) -> None:
        super().__init__("[+-]?[0-9]++")
        self._least = least
        self._most = most

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        return self._form.holds(text) and self._is_in_range(text)

    def fault(self, text: str, namespaces: Namespaces) -> str:
        if self._form.holds(text):
            return f"{shown(text)} is out of range: {self._range()}"
        fact = f"{shown(text)} is not a whole number"
        return advised(fact, self.correction(text))

    def resembles(self, text: str) -> bool:
        return self._form.holds(text) or super().resembles(text)

    def correction(self, text: str) -> str | None:
        if _WITH_COMMAS.holds(text):
            text = text.replace(",", "")
        elif _GROUPED.holds(text):
            text = text.translate(_GAPS)
        whole, _, fraction = text.replace("\N{MINUS SIGN}", "-").partition(".")
        is_whole = not fraction.strip("0") and self.holds(whole, {})
        return whole if is_whole else None

    def _is_in_range(self, text: str) -> bool:
        least, most = self._least, self._most
        if len(text) < _SHORT:
            number = int(text)
            return (least is None or number >= least) and (most is None or number <= most)
        return (least is None or self.order(text, str(least)) >= 0) and (
            most is None or self.order(text, str(most)) <= 0
        )

    def _range(self) -> str:
        if self._most is None:
            return f"{self._least} or more"
        return f"{self._most} or less" if self._least is None else f"{self._least} to {self._most}"


class Float(ValueSpace):
    """A binary floating point number of four bytes (float) or eight (double)."""

    __slots__ = ("_form", "_is_single")

    is_ordered = True

    def __init__(self, *, is_single: bool) -> None:
        self._form = LexicalForm(f"[+-]?{_POINT}(?:[eE][+-]?[0-9]++)?|-?INF|NaN")
        self._is_single = is_single

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        return self._form.holds(text)

    def same(self, one: str, other: str, here: Namespaces, there: Namespaces) -> bool:
        return self.order(one, other) == 0

    def order(self, one: str, other: str) -> int | None:
        number, other_number = self._number(one), self._number(other)
        if number == other_number or one == other == "NaN":
            return 0
        if "NaN" in (one, other):
            return None
        return -1 if number < other_number else 1

    def fault(self, text: str, namespaces: Namespaces) -> str:
        fact = f"{shown(text)} is not a number such as 12, -3.5 or 1e6"
        return advised(fact, self.correction(text))

    def correction(self, text: str) -> str | None:
        word = text.casefold().lstrip("+")
        if word in ("inf", "infinity", "-inf", "-infinity"):
            return "-INF" if word.startswith("-") else "INF"
        return "NaN" if word == "nan" else Decimal().correction(text)

    def _number(self, text: str) -> float:
        number = float(text)
        if not self._is_single:
            return number
        # Imported here because hardly any schema limits a float.
        import struct

        try:
            return float(struct.unpack("f", struct.pack("f", number))[0])
        except OverflowError:
            return number * float("inf")


def _parts(text: str) -> tuple[bool, str, str]:
    """Whether a decimal is below zero; its digits before and after the point without idle zeros."""
    whole, _, fraction = text.lstrip("+-").partition(".")
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    return text.startswith("-") and bool(whole or fraction), whole, fraction
