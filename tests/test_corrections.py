"""Readers' corrections: from the block that a page writes to the annotation in a layer."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

import edition
from edition.compilation import compile_text
from edition.compiled import CompiledText, Edition
from edition.corrections import (
    CLOSING,
    OPENING,
    Proposal,
    Sent,
    block,
    category_of,
    narrowed,
    proposals_in,
)
from edition.diagnostics import InputError, Place
from edition.emending import compiled_passages, emending
from edition.readers.edition import EditionFolder

Run = Callable[..., Result]
TITLE = "The Winter at Varn Station: a specimen edition"
KEEPER = Proposal(
    passage="B.p4",
    quote="new keeper",
    suggestion="young keeper",
    edition=TITLE,
    version="1.0",
    siglum="B",
    reason="A later letter calls him young.",
    reader="Ida Holm",
)


# The block


def test_a_block_is_read_back() -> None:
    assert proposals_in(block(KEEPER), "letter.txt") == [Sent(KEEPER, Place("letter.txt", 1))]


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@given(
    st.builds(
        Proposal,
        passage=st.just("B.p1"),
        quote=st.just("x"),
        suggestion=texts,
        reason=texts,
        reader=texts,
        offset=st.none() | st.integers(0, 999),
    )
)
def test_any_block_is_read_back_but_for_white_space(one: Proposal) -> None:
    [(found, _)] = proposals_in(block(one), "-")
    assert found.suggestion == " ".join(one.suggestion.split())
    assert found.reason == " ".join(one.reason.split())
    assert (found.passage, found.offset) == (one.passage, one.offset)


def test_a_block_is_found_in_a_letter_that_was_quoted_and_wrapped() -> None:
    record = block(KEEPER).replace("A later letter", "A\nlater letter")
    quoted = "".join(f"> > {line}\n" for line in record.splitlines())
    letter = f"Dear editors,\n\nsee below.\n\n{quoted}\nYours, I. H.\n"
    [(found, place)] = proposals_in(letter, "letter.txt")
    assert found == KEEPER
    assert place == Place("letter.txt", 5)


def test_several_blocks_come_in_one_letter() -> None:
    second = Proposal(passage="A.p1", quote="x", suggestion="y")
    found = proposals_in(f"{block(KEEPER)}\nand\n{block(second)}", "-")
    assert [one.proposal for one in found] == [KEEPER, second]


def test_json_may_come_without_lines_around_it() -> None:
    record = block(KEEPER).removeprefix(OPENING).removesuffix(f"{CLOSING}\n")
    assert [one.proposal for one in proposals_in(record, "-")] == [KEEPER]
    assert [one.proposal for one in proposals_in(f"[{record},{record}]", "-")] == [KEEPER, KEEPER]


def changed(**fields: object) -> str:
    record = json.loads(block(KEEPER).removeprefix(OPENING).removesuffix(f"{CLOSING}\n"))
    record |= fields
    return json.dumps({name: value for name, value in record.items() if value is not ...})


BROKEN = {
    "no block": ("Dear editors, please mend it.", "there is no line"),
    "no JSON": (f"{OPENING}\npassage: B.p4\n{CLOSING}\n", "not JSON"),
    "a block cut off": (f"{OPENING}\n{{", "not JSON"),
    "no object": (f"{OPENING}\n4\n{CLOSING}\n", "not a JSON object"),
    "no suggestion": (changed(suggestion=...), "suggestion is missing"),
    "an empty quote": (changed(quote=" "), "quote is empty"),
    "an unknown field": (changed(page=4), "page is no field"),
    "a number for a text": (changed(reason=4), "reason is not a text"),
    "a negative offset": (changed(offset=-1), "offset"),
    "a very long text": (changed(reason="x" * 5000), "longer"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_proposal_is_said(name: str) -> None:
    text, words = BROKEN[name]
    with pytest.raises(InputError, match=words) as found:
        proposals_in(text, "letter.txt")
    assert [one.finding.word for one in found.value.diagnostics] == ["no-proposal"]


# What changes


@pytest.mark.parametrize(
    ("quote", "suggestion", "words"),
    [
        ("on 6 Apri1 1903", "on 6 April 1903", ("Apri1", "April")),
        ("asked for lamp", "asked for the lamp", ("for", "for the")),
        ("in the the yard", "in the yard", ("the the", "the")),
        ("so so happy", "happy", ("so so happy", "happy")),
        ("one two", "", ("one two", "")),
        ("a b", "a b", ("b", "b")),
    ],
)
def test_only_the_words_that_change_are_taken(
    quote: str, suggestion: str, words: tuple[str, str]
) -> None:
    front, *found = narrowed(quote, suggestion)
    assert tuple(found) == words
    assert quote.split()[front : front + len(words[0].split())] == words[0].split()


words = st.lists(st.sampled_from(["ice", "lamp", "snow"]), min_size=1, max_size=5).map(" ".join)


@given(words, words)
def test_narrowed_words_make_the_suggestion_in_their_place(quote: str, suggestion: str) -> None:
    front, old, new = narrowed(quote, suggestion)
    before = quote.split()
    behind = before[front + len(old.split()) :]
    assert [*before[:front], *new.split(), *behind] == suggestion.split()
    assert old and new


@pytest.mark.parametrize(
    ("quote", "suggestion", "category"),
    [
        ("Apri1", "April", "digit-for-letter"),
        ("wamed", "warned", "misspelling"),
        ("ship", "lamp", "wrong-word"),
        ("Os kar", "Oskar", "split"),
        ("Oskar", "Os kar", "joined"),
        ("under-stand", "understand", "hyphenation"),
        ("almanac", "Almanac", "case"),
        ("Mariners", "Mariner's", "quotation-mark"),
        ("ice;", "ice,", "punctuation"),
        ("for", "for the", "missing-word"),
        ("the the", "the", "repetition"),
    ],
)
def test_the_category_is_seen_from_the_two_readings(
    quote: str, suggestion: str, category: str
) -> None:
    assert category_of(quote, suggestion) == category


# Its place in the witness


@pytest.fixture(scope="module")
def witnesses(specimen: EditionFolder) -> dict[str, CompiledText]:
    whole = Edition(specimen.settings, specimen.registers, specimen.parallels)
    return {
        one.settings.siglum: compile_text(whole, one.settings, one.witness, one.layers)
        for one in specimen.found
        if one.witness
    }


def found_place(compiled: CompiledText, **fields: Any) -> tuple[str, str]:
    """The kind of the annotation and the words of the witness that a proposal finds."""
    sent = Sent(Proposal(**fields), Place("letter.txt", 3))
    wanted = emending(sent, compiled, compiled_passages(compiled))
    return wanted.kind, wanted.span.of(compiled.anchored.witness.text)


def test_words_are_found_beside_an_emendation(witnesses: dict[str, CompiledText]) -> None:
    """The edited text is counted, in which Apri1 is as long as April, and Os kar is not."""
    place = found_place(
        witnesses["B"], passage="B.p4", quote="April 1903. The", suggestion="April 1904. The"
    )
    assert place == ("emendation", "1903.")
    house = {
        "passage": "A.p1",
        "quote": "the house of the Ice Patrol",
        "suggestion": "the hut of the Ice Patrol",
    }
    assert found_place(witnesses["A"], **house) == ("emendation", "house")


def test_words_over_a_page_foot_are_not_taken_for_neighbours(
    witnesses: dict[str, CompiledText],
) -> None:
    over = {
        "passage": "A.p2",
        "quote": "put it into his copy",
        "suggestion": "laid it beside a copy",
    }
    with pytest.raises(InputError, match="emended already: join"):
        found_place(witnesses["A"], **over)
    behind = {"passage": "A.p2", "quote": "into his copy", "suggestion": "into a copy"}
    assert found_place(witnesses["A"], **behind) == ("emendation", "his")


def test_an_empty_suggestion_takes_words_away(witnesses: dict[str, CompiledText]) -> None:
    place = found_place(witnesses["B"], passage="B.p1", quote="two boxes and", suggestion="")
    assert place == ("surplus", "two boxes and")


def test_the_offset_says_which_of_two_is_meant(witnesses: dict[str, CompiledText]) -> None:
    passage = compiled_passages(witnesses["B"])["B.p3"]
    second = len("".join(passage.text[: passage.text.rindex("I began")].split()))
    fields = {"passage": "B.p3", "quote": "I began", "suggestion": "I started"}
    with pytest.raises(InputError, match=r"stands 2 times in B\.p3"):
        found_place(witnesses["B"], **fields)
    sent = Sent(Proposal(**fields, offset=second), Place("-"))
    wanted = emending(sent, witnesses["B"], {"B.p3": passage})
    text = witnesses["B"].anchored.witness.text
    assert text[wanted.span.start - 4 : wanted.span.end] == "d I began"[-len("began") - 4 :]
    assert wanted.span.start > text.index("I began") + 5


def test_a_word_is_not_sought_inside_another(witnesses: dict[str, CompiledText]) -> None:
    place = found_place(witnesses["B"], passage="B.p2", quote="man", suggestion="woman")
    assert place == ("emendation", "man")


REFUSED = {
    "no such passage": ({"passage": "B.p99"}, "there is no passage B.p99"),
    "a passage that has changed": ({"digest": "00000000"}, "B.p4 has changed since version 1.0"),
    "words that do not stand there": ({"quote": "old keeper"}, "stands nowhere in B.p4"),
    "the words of the source": ({"quote": "Apri1"}, "stands nowhere in B.p4"),
    "words that stand twice": ({"quote": "the"}, "stands 4 times in B.p4"),
    "what is emended already": (
        {"quote": "April"},
        "emended already: emendation “Apri1”, edited “April”",
    ),
    "what stands there already": ({"suggestion": "new keeper"}, "what stands there already"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_fits_nowhere_is_refused_with_the_reason(
    witnesses: dict[str, CompiledText], name: str
) -> None:
    fields, reason = REFUSED[name]
    asked = {"passage": "B.p4", "quote": "new keeper", "suggestion": "Mai", "version": "1.0"}
    with pytest.raises(InputError, match=re.escape(reason)) as found:
        found_place(witnesses["B"], **(asked | fields))
    assert str(found.value).startswith("letter.txt:3: error: unfit-proposal: ")
    assert "hint: " in str(found.value)


# What a page writes


STATIC = Path(edition.__file__).parent / "sphinx_ext" / "themes" / "edition" / "static"
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Winter</title></head><body>
<p class="passage" id="B.p3" data-digest="{digest}">
  <span class="passage-margin no-search"><a class="passage-number" href="#B.p3">3</a></span>
  {text}</p>
<p class="passage" id="K.p1" data-digest="0a1b2c3d">In the <span class="emendation"><span
  class="edited">lamp</span><span class="source" hidden>lump</span></span><a class="mark" href="#x"
  >°</a> room, in the
  <i>lamp</i> room. </p>
<script type="application/json" id="citation">{citation}</script>
<script src="{static}/passages.js"></script>
<script src="{static}/corrections.js"></script>
</body></html>
"""
CITATION = {
    "edition": TITLE,
    "version": "1.0",
    "siglum": "B",
    "corrections": "mailto:us@example.org",
}


