"""Bad input: one clear message with place and hint, the right exit code, and no file harmed.

Each test puts one fault into a copy of the specimen that was built before, runs the real
command beside it, and reads what it says. `Desk.faults` sees to what holds for all of them:
no traceback, nothing on stdout, every file as it was, and no new one.
"""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.cli import main
from edition.readers.edition import ENVIRONMENT, SPECIMEN
from edition.writers import writers
from edition.writers.disk import write
from edition.writers.product import CompiledEdition, Product

TEXT = (SPECIMEN / "sources" / "winter-a.txt").read_text(encoding="utf-8")
BUILD = ("build", "--only", "tei", "--edition", "own", "--to", "own/build")
FINDINGS, USAGE, BUG, INTERRUPTED = 1, 2, 3, 130

_MESSAGE = re.compile(
    r"(?P<path>[^:]+)(?::(?P<line>\d+))?(?::(?P<column>\d+))?: "
    r"(?:error|review|note): (?P<finding>[a-z0-9-]+): (?P<fact>.+)"
)
_HINT = "  hint: "
_COUNT = re.compile(r"\d+ errors?\. Nothing was written\.")


@dataclass(frozen=True)
class Message:
    """One message of the program, taken apart."""

    path: str
    line: int | None
    column: int | None
    finding: str
    fact: str
    hint: str

    @property
    def words(self) -> str:
        return f"{self.fact} / {self.hint}"


