"""The folder of an edition: settings, registers, and for each witness its text and layers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition import findings
from edition.diagnostics import Diagnostic, InputError, Place, Severity, raise_for
from edition.fingerprint import Fingerprint
from edition.layers import Layer
from edition.parallels import Parallel
from edition.readers.layers import read_layer
from edition.readers.parallels import read_parallels
from edition.readers.registers import read_registers
from edition.readers.settings import read_edition_settings, read_witness_settings
from edition.readers.text import read_witness
from edition.registers import Registers
from edition.settings import EditionSettings, WitnessSettings
from edition.witness import Witness

SPECIMEN = Path(__file__).resolve().parent.parent / "specimen"
FINGERPRINT_FILE = "fingerprint.txt"
READINGS_FOLDER = "readings"
ENVIRONMENT = "EDITION_SOURCES"


@dataclass(frozen=True, slots=True)
class WitnessFolder:
    """A witness as it was found: its text, where the source was found, its layers, its source."""

    path: Path
    settings: WitnessSettings
    witness: Witness | None
    layers: tuple[Layer, ...]
    source: Path | None = None


@dataclass(frozen=True, slots=True)
class EditionFolder:
    """An edition as read from disk; `searched` are the folders in which sources were sought."""

    path: Path
    settings: EditionSettings
    registers: Registers
    witnesses: tuple[WitnessFolder, ...]
    searched: tuple[Path, ...]
    parallels: tuple[Parallel, ...] = ()

    @property
    def found(self) -> tuple[WitnessFolder, ...]:
        return tuple(w for w in self.witnesses if w.witness is not None)

    def missing(self) -> Iterator[Diagnostic]:
        """One diagnostic for each witness whose source was not found."""
        folders = ", ".join(map(str, self.searched))
        for one in self.witnesses:
            if one.witness is None:
                fact = f"{one.settings.siglum}: {one.settings.file} is in none of: {folders}"
                hint = f"put it there, or name its folder with --sources or ${ENVIRONMENT}"
                place = Place(str(one.path))
                yield Diagnostic(findings.SOURCE_MISSING, place, fact, hint, Severity.NOTE)


def source_folders(edition: Path, sources: Path | None) -> tuple[Path, ...]:
    """Where sources are sought, in order: the option, the environment, beside the edition."""
    named = os.environ.get(ENVIRONMENT)
    chosen = [sources] if sources else []
    chosen += [Path(named)] if named else []
    return (*chosen, edition / "sources", edition.absolute().parent.parent / "shared" / "sources")


def read_edition(path: Path, sources: Path | None = None, only: str | None = None) -> EditionFolder:
    """Everything an edition's folder holds, or of the witnesses `only` one.

    A source that is not found leaves its witness without text. Raises InputError with all the
    faults of all files.
    """
    found, faults = collect_edition(path, sources, only)
    raise_for(faults)
    return found


def collect_edition(
    path: Path, sources: Path | None = None, only: str | None = None
) -> tuple[EditionFolder, list[Diagnostic]]:
    """What of an edition can be read, and the faults of the witnesses that cannot.

    So a build can name the faults of reading and of compiling at once. Raises InputError where
    settings or registers are at fault, for nothing can be compiled without them.
    """
    settings = read_edition_settings(path)
    searched = source_folders(path, sources)
    basis: list[Diagnostic] = []
    registers = Registers({})
    try:
        registers = read_registers(path / "registers", _taken(settings))
    except InputError as error:
        basis.extend(error.diagnostics)
    witnesses: list[WitnessFolder] = []
    faults: list[Diagnostic] = []
    for siglum in settings.witnesses:
        if only is not None and siglum != only:
            continue
        try:
            witnesses.append(_read_witness(path / "witnesses" / siglum, siglum, searched))
        except InputError as error:
            faults.extend(error.diagnostics)
    parallels: tuple[Parallel, ...] = ()
    try:
        parallels = read_parallels(path) if only is None else ()
    except InputError as error:
        faults.extend(error.diagnostics)
    if basis:
        raise InputError([*basis, *faults])
    found = EditionFolder(path, settings, registers, tuple(witnesses), searched, parallels)
    return found, faults


def read_readings(folder: Path) -> tuple[Layer, ...]:
    """The lists under readings/ in a witness's folder, by name; each is named by its reader.

    Raises InputError with the faults of all of them.
    """
    readings: list[Layer] = []
    faults: list[Diagnostic] = []
    for path in sorted((folder / READINGS_FOLDER).glob("*.jsonl")):
        try:
            readings.append(read_layer(path))
        except InputError as error:
            faults.extend(error.diagnostics)
    raise_for(faults)
    return tuple(readings)


def _taken(settings: EditionSettings) -> frozenset[str]:
    """The identifiers that the headers use, so that no register entry may."""
    return frozenset([*settings.witnesses, *(one.id for one in settings.responsibilities)])


def _read_witness(folder: Path, siglum: str, searched: Sequence[Path]) -> WitnessFolder:
    settings = read_witness_settings(folder, siglum)
    faults: list[Diagnostic] = []
    witness, layers, source = None, [], None
    try:
        source = next((f for f in (d / settings.file for d in searched) if f.is_file()), None)
        if source is not None:
            witness = read_witness(settings, source, _read_fingerprint(folder))
    except InputError as error:
        faults.extend(error.diagnostics)
    for path in sorted(folder.glob("*.jsonl")):
        try:
            layers.append(read_layer(path))
        except InputError as error:
            faults.extend(error.diagnostics)
    if faults:
        raise InputError(faults)
    return WitnessFolder(folder, settings, witness, tuple(layers), source)


def _read_fingerprint(folder: Path) -> Fingerprint | None:
    path = folder / FINGERPRINT_FILE
    try:
        return Fingerprint(bytes.fromhex(path.read_text(encoding="ascii")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        fact, hint = f"the fingerprint cannot be read: {error}", "take the file away"
        raise InputError(
            [Diagnostic(findings.BAD_SETTINGS, Place(str(path)), fact, hint)]
        ) from error
