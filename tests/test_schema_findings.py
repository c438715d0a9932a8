"""What reading and the schema find: each word provoked by a document a person can read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edition import checks
from edition.checks import schema as schema_family
from edition.checks.rules import RULE_BROKEN, RULE_NOT_RUN
from edition.checks.schema import SCHEMA_WORDS
from edition.cli import pool
from edition.diagnostics import Diagnostic
from edition.readers import looking
from edition.readers.examining import Outcome, Wishes, examine
from edition.readers.tei_sources import TeiSource

HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>A</title></titleStmt></fileDesc></teiHeader>
<text><body>
{}
</body></text></TEI>
"""
GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron">
 <sch:ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
 <start><element name="TEI">
  <element name="teiHeader"><element name="fileDesc"><element name="titleStmt">
   <oneOrMore><element name="title"><text/></element></oneOrMore>
   <zeroOrMore><element name="author"><text/></element></zeroOrMore>
  </element></element></element>
  <element name="text"><element name="body"><oneOrMore><choice>
   <ref name="p"/><ref name="div"/>
  </choice></oneOrMore></element></element>
 </element></start>
 <define name="div"><element name="div"><oneOrMore><ref name="p"/></oneOrMore></element></define>
 <define name="p"><element name="p">
  <optional><attribute name="rend"/></optional><zeroOrMore><choice>
  <text/>
  <element name="date">
   <optional><attribute name="when"><data type="date"/></attribute></optional><text/>
  </element>
  <element name="graphic"><attribute name="url"><data type="anyURI"/></attribute></element>
  <element name="num"><data type="integer"/></element>
  <element name="gap"><empty/></element>
 </choice></zeroOrMore></element></define>
 <sch:pattern><sch:rule context="t:date">
  <sch:assert test="@when">A date says when.</sch:assert>
 </sch:rule></sch:pattern>
 <sch:pattern><sch:rule context="t:gap">
  <sch:assert test="document('other.xml')/*">Another file is asked.</sch:assert>
 </sch:rule></sch:pattern>
</grammar>
"""
CASES = {
    "unknown-element": ("<p>A <foo>word</foo>.</p>", 4, "`foo` is not an element of this schema"),
    "misplaced-element": ("<p>One <div><p>two</p></div></p>", 4, "`div` cannot stand inside `p`"),
    "missing-content": ("<div></div>", 4, "`div` ends too early: `p` is missing"),
    "text-not-allowed": ("<div>A loose sentence. <p>And one more.</p></div>", 4, "text"),
    "unknown-attribute": ('<p colour="red">text</p>', 4, "`@colour` is not an attribute of `p`"),
    "misplaced-attribute": (
        '<p when="1917-11-07">text</p>',
        4,
        "`@when` is not an attribute of `p`",
    ),
    "missing-attribute": ("<p><graphic/></p>", 4, "`graphic` lacks `@url`"),
    "invalid-value": ('<p><date when="12.3.1823">then</date></p>', 4, "12.3.1823 is not a date"),
    "invalid-text": ("<p><num>three</num></p>", 4, "three"),
    "rule-broken": ("<p><date>then</date></p>", 4, "A date says when."),
    "rule-not-run": ("<p><gap/></p>", None, "document"),
}
# Provoked in tests/test_check.py, where files and their bytes are what matters.
OF_FILES = {
    "not-well-formed", "bad-encoding", "external-doctype", "skipped-entity", "too-large",
    "no-schema", "not-tei",
}  # fmt: skip
BELOW = {"partly-checked", "not-checked"}


@pytest.fixture
def wishes(tmp_path: Path) -> Wishes:
    schema = tmp_path / "small.rng"
    schema.write_text(GRAMMAR, "utf-8")
    words = SCHEMA_WORDS | {RULE_BROKEN.word, RULE_NOT_RUN.word}
    return Wishes(words, tmp_path / "store", tmp_path / "cache", schema=str(schema))


def examined(text: str, folder: Path, wishes: Wishes) -> tuple[Diagnostic, ...]:
    path = folder / "text.xml"
    path.write_text(HEADER.format(text), "utf-8")
    return examine(TeiSource(path, path.name), wishes).diagnostics


def test_every_word_has_its_case() -> None:
    families = checks.words_of("schema") | checks.words_of("rules")
    assert families == CASES.keys() | OF_FILES | BELOW


def test_a_valid_document_is_clean(tmp_path: Path, wishes: Wishes) -> None:
    text = '<div><p rend="i">On <date when="1917-11-07">that day</date> <num>3</num></p></div>'
    assert examined(text, tmp_path, wishes) == ()


@pytest.mark.parametrize("word", CASES)
def test_each_finding(word: str, tmp_path: Path, wishes: Wishes) -> None:
    text, line, words = CASES[word]
    (one,) = examined(text, tmp_path, wishes)
    assert (one.finding.word, one.place.line) == (word, line)
    assert words in one.message


def test_the_hint_leads_to_the_guidelines(tmp_path: Path, wishes: Wishes) -> None:
    (one,) = examined("<p><graphic/></p>", tmp_path, wishes)
    assert one.hint and "ref-graphic.html" in one.hint


def test_two_faults_in_one_file_are_both_told(tmp_path: Path, wishes: Wishes) -> None:
    text = '<p colour="red">A <foo>word</foo></p>\n<p><date when="x">then</date></p>'
    found = [(d.place.line, d.finding.word) for d in examined(text, tmp_path, wishes)]
    assert found == [(4, "unknown-attribute"), (4, "unknown-element"), (5, "invalid-value")]


def test_a_file_too_large_for_memory_is_held_against_the_schema_alone(
    tmp_path: Path, wishes: Wishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "LARGEST_TREE", 300)
    found = [d.finding.word for d in examined("<p><foo/></p>" + " " * 300, tmp_path, wishes)]
    assert sorted(found) == ["partly-checked", "unknown-element"]


def dying(source: TeiSource, wishes: Wishes) -> Outcome:
    """A check that takes its process down with it at one file."""
    if source.name == "bad":
        os._exit(9)
    return Outcome(source.name, (), {})


def test_a_process_that_dies_is_told_and_the_next_files_are_checked(
    monkeypatch: pytest.MonkeyPatch, wishes: Wishes
) -> None:
    monkeypatch.setattr(pool, "examine", dying)
    names = ["a", "b", "bad", "c", "d", "e", "f", "g", "h", "i", "j", "k"]
    sources = [TeiSource(Path(name), name) for name in names]
    found = list(pool.side_by_side(sources, wishes, 2))
    assert [one.path for one in found] == names
    told = {one.path: [d.finding.word for d in one.diagnostics] for one in found if one.diagnostics}
    assert told == {"bad": [schema_family.NOT_CHECKED.word]}