@pytest.fixture(scope="module")
def page(
    tmp_path_factory: pytest.TempPathFactory,
    witnesses: dict[str, CompiledText],
    browser: Browser,
) -> Iterator[Page]:
    """A page with a paragraph of the specimen and one that is emended, in a real browser."""
    passage = compiled_passages(witnesses["B"])["B.p3"]
    path = tmp_path_factory.mktemp("page") / "B.html"
    path.write_text(
        PAGE.format(
            digest=passage.digest,
            text=escape(passage.text),
            citation=json.dumps(CITATION),
            static=STATIC.as_uri(),
        ),
        encoding="utf-8",
    )
    opened = browser.new_page()
    opened.goto(path.as_uri())
    yield opened
    opened.close()


WRITE = "([id, facts]) => editionCorrection(document.getElementById(id), facts)"


def test_what_a_page_writes_becomes_an_annotation(
    page: Page, witnesses: dict[str, CompiledText]
) -> None:
    facts = {"quote": " liked \n about it", "suggestion": "loved about it", "reason": "“so” in A"}
    message = page.evaluate(WRITE, ["B.p3", facts])
    [sent] = proposals_in(message["text"], "letter.txt")
    assert (sent.proposal.edition, sent.proposal.version) == (TITLE, "1.0")
    assert sent.proposal.reason == "“so” in A"
    wanted = emending(sent, witnesses["B"], compiled_passages(witnesses["B"]))
    assert wanted.span.of(witnesses["B"].anchored.witness.text) == "liked"
    assert wanted.fields["corr"] == "loved"


