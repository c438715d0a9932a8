"""A document cut before each tag, once expat has found it well-formed so far."""

from __future__ import annotations

import pyexpat
import re
from collections.abc import Iterator

from edition.relaxng.feeding import Document, new_parser

PIECE = 1 << 18
LONGEST_CARRIED = 1 << 22
_LEFT_OUT = rb"(?s)<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)"
_ENCODINGS = ("utf-8", "us-ascii", "ascii")
_OTHER_ENCODINGS = (b"\xfe\xff", b"\xff\xfe", b"\0", b"<\0")


class NotPlainError(Exception):
    """The document is not plainly valid: it must be matched to know more."""


class Pieces:
    """Reads a document; gives lists of tags without their first bracket, with the text after.

    Comments and processing instructions are left out, as if the text around them were one.
    Raises NotPlainError for what is not well-formed, has a document type or CDATA, is not in
    UTF-8, or has a text or tag so long that it would be held too long.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._parser = new_parser()
        self._parser.StartDoctypeDeclHandler = _refuse
        self._parser.StartCdataSectionHandler = _refuse
        self._parser.XmlDeclHandler = _check_declaration

    def __iter__(self) -> Iterator[list[bytes]]:
        carried = b""
        is_first = True
        for piece, is_last in self._read():
            if is_first and piece.startswith(_OTHER_ENCODINGS):
                raise NotPlainError
            self._parse(piece, is_last)
            whole, carried = self._cut(carried + piece, is_last)
            tags = whole.split(b"<")
            del tags[:1]  # what stands before the first tag: nothing, or a byte order mark
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

    def _parse(self, piece: bytes, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except (pyexpat.ExpatError, LookupError, ValueError):
            raise NotPlainError from None

    def _cut(self, read: bytes, is_last: bool) -> tuple[bytes, bytes]:
        """What was read but for comments and the last tag, which may go on, and the rest."""
        rest = b""
        if b"<!" in read or b"<?" in read:
            read, rest = self._without_comments(read)
        if is_last:
            return read, b""
        end = max(read.rfind(b"<"), 0)
        carried = read[end:] + rest
        if len(carried) > LONGEST_CARRIED:
            raise NotPlainError
        return read[:end], carried

    def _without_comments(self, read: bytes) -> tuple[bytes, bytes]:
        """What was read without comments and instructions, and the one that does not end."""
        kept = []
        end = 0
        for found in re.finditer(_LEFT_OUT, read):
            kept.append(read[end : found.start()])
            end = found.end()
            if not found[0].endswith((b"-->", b"?>")) or found[0] in (b"<!-->", b"<?>"):
                return b"".join(kept), found[0]
        return b"".join([*kept, read[end:]]), b""


def _refuse(*arguments: object) -> None:
    raise NotPlainError


def _check_declaration(version: str, encoding: str | None, standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise NotPlainError
