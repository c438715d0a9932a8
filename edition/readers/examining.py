"""One TEI source examined: read, held against its schema, looked at by every check wanted.

Only what is wanted is imported: where the schema alone is asked for, no tree is ever made.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from edition import findings
from edition.checks.schema import (
    NO_SCHEMA,
    NOT_CHECKED,
    NOT_TEI,
    SCHEMA_WORDS,
    parsed,
)
from edition.diagnostics import Diagnostic, Finding, Place
from edition.readers.schemas import Rulebook, Shelf
from edition.readers.tei_sources import BROKEN, TeiSource


class Wishes(NamedTuple):
    """What the user asked for; `words` are the findings wanted, `shelf` the schema store."""

    words: frozenset[str]
    shelf: Path
    cache: Path
    schema: str | None = None
    profile: str | None = None
    folders: tuple[Path, ...] = ()


class Outcome(NamedTuple):
    """What was found in one file, and how it mentions the entries of the registers."""

    path: str
    diagnostics: tuple[Diagnostic, ...]
    mentions: Mapping[str, frozenset[str]]


def examine(source: TeiSource, wishes: Wishes) -> Outcome:
    """Everything that is wanted to be known of one source, in the order of its lines.

    What is wrong with the source never raises. Raises InputError where the schema or the rules
    that were asked for cannot be used.
    """
    mentions: Mapping[str, frozenset[str]] = {}
    found: list[Diagnostic] = []
    try:
        mentions = _examine(source, wishes, found)
    except BROKEN as error:
        fact = getattr(error, "strerror", None) or str(error) or type(error).__name__
        found.append(said(findings.UNREADABLE, source, fact))
    except MemoryError:
        found.append(said(NOT_CHECKED, source, "there was not enough memory"))
    wanted = [one for one in found if one.finding.word in wishes.words]
    in_order = sorted(wanted, key=lambda d: (d.place.line or 0, d.place.column or 0))
    return Outcome(source.name, tuple(in_order), mentions)


def not_checked(source: TeiSource, fact: str) -> Outcome:
    """The outcome for a source at which the process died."""
    return Outcome(source.name, (said(NOT_CHECKED, source, fact),), {})


def said(finding: Finding, source: TeiSource, fact: str) -> Diagnostic:
    """A diagnostic of a source as a whole."""
    return Diagnostic(finding, Place(source.name), fact, finding.hint, finding.severity)


def _examine(
    source: TeiSource, wishes: Wishes, found: list[Diagnostic]
) -> Mapping[str, frozenset[str]]:
    """Collect what is found; returns the mentions."""
    shelf = Shelf(wishes.shelf, wishes.cache)
    schema = wishes.schema or _schema_of_profile(wishes.profile)
    book = shelf.book(schema, (), source.path) if schema else _own_book(source, shelf, found)
    if book is None:
        return {}
    if book.schema is None:
        found.append(said(NO_SCHEMA, source, "no schema: only the other checks were made"))
    more = not wishes.words <= SCHEMA_WORDS
    with source.open() as stream:
        checked = (book.schema or shelf.anything()).check(stream, positions=more)
    found.extend(parsed(source.name, checked))
    if not more or not checked.is_complete:
        return {}
    from edition.readers.looking import look_closely

    return look_closely(source, wishes, checked, _rules(shelf, wishes, book), found)


def _own_book(source: TeiSource, shelf: Shelf, found: list[Diagnostic]) -> Rulebook | None:
    """The schema that a file names itself, if any; None, with the reason told, for what is not TEI.

    A file for which the user names a schema is not asked: so it need not be opened twice.
    """
    from edition.readers.prolog import read_prolog

    with source.open() as stream:
        prolog = read_prolog(stream)
    if prolog.root is not None and not prolog.is_tei:
        fact = f"the root is `{prolog.root}` of {prolog.namespace or 'no namespace'}"
        found.append(said(NOT_TEI, source, fact))
        return None
    return shelf.book(None, prolog.models, source.path)


def _schema_of_profile(name: str | None) -> str | None:
    if name is None:
        return None
    from edition.profiles import profiles

    return profiles()[name].schema


def _rules(shelf: Shelf, wishes: Wishes, book: Rulebook) -> Path | None:
    """Where the Schematron rules stand that the file is to keep."""
    if wishes.profile is None:
        return book.rules
    from edition.profiles import profiles

    named = profiles()[wishes.profile].rules
    return shelf.rules(named) if named else book.rules
