"""Fixtures that several tests share: the specimen, the real texts, schemas, a command runner."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser
from site_pages import chromium

from edition.building import Annotated, build
from edition.cli import edition as command_line
from edition.compiled import Edition
from edition.readers.edition import SPECIMEN, EditionFolder, read_edition, read_readings
from edition.relaxng import Schema, read_schema
from edition.writers.product import CompiledEdition

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
TEI = ROOT / "tei"
OWN_SCHEMA = ROOT / "edition" / "schema" / "edition.rng"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regen", action="store_true", help="rewrite fixtures and golden files")


def compiled_from(found: EditionFolder) -> CompiledEdition:
    """An edition compiled and proved."""
    ready = [
        Annotated(w.settings, w.witness, w.layers, read_readings(w.path))
        for w in found.found
        if w.witness
    ]
    edition = Edition(found.settings, found.registers, found.parallels)
    return build(edition, ready, lambda stage: None, read_schema(OWN_SCHEMA))


@pytest.fixture(scope="session")
def own_schema() -> Schema:
    """The schema that comes with the program."""
    return read_schema(OWN_SCHEMA)


@pytest.fixture(scope="session")
def specimen() -> EditionFolder:
    return read_edition(SPECIMEN)


@pytest.fixture(scope="session")
def compiled_specimen(specimen: EditionFolder) -> CompiledEdition:
    return compiled_from(specimen)


@pytest.fixture(scope="session")
def five_texts() -> EditionFolder:
    """The first edition with its real sources; skips where these are not at hand."""
    found = read_edition(TEI)
    if len(found.found) < len(found.witnesses):
        pytest.skip("the source texts are not at hand (see README, Sources)")
    return found


@pytest.fixture(scope="session")
def compiled_five(five_texts: EditionFolder) -> CompiledEdition:
    return compiled_from(five_texts)


def site_of(source: Path, target: Path) -> Path:
    """The site of an edition's folder, as `edition build` makes it; TEI and plain texts beside."""
    done = CliRunner().invoke(
        command_line,
        ["build", "--edition", str(source), "--into", str(target)],
        catch_exceptions=False,
    )
    assert done.exit_code == 0, done.output
    return target / "site"


@pytest.fixture(scope="session")
def specimen_site(tmp_path_factory: pytest.TempPathFactory, specimen: EditionFolder) -> Path:
    return site_of(specimen.path, tmp_path_factory.mktemp("specimen"))


@pytest.fixture(scope="session")
def five_site(tmp_path_factory: pytest.TempPathFactory, five_texts: EditionFolder) -> Path:
    return site_of(five_texts.path, tmp_path_factory.mktemp("five"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a test run: Playwright allows no second beside it."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with schemas and other archives' files; skips where it is not at hand."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not at hand: no schemas, no files of other archives")
    return SHARED


@pytest.fixture
def own_edition(tmp_path: Path) -> Path:
    """A writable copy of the specimen, as `edition new` makes it."""
    return Path(shutil.copytree(SPECIMEN, tmp_path / "own"))


Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run the command line in this process; returns exit code, stdout and stderr."""

    def invoke(*arguments: object, **options: object) -> Result:
        return CliRunner().invoke(command_line, [str(a) for a in arguments], **options)  # type: ignore[arg-type]

    return invoke
