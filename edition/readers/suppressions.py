"""suppressions.toml: which findings an editor lets stand, where and why."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from pathlib import Path

from edition import findings
from edition.diagnostics import Diagnostic, InputError, Place, printable, raise_for
from edition.readers.settings import read_toml
from edition.suppressions import Suppression

SUPPRESSIONS_FILE = "suppressions.toml"
_FIELDS = frozenset({"finding", "reason", "path", "near", "message"})
_EXAMPLE = 'write for example: finding = "dead-pointer", path = "a.xml", reason = "..."'


def read_suppressions(path: Path, known: Collection[str]) -> tuple[Suppression, ...]:
    """The suppressions of a file; `known` are the words of all findings.

    Raises InputError with every entry that names no known finding, has no reason, or an unknown
    field.
    """
    record = read_toml(path)
    entries = record.pop("suppression", [])
    faults: list[Diagnostic] = []
    found: list[Suppression] = []
    if record or not isinstance(entries, list):
        fact = "only [[suppression]] tables may stand here"
        raise InputError([Diagnostic(findings.BAD_SUPPRESSION, Place(str(path)), fact, _EXAMPLE)])
    for number, entry in enumerate(entries, 1):
        wrong = _fault(entry, known)
        if wrong is None:
            found.append(Suppression(place=Place(str(path)), **entry))
        else:
            fact = printable(f"[[suppression]] {number}: {wrong}")
            faults.append(Diagnostic(findings.BAD_SUPPRESSION, Place(str(path)), fact, _EXAMPLE))
    raise_for(faults)
    return tuple(found)


def _fault(entry: object, known: Collection[str]) -> str | None:
    if not isinstance(entry, dict):
        return "it is no table"
    unknown = [name for name in entry if name not in _FIELDS]
    if unknown:
        return f"{unknown[0]} is not a field (known: {', '.join(sorted(_FIELDS))})"
    if not all(isinstance(value, str) for value in entry.values()):
        return "every field is text in quotation marks"
    word = entry.get("finding", "")
    if word not in known:
        near = difflib.get_close_matches(word, known, n=1)
        return f"there is no finding “{word}”" + (f"; did you mean {near[0]}?" if near else "")
    return None if entry.get("reason", "").strip() else f"{word} has no reason"
