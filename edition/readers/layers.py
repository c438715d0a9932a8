"""Lines of JSON become annotations: every fault of a file named, none hidden by another."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from edition import findings
from edition.annotations import Annotation, kinds
from edition.annotations.annotation import COMMON
from edition.characters import FORBIDDEN, is_name
from edition.diagnostics import Diagnostic, Finding, InputError, Place, printable, raise_for
from edition.layers import Layer
from edition.readers.files import read_characters
from edition.spans import Span

_OFFSETS = ("start", "end")
_NAMES = frozenset({"id", "resp", "ref", "who", "speaker", "source"})
_RESERVED = frozenset({"text", "xml"})
_CORRECT = "correct the line; the kinds and their fields are in the manual (kinds.md)"


def read_layer(path: Path) -> Layer:
    """The layer of a file. Raises InputError with every fault of every line."""
    annotations: list[Annotation] = []
    faults: list[Diagnostic] = []
    for number, line in enumerate(read_characters(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            annotations.append(read_line(line, Place(str(path), number)))
        except InputError as error:
            faults.extend(error.diagnostics)
    raise_for(faults)
    return Layer(path.stem, tuple(annotations))


def read_line(line: str, place: Place) -> Annotation:
    """The annotation of one line. Raises InputError with all that is wrong with it."""
    try:
        record = json.loads(line, object_pairs_hook=_pairs)
    except (ValueError, RecursionError) as error:
        column = getattr(error, "colno", None)
        hint = "each line is one JSON object; is a quotation mark or comma missing?"
        broken = Place(place.path, place.line, column)
        fact = f"the line is not JSON: {getattr(error, 'msg', error)}"
        raise InputError([Diagnostic(findings.BROKEN_LINE, broken, fact, hint)]) from error
    if not isinstance(record, dict):
        hint = 'write {"kind": ..., "start": ..., "end": ..., "quote": ...}'
        fact = "the line is not a JSON object"
        raise InputError([Diagnostic(findings.BROKEN_LINE, place, fact, hint)])
    return from_record(record, place)


def from_record(record: Mapping[str, Any], place: Place) -> Annotation:
    """The annotation that a record describes. Raises InputError with all its faults."""
    if "kind" not in record:
        hint = f"kinds are {', '.join(kinds())}"
        fact = "the annotation needs the field kind"
        raise InputError([Diagnostic(findings.MISSING_FIELD, place, fact, hint)])
    name = record["kind"]
    kind = kinds().get(name) if isinstance(name, str) else None
    if kind is None:
        raise InputError([_unknown(findings.UNKNOWN_KIND, "kind", str(name), kinds(), place)])
    raise_for(_record_faults(kind, record, place))
    values = {key: value for key, value in record.items() if key not in ("kind", *_OFFSETS)}
    annotation = kind(span=Span(record["start"], record["end"]), place=place, **values)
    raise_for(_fault(annotation, fault) for fault in annotation.faults())
    return annotation


def _fault(annotation: Annotation, fact: str) -> Diagnostic:
    place = annotation.place or Place(annotation.local_id)
    return Diagnostic(annotation.fault, place, printable(fact), _CORRECT)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError("a field is given twice")
    return record


def _unknown(
    finding: Finding, what: str, word: str, known: Mapping[str, object], place: Place
) -> Diagnostic:
    near = difflib.get_close_matches(word, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}"
    return Diagnostic(finding, place, f"{printable(word)} is no {what}", hint)


def _record_faults(
    kind: type[Annotation], record: Mapping[str, Any], place: Place
) -> Iterator[Diagnostic]:
    known = _fields(kind)
    for name in sorted(record.keys() - known.keys() - {"kind", *_OFFSETS}):
        what = f"field of {kind.kind}"
        yield _unknown(findings.UNKNOWN_FIELD, what, name, known, place)
    required = {name for name, one in known.items() if one.default is MISSING}
    for name in sorted({*required, *_OFFSETS} - record.keys()):
        fact = f"{kind.kind} needs the field {name}"
        yield Diagnostic(findings.MISSING_FIELD, place, fact, "add it to the line")
    for name, value in record.items():
        if name in known and (fault := _value_fault(known[name], value)):
            yield Diagnostic(findings.BAD_VALUE, place, f"{name}: {fault}", _CORRECT)
    yield from _offset_faults(record, place)


def _offset_faults(record: Mapping[str, Any], place: Place) -> Iterator[Diagnostic]:
    start, end = record.get("start", 0), record.get("end", 0)
    if type(start) is not int or type(end) is not int:
        fact = "start and end are whole numbers"
        yield Diagnostic(findings.BAD_VALUE, place, fact, _CORRECT)
    elif "start" in record and "end" in record and not 0 <= start <= end:
        fact = f"{start} to {end} is no span: start comes first, and none is negative"
        yield Diagnostic(findings.BAD_VALUE, place, fact, _CORRECT)


def _fields(kind: type[Annotation]) -> dict[str, Any]:
    return {one.name: one for one in fields(kind) if one.name not in COMMON}


def _value_fault(one: Any, value: object) -> str | None:
    whole_number = "int" in str(one.type)
    if value is None and one.default is None:
        return None
    if whole_number:
        return None if type(value) is int else "a whole number is needed"
    if not isinstance(value, str):
        return "a text in quotation marks is needed"
    allowed = one.metadata.get("values")
    if allowed and value not in allowed:
        near = difflib.get_close_matches(value, allowed, n=1)
        asked = f"; did you mean {near[0]}?" if near else f"; allowed are {', '.join(allowed)}"
        return f"{printable(value)} is not allowed{asked}"
    pattern = one.metadata.get("pattern")
    if pattern and not re.fullmatch(pattern, value):
        return f"{printable(value) or 'nothing'} does not fit: {pattern}"
    if match := FORBIDDEN.search(value):
        return f"it holds the control or non-character U+{ord(match.group()):04X}"
    if one.name == "id" and value in _RESERVED:
        return f"the id {value} is taken by the program; choose another"
    names = value.split() or [""] if one.name == "resp" else [value]
    if one.name in _NAMES and not all(map(is_name, names)):
        return f"{printable(value) or 'nothing'} is no name: write letters, digits, - and _"
    return None
