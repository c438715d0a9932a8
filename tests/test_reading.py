"""What a TEI file says: fixtures in prose, laws on random texts, the real texts, other archives.

The fixtures of tests/fixtures/reading have cases (see cases.py) with the sections `header`,
`standOff` and `body` of a TEI file, then what is expected of it, one fact a line, empty fields
left out: the fields of `PageFacts`, `text`, or `pages N` with N the largest length of a page.
`pytest --regen` rewrites what is expected; look at the difference before you commit it.
"""

from __future__ import annotations

import pickle
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from cases import Case, read_cases, write_cases
from convertdate import julian
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.datings import DATING
from edition.reading.dates import MONTHS, dating_of
from edition.reading.document import TeiText, read_texts
from edition.reading.facts import PageFacts, page_facts, surroundings
from edition.reading.pages import Page, pages
from edition.reading.parallels import (
    OUTSIDE,
    beginning,
    compared,
    differences,
    end,
    is_comparable,
    is_partial,
)
from edition.reading.passages import digest, label
from edition.reading.running import CONTEXT, running_text
from edition.tei import TEI_NAMESPACE, XML_ID, parse, root, serialise
from edition.texts import edited_text
from edition.writers.product import CompiledEdition

FIXTURES = sorted((Path(__file__).parent / "fixtures" / "reading").glob("*.txt"))
GIVEN = ("header", "standOff", "body")
NOT_SHOWN = {"digest", "path"}


def tei_of(case: Case) -> bytes:
    parts = {name: case.sections.get(name, "") for name in GIVEN}
    return (
        f'<TEI xmlns="{TEI_NAMESPACE}"><teiHeader>{parts["header"]}</teiHeader>'
        f"<standOff>{parts['standOff']}</standOff>"
        f'<text xml:id="W.text"><body>{parts["body"]}</body></text></TEI>'
    ).encode()


def only_text(tei: bytes, path: str = "W.xml") -> TeiText:
    found = read_texts(parse(tei), path)
    assert len(found) == 1
    return found[0]


def all_facts(text: TeiText) -> PageFacts:
    return page_facts(text, pages(text, 0)[0])


def lines_of(name: str, text: TeiText) -> Iterator[str]:
    """What is expected of a text, for the section of that name."""
    if name.startswith("pages "):
        yield from (page_line(page) for page in pages(text, int(name.split()[1])))
        return
    facts = all_facts(text)
    if name == "text":
        shown = facts.text._asdict().items()
        yield from (f"{field}: {value_line(value)}" for field, value in shown if value)
        return
    for one in getattr(facts, name):
        yield "; ".join(
            f"{field}: {value_line(value)}"
            for field, value in one._asdict().items()
            if value not in ("", (), None) and field not in NOT_SHOWN
        )


def page_line(page: Page) -> str:
    inside = f" (in {' / '.join(page.inside)})" if page.inside else ""
    left = sorted(one.get(XML_ID) or "?" for one in page.omitted)
    without = f", without {' '.join(left)}" if left else ""
    return f"{page.name or '·'}: {page.title}{inside}{without}"


def value_line(value: Any) -> str:
    """A value in a line: spaces at its ends are shown, tuples in brackets."""
    if isinstance(value, tuple):
        return f"[{', '.join(value_line(one) for one in value)}]"
    words = str(value)
    return words if words == words.strip() else f"‹{words}›"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixture(path: Path, request: pytest.FixtureRequest) -> None:
    cases = read_cases(path)
    found = [
        Case(one.title, {k: v if k in GIVEN else result(k, one) for k, v in one.sections.items()})
        for one in cases
    ]
    if request.config.getoption("--regen"):
        write_cases(path, found)
        return
    for expected, one in zip(cases, found, strict=True):
        assert one == expected, expected.title


def result(name: str, case: Case) -> str:
    return "\n".join(lines_of(name, only_text(tei_of(case))))


# Laws on random texts: what is rejected or said by editors is written in capitals.

words = st.text("abc é\n", min_size=1, max_size=6)
rejected = st.text("XYZ ", min_size=1, max_size=6)


