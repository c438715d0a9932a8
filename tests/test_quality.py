"""Two readings compared, and what both have missed: against worked examples of the literature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import comb
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.annotations.annotation import Annotation
from edition.annotations.date import Date
from edition.annotations.editorial_note import EditorialNote
from edition.annotations.emendation import Emendation
from edition.annotations.paragraph import Paragraph
from edition.annotations.person import PersonMention
from edition.annotations.place import PlaceMention
from edition.annotations.regularization import Regularization
from edition.annotations.supplied import Supplied
from edition.annotations.surplus import Surplus
from edition.estimates import FEWEST_IN_COMMON, missed_by_both, still_missed
from edition.layers import Layer
from edition.quality import (
    ERROR,
    Agreement,
    Completeness,
    Quality,
    open_questions,
    quality,
    statement,
)
from edition.quotes import agrees
from edition.readers.edition import EditionFolder, read_readings
from edition.spans import Span
from edition.tei import TEI_NAMESPACE, parse
from edition.writers.product import CompiledEdition

TEI = {"t": TEI_NAMESPACE}

# Estimates


def test_chapman_on_the_outbreak_of_hepatitis() -> None:
    """Chao and others, Statistics in Medicine 20 (2001): lists P and Q of an outbreak in Taiwan.

    135 cases in one list, 122 in the other, 49 in both: Chapman's estimator says 334 in all.
    """
    found = missed_by_both(49, 135 - 49, 122 - 49)
    assert found is not None
    assert round(135 + 122 - 49 + found.number) == 334


def test_chapman_on_the_example_of_an_r_package() -> None:
    """recapr, NChapman(n1=100, n2=100, m2=20): (101 * 101) / 21 - 1."""
    found = missed_by_both(20, 80, 80)
    assert found is not None
    assert 180 + found.number == pytest.approx(101 * 101 / 21 - 1)


def test_the_proofreaders_of_polya() -> None:
    """Polya, American Mathematical Monthly 83 (1976): (A - C) (B - C) / C misprints unnoticed.

    Chapman's estimator has C + 1 for C: the two agree where much was found by both.
    """
    found = missed_by_both(1000, 50, 40)
    assert found is not None
    assert found.number == pytest.approx(50 * 40 / 1000, rel=0.01)


def enumerated(both: int, only_1: int, only_2: int, most: int) -> list[float]:
    """The posterior by its definition: the hypergeometric likelihood of every total."""
    first, second = both + only_1, both + only_2
    found = both + only_1 + only_2
    likely = [
        comb(first, both) * comb(total - first, second - both) / comb(total, second)
        for total in range(found, found + most)
    ]
    return [one / sum(likely) for one in likely]


@pytest.mark.parametrize("counts", [(8, 3, 2), (20, 3, 0), (49, 86, 73), (12, 0, 0)])
@pytest.mark.parametrize("since", [0, 2])
def test_the_posterior_is_that_of_its_definition(counts: tuple[int, int, int], since: int) -> None:
    shares = enumerated(*counts, most=4000)[since:]
    total = sum(shares)
    mean = sum(number * share for number, share in enumerate(shares)) / total
    found = still_missed(*counts, since)
    assert found is not None
    assert found.number == pytest.approx(mean, rel=1e-4)
    assert sum(shares[: found.low]) / total < 0.025 <= sum(shares[: found.low + 1]) / total
    assert sum(shares[: found.high]) / total < 0.975 <= sum(shares[: found.high + 1]) / total


def test_the_mean_of_the_posterior_is_the_known_one() -> None:
    """With n1, n2 and m in common the mean of the total is (n1 - 1)(n2 - 1)/(m - 2)."""
    found = still_missed(10, 5, 7, 0)
    assert found is not None
    assert 22 + found.number == pytest.approx((15 - 1) * (17 - 1) / (10 - 2), rel=1e-6)


@pytest.mark.parametrize(("size", "p", "q"), [(20, 0.9, 0.8), (25, 0.9, 0.6), (20, 0.7, 0.7)])
def test_the_interval_holds_the_truth_as_often_as_it_says(size: int, p: float, q: float) -> None:
    """Coverage, exactly: every outcome of two readings of so many errors, by its probability."""
    held = possible = 0.0
    for both in range(FEWEST_IN_COMMON, size + 1):
        for one in range(size - both + 1):
            for two in range(size - both - one + 1):
                neither = size - both - one - two
                ways = comb(size, both) * comb(size - both, one) * comb(size - both - one, two)
                chance = (p * q) ** both * (p * (1 - q)) ** one * ((1 - p) * q) ** two
                chance *= ways * ((1 - p) * (1 - q)) ** neither
                found = missed_by_both(both, one, two)
                if chance > 1e-7 and found is not None:
                    possible += chance
                    held += chance * (found.low <= neither <= found.high)
    assert possible > 0.8 and held / possible >= 0.95


def test_too_little_in_common_gives_no_estimate() -> None:
    assert missed_by_both(FEWEST_IN_COMMON - 1, 2, 2) is None
    assert still_missed(FEWEST_IN_COMMON - 1, 2, 2, 0) is None
    assert missed_by_both(7, 3000, 3000) is None
    assert missed_by_both(0, 0, 0) is None


def test_where_one_found_nothing_alone_the_interval_is_no_point() -> None:
    """Chao's log-normal interval would be 0 to 0 here: as if the other could not miss anything."""
    found = missed_by_both(20, 3, 0)
    assert found is not None
    assert (found.number, found.low) == (0, 0) and found.high > 0


