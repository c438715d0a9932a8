"""RELAX NG: schemas read, documents checked, faults explained.

The whole of ISO/IEC 19757-2 in XML syntax, with the datatypes of XML Schema. Read the modules
in this order: `tree`, `syntax`, `loading`, `scopes`, `simplification`, `restrictions` make a
`table` of a schema, `caching` keeps it; `patterns`, `pool`, `automaton`, `attributes` say what a
tag does; `pieces`, `scanning`, `learning` find out quickly that a document is valid, `reading`
and `matching` what is wrong with one that is not; `reporting`, `diagnosis`, `wording` explain it.
"""

from __future__ import annotations

from pathlib import Path

from edition.relaxng.checking import Checked
from edition.relaxng.errors import SchemaError
from edition.relaxng.limits import Limits
from edition.relaxng.schema import Schema

__all__ = ["Checked", "Limits", "Schema", "SchemaError", "read_schema"]


def read_schema(path: Path, cache: Path | None = None) -> Schema:
    """The schema in a file, with all that it includes.

    With `cache`, a folder, it is kept there compiled, and found there the next time. Raises
    SchemaError.
    """
    from edition.relaxng.caching import cached_table, keep_table
    from edition.relaxng.files import read_file

    content = read_file(path)
    table = None if cache is None else cached_table(cache, path, content)
    if table is None:
        from edition.relaxng.compiling import compile_schema

        table, sources = compile_schema(path, content)
        if cache is not None:
            keep_table(cache, content, sources, table)
    return Schema(table)