def wrapped(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inside = st.lists(children, max_size=4).map("".join)
    return st.one_of(
        inside.map("<hi>{}</hi>".format),
        inside.map('<persName ref="#ada">{}</persName>'.format),
        inside.map('<date when="1902-03-04">{}</date>'.format),
        inside.map("<note>{}</note>".format),
        inside.map("<supplied>{}</supplied>".format),
        inside.map("<list><item>{}</item></list>".format),
        inside.map("<quote><l>{}</l></quote>".format),
        rejected.map("<surplus>{}</surplus>".format),
        rejected.map('<note resp="#ed"><persName ref="#ada">{}</persName></note>'.format),
        st.tuples(rejected, inside).map(
            lambda two: "<choice><sic>{}</sic><corr>{}</corr></choice>".format(*two)
        ),
    )


mixed = st.recursive(words | st.just("<lb/>") | st.just("<!--X-->"), wrapped, max_leaves=12)
paragraphs = st.lists(mixed, min_size=1, max_size=5).map(
    lambda some: "".join(f"<p>{one}</p>" for one in some)
)
divisions = st.recursive(
    paragraphs,
    lambda inside: st.lists(inside, min_size=1, max_size=3).map(
        lambda some: "".join(f"<div><head>b</head>{one}</div>" for one in some)
    ),
    max_leaves=6,
)


def numbered(body: str) -> TeiText:
    """A text of that content in which every element has an identifier."""
    parts = re.split(r"(<[a-z]\w*)", body, flags=re.I)
    for number in range(1, len(parts), 2):
        parts[number] += f' xml:id="W.x{number}"'
    return only_text(tei_of(Case("", {"body": "".join(parts)})))


def letters(text: str) -> str:
    return "".join(sorted(text.replace("…", "")))


def squeezed(text: str) -> str:
    return "".join(text.split())


def quoted(facts: PageFacts) -> Iterator[str]:
    """Everything that the facts quote from the edited text."""
    yield from (one.text for one in facts.passages)
    for mention in facts.mentions:
        yield from (mention.before, mention.words, mention.after)
    for alteration in facts.alterations:
        yield from (alteration.before, alteration.edited, alteration.after)
    yield from (one.words for one in facts.dates)
    yield from (one.lemma for one in facts.notes)


@settings(deadline=None)
@given(paragraphs)
def test_the_text_as_it_runs_is_the_edited_text(body: str) -> None:
    text = numbered(body)
    running = running_text(text.text)
    assert letters(squeezed("".join(running.flows))) == letters(squeezed(edited_text(text.text)))
    if "<note" not in body:
        assert squeezed(running.flows[0]) == squeezed(edited_text(text.text))


@settings(deadline=None)
@given(paragraphs)
def test_every_word_is_of_one_passage(body: str) -> None:
    text = numbered(body)
    found = "".join(one.text for one in all_facts(text).passages)
    assert letters(squeezed(found)) == letters(squeezed(edited_text(text.text)))


@settings(deadline=None)
@given(paragraphs)
def test_nothing_rejected_and_no_note_is_quoted(body: str) -> None:
    for words_quoted in quoted(all_facts(numbered(body))):
        assert not set("XYZ").intersection(words_quoted)


@settings(deadline=None)
@given(paragraphs)
def test_words_around_a_mention_are_those_of_its_block(body: str) -> None:
    text = numbered(body)
    running = running_text(text.text)
    for stand in running.stands.values():
        if stand.block is not None and not stand.aside:
            before, after = running.before(stand), running.after(stand)
            assert max(len(before), len(after)) <= CONTEXT
            block = running.stands[stand.block]
            inside = squeezed(running.flows[block.flow][block.start : block.end])
            around = squeezed(f"{before}{running.words(stand)}{after}")
            assert around in inside or block.flow != stand.flow or "…" in around


@settings(deadline=None)
@given(divisions, st.integers(0, 60))
def test_pages_share_out_the_text(body: str, largest: int) -> None:
    text = numbered(body)
    whole = all_facts(text)
    parts = [page_facts(text, page) for page in pages(text, largest)]
    for name in ("passages", "mentions", "dates", "alterations", "notes", "divisions"):
        told = [one.id for part in parts for one in getattr(part, name)]
        assert sorted(told) == sorted(one.id for one in getattr(whole, name)), name
    names = [part.page.casefold() for part in parts]
    assert names[0] == "" and len(set(names)) == len(names)


@settings(deadline=None)
@given(paragraphs)
def test_facts_pickle_and_hold_no_element(body: str) -> None:
    facts = all_facts(numbered(body))
    packed = pickle.dumps(facts)
    assert b"lxml" not in packed
    assert pickle.loads(packed) == facts


# Comparing two passages.


@settings(deadline=None)
@given(st.text("ab c,.A’'", max_size=40), st.text("ab c,.A’'", max_size=40))
def test_stretches_are_the_two_texts(one: str, other: str) -> None:
    found = compared(one, other)
    assert "".join(stretch.first for stretch in found) == one
    assert "".join(stretch.second for stretch in found) == other
    for stretch in found:
        if not stretch.sort:
            assert squeezed(stretch.first).casefold().replace("’", "'") == squeezed(
                stretch.second
            ).casefold().replace("’", "'")


def test_differences_are_told_by_sort() -> None:
    first = "Elsewhere. The ferry left the town at noon, and Ada was on it. Nobody else."
    second = "The ferry left the Town at one and Ada was still on it."
    found = compared(first, second)
    assert found[0].sort == OUTSIDE and found[0].first == "Elsewhere. "
    assert found[-1].sort == OUTSIDE and found[-1].first.endswith("Nobody else.")
    assert [(one.sort, one.first, one.second) for one in differences(found)] == [
        ("case", "town", "Town"),
        ("word", "noon,", "one"),
        ("addition", "", "still"),
    ]


def test_words_that_both_have_by_chance_are_no_parallel() -> None:
    around = "The rain fell on the roofs of a town; it had fallen for a week, and nobody slept. "
    other = "In the end all of them went: "
    core = "The ferry left the quay at noon."
    found = compared(around + core, other + core)
    told = [(one.sort, one.second) for one in found]
    assert told == [(OUTSIDE, other.rstrip()), ("", f" {core}")]


@pytest.mark.parametrize(
    ("first", "second", "is_part", "sorts"),
    [
        ("The boat left the quay at noon", "The boat left the quay at noon", False, []),
        ("The boat left the quay at noon A1", "The boat left the quay at noon B1", True, []),
        ("Then the boat left the quay at noon", "the boat left the quay at noon", True, []),
        ("The boat left the quay. It rained", "The boat left the quay.", True, []),
        ("The boat left the quay.", "The boat left the quay", False, ["punctuation"]),
        ("“The boat left the quay”", '"The boat left the quay"', False, []),
    ],
)
def test_words_before_and_behind_what_is_parallel_are_outside(
    first: str, second: str, is_part: bool, sorts: list[str]
) -> None:
    for found in (compared(first, second), compared(second, first)):
        assert is_partial(found) is is_part
        assert [one.sort for one in differences(found)] == sorts


def test_long_texts_of_few_words_are_not_compared() -> None:
    assert not is_comparable("oar sail " * 1000, "sail oar " * 1000)
    assert is_comparable("oar sail " * 100, "sail oar " * 100)
    prose = " ".join(f"word{number % 300}" for number in range(3000))
    assert is_comparable(prose, prose)


@given(st.text("ab 水火", max_size=60), st.integers(1, 30))
def test_both_ends_of_a_text_are_short_and_not_empty(text: str, length: int) -> None:
    for cut in (beginning(text, length), end(text, length)):
        assert len(cut) == len(text) or 0 < len(cut) <= length
    assert text.startswith(beginning(text, length))
    assert text.endswith(end(text, length))


def test_a_text_is_cut_between_words_and_in_a_long_one() -> None:
    words = "The boat left the quay"
    assert (beginning(words, 10), end(words, 10)) == ("The boat", "the quay")
    assert (beginning("水" * 9, 4), end("水" * 9, 4)) == ("水" * 4, "水" * 4)


# Dates: whatever stands in an attribute.

dating_values = st.one_of(
    st.from_regex(r"-?[0-9]{1,7}(-[0-9]{1,2}){0,2}(T[0-9:]{5,8}Z?)?", fullmatch=True),
    st.from_regex(r"--?[0-9]{2}(-[0-9]{2})?", fullmatch=True),
    st.from_regex(r"[0-9]{4}-W[0-9]{2}(/[0-9]{4})?", fullmatch=True),
    st.text("0123456789-/TZ: ", max_size=12),
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(DATING)), dating_values, max_size=4), st.booleans())
def test_any_value_of_a_date_can_be_read(values: dict[str, str], is_julian: bool) -> None:
    element = root("date")
    for name, value in (*values.items(), ("calendar", "#julian" if is_julian else "#other")):
        element.set(name, value)
    found = dating_of(element, frozenset({"julian"}))
    if found is not None:
        assert found.earliest or found.latest
        assert found.gregorian, values
        assert "None" not in found.shown
        assert is_julian or not found.julian


