"""edition.toml and witness.toml: every missing, unknown or wrong field named at once."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, TypeVar

from edition.diagnostics import Diagnostic, Finding, InputError, Place, printable
from edition.readers.files import read_characters
from edition.settings import (
    Change,
    EditionSettings,
    Licence,
    Responsibility,
    WitnessSettings,
)

EDITION_FILE = "edition.toml"
WITNESS_FILE = "witness.toml"
_SIGLUM = re.compile(r"[A-Za-z_][\w-]*")
_T = TypeVar("_T")


def read_edition_settings(folder: Path) -> EditionSettings:
    """edition.toml of a folder. Raises InputError with all its faults."""
    path = folder / EDITION_FILE
    if not path.is_file():
        hint = "name the folder with --edition, or make one with: edition new FOLDER"
        fact = f"there is no {EDITION_FILE} here"
        raise InputError([Diagnostic(Finding.NO_EDITION, Place(str(folder)), fact, hint)])
    record = _toml(path)
    faults: list[Diagnostic] = []
    record["licence"] = _build(Licence, record.get("licence", {}), path, "[licence]", faults)
    record["responsibilities"] = tuple(
        _build(Responsibility, one, path, "[[responsibility]]", faults)
        for one in record.pop("responsibility", [])
    )
    record["changes"] = tuple(
        _build(Change, one, path, "[[change]]", faults) for one in record.pop("change", [])
    )
    record["witnesses"] = tuple(record.get("witnesses", ()))
    faults.extend(_siglum_faults(record["witnesses"], path))
    settings = _build(EditionSettings, record, path, "the file", faults)
    if faults or settings is None:
        raise InputError(faults)
    return settings


def read_witness_settings(folder: Path, siglum: str) -> WitnessSettings:
    """witness.toml of a witness's folder. Raises InputError with all its faults."""
    path = folder / WITNESS_FILE
    faults: list[Diagnostic] = []
    record = {"siglum": siglum, **_toml(path)}
    settings = _build(WitnessSettings, record, path, "the file", faults)
    if faults or settings is None:
        raise InputError(faults)
    return settings


def _toml(path: Path) -> dict[str, Any]:
    text = read_characters(path, Finding.BAD_SETTINGS)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = "mend the line; texts stand between quotation marks"
        raise InputError(
            [Diagnostic(Finding.BAD_SETTINGS, Place(str(path)), str(error), hint)]
        ) from error


def _build(
    kind: type[_T], record: Mapping[str, Any], path: Path, part: str, faults: list[Diagnostic]
) -> _T | None:
    known = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    found: list[str] = []
    hint = None
    if unknown := sorted(record.keys() - known.keys()):
        near = difflib.get_close_matches(unknown[0], known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}"
        found.append(f"{part} has an unknown field: {', '.join(map(printable, unknown))}")
    required = {name for name, one in known.items() if one.default is MISSING}
    if missing := sorted(required - record.keys()):
        found.append(f"{part} lacks: {', '.join(missing)}")
    for name in sorted(known.keys() & record.keys()):
        if "str" in str(known[name].type) and "tuple" not in str(known[name].type):
            if not isinstance(record[name], str):
                found.append(f"{part}: {name} is not a text in quotation marks")
    if found:
        place = Place(str(path))
        faults.extend(Diagnostic(Finding.BAD_SETTINGS, place, fact, hint) for fact in found)
        return None
    return kind(**record)


def _siglum_faults(sigla: tuple[object, ...], path: Path) -> list[Diagnostic]:
    place = Place(str(path))
    hint = "a siglum begins with a letter and holds letters, digits, - and _"
    wrong = [s for s in sigla if not isinstance(s, str) or not _SIGLUM.fullmatch(s)]
    facts = [f"{printable(str(one))} is no siglum" for one in wrong]
    if len(set(map(str, sigla))) < len(sigla):
        facts.append("a siglum is given twice under witnesses")
    if not sigla:
        facts.append("witnesses is empty: an edition needs one at least")
    return [Diagnostic(Finding.BAD_SETTINGS, place, fact, hint) for fact in facts]
