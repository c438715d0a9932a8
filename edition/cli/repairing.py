"""edition check --fix: repairs shown as a difference, then written aside and renamed."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import click

from edition.diagnostics import Diagnostic, InputError
from edition.readers.files import read_characters
from edition.repairs import repaired
from edition.writers.disk import write
from edition.writers.product import Product


def repair(diagnostics: Iterable[Diagnostic], *, ask: bool) -> None:
    """Show what can be repaired in each file; write it where the user agrees.

    Only attributes with one right value are touched. Files in archives and standard input, and
    files that are not UTF-8, are left as they are.
    """
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in diagnostics:
        if one.repair is not None and Path(one.place.path).is_file():
            by_path[one.place.path].append(one)
    if not by_path:
        click.echo("Nothing can be repaired without an editor.", err=True)
    for path, some in by_path.items():
        _repair_file(Path(path), some, ask=ask)


def _repair_file(path: Path, diagnostics: list[Diagnostic], *, ask: bool) -> None:
    try:
        before = read_characters(path)
    except InputError:
        click.echo(f"{path}: not UTF-8: repair it by hand.", err=True)
        return
    after, number = repaired(before, diagnostics)
    if not number:
        return
    for line in difflib.unified_diff(_lines(before), _lines(after), str(path), str(path), n=1):
        colour = {"+": "green", "-": "red"}.get(line[:1])
        click.secho(line.rstrip("\n"), fg=colour)
    if ask and not click.confirm(f"Write {number} repairs to {path}?", err=True):
        return
    write(path.parent, [Product(path.name, after.encode())])
    click.echo(f"{path}: {number} repaired.", err=True)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
