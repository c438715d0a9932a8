"""From an edition's folder to a site: what is assembled, built, served and exported."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from conftest import Run
from lxml import html
from product_texts import edited_words, solid

from edition.cli.serve import is_source
from edition.reading.document import read_texts
from edition.sphinx_ext.assembling import SiteFacts, assemble, site_settings
from edition.tei import parse
from edition.texts import edited_text

FACTS = SiteFacts(
    title="Letters *from* Varn",
    author="The editors",
    edition="Letters *from* Varn",
    version="2.1",
    date="2026-11-22",
    language="en",
    publisher="The editors",
    project="Letters & notes.",
    licence="Free to use.",
    texts=("B", "A"),
)
TEXTS = {"A": b"<TEI/>", "B": b"<TEI/>"}


def state(folder: Path) -> dict[str, int]:
    """When each file was last written."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# Assembling


def test_a_site_has_every_page_without_any_of_ones_own(tmp_path: Path) -> None:
    assemble(tmp_path, FACTS, TEXTS, {}, {})
    names = set(state(tmp_path))
    pages = "index introduction principles how-to-cite colophon timeline map network emendations"
    pages += " notes parallels questions quality versions texts/index registers/persons"
    pages += " registers/places registers/organisations registers/works registers/events"
    assert names == {f"{one}.md" for one in pages.split()} | {
        "conf.py",
        "site.json",
        "texts/A.xml",
        "texts/B.xml",
    }


def test_the_pages_say_what_the_edition_is_called_and_list_its_texts_in_order(
    tmp_path: Path,
) -> None:
    assemble(tmp_path, FACTS, TEXTS, {}, {})
    assert (tmp_path / "index.md").read_text("utf-8").startswith("# Letters \\*from\\* Varn\n")
    assert "\n/texts/B\n/texts/A\n" in (tmp_path / "texts/index.md").read_text("utf-8")
    assert not [one for one in tmp_path.rglob("*.md") if "{{ edition" in one.read_text("utf-8")]


def test_pages_of_ones_own_replace_and_add(tmp_path: Path) -> None:
    own = tmp_path / "docs"
    (own / "essays").mkdir(parents=True)
    (own / "index.md").write_text("# {{ edition.title }}, our way", "utf-8")
    (own / "essays" / "light.md").write_text("# On light", "utf-8")
    (own / ".hidden").write_text("nothing", "utf-8")
    (own / "_build").mkdir()
    (own / "_build" / "old.md").write_text("# Old", "utf-8")
    target = tmp_path / "pages"
    assemble(target, FACTS, TEXTS, {"": own}, {})
    assert (target / "index.md").read_text("utf-8") == "# Letters \\*from\\* Varn, our way"
    assert (target / "essays/light.md").is_file()
    assert (target / "map.md").is_file()
    assert not (target / ".hidden").exists()
    assert not (target / "_build").exists()


def test_the_manual_is_listed_only_where_there_is_one(tmp_path: Path) -> None:
    manual = tmp_path / "manual"
    manual.mkdir()
    (manual / "index.md").write_text("# Manual", "utf-8")
    target = tmp_path / "pages"
    assemble(target, FACTS, TEXTS, {"manual": manual}, {})
    assert "\nmanual/index\n" in (target / "index.md").read_text("utf-8")
    assemble(target, FACTS, TEXTS, {}, {})
    assert "manual/index" not in (target / "index.md").read_text("utf-8")
    assert not (target / "manual/index.md").exists()


def test_nothing_is_written_again_that_has_not_changed(tmp_path: Path) -> None:
    assert assemble(tmp_path, FACTS, TEXTS, {}, {}) > 0
    first = state(tmp_path)
    assert assemble(tmp_path, FACTS, TEXTS, {}, {}) == 0
    assert state(tmp_path) == first
    assert assemble(tmp_path, FACTS, {**TEXTS, "A": b"<TEI n='2'/>"}, {}, {}) == 1


