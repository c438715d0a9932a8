"""Text and attribute values as they are written, made into what they mean."""

from __future__ import annotations

_PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_TO_SPACES = str.maketrans("\t\n\r", "   ")


def text_meant(written: bytes) -> str:
    """The characters of a text in UTF-8; raises ValueError for what is not well-formed."""
    text = written.decode()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _resolved(text) if "&" in text else text


def value_meant(written: bytes) -> str:
    """The characters of an attribute's value, likewise: line breaks and tabs become spaces."""
    value = written.decode()
    if not value.isprintable():
        value = value.replace("\r\n", " ").translate(_TO_SPACES)
    return _resolved(value) if "&" in value else value


def _resolved(text: str) -> str:
    before, *pieces = text.split("&")
    found = [before]
    for piece in pieces:
        name, semicolon, following = piece.partition(";")
        if not semicolon:
            raise ValueError(piece)
        found += _character(name), following
    return "".join(found)


def _character(reference: str) -> str:
    """The character of a reference; only those that XML predefines have names."""
    if reference.startswith("#x"):
        return chr(int(reference[2:], 16))
    if reference.startswith("#"):
        return chr(int(reference[1:]))
    if reference not in _PREDEFINED:
        raise ValueError(reference)
    return _PREDEFINED[reference]
