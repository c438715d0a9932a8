"""Which schema a file is held against: the user's, the profile's, the file's own, or TEI All."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from edition import findings
from edition.diagnostics import Diagnostic, InputError, Place
from edition.readers.schema_store import find_declared, find_schema, stored_schemas
from edition.relaxng import Schema, SchemaError, read_schema

if TYPE_CHECKING:
    from edition.schematron import Schematron

_ANYTHING = Path(__file__).parent.parent / "schema" / "anything.rng"
_OWN = _ANYTHING.with_name("edition.rng")
_DEFAULT = "tei-all"
_REMEMBERED = 8
_HINT = "give a RELAX NG schema in XML syntax (.rng), or a name that edition schema list shows"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A schema, and where its Schematron rules stand; none where a file has no schema."""

    schema: Schema | None = None
    rules: Path | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The schemas of a store, compiled ones being kept in the folder `cache`."""

    store: Path
    cache: Path

    def book(self, wanted: str | None, models: Sequence[str], beside: Path) -> Rulebook:
        """The schema `wanted` (a file or a name), else that of the models, else TEI All.

        Raises InputError where the wanted one is not there or is no schema; a schema that only
        the file names is passed over instead, for the file cannot be trusted.
        """
        if wanted is not None:
            return self._named(wanted)
        for address in models:
            if book := self._declared(address, beside):
                return book
        if any(one.name == _DEFAULT for one in stored_schemas(self.store)):
            return self._named(_DEFAULT)
        return Rulebook()

    def rules(self, name: str) -> Path | None:
        """Where the Schematron rules of a schema in the store stand.

        Raises InputError where the store has no such schema.
        """
        found = find_schema(self.store, name)
        return found.rules or found.grammar

    def anything(self) -> Schema:
        """A schema that fits every document."""
        return _read(_ANYTHING, self.cache)

    def _named(self, wanted: str) -> Rulebook:
        if Path(wanted).is_file():
            return Rulebook(_read(Path(wanted), self.cache), Path(wanted))
        if "/" in wanted or wanted.endswith((".rng", ".rnc")):
            fact = "there is no such schema file"
            raise InputError([Diagnostic(findings.UNREADABLE, Place(wanted), fact, _HINT)])
        found = find_schema(self.store, wanted)
        return Rulebook(_read(found.grammar, self.cache), found.rules or found.grammar)

    def _declared(self, address: str, beside: Path) -> Rulebook | None:
        """The schema behind an xml-model: one of the store, or a .rng file beside the document."""
        found = find_declared(self.store, address)
        if found is not None:
            return Rulebook(_read(found.grammar, self.cache), found.rules or found.grammar)
        local = beside.parent / address
        if local.suffix != ".rng" or "://" in address or not local.is_file():
            return None
        try:
            return Rulebook(_read(local, self.cache), local)
        except InputError:
            return None


def own_schema(edition: Path, cache: Path) -> Schema:
    """The schema of an edition: its schema/edition.rng, else the one that comes with the program.

    Raises InputError where the edition's own is no schema.
    """
    narrowed = edition / "schema" / _OWN.name
    return _read(narrowed if narrowed.is_file() else _OWN, cache)


@lru_cache(_REMEMBERED)
def _read(path: Path, cache: Path) -> Schema:
    try:
        return read_schema(path, cache)
    except SchemaError as error:
        place = Place(error.path, error.line, error.column)
        hint = error.hint or _HINT
        raise InputError([Diagnostic(findings.BAD_SCHEMA, place, error.message, hint)]) from error


@lru_cache(_REMEMBERED)
def read_rules(path: Path) -> Schematron:
    """The Schematron rules of a file, also those inside a RELAX NG schema.

    Raises InputError where they are not well-formed.
    """
    from edition.schematron import Schematron, SchematronError, rules_from

    try:
        return Schematron(rules_from(path.read_bytes(), str(path)))
    except SchematronError as error:
        place = Place(error.path, error.line)
        diagnostic = Diagnostic(findings.BAD_SCHEMA, place, error.message, error.hint)
        raise InputError([diagnostic]) from error
