"""Reasons of annotations beside the text, in TEI."""

from __future__ import annotations

from edition.anchoring import AnchoredText
from edition.annotations.annotation import Annotation
from edition.annotations.emendation import Emendation
from edition.reasons import reason_list
from edition.spans import Span
from edition.tei import XML_ID, Element, local_name, root, sub
from edition.witness import Witness

TEXT = "The fery lef at dawm."


def emended(quote: str, corr: str, note: str | None) -> Annotation:
    span = Span(TEXT.index(quote), TEXT.index(quote) + len(quote))
    return Emendation(
        span=span, quote=quote, corr=corr, category="misspelling", resp="editor bo", note=note
    )


def listed(*annotations: Annotation, links: Element | None = None) -> list[Element]:
    found = reason_list([AnchoredText(Witness.of("W", TEXT), (), annotations)], links)
    return [] if found is None else [one for one in found if local_name(one) == "note"]


def test_each_reason_points_to_its_decision() -> None:
    notes = listed(
        emended("fery", "ferry", "so the log"),
        emended("lef", "left", None),
        emended("dawm", "dawn", "n for m"),
    )
    assert [(note.get("target"), note.get("resp"), note.text) for note in notes] == [
        ("#W.emendation.4-8", "#editor #bo", "so the log"),
        ("#W.emendation.16-20", "#editor #bo", "n for m"),
    ]


def test_a_parallel_that_a_reason_cites_is_pointed_to_if_the_file_has_its_link() -> None:
    links = root("linkGrp")
    sub(links, "link", {XML_ID: "parallel.V10-W4"})
    words = "parallel: V p3 (V10-W4), X p12 (W4-X7); so p1"
    [note] = listed(emended("fery", "ferry", words), links=links)
    found = [(one.get("target"), one.text, one.tail) for one in note]
    assert (note.text, found) == ("parallel: ", [("#parallel.V10-W4", "V 3", ", X 12; so p1")])


def test_without_reasons_there_is_no_list() -> None:
    assert listed(emended("fery", "ferry", None)) == []
