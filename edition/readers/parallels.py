"""The file of parallels of an edition: every fault of every line named."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from edition import findings
from edition.annotations.annotation import STATUSES
from edition.characters import FORBIDDEN, is_name
from edition.collation import SORTS
from edition.diagnostics import Diagnostic, Finding, InputError, Place, printable, raise_for
from edition.parallels import LAYER_FILE, Difference, Extract, Parallel
from edition.readers.files import read_characters
from edition.spans import Span

_PARALLEL = ("id", "first", "second", "words", "blocks", "differences", "resp", "status")
_EXTRACT = ("start", "end", "quote")
_HINT = "correct the line, or have it written anew: edition parallels propose"


def read_parallels(folder: Path) -> tuple[Parallel, ...]:
    """The parallels of an edition's folder, none where it has no such file.

    Raises InputError with every fault of every line.
    """
    path = folder / LAYER_FILE
    if not path.is_file():
        return ()
    found: dict[str, Parallel] = {}
    faults: list[Diagnostic] = []
    for number, line in enumerate(read_characters(path).split("\n"), 1):
        if not line.strip():
            continue
        place = Place(str(path), number)
        try:
            one = _parallel(line, place)
        except InputError as error:
            faults.extend(error.diagnostics)
            continue
        if one.id in found:
            fact = f"{one.id} is given twice, first in line {found[one.id].place}"
            faults.append(_fault(findings.DUPLICATE_ANNOTATION, place, fact))
        found.setdefault(one.id, one)
    raise_for(faults)
    return tuple(found.values())


def _parallel(line: str, place: Place) -> Parallel:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        fact = f"the line is not JSON: {getattr(error, 'msg', error)}"
        raise InputError([_fault(findings.BROKEN_LINE, place, fact)]) from error
    faults = list(_faults(record, place))
    raise_for(faults)
    ends = [record[name] for name in ("first", "second")]
    return Parallel(
        id=record["id"],
        sigla=(ends[0]["witness"], ends[1]["witness"]),
        ends=(_extract(ends[0]), _extract(ends[1])),
        words=record["words"],
        blocks=tuple((one, other) for one, other in record["blocks"]),
        differences=tuple(
            Difference(one["sort"], _extract(one["first"]), _extract(one["second"]))
            for one in record["differences"]
        ),
        resp=record["resp"],
        status=record["status"],
        note=record.get("note"),
        place=place,
    )


def _extract(record: Mapping[str, Any]) -> Extract:
    return Extract(Span(record["start"], record["end"]), record["quote"], record.get("digest"))


def _faults(record: object, place: Place) -> Iterator[Diagnostic]:
    """What is wrong with the object of a line."""
    missing = list(_field_faults(record, _PARALLEL, {"note"}, "the parallel", place))
    yield from missing
    if missing or not isinstance(record, dict):
        return
    for name in ("id", "resp", "status", "note"):
        if not _is_text(record.get(name, "")):
            yield _bad(place, f"{name} is a text that XML can carry")
    if not (isinstance(record["id"], str) and is_name(record["id"])):
        yield _bad(place, f"{printable(str(record['id']))} is no id: letters, digits, - and _")
    if record["status"] not in STATUSES:
        yield _bad(place, f"status is one of {', '.join(STATUSES)}")
    if type(record["words"]) is not int or record["words"] < 1:
        yield _bad(place, "words is the number of words that are the same")
    if not _are_pairs(record["blocks"]):
        yield _bad(place, 'blocks is a list of pairs of ids, such as [["p1", "p7"]]')
    spans = []
    for name in ("first", "second"):
        wrong = list(_extract_faults(record[name], {"witness"}, name, place))
        yield from wrong
        spans += [] if wrong else [_extract(record[name]).span]
    yield from _difference_faults(record["differences"], spans, place)


def _difference_faults(
    differences: object, spans: list[Span], place: Place
) -> Iterator[Diagnostic]:
    if not isinstance(differences, list):
        yield _bad(place, "differences is a list")
        return
    for number, one in enumerate(differences, 1):
        where = f"difference {number}"
        missing = list(_field_faults(one, ("sort", "first", "second"), set(), where, place))
        yield from missing
        if missing:
            continue
        if one["sort"] not in SORTS:
            fact = f"{where}: {printable(str(one['sort']))} is no sort of difference"
            yield _bad(place, f"{fact}; there are {', '.join(SORTS)}")
        for name, whole in zip(("first", "second"), spans, strict=False):
            wrong = list(_extract_faults(one[name], set(), f"{where}, {name}", place))
            yield from wrong
            if not wrong and not whole.covers(_extract(one[name]).span):
                yield _bad(place, f"{where}: the {name} place is outside the parallel")


def _extract_faults(
    record: object, more: Collection[str], where: str, place: Place
) -> Iterator[Diagnostic]:
    required = (*more, *_EXTRACT)
    missing = list(_field_faults(record, required, {"digest"}, where, place))
    yield from missing
    if missing or not isinstance(record, dict):
        return
    start, end = record["start"], record["end"]
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        yield _bad(place, f"{where}: start and end are whole numbers, start the smaller")
    for name in (*more, "quote", "digest"):
        if not _is_text(record.get(name, "")):
            yield _bad(place, f"{where}: {name} is a text that XML can carry")


def _field_faults(
    record: object, required: Collection[str], optional: Collection[str], where: str, place: Place
) -> Iterator[Diagnostic]:
    if not isinstance(record, dict):
        yield _fault(findings.BROKEN_LINE, place, f"{where} is not a JSON object")
        return
    for name in required:
        if name not in record:
            yield _fault(findings.MISSING_FIELD, place, f"{where} needs the field {name}")
    known = [*required, *optional]
    for name in sorted(record.keys() - set(known)):
        near = difflib.get_close_matches(name, known, n=1)
        wish = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
        fact = f"{where} has an unknown field: {printable(name)}; {wish}"
        yield _fault(findings.UNKNOWN_FIELD, place, fact)


def _are_pairs(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(map(_is_text, pair)) for pair in value
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and FORBIDDEN.search(value) is None


def _bad(place: Place, fact: str) -> Diagnostic:
    return _fault(findings.BAD_VALUE, place, fact)


def _fault(finding: Finding, place: Place, fact: str) -> Diagnostic:
    return Diagnostic(finding, place, fact, _HINT)
