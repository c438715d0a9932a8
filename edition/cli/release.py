"""edition release"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import click

from edition.cli.build import compiled_edition
from edition.cli.options import edition_options
from edition.readers.versions import VERSIONS_FOLDER, read_version, read_versions
from edition.reading.document import read_texts
from edition.reading.passages import Passage, passages
from edition.tei import parse
from edition.versions import TextChanges, changes_since, recorded, version_record
from edition.writers.disk import write
from edition.writers.product import Product

_NAME = re.compile(r"\w[\w.+-]*")


@click.command("release")
@edition_options
@click.option(
    "--check", "compare", is_flag=True, help="Write nothing: say what changed since the last one."
)
def command(folder: Path, sources: Path | None, compare: bool) -> None:
    """Record the wording of this version, so that citations of it can be answered.

    The record versions/VERSION.json in the edition's folder holds of each passage its digest and
    one byte for each word: enough to say what has changed since, too little to give a word back.
    A version is recorded once: when the text changes after that, give edition.toml another.

    \b
    Examples:
      edition release
      edition release --check            what changed since the last recorded version
    """
    found, compiled = compiled_edition(folder, sources, recorded=True)
    settings = found.settings
    if not _NAME.fullmatch(settings.version):
        raise click.UsageError(f"version {settings.version} of edition.toml cannot name a file.")
    texts = {siglum: passages_of(tei, siglum) for siglum, tei in compiled.documents.items()}
    target = found.path / VERSIONS_FOLDER
    if compare:
        _compare(target, texts)
        return
    version = recorded(settings.version, settings.date, texts)
    product = Product(f"{settings.version}.json", _lines(version_record(version)))
    path = target / product.name
    if path.is_file() and read_version(path).texts != version.texts:
        fact = f"Version {version.name} is recorded already, and the text has changed since"
        raise click.UsageError(f"{fact}: give edition.toml another version.")
    write(target, [product])
    number = sum(map(len, version.texts.values()))
    click.echo(f"Version {version.name} recorded: {number} passages, in {path}.")


def passages_of(document: bytes, siglum: str) -> list[Passage]:
    """The passages of a compiled document."""
    return [
        passage
        for text in read_texts(parse(document), f"{siglum}.xml")
        for passage in passages(text)
    ]


def _lines(record: object) -> bytes:
    """One passage a line, so that a difference between two records shows them."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _compare(folder: Path, texts: dict[str, list[Passage]]) -> None:
    versions = read_versions(folder)
    if not versions:
        raise click.UsageError("No version has been recorded: edition release records one.")
    last = versions[-1]
    click.echo(f"Since version {last.name} of {last.date}:")
    for change in changes_since(last, texts):
        click.echo("\n".join(_told(change)))


def _told(change: TextChanges) -> Iterable[str]:
    yield f"{change.siglum}: {change.unchanged} passages unchanged"
    sorts = {
        "reworded": [one.passage for one in change.reworded],
        "moved": [f"{one.passage} to {one.now}" for one in change.moved],
        "gone": [one.passage for one in change.gone],
        "new": list(change.new),
    }
    for sort, names in sorts.items():
        if names:
            yield f"  {len(names)} {sort}: {', '.join(names)}"
