"""edition new"""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import click

from edition import findings
from edition.diagnostics import Diagnostic, InputError, Place
from edition.readers.edition import SPECIMEN


@click.command("new")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
def command(target: Path) -> None:
    """Begin an edition: a copy of the specimen, ready to build and to be replaced.

    \b
    Example:
      edition new my-edition && cd my-edition && edition build
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        hint = "name a folder that does not exist yet, or an empty one"
        fact = "the folder is not empty, and nothing in it is overwritten"
        raise InputError([Diagnostic(findings.NOT_WRITABLE, Place(str(target)), fact, hint)])
    try:
        shutil.copytree(SPECIMEN, target, dirs_exist_ok=True)
    except OSError as error:
        fact = f"cannot be written: {error.strerror or error}"
        place = Place(str(target))
        hint = "name another folder"
        raise InputError([Diagnostic(findings.NOT_WRITABLE, place, fact, hint)]) from error
    click.echo(f"{target}: the specimen, ready to build. Next:")
    click.echo(f"  cd {shlex.quote(str(target))} && edition build")