def test_a_page_says_which_of_two_is_selected(
    page: Page, witnesses: dict[str, CompiledText]
) -> None:
    page.evaluate(
        """() => {
          const node = editionPassage.pieces(document.getElementById("B.p3")).at(-1).node;
          const at = node.data.lastIndexOf("I began");
          getSelection().setBaseAndExtent(node, at, node, at + "I began".length);
        }"""
    )
    facts = {"quote": "I began", "suggestion": "I came"}
    [sent] = proposals_in(page.evaluate(WRITE, ["B.p3", facts])["text"], "-")
    wanted = emending(sent, witnesses["B"], compiled_passages(witnesses["B"]))
    text = witnesses["B"].anchored.witness.text
    assert text[wanted.span.start :].startswith("began to understand")


def test_a_page_gives_no_place_where_it_is_not_clear(page: Page) -> None:
    page.evaluate("getSelection().removeAllRanges()")
    facts = {"quote": "I began", "suggestion": "I came"}
    [sent] = proposals_in(page.evaluate(WRITE, ["B.p3", facts])["text"], "-")
    assert sent.proposal.offset is None


def test_a_page_counts_the_edited_text_alone(page: Page) -> None:
    facts = {"quote": "room, in", "suggestion": "room in"}
    [sent] = proposals_in(page.evaluate(WRITE, ["K.p1", facts])["text"], "-")
    assert sent.proposal.offset == len("Inthelamp")
    assert page.evaluate("editionPassage.text(document.getElementById('K.p1'))") == (
        "In the lamp room, in the lamp room."
    )


