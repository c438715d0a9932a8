"""The proofs of the build can fail: each is shown a text with just the fault it must find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from edition import building, findings
from edition.building import Annotated, build
from edition.checks.invariants import coverage, identity, prove, references
from edition.compilation import compile_text, tei_document
from edition.compiled import CompiledText, Edition
from edition.diagnostics import Diagnostic, Finding, ProofError
from edition.readers.edition import EditionFolder
from edition.relaxng import Schema
from edition.tei import XML_ID, Element, tei

Fault = Callable[[Element], None]


@pytest.fixture
def fresh(specimen: EditionFolder) -> CompiledText:
    """Witness A of the specimen, compiled anew, so that a test may spoil it."""
    one = specimen.found[0]
    assert one.witness is not None
    edition = Edition(specimen.settings, specimen.registers)
    return compile_text(edition, one.settings, one.witness, one.layers)


def found(diagnostics: list[Diagnostic]) -> set[Finding]:
    return {one.finding for one in diagnostics}


def lose_a_letter(text: Element) -> None:
    paragraph = next(text.iter(tei("p")))
    paragraph.text = (paragraph.text or "").replace("came", "cme")


def test_identity_names_the_first_differing_character(fresh: CompiledText) -> None:
    lose_a_letter(fresh.text)
    diplomatic, edited = identity("A", fresh.text, fresh.anchored)
    offset = fresh.anchored.witness.text.index("came") + 1
    assert f"at character {offset}" in diplomatic.message
    assert "I cme to Varn" in diplomatic.message
    assert "I came to Varn" in diplomatic.message
    assert "edited text" in edited.message
    assert "bug of the program" in str(diplomatic.hint)


def test_identity_sees_a_reading_that_is_not_the_editors(fresh: CompiledText) -> None:
    correction = next(fresh.text.iter(tei("corr")))
    correction.text = "Olaf"
    assert [d.message[:15] for d in identity("A", fresh.text, fresh.anchored)] == [
        "the edited text"
    ]


def test_coverage_sees_a_widened_and_a_lost_annotation(fresh: CompiledText) -> None:
    name = next(fresh.text.iter(tei("orgName")))
    tail = name.tail or ""
    name.text, name.tail = (name.text or "") + tail[:7], tail[7:]
    (widened,) = coverage(fresh, fresh.text)
    assert "organisation" in widened.message
    del name.attrib[XML_ID]
    (lost,) = coverage(fresh, fresh.text)
    assert "covered by nothing" in lost.message


def test_references_sees_dead_pointers_and_double_identifiers(fresh: CompiledText) -> None:
    first, second = list(fresh.text.iter(tei("placeName")))[:2]
    second.set(XML_ID, str(first.get(XML_ID)))
    first.set("ref", "#nowhere")
    kinds = found(list(references("A", fresh.text)))
    assert {findings.DUPLICATE_ID, findings.BROKEN_REFERENCE} <= kinds


def test_stability_sees_other_bytes(specimen: EditionFolder, fresh: CompiledText) -> None:
    edition = Edition(specimen.settings, specimen.registers)
    document = tei_document(edition, fresh).replace(b"Northern", b"Southern")
    layers = specimen.found[0].layers
    assert findings.NOT_STABLE in found(list(prove(edition, fresh, layers, document)))


def test_the_build_stops_where_a_proof_fails(
    specimen: EditionFolder, monkeypatch: pytest.MonkeyPatch, own_schema: Schema
) -> None:
    def spoiled(*arguments: object) -> bytes:
        document = etree.fromstring(tei_document(*arguments))  # type: ignore[arg-type]
        text = document.find(tei("text"))
        assert text is not None
        lose_a_letter(text)
        return etree.tostring(document)

    monkeypatch.setattr(building, "tei_document", spoiled)
    ready = [Annotated(w.settings, w.witness, w.layers) for w in specimen.found if w.witness]
    with pytest.raises(ProofError, match="differs at character"):
        build(
            Edition(specimen.settings, specimen.registers),
            ready,
            lambda stage: None,
            own_schema,
        )