def test_what_is_gone_is_taken_away_but_not_the_stubs_of_divisions(tmp_path: Path) -> None:
    assemble(tmp_path, FACTS, TEXTS, {}, {})
    (tmp_path / "texts" / "A").mkdir()
    stub = tmp_path / "texts" / "A" / "A.d1.tei-page"
    stub.write_text("file: ../A.xml\ndivision: A.d1\n", "utf-8")
    assemble(tmp_path, FACTS._replace(texts=("A",)), {"A": TEXTS["A"]}, {}, {})
    assert not (tmp_path / "texts/B.xml").exists()
    assert stub.is_file()


def test_the_address_for_corrections_reaches_the_pages(tmp_path: Path) -> None:
    assemble(tmp_path, FACTS, TEXTS, {}, {})
    page = tmp_path / "how-to-cite.md"
    assert "This edition names no address for corrections: copy the proposal" in page.read_text()
    assert site_settings(tmp_path)["tei_corrections"] == ""
    named = FACTS._replace(corrections="mailto:editors@example.org")
    assemble(tmp_path, named, TEXTS, {}, {})
    assert "[editors](<mailto:editors@example.org>)" in page.read_text()
    assert site_settings(tmp_path)["tei_corrections"] == "mailto:editors@example.org"


def test_our_pages_need_no_contents_where_the_page_that_lists_them_is_replaced(
    tmp_path: Path,
) -> None:
    own = tmp_path / "docs"
    own.mkdir()
    (own / "index.md").write_text("# Ours\n", "utf-8")
    (own / "map.md").write_text("# Our map\n", "utf-8")
    target = tmp_path / "pages"
    assemble(target, FACTS, TEXTS, {"": own}, {})
    orphan = "---\norphan: true\n---\n"
    assert (target / "notes.md").read_text("utf-8").startswith(orphan)
    assert (target / "registers/persons.md").read_text("utf-8").startswith(orphan)
    assert (target / "map.md").read_text("utf-8") == "# Our map\n"
    (own / "index.md").unlink()
    assemble(target, FACTS, TEXTS, {"": own}, {})
    assert orphan not in (target / "notes.md").read_text("utf-8")


def test_files_to_take_away_are_offered_where_every_text_has_one(tmp_path: Path) -> None:
    files = {"downloads/A.xml": b"a", "downloads/B.xml": b"b", "downloads/A.epub": b"a"}
    assemble(tmp_path, FACTS, TEXTS, {}, files)
    settings = site_settings(tmp_path)
    assert settings["tei_downloads"] == [("TEI", "downloads/{siglum}.xml")]
    assert settings["html_extra_path"] == ["beside"]
    assert (tmp_path / "beside/downloads/A.epub").is_file()


def test_the_settings_leave_the_characters_of_the_texts_alone(tmp_path: Path) -> None:
    assemble(tmp_path, FACTS, TEXTS, {}, {})
    assert site_settings(tmp_path)["smartquotes"] is False


# edition build


@pytest.fixture
def built(own_edition: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition of one's own with its site, seen from the folder it is in."""
    monkeypatch.chdir(own_edition.parent)
    done = run("build", "--edition", "own", catch_exceptions=False)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "2 texts proved, 7 files in build/tei.",
        "The site is in build/site.",
        "Look at it with: edition serve (or open build/site/index.html)",
    ]
    return Path("build")


def test_the_site_of_the_specimen_is_whole(specimen_site: Path) -> None:
    for name in ("index", "texts/A", "texts/B", "registers/persons", "map", "search", "quality"):
        assert (specimen_site / f"{name}.html").is_file(), name
    for siglum in "AB":
        given = (specimen_site / "downloads" / f"{siglum}.xml").read_bytes()
        assert given == (specimen_site.parent / "tei" / f"{siglum}.xml").read_bytes()


