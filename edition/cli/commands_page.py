"""The page of the manual that shows every command's own help."""

from __future__ import annotations

from collections.abc import Iterator

import click

_HEAD = """# Commands

*This page is generated from the code; `scripts/manual` writes it anew.*

Exit codes: 0 clean, 1 findings, 2 wrong usage, 3 a bug of the program, 130 interrupted.
"""


def commands_page(group: click.Group) -> str:
    """The help of a group and of every command in it, as Markdown."""
    return "\n".join([_HEAD, *_sections(group, click.Context(group, info_name="edition"))])


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _sections(inner, click.Context(inner, context, info_name=name))
