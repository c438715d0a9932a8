"""edition check, run as a newcomer runs it: files, folders, archives, standard input, formats."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import OWN_SCHEMA, Run
from lxml import etree

import edition
from edition.cli.check import command
from edition.cli.pool import bundles
from edition.readers.tei_sources import TeiSource
from edition.reports import formats

GOOD = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
 <teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>
  <publicationStmt><p>None of the text is published.</p></publicationStmt>
  <sourceDesc><p>Written for a test.</p></sourceDesc></fileDesc></teiHeader>
 <text><body><p xml:id="p1">Words, <ref target="#p1">and words</ref>.</p></body></text>
</TEI>
"""
DEAD = GOOD.replace('"#p1"', '"#p2"')
GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
 ns="http://www.tei-c.org/ns/1.0"><start><element name="TEI"><text/></element></start></grammar>"""


@pytest.fixture(autouse=True)
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No schema but the program's own, no cache of the machine's user, an empty folder."""
    monkeypatch.setenv("EDITION_SCHEMAS", str(tmp_path / "schemas"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def written(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_clean_file(run: Run) -> None:
    result = run("check", written("a.xml", GOOD), "--ignore", "no-schema")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 file checked: all clean.\n"


def test_a_finding_is_told_with_place_fact_and_hint(run: Run) -> None:
    result = run("check", written("a.xml", DEAD), "--select", "dead-pointer")
    line, hint = result.stdout.splitlines()
    assert line.startswith("a.xml:5:36: ") and "dead-pointer: `#p2` leads to no element" in line
    assert hint.startswith("  hint: ")


def test_without_schema_a_note_says_so(run: Run) -> None:
    result = run("check", written("a.xml", GOOD))
    assert result.exit_code == 0
    assert "note: no-schema" in result.stdout and "edition schema fetch" in result.stdout


def test_errors_make_the_exit_code_one_and_reviews_only_when_strict(run: Run) -> None:
    path = written("a.xml", GOOD.replace("target=", 'corresp="p1" target='))
    assert "review: missing-hash" in run("check", path).stdout
    assert run("check", path).exit_code == 0
    assert run("check", path, "--strict").exit_code == 1
    assert run("check", written("b.xml", DEAD)).exit_code == 1


def test_the_schema_of_an_option_counts(run: Run) -> None:
    written("own.rng", GRAMMAR)
    result = run("check", written("a.xml", GOOD), "--schema", "own.rng", "--select", "schema")
    assert result.exit_code == 1
    assert "`teiHeader` is not an element of this schema" in result.stdout


def test_the_schema_beside_the_file_counts_if_the_file_names_it(run: Run) -> None:
    written("texts/own.rng", GRAMMAR)
    text = '<?xml-model href="own.rng" type="application/xml"?>\n' + GOOD
    result = run("check", written("texts/a.xml", text), "--select", "schema")
    assert "teiHeader" in result.stdout and result.exit_code == 1


@pytest.mark.parametrize(
    "href", ["http://example.org/x.rng", "../../etc/passwd", "gone.rng", "%00"]
)
def test_a_schema_that_the_file_cannot_have_is_passed_over(run: Run, href: str) -> None:
    text = f'<?xml-model href="{href}"?>\n{GOOD}'
    result = run("check", written("a.xml", text), "--ignore", "no-schema")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_bad_schema_is_one_clear_message(run: Run) -> None:
    written("bad.rng", "<grammar>")
    result = run("check", written("a.xml", GOOD), "--schema", "bad.rng")
    assert result.exit_code == 1 and "bad-schema" in str(result.exception)


def test_a_schema_file_that_is_not_there_is_named(run: Run) -> None:
    result = run("check", written("a.xml", GOOD), "--schema", "lost/tei.rng")
    assert result.exit_code == 1
    assert "lost/tei.rng: error: unreadable-file: there is no such" in str(result.exception)


def test_the_programs_own_schema_is_always_there(run: Run, compiled_specimen: object) -> None:
    for siglum, document in compiled_specimen.documents.items():  # type: ignore[attr-defined]
        written(f"{siglum}.xml", document)
    result = run("check", ".", "--for", "own", "--select", "schema")
    assert (result.exit_code, result.stdout) == (0, "")


# What can be named


def test_folders_patterns_and_archives(run: Run) -> None:
    written("a/one.xml", DEAD)
    written("a/deep/two.tei", DEAD)
    written("a/three.xml.gz", gzip.compress(DEAD.encode()))
    written("a/.hidden.xml", DEAD)
    written("a/notes.txt", "no TEI")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in/four.xml", DEAD)
        archive.writestr("in/read.me", "no TEI")
    written("a/pack.zip", packed.getvalue())
    result = run("check", "a", "--format", "json", "--select", "dead-pointer")
    record = json.loads(result.stdout)
    assert record["files"] == [
        "a/one.xml",
        "a/pack.zip/in/four.xml",
        "a/three.xml.gz",
        "a/deep/two.tei",
    ]
    assert len(record["diagnostics"]) == 4
    assert "2 files" in run("check", "a/*.xml", "a/*.gz", "--ignore", "no-schema").stderr


def test_standard_input(run: Run) -> None:
    result = run("check", "-", "--select", "dead-pointer", input=DEAD)
    assert result.stdout.startswith("standard input:5:36: ")


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("gone.xml", None, "unreadable-file"),
        ("broken.xml.gz", b"\x1f\x8b no gzip", "unreadable-file"),
        ("cut.xml.gz", gzip.compress(GOOD.encode())[:-20], "unreadable-file"),
        ("broken.zip", b"PK no zip", "unreadable-file"),
        ("empty.xml", b"", "not-well-formed"),
        ("cut.xml", GOOD[:300].encode(), "not-well-formed"),
        ("nul.xml", GOOD.replace("words", "wo\0rds").encode(), "not-well-formed"),
        ("latin.xml", GOOD.replace("words", "wörds").encode("latin-1"), "not-well-formed"),
        ("koi.xml", b'<?xml version="1.0" encoding="koi7"?><TEI/>', "bad-encoding"),
        ("binary.xml", bytes(range(256)), "not-well-formed"),
        ("page.xml", b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "not-tei"),
        (
            "bomb.xml",
            b'<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 20) for c in range(98, 110))
            + b"]><TEI>&m;</TEI>",
            "too-large",
        ),
        (
            "outside.xml",
            b'<!DOCTYPE TEI [<!ENTITY e SYSTEM "/etc/hostname">]>'
            + GOOD.replace("words", "&e;").encode(),
            "skipped-entity",
        ),
        (
            "undeclared.xml",
            b'<!DOCTYPE TEI SYSTEM "tei.dtd">' + GOOD.replace("words", "&nbsp;").encode(),
            "external-doctype",
        ),
    ],
)
def test_what_cannot_be_read_is_one_finding_and_the_next_file_is_checked(
    run: Run, name: str, content: bytes | None, word: str
) -> None:
    if content is not None:
        written(name, content)
    written("z.xml", DEAD)
    result = run("check", name, "z.xml", "--format", "json")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    record = json.loads(result.stdout)
    of_first = [one["finding"] for one in record["diagnostics"] if one["path"] == name]
    assert of_first.count(word) == 1
    assert any(
        one["path"] == "z.xml" and one["finding"] == "dead-pointer" for one in record["diagnostics"]
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_encodings_that_xml_knows(run: Run, encoding: str) -> None:
    result = run("check", written("a.xml", GOOD.encode(encoding)), "--ignore", "no-schema")
    if encoding in {"utf-16", "utf-8-sig"}:
        assert (result.exit_code, result.stdout) == (0, "")
    else:
        assert "bug of the program" not in result.output


def test_declared_latin_1_is_read(run: Run) -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>\n' + GOOD.replace("words", "wörds")
    result = run("check", written("a.xml", text.encode("latin-1")), "--ignore", "no-schema")
    assert (result.exit_code, result.stdout) == (0, "")


def test_links_that_lead_in_a_circle_do_not_hang(run: Run) -> None:
    written("a/one.xml", GOOD)
    Path("a/again").symlink_to(Path("a").absolute())
    Path("a/self.xml").symlink_to("self.xml")
    result = run("check", "a", "a/self.xml", "--format", "json", "--ignore", "no-schema")
    record = json.loads(result.stdout)
    assert record["files"] == ["a/one.xml", "a/self.xml"]
    assert [one["finding"] for one in record["diagnostics"]] == ["unreadable-file"]


def test_a_pipe_in_a_folder_is_not_waited_for(run: Run) -> None:
    written("a/one.xml", GOOD)
    os.mkfifo("a/pipe.xml")
    result = run("check", "a", "--ignore", "no-schema")
    assert result.stderr == "1 file checked: all clean.\n"


def test_names_and_values_cannot_command_the_terminal(run: Run) -> None:
    path = written("a\x1b[2J\n.xml", DEAD.replace("#p2", "#\x85&#x9b;2J"))
    result = run("check", path, "--strict")
    assert "\x1b" not in result.output and "\x9b" not in result.output
    assert "a\\x1b[2J\\n.xml:5:36" in result.stdout


def test_deep_nesting_and_many_attributes(run: Run) -> None:
    deep = GOOD.replace("words,", "<seg>" * 10_000 + "</seg>" * 10_000).replace("Words", "W")
    many = GOOD.replace('xml:id="p1"', " ".join(f'a{n}="x"' for n in range(20_000)))
    result = run("check", written("d.xml", deep), written("m.xml", many), "--format", "json")
    found = json.loads(result.stdout)["diagnostics"]
    assert ("m.xml", "too-large") in {(one["path"], one["finding"]) for one in found}
    assert len([one for one in found if one["path"] == "d.xml"]) < 5


def test_several_processes_say_the_same_in_the_same_order(run: Run) -> None:
    for number in range(12):
        written(f"a/{number:02}.xml", DEAD if number % 2 else GOOD)
    alone = run("check", "a", "--jobs", "1", "--strict")
    together = run("check", "a", "--jobs", "2", "--strict")
    assert alone.stdout == together.stdout and alone.exit_code == together.exit_code == 1


def test_files_are_handed_out_in_bundles_that_give_some_work() -> None:
    sizes = [10_000] * 120 + [700_000] * 2 + [200_000] * 4
    sources = [TeiSource(written(f"{n}.xml", b" " * size), str(n)) for n, size in enumerate(sizes)]
    made = list(bundles(sources))
    assert [source for bundle in made for source in bundle] == sources
    assert [len(bundle) for bundle in made] == [50, 50, 21, 1, 3, 1]


def test_at_most_so_many_of_one_finding_are_shown(run: Run) -> None:
    many = GOOD.replace(
        "Words,", "".join(f'<ref target="#q{n}">x</ref><rs ref="#r{n}"/>' for n in range(9))
    )
    path = written("a.xml", many.replace("Words", ""))
    result = run(
        "check", path, "--select", "empty-element", "--select", "dead-pointer", "--max", "1"
    )
    every = run(
        "check", path, "--select", "empty-element", "--select", "dead-pointer", "--max", "0"
    )
    assert len(result.stdout.splitlines()) < len(every.stdout.splitlines())


# Options


def test_an_unknown_finding_is_a_wrong_usage_with_a_guess(run: Run) -> None:
    result = run("check", written("a.xml", GOOD), "--select", "dead-ponter")
    assert result.exit_code == 2 and "Did you mean dead-pointer?" in result.stderr


def test_an_unknown_profile_names_the_known(run: Run) -> None:
    result = run("check", written("a.xml", GOOD), "--for", "tei")
    assert result.exit_code == 2 and "dracor" in result.stderr


def test_no_path_and_no_edition(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 2 and "Name files or folders" in result.stderr


def test_explain(run: Run) -> None:
    result = run("check", "--explain", "dead-pointer")
    assert result.exit_code == 0
    assert result.stdout.startswith("dead-pointer (") and "What to do:" in result.stdout


def test_an_edition_is_checked_as_a_whole(run: Run, own_edition: Path) -> None:
    os.chdir(own_edition)
    result = run("check", "--format", "json")
    record = json.loads(result.stdout)
    assert [Path(name).name for name in record["files"]][:2] == ["A.xml", "B.xml"]
    assert not [one for one in record["diagnostics"] if one["severity"] == "error"]


def test_suppressions_are_found_beside_the_edition_and_must_be_used(run: Run) -> None:
    written(
        "suppressions.toml",
        '[[suppression]]\nfinding = "dead-pointer"\npath = "a.xml"\nreason = "known"\n',
    )
    result = run("check", written("a.xml", DEAD), "--ignore", "no-schema", "--strict")
    assert (result.exit_code, result.stdout) == (0, "")
    result = run("check", written("a.xml", GOOD), "--ignore", "no-schema")
    assert result.exit_code == 1 and "unused-suppression" in result.stdout
    result = run("check", written("b.xml", GOOD), "--ignore", "no-schema")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_wrong_suppression_is_told_where_it_concerns_the_run(run: Run) -> None:
    path = written("a.xml", GOOD)
    entry = '[[suppression]]\nfinding = "{}"\nreason = "known"\n'
    for word, options, told in (
        ("dead-ponter", ("--ignore", "no-schema"), True),
        ("dead-ponter", ("--select", "dead-pointer"), True),
        ("dead-ponter", ("--select", "not-well-formed"), False),
        ("dead-pointer", ("--select", "not-well-formed"), False),
        ("xyz", ("--ignore", "no-schema"), True),
    ):
        written("suppressions.toml", entry.format(word))
        result = run("check", path, *options)
        assert ("bad-suppression" in str(result.exception)) == told, (word, options)


def test_each_format_is_a_choice() -> None:
    (option,) = [one for one in command.params if one.name == "form"]
    assert set(option.type.choices) == {"text", *formats()}  # type: ignore[attr-defined]


def test_a_check_of_the_schema_alone_waits_for_nothing_else(run: Run) -> None:
    written("own.rng", GRAMMAR.replace("<text/>", "<zeroOrMore><text/></zeroOrMore>"))
    written("a.xml", '<TEI xmlns="http://www.tei-c.org/ns/1.0">Words.</TEI>')
    options = ["check", "--schema", "own.rng", "--select", "schema", "a.xml"]
    run(*options)  # so that the schema is compiled
    code = f"""
import sys
from edition.cli import edition
edition.main({options}, standalone_mode=False)
print(*{{"lxml", "tempfile", "concurrent", "edition.checks.pointers"}} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("\n", "1 file checked: all clean.\n")


@pytest.mark.parametrize("form", ["sarif", "junit", "github"])
def test_reports_go_to_standard_output_alone(run: Run, form: str) -> None:
    result = run("check", written("a.xml", DEAD), "--format", form)
    assert result.stderr == "" and "dead-pointer" in result.stdout
    if form == "junit":
        etree.fromstring(result.stdout.encode())


def test_fix_shows_asks_and_touches_one_attribute(run: Run) -> None:
    text = GOOD.replace('target="#p1"', 'corresp="p1"')
    path = written("a.xml", text)
    result = run("check", path, "--fix", input="n\n")
    assert '+ <text><body><p xml:id="p1">Words, <ref corresp="#p1">' in result.stdout
    assert path.read_text() == text
    run("check", path, "--fix", "--yes")
    assert path.read_text() == text.replace('"p1">and', '"#p1">and')


def test_a_schema_named_by_file_may_be_ours(run: Run) -> None:
    result = run("check", written("a.xml", GOOD), "--schema", OWN_SCHEMA, "--select", "schema")
    assert result.exit_code == 1


# From Python


def test_the_three_names_of_the_package() -> None:
    report = edition.check([written("a.xml", DEAD)], select=["dead-pointer"])
    assert isinstance(report, edition.Report) and report.files == ("a.xml",)
    (one,) = report.diagnostics
    assert isinstance(one, edition.Diagnostic)
    assert (one.finding.word, one.place.line, one.place.near) == ("dead-pointer", 5, "p1")


def test_the_function_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="Did you mean dead-pointer"):
        edition.check([], select=["dead-ponter"])
    with pytest.raises(AttributeError):
        edition.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_registers_kept_elsewhere_are_asked() -> None:
    register = (
        '<listPerson xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="p2">'
        "<persName>Ann Lee</persName><persName>Nan Lee</persName></person></listPerson>"
    )
    written("registers/persons.xml", register)
    named = '<persName ref="#p2">Ann Lee</persName>'
    text = written("a.xml", GOOD.replace('<ref target="#p1">and words</ref>', named))
    words = {d.finding.word for d in edition.check([text], registers=["registers"]).diagnostics}
    assert "dead-pointer" not in words and "unused-form" in words