@pytest.mark.parametrize("site", ["specimen_site", "five_site"])
def test_the_pages_carry_the_edited_text(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    for path in sorted((folder.parent / "tei").glob("?.xml")):
        (text,) = read_texts(parse(path.read_bytes()), path.stem)
        names = [folder / "texts" / f"{path.stem}.html"]
        names += sorted((folder / "texts" / path.stem).glob("*.html"))
        shown = [edited_words(html.parse(one).getroot().find(".//article")) for one in names]
        if len(shown) == 1:
            assert solid(shown[0]) == solid(edited_text(text.text)), path.stem
        assert sorted(solid("".join(shown))) == sorted(solid(edited_text(text.text))), path.stem


def test_a_second_build_writes_nothing_again(built: Path, run: Run) -> None:
    before = {name: state(built / name) for name in ("tei", "pages", "site")}
    assert run("build", "--edition", "own").exit_code == 0
    after = {name: state(built / name) for name in before}
    assert after["tei"] == before["tei"]
    assert after["pages"] == before["pages"]
    html_before = {k: v for k, v in before["site"].items() if k.endswith(".html")}
    assert {k: v for k, v in after["site"].items() if k in html_before} == {
        **html_before,
        "search.html": after["site"]["search.html"],  # Sphinx writes this one each time
    }


def test_two_builds_give_the_same_site(built: Path, run: Run, tmp_path: Path) -> None:
    assert run("build", "--edition", "own", "--into", tmp_path / "again").exit_code == 0
    one, other = built / "site", tmp_path / "again" / "site"
    assert set(state(one)) == set(state(other))
    different = [n for n in state(one) if (one / n).read_bytes() != (other / n).read_bytes()]
    assert different == []


def test_no_page_names_the_folder_it_was_made_in(built: Path) -> None:
    home = str(Path.cwd()).encode()
    guilty = [n for n in state(built / "site") if home in (built / "site" / n).read_bytes()]
    assert guilty == []


def test_a_text_that_is_gone_is_gone_from_the_site(built: Path, run: Run) -> None:
    settings = Path("own/edition.toml")
    text = settings.read_text("utf-8").replace('witnesses = ["A", "B"]', 'witnesses = ["A"]')
    settings.write_text(text, "utf-8")
    shutil.rmtree("own/witnesses/B")
    Path("own/parallels.jsonl").unlink(missing_ok=True)
    done = run("build", "--edition", "own")
    assert done.exit_code == 0, done.output
    assert not (built / "site/texts/B.html").exists()
    assert not (built / "site/downloads/B.xml").exists()


def test_only_tei_makes_no_site(
    own_edition: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own_edition.parent)
    done = run("build", "--edition", "own", "--only", "tei")
    assert done.stdout == "2 texts proved, 7 files in build/tei.\n"
    assert sorted(path.name for path in Path("build").iterdir()) == ["tei"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "--only", "tei", "--books"), "--books is for the site, which --only tei leaves"),
        (("build", "--check", "--books"), "--books is for the site, which --check leaves out"),
        (("export", "--to", "tei", "--together"), "--together is for books: add --to epub or"),
    ],
)
def test_options_that_would_do_nothing_together_are_refused(
    arguments: tuple[str, ...], said: str, run: Run
) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_home_page_of_ones_own_gives_no_warning(built: Path, run: Run) -> None:
    Path("own/docs").mkdir()
    Path("own/docs/index.md").write_text("# Our home\n", "utf-8")
    settings = Path("own/edition.toml")
    address = '[site]\ncorrections = "https://example.org/new-issue"\n\n[licence]'
    settings.write_text(settings.read_text("utf-8").replace("[licence]", address), "utf-8")
    done = run("build", "--edition", "own")
    assert done.exit_code == 0
    assert "WARNING" not in done.stderr
    form = html.parse("build/site/texts/A.html").xpath("//details[@class='cite-correction']//a")
    assert form[0].get("href").startswith("https://example.org/new-issue?")
    page = html.parse("build/site/how-to-cite.html")
    assert (
        page.xpath("//section[@id='corrections']//a/@href")[-1] == "https://example.org/new-issue"
    )


@pytest.mark.parametrize(
    ("name", "is_watched"),
    [
        ("notes.jsonl", True),
        ("index.md", True),
        ("letter.HTM", True),
        ("letter", True),
        ("_quarto.yml", True),
        ("sources.BIB", True),
        ("face.woff2", True),
        ("sedLNpddT", False),
        ("4913", False),
        (".index.md.swp", False),
        (".#index.md", False),
        ("#index.md#", False),
        ("index.md~", False),
    ],
)
def test_serve_watches_sources_alone(name: str, is_watched: bool) -> None:
    assert is_source(Path("docs", name), frozenset({"letter"})) == is_watched


