"""A document cut before each tag, as long as it is plainly well-formed XML.

What can be found out for many tags at once is found out here, because a parser that looks at
each character in turn takes longer than all the rest. The tags themselves are for the caller.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edition.relaxng.feeding import Document

PIECE = 1 << 16
LONGEST_CARRIED = 1 << 22
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
WHITE_SPACE = b" \t\n\r"

_COMMENT = b"<!--"
_CDATA = b"<![CDATA["
_END_OF_CDATA = b"]]>"
# Control characters, of which XML has but three, and what begins a reference or ends CDATA.
_SUSPECT = bytes(set(range(32)) - set(WHITE_SPACE)) + b"&]"
_NO_CHARACTERS = ("\ufffe", "\uffff")
# Compiled when first used.
_MARK = rb"<[!?]"
_INSTRUCTION = rb"(?s)<\?(?![Xx][Mm][Ll][?\s])[A-Za-z_][A-Za-z0-9_.\-]*(?:\s.*?)?\?>"
_REFERENCE = rb"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});"
_DECLARATION = (
    rb"<\?xml\s+version\s*=\s*(?:\"1\.0\"|'1\.0')"
    rb"(?:\s+encoding\s*=\s*(?:\"(?i:utf-8)\"|'(?i:utf-8)'))?"
    rb"(?:\s+standalone\s*=\s*(?:\"(?:yes|no)\"|'(?:yes|no)'))?\s*\?>"
)


class NotPlainError(Exception):
    """The document is not plainly valid: it must be matched to know more."""


class Pieces:
    """Reads a document; gives lists of tags without their first bracket, with the text after.

    Comments and processing instructions are left out, as if the text around them were one.
    What is given is UTF-8, holds no character that XML has not and no reference to anything
    but a character. It still must be seen whether each tag has its last bracket and is
    well-formed, and whether start and end tags go together.

    Raises NotPlainError for what breaks this, has a document type, is declared to be in another
    encoding, or has a text or tag so long that it would be held too long.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._decode = getincrementaldecoder("utf-8")().decode
        self._is_suspect = False  # as soon as a character has been met that may begin a fault

    def __iter__(self) -> Iterator[list[bytes]]:
        carried = b""
        is_first = True
        for piece, is_last in self._read():
            self._check_characters(piece, is_last)
            read = _without_declaration(piece) if is_first else carried + piece
            whole, carried = _cut(read, is_last)
            if self._is_suspect:
                _check_references(whole)
            before, *tags = whole.split(b"<")
            if before.strip(WHITE_SPACE):
                raise NotPlainError
            yield tags
            is_first = False

    def _read(self) -> Iterator[tuple[bytes, bool]]:
        """The document in pieces, each with whether it is the last."""
        document = self._document
        if isinstance(document, bytes):
            for start in range(0, len(document) or 1, PIECE):
                yield document[start : start + PIECE], start + PIECE >= len(document)
            return
        piece = document.read(PIECE)
        while following := document.read(PIECE):
            yield piece, False
            piece = following
        yield piece, True

    def _check_characters(self, piece: bytes, is_last: bool) -> None:
        try:
            text = self._decode(piece, is_last)
        except UnicodeDecodeError:
            raise NotPlainError from None
        suspect = len(piece) - len(piece.translate(None, _SUSPECT))
        if suspect:
            self._is_suspect = True
            if suspect > piece.count(b"&") + piece.count(b"]"):
                raise NotPlainError
        if not text.isascii() and any(one in text for one in _NO_CHARACTERS):
            raise NotPlainError


def _without_declaration(piece: bytes) -> bytes:
    piece = piece.removeprefix(BYTE_ORDER_MARK)
    declaration = re.match(_DECLARATION, piece)
    return piece[declaration.end() :] if declaration else piece


def _cut(read: bytes, is_last: bool) -> tuple[bytes, bytes]:
    """What was read but for comments and the last tag, which may go on, and the rest."""
    read, rest = _without_comments(read)
    if is_last:
        if rest:
            raise NotPlainError
        return read, b""
    end = max(read.rfind(b"<"), 0)
    carried = read[end:] + rest
    if len(carried) > LONGEST_CARRIED:
        raise NotPlainError
    return read[:end], carried


def _without_comments(read: bytes) -> tuple[bytes, bytes]:
    """What was read without comments and instructions, and the one that does not end.

    CDATA becomes text as it is written elsewhere.
    """
    mark = re.compile(_MARK)
    found = mark.search(read)
    if found is None:
        return read, b""
    kept = []
    end = 0
    while found:
        start = found.start()
        before = read[end:start]
        _check_references(before)
        if before.rfind(b"<") > before.rfind(b">"):
            raise NotPlainError  # in a tag
        kept.append(before)
        end = _end_of_mark(read, start)
        if not end:
            return b"".join(kept), read[start:]
        if read.startswith(_CDATA, start):
            kept.append(_as_text(read[start + len(_CDATA) : end - len(_END_OF_CDATA)]))
        found = mark.search(read, end)
    return b"".join([*kept, read[end:]]), b""


def _end_of_mark(read: bytes, start: int) -> int:
    """Where a comment, instruction or CDATA ends; 0 if it goes on after what was read."""
    if read.startswith(b"<?", start):
        instruction = re.compile(_INSTRUCTION).match(read, start)
        if instruction is None and read.find(b"?>", start + 2) >= 0:
            raise NotPlainError
        return instruction.end() if instruction else 0
    beginning = read[start : start + len(_CDATA)]
    if _CDATA.startswith(beginning):
        end = read.find(_END_OF_CDATA, start + len(_CDATA))
        return 0 if end < 0 else end + len(_END_OF_CDATA)
    if not beginning.startswith(_COMMENT[: len(beginning)]):
        raise NotPlainError
    end = read.find(b"--", start + len(_COMMENT))
    if end < 0 or end + 2 == len(read):
        return 0
    if read[end + 2] != ord(">"):
        raise NotPlainError
    return end + 3


def _as_text(written: bytes) -> bytes:
    """The same characters outside of CDATA."""
    if not written.strip(WHITE_SPACE):
        raise NotPlainError  # CDATA is not white space, wherever only that may stand
    return written.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _check_references(read: bytes) -> None:
    """Check that all references are to characters, and that no text has the end of CDATA."""
    count = read.count(b"&")
    if count and count > read.count(b"&amp;"):
        found = re.findall(_REFERENCE, read)
        if len(found) < count or not all(map(_is_good, set(found))):
            raise NotPlainError
    if _END_OF_CDATA in read:
        raise NotPlainError


def _is_good(reference: bytes) -> bool:
    """Whether a reference is to a character that XML allows."""
    if not reference.startswith(b"&#"):
        return True
    digits = reference[2:-1]
    number = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return (
        number in (9, 10, 13)
        or 0x20 <= number < 0xD800
        or 0xE000 <= number < 0xFFFE
        or 0x10000 <= number < 0x110000
    )
