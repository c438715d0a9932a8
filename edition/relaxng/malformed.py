"""Why a document is not well-formed, in words that say what to look for."""

from __future__ import annotations

import pyexpat

from edition.relaxng.feeding import Feeder

AMPLIFIED = 43  # expat's code where entities make a document grow beyond its guard

_REASONS = {
    2: "this is not XML",
    3: "the file ends before its outermost element does",
    4: "XML does not allow this character here",
    5: "the file ends inside of a tag, comment or instruction",
    6: "the file ends inside of a character",
    7: "this end tag closes another element than the one that is open",
    8: "an attribute is given twice",
    9: "nothing may follow the end of the outermost element",
    11: "an entity is not declared",
    12: "an entity contains itself",
    14: "this reference means no character that XML allows",
    17: "the XML declaration must be the very first thing in the file",
    18: "the declared encoding is not known",
    19: "the file is not in the encoding that it declares",
    20: "a CDATA section does not end",
    27: "a prefix is not declared",
    30: "the XML declaration is faulty",
    AMPLIFIED: "its entities make the document grow beyond measure",
}
_NAME_END = b" \t\r\n/>=;<&\"'"


def reason(error: pyexpat.ExpatError, parser: pyexpat.XMLParserType, feeder: Feeder) -> str:
    """A sentence about an error of expat, with the name or byte where the file has one."""
    at = feeder.bytes_at(parser.ErrorByteIndex, 200)
    said = _REASONS.get(error.code, pyexpat.errors.messages.get(error.code, "it is not XML"))
    if error.code == 3 and not feeder.head:
        return "the file is empty"
    if error.code == 4 and feeder.has_single_bytes and _is_broken(at):
        return f"the byte {at[0]:02X} is not UTF-8, and no other encoding is declared"
    if error.code == 7:
        return f"</{_name(at)}> closes another element than the one that is open"
    if error.code == 11:
        return f"the entity “{_name(at.lstrip(b'&'))}” is not declared"
    if error.code == 4 and feeder.bytes_at(parser.ErrorByteIndex - 1, 1) == b"&":
        return "this & begins no reference: write &amp;"
    return said


def _is_broken(at: bytes) -> bool:
    """Whether a character that is not UTF-8 begins here."""
    try:
        at[:4].decode()
    except UnicodeDecodeError as error:
        return error.start == 0 and (error.reason != "unexpected end of data" or len(at) < 4)
    return False


def _name(at: bytes) -> str:
    end = next((i for i, byte in enumerate(at) if byte in _NAME_END), len(at))
    return at[:end].decode(errors="replace")
