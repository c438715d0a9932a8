"""Compiled schemas kept in a folder, one inert JSON file each.

A file is found by the digest of the schema's first file; it counts only if it was written by
this version and every file that the schema consists of is still the same. It is written
beside and renamed, so that processes can share the folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from edition import __version__
from edition.relaxng.errors import SchemaError
from edition.relaxng.files import Sources, digest, path_of, read_file
from edition.relaxng.table import Node, Table

FORMAT = f"edition {__version__} relaxng 2"

_FIELDS = ("elements", "name_classes", "datatypes", "values", "start", "used", "prefixes")


class _WrittenNodes:
    """Nodes as they stand in the file, each read when it is asked for: few of them ever are."""

    def __init__(self, text: str) -> None:
        self._written = text.split(";")

    def __len__(self) -> int:
        return len(self._written)

    def __getitem__(self, number: int, /) -> Node:
        return tuple(map(int, self._written[number].split(",")))


def cached_table(folder: Path, schema: Path, content: bytes) -> Table | None:
    """The table of a schema whose first file has this content; None if the folder has none.

    A file that is broken, foreign, old, or of a schema that has changed counts as none.
    """
    try:
        head, _, body = _cache_path(folder, content).read_bytes().partition(b"\n")
        header = json.loads(head)
        if header["format"] != FORMAT or header["digest"] != digest(body):
            return None
        return _table(json.loads(body)) if _are_unchanged(schema, header["sources"]) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def keep_table(folder: Path, content: bytes, sources: Sources, table: Table) -> None:
    """Keep a table for the next process; a folder that cannot be written to is left alone."""
    path = _cache_path(folder, content)
    fields = {field: getattr(table, field) for field in _FIELDS}
    fields["nodes"] = ";".join(
        ",".join(map(str, table.nodes[number])) for number in range(len(table.nodes))
    )
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    header = {"format": FORMAT, "digest": digest(body), "sources": sources}
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _write_beside(path, json.dumps(header).encode() + b"\n" + body)


def _write_beside(path: Path, content: bytes) -> None:
    """Write a file that others may be reading or writing: they see all of one or the other."""
    from tempfile import mkstemp

    descriptor, name = mkstemp(dir=path.parent, prefix=path.stem)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _cache_path(folder: Path, content: bytes) -> Path:
    return folder / f"relaxng-{digest(content)}.json"


def _are_unchanged(schema: Path, sources: Mapping[str, str]) -> bool:
    """Whether the files of a schema, but for its first, are what they were."""
    others = list(sources.items())[1:]
    try:
        return all(digest(read_file(path_of(schema, name))) == was for name, was in others)
    except SchemaError:
        return False


def _table(fields: Mapping[str, object]) -> Table:
    table = Table()
    table.nodes = _WrittenNodes(str(fields["nodes"]))
    for field in _FIELDS:
        setattr(table, field, fields[field])
    return table
