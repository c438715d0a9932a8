"""Characters, white space and names as XML has them."""

from __future__ import annotations

import re

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WHITE_SPACE = " \t\r\n"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")

_MOST_DIGITS = 16


def is_name(text: str) -> bool:
    """Whether a text can be a siglum or an identifier: letters, digits, - and _, no full stop.

    Identifiers that the program makes have a full stop, so that no given one can meet them.
    """
    return NAME.fullmatch(text) is not None


def whole_number(text: str) -> int | str:
    """The number that a text writes in plain digits; the text itself where it writes none."""
    digits = text.strip()
    short = digits.isascii() and digits.isdecimal() and len(digits) < _MOST_DIGITS
    return int(digits) if short else text