@settings(deadline=None)
@given(st.dates(date(100, 1, 1), date(2400, 1, 1)))
def test_a_day_is_told_in_both_calendars(day: date) -> None:
    year, month, number = julian.from_gregorian(day.year, day.month, day.day)
    element = root("date")
    element.set("when", day.isoformat())
    element.set("calendar", "#julian")
    found = dating_of(element, frozenset({"julian"}))
    assert found is not None and found.earliest == found.latest == day.isoformat()
    assert found.gregorian == f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    assert found.julian == f"{number} {MONTHS[month - 1]} {year}"


# What is long, deep or strange.


def test_a_corpus_has_its_texts_and_tells_what_is_shared_once() -> None:
    text = '<TEI><text xml:id="{}"><body><p>{}</p></body></text></TEI>'
    shared = (
        '<standOff><listPerson><person xml:id="ada"><persName>Ada</persName></person>'
        '</listPerson><linkGrp type="parallel"><link target="#a #b"/></linkGrp></standOff>'
    )
    corpus = (
        f'<teiCorpus xmlns="{TEI_NAMESPACE}"><teiHeader/>{shared}'
        f"{text.format('A.text', 'One')}<teiCorpus>{text.format('A.text', 'Two')}</teiCorpus>"
        "<TEI><teiHeader/></TEI></teiCorpus>"
    )
    found = read_texts(parse(corpus.encode()), "folder/all.xml")
    assert [one.siglum for one in found] == ["A", "A-2", "all"]
    facts = [all_facts(one) for one in found]
    assert [[entry.id for entry in one.entries] for one in facts] == [["ada"], [], []]
    assert [len(one.parallels) for one in facts] == [1, 0, 0]


