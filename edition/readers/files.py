"""Text from disk, as it is: UTF-8, line ends untouched, nothing normalised."""

from __future__ import annotations

from pathlib import Path

from edition import findings
from edition.diagnostics import Diagnostic, Finding, InputError, Place

BYTE_ORDER_MARK = "\ufeff"


def read_characters(path: Path, missing: Finding = findings.UNREADABLE) -> str:
    """The characters of a file.

    Raises InputError for a file that cannot be read or is not UTF-8; the place is the line of
    the first wrong byte.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = "check the path and its permissions"
        fact = error.strerror or str(error)
        raise InputError([Diagnostic(missing, Place(str(path)), fact, hint)]) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        fact = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
        hint = "convert the file, for example: iconv -f WINDOWS-1252 -t UTF-8"
        place = Place(str(path), line, column)
        raise InputError([Diagnostic(findings.NOT_UTF8, place, fact, hint)]) from error
