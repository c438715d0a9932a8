"""edition.toml and witness.toml: every missing, unknown or wrong field named at once."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, TypeVar

from edition import findings
from edition.calendars import Calendar, DateError, gregorian
from edition.characters import FORBIDDEN, is_name
from edition.diagnostics import Diagnostic, InputError, Place, printable
from edition.readers.files import read_characters
from edition.settings import (
    VERIFICATIONS,
    Change,
    EditionSettings,
    Licence,
    Responsibility,
    SiteSettings,
    Verification,
    WitnessSettings,
)

EDITION_FILE = "edition.toml"
WITNESS_FILE = "witness.toml"
_NUMBERS = re.compile(r"(?:line|column) (\d+)")
_ADDRESS = re.compile(r"(?i:mailto:[^\s@?<>]+@[^\s@/?<>]+|https://[^\s/?#<>]+)(?:[/?#][^\s<>]*)?")
_T = TypeVar("_T")


def read_edition_settings(folder: Path) -> EditionSettings:
    """edition.toml of a folder. Raises InputError with all its faults."""
    path = folder / EDITION_FILE
    if not path.is_file():
        hint = "name the folder with --edition, or make one with: edition new FOLDER"
        fact = f"there is no {EDITION_FILE} here"
        raise InputError([Diagnostic(findings.NO_EDITION, Place(str(folder)), fact, hint)])
    table = _Table(path)
    record = table.record
    record["licence"] = table.part(Licence, record.get("licence", {}), "[licence]")
    record["site"] = table.part(SiteSettings, record.get("site", {}), "[site]")
    for field, name, kind in (
        ("responsibilities", "responsibility", Responsibility),
        ("changes", "change", Change),
    ):
        record[field] = tuple(table.part(kind, one, f"[[{name}]]") for one in table.several(name))
    record["witnesses"] = tuple(table.names("witnesses", record))
    settings = table.part(EditionSettings, record, "the file")
    if settings is not None and not table.faults:
        table.faults.extend(_edition_faults(settings, path))
    if table.faults or settings is None:
        raise InputError(table.faults)
    return settings


def read_witness_settings(folder: Path, siglum: str) -> WitnessSettings:
    """witness.toml of a witness's folder. Raises InputError with all its faults."""
    table = _Table(folder / WITNESS_FILE)
    if "siglum" in table.record:
        table.fault("the siglum is the name of the folder, not a field", "take the field away")
    table.record["verification"] = tuple(_verifications(table))
    settings = table.part(WitnessSettings, {**table.record, "siglum": siglum}, "the file")
    if settings is not None:
        if settings.availability not in ("free", "restricted", "unknown"):
            table.fault(f"{settings.availability} is no availability", "free, restricted, unknown")
        if Path(settings.file).name != settings.file:
            hint = "write the name of the file alone; its folder is sought"
            table.fault(f"{settings.file} is not the name of a file", hint)
    if table.faults or settings is None:
        raise InputError(table.faults)
    return settings


def _verifications(table: _Table) -> Iterator[Verification]:
    """What [[verification]] says; the faults of its values are noted in the table."""
    for record in table.several("verification"):
        where = "[[verification]]"
        if isinstance(record, dict) and "blocks" in record:
            record["blocks"] = tuple(table.names("blocks", record, where))
            if not record["blocks"]:
                fact, hint = f"{where}: blocks is empty", "name some, or leave blocks out for all"
                table.fault(fact, hint)
        one = table.part(Verification, record, where)
        if one is None:
            continue
        if one.how not in VERIFICATIONS:
            fact = f"{where}: nothing is verified by {one.how}"
            table.fault(fact, f"write one of: {', '.join(VERIFICATIONS)}")
        table.faults.extend(_date_fault(one.when, table.place))
        yield one


