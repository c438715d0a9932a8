"""Validity of what is compiled: the layers may ask for a structure that TEI does not allow."""

from __future__ import annotations

from collections.abc import Iterator

from edition import findings
from edition.checks.schema import worded_safely
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Diagnostic, Place
from edition.relaxng import Schema
from edition.tei import parse

_HINT = "correct the layer at that identifier; edition show prints the place"


def validity(siglum: str, document: bytes, schema: Schema) -> Iterator[Diagnostic]:
    """What a schema has against a compiled document, at the block or annotation it concerns."""
    checked = schema.check(document, positions=True)
    if not checked.faults or checked.positions is None:
        return
    file = TeiFile(siglum, parse(document), checked.positions)
    numbers = checked.positions
    starts = {
        (numbers[2 * n], numbers[2 * n + 1]): element for n, element in enumerate(file.elements)
    }
    for fault in checked.faults:
        element = starts.get((fault.line, fault.column))
        near = file.place(element).near if element is not None else None
        message, hint = worded_safely(fault)
        where = f" (at {near})" if near else ""
        place = Place(siglum, near=near)
        yield Diagnostic(findings.NOT_VALID, place, f"{message}{where}", hint or _HINT)
