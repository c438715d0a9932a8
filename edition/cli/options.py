"""Options that several commands share, and how they find the edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from edition.building import Annotated
from edition.compiled import Edition
from edition.diagnostics import InputError, Severity
from edition.readers.edition import EditionFolder, WitnessFolder, read_edition, read_readings
from edition.readers.settings import EDITION_FILE, read_edition_settings

_Command = TypeVar("_Command", bound=Callable[..., Any])


def default_edition() -> Path:
    """The folder with edition.toml: this one, or tei/ in it."""
    here = Path()
    return here if (here / EDITION_FILE).is_file() else Path("tei")


def edition_options(command: _Command) -> _Command:
    """--edition and --sources."""
    folder = click.Path(path_type=Path, file_okay=False)
    existing = click.Path(path_type=Path, file_okay=False, exists=True)
    sources = click.option(
        "--sources", type=existing, help="Folder of the source texts (before $EDITION_SOURCES)."
    )
    edition = click.option(
        "--edition",
        "folder",
        type=folder,
        default=default_edition,
        show_default="this folder, or tei/ in it",
        help="Folder with edition.toml.",
    )
    return edition(sources(command))


def complete_siglum(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The sigla of the edition that begin with what was typed."""
    try:
        settings = read_edition_settings(context.params.get("folder") or default_edition())
    except InputError:
        return []
    return [siglum for siglum in settings.witnesses if siglum.startswith(incomplete)]


def siglum_argument(command: _Command) -> _Command:
    """SIGLUM, completed from the edition."""
    return click.argument("siglum", shell_complete=complete_siglum)(command)


def find_witness(found: EditionFolder, siglum: str) -> WitnessFolder:
    """The witness of a siglum. Raises UsageError where the edition has none."""
    for one in found.witnesses:
        if one.settings.siglum == siglum:
            return one
    known = ", ".join(found.settings.witnesses)
    raise click.UsageError(f"There is no witness {siglum}; the edition has {known}.")


def open_witness(folder: Path, sources: Path | None, siglum: str) -> tuple[Edition, Annotated]:
    """The edition and one witness with its text. Raises InputError where its source is missing."""
    found = read_edition(folder, sources, siglum)
    one = find_witness(found, siglum)
    annotated = annotate_ready(one)
    if annotated is None:
        wanted = [d for d in found.missing() if d.place.path == str(one.path)]
        raise InputError(replace(d, severity=Severity.ERROR) for d in wanted)
    return Edition(found.settings, found.registers), annotated


def annotate_ready(one: WitnessFolder) -> Annotated | None:
    """The witness for compiling, or none where its source was not found."""
    if one.witness is None:
        return None
    return Annotated(one.settings, one.witness, one.layers)


def build_ready(one: WitnessFolder) -> Annotated | None:
    """The witness for building, with the readings from which its header says how sure it is."""
    ready = annotate_ready(one)
    return ready and replace(ready, readings=read_readings(one.path))
