"""Checks applied to TEI files: faults become diagnostics with their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from edition.checks.check import Check, Conclusion, Fault, Mentions
from edition.checks.library import Library
from edition.checks.readings import said
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Diagnostic, Finding, Place, Repair, printable
from edition.tei import Element

_LONGEST = 300
_NAMING = frozenset({"ref", "key"})


def look(file: TeiFile, checks: Iterable[Check]) -> Iterator[Diagnostic]:
    """What the checks find in a file, check by check."""
    for one in checks:
        for fault in one.run(file):
            yield diagnostic(one.finding, fault, fault.place or file.place(fault.element))


def conclude(
    library: Library, mentions: Mentions, conclusions: Iterable[Conclusion]
) -> Iterator[Diagnostic]:
    """What is found when all files have been read."""
    for one in conclusions:
        for fault in one.run(library, mentions):
            yield diagnostic(one.finding, fault, fault.place or Place("registers"))


def diagnostic(finding: Finding, fault: Fault, place: Place) -> Diagnostic:
    """A fault as one line for a person: no control characters, nothing endless."""
    message = printable(fault.message)
    if len(message) > _LONGEST:
        message = f"{message[: _LONGEST - 1]}…"
    severity = fault.severity or finding.severity
    hint = fault.hint or finding.hint
    return Diagnostic(finding, place, message, hint, severity, _repair(fault))


def _repair(fault: Fault) -> Repair | None:
    if fault.element is None or fault.attribute is None or fault.repair is None:
        return None
    return Repair(fault.attribute, fault.element.get(fault.attribute, ""), fault.repair)


def mentions_in(file: TeiFile) -> dict[str, frozenset[str]]:
    """The words by which a file mentions each register entry that it or its library knows.

    No words for an entry that is only pointed to without being named (`sp/@who`).
    """
    found: dict[str, set[str]] = defaultdict(set)
    for pointer in file.pointers:
        _mention(file, pointer.element, pointer.fragment or pointer.value, pointer.attribute, found)
    for element in file.elements:
        for key in element.get("key", "").split():
            _mention(file, element, key, "key", found)
    return {identifier: frozenset(forms) for identifier, forms in found.items()}


def _mention(
    file: TeiFile, element: Element, identifier: str, attribute: str, found: dict[str, set[str]]
) -> None:
    if file.entry(identifier) is not None:
        found[identifier].update(said(element) if attribute in _NAMING else ())