@settings(deadline=None)
@given(st.integers(7, 400), st.integers(0, 60), st.integers(0, 60), st.integers(0, 30))
def test_an_estimate_lies_in_its_interval_and_does_not_depend_on_the_order(
    both: int, one: int, two: int, since: int
) -> None:
    found, left = missed_by_both(both, one, two), still_missed(both, one, two, since)
    if found is None or left is None:
        return
    assert found == missed_by_both(both, two, one)
    assert found.low <= found.number + 1 and found.number <= found.high + 1
    assert 0 <= left.low <= left.high and left.number <= left.high + 1


# Matching


def emendation(start: int, end: int, corr: str = "x", **more: str) -> Emendation:
    fields = {"category": "misspelling", "resp": "one", **more}
    return Emendation(span=Span(start, end), corr=corr, **fields)  # type: ignore[arg-type]


def person(start: int, end: int, ref: str | None = "a", **more: str) -> PersonMention:
    return PersonMention(span=Span(start, end), ref=ref, **{"resp": "one", **more})  # type: ignore[arg-type]


def compared(
    first: list[Annotation], second: list[Annotation], settled: list[Annotation]
) -> Quality:
    readings = (Layer("two", tuple(second)), Layer("one", tuple(first)))
    found = quality(settled, readings, {"rule"})
    assert found is not None and found.readers == ("one", "two")
    return found


def rows(found: Quality, sort: str) -> tuple[Agreement, Completeness]:
    agreement = next(one for one in found.agreement if one.sort == sort)
    return agreement, next(one for one in found.completeness if one.sort == sort)


def test_same_place_and_equal_value_are_told_apart() -> None:
    first = [person(0, 5), person(10, 15), person(20, 25), person(30, 35)]
    second = [person(0, 5), person(10, 15, "b"), person(22, 28), person(36, 40)]
    agreement, _ = rows(compared(first, second, []), "person")
    assert (agreement.list_1, agreement.list_2, agreement.both, agreement.equal) == (4, 4, 3, 1)
    assert agreement.share == 6 / 8


def test_a_label_is_no_value() -> None:
    agreement, _ = rows(
        compared([emendation(0, 5)], [emendation(0, 5, category="name", cert="low")], []), ERROR
    )
    assert agreement.equal == 1


def test_an_entry_has_one_partner_and_the_best() -> None:
    agreement, _ = rows(compared([person(0, 30)], [person(0, 10), person(0, 30)], []), "person")
    assert (agreement.both, agreement.equal) == (1, 1)
    agreement, _ = rows(compared([person(0, 30), person(5, 9)], [person(5, 9)], []), "person")
    assert (agreement.both, agreement.equal) == (1, 1)


def test_other_kinds_are_other_sorts_but_errors_are_one() -> None:
    place = PlaceMention(span=Span(0, 5), ref="b", resp="two")
    assert rows(compared([person(0, 5)], [place], []), "person")[0].both == 0
    surplus = Surplus(span=Span(0, 5), resp="two")
    agreement, _ = rows(compared([emendation(0, 5)], [surplus], []), ERROR)
    assert (agreement.both, agreement.equal) == (1, 0)


