"""A schema's files made into its table."""

from __future__ import annotations

from pathlib import Path

from edition.relaxng.files import Sources
from edition.relaxng.loading import Loader
from edition.relaxng.restrictions import check_restrictions
from edition.relaxng.simplification import simplify
from edition.relaxng.table import Table


def compile_schema(path: Path, content: bytes) -> tuple[Table, Sources]:
    """The table of a schema whose first file has this content, and the files it was made from.

    Raises SchemaError for whatever is wrong with it.
    """
    loader = Loader(path, content)
    simplified = simplify(loader.load())
    check_restrictions(simplified)
    return simplified.table, loader.sources
