"""Findings and profiles on the command line: completed, chosen, explained."""

from __future__ import annotations

from collections.abc import Sequence

import click

from edition import choosing
from edition.checks import all_findings, families


def complete_finding(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Words and families that begin with what was typed."""
    return [word for word in (*families(), *all_findings()) if word.startswith(incomplete)]


def complete_profile(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Names of profiles that begin with what was typed."""
    from edition.profiles import profiles

    return [name for name in profiles() if name.startswith(incomplete)]


def chosen(select: Sequence[str], ignore: Sequence[str], profile: str | None) -> frozenset[str]:
    """The words of the findings that are wanted. Raises UsageError for an unknown name."""
    try:
        return choosing.chosen(select, ignore, profile)
    except choosing.UnknownNameError as error:
        raise click.UsageError(str(error)) from error


def explain(word: str) -> None:
    """Print what a finding means, what to do, and an example of it."""
    try:
        finding = all_findings()[choosing.known_word(word)]
    except choosing.UnknownNameError as error:
        raise click.UsageError(str(error)) from error
    click.secho(f"{finding.word} ({finding.severity.value})", bold=True)
    click.echo(f"\n{finding.explanation}")
    if finding.hint:
        click.echo(f"\nWhat to do: {finding.hint}.")
    if finding.example:
        click.echo(f"\nExample:\n  {finding.example}")
