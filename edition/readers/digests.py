"""The recorded digests of an edition."""

from __future__ import annotations

from pathlib import Path

from edition import findings
from edition.diagnostics import Diagnostic, InputError, Place
from edition.digests import DIGESTS_FILE
from edition.readers.files import read_characters

__all__ = ["DIGESTS_FILE", "read_digests"]


def read_digests(folder: Path) -> dict[str, str]:
    """The digests by name; empty where none were recorded. Raises InputError for a broken line."""
    path = folder / DIGESTS_FILE
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for number, line in enumerate(read_characters(path).splitlines(), 1):
        name, tab, digest = line.partition("\t")
        if not (name and tab and digest):
            hint = "write the file anew: edition build --record"
            place, fact = Place(str(path), number), "the line is not: name, tab, digest"
            raise InputError([Diagnostic(findings.BAD_SETTINGS, place, fact, hint)])
        found[name] = digest
    return found
