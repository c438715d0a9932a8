"""Checking from Python: the same as `edition check`, as a function."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from edition.checking import conclude
from edition.checks import conclusions
from edition.choosing import chosen
from edition.diagnostics import Diagnostic
from edition.readers.examining import Wishes, examine
from edition.readers.library import read_library
from edition.readers.tei_sources import find_sources
from edition.readers.user_folders import compiled_schemas, schema_store
from edition.reports import Report


def check(
    paths: Iterable[str | Path],
    *,
    schema: str | Path | None = None,
    profile: str | None = None,
    registers: Sequence[str | Path] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Report:
    """Check TEI files, folders, patterns and archives; the options are those of the command.

    What is wrong with the files never raises. Raises ValueError for an unknown finding, family
    or profile, InputError for a schema that cannot be used.
    """
    wishes = Wishes(
        words=chosen(select, ignore, profile),
        shelf=schema_store(),
        cache=compiled_schemas(),
        schema=None if schema is None else str(schema),
        profile=profile,
        folders=tuple(map(Path, registers)),
    )
    mentions: dict[str, set[str]] = defaultdict(set)
    found: list[Diagnostic] = []
    files: list[str] = []
    with tempfile.TemporaryDirectory(prefix="edition-") as scratch:
        for source in find_sources(map(str, paths), Path(scratch)):
            outcome = examine(source, wishes)
            files.append(outcome.path)
            found.extend(outcome.diagnostics)
            for identifier, words in outcome.mentions.items():
                mentions[identifier] |= words
    if registers:
        known = {name: frozenset(words) for name, words in mentions.items()}
        wanted = [one for one in conclusions() if one.finding.word in wishes.words]
        found.extend(conclude(read_library(wishes.folders), known, wanted))
    return Report(tuple(found), tuple(files))
