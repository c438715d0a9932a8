"""The specimen is a golden file: every change of the code shows in its TEI as a difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.compiled import CompiledText
from edition.texts import diplomatic_text, edited_text
from edition.writers import writers
from edition.writers.product import CompiledEdition

GOLDEN = Path(__file__).parent / "golden"


def test_the_specimen_is_as_it_was(
    compiled_specimen: CompiledEdition, request: pytest.FixtureRequest
) -> None:
    products = [p for writer in writers().values() for p in writer.products(compiled_specimen)]
    if request.config.getoption("--regen"):
        GOLDEN.mkdir(exist_ok=True)
        for product in products:
            (GOLDEN / product.name).write_bytes(product.content)
    assert {p.name for p in GOLDEN.iterdir() if p.is_file()} == {
        product.name for product in products
    }
    for product in products:
        assert product.content.decode() == (GOLDEN / product.name).read_text(encoding="utf-8")


def text_a(compiled: CompiledEdition) -> CompiledText:
    return next(one for one in compiled.texts if one.siglum == "A")


def test_the_diplomatic_text_is_the_witness(compiled_specimen: CompiledEdition) -> None:
    one = text_a(compiled_specimen)
    assert diplomatic_text(one.text) == one.anchored.witness.text


def test_the_edited_text_reads_well(compiled_specimen: CompiledEdition) -> None:
    edited = edited_text(text_a(compiled_specimen).text)
    for words in (
        "letter for Captain Oskar Brandt. The",
        "My brother had warned me",
        "Mother Agda, began to talk before I had put down my bag, and I think",
        "put it into his copy of The Mariner's Almanac, where",
        "never so happy as when",
        'Nobody passed." The next two hundred say the same, and I began to understand',
        "forgiven them both.\n\nOn the second evening",
        "I asked him for the lamp-book.",
    ):
        assert words in edited
    assert "Northern Reading Room.\n\nhis copy" not in edited
