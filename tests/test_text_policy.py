"""Checks of text and policy: what they read numbers, languages and paths by, and hostile input."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from edition.checks import checks
from edition.checks.check import Check
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.languages import shortest, tag_fault
from edition.location_paths import UndecidedError, read_path
from edition.numerals import read_numeral
from edition.surroundings import around
from edition.tei import attributes, fragment, parse
from edition.writers.product import CompiledEdition

FAMILIES = frozenset(
    "alternatives apparatus characters declarations emptiness history invisible languages leavings"
    " notes numbering placeholders policy reference_paths scripts spacing spellings stated_numbers"
    " tag_usage".split()
)
CHECKS = [one for one in checks() if one.family in FAMILIES]
SECONDS = 20


def found(data: bytes, some: list[Check] = CHECKS) -> list[tuple[str, Severity, str]]:
    file = TeiFile("text.xml", parse(data))
    return [
        (one.finding.word, fault.severity or one.finding.severity, fault.message)
        for one in some
        for fault in one.run(file)
    ]


def test_every_family_is_there() -> None:
    assert {one.family for one in CHECKS} == FAMILIES


def test_the_specimen_is_clean(compiled_specimen: CompiledEdition) -> None:
    for document in (*compiled_specimen.documents.values(), compiled_specimen.corpus):
        assert [f for f in found(document) if f[1] is not Severity.NOTE] == []


def test_files_of_other_archives_have_no_error(shared: Path) -> None:
    paths = sorted((shared / "corpora").glob("*/*.xml"))
    assert paths
    errors = {
        (path.name, *one)
        for path in paths
        for one in found(path.read_bytes())
        if one[1] is Severity.ERROR
    }
    assert errors == set()


@pytest.mark.parametrize(
    ("written", "series", "first", "last", "letter"),
    [
        ("12", "arabic ", 12, 12, ""),
        ("[012]", "arabic ", 12, 12, ""),
        ("p. 395", "arabic p.", 395, 395, ""),
        ("1.2.30", "arabic 1.2.", 30, 30, ""),
        ("12a", "arabic ", 12, 12, "a"),
        ("15-16", "arabic ", 15, 16, ""),
        ("A-16", "arabic A-", 16, 16, ""),
        ("fol. 3v", "leaf fol.", 7, 7, ""),
        ("3r", "leaf ", 6, 6, ""),
        ("xiv", "roman", 14, 14, ""),
        ("[MCMIII]", "roman", 1903, 1903, ""),
    ],
)
def test_numerals(written: str, series: str, first: int, last: int, letter: str) -> None:
    numeral = read_numeral(written)
    assert numeral is not None
    assert (numeral.series, numeral.first, numeral.last, numeral.letter) == (
        series,
        first,
        last,
        letter,
    )


@pytest.mark.parametrize("written", ["", "titlepage", "1903-05-04", "C", "iixx", "9" * 100])
def test_what_is_no_numeral(written: str) -> None:
    assert read_numeral(written) is None


@pytest.mark.parametrize(
    "tag",
    "en de-AT sr-Latn-RS zh-cmn-Hans-CN es-419 de-CH-1901 sl-rozaj-biske en-a-bbb-x-ccc x-cant"
    " i-klingon qaa en-QM grc-Latn fro GRC".split(),
)
def test_tags_that_are_right(tag: str) -> None:
    assert tag_fault(tag) is None


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("en_US", "en-US"),
        (" en ", "en"),
        ("eng-GB", "en-GB"),
        ("german", "de"),
        ("en-UK", "en-GB"),
        ("la-lat", "la"),
        ("qq", None),
        ("??", None),
        ("a" * 100_000, None),
    ],
)
def test_tags_that_are_wrong(tag: str, meant: str | None) -> None:
    fault = tag_fault(tag)
    assert fault is not None and fault.meant == meant


def test_the_shortest_tag() -> None:
    assert [shortest(tag) for tag in ("LAT", "ger-Latf", "fro")] == ["la", "de-latf", "fro"]


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("//hi", 3),
        ("/p/hi", 2),
        ("hi", 2),
        (".//hi[@n='1']", 1),
        ("//tei:hi[@n='$1']", 2),
        ("//*[self::hi or self::q]", 4),
        ("//q[hi]/hi", 1),
        ("//hi[not(@n) or (@n='1' and @rend)]", 1),
        ("/div", 0),
    ],
)
def test_location_paths(path: str, number: int) -> None:
    tree = fragment("<hi n='1'/><hi n='2'/><q><hi/></q>")
    assert len(read_path(path).find([tree], tree)) == number


@pytest.mark.parametrize(
    "path", ["", "//", "//p[1]", "//p[last()]", "p/following::q", "//p[", "a" * 9_999, "[" * 50]
)
def test_paths_that_are_left_undecided(path: str) -> None:
    with pytest.raises(UndecidedError):
        read_path(path)


def test_surroundings() -> None:
    tree = fragment("<note><q><hi/></q></note>")
    note, q, hi = tree[0], tree[0][0], tree[0][0][0]
    notes = around({"note"})
    assert [notes.nearest(e) for e in (hi, q, note, tree)] == [note, note, None, None]
    assert notes.nearest_or_self(note) is note


def test_many_attributes_are_read_like_few() -> None:
    tree = parse(b"<p xml:lang='de' " + b" ".join(b"a%d='%d'" % (n, n) for n in range(200)) + b"/>")
    assert attributes(tree) == [(str(k), str(v)) for k, v in tree.items()]


DEPTH = 1_900
MANY = 4_000
HEADER = (
    "<teiHeader><encodingDesc><editorialDecl><hyphenation eol='none'/><quotation marks='{marks}'/>"
    "</editorialDecl><tagsDecl partial='false'><namespace><tagUsage gi='p' occurs='1'/></namespace>"
    "</tagsDecl><refsDecl><citeStructure match='//*//*//*//*//*' use='@n'/></refsDecl>"
    "<variantEncoding method='location-referenced' location='external'/></encodingDesc></teiHeader>"
)
HOSTILE = {
    "deep": "<q>" * DEPTH + "x" + "</q>" * DEPTH,
    "deep names": "<persName>" * DEPTH + "<persName>a </persName>,b" * MANY + "</persName>" * DEPTH,
    "deep notes": "<note>" * DEPTH + "<note/><p/><app/>" * MANY + "</note>" * DEPTH,
    "deep choices": "<choice>" * DEPTH + "<sic/>" * MANY + "</choice>" * DEPTH,
    "white space": f"<p><hi>a</hi>{' ' * 1_000_000},{'- ' * 100_000}<lb/>x</p>",
    "signs": f"<p>{'Ã' * 100_000}{'&amp;' * 100_000}{'&lt;a b=' * 50_000}{'ÐÐ' * 50_000}</p>",
    "hidden": f"<p>{chr(0x202B) * 100_000}{chr(0xAD) * 100_000}{chr(0x200D) * 100_000}</p>",
    "scripts": f"<p>{'Тrot ' * 50_000}{'а' * 500_000}b</p>",
    "private": f"<p>{''.join(chr(0xF0000 + n) for n in range(20_000))}</p>",
    "long values": f"<p n='{'1' * 500_000}' xml:lang='{'a-' * 200_000}' key='{'{' * 500_000}'/>",
    "attributes": "<p " + " ".join(f"a{n}='{{x}}'" for n in range(20_000)) + "/>",
    "pages": "".join(f"<pb n='{(n * 7919) % MANY}'/>" for n in range(MANY)),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("marks", ["none", "all"])
def test_hostile_input_does_not_hang(name: str, marks: str) -> None:
    header = HEADER.format(marks=marks)
    document = (
        f"<TEI xmlns='http://www.tei-c.org/ns/1.0'>{header}<text>{HOSTILE[name]}</text></TEI>"
    )
    start = time.process_time()
    found(document.encode())
    assert time.process_time() - start < SECONDS