@dataclass(frozen=True)
class Ending:
    """How a command ended."""

    code: int
    out: str
    err: str

    def messages(self) -> list[Message]:
        """All messages, each with its hint; behind them stands the count and nothing else."""
        *lines, last = self.err.splitlines()
        assert _COUNT.fullmatch(last), self.err
        found: list[Message] = []
        for number, line in enumerate(lines):
            if line.startswith(_HINT):
                continue
            parts = _MESSAGE.fullmatch(line)
            assert parts, f"not a message: {line}"
            hint = lines[number + 1] if number + 1 < len(lines) else ""
            assert hint.startswith(_HINT), f"this message does not say what to do: {line}"
            row, column = (int(n) if n else None for n in parts.group("line", "column"))
            path, finding, fact = parts.group("path", "finding", "fact")
            found.append(Message(path, row, column, finding, fact, hint.removeprefix(_HINT)))
        return found


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every file below a folder with its bytes, and every folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@dataclass(frozen=True)
class Desk:
    """A folder with the specimen in own/ and its products in own/build."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / "own" / name

    def layer(self, name: str, siglum: str = "A") -> Path:
        return self.path(f"witnesses/{siglum}/{name}.jsonl")

    def add(self, layer: str, line: str, siglum: str = "A") -> int:
        """Put a line at the end of a layer; returns its number."""
        path = self.layer(layer, siglum)
        path.write_text(f"{path.read_text('utf-8')}{line}\n", encoding="utf-8")
        return path.read_text("utf-8").count("\n")

    def change(self, name: str, old: str, new: str) -> None:
        """Put other words for the first occurrence of some in a file of the edition."""
        before = self.path(name).read_text("utf-8")
        assert old in before
        self.path(name).write_text(before.replace(old, new, 1), encoding="utf-8")

    def run(self, *arguments: str, **options: Any) -> Ending:
        """Run the command beside the edition, in this process where no option asks for another."""
        if not options:
            return self._run_here(*arguments)
        command = [sys.executable, "-m", "edition", *arguments]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        done = subprocess.run(command, cwd=self.folder, encoding="utf-8", check=False, **streams)
        assert "Traceback" not in (done.stdout or "") + done.stderr
        return Ending(done.returncode, done.stdout or "", done.stderr)

    def _run_here(self, *arguments: str) -> Ending:
        out, err = io.StringIO(), io.StringIO()
        given, sys.argv = sys.argv, ["edition", *arguments]
        try:
            with (
                chdir(self.folder),
                redirect_stdout(out),
                redirect_stderr(err),
                pytest.raises(SystemExit) as end,
            ):
                main()
                sys.exit(0)
        finally:
            sys.argv = given
        assert "Traceback" not in out.getvalue() + err.getvalue()
        return Ending(int(end.value.code or 0), out.getvalue(), err.getvalue())

    def faults(self, *arguments: str, code: int = FINDINGS) -> list[Message]:
        """Run a command, `build` if none is given, that must refuse and leave all files whole."""
        before = contents(self.folder)
        ending = self.run(*(arguments or BUILD))
        assert ending.code == code, ending.err
        assert contents(self.folder) == before
        assert ending.out == ""
        return ending.messages()

    def fault(self, *arguments: str, code: int = FINDINGS) -> Message:
        """The same, with one message."""
        found = self.faults(*arguments, code=code)
        assert len(found) == 1, found
        return found[0]


@pytest.fixture
def desk(
    own_edition: Path, compiled_specimen: CompiledEdition, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    products = [p for writer in writers().values() for p in writer.products(compiled_specimen)]
    write(own_edition / "build", [Product(p.name, b"as it was\n") for p in products])
    return Desk(own_edition.parent)


def annotation(kind: str, words: str, **fields: object) -> str:
    """The line of an annotation on the first occurrence of some words in witness A.

    A field given as None is left out.
    """
    start = TEXT.index(words)
    record = {"kind": kind, "start": start, "end": start + len(words), "quote": words}
    given = {**record, "resp": "editor", **fields}
    return json.dumps({name: value for name, value in given.items() if value is not None})


def emendation(words: str, **fields: object) -> str:
    return annotation("emendation", words, **{"corr": "x", "category": "misspelling", **fields})


def test_the_specimen_itself_is_sound(desk: Desk) -> None:
    """Or no other test here would show anything: what they find must be what they put in."""
    assert desk.run(*BUILD).code == 0
    before = contents(desk.folder)
    assert desk.run(*BUILD) == Ending(0, "2 texts proved, 7 files in own/build.\n", "")
    assert contents(desk.folder) == before


# The source


def winter(change: Callable[[str], str]) -> bytes:
    changed = change(TEXT)
    assert changed != TEXT
    return changed.encode("utf-8")


SOURCES = {
    "not UTF-8": (TEXT.encode().replace("“".encode(), b"\x93", 1), "not-utf8", 5, 6, "0x93"),
    "UTF-16": (TEXT.encode("utf-16"), "not-utf8", 1, 1, "0xff"),
    "a byte order mark": (winter(lambda t: "\ufeff" + t), "byte-order-mark", 1, 1, "U+FEFF"),
    "NUL": (
        winter(lambda t: t.replace("The station", "The sta\0tion")),
        "forbidden-character",
        8,
        8,
        "U+0000",
    ),
    "a control character": (
        winter(lambda t: t.replace("The Letter", "The \x0cLetter")),
        "forbidden-character",
        19,
        5,
        "U+000C",
    ),
    "carriage returns": (
        winter(lambda t: t.replace("\n", "\r\n")),
        "carriage-return",
        1,
        27,
        "carriage return",
    ),
    "nothing": (b"", "empty-witness", None, None, "no text"),
    "white space only": (b" \n\n\t\n", "empty-witness", None, None, "no text"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_source_that_is_no_text(desk: Desk, name: str) -> None:
    data, finding, line, column, words = SOURCES[name]
    desk.path("sources/winter-a.txt").write_bytes(data)
    message = desk.fault()
    assert (message.finding, message.path) == (finding, "own/sources/winter-a.txt")
    assert (message.line, message.column) == (line, column)
    assert words in message.fact


OTHER_COPIES = {
    "another word": ("the letter twice", "the letter thrice", 13, 68, "the words part here"),
    "a word less": ("By Elin Marrow", "By Marrow", 3, 4, "the words part here"),
    "the end is missing": (
        "\n\n(If you liked this page, please tell a friend.)\n",
        "\n",
        49,
        1,
        "the words part here",
    ),
    "only a comma less": ("noon; he", "noon, he", None, None, "all its words agree"),
}


@pytest.mark.parametrize("name", OTHER_COPIES)
def test_another_copy_of_the_source(desk: Desk, name: str) -> None:
    """With a fingerprint the place is named at which the words part."""
    old, new, line, column, words = OTHER_COPIES[name]
    desk.change("sources/winter-a.txt", old, new)
    message = desk.fault()
    assert (message.finding, message.path) == ("witness-changed", "own/sources/winter-a.txt")
    assert (message.line, message.column) == (line, column)
    assert words in message.fact
    assert "not 90650612a6c0" in message.fact
    assert "digest" in message.hint


def test_another_copy_of_the_source_without_fingerprint(desk: Desk) -> None:
    desk.path("witnesses/A/fingerprint.txt").unlink()
    desk.change("sources/winter-a.txt", "twice", "thrice")
    message = desk.fault()
    assert (message.finding, message.path) == ("witness-changed", "own/sources/winter-a.txt")
    assert message.line is None
    assert message.fact.endswith("not 90650612a6c0...")


@pytest.mark.parametrize("content", ["no digits", "876", "füße"])
def test_fingerprint_that_is_none(desk: Desk, content: str) -> None:
    desk.path("witnesses/A/fingerprint.txt").write_text(content, encoding="utf-8")
    message = desk.fault()
    assert message.finding == "bad-settings"
    assert message.path == "own/witnesses/A/fingerprint.txt"
    assert "fingerprint" in message.fact


# A line of a layer


SHORT = '{"kind":"place","start":14,"end":18,"quote":"Varn"'
BAD_LINES = {
    "broken": (SHORT, "broken-line", "not JSON"),
    "brackets without end": ("[" * 100_000, "broken-line", "JSON"),
    "a list": ('["place", 14, 18]', "broken-line", 'write {"kind": ...'),
    "a number": ("14", "broken-line", 'write {"kind": ...'),
    "an unknown kind": (annotation("persn", "Varn"), "unknown-kind", "did you mean person?"),
    "a strange kind": (annotation("zzz", "Varn"), "unknown-kind", "known are: alternative-text"),
    "a kind that is no word": (
        '{"kind":7,"start":14,"end":18,"quote":"Varn","resp":"editor"}',
        "unknown-kind",
        "7 is no kind",
    ),
    "no kind": (
        '{"start":14,"end":18,"quote":"Varn","resp":"editor"}',
        "missing-field",
        "needs the field kind",
    ),
    "an unknown field": (
        annotation("place", "broad", reff="varn"),
        "unknown-field",
        "reff is no field of place / did you mean ref?",
    ),
    "a missing field": (
        annotation("emendation", "broad", category="misspelling"),
        "missing-field",
        "emendation needs the field corr / add it",
    ),
    "no responsibility": (
        annotation("place", "broad", resp=None),
        "missing-field",
        "place needs the field resp / add it",
    ),
    "no end": (annotation("place", "broad", end=None), "missing-field", "the field end / add it"),
    "a value not in the list": (
        annotation("place", "broad", cert="hihg"),
        "bad-value",
        "did you mean high?",
    ),
    "a value like none in the list": (
        annotation("place", "broad", cert="7"),
        "bad-value",
        "allowed are high, medium, low, unknown",
    ),
    "a number for a text": (emendation("broad", corr=1), "bad-value", "corr"),
    "a text for a number": (
        annotation("gap", "", reason="lost", quantity="two"),
        "bad-value",
        "whole number",
    ),
    "an offset in quotation marks": (
        annotation("place", "broad", start="593"),
        "bad-value",
        "whole number",
    ),
    "a control character": (emendation("broad", corr="a\x07"), "bad-value", "control"),
    "no character at all": (emendation("broad", corr="\ufffe"), "bad-value", "corr"),
    "half a character": (emendation("broad", corr="\ud83d"), "bad-value", "corr"),
    "half a character in the reason": (emendation("broad", note="\ud83d"), "bad-value", "note"),
    "an id that is no name": (annotation("place", "broad", id="p 1"), "bad-value", "id"),
    "a block without id": (annotation("paragraph", "broad"), "bad-value", "id"),
    "offsets reversed": (
        annotation("place", "broad", start=598, end=593),
        "bad-value",
        "598 to 593",
    ),
    "a negative offset": (annotation("place", "broad", start=-5), "bad-value", "-5 to"),
    "a gap with words": (annotation("gap", "broad", reason="lost"), "bad-value", "equal"),
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_bad_line(desk: Desk, name: str) -> None:
    line, finding, words = BAD_LINES[name]
    number = desk.add("mentions", line)
    message = desk.fault()
    assert (message.path, message.line) == ("own/witnesses/A/mentions.jsonl", number)
    assert message.finding == finding
    assert words in message.words


def test_layer_that_is_not_utf8(desk: Desk) -> None:
    path = desk.layer("mentions")
    path.write_bytes(path.read_bytes() + b'{"kind":"place","quote":"M\xfcller"}\n')
    message = desk.fault()
    assert (message.finding, message.path) == ("not-utf8", "own/witnesses/A/mentions.jsonl")
    assert (message.line, message.column) == (23, 27)
    assert "iconv" in message.hint


def test_layer_that_cannot_be_read(desk: Desk) -> None:
    """It is not the edition that is missing."""
    desk.layer("letters").mkdir()
    message = desk.fault()
    assert message.path == "own/witnesses/A/letters.jsonl"
    assert message.finding != "no-edition"


# An annotation that does not fit the text


MISFITS = {
    "the words stand a little later": (
        "mentions",
        annotation("place", "Varn", start=150, end=154),
        "quote-mismatch",
        "the quote stands 5 characters later, at 155-159 (line 8, column 16)",
    ),
    "the words stand a little earlier": (
        "mentions",
        annotation("place", "Varn", start=160, end=164),
        "quote-mismatch",
        "the quote stands 5 characters earlier, at 155-159 (line 8, column 16)",
    ),
    "the words stand nowhere": (
        "mentions",
        annotation("place", "broad", quote="bread"),
        "quote-mismatch",
        "the quote stands nowhere in the witness",
    ),
    "offsets behind the end": (
        "mentions",
        annotation("place", "Varn", start=9000, end=9004),
        "quote-mismatch",
        "at 2499-2503",
    ),
    "a long quote whose digest differs": (
        "quotations",
        annotation(
            "italics",
            TEXT[1896:2069],
            quote="There is a kind of … wrote it, or for whom.",
            digest="0000000000000000",
        ),
        "quote-mismatch",
        "There is a kind of",
    ),
    "a place whose neighbours do not meet": (
        "emendations",
        annotation("supplied", "", start=2594, end=2594, before="him for", after=" lamp", text="a"),
        "quote-mismatch",
        "they meet at 2604",
    ),
    "a place whose neighbours meet nowhere": (
        "emendations",
        annotation("supplied", "", start=2594, end=2594, before="cat", after=" dog", text="a"),
        "quote-mismatch",
        "do not meet anywhere",
    ),
    "no words where some are needed": (
        "emendations",
        emendation("", start=593, end=593),
        "empty-span",
        "the emendation covers no character / give start and end",
    ),
    "emendations that cross": (
        "emendations",
        emendation("stand what"),
        "emendations-cross",
        "“stand what”",
    ),
    "equal emendations": (
        "emendations",
        emendation("wamed"),
        "duplicate-annotation",
        "emendation.404-409 is given twice, first at own/witnesses/A/emendations.jsonl:3",
    ),
    "an emendation and a regularization of the same words": (
        "emendations",
        annotation("regularization", "wamed", reg="warned", category="spelling"),
        "emendations-cross",
        "(“wamed”, own/witnesses/A/emendations.jsonl:3) claim the same characters",
    ),
    "an emendation over a paragraph border": (
        "emendations",
        emendation("since.\n\nThe captain"),
        "crosses-block",
        "end it at the border",
    ),
    "words between the blocks": (
        "mentions",
        annotation("place", "\n\n", start=573, end=575),
        "annotation-outside-text",
        "inside a paragraph",
    ),
    "blocks that cross": (
        "structure",
        annotation("paragraph", "since.\n\nThe captain", id="p99"),
        "structure-crosses",
        "crosses paragraph 188-573 / blocks nest",
    ),
    "an id that another has": (
        "structure",
        annotation("paragraph", "broad", id="p1"),
        "duplicate-annotation",
        "p1 is given twice, first at own/witnesses/A/structure.jsonl:8",
    ),
    "a reference to nobody": (
        "mentions",
        annotation("person", "broad", ref="nobody"),
        "unknown-reference",
        "no register has an entry nobody",
    ),
    "a reference to an entry of another sort": (
        "mentions",
        annotation("person", "broad", ref="varn"),
        "wrong-reference",
        "varn is an entry of sort place, not person",
    ),
    "a responsibility of nobody": (
        "mentions",
        annotation("person", "broad", resp="ghost"),
        "unknown-responsibility",
        "nobody is called ghost",
    ),
    "two responsibilities, one of nobody": (
        "mentions",
        annotation("person", "broad", resp="editor ghost"),
        "unknown-responsibility",
        "nobody is called ghost",
    ),
    "an empty responsibility": (
        "mentions",
        annotation("person", "broad", resp=""),
        "",
        "resp",
    ),
}


@pytest.mark.parametrize("name", MISFITS)
def test_annotation_that_does_not_fit(desk: Desk, name: str) -> None:
    layer, line, finding, words = MISFITS[name]
    number = desk.add(layer, line)
    message = desk.fault()
    assert (message.path, message.line) == (f"own/witnesses/A/{layer}.jsonl", number)
    assert message.finding == (finding or message.finding)
    assert words in message.words


def test_quote_mismatch_shows_both_readings(desk: Desk) -> None:
    desk.add("mentions", annotation("place", "Varn", start=150, end=154))
    fact = "“Varn” stands in the layer, “n at” in A at 150-154 (line 8, column 11)"
    assert desk.fault().fact == fact


def test_words_in_no_block(desk: Desk) -> None:
    structure = desk.layer("structure")
    lines = structure.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if '"id":"p10"' not in line]
    structure.write_text("".join(kept), encoding="utf-8")
    message = desk.fault()
    assert (message.finding, message.path, message.line) == ("text-outside-block", "A", 38)
    assert "“We have until the ice goes.”" in message.fact
    assert "structure layer" in message.hint


# Notes and dates


BAD_NOTES = {
    "a tag that is not closed": "see <persName>Elin",
    "tags that cross": "see <hi>the <emph>book</hi></emph>",
    "a bare ampersand": "Brandt & Marrow",
    "an entity of HTML": "no&nbsp;break",
}


@pytest.mark.parametrize("name", BAD_NOTES)
def test_note_that_is_not_well_formed(desk: Desk, name: str) -> None:
    number = desk.add("notes", annotation("note", "broad", type="fact", text=BAD_NOTES[name]))
    message = desk.fault()
    assert (message.path, message.line) == ("own/witnesses/A/notes.jsonl", number)
    assert message.finding == "bad-note"
    assert "not well-formed" in message.fact


def test_note_with_an_element_that_is_no_tei(desk: Desk) -> None:
    number = desk.add("notes", annotation("note", "broad", type="fact", text="a <b>bold</b> man"))
    message = desk.fault()
    assert (message.path, message.line) == ("own/witnesses/A/notes.jsonl", number)
    assert "<b> cannot stand in a note" in message.fact


def test_note_that_names_nobody(desk: Desk) -> None:
    text = 'see <persName ref="#nobody">him</persName>'
    number = desk.add("notes", annotation("note", "broad", type="fact", text=text))
    message = desk.fault()
    assert (message.path, message.line) == ("own/witnesses/A/notes.jsonl", number)
    assert message.finding == "unknown-reference"


BAD_DATES: dict[str, tuple[dict[str, str], str]] = {
    "30 February": ({"when": "1903-02-30"}, "that month has no day 30"),
    "30 February, Julian": (
        {"when": "1903-02-30", "calendar": "julian"},
        "that month has no day 30",
    ),
    "29 February 1900, Gregorian": (
        {"when": "1900-02-29", "calendar": "gregorian"},
        "that month has no day 29",
    ),
    "month 13": ({"when": "1903-13"}, "there is no month 13"),
    "an English date": ({"when": "3 February 1903"}, "YYYY-MM-DD"),
    "digits of another script": ({"when": "١٩٠٣"}, "YYYY-MM-DD"),
    "an empty date": ({"when": ""}, "YYYY-MM-DD"),
    "a reversed range": (
        {"notBefore": "1903-02-05", "notAfter": "1903-02-04"},
        "1903-02-05 comes after 1903-02-04",
    ),
    "a reversed period": ({"from_date": "1903", "to_date": "1892"}, "1903 comes after 1892"),
    "a day and a range": ({"when": "1903", "notAfter": "1904"}, "when stands alone"),
}


@pytest.mark.parametrize("name", BAD_DATES)
def test_impossible_date(desk: Desk, name: str) -> None:
    values, words = BAD_DATES[name]
    number = desk.add("dates", annotation("date", "broad", **values))
    message = desk.fault()
    assert (message.path, message.line) == ("own/witnesses/A/dates.jsonl", number)
    assert message.finding == "bad-value"
    assert words in message.words


def test_the_julian_calendar_has_a_29_february_1900(desk: Desk) -> None:
    desk.add("dates", annotation("date", "broad", when="1900-02-29", calendar="julian"))
    assert desk.run(*BUILD).code == 0
    assert 'when="1900-03-13"' in desk.path("build/A.xml").read_text("utf-8")


# Registers


def test_register_that_is_not_well_formed(desk: Desk) -> None:
    desk.change("registers/places.xml", "</place>", "</plaec>")
    message = desk.fault()
    assert (message.finding, message.path) == ("bad-register", "own/registers/places.xml")
    assert (message.line, message.column) == (15, 15)
    assert "place" in message.fact
    assert "mend the XML" in message.hint


@pytest.mark.parametrize(
    "content", ["", '<?xml version="1.0" encoding="no-such"?><TEI/>', "persons"]
)
def test_register_that_is_no_xml(desk: Desk, content: str) -> None:
    desk.path("registers/persons.xml").write_text(content, encoding="utf-8")
    message = desk.fault()
    assert (message.finding, message.path) == ("bad-register", "own/registers/persons.xml")


def test_register_without_entries(desk: Desk) -> None:
    desk.path("registers/ships.xml").write_text("<TEI/>", encoding="utf-8")
    message = desk.fault()
    assert (message.finding, message.path) == ("bad-register", "own/registers/ships.xml")
    assert "listPerson" in message.hint


def test_register_that_cannot_be_read(desk: Desk) -> None:
    desk.path("registers/ships.xml").mkdir()
    message = desk.fault()
    assert (message.finding, message.path) == ("unreadable-file", "own/registers/ships.xml")


def test_register_entry_without_id(desk: Desk) -> None:
    desk.change("registers/places.xml", ' xml:id="ljungby"', "")
    message = desk.fault()
    assert (message.finding, message.path) == ("bad-register", "own/registers/places.xml")
    assert message.line == 12
    assert "<place> has no xml:id" in message.fact


def test_two_register_entries_with_one_id(desk: Desk) -> None:
    desk.change("registers/places.xml", "ljungby", "agda")
    message = desk.fault()
    assert (message.finding, message.path) == ("duplicate-id", "own/registers/places.xml")
    assert message.line == 12
    assert "agda" in message.fact


def test_register_with_an_entity_of_its_own(desk: Desk) -> None:
    """It may be understood or refused, but it is no bug of the program."""
    name = "registers/persons.xml"
    desk.change(name, "<TEI", '<!DOCTYPE TEI [<!ENTITY captain "Captain">]>\n<TEI')
    desk.change(name, "Captain Oskar", "&captain; Oskar")
    assert desk.run(*BUILD).code in (0, FINDINGS)


# Settings


def test_no_edition(desk: Desk) -> None:
    desk.path("edition.toml").unlink()
    message = desk.fault()
    assert (message.finding, message.path) == ("no-edition", "own")
    assert "--edition" in message.hint
    assert "edition new" in message.hint


BAD_SETTINGS = {
    "broken TOML": ('version = "1.0"', "version : 1.0", "Expected '='"),
    "a text not closed": ('version = "1.0"', 'version = "1.0', "at line 3"),
    "an unknown field": ('version = "1.0"', 'version = "1.0"\nversoin = "1"', "did you mean"),
    "a missing field": ('version = "1.0"', "", "lacks: version"),
    "a number for a text": ('version = "1.0"', "version = 1.0", "version is not a text"),
    "a missing field of the licence": ("statement", "# statement", "[licence] lacks: statement"),
    "a licence that is no table": ("[licence]\n", 'licence = "free"\n[other]\n', "licence"),
    "an unknown field of somebody": (
        'kind = "rule"',
        'kind = "rule"\nrole = "x"',
        "[[responsibility]] has an unknown field: role",
    ),
    "a siglum with a space": ('["A", "B"]', '["A", "B b"]', "B b is no siglum"),
    "a siglum that is a path": ('["A", "B"]', '["A", "../B"]', "../B is no siglum"),
    "a siglum that begins with a digit": ('["A", "B"]', '["A", "1B"]', "1B is no siglum"),
    "a siglum twice": ('["A", "B"]', '["A", "B", "A"]', "given twice"),
    "no witness": ('["A", "B"]', "[]", "witnesses is empty"),
    "witnesses that are no list": ('["A", "B"]', '"AB"', "witnesses"),
    "a number for witnesses": ('["A", "B"]', "2", "witnesses"),
    "a control character": ('title = "The', 'title = "\\u0001The', "title"),
    "two of one id": ('"markdown-asterisks"', '"editor"', "editor"),
    "an id that is no name": (
        "[[change]]",
        '[[responsibility]]\nid = "a b"\nname = "X"\nkind = "rule"\ndoes = "Y"\n\n[[change]]',
        "a b",
    ),
    "an address of corrections that is none": (
        "[licence]",
        '[site]\ncorrections = "javascript:alert(1)"\n\n[licence]',
        "javascript:alert(1) is no address for corrections",
    ),
    "a mail address without its scheme": (
        "[licence]",
        '[site]\ncorrections = "editors@example.org"\n\n[licence]',
        "editors@example.org is no address for corrections",
    ),
    "an unknown field of the site": (
        "[licence]",
        '[site]\ncorrection = "mailto:a@example.org"\n\n[licence]',
        "did you mean corrections?",
    ),
    "a change by nobody": ('who = "editor"', 'who = "nobody"', "nobody"),
}


@pytest.mark.parametrize("name", BAD_SETTINGS)
def test_bad_edition_toml(desk: Desk, name: str) -> None:
    old, new, words = BAD_SETTINGS[name]
    desk.change("edition.toml", old, new)
    found = desk.faults()
    assert {message.path for message in found} == {"own/edition.toml"}
    assert words in " ".join(message.words for message in found)


def test_broken_toml_is_named_with_its_line(desk: Desk) -> None:
    desk.change("edition.toml", 'version = "1.0"', "version : 1.0")
    message = desk.fault()
    assert (message.finding, message.path) == ("bad-settings", "own/edition.toml")
    assert message.line == 3


def test_edition_toml_that_is_not_utf8(desk: Desk) -> None:
    path = desk.path("edition.toml")
    path.write_bytes(path.read_bytes().replace(b"short invented", b"sh\xf6rt invented"))
    message = desk.fault()
    assert (message.finding, message.path) == ("not-utf8", "own/edition.toml")
    assert message.line == 7


BAD_WITNESS_SETTINGS = {
    "no file": ('file = "winter-a.txt"', "", "lacks: file"),
    "an unknown field": ("text_type", "texttype", "did you mean text_type?"),
    "broken TOML": ('language = "en"', "language = en", "line"),
    "a siglum of its own": ('language = "en"', 'language = "en"\nsiglum = "B"', "siglum"),
    "a siglum that is a path": (
        'language = "en"',
        'language = "en"\nsiglum = "../../A"',
        "siglum",
    ),
}


@pytest.mark.parametrize("name", BAD_WITNESS_SETTINGS)
def test_bad_witness_toml(desk: Desk, name: str) -> None:
    old, new, words = BAD_WITNESS_SETTINGS[name]
    desk.change("witnesses/A/witness.toml", old, new)
    found = desk.faults()
    assert {message.path for message in found} == {"own/witnesses/A/witness.toml"}
    assert {message.finding for message in found} == {"bad-settings"}
    assert words in " ".join(message.words for message in found)


def test_witness_without_folder(desk: Desk) -> None:
    desk.change("edition.toml", '["A", "B"]', '["A", "B", "C"]')
    message = desk.fault()
    assert (message.finding, message.path) == ("bad-settings", "own/witnesses/C/witness.toml")


def test_record_of_digests_that_is_broken(desk: Desk) -> None:
    desk.path("digests.tsv").write_text("A.xml\t1234\nB.xml 5678\n", encoding="utf-8")
    message = desk.fault(*BUILD, "--check")
    assert (message.finding, message.path) == ("bad-settings", "own/digests.tsv")
    assert message.line == 2
    assert "--record" in message.hint


# What an editor wrote wrong is never called a bug of the program


EDITORS_SLIPS = {
    "a note that points to nothing": (
        "notes",
        annotation("note", "broad", type="fact", text='<ref target="#nowhere">there</ref>'),
    ),
    "a note with the id of a paragraph": (
        "notes",
        annotation("note", "broad", type="fact", text='<ref xml:id="A.p1" target="#A.p1">x</ref>'),
    ),
    "a note with a calendar that nobody uses": (
        "notes",
        annotation(
            "note", "broad", type="fact", text='<date calendar="#calendar.gregorian">x</date>'
        ),
    ),
    "an annotation with the id of the text": (
        "mentions",
        annotation("place", "broad", id="text"),
    ),
    "an annotation with the id of a fragment": (
        "mentions",
        annotation("place", "broad", id="italics.599-621.2"),
    ),
}


@pytest.mark.parametrize("name", EDITORS_SLIPS)
def test_slip_in_a_layer_is_no_bug_of_the_program(desk: Desk, name: str) -> None:
    layer, line = EDITORS_SLIPS[name]
    number = desk.add(layer, line)
    message = desk.fault()
    assert (message.path, message.line) == (f"own/witnesses/A/{layer}.jsonl", number)


def test_register_entry_that_points_to_nobody(desk: Desk) -> None:
    desk.change("registers/persons.xml", 'ref="#brandt-oskar"', 'ref="#nobody"')
    assert {message.path for message in desk.faults()} == {"own/registers/persons.xml"}


def test_register_entry_with_the_siglum_as_id(desk: Desk) -> None:
    for name in ("registers/persons.xml", "witnesses/A/mentions.jsonl"):
        desk.change(name, '"agda"', '"A"')
    desk.change("witnesses/B/mentions.jsonl", '"agda"', '"A"')
    assert {message.path for message in desk.faults()} == {"own/registers/persons.xml"}


# The disk


def test_target_below_a_file(desk: Desk) -> None:
    message = desk.fault(
        "build", "--only", "tei", "--edition", "own", "--to", "own/edition.toml/build"
    )
    assert message.finding == "not-writable"
    assert message.path.startswith("own/edition.toml/build")
    assert "Not a directory" in message.fact


def test_target_that_is_a_file(desk: Desk) -> None:
    before = contents(desk.folder)
    ending = desk.run("build", "--only", "tei", "--edition", "own", "--to", "own/edition.toml")
    assert ending.code == USAGE
    assert "own/edition.toml" in ending.err
    assert contents(desk.folder) == before


def test_target_that_may_not_be_written(desk: Desk) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    locked = desk.folder / "locked"
    locked.mkdir()
    locked.chmod(0o500)
    message = desk.fault("build", "--only", "tei", "--edition", "own", "--to", "locked")
    assert message.finding == "not-writable"
    assert "--to" in message.hint


def test_new_edition_below_a_file(desk: Desk) -> None:
    message = desk.fault("new", "own/edition.toml/mine")
    assert (message.finding, message.path) == ("not-writable", "own/edition.toml/mine")


def test_record_that_cannot_be_written(desk: Desk) -> None:
    """“Nothing was written” is true: the products are not written without their record."""
    desk.change("edition.toml", "specimen edition", "second edition")
    desk.path("digests.tsv").mkdir()
    message = desk.fault(*BUILD, "--record")
    assert message.finding == "not-writable"
    assert "digests.tsv" in message.path


@pytest.fixture
def here(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ending]:
    """Run the command in this process, where a disk can be made to fail.

    Before that the title is changed, so that no product would be the same as before.
    """
    desk.change("edition.toml", "specimen edition", "second edition")
    monkeypatch.chdir(desk.folder)

    def run_main(*arguments: str) -> Ending:
        monkeypatch.setattr(sys, "argv", ["edition", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Ending(int(end.value.code or 0), said.out, said.err)

    return run_main


def failing(function: Callable[..., Any], call: int, error: BaseException) -> Callable[..., Any]:
    """The function, but one of its calls, counted from 1, fails."""
    calls = count(1)

    def wrapped(*arguments: Any, **options: Any) -> Any:
        if next(calls) == call:
            raise error
        return function(*arguments, **options)

    return wrapped


FIRST_AND_LATER = pytest.mark.parametrize("call", [1, 4, 7])


@FIRST_AND_LATER
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_full_disk(
    desk: Desk, here: Callable[..., Ending], monkeypatch: pytest.MonkeyPatch, step: str, call: int
) -> None:
    """All products are new or all are old, whichever file the disk fills up at."""
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.setattr(os, step, failing(getattr(os, step), call, full))
    before = contents(desk.folder)
    ending = here(*BUILD)
    assert contents(desk.folder) == before
    assert ending.code == FINDINGS
    [message] = ending.messages()
    assert (message.finding, message.path) == ("not-writable", "own/build")
    assert "No space left on device" in message.fact
    assert "make room" in message.hint


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_full_disk_while_a_layer_is_written(
    desk: Desk, here: Callable[..., Ending], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.setattr(os, step, failing(getattr(os, step), 1, full))
    before = contents(desk.folder)
    place = ("annotate", "A", "place", "broad", "--edition", "own", "--resp", "editor")
    ending = here(*place)
    assert contents(desk.folder) == before
    assert ending.code == FINDINGS
    assert ending.out == ""
    assert "make room" in ending.messages()[0].hint


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("arguments", ["show A", "status", "layers csv A mentions"])
def test_full_disk_behind_the_redirected_output(desk: Desk, arguments: str) -> None:
    """`edition show A > text.txt`: a full disk is no bug of the program."""
    with Path("/dev/full").open("w") as full:
        ending = desk.run(*arguments.split(), "--edition", "own", stdout=full)
    assert "No space left on device" in ending.err
    assert "bug" not in ending.err
    assert ending.code == FINDINGS


def test_reader_that_goes_away(desk: Desk) -> None:
    """`edition show A | head -1`: no word about it."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        ending = desk.run("show", "A", "--edition", "own", stdout=closed)
    assert ending.err == ""
    assert ending.code == FINDINGS


