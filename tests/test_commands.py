"""The commands: what they print, what they write, and what they refuse."""

from __future__ import annotations

import csv
import fcntl
import io
import itertools
import json
import os
import re
import shlex
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result

from edition import __version__
from edition.cli import edition as command_line
from edition.diagnostics import InputError
from edition.proposals import outline_rules
from edition.readers.edition import ENVIRONMENT, SPECIMEN
from edition.readers.layers import read_layer

Run = Callable[..., Result]

PRODUCTS = {
    *("A.xml", "A.diplomatic.txt", "A.edited.txt"),
    *("B.xml", "B.diplomatic.txt", "B.edited.txt"),
    "corpus.xml",
}
LAYERS = [(path.parent.name, path.stem) for path in sorted(SPECIMEN.glob("witnesses/*/*.jsonl"))]

TEI_ALONE = ("build", "--only", "tei")


@pytest.fixture(autouse=True)
def home(own_edition: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs beside a copy of the specimen in own/."""
    monkeypatch.chdir(own_edition.parent)
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    return own_edition.parent


@pytest.fixture
def said(run: Run) -> Callable[..., str]:
    """What a command prints that ends well, on the edition in own/."""

    def invoke(*arguments: object) -> str:
        result = run(*arguments, "--edition", "own")
        assert result.exit_code == 0, f"{result.stderr}{result.exception}"
        assert result.stderr == ""
        return result.stdout

    return invoke


@pytest.fixture
def misused(run: Run) -> Callable[..., str]:
    """What is said about a command that is used wrongly; it must leave all files alone."""

    def invoke(*arguments: object) -> str:
        before = contents(Path())
        result = run(*arguments, "--edition", "own")
        assert result.exit_code == 2, f"{result.output}{result.exception}"
        assert result.stdout == ""
        assert contents(Path()) == before
        return result.stderr

    return invoke


@pytest.fixture
def refused(run: Run) -> Callable[..., str]:
    """The diagnostics with which a command refuses; it must leave all files alone."""

    def invoke(*arguments: object) -> str:
        before = contents(Path())
        result = run(*arguments, "--edition", "own")
        assert isinstance(result.exception, InputError), result.output
        assert result.stdout == ""
        assert contents(Path()) == before
        return str(result.exception)

    return invoke


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def change(path: Path, old: str, new: str) -> None:
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")


def real(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, its output in a pipe."""
    command = [sys.executable, "-m", "edition", *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.run(command, encoding="utf-8", check=False, **streams)


# build


def test_build_makes_three_files_a_witness_and_the_corpus(said: Callable[..., str]) -> None:
    assert said(*TEI_ALONE, "--to", "out") == "2 texts proved, 7 files in out.\n"
    assert set(contents(Path("out"))) == PRODUCTS


def test_build_writes_where_it_is_called_unless_told_otherwise(said: Callable[..., str]) -> None:
    assert said(*TEI_ALONE) == "2 texts proved, 7 files in build/tei.\n"
    assert set(contents(Path("build/tei"))) == PRODUCTS


def test_build_finds_the_edition_of_this_folder(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("own")
    assert run(*TEI_ALONE).stdout == "2 texts proved, 7 files in build/tei.\n"


def test_build_finds_the_edition_in_tei(run: Run) -> None:
    Path("own").rename("tei")
    assert run(*TEI_ALONE).stdout == "2 texts proved, 7 files in build/tei.\n"


def test_diplomatic_text_is_the_source_and_edited_text_is_not(said: Callable[..., str]) -> None:
    said(*TEI_ALONE, "--to", "out")
    source = Path("own/sources/winter-b.txt").read_bytes()
    assert Path("out/B.diplomatic.txt").read_bytes() == source
    edited = Path("out/B.edited.txt").read_text("utf-8")
    assert "6 April 1903" in edited
    assert "Apri1" not in edited


def test_second_build_changes_no_byte(said: Callable[..., str]) -> None:
    said(*TEI_ALONE, "--to", "out")
    first = contents(Path("out"))
    said(*TEI_ALONE, "--to", "out")
    assert contents(Path("out")) == first


def test_build_leaves_other_files_of_the_folder_alone(said: Callable[..., str]) -> None:
    Path("out").mkdir()
    Path("out/letter.txt").write_text("to the printer", encoding="utf-8")
    said(*TEI_ALONE, "--to", "out")
    assert set(contents(Path("out"))) == {*PRODUCTS, "letter.txt"}
    assert Path("out/letter.txt").read_text("utf-8") == "to the printer"


def test_no_product_names_the_folder_it_was_made_in(said: Callable[..., str], home: Path) -> None:
    said(*TEI_ALONE, "--to", "out")
    assert not [n for n, data in contents(Path("out")).items() if str(home).encode() in data]


# build --record, build --check


def test_check_of_what_was_recorded_finds_nothing(said: Callable[..., str]) -> None:
    said(*TEI_ALONE, "--record")
    before = contents(Path())
    assert said("build", "--check") == "2 texts proved, all as recorded.\n"
    assert contents(Path()) == before


def test_record_holds_no_words_of_the_texts(said: Callable[..., str]) -> None:
    said(*TEI_ALONE, "--record")
    lines = Path("own/digests.tsv").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[AB]\.[\w.-]+\t[0-9a-f]+", line) for line in lines)
    assert [line.partition("\t")[0] for line in lines[:3]] == ["A.xml", "B.xml", "A.h1"]


def test_check_writes_nothing(said: Callable[..., str], refused: Callable[..., str]) -> None:
    said(*TEI_ALONE, "--record", "--to", "out")
    change(Path("own/witnesses/B/emendations.jsonl"), '"corr":"April"', '"corr":"Aprill"')
    assert "digest-differs" in refused("build", "--check", "--to", "out")


def test_check_names_the_changed_blocks(
    said: Callable[..., str], refused: Callable[..., str]
) -> None:
    said(*TEI_ALONE, "--record")
    change(Path("own/witnesses/B/emendations.jsonl"), '"corr":"April"', '"corr":"Aprill"')
    found = refused("build", "--check")
    assert "own/digests.tsv: error: digest-differs: B.xml:" in found
    assert "changed (B.p4)" in found
    assert "--record" in found
    assert "A.xml" not in found


def test_check_names_new_blocks_and_those_that_are_gone(
    said: Callable[..., str], refused: Callable[..., str]
) -> None:
    said(*TEI_ALONE, "--record")
    change(Path("own/witnesses/B/structure.jsonl"), '"id":"p4"', '"id":"last"')
    found = refused("build", "--check")
    assert "new (B.last)" in found
    assert "gone (B.p4)" in found
    assert "changed" not in found


def test_check_tells_when_only_the_header_changed(
    said: Callable[..., str], refused: Callable[..., str]
) -> None:
    said(*TEI_ALONE, "--record")
    change(Path("own/witnesses/B/witness.toml"), "keyed by hand", "keyed twice")
    found = refused("build", "--check")
    assert "B.xml: the header or registers changed, no block did" in found
    assert "A.xml" not in found


def test_check_without_record_says_how_to_make_one(refused: Callable[..., str]) -> None:
    found = refused("build", "--check")
    assert "A.xml has no recorded digest" in found
    assert "edition build --record" in found


def test_check_and_record_exclude_each_other(misused: Callable[..., str]) -> None:
    assert "--check and --record exclude each other" in misused("build", "--check", "--record")


# Sources


def test_without_sources_the_specimen_is_built(run: Run) -> None:
    shutil.rmtree("own/sources")
    change(Path("own/edition.toml"), "a specimen edition", "a lost edition")
    result = run(*TEI_ALONE, "--edition", "own", "--to", "out")
    assert result.exit_code == 0
    assert result.stdout == "2 texts proved, 7 files in out.\n"
    assert set(contents(Path("out"))) == PRODUCTS
    assert "a specimen edition" in Path("out/A.xml").read_text("utf-8")
    for siglum, file in [("A", "winter-a.txt"), ("B", "winter-b.txt")]:
        place = f"own/witnesses/{siglum}: note: source-missing"
        assert f"{place}: {siglum}: {file} is in none of: own/sources" in result.stderr
    assert result.stderr.count("--sources or $EDITION_SOURCES") == 2
    assert "the specimen is built instead" in result.stderr


def test_without_sources_nothing_is_recorded_in_the_program(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The specimen belongs to the installed program; here a copy stands for it."""
    program = shutil.copytree(SPECIMEN, tmp_path / "program")
    monkeypatch.setattr("edition.cli.build.SPECIMEN", program)
    before = contents(program)
    shutil.rmtree("own/sources")
    run(*TEI_ALONE, "--edition", "own", "--record")
    assert contents(program) == before


def test_a_witness_without_source_is_named_and_the_others_are_built(run: Run) -> None:
    Path("own/sources/winter-b.txt").unlink()
    result = run(*TEI_ALONE, "--edition", "own", "--to", "out")
    assert result.exit_code == 0
    assert result.stdout == "1 text proved, 4 files in out.\n"
    assert "B: winter-b.txt is in none of" in result.stderr
    assert "winter-a.txt" not in result.stderr
    assert set(contents(Path("out"))) == {name for name in PRODUCTS if name[0] != "B"}


def test_command_on_one_witness_without_source_names_that_one(refused: Callable[..., str]) -> None:
    shutil.rmtree("own/sources")
    found = refused("show", "B")
    assert "winter-b.txt is in none of" in found
    assert "winter-a.txt" not in found


@pytest.fixture
def copies() -> tuple[Path, Path]:
    """Two folders of sources: one as annotated, one with another copy of B; own has none."""
    right, wrong = Path("right"), Path("wrong")
    shutil.copytree("own/sources", wrong)
    Path("own/sources").rename(right)
    change(wrong / "winter-b.txt", "two boxes", "two bags")
    return right, wrong


def test_sources_are_sought_where_the_option_says(
    said: Callable[..., str], copies: tuple[Path, Path]
) -> None:
    right, _ = copies
    assert said(*TEI_ALONE, "--sources", right).startswith("2 texts proved")


def test_sources_are_sought_where_the_environment_says(
    said: Callable[..., str], copies: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    right, _ = copies
    monkeypatch.setenv(ENVIRONMENT, str(right))
    assert said(*TEI_ALONE).startswith("2 texts proved")


def test_the_option_goes_before_the_environment(
    said: Callable[..., str],
    refused: Callable[..., str],
    copies: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right, wrong = copies
    monkeypatch.setenv(ENVIRONMENT, str(wrong))
    assert said(*TEI_ALONE, "--sources", right).startswith("2 texts proved")
    monkeypatch.setenv(ENVIRONMENT, str(right))
    assert "wrong/winter-b.txt:5" in refused(*TEI_ALONE, "--sources", wrong)


def test_the_environment_goes_before_the_folder_of_the_edition(
    refused: Callable[..., str], copies: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    right, wrong = copies
    right.rename("own/sources")
    monkeypatch.setenv(ENVIRONMENT, str(wrong))
    assert "wrong/winter-b.txt:5" in refused(*TEI_ALONE)


def test_the_folder_of_the_edition_goes_before_the_shared_one(
    said: Callable[..., str], copies: tuple[Path, Path], home: Path
) -> None:
    """shared/ stands beside the folder that holds the edition's one: ../shared of a repository."""
    right, wrong = copies
    Path("repository").mkdir()
    Path("own").rename("repository/own")
    shutil.copytree(wrong, "shared/sources")
    Path("own").symlink_to("repository/own")
    shutil.copytree(right, "repository/own/sources")
    assert said(*TEI_ALONE).startswith("2 texts proved")


def test_sources_are_sought_in_the_shared_folder_last(
    run: Run, copies: tuple[Path, Path], home: Path
) -> None:
    right, _ = copies
    Path("repository").mkdir()
    Path("own").rename("repository/tei")
    Path("shared").mkdir()
    right.rename("shared/sources")
    result = run(*TEI_ALONE, "--edition", "repository/tei")
    assert (result.exit_code, result.stderr) == (0, "")


def test_where_each_one_of_the_sources_is_found_does_not_matter(
    said: Callable[..., str], copies: tuple[Path, Path]
) -> None:
    right, _ = copies
    Path("own/sources").mkdir()
    (right / "winter-b.txt").rename("own/sources/winter-b.txt")
    assert said(*TEI_ALONE, "--sources", right).startswith("2 texts proved")


# show


LAST = (
    "The new keeper came in the autumn with electric light. He had given the lamp-book to the"
    " clerk of the harbour office.\n"
)
VIEWS = {
    "--diplomatic": f"He died on Easter Sunday, 6 Apri1 1903. {LAST}",
    "--edited": f"He died on Easter Sunday, 6 April 1903. {LAST}",
    "--annotated": (
        "[p4] He died on <Easter Sunday, 6 -[Apri1]-+[April]+ 1903 = 1903-04-19>"
        "{B gives the first date in New Style and this one in Old Style, without a word.}."
        f" {LAST}"
    ),
}


@pytest.mark.parametrize("view", VIEWS)
def test_three_views_of_a_paragraph(said: Callable[..., str], view: str) -> None:
    assert said("show", "B", "p4", view) == VIEWS[view]


def test_show_gives_the_edited_text_unless_told_otherwise(said: Callable[..., str]) -> None:
    assert said("show", "B", "p4") == VIEWS["--edited"]


def test_annotated_view_shows_names_supplied_words_and_certainty(
    said: Callable[..., str],
) -> None:
    shown = said("show", "A", "p15", "--annotated")
    assert "churchyard of <Varn = varn>" in shown
    assert "buried in -[the ]-the churchyard" in shown
    assert "I asked him for+[ the]+ (medium) lamp-book" in shown


def test_whole_witness(said: Callable[..., str]) -> None:
    source = Path("own/sources/winter-a.txt").read_text("utf-8")
    assert said("show", "A", "--diplomatic") == f"{source}\n"


def test_several_blocks_with_or_without_siglum(said: Callable[..., str]) -> None:
    assert said("show", "A", "A.p10", "p8") == "We have until the ice goes.\n\nAll of it?\n"


def test_unknown_block_lists_some_that_there_are(misused: Callable[..., str]) -> None:
    message = misused("show", "A", "p99")
    assert "A has no block p99" in message
    assert "h1, byline1" in message


def test_unknown_witness_lists_those_that_there_are(misused: Callable[..., str]) -> None:
    assert "no witness Z; the edition has A, B" in misused("show", "Z")


def on_a_terminal(*command: str) -> str:
    """What a command sends to a terminal, stdout and stderr."""
    inside, outside = os.openpty()
    fcntl.ioctl(outside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    environment["TERM"] = "xterm"
    with subprocess.Popen(command, stdout=outside, stderr=outside, env=environment):
        os.close(outside)
        received = b"".join(iter(lambda: _read(inside), b""))
    os.close(inside)
    return received.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


def test_colours_on_a_terminal_and_none_in_a_pipe() -> None:
    arguments = ("show", "B", "p4", "--annotated", "--edition", "own")
    assert "\x1b[31m-[\x1b[0m" in on_a_terminal(sys.executable, "-m", "edition", *arguments)
    assert real(*arguments).stdout == VIEWS["--annotated"]


def test_messages_are_coloured_on_a_terminal_and_not_in_a_pipe() -> None:
    Path("own/sources/winter-b.txt").write_bytes(b"")
    arguments = ("status", "--edition", "own")
    assert "\x1b[31m\x1b[1merror\x1b[0m" in on_a_terminal(
        sys.executable, "-m", "edition", *arguments
    )
    assert "\x1b" not in real(*arguments).stderr


# status


def rows(table: str) -> dict[str, list[str]]:
    """The cells of each row by what stands in front, without the gaps of empty cells."""
    cells = (re.split(r"\s{2,}", line.rstrip()) for line in table.splitlines())
    return {name: others for name, *others in cells}


def test_status_counts_by_witness(said: Callable[..., str]) -> None:
    found = rows(said("status"))
    assert found[""] == ["A", "B"]
    assert found["characters"] == ["2,727", "864"]
    assert found["emendation"] == ["6", "2"]
    assert found["paragraph"] == ["15", "4"]
    assert found["gap"] == ["1"]
    assert found["all annotations"] == ["107", "21"]


def test_status_tells_confirmed_from_proposed_and_rejected(said: Callable[..., str]) -> None:
    layer = Path("own/witnesses/A/emendations.jsonl")
    for status in ("proposed", "rejected"):
        change(layer, '"corr":"Oskar","resp":"editor","status":"confirmed"', "MARK")
        change(layer, "MARK", f'"corr":"Oskar","resp":"editor","status":"{status}"')
        sign = {"proposed": "+1", "rejected": "-1"}[status]
        assert rows(said("status"))["emendation"] == [f"5 {sign}", "2"]
        change(layer, f'"status":"{status}"', '"status":"confirmed"')


def test_status_without_sources_counts_the_annotations(run: Run) -> None:
    shutil.rmtree("own/sources")
    result = run("status", "--edition", "own")
    assert result.exit_code == 0
    assert rows(result.stdout)["characters"] == ["no source", "no source"]
    assert rows(result.stdout)["emendation"] == ["6", "2"]
    assert result.stderr.count("source-missing") == 2


# annotate


def added(name: str, siglum: str = "A") -> list[str]:
    """The lines that a layer has and the specimen's has not; all others are as they were."""
    path = Path("witnesses") / siglum / f"{name}.jsonl"
    before = (SPECIMEN / path).read_text("utf-8").splitlines()
    now = ("own" / path).read_text("utf-8").splitlines()
    new = [line for line in now if line not in before]
    assert [line for line in now if line not in new] == before
    return new


EDITOR = ("--resp", "editor")


def test_annotate_adds_one_line_and_prints_it(said: Callable[..., str]) -> None:
    printed = said("annotate", "A", "foreign", "almanac", "lang=de", *EDITOR)
    line = (
        '{"kind":"foreign","start":1315,"end":1322,"quote":"almanac","lang":"de",'
        '"resp":"editor","status":"confirmed","cert":"high","evidence":"internal"}'
    )
    assert printed == f"{line}\n"
    assert added("wording") == [line]


def test_annotate_touches_no_other_layer(said: Callable[..., str]) -> None:
    before = contents(Path("own"))
    said("annotate", "A", "foreign", "almanac", "lang=de", *EDITOR)
    now = contents(Path("own"))
    assert [name for name in now if now[name] != before[name]] == ["witnesses/A/wording.jsonl"]


def test_annotate_puts_the_line_where_its_words_stand(said: Callable[..., str]) -> None:
    said("annotate", "A", "place", "harbour office", *EDITOR)
    said("annotate", "A", "place", "the sea", *EDITOR)
    path = Path("own/witnesses/A/mentions.jsonl")
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    starts = [record["start"] for record in records]
    assert starts == sorted(starts)
    assert [record["quote"] for record in records if "ref" not in record] == [
        "the sea",
        "harbour office",
    ]


def test_annotate_makes_a_layer_that_is_not_there(said: Callable[..., str]) -> None:
    said("annotate", "B", "italics", "The Mariners Almanac", *EDITOR)
    lines = Path("own/witnesses/B/wording.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["quote"] for line in lines] == ["The Mariners Almanac"]


def test_annotated_words_are_in_the_next_build(said: Callable[..., str]) -> None:
    said("annotate", "A", "foreign", "almanac", "lang=de", *EDITOR)
    said(*TEI_ALONE, "--to", "out")
    tei = Path("out/A.xml").read_text("utf-8")
    assert re.search(r'<foreign [^>]*xml:lang="de"[^>]*>almanac</foreign>', tei)


def test_annotate_shortens_a_long_quote(said: Callable[..., str]) -> None:
    words = "She comes because the Royal Society of Letters has refused her book"
    said("annotate", "A", "quotation", words, *EDITOR)
    [line] = added("quotations")
    assert "Letters" not in line
    assert json.loads(line)["digest"]


def test_ambiguous_quote_lists_its_places(misused: Callable[..., str]) -> None:
    message = misused("annotate", "A", "place", "Varn", *EDITOR)
    assert "“Varn” stands 7 times in A" in message
    assert "--occurrence 4: line 11, column 11: fter the fire\\n\\nI came to Varn on 3 " in message
    assert "--occurrence 7: line 48, column 92" in message
    assert "--occurrence 8" not in message


def test_very_many_places_are_not_all_listed(misused: Callable[..., str]) -> None:
    message = misused("annotate", "A", "italics", "the", *EDITOR)
    assert "--occurrence 20: " in message
    assert "--occurrence 21: " not in message
    assert "more; narrow it down with --within" in message


def test_a_quote_is_sought_as_whole_words(said: Callable[..., str]) -> None:
    """It is not found in “told”."""
    printed = said("annotate", "A", "italics", "old", *EDITOR)
    source = Path("own/sources/winter-a.txt").read_text("utf-8")
    assert json.loads(printed)["start"] == source.index("old reckoning")


def test_words_that_stand_nowhere(misused: Callable[..., str]) -> None:
    assert "“Warn” does not stand in A" in misused("annotate", "A", "place", "Warn", *EDITOR)


def test_nothing_is_added_where_all_places_of_words_are_none(misused: Callable[..., str]) -> None:
    message = misused("annotate", "A", "place", "Warn", "--all", *EDITOR)
    assert "“Warn” does not stand in A" in message


def test_occurrence_says_which_is_meant(said: Callable[..., str]) -> None:
    said("annotate", "A", "work", "lamp-book", "--occurrence", 3, *EDITOR)
    source = Path("own/sources/winter-a.txt").read_text("utf-8")
    third = [match.start() for match in re.finditer("lamp-book", source)][2]
    assert [json.loads(line)["start"] for line in added("mentions")] == [third]


@pytest.mark.parametrize("number", ["0", "-1", "8"])
def test_occurrence_that_there_is_not(misused: Callable[..., str], number: str) -> None:
    misused("annotate", "A", "place", "Varn", "--occurrence", number, *EDITOR)


def test_within_says_in_which_block(said: Callable[..., str]) -> None:
    said("annotate", "A", "work", "the letter", "--within", "p2", *EDITOR)
    said("annotate", "A", "event", "I asked", "--within", "A.p6", *EDITOR)
    found = [json.loads(line) for line in added("mentions")]
    assert [(one["kind"], one["start"]) for one in found] == [("work", 631), ("event", 1403)]


def test_within_and_occurrence_count_inside_the_block(said: Callable[..., str]) -> None:
    said("annotate", "A", "italics", "he", "--within", "p14", "--occurrence", 2, *EDITOR)
    source = Path("own/sources/winter-a.txt").read_text("utf-8")
    second = source.index("he called his")
    assert [json.loads(line)["start"] for line in added("wording")] == [second]


def test_within_a_block_that_has_not_the_words(misused: Callable[..., str]) -> None:
    message = misused("annotate", "A", "place", "Varn", "--within", "p10", *EDITOR)
    assert "does not stand in A, p10" in message


def test_within_a_block_that_there_is_not(misused: Callable[..., str]) -> None:
    assert "p99" in misused("annotate", "A", "place", "Varn", "--within", "p99", *EDITOR)


def test_all_takes_every_place(said: Callable[..., str]) -> None:
    printed = said("annotate", "A", "italics", "began", "--all", *EDITOR).splitlines()
    source = Path("own/sources/winter-a.txt").read_text("utf-8")
    assert len(printed) == source.count("began") == 3
    assert added("wording") == printed


def test_behind_is_a_place_without_words(said: Callable[..., str]) -> None:
    said("annotate", "A", "supplied", "with two trunks", "text=,", "--behind", *EDITOR)
    [line] = added("emendations")
    record = json.loads(line)
    assert record["start"] == record["end"]
    assert record["quote"] == ""
    assert record["before"].endswith("with two trunks")
    assert record["after"].startswith(" and a letter")


def test_numbers_are_taken_as_numbers_and_texts_as_texts(said: Callable[..., str]) -> None:
    fields = ("reason=lost", "unit=page", "quantity=2")
    said("annotate", "A", "gap", "of the harbour office.", *fields, "--behind", *EDITOR)
    said("annotate", "A", "date", "From the Great Fire on", "when=1892", *EDITOR)
    assert json.loads(added("emendations")[0])["quantity"] == 2
    assert json.loads(added("dates")[0])["when"] == "1892"


INVALID = {
    "a field missing": ("emendation stubborn corr=x", "missing-field"),
    "an unknown field": ("place stubborn reff=varn", "did you mean ref?"),
    "a value that is not allowed": ("place stubborn cert=sure", "cert"),
    "nobody of that name": ("person stubborn ref=nobody", "unknown-reference"),
    "an entry of another sort": ("person stubborn ref=varn", "wrong-reference"),
    "an emendation that crosses another": (
        "emendation 'stand what' corr=x category=case",
        "emendations-cross",
    ),
    "the same words again": ("emendation wamed corr=x category=case", "duplicate-annotation"),
    "a block that crosses another": (
        "paragraph 'since.\n\nThe captain' id=p99",
        "structure-crosses",
    ),
    "an impossible date": ("date stubborn when=1903-02-30", "no day 30"),
    "a note that is not well-formed": ("note stubborn type=fact text=<p", "not well-formed"),
}


@pytest.mark.parametrize("name", INVALID)
def test_annotate_writes_nothing_invalid(refused: Callable[..., str], name: str) -> None:
    arguments, words = INVALID[name]
    assert words in refused("annotate", "A", *shlex.split(arguments), *EDITOR)


@pytest.mark.parametrize("field", ["kind=italics", "start=5", "end=9", "quote=stub", "resp=ghost"])
def test_annotate_takes_kind_and_place_from_its_arguments_alone(run: Run, field: str) -> None:
    before = contents(Path())
    result = run("annotate", "A", "so-called", "stubborn", field, *EDITOR, "--edition", "own")
    assert result.exit_code in (1, 2)
    assert not isinstance(result.exception, (TypeError, ValueError))
    assert contents(Path()) == before


def test_annotate_writes_nothing_in_the_name_of_nobody(refused: Callable[..., str]) -> None:
    found = refused("annotate", "A", "place", "stubborn", "--resp", "ghost")
    assert "nobody is called ghost" in found


def test_annotate_writes_nothing_if_one_of_all_is_invalid(refused: Callable[..., str]) -> None:
    found = refused("annotate", "A", "place", "Varn", "ref=varn", "--all", *EDITOR)
    assert "annotation-outside-text" in found


def test_all_leaves_alone_what_is_annotated(said: Callable[..., str]) -> None:
    command = ("annotate", "B", "person", "captain", "ref=brandt-oskar", "--all", *EDITOR)
    first = said(*command)
    assert first.count('"quote":"captain"') == 1
    assert said(*command) == "All places are annotated already.\n"


# confirm


def test_an_empty_layer_goes_to_a_table_and_back(said: Callable[..., str]) -> None:
    path = Path("own/witnesses/B/dates.jsonl")
    path.write_text("", "utf-8")
    Path("dates.csv").write_text(said("layers", "csv", "B", "dates"), "utf-8")
    assert said("layers", "read", "B", "dates", "dates.csv").startswith("0 annotations")
    assert path.read_text("utf-8") == ""


def test_confirm_and_reject_what_is_proposed(said: Callable[..., str]) -> None:
    path = Path("own/witnesses/B/mentions.jsonl")
    before = path.read_text("utf-8")
    path.write_text(before.replace('"confirmed"', '"proposed"', 2), "utf-8")
    rejected = next(x for x in read_layer(path).annotations if x.status == "proposed").local_id
    assert said("confirm", "B", "mentions", rejected, "--reject", *EDITOR).startswith("1 annot")
    assert said("confirm", "B", "mentions", *EDITOR).startswith("1 annotations confirmed")
    statuses = [one.status for one in read_layer(path).annotations]
    assert (statuses.count("rejected"), statuses.count("proposed")) == (1, 0)
    assert "editor editor" not in path.read_text("utf-8")


def test_confirm_refuses_what_is_not_proposed(misused: Callable[..., str]) -> None:
    assert "not among the proposals" in misused("confirm", "B", "mentions", "nothing", *EDITOR)
    assert "no layer poems" in misused("confirm", "B", "poems", *EDITOR)


# layers


@pytest.mark.parametrize(("siglum", "layer"), LAYERS, ids="/".join)
def test_table_and_back_gives_the_same_bytes(
    said: Callable[..., str], siglum: str, layer: str
) -> None:
    path = Path("own/witnesses") / siglum / f"{layer}.jsonl"
    before = path.read_bytes()
    Path("table.csv").write_text(said("layers", "csv", siglum, layer), encoding="utf-8")
    path.unlink()
    printed = said("layers", "read", siglum, layer, "table.csv")
    count = before.count(b"\n")
    assert printed == f"{count} annotations in own/witnesses/{siglum}/{layer}.jsonl.\n"
    assert path.read_bytes() == before


AWKWARD = {
    "a formula": "=1+1",
    "a sum": "+1",
    "a dash": "-",
    "an at sign": "@sum(a1)",
    "a quotation mark": '"',
    "quotation marks around": '"said"',
    "an apostrophe": "'1",
    "a space before": " x",
    "a space behind": "x ",
    "a space only": " ",
    "nothing": "",
    "a comma": "a,b",
    "a semicolon": "a;b",
    "a tab": "\tx",
    "a line end": "a\nb",
    "a carriage return": "a\r\nb",
    "a no-break space": "\u00a0",
    "a number": "0012",
    "a backslash": "\\n",
    "astral characters": "𝔙𝔞𝔯𝔫",
    "combining characters": "Va\u0308rn",
    "a word like TRUE": "TRUE",
}


@pytest.fixture
def awkward(said: Callable[..., str]) -> Callable[[str], str]:
    """The table of a layer that holds an awkward text, once as reading and once as reason."""

    def make(text: str) -> str:
        fields = (f"corr={text}", "category=misspelling", f"note={text}")
        said("annotate", "A", "emendation", "stubborn", *fields, *EDITOR)
        return said("layers", "csv", "A", "emendations")

    return make


@pytest.mark.parametrize("name", AWKWARD)
def test_no_text_is_lost_in_a_table(
    awkward: Callable[[str], str], said: Callable[..., str], name: str
) -> None:
    table = awkward(AWKWARD[name])
    path = Path("own/witnesses/A/emendations.jsonl")
    before = path.read_bytes()
    with Path("table.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(table)
    said("layers", "read", "A", "emendations", "table.csv")
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", AWKWARD)
def test_no_cell_of_a_table_is_a_formula(awkward: Callable[[str], str], name: str) -> None:
    cells = [cell for row in csv.reader(io.StringIO(awkward(AWKWARD[name]))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def spreadsheet(table: str, *, mark: str = "\ufeff", end: str = "\r\n") -> bytes:
    """A table as a spreadsheet program saves it."""
    return (mark + table.replace("\n", end)).encode("utf-8")


def test_table_saved_by_a_spreadsheet_is_read(said: Callable[..., str]) -> None:
    path = Path("own/witnesses/A/emendations.jsonl")
    before = path.read_bytes()
    Path("table.csv").write_bytes(spreadsheet(said("layers", "csv", "A", "emendations")))
    said("layers", "read", "A", "emendations", "table.csv")
    assert path.read_bytes() == before


def test_table_with_empty_rows_and_columns_is_read(said: Callable[..., str]) -> None:
    """What a spreadsheet leaves behind where rows and columns were deleted."""
    path = Path("own/witnesses/A/emendations.jsonl")
    before = path.read_bytes()
    rows_of_table = list(csv.reader(io.StringIO(said("layers", "csv", "A", "emendations"))))
    wider = [[*row, "", ""] for row in rows_of_table]
    with Path("table.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*wider, [""] * len(wider[0])])
    said("layers", "read", "A", "emendations", "table.csv")
    assert path.read_bytes() == before


def test_edited_table_changes_one_line(said: Callable[..., str]) -> None:
    table = said("layers", "csv", "A", "emendations")
    Path("table.csv").write_text(table.replace(",Oskar,", ",Oscar,"), encoding="utf-8")
    said("layers", "read", "A", "emendations", "table.csv")
    layer = Path("own/witnesses/A/emendations.jsonl").read_text("utf-8")
    original = (SPECIMEN / "witnesses/A/emendations.jsonl").read_text("utf-8")
    assert layer == original.replace('"corr":"Oskar"', '"corr":"Oscar"')


HEAD = "kind,start,end,quote,resp\n"
BAD_TABLES = {
    "words that do not stand there": (f"{HEAD}place,14,18,Vern,editor\n", "quote-mismatch"),
    "an offset that is no number": (f"{HEAD}place,14a,18,Varn,editor\n", "whole number"),
    "an offset with a superscript": (f"{HEAD}place,²,18,Varn,editor\n", "whole number"),
    "an unknown column": (
        "kind,start,end,quote,resp,reff\nplace,14,18,Varn,editor,varn\n",
        "did you mean ref?",
    ),
    "a cell too few": (f"{HEAD}place,14,18,Varn\n", "table.csv:2: error: broken-line"),
    "a cell too many": (f"{HEAD}place,14,18,Varn,editor,x\n", "table.csv:2: error: broken-line"),
    "a quotation mark not closed": (f'{HEAD}place,14,18,"Varn,editor\n', "no CSV"),
    "a JSON text not closed": (f'{HEAD}place,14,18,"""Varn",editor\n', "no JSON text"),
    "semicolons": (HEAD.replace(",", ";") + "place;14;18;Varn;editor\n", "commas"),
    "nothing at all": ("", "table.csv"),
}


@pytest.mark.parametrize("name", BAD_TABLES)
def test_bad_table_replaces_no_layer(refused: Callable[..., str], name: str) -> None:
    table, words = BAD_TABLES[name]
    Path("table.csv").write_text(table, encoding="utf-8")
    found = refused("layers", "read", "A", "mentions", "table.csv")
    assert words in found
    assert found.startswith("table.csv")


def test_table_in_another_encoding_replaces_no_layer(refused: Callable[..., str]) -> None:
    Path("table.csv").write_bytes(f"{HEAD}place,14,18,Värn,editor\n".encode("latin-1"))
    assert "table.csv:2" in refused("layers", "read", "A", "mentions", "table.csv")


@pytest.mark.parametrize("layer", ["../edition", "mentions.jsonl", ""])
def test_layer_name_that_is_none(misused: Callable[..., str], layer: str) -> None:
    Path("table.csv").write_text(HEAD, encoding="utf-8")
    assert "no name for a layer" in misused("layers", "read", "A", layer, "table.csv")


def test_table_of_a_layer_that_there_is_not(misused: Callable[..., str]) -> None:
    message = misused("layers", "csv", "A", "emendation")
    assert "it has dates, emendations, mentions" in message


# new


def test_new_edition_builds_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("new", "mine").exit_code == 0
    assert contents(Path("mine")) == contents(SPECIMEN)
    monkeypatch.chdir("mine")
    result = run(*TEI_ALONE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "2 texts proved, 7 files in build/tei.\n"


def test_new_edition_in_an_empty_folder(run: Run) -> None:
    Path("mine").mkdir()
    assert run("new", "mine").exit_code == 0
    assert contents(Path("mine")) == contents(SPECIMEN)


def test_new_edition_says_what_comes_next(run: Run) -> None:
    """What is printed can be copied into a shell, with a space in the name too."""
    *_, last = run("new", "my edition").stdout.splitlines()
    assert shlex.split(last) == ["cd", "my edition", "&&", "edition", "build"]


@pytest.mark.parametrize("target", ["own", "own/edition.toml"])
def test_new_edition_overwrites_nothing(run: Run, target: str) -> None:
    Path("own/letter.txt").write_text("to the printer", encoding="utf-8")
    before = contents(Path())
    result = run("new", target)
    assert isinstance(result.exception, InputError)
    assert str(result.exception).startswith(f"{target}: error: not-writable: ")
    assert contents(Path()) == before


# outline and fingerprint


def test_outline_proposes_and_writes_nothing(said: Callable[..., str]) -> None:
    before = contents(Path("own"))
    proposed = [json.loads(line) for line in said("outline", "B").splitlines()]
    assert [one["kind"] for one in proposed] == ["heading", *["paragraph"] * 5]
    assert {one["status"] for one in proposed} == {"proposed"}
    assert contents(Path("own")) == before


def test_outline_overwrites_no_structure(misused: Callable[..., str]) -> None:
    assert "structure.jsonl exists" in misused("outline", "B", "--write")


def test_outline_is_the_beginning_of_an_edition(said: Callable[..., str]) -> None:
    """As the README of a new edition says: outline, then build."""
    Path("own/witnesses/B/structure.jsonl").unlink()
    printed = said("outline", "B", "--write", "--confirm")
    assert printed == "6 annotations, confirmed, in own/witnesses/B/structure.jsonl.\n"
    assert said(*TEI_ALONE).startswith("2 texts proved")


def test_outline_with_an_unknown_rule_lists_the_rules(misused: Callable[..., str]) -> None:
    change(Path("own/witnesses/B/witness.toml"), '"plain"', '"plane"')
    message = misused("outline", "B")
    assert "no rule plane; rules are article, chapters, memoir, plain" in message


SHORT_TEXTS = {"one line": "Winter\n", "two lines": "Winter\n\nIt was cold.\n"}


@pytest.mark.parametrize("text", SHORT_TEXTS)
@pytest.mark.parametrize("rule", outline_rules())
def test_every_outline_rule_takes_a_short_text(
    said: Callable[..., str], rule: str, text: str
) -> None:
    Path("own/sources/winter-b.txt").write_text(SHORT_TEXTS[text], encoding="utf-8")
    settings = Path("own/witnesses/B/witness.toml")
    change(settings, '"plain"', f'"{rule}"')
    settings.write_text(re.sub("sha256 = .*\n", "", settings.read_text("utf-8")), encoding="utf-8")
    first = json.loads(said("outline", "B").splitlines()[0])
    assert (first["kind"], first["quote"]) == ("heading", "Winter")


@pytest.mark.parametrize("siglum", ["A", "B"])
def test_fingerprint_of_the_specimen_is_the_one_stored(
    said: Callable[..., str], siglum: str
) -> None:
    path = Path("own/witnesses") / siglum / "fingerprint.txt"
    before = path.read_bytes()
    path.unlink()
    digest = said("fingerprint", siglum)
    assert path.read_bytes() == before
    assert digest in Path(f"own/witnesses/{siglum}/witness.toml").read_text("utf-8")


def test_fingerprint_holds_no_words(said: Callable[..., str]) -> None:
    said("fingerprint", "B")
    written = Path("own/witnesses/B/fingerprint.txt").read_text("utf-8")
    words = re.findall(r"\w+", Path("own/sources/winter-b.txt").read_text("utf-8"))
    assert re.fullmatch(r"([0-9a-f]{2,96}\n)+", written)
    assert len(bytes.fromhex(written)) == len(words)


# The command line as a whole


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command, those inside groups too."""
    yield path
    context = click.Context(group)
    for name in group.list_commands(context):
        one = group.get_command(context, name)
        if isinstance(one, click.Group):
            yield from commands(one, (*path, name))
        else:
            yield (*path, name)


COMMANDS = list(commands(command_line))
EXAMPLE = re.compile(r"^ +edition (?P<arguments>.+?)(?: {2,}.*)?$", re.MULTILINE)


def examples(help_text: str) -> list[list[str]]:
    """The examples of a help text, each up to a pipe, a redirection or another command."""
    found = [match.group("arguments") for match in EXAMPLE.finditer(help_text)]
    return [
        list(itertools.takewhile(lambda word: word not in ("|", ">", "&&"), shlex.split(one)))
        for one in found
    ]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_shows_an_example(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    shown = examples(result.stdout)
    assert shown, f"edition {' '.join(words)} --help shows no example"
    assert all(tuple(one[: len(words)]) == words for one in shown)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_examples_are_understood(run: Run, words: tuple[str, ...]) -> None:
    """Every option and argument of an example is one that its command knows."""
    for named in ("emendations.csv", "tei_all.rng", "dracor.rng", "basisformat.rng", "rules.sch"):
        Path(named).touch()
    Path("registers").mkdir()
    for example in examples(run(*words, "--help").stdout):
        context = click.Context(command_line)
        command: click.Command = command_line
        rest = example
        while isinstance(command, click.Group):
            found = command.get_command(context, rest[0])
            assert found, f"there is no command edition {' '.join(example)}"
            command, rest = found, rest[1:]
        command.make_context(command.name, rest)


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"edition, version {__version__}\n"


def test_no_arguments_show_the_help(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "Commands:" in result.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_is_printed(shell: str) -> None:
    if shell == "bash" and not shutil.which("bash"):
        pytest.skip("click asks bash for its version")
    done = real(env={**os.environ, "_EDITION_COMPLETE": f"{shell}_source"})
    assert done.returncode == 0
    assert "_edition_completion" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "last", "offered"),
    [
        ("edition ", 1, ["annotate", "build", "check"]),
        ("edition show --edition own ", 4, ["A", "B"]),
        ("edition annotate --edition own A per", 5, ["person"]),
    ],
)
def test_completion_offers_commands_sigla_and_kinds(
    words: str, last: int, offered: list[str]
) -> None:
    wish = {"_EDITION_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(last)}
    lines = real(env={**os.environ, **wish}).stdout.splitlines()
    assert [line.partition(",")[2] for line in lines][: len(offered)] == offered


SLOW_BUILD = """
import itertools
import tqdm.std

tqdm.std.time = itertools.count(0, 60).__next__  # every look at the clock is a minute later

from edition.cli import main

main()
"""


def test_progress_is_shown_on_a_terminal_and_not_in_a_pipe() -> None:
    command = [sys.executable, "-c", SLOW_BUILD, *TEI_ALONE, "--edition", "own"]
    assert "A: compile" in on_a_terminal(*command)
    piped = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (piped.stdout, piped.stderr) == ("2 texts proved, 7 files in build/tei.\n", "")