@pytest.mark.parametrize("markup", ["<html/>", "<x><TEI/></x>", "<teiCorpus/>"])
def test_what_is_no_tei_has_no_text(markup: str) -> None:
    assert read_texts(parse(markup.encode()), "x.xml") == []


@pytest.mark.parametrize(
    "piece",
    [
        "<list><item>a{}</item></list>",
        "<hi>a{}</hi>",
        '<rs ref="#a">a{}</rs>',
        "<choice><sic>X</sic><corr>a{}</corr></choice>",
        "<note>a{}</note>",
        "<div>{}</div>",
        "<choice><sic>{}</sic><corr>a</corr></choice>",
    ],
)
def test_depth_is_no_matter(piece: str) -> None:
    before, after = piece.split("{}")
    body = f"{before * 900}<p>a</p>{after * 900}"
    text = numbered(body)
    start = process_time()
    facts = all_facts(text)
    assert len(pages(text, 1)) < 20
    assert len(pickle.dumps(facts)) < 60 * len(body)
    assert process_time() - start < 20


def test_time_is_linear() -> None:
    one = '<p>On <date when="1902">a day</date> <persName ref="#a">Ada</persName> rowed<note/>.</p>'
    small, large = (numbered(one * number) for number in (500, 4000))
    times = []
    for text in (small, large):
        start = process_time()
        all_facts(text)
        times.append(process_time() - start)
    assert times[1] < 30 * max(times[0], 0.02)


def test_what_is_no_paragraph_says_what_it_is() -> None:
    """A text counts its sorts of blocks apart, so the number alone tells none of them."""
    facts = all_facts(
        only_text(
            f"""<TEI xmlns="{TEI_NAMESPACE}"><text xml:id="S.text"><body>
             <head xml:id="S.h1">The lamp</head><p xml:id="S.p1">It is lit.</p>
             <figure><head xml:id="S.caption1">A lamp</head>
              <ab type="alternative-text" xml:id="S.alternative-text1">Brass, glass.</ab></figure>
             <ab type="boilerplate" xml:id="S.boilerplate1">Printed at Varn.</ab>
             <ab xml:id="S.ab1">The end.</ab></body></text></TEI>""".encode(),
            "S.xml",
        )
    )
    assert [label("S", one) for one in facts.passages] == [
        "S heading 1",
        "S 1",
        "S caption 1",
        "S alternative text 1",
        "S boilerplate 1",
        "S block 1",
    ]


# The real texts, and those of other archives.


@pytest.fixture(scope="module", params=["compiled_specimen", "compiled_five"])
def read_edition(request: pytest.FixtureRequest) -> list[tuple[TeiText, PageFacts]]:
    compiled: CompiledEdition = request.getfixturevalue(request.param)
    texts = [only_text(tei, f"{siglum}.xml") for siglum, tei in compiled.documents.items()]
    assert [text.siglum for text in texts] == list(compiled.documents)
    return [(text, all_facts(text)) for text in texts]


