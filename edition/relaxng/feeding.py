"""A document fed to expat piece by piece: nothing is fetched, no list grows with the document."""

from __future__ import annotations

import pyexpat
from typing import Protocol, TypeAlias

from edition.relaxng.names import SEPARATOR

PIECE = 1 << 16
NO_LIMIT = 1 << 62


class Readable(Protocol):
    """A binary file."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


Document: TypeAlias = "bytes | Readable"


class StoppedError(Exception):
    """Raised in a handler to end reading early."""


class TooLongError(Exception):
    """A tag, comment or processing instruction is longer than allowed."""


def new_parser() -> pyexpat.XMLParserType:
    """A parser that gives expanded names and keeps no list of them."""
    return pyexpat.ParserCreate(None, SEPARATOR, None)


class Feeder:
    """Gives a document to a parser.

    `last` is the piece given last, `start` where it begins, `head` the first four bytes.
    """

    __slots__ = ("_document", "_parser", "head", "last", "start")

    def __init__(self, parser: pyexpat.XMLParserType, document: Document) -> None:
        self._parser = parser
        self._document = document
        self.start = 0
        self.last = b""
        self.head = b""

    @property
    def has_single_bytes(self) -> bool:
        """Whether ASCII characters take one byte each, as in all encodings but UTF-16."""
        return not self.head.startswith((b"\xfe\xff", b"\xff\xfe")) and b"\0" not in self.head

    def feed(self, longest_token: int) -> None:
        """Parse to the end.

        Raises what the handlers raise, ExpatError, TooLongError, and ValueError or LookupError
        for an encoding that is not supported.
        """
        size = PIECE
        while self._next(size):
            self._parser.Parse(self.last, False)
            waiting = self.start + len(self.last) - max(self._parser.CurrentByteIndex, 0)
            if waiting > longest_token:
                raise TooLongError
            # A token that is not complete is read again from its start: so take more at a time.
            size = max(PIECE, waiting)
        self._parser.Parse(b"", True)

    def bytes_at(self, index: int, size: int) -> bytes:
        """The bytes at an index of the document, as far as the last piece holds them."""
        offset = index - self.start
        return self.last[offset : offset + size] if offset >= 0 else b""

    def _next(self, size: int) -> bytes:
        start = self.start + len(self.last)
        if isinstance(self._document, bytes):
            piece = self._document[start : start + size]
        else:
            piece = self._document.read(size)
        if piece:
            self.head = self.head or piece[:4]
            self.start, self.last = start, piece
        return piece
