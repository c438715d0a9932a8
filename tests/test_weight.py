"""What a text page weighs: at most 1.5 times its text compressed, and 150 kB for what is shared."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from page_weight import FOR_SHARED, Weight, loaded_with, page_texts, weighed
from playwright.sync_api import Browser
from site_pages import none_of, reader, served
from sphinx_projects import project

from edition.sphinx_ext.assembling import PAGE_SIZE

TEXT = "The lamp on the quay went out at four."


def weights(site: Path) -> Iterator[Weight]:
    """The weight of every text page of a built site."""
    for tei in sorted((site / "downloads").glob("*.xml")):
        if tei.stem == "corpus":
            continue
        for page in page_texts(tei, PAGE_SIZE):
            yield weighed(site, f"texts/{page.name}.html", "\n".join(page.paragraphs))


def too_heavy(found: Iterator[Weight]) -> Iterator[str]:
    for one in found:
        if one.share > 1:
            yield f"{one.page}: {one.own} and {one.loaded} bytes, {one.budget:.0f} allowed"


@pytest.fixture(params=["specimen_site", "five_site"])
def site(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def test_no_text_page_is_over_its_budget(site: Path) -> None:
    none_of(too_heavy(weights(site)))


VERSE_CONF = f"""\
project = "Verse"
extensions = ["edition.sphinx_ext"]
html_theme = "edition"
tei_page_size = {PAGE_SIZE}
"""


def test_no_page_of_verse_is_over_its_budget(shared: Path, tmp_path: Path) -> None:
    """A play: each line is a passage."""
    tei = shared / "corpora" / "shakedracor" / "macbeth.xml"
    index = "Home\n====\n\n.. toctree::\n\n   macbeth\n"
    sources = {"conf.py": VERSE_CONF, "index.rst": index, tei.name: tei.read_text("utf-8")}
    site = project(tmp_path, sources).build().folder
    found = [
        weighed(site, f"{page.name}.html", "\n".join(page.paragraphs))
        for page in page_texts(tei, PAGE_SIZE)
    ]
    assert len(found) > 5
    none_of(too_heavy(iter(found)))
    verse = max(found, key=lambda one: one.text)
    assert verse.own < 3 * verse.text


def test_every_text_page_is_weighed(site: Path) -> None:
    of_texts = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if "kind-text" in html.parse(path).getroot().find("body").get("class").split()
    }
    found = list(weights(site))
    assert of_texts
    assert {one.page for one in found} == of_texts
    assert all(one.own > one.text > 0 for one in found)


def test_the_browser_loads_nothing_that_is_not_weighed(
    specimen_site: Path, browser: Browser
) -> None:
    """Fonts come only where a page uses them, so it may load less."""
    page = specimen_site / "texts/A.html"
    loaded: set[Path] = set()
    with served(specimen_site) as home, reader(browser) as context:
        tab = context.new_page()
        tab.on("request", lambda one: loaded.add(specimen_site / path_of(one.url)))
        tab.goto(f"{home}/texts/A.html", wait_until="networkidle")
    counted = loaded_with(page) | {page}
    assert not loaded - counted
    assert {one.suffix for one in loaded} >= {".html", ".css", ".js", ".woff2", ".svg"}


def path_of(address: str) -> str:
    return unquote(urlsplit(address).path).lstrip("/")


# ---------------------------------------------------------------- the weighing itself


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A page with a style sheet, what that loads, a script, an icon and a picture."""
    files = {
        "a/page.html": (
            '<link rel="stylesheet" href="../style.css?v=1"><link rel="next" href="b.html">'
            '<link rel="icon" href="../icon.svg"><script src="../own.js"></script>'
            f'<body><p>{TEXT}<img src="view%20west.png"><a href="b.html">On</a>'
        ),
        "a/b.html": "<p>Another page</p>",
        "a/view west.png": "picture",
        "style.css": '@import "more.css"; p { background: url("data:image/gif;base64,R0lGODlh") }',
        "more.css": "@font-face { src: url(fonts/face.woff2) } @import 'style.css';",
        "fonts/face.woff2": "face",
        "fonts/other.woff2": "no style sheet names it",
        "own.js": "'use strict';",
        "icon.svg": "<svg/>",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def test_what_is_loaded_with_a_page(small_site: Path) -> None:
    found = {
        one.relative_to(small_site).as_posix() for one in loaded_with(small_site / "a/page.html")
    }
    expected = "style.css more.css fonts/face.woff2 own.js icon.svg"
    assert found == {*expected.split(), "a/view west.png"}


def test_a_page_inside_its_budget(small_site: Path) -> None:
    light = weighed(small_site, "a/page.html", TEXT)
    assert not list(too_heavy(iter([light])))
    assert light.share < 0.01


@pytest.mark.parametrize("heavy", ["a/page.html", "more.css", "fonts/face.woff2", "own.js"])
def test_a_page_over_its_budget(small_site: Path, heavy: str) -> None:
    """Noise, which no compression makes shorter, at the end of one of the files it needs."""
    path = small_site / heavy
    noise = random.Random(5).randbytes(FOR_SHARED).hex()  # half as long compressed
    path.write_text(path.read_text("utf-8") + f"/*{noise}*/", "utf-8")
    [fault] = too_heavy(iter([weighed(small_site, "a/page.html", TEXT)]))
    assert fault.startswith("a/page.html: ")


def test_what_compresses_well_is_light(small_site: Path) -> None:
    path = small_site / "own.js"
    path.write_text("// long\n" * FOR_SHARED, "utf-8")
    assert weighed(small_site, "a/page.html", TEXT).share < 0.1


def test_the_more_text_the_larger_the_budget(small_site: Path) -> None:
    short = weighed(small_site, "a/page.html", TEXT)
    words = random.Random(5).randbytes(1000).hex()
    long = weighed(small_site, "a/page.html", TEXT + words)
    assert long.budget == pytest.approx(FOR_SHARED + 1.5 * long.text)
    assert long.budget - short.budget > 1000


def test_the_text_of_a_page_is_its_edited_text_without_pages_inside(tmp_path: Path) -> None:
    chapters = "".join(
        f'<div xml:id="C.{n}"><head>Chapter {n}</head><p>{TEXT} Again: {TEXT}</p></div>'
        for n in (1, 2)
    )
    body = f"<p>The <choice><sic>lmap</sic><corr>lamp</corr></choice>.</p>{chapters}"
    tei = tmp_path / "C.xml"
    tei.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>', "utf-8"
    )
    first, second, third = page_texts(tei, 100)
    assert (first.name, first.paragraphs) == ("C", ("The lamp.",))
    assert [second.name, third.name] == ["C/C.1", "C/C.2"]
    assert third.paragraphs == ("Chapter 2", f"{TEXT} Again: {TEXT}")
    [whole] = page_texts(tei, 0)
    assert len(whole.paragraphs) == 5
