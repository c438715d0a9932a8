"""A layer as a table of cells, for spreadsheets: nothing is lost on the way and back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence

from edition.annotations.annotation import Annotation, order
from edition.layers import to_record

_NUMBER_LIKE = re.compile(r"[\d.,:/-]+(?:[eE]\d+)?")
_COLUMNS = ["kind", "start", "end", "quote"]
_SUSPECT = tuple("=+-@\t\r\"' ")


def to_table(annotations: Sequence[Annotation]) -> str:
    """CSV with a header row; an empty cell means that the field is absent."""
    records = [to_record(one) for one in sorted(annotations, key=order)]
    columns = list(dict.fromkeys(name for record in records for name in record)) or _COLUMNS
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([_cell(record.get(name)) for name in columns])
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        plain = value and not value.startswith(_SUSPECT) and value == value.strip()
        plain = plain and value.isprintable() and not _NUMBER_LIKE.fullmatch(value)
        return value if plain else json.dumps(value, ensure_ascii=True)
    return str(value)