def lost(offset: int) -> Supplied:
    return Supplied(span=Span(offset, offset), text=" the", resp="two")


@pytest.mark.parametrize(("offset", "both"), [(9, 0), (10, 1), (12, 1), (15, 1), (16, 1), (17, 0)])
def test_a_lost_word_meets_what_is_one_character_away(offset: int, both: int) -> None:
    agreement, _ = rows(compared([emendation(11, 15)], [lost(offset)], []), ERROR)
    assert agreement.both == both


def test_touching_words_do_not_meet() -> None:
    assert rows(compared([person(0, 5)], [person(5, 9)], []), "person")[0].both == 0


def test_long_spans_are_found_from_anywhere_inside() -> None:
    for start in (0, 63, 64, 500, 998):
        found = compared([person(0, 1000)], [person(start, start + 1)], [])
        assert rows(found, "person")[0].both == 1


def test_who_found_what_holds() -> None:
    settled: list[Annotation] = [emendation(n, n + 5) for n in (0, 10, 20, 30)]
    first: list[Annotation] = [emendation(0, 5), emendation(10, 15), emendation(50, 55)]
    second: list[Annotation] = [emendation(0, 5, "y"), lost(25)]
    agreement, found = rows(compared(first, second, settled), ERROR)
    assert (found.both, found.only_1, found.only_2, found.neither) == (1, 1, 1, 1)
    assert (agreement.kept_1, agreement.kept_2) == (2, 2)


def test_who_regularized_has_seen_the_place() -> None:
    variant = Regularization(span=Span(0, 5), reg="x", resp="one")
    _, found = rows(compared([variant], [emendation(0, 5)], [emendation(0, 5)]), ERROR)
    assert found.both == 1
    agreement, _ = rows(compared([variant], [emendation(0, 5)], []), ERROR)
    assert (agreement.list_1, agreement.list_2) == (0, 1)


def test_blocks_notes_rules_and_what_is_rejected_do_not_count() -> None:
    left_out: list[Annotation] = [
        Paragraph(span=Span(0, 9), id="p1", resp="one"),
        EditorialNote(span=Span(0, 9), type="fact", text="x", resp="one"),
        emendation(0, 5, resp="rule editor"),
        emendation(0, 5, status="rejected"),
    ]
    assert all(sum_of(one) == 0 for one in compared([], [], left_out).completeness)


def sum_of(one: Completeness) -> int:
    return one.both + one.only_1 + one.only_2 + one.neither


@pytest.mark.parametrize("number", [0, 1, 3])
def test_two_readings_are_needed(number: int) -> None:
    readings = tuple(Layer(f"reader-{n}", ()) for n in range(number))
    assert quality([emendation(0, 5)], readings, ()) is None


# What is said


def test_the_statement_says_what_the_estimate_needs() -> None:
    said = statement(Completeness(ERROR, 82, 8, 7, 0), ("one", "two"))
    assert "97 were marked by two independent readings: 82 by both, 8 by one alone" in said
    assert "both missed 0.7 by Chapman's estimator (95 % interval 0 to 4)" in said
    assert "0.9 (0 to 4) are left" in said


def test_more_found_since_than_estimated_is_said() -> None:
    found = Completeness(ERROR, 82, 8, 7, 5)
    assert found.is_too_low and not Completeness(ERROR, 82, 8, 7, 4).is_too_low
    said = statement(found, ("one", "two"))
    assert "More than that were found since" in said and "are left;" not in said


def test_too_little_in_common_is_said() -> None:
    found = Completeness(ERROR, 2, 1, 1, 0)
    assert not found.is_too_low
    assert "too little in common" in statement(found, ("one", "two"))


def test_what_is_open_is_a_question() -> None:
    annotations: list[Annotation] = [
        person(0, 5),
        person(6, 9, None),
        person(6, 9, None, status="rejected"),
        Date(span=Span(10, 14), when="1900", cert="low", resp="one"),
        Date(span=Span(10, 14), when="1900", cert="unknown", status="proposed", resp="one"),
        EditorialNote(span=Span(0, 9), type="fact", text="A town (not verified).", resp="one"),
        EditorialNote(span=Span(0, 9), type="fact", text="A town.", resp="one"),
    ]
    asked = [(one.annotation.kind, one.what) for one in open_questions(annotations)]
    assert asked == [
        ("note", "a fact is not verified"),
        ("person", "who or what is it?"),
        ("date", "certainty low"),
    ]


