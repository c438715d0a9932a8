"""The theme: its pages need no inline script or style, its typeface, its weight, its colours."""

from __future__ import annotations

import base64
import gzip
import re
import tomllib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import html
from lxml.html import HtmlElement
from playwright.sync_api import Browser
from site_pages import reader
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from edition.sphinx_ext import typeface
from edition.sphinx_ext.theming import POLICY, THEME

ROOT = Path(__file__).resolve().parent.parent
STATIC = THEME / "static"
SHARED = 97_000  # bytes, compressed: type, style sheets and scripts of a text page
LARGEST_SCRIPT = 12_000  # bytes
DATA = {"application/json", "application/ld+json"}

PICTURE = (  # one pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

CONF = """
project = "The lighthouse"
release = "0.1"
extensions = ["edition.sphinx_ext", "myst_parser"]
html_theme = "edition"
html_theme_options = {"licence": "Notes: CC BY 4.0."}
tei_corrections = "mailto:editors@example.org"
exclude_patterns = ["build"]
"""
HOME = """
# The lighthouse

Prose with a [link](manual.rst), `code`, and a note.[^1]

| siglum | what |
|---|--:|
| A | 12 |

```{toctree}
ledger
manual
```

[^1]: A note.
"""
MANUAL = """
Manual
======

.. list-table:: Widths
   :widths: 10 90
   :width: 50%

   * - a
     - b

.. figure:: lamp.png
   :width: 43%
   :figwidth: 300px

   A lamp

.. image:: lamp.png
   :width: 50px
   :alt: a lamp

.. image:: lamp.png
   :width: 2em
   :alt: a lamp

.. code-block:: python

   lamp = "out"  # at night

.. index:: lamp, night
.. glossary::

   wick
     what burns

.. py:function:: light(lamp)

   Lights it.

.. sidebar:: Aside
   :class: wide

   Words.

:Keeper: Ivo
"""
LEDGER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
 <teiHeader><fileDesc><titleStmt><title>The ledger</title></titleStmt>
  <publicationStmt><p>For tests.</p></publicationStmt>
  <sourceDesc><p>Invented.</p></sourceDesc></fileDesc></teiHeader>
 <standOff><listPerson>
  <person xml:id="ivo"><persName>Ivo</persName></person>
 </listPerson></standOff>
 <text xml:id="A.text"><body>
  <p xml:id="A.p1">The keeper
   <choice xml:id="A.e1"><sic>lihgts</sic><corr cert="high">lights</corr></choice>
   the <persName ref="#ivo">Ivo</persName> lamp<note xml:id="A.n1" type="editorial">Brass.</note>
   at <date when="1901-02-03">dusk</date>.</p>
 </body></text></TEI>
"""


def write_sources(folder: Path) -> Path:
    folder.mkdir()
    sources = {"conf.py": CONF, "index.md": HOME, "manual.rst": MANUAL, "ledger.xml": LEDGER}
    for name, content in sources.items():
        (folder / name).write_text(content.strip() + "\n", encoding="utf-8")
    (folder / "lamp.png").write_bytes(base64.b64decode(PICTURE))
    return folder


def build(source: Path, out: Path) -> Path:
    """Build the site of a folder; a warning of Sphinx is an error."""
    warnings = StringIO()
    trees = out.with_name(f"{out.name}-trees")
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(source, source, out, trees, "html", status=None, warning=warnings)
        app.build()
    assert not warnings.getvalue()
    return out


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for users' caches that is no user's."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder / "edition" / "fonts"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    folder = tmp_path_factory.mktemp("theme")
    return build(write_sources(folder / "source"), folder / "site")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, HtmlElement]:
    return {path.stem: html.parse(path).getroot() for path in sorted(site.glob("*.html"))}


def test_the_site_has_a_page_of_each_sort(pages: dict[str, HtmlElement]) -> None:
    assert {"index", "ledger", "manual", "genindex", "search"} <= pages.keys()


def test_no_page_has_style_or_script_of_its_own(pages: dict[str, HtmlElement]) -> None:
    for name, page in pages.items():
        found = [one for one in page.iter("script") if one.get("src") is None]
        assert all(one.get("type") in DATA for one in found), name
        assert not list(page.iter("style")), name
        for element in page.iter("*"):
            inline = [key for key in element.attrib if re.fullmatch("style|on.*", key)]
            assert not inline, f"{name}: {html.tostring(element)[:200]!r}"


def test_each_page_states_the_policy_before_it_loads_anything(
    pages: dict[str, HtmlElement],
) -> None:
    for name, page in pages.items():
        first, second, *_ = page.find("head")
        assert first.get("charset") == "utf-8", name
        assert second.get("http-equiv") == "Content-Security-Policy", name
        assert second.get("content") == POLICY, name


def test_pages_load_files_of_the_site_alone(site: Path, pages: dict[str, HtmlElement]) -> None:
    for name, page in pages.items():
        for address in loaded(page):
            assert (site / address.partition("?")[0]).is_file(), f"{name}: {address}"


def loaded(page: HtmlElement) -> list[str]:
    """The addresses of what a browser fetches for a page."""
    links = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href")
    return [*links, *page.xpath("//script/@src"), *page.xpath("//img/@src")]


def test_what_all_text_pages_share_is_small(site: Path, pages: dict[str, HtmlElement]) -> None:
    shared = [address.partition("?")[0] for address in loaded(pages["ledger"])]
    fonts = sorted((site / "_static" / "fonts").glob("*.woff2"))
    sizes = {one: len(gzip.compress((site / one).read_bytes(), mtime=0)) for one in shared}
    total = sum(sizes.values()) + sum(one.stat().st_size for one in fonts)
    assert len(fonts) == len(typeface.CUTS)
    assert total < SHARED, sizes


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.js")), ids=lambda path: path.stem)
def test_scripts_are_small_and_strict(path: Path) -> None:
    script = path.read_text("utf-8")
    assert script.startswith('"use strict";\n')
    assert len(script.encode()) < LARGEST_SCRIPT


def test_no_page_has_an_id_twice(pages: dict[str, HtmlElement]) -> None:
    for name, page in pages.items():
        ids = page.xpath("//@id")
        assert sorted(ids) == sorted(set(ids)), name


def test_the_theme_is_found_without_the_extension(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `pip install` would declare it: by the entry point of pyproject.toml."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (name, module), *_ = declared["project"]["entry-points"]["sphinx.html_themes"].items()
    installed = tmp_path / "installed" / "declared-1.dist-info"
    installed.mkdir(parents=True)
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: declared\nVersion: 1\n")
    (installed / "entry_points.txt").write_text(f"[sphinx.html_themes]\n{name} = {module}\n")
    monkeypatch.syspath_prepend(installed.parent)
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text('project = "Lamps"\nhtml_theme = "edition"\n')
    (source / "index.rst").write_text("Lamps\n=====\n\nOf lamps.\n")
    site = build(source, tmp_path / "site")
    page = html.parse(site / "index.html").getroot()
    assert "edition-type.css" in "".join(page.xpath("//link/@href"))
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']")


def test_only_text_pages_have_the_toolbar(pages: dict[str, HtmlElement]) -> None:
    readings = ["reading-edited", "reading-source", "reading-both"]
    layers = ["layer-emendations", "layer-notes", "layer-names", "layer-dates"]
    assert pages["ledger"].xpath("//input/@id") == [*readings, *layers]
    assert pages["ledger"].xpath("//input[@checked]/@id") == [readings[0], *layers[:3]]
    assert not pages["manual"].xpath("//*[@id='view'] | //script[contains(@src, 'reading')]")


def test_script_and_style_sheet_agree_where_notes_stand_beside_the_text() -> None:
    wide = r"\(min-width: (\d+rem)\)"
    script = re.search(wide, (STATIC / "edition-reading.js").read_text("utf-8"))
    style = (STATIC / "edition-text.css").read_text("utf-8")
    beside = re.search(rf"@media {wide} {{[^@]*float: right", style)
    assert script is not None and beside is not None
    assert script[1] == beside[1]


def test_widths_become_attributes_and_classes(pages: dict[str, HtmlElement]) -> None:
    images = pages["manual"].xpath("//main//img")
    assert [(one.get("width"), one.get("class")) for one in images] == [
        (None, "width-40"),
        ("50", None),
        (None, None),
    ]


def test_the_same_sources_make_the_same_site(
    tmp_path: Path, site: Path, pages: dict[str, HtmlElement]
) -> None:
    again = build(write_sources(tmp_path / "source"), tmp_path / "site")
    first, second = contents(site), contents(again)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a site but Sphinx's own notes and the index of the search."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name[0] != ".")
    found = {path.relative_to(folder): path.read_bytes() for path in files}
    return {str(path): found[path] for path in found if path.parts[0] != "pagefind"}


# ---------------------------------------------------------------- other themes

APART = """margin => {
  const words = document.createRange();
  words.selectNode(margin.nextSibling);
  const box = margin.getBoundingClientRect();
  const lines = [...words.getClientRects()];
  return lines.length > 0 && lines.every(line => line.right + 4 < box.left
    || line.left > box.right + 4 || line.top > box.bottom || line.bottom < box.top);
}"""


HIDDEN_WORDS = """(passage) => {
  const words = document.createElement("span");
  words.className = "visually-hidden";
  words.textContent = "[here: ";
  passage.append(words);
  return words.getBoundingClientRect().width;
}"""


@pytest.fixture(scope="module", params=["alabaster", "furo", "basic"])
def other_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    source = write_sources(folder / "source")
    others = CONF.replace('"edition"\n', f'"{request.param}"\n')
    (source / "conf.py").write_text(re.sub("html_theme_options.*\n", "", others), "utf-8")
    return build(source, folder / "site")


@pytest.mark.parametrize("view", ["desktop", "phone"])
def test_every_note_can_be_read_in_another_theme(
    other_site: Path, browser: Browser, view: str
) -> None:
    """Its mark leads to it, without script; before, it does not stand in the text."""
    with reader(browser, view=view, script=False) as context:
        page = context.new_page()
        page.goto((other_site / "ledger.html").as_uri())
        marks = page.locator(".mark").all()
        assert len(marks) == 2
        for mark in marks:
            target = mark.get_attribute("href") or ""
            entry = page.locator(f'[id="{target[1:]}"]')
            assert not entry.is_visible()
            mark.click()
            box = entry.bounding_box()
            assert entry.is_visible() and box is not None
            assert box["width"] > 200 and box["height"] > 15
            entry.locator(".entry-back").click()
            assert not entry.is_visible()


def test_numbers_stand_apart_from_the_text_in_another_theme(
    other_site: Path, browser: Browser
) -> None:
    with reader(browser, script=False) as context:
        page = context.new_page()
        page.goto((other_site / "ledger.html").as_uri())
        assert page.locator(".passage-margin").count() == 1
        assert page.locator(".passage-margin").evaluate(APART)


def test_words_for_screen_readers_are_not_seen_in_another_theme(
    other_site: Path, browser: Browser
) -> None:
    with reader(browser, script=False) as context:
        page = context.new_page()
        page.goto((other_site / "ledger.html").as_uri())
        width = page.locator(".passage").first.evaluate(HIDDEN_WORDS)
        assert width <= 1


def test_our_theme_does_without_the_style_sheet_of_others(pages: dict[str, HtmlElement]) -> None:
    assert not [one for one in loaded(pages["ledger"]) if "tei-text.css" in one]


# ---------------------------------------------------------------- the typeface


@pytest.mark.parametrize("cut", typeface.CUTS, ids=lambda cut: cut.name)
def test_the_typeface_has_the_letters_of_our_texts(site: Path, cut: typeface.Cut) -> None:
    font = TTFont(site / "_static" / "fonts" / f"edition-serif-{cut.name}.woff2")
    missing = [one for one in "aéßčŁőž0–—‘’“”…×" if ord(one) not in font.getBestCmap()]
    assert not missing
    assert "Source" not in font["name"].getDebugName(1)


def test_the_upright_cut_has_cyrillic_and_old_style_figures(site: Path) -> None:
    font = TTFont(site / "_static" / "fonts" / "edition-serif-regular.woff2")
    assert all(ord(one) in font.getBestCmap() for one in "Троцкий Ъъ№")
    features = {one.FeatureTag for one in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"onum", "lnum", "tnum", "pnum"} <= features


def test_the_licence_goes_with_the_typeface(site: Path) -> None:
    licence = (site / "_static" / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence


def test_a_cut_is_the_same_when_it_is_made_anew(site: Path, tmp_path: Path) -> None:
    source = typeface.font_folder()
    assert source is not None
    made = typeface.cut_font(source, typeface.CUTS[1], tmp_path)
    assert made == (site / "_static" / "fonts" / "edition-serif-italic.woff2").read_bytes()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [made]


def test_without_the_package_faces_of_the_system_serve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeface, "PACKAGE", "no_such_package")
    out = build(write_sources(tmp_path / "source"), tmp_path / "site")
    assert not (out / "_static" / "fonts").exists()
    assert "faces.css" not in (out / "index.html").read_text("utf-8")


# ---------------------------------------------------------------- colours (WCAG 2.2, 1.4.3, 1.4.11)

COLOUR = re.compile(r"--(\w+): light-dark\((#\w+), (#\w+)\)")
TEXT = [(ink, on) for ink in ("ink", "quiet", "accent") for on in ("paper", "panel", "here")]
CODE = [(ink, "panel") for ink in ("second", "third")]
SIGNS = [(edge, on) for edge in ("edge", "sign") for on in ("paper",)]


def palettes() -> list[dict[str, str]]:
    """The colours by name: light, dark, and both again where more contrast is wanted."""
    style = (STATIC / "edition-type.css").read_text("utf-8")
    usual, more = style.split("@media (prefers-contrast: more)")
    found = []
    for number in (1, 2):
        plain = {one[1]: one[number + 1] for one in COLOUR.finditer(usual)}
        found += [plain, plain | {one[1]: one[number + 1] for one in COLOUR.finditer(more)}]
    return found


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", palettes(), ids=["light", "light-more", "dark", "dark-more"])
def test_colours_can_be_read(palette: dict[str, str]) -> None:
    for ink, on in TEXT + CODE:
        assert contrast(palette[ink], palette[on]) >= 4.5, f"{ink} on {on}"
    for edge, on in SIGNS:
        assert contrast(palette[edge], palette[on]) >= 3, f"{edge} on {on}"


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)
