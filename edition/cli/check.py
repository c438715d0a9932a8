"""edition check"""

from __future__ import annotations

import pkgutil
from pathlib import Path

import click

from edition.cli.checking import Run, own_edition, scratch_folder, suppressions
from edition.cli.choosing import chosen, complete_finding, complete_profile, explain
from edition.cli.reporting import show
from edition.diagnostics import Severity
from edition.readers.examining import Wishes
from edition.readers.user_folders import compiled_schemas, schema_store

TEXT = "text"
_REPORTS = Path(__file__).parent.parent / "reports"
_FORMATS = sorted({one.name for one in pkgutil.iter_modules([str(_REPORTS)])} - {"report"})
"""Named as their modules are, none of which is imported before its form is asked for."""

EXIT_FINDINGS = 1


@click.command("check")
@click.argument("paths", nargs=-1)
@click.option("--schema", help="A RELAX NG file, or a name of the schema store.")
@click.option(
    "--for",
    "profile",
    shell_complete=complete_profile,
    help="Check for an archive: tei-all, lite, dtabf, dracor, dts ...",
)
@click.option(
    "--with",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="Folder (or file) of registers that pointers may lead to. Can be given again.",
)
@click.option(
    "--select", multiple=True, shell_complete=complete_finding, help="Only this finding or family."
)
@click.option(
    "--ignore", multiple=True, shell_complete=complete_finding, help="Not this finding or family."
)
@click.option(
    "--max",
    "most",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="Show at most so many of one finding in a file; 0 is all.",
)
@click.option(
    "--jobs",
    type=click.IntRange(0),
    default=0,
    show_default="as many as help",
    help="Processes that check side by side.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([TEXT, *_FORMATS]),
    default=TEXT,
    show_default=True,
    help="Form of the report; all but text go to standard output.",
)
@click.option("--strict", is_flag=True, help="Findings to review count as errors, too.")
@click.option(
    "--suppressions",
    "decisions",
    type=click.Path(path_type=Path, exists=True),
    help="File of findings that may stay (else suppressions.toml here or in the edition).",
)
@click.option(
    "--explain", "word", shell_complete=complete_finding, help="Say what a finding means."
)
@click.option("--fix", is_flag=True, help="Show what can be repaired safely, and ask.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
def command(
    paths: tuple[str, ...],
    schema: str | None,
    profile: str | None,
    folders: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    most: int,
    jobs: int,
    form: str,
    strict: bool,
    decisions: Path | None,
    word: str | None,
    fix: bool,
    yes: bool,
) -> None:
    """Check TEI: schema, pointers, dates, registers, text, policy.

    PATHS are files, folders, patterns, archives (.gz, .zip) or - for standard input. Without
    any, the edition of this folder is compiled and checked, with its layers and registers.
    Exit code 0: no error (with --strict: nothing to review either); 1: errors; 2: wrong usage.

    \b
    Examples:
      edition check letters/ --with registers/
      edition check play.xml --for dracor
      edition check --select dates --format json . > report.json
      edition check --explain dead-pointer
      edition check text.xml --fix
    """
    if word is not None:
        explain(word)
        return
    wishes = Wishes(
        words=chosen(select, ignore, profile),
        shelf=schema_store(),
        cache=compiled_schemas(),
        schema=schema,
        profile=profile,
        folders=folders,
    )
    with scratch_folder(paths) as scratch:
        run = Run(wishes, suppressions(decisions, wishes.words if select else None), jobs, scratch)
        found = run.over(paths) if paths else run.over_edition(own_edition())
        if form == TEXT and not fix:
            counts = show(found, most)
            click.echo(run.summary(counts), err=True)
        else:
            from edition.reports import Report, formats

            report = Report(tuple(found), run.files)
            counts = report.counts()
    if fix:
        from edition.cli.repairing import repair

        repair(report.diagnostics, ask=not yes)
    elif form != TEXT:
        click.echo(formats()[form].render(report), nl=False)
    if counts[Severity.ERROR] or (strict and counts[Severity.REVIEW]):
        raise click.exceptions.Exit(EXIT_FINDINGS)