class _Table:
    """A TOML file being read into dataclasses, and what is wrong with it."""

    def __init__(self, path: Path) -> None:
        self.record = read_toml(path)
        self.faults: list[Diagnostic] = []
        self.place = Place(str(path))

    def fault(self, fact: str, hint: str) -> None:
        """Note one fault of the file."""
        self.faults.append(Diagnostic(findings.BAD_SETTINGS, self.place, printable(fact), hint))

    def several(self, name: str) -> list[Any]:
        """The tables under one [[name]], taken out of the record."""
        found = self.record.pop(name, [])
        if isinstance(found, list):
            return found
        self.fault(f"{name} is not written as [[{name}]]", f"begin each with a line [[{name}]]")
        return []

    def names(self, name: str, record: dict[str, Any], part: str = "the file") -> list[str]:
        """A list of names that a record of a part of the file holds."""
        found = record.get(name, [])
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return found
        self.fault(f"{part}: {name} is not a list of texts", f'write {name} = ["A", "B"]')
        return []

    def part(self, kind: type[_T], record: object, part: str) -> _T | None:
        """The dataclass of a table; none, with its faults noted, where it does not fit."""
        if not isinstance(record, dict):
            self.fault(f"{part} is not a table", "see edition.toml of the specimen")
            return None
        known = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
        before = len(self.faults)
        for name in sorted(record.keys() - known.keys()):
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}"
            self.fault(f"{part} has an unknown field: {name}", hint)
        required = {name for name, one in known.items() if one.default is MISSING}
        for name in sorted(required - record.keys()):
            self.fault(f"{part} lacks: {name}", f'add a line {name} = "..."')
        for name in sorted(known.keys() & record.keys()):
            if known[name].type in ("str", "str | None"):
                self._check_text(part, name, record[name])
        return None if len(self.faults) > before else kind(**record)

    def _check_text(self, part: str, name: str, value: object) -> None:
        if not isinstance(value, str):
            self.fault(f"{part}: {name} is not a text", "put it between quotation marks")
        elif match := FORBIDDEN.search(value):
            code = f"U+{ord(match.group()):04X}"
            self.fault(f"{part}: {name} holds {code}, which XML cannot carry", "take it away")


def read_toml(path: Path) -> dict[str, Any]:
    """The record of a TOML file. Raises InputError with the place where it is none."""
    text = read_characters(path, findings.BAD_SETTINGS)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        numbers = [int(number) for number in _NUMBERS.findall(str(error))[:2]]
        hint = "mend the line; texts stand between quotation marks"
        raise InputError(
            [Diagnostic(findings.BAD_SETTINGS, Place(str(path), *numbers), str(error), hint)]
        ) from error


def _edition_faults(settings: EditionSettings, path: Path) -> Iterator[Diagnostic]:
    place = Place(str(path))
    named = [one.id for one in settings.responsibilities]
    hint = "it begins with a letter and holds letters, digits, - and _"
    for what, names in (("siglum", settings.witnesses), ("id", named)):
        for name in (one for one in names if not is_name(one)):
            fact = f"{printable(name) or 'nothing'} is no {what}"
            yield Diagnostic(findings.BAD_SETTINGS, place, fact, hint)
    if not settings.witnesses:
        fact, hint = "witnesses is empty", "name the siglum of one witness at least"
        yield Diagnostic(findings.BAD_SETTINGS, place, fact, hint)
    for name, times in Counter([*settings.witnesses, *named]).items():
        if times > 1:
            fact = f"{printable(name)} is given twice, as siglum or responsibility"
            yield Diagnostic(findings.BAD_SETTINGS, place, fact, "give one another name")
    for change in settings.changes:
        if change.who not in named:
            fact = f"[[change]]: no responsibility is called {printable(change.who)}"
            yield Diagnostic(findings.BAD_SETTINGS, place, fact, "name one of [[responsibility]]")
    if settings.site.corrections and not _ADDRESS.fullmatch(settings.site.corrections):
        fact = f"[site]: {printable(settings.site.corrections)} is no address for corrections"
        hint = 'write "mailto:name@example.org", or the https address of a form for issues'
        yield Diagnostic(findings.BAD_SETTINGS, place, fact, hint)
    for date in (settings.date, *(change.when for change in settings.changes)):
        yield from _date_fault(date, place)


def _date_fault(date: str, place: Place) -> Iterator[Diagnostic]:
    try:
        gregorian({"when": date}, Calendar.GREGORIAN)
    except DateError as error:
        hint = "write the date as 2026-11-22"
        yield Diagnostic(findings.BAD_SETTINGS, place, printable(str(error)), hint)
