"""The recorded versions of an edition: versions/NAME.json, one file for each."""

from __future__ import annotations

import json
from pathlib import Path

from edition import findings
from edition.diagnostics import Diagnostic, InputError, Place
from edition.readers.files import read_characters
from edition.versions import Version, version_of

VERSIONS_FOLDER = "versions"


def read_versions(folder: Path) -> tuple[Version, ...]:
    """The versions whose records stand in a folder, oldest first; none where there is no folder.

    Raises InputError with the faults of all of them.
    """
    versions: list[Version] = []
    faults: list[Diagnostic] = []
    for path in sorted(folder.glob("*.json")):
        try:
            versions.append(read_version(path))
        except InputError as error:
            faults.extend(error.diagnostics)
    if faults:
        raise InputError(faults)
    return tuple(sorted(versions, key=lambda one: (one.date, one.name)))


def read_version(path: Path) -> Version:
    """The version of one record. Raises InputError where it cannot be read."""
    text = read_characters(path)
    try:
        return version_of(json.loads(text))
    except ValueError as error:
        fact = f"the record of a version cannot be read: {error}"
        hint = "take the file back from where it was kept; a record is never written by hand"
        raise InputError(
            [Diagnostic(findings.BAD_VERSION, Place(str(path)), fact, hint)]
        ) from error
