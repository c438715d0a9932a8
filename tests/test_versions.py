"""The recorded versions: what they keep, what they tell, and how a page answers an old address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from sphinx_projects import Built, project

from edition.cli.release import passages_of
from edition.diagnostics import InputError
from edition.readers.versions import read_versions
from edition.reading.passages import Passage, digest
from edition.versions import (
    Stretch,
    Version,
    changes_since,
    recorded,
    stretches_of,
    text_changes,
    version_of,
    version_record,
    wording,
)
from edition.writers.product import CompiledEdition

Run = Callable[..., Result]


def passage(identifier: str, text: str) -> Passage:
    return Passage(identifier, "p", "", text, digest(text), "", ())


NOW = [
    passage("K.h1", "The keeper's book"),
    passage("K.p1", "The lamp was lit at four, and nobody passed."),
    passage("K.p2", "Snow fell on the mole all night, and the boats stayed in."),
    passage("K.p3", "In the morning he wrote one line more."),
]


def earlier(**texts: str | None) -> Version:
    """A version in which some passages had other texts, or were not there."""
    before = {one.id.partition(".")[2]: one.text for one in NOW} | texts
    return recorded(
        "0.9",
        "1903-04-06",
        {"K": [passage(f"K.{k}", v) for k, v in before.items() if v is not None]},
    )


def marked(before: str, now: str) -> str:
    """A text with what is new in [ ], and ‸ for each word or mark that has gone."""
    found = list(stretches_of(wording(passage("K.p1", before)), passage("K.p1", now)))
    opening = {one.start: "‸" * one.lost + "[" for one in found if one.end > one.start}
    opening |= {one.start: "‸" * one.lost for one in found if one.end == one.start}
    closing = {one.end for one in found if one.end > one.start}
    shown, inked = "", 0
    for character in now:
        if not character.isspace():
            shown += ("]" if inked in closing else "") + opening.get(inked, "")
            inked += 1
        elif inked in closing:
            shown += "]"
            closing.discard(inked)
        shown += character
    return shown + ("]" if inked in closing else "") + opening.get(inked, "")


# What is kept


def test_a_record_is_read_back() -> None:
    version = earlier()
    assert version_of(json.loads(json.dumps(version_record(version)))) == version


def test_a_record_holds_one_byte_for_each_word_and_mark() -> None:
    assert len(wording(NOW[1]).tokens) == len(
        "The lamp was lit at four , and nobody passed .".split()
    )


def test_a_record_gives_no_word_back(compiled_specimen: CompiledEdition) -> None:
    """No run of letters in it but names of passages and what base 64 makes of bytes."""
    record = version_record(earlier())
    for value in record["texts"]["K"].values():
        assert re.fullmatch(r"[0-9a-f]{8} [A-Za-z0-9+/]*={0,2}", value)
    words = {word.lower() for one in NOW for word in re.findall(r"\w{4,}", one.text)}
    assert not [word for word in words if word in json.dumps(record).lower()]


@pytest.mark.parametrize(
    "broken", ["{", "[]", '{"version": "1"}', '{"version":"1","date":"","texts":{"A":{"p":"x ?"}}}']
)
def test_a_broken_record_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "1.0.json").write_text(broken, encoding="utf-8")
    with pytest.raises(InputError, match=r"1\.0\.json: error: bad-version"):
        read_versions(tmp_path)


# What is told


def test_nothing_has_changed() -> None:
    [found] = changes_since(earlier(), {"K": NOW})
    assert found == ("K", 4, (), (), (), ())


def test_a_passage_with_other_words_is_reworded() -> None:
    found = text_changes(earlier(p1="The lamp was lit at five, and nobody passed."), "K", NOW)
    [one] = found.reworded
    assert (one.passage, one.now, one.stretches) == ("K.p1", "K.p1", (Stretch(15, 19, 1),))
    assert (found.unchanged, found.moved, found.gone, found.new) == (3, (), (), ())


def test_a_passage_with_another_name_is_moved() -> None:
    found = text_changes(earlier(p3=None, p4=NOW[3].text), "K", NOW)
    assert [(one.passage, one.now, one.stretches) for one in found.moved] == [("K.p4", "K.p3", ())]
    assert found.new == ("K.p3",)


def test_a_passage_is_found_by_most_of_its_words() -> None:
    text = "In the morning he wrote one line less."
    found = text_changes(earlier(p3=None, p4=text), "K", NOW)
    assert [(one.passage, one.now) for one in found.moved] == [("K.p4", "K.p3")]


def test_when_all_are_numbered_anew_each_is_found() -> None:
    shifted = earlier(p1="A new beginning.", p2=NOW[1].text, p3=NOW[2].text, p4=NOW[3].text)
    found = text_changes(shifted, "K", NOW)
    pairs = [(one.passage, one.now) for one in found.moved]
    assert pairs == [("K.p2", "K.p1"), ("K.p3", "K.p2"), ("K.p4", "K.p3")]
    assert [one.passage for one in found.gone] == []
    assert [one.passage for one in found.reworded] == ["K.p1"]


def test_a_passage_that_is_nowhere_is_gone_and_one_that_was_nowhere_is_new() -> None:
    found = text_changes(earlier(p2=None, p9="Of the ice nothing was said in spring."), "K", NOW)
    assert [one.passage for one in found.gone] == ["K.p9"]
    assert found.new == ("K.p2",)


def test_texts_that_came_and_went() -> None:
    version = recorded("1", "1903-01-01", {"Q": NOW[:1]})
    gone, new = changes_since(version, {"K": NOW})
    assert (gone.siglum, [one.passage for one in gone.gone]) == ("Q", ["K.h1"])
    assert (new.siglum, len(new.new)) == ("K", 4)


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [
        ("lit at five, and", "lit at four, and", "lit at ‸[four], and"),
        ("lit at four and", "lit at four, and", "lit at four[,] and"),
        ("Lit at four", "lit at four", "‸[lit] at four"),
        ("lit late at four", "lit at four", "lit ‸at four"),
        ("lit at four again", "lit at four", "lit at four‸"),
        ("at four", "lit at four", "[lit] at four"),
        ("one two", "three", "‸‸[three]"),
    ],
)
def test_the_difference_is_told_by_word(before: str, now: str, shown: str) -> None:
    assert marked(before, now) == shown


words = st.lists(st.sampled_from(["ice", "lamp", "snow", "Å", "no,", "𝔡"]), max_size=9).map(
    " ".join
)


@given(words, words)
def test_what_is_not_new_was_there(before: str, now: str) -> None:
    old, new = passage("K.p1", before), passage("K.p1", now)
    stretches = list(stretches_of(wording(old), new))
    inked = "".join(now.split())
    fresh = sum(
        len(wording(passage("-", inked[s.start : s.end])).tokens)
        for s in stretches
        if " " not in now
    )
    assert [s.start for s in stretches] == sorted(s.start for s in stretches)
    assert all(0 <= s.start <= s.end <= len(inked) for s in stretches)
    if before == now:
        assert stretches == []
    lost = sum(s.lost for s in stretches)
    assert lost <= len(wording(old).tokens)
    if " " not in now:
        assert len(wording(old).tokens) - lost == len(wording(new).tokens) - fresh


# edition release


@pytest.fixture
def release(run: Run, own_edition: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `edition release` beside a copy of the specimen in own/."""
    monkeypatch.chdir(own_edition.parent)
    monkeypatch.delenv("EDITION_SOURCES", raising=False)
    return lambda *arguments: run("release", "--edition", "own", *arguments)


