"""Parallel passages: found from the words, kept as data, carried as links between blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TEI, Run
from hypothesis import given
from hypothesis import strategies as st
from strategies import ENOUGH

from edition import findings
from edition.anchoring import AnchoredText
from edition.annotations.emendation import Emendation
from edition.annotations.paragraph import Paragraph
from edition.collation import SORTS, sort_of
from edition.diagnostics import InputError, Place
from edition.links import link_group
from edition.parallels import (
    LAYER_FILE,
    RULE,
    Parallel,
    compared_blocks,
    keep_decisions,
    parallel_faults,
    to_line,
    to_lines,
)
from edition.proposals.parallels import FEWEST, MOST_OFTEN, find_passages, propose
from edition.readers.layers import read_layer
from edition.readers.parallels import read_parallels
from edition.spans import Span
from edition.tei import XML_ID, parse, tei
from edition.witness import Witness
from edition.words import words_of
from edition.writers.product import CompiledEdition

ONE = """The ferry left at seven. On the quay stood an old man with a grey umbrella, who had
wamed us that the bridge would be closed until the first of May.

Nobody listened."""
OTHER = """Years later she wrote it down. On the Quay stood an old man, with a green umbrella, who
had warned us all that the bridge would be closed until the first of May."""


def text_of(siglum: str, text: str, *emendations: Emendation) -> AnchoredText:
    """A text whose paragraphs are parted by empty lines."""
    blocks, start = [], 0
    for number, paragraph in enumerate(text.split("\n\n"), 1):
        span = Span(start, start + len(paragraph))
        blocks.append(Paragraph(span=span, id=f"p{number}", resp="x"))
        start = span.end + 2
    return AnchoredText(Witness.of(siglum, text), tuple(blocks), emendations)


def emendation(text: str, wrong: str, right: str) -> Emendation:
    start = text.index(wrong)
    span = Span(start, start + len(wrong))
    return Emendation(span=span, quote=wrong, corr=right, category="misspelling", resp="x")


@pytest.fixture
def pair() -> tuple[AnchoredText, AnchoredText]:
    return text_of("A", ONE, emendation(ONE, "wamed", "warned")), text_of("B", OTHER)


@pytest.fixture
def one(pair: tuple[AnchoredText, AnchoredText]) -> Parallel:
    (found,) = propose(pair)
    return found


# What is found


def test_a_passage_is_found_with_its_differences(one: Parallel) -> None:
    assert one.sigla == ("A", "B")
    assert one.ends[0].span.of(ONE) == ONE[ONE.index("On the quay") : ONE.index(".\n\nNobody")]
    assert one.ends[1].span.of(OTHER) == OTHER[OTHER.index("On the Quay") : -1]
    assert one.blocks == (("p1", "p1"),)
    assert one.status == "proposed" and one.resp == RULE
    assert [(d.sort, d.first.quote, d.second.quote) for d in one.differences] == [
        ("case", "quay", "Quay"),
        ("punctuation", "", ","),
        ("word", "grey", "green"),
        ("spelling", "wamed", "warned"),
        ("addition", "", "all"),
    ]


def test_differences_stand_where_they_say(one: Parallel) -> None:
    for difference in one.differences:
        for text, extract in ((ONE, difference.first), (OTHER, difference.second)):
            assert extract.span.of(text) == extract.quote


def test_an_emendation_mends_a_parallel_but_hides_no_difference(
    pair: tuple[AnchoredText, AnchoredText],
) -> None:
    (emended,) = propose(pair)
    (bare,) = propose([text_of("A", ONE), pair[1]])
    assert emended.words == bare.words + 1
    assert emended.differences == bare.differences


def test_a_long_quote_is_shortened(one: Parallel) -> None:
    assert all(end.digest and len(end.quote) < 60 for end in one.ends)


@pytest.mark.parametrize(
    ("first", "second", "sort"),
    [
        ("grey", "green", "word"),
        ("colour", "color", "spelling"),
        ("to-day", "today", "spelling"),
        ("to day", "today", "spelling"),
        ("old man", "man old", "order"),
        ("The", "the", "case"),
        ("", "not", "addition"),
        ("not", "", "omission"),
        (", ", "; ", "punctuation"),
    ],
)
def test_sorts_of_differences(first: str, second: str, sort: str) -> None:
    assert sort_of(first, second) == sort
    assert sort in SORTS


def test_the_words_of_an_emendation_are_compared_together() -> None:
    """Two texts with one error, emended in one word here, in two there, do not differ."""
    text = "the clerk told us that a apple had been lying on the table since Friday"
    first = text_of("A", text, emendation(text, "a apple", "an apple"))
    second = text_of("B", text, emendation(text, "a", "an"))
    start = text.index("a apple")
    second = replace(second, inline=(replace(second.inline[0], span=Span(start, start + 1)),))
    (found,) = propose([first, second])
    assert found.differences == ()


def test_a_passage_that_stands_twice_in_one_text_is_found() -> None:
    passage = "a narrow door that nobody had opened since the winter of the flood"
    (found,) = propose([text_of("A", f"First {passage}.\n\nThen {passage} again.")])
    assert found.sigla == ("A", "A")
    assert found.blocks == (("p1", "p2"),)
    assert found.ends[0].span.end <= found.ends[1].span.start


def test_seven_words_are_too_few() -> None:
    seven = "a narrow door that nobody had opened"
    texts = [text_of("A", f"One {seven}, two."), text_of("B", f"Three {seven}, four.")]
    assert propose(texts) == []
    assert len(seven.split()) == FEWEST - 1


def test_what_recurs_all_the_time_is_no_parallel() -> None:
    formula = "as the author of this book has argued in the first edition of it"
    texts = [f"{n}: {formula}: {n}" for n in range(MOST_OFTEN + 1)]
    assert propose([text_of("A", "\n\n".join(texts))]) == []


NAMES = st.integers(min_value=0, max_value=10**6)


def invented(sign: str, numbers: Sequence[int]) -> str:
    """Words that no other sign has, none of them twice."""
    return " ".join(f"{sign}{place}x{number}" for place, number in enumerate(numbers))


@ENOUGH
@given(
    st.lists(NAMES, min_size=FEWEST, max_size=60),
    st.lists(st.lists(NAMES, max_size=30), min_size=4, max_size=4),
    st.sets(st.integers(min_value=0, max_value=5)),
)
def test_a_planted_passage_is_found_whole(
    planted: list[int], around: list[list[int]], changed: set[int]
) -> None:
    """Also where a word is another every tenth word or so, but not near the ends."""
    copy = invented("p", planted).split()
    for number in changed:
        place = 8 + 10 * number
        if place < len(copy) - 8:
            copy[place] = "another"
    before, behind, other_before, other_behind = (
        invented(sign, numbers) for sign, numbers in zip("abcd", around, strict=True)
    )
    texts = (
        f"{before} {invented('p', planted)} {behind}",
        f"{other_before} {' '.join(copy)} {other_behind}",
    )
    read = [words_of(text_of("A", texts[0])), words_of(text_of("B", texts[1]))]
    (found,) = find_passages(read)
    assert [word.key for word in read[0].words][found.first.start : found.first.stop] == (
        invented("p", planted).split()
    )
    assert [word.key for word in read[1].words][found.second.start : found.second.stop] == copy
    assert found.words == len(copy) - copy.count("another")


@ENOUGH
@given(st.lists(st.sampled_from("alpha beta gamma delta".split()), max_size=60))
def test_whatever_repeats_itself_is_met(found: list[str]) -> None:
    """No ends overlap, no parallel is given twice, and quotes fit, in the worst of texts."""
    text = text_of("A", " ".join(found))
    parallels = propose([text])
    assert len({one.id for one in parallels}) == len(parallels)
    assert list(parallel_faults(parallels, {"A": text}, ["A"], [RULE])) == []
    assert all(one.ends[0].span.end <= one.ends[1].span.start for one in parallels)


# Decisions


def test_what_was_rejected_stays_rejected(one: Parallel) -> None:
    rejected = replace(one, status="rejected", resp=f"{RULE} reader", note="a formula")
    moved = replace(one, id="A1-B1", ends=(shorter(one, 0), one.ends[1]))
    (kept,) = keep_decisions([moved], [rejected])
    assert (kept.id, kept.status, kept.resp, kept.note) == (
        one.id,
        "rejected",
        f"{RULE} reader",
        "a formula",
    )
    assert kept.ends == moved.ends


def shorter(one: Parallel, number: int) -> object:
    end = one.ends[number]
    return replace(end, span=Span(end.span.start + 3, end.span.end))


def test_what_an_editor_entered_is_kept_and_what_the_rule_no_longer_finds_goes(
    one: Parallel,
) -> None:
    own = replace(one, id="own", resp="reader")
    assert keep_decisions([], [one, own]) == [own]


def test_only_confirmed_parallels_count_as_compared(one: Parallel) -> None:
    assert compared_blocks([one]) == {}
    sure = replace(one, status="confirmed")
    assert compared_blocks([sure]) == {"A": frozenset({"p1"}), "B": frozenset({"p1"})}


# The file


def test_what_is_written_is_read_back(one: Parallel, tmp_path: Path) -> None:
    noted = replace(one, id="other", note="a note")
    (tmp_path / LAYER_FILE).write_text(to_lines([one, noted]), encoding="utf-8")
    assert read_parallels(tmp_path) == (one, noted)


def test_an_edition_without_parallels_has_none(tmp_path: Path) -> None:
    assert read_parallels(tmp_path) == ()


@pytest.mark.parametrize(
    ("path", "value", "word"),
    [
        (("first", "start"), "7", "bad-value"),
        (("first", "end"), 0, "bad-value"),
        (("first", "witness"), 3, "bad-value"),
        (("second",), None, "broken-line"),
        (("words",), 0, "bad-value"),
        (("blocks",), [["p1"]], "bad-value"),
        (("differences",), {}, "bad-value"),
        (("differences", 0, "sort"), "mood", "bad-value"),
        (("differences", 0, "first", "start"), 0, "bad-value"),
        (("differences", 0, "first", "quot"), "x", "unknown-field"),
        (("differences", 0), 1, "broken-line"),
        (("status",), "sure", "bad-value"),
        (("id",), "no id", "bad-value"),
        (("resp",), 3, "bad-value"),
        (("note",), "\u0007", "bad-value"),
        (("stauts",), "x", "unknown-field"),
    ],
)
def test_each_fault_of_a_line_is_named(
    one: Parallel, tmp_path: Path, path: tuple[str | int, ...], value: object, word: str
) -> None:
    record = json.loads(to_line(one))
    inner = record
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    (tmp_path / LAYER_FILE).write_text(f"\n{json.dumps(record)}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_parallels(tmp_path)
    assert {d.finding.word for d in caught.value.diagnostics} == {word}
    assert {d.place.line for d in caught.value.diagnostics} == {2}


@pytest.mark.parametrize("name", ["id", "first", "second", "words", "blocks", "status"])
def test_a_missing_field_is_named(one: Parallel, tmp_path: Path, name: str) -> None:
    record = json.loads(to_line(one))
    del record[name]
    (tmp_path / LAYER_FILE).write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(InputError, match=f"needs the field {name}"):
        read_parallels(tmp_path)


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        ("{", findings.BROKEN_LINE),
        ("[]", findings.BROKEN_LINE),
        ("[" * 10**5, findings.BROKEN_LINE),
    ],
)
def test_a_line_that_is_no_record(lines: str, finding: object, tmp_path: Path) -> None:
    (tmp_path / LAYER_FILE).write_text(lines, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_parallels(tmp_path)
    assert [d.finding for d in caught.value.diagnostics] == [finding]


def test_one_id_for_two_is_a_fault(one: Parallel, tmp_path: Path) -> None:
    (tmp_path / LAYER_FILE).write_text(to_lines([one, one]), encoding="utf-8")
    with pytest.raises(InputError, match="given twice"):
        read_parallels(tmp_path)


def said(parallel: Parallel, pair: tuple[AnchoredText, AnchoredText]) -> list[str]:
    texts = dict(zip("AB", pair, strict=True))
    return [d.message for d in parallel_faults([parallel], texts, ["A", "B"], [RULE])]


def test_a_quote_that_does_not_fit_is_named_with_its_place(
    one: Parallel, pair: tuple[AnchoredText, AnchoredText]
) -> None:
    assert said(one, pair) == []
    span = Span(one.ends[0].span.start + 4, one.ends[0].span.end + 4)
    wrong = replace(one, ends=(replace(one.ends[0], span=span), one.ends[1]), place=Place("x", 3))
    texts = dict(zip("AB", pair, strict=True))
    (fault,) = parallel_faults([wrong], texts, ["A", "B"], [RULE])
    assert fault.finding is findings.QUOTE_MISMATCH
    assert fault.place == Place("x", 3)
    assert fault.hint == f"the words stand at {one.ends[0].span.start}"


def test_what_does_not_exist_is_named(
    one: Parallel, pair: tuple[AnchoredText, AnchoredText]
) -> None:
    assert "nobody is called ghost" in said(replace(one, resp="ghost"), pair)[0]
    assert "A has no block p9" in said(replace(one, blocks=(("p9", "p1"),)), pair)[0]
    assert "covers no word of the block p2" in said(replace(one, blocks=(("p2", "p1"),)), pair)[0]
    assert "no witness X" in said(replace(one, sigla=("A", "X")), pair)[0]


# TEI


def test_links_join_blocks_inside_and_between_files(one: Parallel) -> None:
    sure = replace(one, status="confirmed", blocks=(("p1", "p1"), ("p1", "p2")))
    alone, both = link_group([sure], {"A"}), link_group([sure], {"A", "B"})
    assert alone is not None and both is not None
    assert [link.get("target") for link in alone.iter(tei("link"))] == [
        "#A.p1 B.xml#B.p1",
        "#A.p1 B.xml#B.p2",
    ]
    assert [(e.get(XML_ID), e.get("target")) for e in both.iter(tei("link"))] == [
        (f"parallel.{one.id}", "#A.p1 #B.p1"),
        (f"parallel.{one.id}.2", "#A.p1 #B.p2"),
    ]
    assert link_group([one], {"A"}) is None, "what is only proposed is not compiled"
    assert link_group([sure], {"G"}) is None


# The specimen and the command


@pytest.fixture
def layer(own_edition: Path, run: Run) -> Path:
    """The layer of a copy of the specimen, proposed and confirmed."""
    assert "7 new, 0 gone" in run("parallels", "propose", "--edition", own_edition).output
    path = own_edition / LAYER_FILE
    proposed = read_parallels(own_edition)
    sure = [replace(one, status="confirmed", resp=f"{RULE} editor") for one in proposed]
    path.write_text(to_lines(sure), encoding="utf-8")
    return path


def test_the_parallels_of_the_specimen(compiled_specimen: CompiledEdition) -> None:
    found = propose([text.anchored for text in compiled_specimen.texts])
    assert [(one.id, one.words, [d.sort for d in one.differences]) for one in found] == [
        ("A261-B104", 16, ["spelling"]),
        ("A389-B188", 28, ["spelling", "word", "spelling"]),
        ("A575-B335", 36, ["omission", "punctuation", "spelling", "punctuation", "omission"]),
        ("A1364-B517", 17, ["omission", "omission"]),
        ("A1840-B655", 9, ["spelling"]),
        ("A2408-B706", 8, ["spelling"]),
        ("A2521-B746", 10, []),
    ]


def test_every_link_of_compiled_texts_leads_somewhere(
    layer: Path, run: Run, tmp_path: Path
) -> None:
    result = run("build", "--edition", layer.parent, "--to", tmp_path / "tei")
    assert "2 texts proved" in result.output
    trees = {path.name: parse(path.read_bytes()) for path in (tmp_path / "tei").glob("*.xml")}
    known = {f"{name}#{e.get(XML_ID)}" for name, tree in trees.items() for e in tree.iter()}
    for name, tree in trees.items():
        targets = [
            target if target[0] != "#" else f"{name}{target}"
            for link in tree.iter(tei("link"))
            for target in link.get("target", "").split()
        ]
        assert len(targets) == 16
        assert known.issuperset(targets)


def test_a_stale_layer_is_refused_and_can_be_made_anew(
    layer: Path, run: Run, tmp_path: Path
) -> None:
    structure = layer.parent / "witnesses" / "B" / "structure.jsonl"
    renamed = structure.read_text(encoding="utf-8").replace('"id":"p4"', '"id":"last"')
    structure.write_text(renamed, encoding="utf-8")
    build = ("build", "--edition", layer.parent, "--to", tmp_path / "tei")
    result = run(*build)
    assert isinstance(result.exception, InputError)
    assert "B has no block p4" in str(result.exception)
    assert run("parallels", "propose", "--edition", layer.parent).exit_code == 0
    assert "2 texts proved" in run(*build).output
    assert {one.status for one in read_parallels(layer.parent)} == {"confirmed"}


def test_a_text_alone_keeps_its_links_and_a_corpus_without_the_other_has_none(
    layer: Path, run: Run, tmp_path: Path
) -> None:
    (layer.parent / "sources" / "winter-b.txt").unlink()
    assert run("build", "--edition", layer.parent, "--to", tmp_path / "tei").exit_code == 0
    assert b"B.xml#B.p4" in (tmp_path / "tei" / "A.xml").read_bytes()
    assert b"linkGrp" not in (tmp_path / "tei" / "corpus.xml").read_bytes()


def test_propose_keeps_what_was_decided(layer: Path, run: Run) -> None:
    decided = layer.read_text(encoding="utf-8").replace("confirmed", "rejected", 1)
    layer.write_text(decided, encoding="utf-8")
    result = run("parallels", "propose", "--edition", layer.parent)
    assert result.exit_code == 0 and "0 new, 0 gone" in result.output
    assert layer.read_text(encoding="utf-8") == decided


def test_propose_needs_all_sources(own_edition: Path, run: Run) -> None:
    next((own_edition / "sources").iterdir()).unlink()
    result = run("parallels", "propose", "--edition", own_edition)
    assert isinstance(result.exception, InputError)
    assert {d.finding for d in result.exception.diagnostics} == {findings.SOURCE_MISSING}


def test_propose_needs_the_responsibility_of_the_rule(own_edition: Path, run: Run) -> None:
    settings = own_edition / "edition.toml"
    without = settings.read_text(encoding="utf-8").replace(RULE, "other-rule")
    settings.write_text(without, encoding="utf-8")
    result = run("parallels", "propose", "--edition", own_edition)
    assert isinstance(result.exception, InputError)
    assert f"nobody is called {RULE}" in str(result.exception)
    assert not (own_edition / LAYER_FILE).exists()


def test_show(layer: Path, run: Run) -> None:
    listed = run("parallels", "show", "--edition", layer.parent).output
    assert "A389-B188: 28 words, A p1 = B p1, 3 differences, confirmed" in listed
    assert "7 parallels." in listed
    of_block = run("parallels", "show", "B", "p4", "--edition", layer.parent).output
    assert "Apri1" in of_block and "as edited: no difference" in of_block
    assert "2 parallels." in of_block
    assert run("parallels", "show", "A2408-B706", "--edition", layer.parent).exit_code == 0
    for names in (["X"], ["A", "p99"], ["A1-B1"]):
        assert run("parallels", "show", *names, "--edition", layer.parent).exit_code == 2


def test_show_without_a_source_says_what_it_cannot_compare(layer: Path, run: Run) -> None:
    (layer.parent / "sources" / "winter-b.txt").unlink()
    shown = run("parallels", "show", "A", "p15", "--edition", layer.parent).output
    assert "Apri1" in shown and "cannot be compared: no source of B" in shown


# The first edition


def test_the_first_edition_has_decided_on_every_parallel() -> None:
    parallels = read_parallels(TEI)
    assert to_lines(parallels) == (TEI / LAYER_FILE).read_text(encoding="utf-8")
    assert not [one.id for one in parallels if one.status == "proposed"]
    assert all(one.note for one in parallels if one.status == "rejected")
    assert set(compared_blocks(parallels)) == {"T", "L", "S", "D"}


def test_emendations_cite_parallels_that_exist() -> None:
    known = {one.id for one in read_parallels(TEI) if one.status == "confirmed"}
    cited = {
        name
        for path in TEI.glob("witnesses/*/emendations.jsonl")
        for one in read_layer(path).annotations
        for name in re.findall(r"[A-Z]\d+-[A-Z]\d+", one.note or "")
    }
    assert cited and cited <= known