# An interrupt


@FIRST_AND_LATER
def test_interrupt_while_products_are_put_in_place(
    desk: Desk, here: Callable[..., Ending], monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    monkeypatch.setattr(os, "replace", failing(os.replace, call, KeyboardInterrupt()))
    before = contents(desk.folder)
    ending = here(*BUILD)
    assert contents(desk.folder) == before
    assert ending.code == INTERRUPTED
    assert "all files are as they were" in ending.err


def test_interrupt_while_a_text_is_compiled(
    desk: Desk, here: Callable[..., Ending], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(etree, "tostring", failing(etree.tostring, 1, KeyboardInterrupt()))
    before = contents(desk.folder)
    ending = here(*BUILD)
    assert contents(desk.folder) == before
    assert ending.code == INTERRUPTED
    assert "all files are as they were" in ending.err


def _writers_end(fifo: Path, process: subprocess.Popen[str]) -> int:
    """Open a FIFO for writing, as soon as the process waits at its other end."""
    while process.poll() is None:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            assert error.errno == errno.ENXIO
    raise AssertionError(process.communicate())


@pytest.fixture
def waiting(desk: Desk) -> Iterator[subprocess.Popen[str]]:
    """A build in a process of its own that waits in the middle: one layer never ends."""
    os.mkfifo(desk.layer("never-ending"))
    process = subprocess.Popen(
        [sys.executable, "-m", "edition", *BUILD],
        cwd=desk.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # A test run in the background of a shell ignores SIGINT, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    end = _writers_end(desk.layer("never-ending"), process)
    try:
        yield process
    finally:
        os.close(end)
        process.communicate()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFO")
def test_interrupt_of_a_real_process(desk: Desk, waiting: subprocess.Popen[str]) -> None:
    desk.change("edition.toml", "specimen edition", "second edition")
    before = contents(desk.folder)
    waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate()
    assert contents(desk.folder) == before
    assert waiting.returncode == INTERRUPTED
    assert (out, err.strip()) == ("", "Interrupted; all files are as they were.")


CTRL_C_AFTER_THE_FIRST_PRODUCT = """
import os, signal
from edition.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)

replace = os.replace

def interrupted(source, target):
    replace(source, target)
    os.replace = replace
    os.kill(os.getpid(), signal.SIGINT)

os.replace = interrupted
main()
"""


def test_interrupt_of_a_real_process_between_two_products(desk: Desk) -> None:
    desk.change("edition.toml", "specimen edition", "second edition")
    before = contents(desk.folder)
    command = [sys.executable, "-c", CTRL_C_AFTER_THE_FIRST_PRODUCT, *BUILD]
    done = subprocess.run(
        command, cwd=desk.folder, capture_output=True, encoding="utf-8", check=False
    )
    assert contents(desk.folder) == before
    assert done.returncode == INTERRUPTED
    assert done.stderr.strip() == "Interrupted; all files are as they were."


# A bug of the program


def test_text_that_is_lost_on_the_way_is_a_bug(
    desk: Desk, here: Callable[..., Ending], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that loses a letter is found out before anything is written."""
    real = etree.tostring

    def lossy(*arguments: Any, **options: Any) -> bytes:
        data: bytes = real(*arguments, **options)
        return data.replace(b"stubborn", b"stubburn")

    monkeypatch.setattr(etree, "tostring", lossy)
    before = contents(desk.folder)
    ending = here(*BUILD)
    assert contents(desk.folder) == before
    assert ending.code == BUG
    first = ending.messages()[0]
    assert first.finding == "not-identical"
    assert "“" in first.fact
    assert "stubburn" in first.fact
    assert "bug of the program" in first.hint


def test_error_that_nobody_expected_is_a_bug(
    desk: Desk, here: Callable[..., Ending], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(os.fsync, 1, ZeroDivisionError("by zero")))
    before = contents(desk.folder)
    ending = here(*BUILD)
    assert contents(desk.folder) == before
    assert ending.code == BUG
    assert ending.out == ""
    assert "bug of the program: ZeroDivisionError: by zero" in ending.err
    assert "report it" in ending.err


# Wrong usage


WRONG_USAGE = {
    "an unknown command": ("biuld",),
    "an unknown option": ("build", "--edition", "own", "--fast"),
    "an argument missing": ("show",),
    "an unknown witness": ("show", "Z", "--edition", "own"),
    "an unknown kind": ("annotate", "A", "persn", "Varn", "--resp", "editor", "--edition", "own"),
    "no field and value": (
        *("annotate", "A", "place", "broad", "varn"),
        *("--resp", "editor", "--edition", "own"),
    ),
    "nobody responsible": ("annotate", "A", "place", "broad", "--edition", "own"),
    "an unknown layer": ("layers", "csv", "A", "mention", "--edition", "own"),
    "a table that is not there": ("layers", "read", "A", "mentions", "x.csv", "--edition", "own"),
}


@pytest.mark.parametrize("name", WRONG_USAGE)
def test_wrong_usage(desk: Desk, name: str) -> None:
    before = contents(desk.folder)
    ending = desk.run(*WRONG_USAGE[name])
    assert ending.code == USAGE
    assert ending.out == ""
    assert re.search(r"^Try 'edition .*--help' for help\.$", ending.err, re.MULTILINE)
    assert re.search(r"^Error: ", ending.err, re.MULTILINE)
    assert contents(desk.folder) == before


# Several faults


def test_all_faults_of_a_line_and_of_a_layer_are_reported(desk: Desk) -> None:
    wrong_twice = annotation("place", "broad", cert="sure", evidence="smell", colour="red")
    first = desk.add("mentions", wrong_twice)
    second = desk.add("mentions", "not JSON")
    found = [(message.line, message.finding) for message in desk.faults()]
    assert sorted(found) == [
        (first, "bad-value"),
        (first, "bad-value"),
        (first, "unknown-field"),
        (second, "broken-line"),
    ]


def test_faults_of_all_files_are_reported(desk: Desk) -> None:
    desk.add("mentions", "not JSON")
    desk.add("dates", "{", siglum="B")
    desk.path("sources/winter-b.txt").write_bytes(b"")
    desk.change("registers/places.xml", "</place>", "</plaec>")
    desk.change("witnesses/A/witness.toml", 'title = "The Winter at Varn Station"\n', "")
    paths = {message.path for message in desk.faults()}
    assert {
        "own/witnesses/A/witness.toml",
        "own/witnesses/B/dates.jsonl",
        "own/sources/winter-b.txt",
        "own/registers/places.xml",
    } <= paths
    desk.change("witnesses/A/witness.toml", "author", 'title = "The Winter"\nauthor')
    assert "own/witnesses/A/mentions.jsonl" in {message.path for message in desk.faults()}


def test_faults_against_the_text_are_reported_for_all_witnesses(desk: Desk) -> None:
    desk.add("mentions", annotation("place", "Varn", start=150, end=154))
    desk.add("mentions", annotation("person", "broad", ref="nobody"))
    desk.add("mentions", annotation("person", "letter", resp="ghost"))
    desk.change("witnesses/B/mentions.jsonl", '"agda"', '"agta"')
    assert [(message.path, message.finding) for message in desk.faults()] == [
        ("own/witnesses/A/mentions.jsonl", "quote-mismatch"),
        ("own/witnesses/A/mentions.jsonl", "unknown-reference"),
        ("own/witnesses/A/mentions.jsonl", "unknown-responsibility"),
        ("own/witnesses/B/mentions.jsonl", "unknown-reference"),
    ]


def test_a_fault_of_reading_does_not_hide_one_of_fitting(desk: Desk) -> None:
    """All errors of a run are reported at once, those of the next stage too."""
    desk.add("mentions", "not JSON")
    desk.change("witnesses/B/mentions.jsonl", '"agda"', '"agta"')
    assert {message.finding for message in desk.faults()} == {"broken-line", "unknown-reference"}


def test_of_very_many_faults_fifty_are_shown_and_all_counted(desk: Desk) -> None:
    for _ in range(60):
        desk.add("mentions", "not JSON")
    ending = desk.run(*BUILD)
    assert ending.err.count("broken-line") == 50
    assert ending.err.endswith("... and 10 more.\n60 errors. Nothing was written.\n")


def test_messages_come_in_the_same_order_in_every_run(desk: Desk) -> None:
    unknown = dict.fromkeys(("aa", "bb", "cc", "dd", "ee", "ff"), "x")
    desk.add("mentions", annotation("place", "broad", **unknown))
    runs = [desk.run(*BUILD, env={**os.environ, "PYTHONHASHSEED": seed}) for seed in "12"]
    assert runs[0].code == FINDINGS
    assert runs[0].err == runs[1].err