def test_the_message_has_its_address(page: Page) -> None:
    message = page.evaluate(WRITE, ["B.p3", {"quote": "mole", "suggestion": "pier & mole"}])
    start, _, body = message["address"].partition("&body=")
    assert start == "mailto:us@example.org?subject=Correction%3A%20B.p3"
    assert unquote(body) == message["text"]


def test_the_example_of_the_manual_fits_the_specimen(witnesses: dict[str, CompiledText]) -> None:
    manual = Path(edition.__file__).parent.parent / "docs" / "manual" / "citing.md"
    [sent] = proposals_in(manual.read_text("utf-8"), "citing.md")
    known = compiled_passages(witnesses["B"])
    assert emending(sent, witnesses["B"], known).fields["corr"] == "young"
    before = known["B.p4"].text.partition(sent.proposal.quote)[0]
    assert sent.proposal.offset == len("".join(before.split()))


# edition annotate --from


@pytest.fixture
def take(run: Run, own_edition: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `edition annotate` beside a copy of the specimen in own/."""
    monkeypatch.chdir(own_edition.parent)
    monkeypatch.delenv("EDITION_SOURCES", raising=False)
    return lambda *arguments: run("annotate", "--edition", "own", "--resp", "editor", *arguments)


def letter(*proposals: Proposal, name: str = "letter.txt") -> Path:
    path = Path(name)
    path.write_text("Dear editors\n\n" + "\n".join(map(block, proposals)), encoding="utf-8")
    return path


def files() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in Path("own").rglob("*") if path.is_file()}


def test_a_proposal_is_shown_and_nothing_is_written(take: Run) -> None:
    before = files()
    result = take("--from", letter(KEEPER))
    assert result.exit_code == 0, result.output
    assert "letter.txt:3: B.p4 of version 1.0, by Ida Holm" in result.stdout
    assert "because: A later letter calls him young." in result.stdout
    assert '"corr":"young","resp":"reader-ida-holm editor"' in result.stdout
    assert 'name = "Ida Holm"' in result.stdout
    assert "Nothing is written yet" in result.stdout
    assert files() == before


def test_a_proposal_is_written_with_its_reader_and_builds(take: Run, run: Run) -> None:
    result = take("--from", letter(KEEPER), "--write")
    assert result.exit_code == 0, result.output
    lines = Path("own/witnesses/B/emendations.jsonl").read_text("utf-8").splitlines()
    [record] = [one for one in map(json.loads, lines) if one["quote"] == "new"]
    assert record["note"] == "proposed by Ida Holm on version 1.0: A later letter calls him young."
    known = tomllib.loads(Path("own/edition.toml").read_text("utf-8"))["responsibility"]
    assert [(one["id"], one["name"]) for one in known][-1] == ("reader-ida-holm", "Ida Holm")
    built = run("build", "--edition", "own", "--only", "tei", "--to", "out")
    assert built.exit_code == 0, built.output
    assert "The young keeper" in Path("out/B.edited.txt").read_text("utf-8")
    assert '<name xml:id="reader-ida-holm" type="person">Ida Holm</name>' in Path(
        "out/B.xml"
    ).read_text("utf-8")


def test_a_reader_who_is_known_is_not_named_again(take: Run) -> None:
    first = take("--from", letter(KEEPER), "--write")
    assert first.exit_code == 0
    bag = Proposal(passage="B.p1", quote="my bag", suggestion="my bags", reader="Ida Holm")
    second = take("--from", letter(bag), "--write")
    assert second.exit_code == 0, second.output
    assert Path("own/edition.toml").read_text("utf-8").count("Ida Holm") == 1


def test_a_reader_without_name_is_not_invented(take: Run) -> None:
    nameless = Proposal(passage="B.p1", quote="my bag", suggestion="my bags")
    result = take("--from", letter(nameless))
    assert '"resp":"editor"' in result.stdout
    assert "a reader who gave no name" in result.stdout
    assert "New in edition.toml" not in result.stdout


def test_proposals_for_several_witnesses_from_several_files(take: Run) -> None:
    bag = Proposal(passage="A.p1", quote="my bag", suggestion="my bags")
    json_file = Path("more.json")
    json_file.write_text(
        json.dumps(
            [json.loads(changed(siglum="A", passage="A.p15", digest="", quote="new keeper"))]
        )
    )
    result = take("--from", letter(KEEPER, bag), "--from", json_file, "--write")
    assert result.exit_code == 0, result.output
    assert "3 annotations written." in result.stdout


def test_fields_of_the_editor_go_before_what_is_supposed(take: Run) -> None:
    result = take("--from", letter(KEEPER), "category=name", "cert=low")
    assert '"category":"name"' in result.stdout
    assert '"cert":"low"' in result.stdout


def test_a_mail_is_decoded(take: Run) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Correction: B.p4"
    reader = "Zoë Håkansson"
    fields = {"passage": "B.p4", "quote": "new keeper", "suggestion": "young keeper"}
    mail.set_content(block(Proposal(**fields, reader=reader)), cte="quoted-printable")
    Path("letter.eml").write_bytes(bytes(mail))
    result = take("--from", "letter.eml")
    assert result.exit_code == 0, result.output
    assert '"resp":"reader-zoe-hakansson editor"' in result.stdout


def test_if_one_fits_nowhere_none_is_written(take: Run) -> None:
    before = files()
    lost = Proposal(passage="B.p1", quote="no such words", suggestion="x")
    twice = Proposal(passage="B.p4", quote="the", suggestion="a")
    result = take("--from", letter(KEEPER, lost, twice), "--write")
    assert isinstance(result.exception, InputError)
    assert len(result.exception.diagnostics) == 2
    assert files() == before


def test_two_proposals_for_one_place_are_a_conflict(take: Run) -> None:
    before = files()
    other = Proposal(passage="B.p4", quote="new keeper", suggestion="old keeper")
    result = take("--from", letter(KEEPER, other), "--write")
    assert "duplicate-annotation" in str(result.exception)
    assert files() == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"edition": "Another edition"}, "another edition"),
        ({"siglum": "Q"}, "there is no witness Q"),
        ({"suggestion": "bell\u0007"}, "control character"),
    ],
)
def test_what_belongs_elsewhere_is_refused(take: Run, fields: dict[str, str], words: str) -> None:
    Path("one.json").write_text(changed(**fields), encoding="utf-8")
    assert words in str(take("--from", "one.json").exception)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from", "letter.txt", "--occurrence", "2"], "--from takes no place"),
        (["--from", "letter.txt", "B"], "B is not FIELD=VALUE"),
        (["B", "emendation"], "Give SIGLUM, KIND and QUOTE, or --from FILE"),
        (["B", "italics", "mole", "--write"], "--write belongs to --from"),
    ],
)
def test_misuse_is_said(take: Run, arguments: list[str], words: str) -> None:
    letter(KEEPER)
    result = take(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_file_that_is_not_there(take: Run) -> None:
    assert "nowhere.txt" in str(take("--from", "nowhere.txt").exception)
    assert "nowhere.eml" in str(take("--from", "nowhere.eml").exception)
