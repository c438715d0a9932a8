"""A layer: the statements of one sort on one witness, as lines of JSON.

A line is written canonically, sorted by place, so that a difference between two versions
shows one decision a line.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

from edition.annotations.annotation import Annotation, order

_ALWAYS = frozenset({"resp", "status", "cert", "evidence"})
_NEVER = frozenset({"span", "place"})


@dataclass(frozen=True, slots=True)
class Layer:
    """The annotations of one file, in the order of the file."""

    name: str
    annotations: tuple[Annotation, ...]


def to_record(annotation: Annotation) -> dict[str, Any]:
    """The annotation as the object of its line: place, guard, own fields, provenance.

    Fields that hold their default are left out, except those that say who asserts it, whether
    it is confirmed, how surely and on what ground.
    """
    span = annotation.span
    record: dict[str, Any] = {"kind": annotation.kind, "start": span.start, "end": span.end}
    for one in fields(annotation):
        value = getattr(annotation, one.name)
        if one.name in _NEVER or (value == one.default and one.name not in _ALWAYS):
            continue
        record[one.name] = value
    record.setdefault("quote", "")
    return {name: record[name] for name in sorted(record, key=_rank)}


def _rank(name: str) -> tuple[int, str]:
    first = ("kind", "id", "start", "end", "quote", "digest", "before", "after")
    last = ("resp", "status", "cert", "evidence", "note")
    if name in first:
        return first.index(name), name
    return (len(first) + 1 + last.index(name), name) if name in last else (len(first), name)


def to_line(annotation: Annotation) -> str:
    """The canonical line of an annotation, with its line end."""
    return json.dumps(to_record(annotation), ensure_ascii=False, separators=(",", ":")) + "\n"


def to_lines(annotations: tuple[Annotation, ...]) -> str:
    """A whole layer, sorted by place."""
    return "".join(to_line(a) for a in sorted(annotations, key=order))