def test_a_warning_names_the_page_as_its_author_knows_it(built: Path, run: Run) -> None:
    Path("own/docs").mkdir()
    Path("own/docs/introduction.md").write_text("# Introduction\n\n[x](nowhere.md)\n", "utf-8")
    done = run("build", "--edition", "own")
    assert done.exit_code == 0
    assert "own/docs/introduction.md:3: WARNING" in done.stderr
    assert "The site is in build/site. 1 warning, see above." in done.stdout


def test_without_sources_the_site_of_the_specimen_is_built(
    own_edition: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own_edition.parent)
    shutil.rmtree("own/sources")
    Path("own/docs/manual").mkdir(parents=True)
    Path("own/docs/index.md").write_text("# Five lost texts\n", "utf-8")
    Path("own/docs/manual/index.md").write_text("# The manual of the tool\n", "utf-8")
    done = run("build", "--edition", "own")
    assert done.exit_code == 0
    assert "the specimen is built instead" in done.stderr
    home = Path("build/site/index.html").read_text("utf-8")
    assert "Five lost texts" not in home
    assert "Varn" in home
    assert "The manual of the tool" in Path("build/site/manual/index.html").read_text("utf-8")


def test_broken_settings_of_a_site_are_said_in_one_sentence(built: Path, run: Run) -> None:
    Path("own/docs").mkdir()
    Path("own/docs/conf.py").write_text("project = \n", "utf-8")
    done = run("build", "--edition", "own")
    assert done.exit_code == 1
    assert "site was not made" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_sphinx_is_said_and_the_tei_is_there(
    own_edition: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own_edition.parent)
    monkeypatch.setattr("edition.cli.site.find_spec", lambda name: None)
    done = run("build", "--edition", "own")
    assert done.exit_code == 1
    assert "pip install 'edition[site]'" in done.stderr
    assert "--only tei" in done.stderr
    assert Path("build/tei/A.xml").is_file()


def test_checking_tei_does_not_import_sphinx() -> None:
    program = "import sys; from edition.cli import edition; "
    program += "import edition.cli.check, edition.cli.build, edition.cli.export; "
    program += "print(sorted(n for n in sys.modules if n in ('sphinx', 'docutils')))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


# edition serve


