"""The command line: one module for each command, found by itself."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import pkgutil
import sys

import click

from edition import __version__
from edition.cli.reporting import report_error
from edition.diagnostics import EditionError, ProofError

EXIT_FINDINGS = 1
EXIT_BUG = 3
EXIT_INTERRUPTED = 130


class Commands(click.Group):
    """Every module of this package that has a `command`, imported only when it is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        names = (module.name for module in pkgutil.iter_modules(__path__))
        return [name for name in names if self.get_command(context, name) is not None]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if not name.isidentifier() or importlib.util.find_spec(f"{__name__}.{name}") is None:
            return None
        module = importlib.import_module(f"{__name__}.{name}")
        command = getattr(module, "command", None)
        return command if isinstance(command, click.Command) else None


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96}
)
@click.version_option(__version__, prog_name="edition")
def edition() -> None:
    """Make a scholarly edition: source texts and annotations in, TEI out.

    \b
    Examples:
      edition build                      compile the edition of this folder
      edition show T p6 --annotated      look at a paragraph with its annotations
      edition status                     what has been annotated, by witness
      edition new my-edition             begin an edition of your own

    Completion for your shell: eval "$(_EDITION_COMPLETE=bash_source edition)"
    """


def main() -> None:
    """Run the command line and exit: 0 clean, 1 findings, 2 usage, 3 our bug, 130 interrupted."""
    try:
        edition.main(prog_name="edition", standalone_mode=False)
    except click.exceptions.Exit as wish:
        sys.exit(wish.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; all files are as they were.", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        _silence()
        sys.exit(EXIT_FINDINGS)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else "the answer cannot be written: "
        click.echo(f"edition: {where}{error.strerror or error}", err=True)
        _silence()
        sys.exit(EXIT_FINDINGS)
    except EditionError as error:
        report_error(error)
        sys.exit(EXIT_BUG if isinstance(error, ProofError) else EXIT_FINDINGS)
    except Exception as error:  # noqa: BLE001 - the last boundary: never a traceback
        click.echo(f"edition: a bug of the program: {type(error).__name__}: {error}", err=True)
        click.echo("  hint: please report it with the command; files are as they were.", err=True)
        sys.exit(EXIT_BUG)


def _silence() -> None:
    """Let what still waits to be printed go nowhere: its reader or its disk is gone."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