def emend(old: str, new: str) -> None:
    path = Path("own/witnesses/B/emendations.jsonl")
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")


def test_release_records_every_passage(release: Run) -> None:
    assert release().stdout.startswith(
        "Version 1.0 recorded: 39 passages, in own/versions/1.0.json"
    )
    [version] = read_versions(Path("own/versions"))
    assert (version.name, version.date) == ("1.0", "2026-11-22")
    assert list(version.texts["B"]) == ["B.h1", "B.byline1", "B.p1", "B.p2", "B.p3", "B.p4"]


def test_a_release_can_be_said_again_but_not_changed(release: Run) -> None:
    release()
    before = Path("own/versions/1.0.json").read_bytes()
    assert release().exit_code == 0
    emend('"corr":"April"', '"corr":"Aprill"')
    result = release()
    assert result.exit_code == 2
    assert "Version 1.0 is recorded already, and the text has changed" in result.stderr
    assert Path("own/versions/1.0.json").read_bytes() == before


def test_check_says_what_changed_and_writes_nothing(release: Run) -> None:
    assert "No version has been recorded" in release("--check").stderr
    release()
    emend('"corr":"April"', '"corr":"Aprill"')
    said = release("--check").stdout
    assert "Since version 1.0 of 2026-11-22:" in said
    assert "A: 33 passages unchanged" in said
    assert "B: 5 passages unchanged\n  1 reworded: B.p4" in said
    assert [path.name for path in Path("own/versions").iterdir()] == ["1.0.json"]


@pytest.mark.parametrize("version", ["1/0", "../x", ""])
def test_a_version_that_is_no_name_is_not_recorded(release: Run, version: str) -> None:
    settings = Path("own/edition.toml")
    text = settings.read_text("utf-8").replace('version = "1.0"', f'version = "{version}"')
    settings.write_text(text, encoding="utf-8")
    assert "cannot name a file" in release().stderr


# A page answers


