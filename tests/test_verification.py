"""Who has read which block: from witness.toml to the header, and what is said of the unread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from conftest import compiled_from

from edition.annotations.block import Block
from edition.annotations.division import Division
from edition.annotations.heading import Heading
from edition.annotations.paragraph import Paragraph
from edition.checks.unread import unread_paragraphs
from edition.compilation import compile_text
from edition.compiled import Edition
from edition.diagnostics import InputError, Severity
from edition.readers.edition import EditionFolder, read_edition
from edition.readers.settings import read_witness_settings
from edition.settings import Verification, WitnessSettings
from edition.spans import Span
from edition.tei import TEI_NAMESPACE, parse
from edition.verification import (
    VerifiedBlock,
    correction_status,
    targets,
    verification_faults,
    verification_statement,
    verified,
)
from edition.writers.product import CompiledEdition

TEI = {"t": TEI_NAMESPACE}


def block(kind: type[Block], name: str, start: int, end: int, **fields: str) -> Block:
    return kind(span=Span(start, end), id=name, resp="editor", **fields)  # type: ignore[arg-type]


BLOCKS = (
    block(Division, "ch-1", 0, 50, type="chapter"),
    block(Heading, "h1", 0, 5),
    block(Paragraph, "p1", 10, 20),
    block(Paragraph, "p-2", 20, 30),
    block(Paragraph, "p3", 60, 70),
)


def by(who: str, how: str = "reading", *blocks: str) -> Verification:
    return Verification(who, "2026-11-22", how, blocks)


def read_by(*verifications: Verification) -> dict[str | None, tuple[list[str], bool]]:
    state = verified(BLOCKS, verifications)
    return {one.block.id: (sorted(one.readers), one.compared) for one in state}


def test_only_blocks_that_hold_text_are_verified() -> None:
    assert list(read_by()) == ["h1", "p1", "p-2", "p3"]
    assert set(map(str, read_by().values())) == {"([], False)"}


def test_without_blocks_the_whole_text_is_meant() -> None:
    assert {str(one) for one in read_by(by("one")).values()} == {"(['one'], False)"}


@pytest.mark.parametrize(
    ("name", "covered"),
    [
        ("p1", {"p1"}),
        ("p-2", {"p-2"}),
        ("ch-1", {"h1", "p1", "p-2"}),
        ("p1-p-2", {"p1", "p-2"}),
        ("p-2-p3", {"p-2", "p3"}),
        ("ch-1-p3", {"h1", "p1", "p-2", "p3"}),
        ("p3-p1", set()),
        ("p9", set()),
    ],
)
def test_a_block_a_division_or_a_range_is_covered(name: str, covered: set[str]) -> None:
    found = read_by(by("one", "reading", name))
    assert {block for block, (readers, _) in found.items() if readers} == covered


def test_only_readings_count_and_nobody_counts_twice() -> None:
    found = read_by(by("one"), by("one"), by("two"), by("three", "settlement"))
    assert found["p1"] == (["one", "two"], False)
    assert read_by(by("four", "comparison", "p1"))["p1"] == ([], True)


def test_targets_are_the_text_or_its_outermost_blocks() -> None:
    inner = (*BLOCKS, block(Paragraph, "item", 12, 15))
    assert targets("T", by("one"), inner) == ("T.text",)
    assert targets("T", by("one", "reading", "p1-p3"), inner) == ("T.p1", "T.p-2", "T.p3")


PERSON = frozenset({"a"})


@pytest.mark.parametrize(
    ("readers", "status"),
    [
        (["ab", "abc"], "high"),
        (["ab", "a"], "medium"),
        (["ab", "bc"], "medium"),
        (["b"], "medium"),
        (["ab", ""], "low"),
        ([], "low"),
    ],
)
def test_the_status_is_that_of_the_block_read_least(readers: list[str], status: str) -> None:
    state = [VerifiedBlock(BLOCKS[1], frozenset(one), False) for one in readers]
    assert correction_status(state, PERSON) == status


def test_the_statement_counts_the_blocks() -> None:
    state = verified(BLOCKS, [by("one"), by("two", "reading", "ch-1"), by("x", "comparison", "p3")])
    said = verification_statement(state)
    assert "Of 4 blocks of text 3 were read by two or more" in said
    assert "1 by one, 0 by none; 1 were compared" in said


def test_unknown_names_are_faults() -> None:
    settings = WitnessSettings(
        "W",
        "w.txt",
        "W",
        "plain",
        "en",
        "free",
        verification=(by("nobody"), by("one", "reading", "p1", "p3-p1", "p9")),
    )
    faults = [str(one) for one in verification_faults(settings, BLOCKS, {"one"})]
    assert len(faults) == 3
    assert "nobody is called nobody" in faults[0]
    assert "p3-p1 is no block" in faults[1] and "W/witness.toml" in faults[1]
    assert "p9 is no block" in faults[2]


# Reading witness.toml

TABLE = '[[verification]]\nby = "editor"\nwhen = "2026-11-22"\nhow = "reading"\n'


def read(folder: Path, table: str) -> WitnessSettings:
    path = folder / "witnesses" / "A" / "witness.toml"
    text = path.read_text("utf-8").partition("[[verification]]")[0]
    path.write_text(text + table, "utf-8")
    return read_witness_settings(path.parent, "A")


def test_a_table_is_read(own_edition: Path) -> None:
    found = read(own_edition, f'{TABLE}blocks = ["p1", "p3-p5"]\n').verification
    assert found == (by("editor", "reading", "p1", "p3-p5"),)
    assert read(own_edition, "").verification == ()


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (TABLE.replace('"reading"', '"skimming"'), "nothing is verified by skimming"),
        (TABLE.replace("2026-11-22", "last week"), "last week is not a date"),
        (TABLE.replace("2026-11-22", "2026-02-30"), "2026-02-30"),
        (TABLE.replace('by = "editor"\n', ""), "[[verification]] lacks: by"),
        (TABLE.replace("how", "hwo"), "did you mean how?"),
        (TABLE.replace('"editor"', "1"), "by is not a text"),
        (f'{TABLE}blocks = "p1"', "blocks is not a list of texts"),
        (f"{TABLE}blocks = [1]", "blocks is not a list of texts"),
        (f"{TABLE}blocks = []", "blocks is empty"),
        ('verification = "all"', "verification is not written as [[verification]]"),
        ('verification = ["all"]', "[[verification]] is not a table"),
    ],
)
def test_a_wrong_table_is_a_clear_fault(own_edition: Path, table: str, fault: str) -> None:
    with pytest.raises(InputError) as raised:
        read(own_edition, table)
    said = str(raised.value)
    assert fault in said and "bad-settings" in said and "witness.toml" in said


# In the TEI


def test_each_verification_is_a_change(compiled_specimen: CompiledEdition) -> None:
    for text in compiled_specimen.texts:
        tree = parse(compiled_specimen.documents[text.siglum])
        changes = tree.findall(".//t:revisionDesc/t:change[@target]", TEI)
        told = [(one.get("who"), one.get("when")) for one in changes]
        assert told == [(f"#{one.by}", one.when) for one in text.settings.verification]
    targeted = [one.get("target") for one in changes]
    assert targeted == ["#B.text", "#B.p1 #B.p2 #B.p3", "#B.text"]


def test_changes_stand_newest_first(specimen: EditionFolder) -> None:
    one = next(w for w in specimen.witnesses if w.settings.siglum == "B")
    later = Verification("editor", "2027-01-02", "comparison")
    earlier = Verification("editor", "2025-01-02", "reading")
    settings = replace(one.settings, verification=(earlier, later))
    changed = replace(specimen, witnesses=(replace(one, settings=settings),))
    tree = parse(compiled_from(changed).documents["B"])
    dates = [change.get("when") for change in tree.iterfind(".//t:revisionDesc/t:change", TEI)]
    assert dates == ["2027-01-02", "2026-11-22", "2025-01-02"]


def test_sampling_and_status_are_declared(compiled_specimen: CompiledEdition) -> None:
    for text in compiled_specimen.texts:
        tree = parse(compiled_specimen.documents[text.siglum])
        sampling = tree.find(".//t:samplingDecl/t:p", TEI)
        assert sampling is not None and sampling.text == text.settings.sampling
        correction = tree.find(".//t:correction", TEI)
        assert correction is not None and correction.get("status") == "medium"


def test_nothing_is_declared_of_what_is_not_verified(specimen: EditionFolder) -> None:
    one = next(w for w in specimen.witnesses if w.settings.siglum == "B")
    bare = replace(one, settings=replace(one.settings, sampling="", verification=()))
    document = compiled_from(replace(specimen, witnesses=(bare,))).documents["B"]
    assert b"samplingDecl" not in document and b"status=" not in document.split(b"<correction")[1]
    assert b"target=" not in document.split(b"<revisionDesc")[1].split(b"</revisionDesc")[0]


def test_a_text_is_not_compiled_with_a_wrong_verification(specimen: EditionFolder) -> None:
    one = next(w for w in specimen.witnesses if w.settings.siglum == "B")
    assert one.witness is not None
    settings = replace(one.settings, verification=(by("editor", "reading", "p99"),))
    with pytest.raises(InputError, match="p99 is no block"):
        compile_text(
            Edition(specimen.settings, specimen.registers), settings, one.witness, one.layers
        )


# What nobody has read


def unread(specimen: EditionFolder, *verifications: Verification) -> list[str]:
    one = next(w for w in specimen.witnesses if w.settings.siglum == "B")
    assert one.witness is not None
    edition = Edition(specimen.settings, specimen.registers)
    settings = replace(one.settings, verification=verifications)
    found = list(unread_paragraphs(compile_text(edition, settings, one.witness, one.layers)))
    assert {one.severity for one in found} <= {Severity.REVIEW}
    assert {one.finding.word for one in found} <= {"unread-paragraph"}
    return [one.message for one in found]


def test_unread_blocks_are_told_by_runs(specimen: EditionFolder) -> None:
    assert unread(specimen, by("editor")) == []
    assert unread(specimen) == ["B.h1: nobody has read it and what follows up to B.p4: 6 blocks"]
    told = unread(specimen, by("editor", "reading", "h1", "p2-p3"), by("editor", "settlement"))
    assert told == [
        "B.byline1: nobody has read it and what follows up to B.p1: 2 blocks",
        "B.p4: nobody has read it",
    ]


def test_the_build_tells_what_is_unread(own_edition: Path, run: Callable[..., Result]) -> None:
    read(own_edition, f'{TABLE}blocks = ["p1-p15"]\n')
    result = run("build", "--edition", own_edition, "--to", own_edition / "build")
    assert result.exit_code == 0
    assert result.stderr.count("review: unread-paragraph") == 2


def test_status_counts_the_blocks_by_readers(own_edition: Path, run: Callable[..., Result]) -> None:
    read(own_edition, f'{TABLE}blocks = ["p1-p15"]\n')
    lines = run("status", "--edition", own_edition).stdout.splitlines()
    rows = {line[:20].strip(): line[20:].split() for line in lines}
    assert rows["blocks read twice"] == ["0", "3"]
    assert rows["blocks unread"] == ["6", "0"]
    assert int(rows["blocks read once"][0]) + 6 == 33
    assert rows["blocks compared"] == ["0", "6"]


def test_no_block_of_the_five_texts_is_unread() -> None:
    found = read_edition(Path(__file__).resolve().parent.parent / "tei")
    for one in found.witnesses:
        annotations = [a for layer in one.layers for a in layer.annotations]
        blocks = [a for a in annotations if isinstance(a, Block)]
        assert all(b.readers for b in verified(blocks, one.settings.verification))
        assert one.settings.sampling
