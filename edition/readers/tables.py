"""A table of cells becomes annotations again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from edition import findings
from edition.annotations import kinds
from edition.annotations.annotation import Annotation, number_fields, order
from edition.characters import whole_number
from edition.diagnostics import Diagnostic, InputError, Place, raise_for
from edition.readers.files import BYTE_ORDER_MARK, read_characters
from edition.readers.layers import from_record


def from_table(path: Path) -> tuple[Annotation, ...]:
    """The annotations of a CSV file. Raises InputError with the faults of all rows."""
    text = read_characters(path).removeprefix(BYTE_ORDER_MARK)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    annotations: list[Annotation] = []
    faults: list[Diagnostic] = []
    raise_for(_header_faults(path, reader.fieldnames))
    try:
        for row in reader:
            if not any(row.values()):
                continue
            place = Place(str(path), reader.line_num)
            try:
                annotations.append(from_record(_record(row, place), place))
            except InputError as error:
                faults.extend(error.diagnostics)
    except csv.Error as error:
        place = Place(str(path), reader.line_num)
        hint = "save the table as CSV with commas and UTF-8"
        faults.append(Diagnostic(findings.BROKEN_LINE, place, f"the row is no CSV: {error}", hint))
    raise_for(faults)
    return tuple(sorted(annotations, key=order))


def _header_faults(path: Path, names: Sequence[str] | None) -> Iterator[Diagnostic]:
    place = Place(str(path), 1)
    if not names:
        hint = "the first row names the fields: kind, start, end, quote ..."
        yield Diagnostic(findings.BROKEN_LINE, place, "the table is empty", hint)
    elif len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        hint = "save the table as CSV with commas between the cells, in UTF-8"
        fact = "the cells are not parted by commas"
        yield Diagnostic(findings.BROKEN_LINE, place, fact, hint)


def _record(row: dict[str | Any, str | Any], place: Place) -> dict[str, Any]:
    if None in row or None in row.values():
        fact = "the row has more or fewer cells than the first row has names"
        raise InputError([Diagnostic(findings.BROKEN_LINE, place, fact, "save it as CSV anew")])
    numbers = {"start", "end", *_number_fields(row.get("kind", ""))}
    return {name: _value(cell, place, number=name in numbers) for name, cell in row.items() if cell}


def _number_fields(kind: str) -> set[str]:
    known = kinds().get(kind)
    return set(number_fields(known)) if known else set()


def _value(cell: str, place: Place, *, number: bool) -> Any:
    if number:
        return whole_number(cell)
    if not cell.startswith('"'):
        return cell
    try:
        return json.loads(cell)
    except ValueError as error:
        fact = f"the cell {cell[:30]} is no JSON text"
        hint = "close the quotation mark, or write the text without quotation marks"
        raise InputError([Diagnostic(findings.BROKEN_LINE, place, fact, hint)]) from error