CONF = """\
project = "Winter"
release = "1.0"
extensions = ["edition.sphinx_ext"]
html_theme = "edition"
tei_corrections = "mailto:editors@example.org"
"""
INDEX = "Winter\n======\n\n.. toctree::\n\n   texts/A\n   texts/B\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, compiled_specimen: CompiledEdition) -> Built:
    """The specimen, with a record of a version in which it was not quite the same."""
    made = project(
        tmp_path_factory.mktemp("winter"),
        {
            "conf.py": CONF,
            "index.rst": INDEX,
            **{f"texts/{s}.xml": tei.decode() for s, tei in compiled_specimen.documents.items()},
        },
    )
    texts = {
        siglum: passages_of(tei, siglum) for siglum, tei in compiled_specimen.documents.items()
    }
    before = {one.id: one.text for one in texts["B"]}
    before["B.p1"] = before["B.p1"].replace("two boxes", "three old boxes")
    before["B.p9"] = before.pop("B.p3")
    before["B.p8"] = "Nothing of this was kept by anybody."
    old = {**texts, "B": [passage(name, text) for name, text in before.items()]}
    record = json.dumps(version_record(recorded("0.9", "2026-01-01", old)))
    made.write({"versions/0.9.json": record})
    return made.build()


@pytest.fixture
def follow(site: Built, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Open an address of B's page, straight from the disk."""
    context = browser.new_context(viewport={"width": 800, "height": 300})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def opened(address: str) -> Page:
        page.goto((site.folder / "texts" / "B.html").as_uri() + address)
        return page

    yield opened
    context.close()
    assert errors == []


def current(site: Built, identifier: str) -> str:
    [found] = site.page("texts/B").xpath(f"//*[@id='{identifier}']/@data-digest")
    return str(found)


def answer(page: Page) -> str:
    return " ".join(page.locator("#cited").inner_text().split())


def test_the_build_has_no_warning(site: Built) -> None:
    assert site.warnings == []


def test_without_a_cited_version_nothing_is_said(follow: Callable[[str], Page]) -> None:
    assert not follow("#B.p1").locator("#cited").is_visible()


ANSWERS = {
    "?cited=0.9-{B.p2}#B.p2": "Unchanged since version 0.9",
    "?cited=0.9#B.p2": "Unchanged since version 0.9",
    "?cited=0.9-{B.p2}#B.p2.": "Unchanged since version 0.9",
    "?cited=0.5-{B.p2}#B.p2": "No version 0.5 is on record, but the words are those",
    "?cited=1.0-{B.p2}#B.p2": "as cited: version 1.0",
    "?cited=0.9-00000000#B.p2": "altered, or was copied before that version was finished",
    "?cited=0.5-00000000#B.p2": "no record of a version 0.5",
    "?cited=0.9#B.p8": "B.p8 of version 0.9 is no longer in the text",
    "?cited=0.9#B.p9": "now stands, unchanged, at B.p3",
    "?cited=0.9#B.p3": "not yet in version 0.9",
    "?cited=0.9#B.p77": "Version 0.9 has no passage B.p77",
    "?cited=0.5#B.p77": "There is no passage B.p77 here",
    "?cited=0.9": "names a version, but no passage",
}


@pytest.mark.parametrize("address", ANSWERS)
def test_an_address_is_answered(site: Built, follow: Callable[[str], Page], address: str) -> None:
    full = address.replace("{B.p2}", current(site, "B.p2"))
    page = follow(full)
    assert ANSWERS[address] in answer(page)
    assert page.locator("#cited").is_visible()


def test_the_difference_is_marked_in_the_text(follow: Callable[[str], Page]) -> None:
    page = follow("?cited=0.9#B.p1")
    assert answer(page).startswith("Changed since version 0.9. What is new is marked.")
    expect(page.locator("#cited")).to_be_in_viewport()
    assert page.locator("#B\\.p1 ins").all_inner_texts() == ["two"]
    assert (
        page.locator("#B\\.p1 .since-lost").get_attribute("aria-label")
        == "2 words or marks stood here"
    )


def test_scripts_read_the_passages_that_are_recorded(
    follow: Callable[[str], Page], compiled_specimen: CompiledEdition
) -> None:
    shown = follow("").evaluate(
        "[...document.querySelectorAll('[data-digest]')].map((e) => [e.id, editionPassage.text(e)])"
    )
    known = passages_of(compiled_specimen.documents["B"], "B")
    assert {name: text.split() for name, text in shown} == {
        one.id: one.text.split() for one in known
    }


def test_a_passage_that_moved_is_a_link_away(follow: Callable[[str], Page]) -> None:
    page = follow("?cited=0.9#B.p9")
    page.locator("#cited a").click()
    assert page.url.endswith("#B.p3")
