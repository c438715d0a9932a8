"""Nothing is half there: every kind has a fixture, a manual section, TEI that is valid."""

from __future__ import annotations

from collections import Counter

import pytest

from edition.annotations import Annotation, kinds
from edition.annotations.block import Block
from edition.readers.edition import EditionFolder
from edition.tei import XML_ID, elements
from edition.writers import writers
from edition.writers.product import CompiledEdition


def annotations(found: EditionFolder) -> list[Annotation]:
    return [a for w in found.witnesses for layer in w.layers for a in layer.annotations]


@pytest.mark.parametrize("kind", kinds())
def test_the_specimen_shows_every_kind(kind: str, specimen: EditionFolder) -> None:
    assert any(one.kind == kind for one in annotations(specimen)), f"no {kind} in the specimen"


@pytest.mark.parametrize("name", kinds())
def test_every_kind_explains_itself(name: str) -> None:
    kind = kinds()[name]
    assert kind.__doc__ and "TEI: `" in kind.__doc__.replace("TEI:\n    ", "TEI: ")
    assert kind.declared.sentence.endswith(".")
    assert kind.layer


def test_kinds_are_found_once_each() -> None:
    """A dataclass with slots exists twice in memory; only the finished one may be registered."""
    assert all(issubclass(kind, Annotation) for kind in kinds().values())
    assert all(isinstance(getattr(kind, "__slots__", None), tuple) for kind in kinds().values())


def test_every_annotation_of_the_specimen_is_in_the_tei(
    specimen: EditionFolder, compiled_specimen: CompiledEdition
) -> None:
    for text in compiled_specimen.texts:
        identifiers = {e.get(XML_ID) for e in elements(text.text)}
        for one in (*text.anchored.blocks, *text.anchored.inline):
            assert f"{text.siglum}.{one.local_id}" in identifiers


def test_annotations_overlap_in_the_specimen_as_they_do_in_life(specimen: EditionFolder) -> None:
    inline = [one for one in annotations(specimen) if not isinstance(one, Block)]
    crossing = Counter(
        tuple(sorted((a.kind, b.kind))) for a in inline for b in inline if a.span.crosses(b.span)
    )
    assert crossing["italics", "so-called"] and crossing["emendation", "note"]


def test_writers_are_found() -> None:
    assert list(writers()) == ["corpus", "plain", "tei"]