def test_our_texts_are_cited_whole(read_edition: list[tuple[TeiText, PageFacts]]) -> None:
    for text, facts in read_edition:
        found = "".join(one.text for one in facts.passages)
        assert letters(squeezed(found)) == letters(squeezed(edited_text(text.text)))
        assert all(one.digest == digest(one.text) for one in facts.passages)
        assert all(one.id.startswith(f"{text.siglum}.") for one in facts.passages)
        called = Counter(label(text.siglum, one) for one in facts.passages)
        assert [name for name, times in called.items() if times > 1] == []


def test_our_names_dates_notes_are_resolved(read_edition: list[tuple[TeiText, PageFacts]]) -> None:
    for _, facts in read_edition:
        entries = {one.id: one for one in facts.entries}
        assert facts.dead == ()
        for mention in facts.mentions:
            assert mention.words and mention.passage and mention.sort
            assert mention.responsible or ".speaker" in mention.id
            assert set(mention.entries) <= entries.keys()
        assert all(one.lemma and one.text and one.category_text for one in facts.notes)
        assert all(one.earliest or one.latest for one in facts.dates)
        for one in facts.alterations:
            if one.sort not in {"gap", "unclear", "layout"}:
                assert one.source != one.edited
                assert one.category_text, one
        names = {name for one in facts.mentions for name in one.responsible}
        assert names <= {one.name for one in facts.text.responsibilities}
        others = {id_ for one in entries.values() for r in one.relations for id_ in r.others}
        assert others <= entries.keys()


def test_a_corpus_says_the_same_as_its_texts_alone(compiled_specimen: CompiledEdition) -> None:
    alone = {k: all_facts(only_text(v, k)) for k, v in compiled_specimen.documents.items()}
    together = read_texts(parse(compiled_specimen.corpus), "corpus.xml")
    assert [text.siglum for text in together] == list(alone)
    for text in together:
        facts = all_facts(text)
        for name in ("title", "passages", "mentions", "dates", "alterations", "notes", "dead"):
            assert getattr(facts, name) == getattr(alone[text.siglum], name), name


def test_every_page_of_ours_tells_what_the_whole_does(
    read_edition: list[tuple[TeiText, PageFacts]],
) -> None:
    for text, whole in read_edition:
        shared = surroundings(text)
        parts = [page_facts(text, page, shared) for page in pages(text, 20_000)]
        for name in ("passages", "mentions", "dates", "alterations", "notes", "entries"):
            found = [one for part in parts for one in getattr(part, name)]
            assert sorted(found, key=repr) == sorted(getattr(whole, name), key=repr), name


def test_other_archives_are_read(shared: Path) -> None:
    read = 0
    for path in sorted((shared / "corpora").rglob("*.xml")):
        for text in read_texts(parse(path.read_bytes()), path.name):
            read += 1
            facts = all_facts(text)
            running = running_text(text.text)
            edited = letters(squeezed(edited_text(text.text)))
            assert letters(squeezed("".join(running.flows))) == edited, path.name
            to_find = [one.text for one in facts.passages] + [words for _, words in facts.uncited]
            assert letters(squeezed("".join(to_find))) == edited, path.name
            assert pickle.loads(pickle.dumps(facts)) == facts
            assert facts.text.siglum and facts.text.title
    assert read > 90


def test_a_file_read_again_says_the_same(compiled_specimen: CompiledEdition) -> None:
    for siglum, tei in compiled_specimen.documents.items():
        again = serialise(parse(tei))
        assert all_facts(only_text(tei, siglum)) == all_facts(only_text(again, siglum))


def test_of_an_apparatus_only_the_lemma_is_edited_text() -> None:
    """Without a lemma the first reading stands, so that no reading is joined to another."""
    with_lemma = "<p><app><lem>lamp</lem><rdg>lump</rdg><rdg>damp</rdg></app> lit</p>"
    without = "<p><app><rdg>lamp</rdg><rdgGrp><rdg>lump</rdg></rdgGrp></app> lit</p>"
    for markup in (with_lemma, without):
        assert (
            edited_text(parse(f'<text xmlns="{TEI_NAMESPACE}">{markup}</text>'.encode()))
            == "lamp lit"
        )
