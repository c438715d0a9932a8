"""The data of the first edition, as far as it can be checked without the sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.digests import changes, digests
from edition.layers import to_lines
from edition.readers.digests import read_digests
from edition.readers.edition import SPECIMEN, EditionFolder, read_edition
from edition.readers.layers import read_layer
from edition.writers.product import CompiledEdition

ROOT = Path(__file__).resolve().parent.parent
LAYERS = [
    path
    for folder in (ROOT / "tei", SPECIMEN)
    for path in sorted((folder / "witnesses").rglob("*.jsonl"))
]


@pytest.mark.parametrize("path", LAYERS, ids=lambda p: "/".join(p.parts[-3:]))
def test_layers_are_written_canonically(path: Path) -> None:
    """A difference then shows one decision a line."""
    assert to_lines(read_layer(path).annotations) == path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def edition() -> EditionFolder:
    return read_edition(ROOT / "tei")


def test_every_annotation_says_who_made_it(edition: EditionFolder) -> None:
    named = {one.id for one in edition.settings.responsibilities}
    for one in edition.witnesses:
        for layer in one.layers:
            assert all(set(a.resp.split()) <= named for a in layer.annotations)


def test_every_responsibility_says_how_it_was_checked(edition: EditionFolder) -> None:
    assert all(one.checked for one in edition.settings.responsibilities)


def test_every_text_has_every_layer(edition: EditionFolder) -> None:
    for one in edition.witnesses:
        names = {layer.name for layer in one.layers}
        assert {"structure", "emendations", "mentions", "dates", "quotations", "notes"} <= names


def test_the_kind_of_an_annotation_is_that_of_its_layer(edition: EditionFolder) -> None:
    for one in edition.witnesses:
        for layer in one.layers:
            assert all(a.layer == layer.name for a in layer.annotations)


def test_every_register_entry_has_a_description(edition: EditionFolder) -> None:
    for entry in edition.registers.entries.values():
        described = [n for n in entry.element.iter("{*}note") if n.get("type") == "description"]
        assert described, entry.id


def test_the_record_fits_the_compiled_texts(compiled_five: CompiledEdition) -> None:
    recorded = read_digests(ROOT / "tei")
    assert list(changes(recorded, digests(compiled_five), ROOT / "tei")) == []