# In the header and on the command line


def test_the_header_has_the_estimate(compiled_specimen: CompiledEdition) -> None:
    said = {}
    for siglum, document in compiled_specimen.documents.items():
        sentences = parse(document).findall(".//t:correction/t:p", TEI)
        said[siglum] = " ".join(str(one.text) for one in sentences)
    assert "9 were marked by two independent readings: 7 by both" in said["A"]
    assert "by Chapman's estimator" in said["A"]
    assert "too little in common" in said["B"]


def test_without_readings_the_header_has_no_estimate(own_edition: Path, run: Run) -> None:
    for path in own_edition.rglob("readings/reader-2.jsonl"):
        path.unlink()
    run("build", "--edition", own_edition, "--to", own_edition / "build")
    text = (own_edition / "build" / "A.xml").read_text("utf-8")
    assert "Chapman" not in text and 'status="medium"' in text


Run = Callable[..., Result]


def test_the_command_prints_both_tables(own_edition: Path, run: Run) -> None:
    result = run("quality", "A", "--edition", own_edition)
    assert result.exit_code == 0
    errors = [line.split() for line in result.stdout.splitlines() if line.startswith("error")]
    assert errors == [
        ["error", "9", "8", "7", "6", "82%", "89%", "100%"],
        ["error", "9", "7", "1", "1", "0", "0.1", "0-5", "0.8"],
    ]
    assert "3 of “certainty low”" in result.stdout and "A.unclear" not in result.stdout


def test_the_command_prints_the_questions(own_edition: Path, run: Run) -> None:
    result = run("quality", "A", "--edition", own_edition, "--questions")
    assert "  p15: A.unclear.2649-2654 “dredg”: certainty low\n" in result.stdout


def test_the_command_says_where_readings_are_missing(own_edition: Path, run: Run) -> None:
    (own_edition / "witnesses" / "A" / "readings" / "reader-1.jsonl").unlink()
    assert "here are not two" in run("quality", "--edition", own_edition).stdout


def test_the_command_names_faults(own_edition: Path, run: Run) -> None:
    path = own_edition / "witnesses" / "A" / "readings" / "reader-1.jsonl"
    path.write_text("{broken\n", "utf-8")
    result = run("quality", "--edition", own_edition)
    assert result.exit_code == 1
    assert "reader-1.jsonl:1:2: error: broken-line" in str(result.exception)
    assert run("quality", "Z", "--edition", own_edition).exit_code == 2


@pytest.mark.parametrize("field", ["category", "cert", "evidence", "resp"])
def test_status_counts_by_a_field(own_edition: Path, run: Run, field: str) -> None:
    arguments = ("--kind", "emendation", "--edition", own_edition)
    lines = run("status", "--by", field, *arguments).stdout.splitlines()[1:]
    assert lines and all(line.startswith("emendation / ") for line in lines)
    assert sum(int(line[line.rindex(" / ") :].split()[2]) for line in lines[:1]) > 0


def test_status_counts_categories_by_certainty(own_edition: Path, run: Run) -> None:
    arguments = ("--by", "category", "--by", "cert", "--edition", own_edition)
    lines = [line.rsplit(maxsplit=2) for line in run("status", *arguments).stdout.splitlines()]
    assert ["emendation / digit-for-letter / high", "1", "1"] in lines
    assert not any("person" in line[0] for line in lines if line)


# The five texts


def test_the_readings_of_the_five_texts_stand_in_their_witnesses(five_texts: EditionFolder) -> None:
    for one in five_texts.found:
        assert one.witness is not None
        readings = read_readings(one.path)
        assert [reading.name for reading in readings] == ["reader-1", "reader-2"]
        for reading in readings:
            for entry in reading.annotations:
                assert entry.resp == reading.name and entry.status == "proposed"
                if not entry.span.is_empty:
                    assert agrees(one.witness.text, entry.span, entry.quote, entry.digest)


def test_the_order_of_the_readings_does_not_matter(specimen: EditionFolder) -> None:
    one = specimen.witnesses[0]
    settled = [a for layer in one.layers for a in layer.annotations]
    readings = read_readings(one.path)
    turned = [replace(r, annotations=tuple(reversed(r.annotations))) for r in reversed(readings)]
    assert quality(settled, readings, ()) == quality(list(reversed(settled)), turned, ())
