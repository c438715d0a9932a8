"""How values and characters are shown in an explanation."""

from __future__ import annotations

_LONGEST = 40
_CHARACTERS = {
    " ": "a space",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a carriage return",
    "\u00a0": "a no-break space (U+00A0)",
    "\u00ad": "a soft hyphen (U+00AD)",
    "\u200b": "a zero-width space (U+200B)",
    "\ufeff": "a byte order mark (U+FEFF)",
}


def shown(text: str) -> str:
    """A value in a sentence: bare where it is one plain word, else in quotation marks.

    Cut after 40 characters; what could disturb a terminal is shown as an escape.
    """
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    visible = "".join(c if c.isprintable() else _escape(c) for c in cut)
    is_plain = text and visible == text and " " not in text and text[-1] not in ".,;:!?"
    return visible if is_plain else f"“{visible}”"


def character_name(character: str) -> str:
    """A character in a sentence: “x”, or its name where it would not be seen."""
    name = _CHARACTERS.get(character)
    if name is not None:
        return name
    return f"“{character}”" if character.isprintable() else f"U+{ord(character):04X}"


def counted(number: int, unit: str) -> str:
    """A number with its unit, in the plural where it must be: 1 digit, 2 digits."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()