class Served:
    """`edition serve` running in a process of its own."""

    def __init__(self, port: int) -> None:
        command = [sys.executable, "-m", "edition", "serve", "--edition", "own"]
        self.process = subprocess.Popen(
            [*command, "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []
        self.address = ""
        self.limit = threading.Timer(300, os.killpg, (self.process.pid, signal.SIGKILL))
        self.limit.start()
        while not self.address:
            match = re.search(r"http://\S+", self.line())
            self.address = match[0] if match else ""

    def line(self) -> str:
        assert self.process.stdout is not None
        found = self.process.stdout.readline()
        assert found, "".join(self.said)
        self.said.append(found)
        return found

    def get(self, path: str, **headers: str) -> str:
        with urlopen(Request(self.address + path, headers=headers), timeout=10) as answer:
            self.headers = dict(answer.headers)
            return str(answer.read().decode())

    def end(self) -> int:
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=20)


@pytest.fixture
def site_shown(own_edition: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The site of an edition, shown on a port that was not the one asked for."""
    monkeypatch.chdir(own_edition.parent)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        served = Served(taken.getsockname()[1])
        try:
            yield served
        finally:
            served.limit.cancel()
            if served.process.poll() is None:
                os.killpg(served.process.pid, signal.SIGKILL)
                served.process.wait()
            assert served.process.stdout is not None
            served.process.stdout.close()


def test_serve_shows_the_site_builds_again_on_change_and_ends(site_shown: Served) -> None:
    assert "The Winter at Varn Station" in site_shown.get("index.html")
    assert site_shown.headers["X-Content-Type-Options"] == "nosniff"
    with pytest.raises(HTTPError, match="403"):
        site_shown.get("index.html", Host="elsewhere.example")
    with pytest.raises(HTTPError, match="404"):
        site_shown.get("../own/edition.toml")
    settings = Path("own/edition.toml")
    settings.write_text(
        settings.read_text("utf-8").replace("a specimen edition", "a changed edition"), "utf-8"
    )
    while "The site is in" not in site_shown.line():
        continue
    assert any(line.startswith("Changed: edition.toml") for line in site_shown.said)
    assert "a changed edition" in site_shown.get("index.html")
    started = time.monotonic()
    assert site_shown.end() == 130
    assert time.monotonic() - started < 15


# edition export


@pytest.fixture
def home(own_edition: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(own_edition.parent)
    return own_edition.parent


def test_export_writes_the_same_tei_and_texts_as_build(home: Path, run: Run) -> None:
    run("build", "--edition", "own", "--only", "tei")
    done = run("export", "--edition", "own", "--to", "tei", "--to", "txt", "--into", "files")
    assert done.stdout == "A, B as tei, txt in files.\n"
    names = sorted(path.name for path in Path("files").iterdir())
    assert names == sorted(
        f"{siglum}.{rest}" for siglum in "AB" for rest in ("xml", "edited.txt", "diplomatic.txt")
    )
    for name in names:
        assert Path("files", name).read_bytes() == Path("build/tei", name).read_bytes()


def test_export_of_one_text(home: Path, run: Run) -> None:
    done = run("export", "--edition", "own", "--to", "tei", "--to", "corpus", "--text", "B")
    assert done.exit_code == 0, done.output
    assert sorted(p.name for p in Path("build/export").iterdir()) == ["B.xml", "corpus.xml"]
    assert [
        one.siglum for one in read_texts(parse(Path("build/export/corpus.xml").read_bytes()), "c")
    ] == ["B"]


def test_export_to_html_is_a_site_of_these_texts(home: Path, run: Run) -> None:
    done = run("export", "--edition", "own", "--to", "html", "--text", "B")
    assert done.exit_code == 0, done.output
    site = Path("build/export/html")
    assert (site / "texts/B.html").is_file()
    assert not (site / "texts/A.html").exists()


def test_export_names_what_it_does_not_know(home: Path, run: Run) -> None:
    done = run("export", "--edition", "own", "--to", "tei", "--text", "Z")
    assert done.exit_code == 2
    assert "There is no text Z to export; there is A, B." in done.stderr
    assert run("export", "--edition", "own", "--to", "docx").exit_code == 2
    assert run("export", "--edition", "own").exit_code == 2


def test_every_writer_is_a_format_of_export() -> None:
    from edition.cli.export import exports
    from edition.writers import writers

    assert set(exports()) == {"txt" if n == "plain" else n for n in writers()} | {
        "epub",
        "html",
        "pdf",
    }


def test_books_are_offered_on_the_site_until_their_text_changes(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def write(kind: str, name: str, compiled: object, work: Path, target: Path) -> int:
        made.append(target.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"a book")
        return 0

    monkeypatch.setattr("edition.cli.site.make_book", write)
    assert run("build", "--edition", "own", "--books").exit_code == 0
    assert made == ["A.epub", "A.pdf", "B.epub", "B.pdf"]
    assert Path("build/site/downloads/B.pdf").is_file()
    assert run("build", "--edition", "own", "--books").exit_code == 0
    assert len(made) == 4
    layer = Path("own/witnesses/B/notes.jsonl")
    layer.unlink()
    assert run("build", "--edition", "own").exit_code == 0
    assert Path("build/site/downloads/A.pdf").is_file()
    page = Path("build/site/texts/A.html").read_text("utf-8")
    assert "downloads/A.pdf" not in page  # not every text has one


def test_facts_of_a_site_are_kept_beside_its_pages(tmp_path: Path) -> None:
    assemble(tmp_path, FACTS, TEXTS, {}, {})
    assert json.loads((tmp_path / "site.json").read_text("utf-8"))["texts"] == ["B", "A"]
