"""TEI made into pages: what each element becomes, that no word is lost, that pages are safe.

Each file of tests/fixtures/rendering has a title and parts in prose: the TEI, the HTML of the
page (without its title, what it says about the text, its list of those named and its permalinks)
and the edited text. The header, register and parallels around the TEI are in `around.xml` beside
them.

`pytest --regen` rewrites the last two parts; look at the difference before you commit it.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections import Counter
from pathlib import Path

import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from rendered_pages import (
    HEADER,
    boundaries,
    main_part,
    read_words,
    rendered,
    squeezed,
    tei,
    wanted_words,
)
from sphinx_projects import Built, Project, project

from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.nodes import edited_words
from edition.sphinx_ext.rendering import renderers
from edition.sphinx_ext.rendering.renderer import Renderer
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import TEI_NAMESPACE, local_name, parse
from edition.texts import edited_text
from edition.writers.product import CompiledEdition

FIXTURES = sorted((Path(__file__).parent / "fixtures" / "rendering").glob("*.txt"))
AROUND = (Path(__file__).parent / "fixtures" / "rendering" / "around.xml").read_text("utf-8")
PARTS = ("tei", "html", "edited")
CONF = """\
project = "Renderings"
extensions = ["edition.sphinx_ext"]
html_theme = "basic"
version = "1"
copyright = "nobody"
html_copy_source = False
"""
LOST = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
NAMED = re.compile(r'<section class="named.*?</section>\n?', re.DOTALL)
ABOUT = re.compile(r'<section class="about.*?</section>\n?', re.DOTALL)
TITLE = re.compile(r'<h1 class="no-search">.*?</h1>\n?', re.DOTALL)


def parts_of(path: Path) -> dict[str, str]:
    pieces = re.split(r"^--- (\w+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    assert tuple(found) == PARTS, f"{path.name} has the parts {tuple(found)}"
    return {"title": pieces[0], **found}


def document(text: str) -> str:
    """A whole document around the TEI of a fixture."""
    inside = text if text.lstrip().startswith("<text") else f"<text><body>{text}</body></text>"
    return AROUND.replace("<text/>", inside)


def index_of(names: list[str]) -> str:
    return "Index\n=====\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names)


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Built]:
    """All fixtures as documents of one project, built as HTML."""
    sources = {f"{path.stem}.xml": document(parts_of(path)["tei"]) for path in FIXTURES}
    names = [path.stem for path in FIXTURES]
    made = project(
        tmp_path_factory.mktemp("renderings"),
        {"conf.py": CONF, "index.rst": index_of(names), **sources},
    )
    return made, made.build()


def shown(page: html.HtmlElement, source: str) -> str:
    """The HTML of the text of a page, as the extension wrote it."""
    body = source[source.index('role="main"') :]
    start, end = body.index("<section"), body.rindex("</section>")
    inside = body[body.index(">", start) + 1 : end]
    for left_out in (LOST, NAMED, ABOUT, TITLE):
        inside = left_out.sub("", inside)
    return inside.strip() + "\n"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixture(
    path: Path, fixtures: tuple[Project, Built], request: pytest.FixtureRequest
) -> None:
    parts = parts_of(path)
    _, built = fixtures
    page = built.page(path.stem)
    found = shown(page, built.text(f"{path.stem}.html"))
    read = " ".join(read_words(page).split()) + "\n"
    if request.config.getoption("--regen"):
        path.write_text(
            f"{parts['title']}--- tei\n{parts['tei']}--- html\n{found}--- edited\n{read}", "utf-8"
        )
        return
    assert found == parts["html"]
    assert read == parts["edited"]
    wanted = wanted_words(parse(document(parts["tei"]).encode()))
    assert squeezed(read) == squeezed(wanted)
    assert boundaries(wanted) <= boundaries(read)


def test_fixtures_build_without_a_warning(fixtures: tuple[Project, Built]) -> None:
    _, built = fixtures
    unexpected = [line for line in built.warnings if "tei.dead-pointer" not in line]
    assert unexpected == []
    dead = [line for line in built.warnings if "#nowhere" in line]
    assert len(dead) == 1, "the fixture on references points to #nowhere"


def test_identifiers_of_a_page_are_unique_and_answer_every_link(
    fixtures: tuple[Project, Built],
) -> None:
    _, built = fixtures
    for path in FIXTURES:
        part = main_part(built.page(path.stem))
        found = part.xpath(".//@id")
        assert len(found) == len(set(found)), path.stem
        inside = {link[1:] for link in part.xpath(".//a/@href") if link.startswith("#")}
        assert inside <= set(found), path.stem


PLAIN_BUILDERS = ("text", "man", "texinfo", "latex", "xml", "pseudoxml", "dirhtml", "singlehtml")


@pytest.mark.parametrize("builder", PLAIN_BUILDERS)
def test_every_builder_writes_the_edited_text(
    builder: str, fixtures: tuple[Project, Built]
) -> None:
    made, _ = fixtures
    built = made.build(builder)
    warnings = [line for line in built.warnings if "spanning" not in line]  # man pages have none
    assert warnings == []
    if builder == "text":
        assert built.text("emendation.txt").split("\n\n")[-1].strip() == "The ferry came late."
        read = " ".join(built.text("notes.txt").split())
        assert "The bridge fell at night. (I saw it. So did she. ) Then it was quiet." in read
    if builder in {"text", "man", "texinfo", "latex"}:
        for path in built.folder.rglob("*"):
            if path.suffix in {".txt", ".1", ".texi", ".tex"}:
                assert "feery" not in path.read_text("utf-8"), path.name


def test_an_epub_holds_well_formed_pages(fixtures: tuple[Project, Built]) -> None:
    made, _ = fixtures
    built = made.build("epub")
    for path in FIXTURES:
        page = etree.parse(built.folder / f"{path.stem}.xhtml")
        outside = "not(ancestor::*[@hidden or contains(@class, 'no-search')])"
        assert "feery" not in "".join(page.xpath(f"//text()[{outside}]"))


def test_search_finds_the_edited_text_only(fixtures: tuple[Project, Built]) -> None:
    _, built = fixtures
    index = built.text("searchindex.js")
    assert '"ferri"' in index  # Sphinx stores the stem
    for left_out in ("feeri", "orlof", "orloff", "brandt", "misspelt"):
        assert f'"{left_out}"' not in index, left_out


def test_two_processes_write_what_one_writes(
    fixtures: tuple[Project, Built], tmp_path: Path
) -> None:
    made, serial = fixtures
    sources = {
        str(path.relative_to(made.folder / "source")): path.read_text("utf-8")
        for path in (made.folder / "source").rglob("*")
        if path.is_file()
    }
    parallel = project(tmp_path, sources).build(jobs=2)
    for path in FIXTURES:
        assert parallel.text(f"{path.stem}.html") == serial.text(f"{path.stem}.html")
    assert parallel.text("searchindex.js") == serial.text("searchindex.js")


def test_pages_of_divisions_have_every_word_once(tmp_path: Path) -> None:
    body = "".join(
        f'<div xml:id="d{n}"><head>Chapter {n}</head><p xml:id="q{n}">Words {n} of it, see '
        f'<ref target="#q{3 - n}">there</ref>.</p></div>'
        for n in (1, 2)
    )
    text = tei(f"<head>All</head><p>Before.</p>{body}")
    conf = f"{CONF}tei_page_size = 20\n"
    made = project(tmp_path, {"conf.py": conf, "index.rst": index_of(["V"]), "V.xml": text})
    built = made.build()
    assert built.warnings == []
    pages = ["V", "V/d1", "V/d2"]
    read = " ".join(read_words(built.page(name)) for name in pages)
    assert squeezed(read) == squeezed(wanted_words(parse(text.encode())))
    links = [
        main_part(built.page(name)).xpath('.//a[@class="reference internal"]/@href')
        for name in pages
    ]
    assert links == [["V/d1.html", "V/d2.html"], ["d2.html#q2"], ["d1.html#q1"]]


def test_a_corpus_is_one_page_with_all_its_texts(tmp_path: Path) -> None:
    person = '<standOff><listPerson><person xml:id="ada"><persName>Ada</persName></person>'
    named = person + "</listPerson></standOff>"
    one, other = (
        tei(
            f'<p xml:id="{name}1">The {name} of <persName ref="#ada">Ada</persName>.</p>', "", named
        )
        for name in ("boat", "oar")
    )
    header = HEADER.replace("A title", "Two texts")
    text = f'<teiCorpus xmlns="{TEI_NAMESPACE}">{header}{one}{other}</teiCorpus>'
    made = project(tmp_path, {"conf.py": CONF, "index.rst": index_of(["C"]), "C.xml": text})
    built = made.build()
    page = built.page("C")
    assert read_words(page).split() == "The boat of Ada. The oar of Ada.".split()
    identifiers = page.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    assert main_part(page).xpath(".//h1/text()") == ["Two texts"]
    assert main_part(page).xpath('.//*[@id="named"]//dd/text()') == ["2 mentions on this page"]


def test_what_a_corpus_says_beside_its_texts_is_for_all_of_them(tmp_path: Path) -> None:
    beside = (
        '<standOff><linkGrp type="parallel"><link xml:id="l1" target="#boat1 #oar1"/></linkGrp>'
        '<listAnnotation type="reason"><note target="#oar2">so the log</note></listAnnotation>'
        "</standOff>"
    )
    one, other = (
        tei(
            f'<p xml:id="{name}1">It left the quay at dawn on <date xml:id="{name}2"'
            ' when="1903-02-16">that day</date>.</p>',
            "",
        )
        for name in ("boat", "oar")
    )
    text = f'<teiCorpus xmlns="{TEI_NAMESPACE}">{HEADER}{beside}{one}{other}</teiCorpus>'
    made = project(tmp_path, {"conf.py": CONF, "index.rst": index_of(["C"]), "C.xml": text})
    page = main_part(made.build().page("C"))
    summaries = [one.text_content() for one in page.xpath('.//aside[contains(@class, "parallel")]')]
    assert len(summaries) == 2 and all("Also in" in words for words in summaries)
    assert page.xpath('.//*[@id="oar2-entry"]//*[@class="entry-reason"]/text()') == ["So the log."]


# What is shown of other pages.

BESIDE = {
    "M": "The boat left the quay at dawn with all of us.",
    "N": "The boat left the old quay at noon with all of us.",
}


def beside(words: dict[str, str]) -> dict[str, str]:
    """A project of two texts with one paragraph each, parallel to each other, and one alone."""
    texts = {
        f"{siglum}.xml": tei(
            f'<p xml:id="{siglum}.p1">{text}</p>',
            stand_off=f'<standOff><linkGrp type="parallel"><link xml:id="{siglum}.link"'
            ' target="#M.p1 #N.p1"/></linkGrp></standOff>',
        )
        for siglum, text in words.items()
    }
    parallels = "Parallels\n=========\n\n.. tei:parallels::\n"
    index = index_of([*words, "O", "parallels"])
    alone = tei('<p xml:id="O.p1">Nobody was there.</p>')
    pages = {"index.rst": index, "O.xml": alone, "parallels.rst": parallels}
    return {"conf.py": CONF, **pages, **texts}


def beside_passage(page: html.HtmlElement) -> tuple[str, list[tuple[str, str]]]:
    """What is said beside the passage of a page: the summary, the marked words."""
    [aside] = page.xpath('//aside[@class="parallel no-search"]')
    marked = aside.xpath('.//p[@class="parallel-words"]/*[self::del or self::ins]')
    return aside.xpath("string(.//summary)"), [(one.tag, one.text_content()) for one in marked]


def test_a_parallel_of_another_file_is_shown_with_its_differences(tmp_path: Path) -> None:
    built = project(tmp_path, beside(BESIDE)).build()
    assert built.warnings == []
    page = built.page("M")
    assert beside_passage(page) == (
        "Also in N, paragraph 1: 2 differences",
        [("ins", "[there: old]"), ("del", "[here: dawn]"), ("ins", "[there: noon]")],
    )
    links = page.xpath('//aside[@class="parallel no-search"]//a/@href')
    assert links == ["N.html#N.p1", "parallels.html#M.link"]
    assert read_words(page).split() == BESIDE["M"].split()


def test_the_same_words_are_said_to_be_the_same(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(60))
    built = project(tmp_path, beside({"M": words, "N": words})).build()
    assert beside_passage(built.page("M")) == ("Also in N, paragraph 1: the same words", [])
    [shown] = built.page("M").xpath('//p[@class="parallel-words"]/text()')
    assert shown.startswith("word0 word1 ")
    assert shown.endswith(" word58 word59")
    assert " … " in shown
    assert len(shown) < 150


def parallel_words(page: html.HtmlElement) -> str:
    found: str = page.xpath('string(//p[@class="parallel-words"])')
    return found


@pytest.mark.parametrize(
    ("here", "there", "summary", "shown", "sorts"),
    [
        (
            "Later {} by rail",
            "{} by cart",
            ", in part: the same words",
            "… {} by …",
            "In part: the same words.",
        ),
        (
            "It rained; {0} {0}",
            "{0} (slowly) {0}",
            ", in part: 1 difference",
            "… {0} [there: (slowly)] {0}",
            "In part: 1 difference: addition 1.",
        ),
        ("Rain", "Snow", "", "", "No words in common."),
    ],
)
def test_what_is_the_same_in_part_is_not_said_to_be_the_same(
    tmp_path: Path, here: str, there: str, summary: str, shown: str, sorts: str
) -> None:
    core = "the boat left the quay"
    words = {"M": here.format(core), "N": there.format(core)}
    built = project(tmp_path, beside(words)).build()
    assert beside_passage(built.page("M"))[0] == f"Also in N, paragraph 1{summary}"
    assert parallel_words(built.page("M")) == shown.format(core)
    [said] = built.page("parallels").xpath('//p[@class="parallel-sorts"]')
    assert said.text_content() == sorts


def test_long_passages_of_few_words_are_linked_and_not_compared(tmp_path: Path) -> None:
    words = {"M": "oar sail " * 500, "N": "sail oar " * 500}
    built = project(tmp_path, beside(words)).build()
    assert beside_passage(built.page("M")) == ("Also in N, paragraph 1", [])
    [said] = built.page("parallels").xpath('//p[@class="parallel-sorts"]')
    assert said.text_content().startswith("Not compared")
    [first, second] = built.page("parallels").xpath('//span[@class="outside"]')
    assert first.text_content().startswith("oar sail")
    assert second.text_content().startswith("sail oar")


def test_a_book_compares_no_parallels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("edition.sphinx_ext.writing.parallels.compared")
    built = project(tmp_path, beside(BESIDE)).build("singlehtml")
    found = built.page("index").xpath('//aside[@class="parallel no-search"]//summary')
    assert {one.text_content() for one in found} == {
        "Also in N, paragraph 1",
        "Also in M, paragraph 1",
    }


def test_words_without_spaces_are_cut_too(tmp_path: Path) -> None:
    same, here, there = ("，".join([sign * 4] * 30) for sign in "水火木")
    words = {"M": f"{same}，{here * 4}，{same}", "N": f"{same}，{there * 4}，{same}"}
    built = project(tmp_path, beside(words)).build()
    summary, marked = beside_passage(built.page("M"))
    assert summary == "Also in N, paragraph 1: 1 difference"
    assert [tag for tag, _ in marked] == ["del", "ins"]
    assert all(text.count(sign) > 60 for (_, text), sign in zip(marked, "火木", strict=True))
    shown = parallel_words(built.page("M"))
    assert shown.count("水") > 60 and len(shown) < 500


def test_lines_without_a_number_and_speakers_have_no_sign(tmp_path: Path) -> None:
    lines = "".join(f'<l xml:id="L.l{n}" n="{n}">Line {n} of it</l>' for n in range(4, 7))
    inside = '<speaker xml:id="L.sp1">Ada</speaker><stage xml:id="L.st2">Aside</stage>'
    text = f'<stage xml:id="L.st1">Rain</stage><sp>{inside}<lg>{lines}</lg></sp>'
    sources = {"index.rst": index_of(["L"]), "L.xml": tei(text)}
    page = project(tmp_path, {"conf.py": CONF, **sources}).build().page("L")
    links = page.xpath('//a[@class="passage-number"]')
    assert [(one.get("href"), one.text_content()) for one in links] == [
        ("#L.st1", "¶"),
        ("#L.l5", "5"),
    ]
    assert {"L.l4", "L.l6", "L.sp1", "L.st2"} <= set(page.xpath("//*[@data-digest]/@id"))


def test_a_corpus_is_written_again_when_what_stands_beside_its_second_text_changes(
    tmp_path: Path,
) -> None:
    link = '<standOff><linkGrp type="parallel"><link target="#oar1 #N1"/></linkGrp></standOff>'
    one, other = (tei(f'<p xml:id="{name}1">{BESIDE["M"]}</p>', "") for name in ("boat", "oar"))
    corpus = f'<teiCorpus xmlns="{TEI_NAMESPACE}">{HEADER}{link}{one}{other}</teiCorpus>'
    alone = tei(f'<p xml:id="N1">{BESIDE["M"]}</p>')
    index = index_of(["C", "N"])
    made = project(tmp_path, {"conf.py": CONF, "index.rst": index, "C.xml": corpus, "N.xml": alone})
    assert "the same words" in beside_passage(made.build().page("C"))[0]
    made.write({"N.xml": tei(f'<p xml:id="N1">{BESIDE["N"]}</p>')})
    assert "2 differences" in beside_passage(made.build().page("C"))[0]


def test_a_page_is_written_again_when_what_stands_beside_it_changes(tmp_path: Path) -> None:
    made = project(tmp_path, beside(BESIDE))
    made.build()
    assert made.build().written == []
    now = {**BESIDE, "N": "The boat left the quay at noon with all of us."}
    made.write(beside(now))
    built = made.build()
    assert set(built.written) >= {"M", "N"}
    assert "O" not in built.written
    assert beside_passage(built.page("M"))[0] == "Also in N, paragraph 1: 1 difference"
    last = beside({**now, "M": f"{BESIDE['M']} It came back."})
    made.write(last)
    built = made.build()
    assert {"M", "N"} <= set(built.written)
    assert beside_passage(built.page("M"))[0] == "Also in N, paragraph 1, in part: 1 difference"
    for jobs in (1, 2):
        anew = project(tmp_path / str(jobs), last).build(jobs=jobs)
        for name in "MN":
            assert anew.text(f"{name}.html") == built.text(f"{name}.html")


def test_a_long_parallel_is_cut(tmp_path: Path) -> None:
    same = " ".join(f"word{number}" for number in range(300))
    odd = " ".join(f"word{n}" if n % 5 else f"other{n}" for n in range(600))
    even = " ".join(f"word{n}" if n % 5 else f"else{n}" for n in range(600))
    built = project(
        tmp_path, beside({"M": f"{same} night {same} {odd}", "N": f"{same} day {same} {even}"})
    ).build()
    summary, marked = beside_passage(built.page("M"))
    assert summary == "Also in N, paragraph 1: 121 differences"
    assert len(marked) == 80
    shown = built.page("M").xpath('string(//p[@class="parallel-words"])')
    assert "(81 more)" in shown
    assert len(shown) < 6000


# What a text is.

SOURCE = """<teiHeader><fileDesc><titleStmt><title>The boat book</title><author>Ada Lind</author>
</titleStmt><sourceDesc><bibl><title>The boat book</title> <publisher>Quay Press</publisher>
<date when="1903"/><idno type="sha256">0a1b</idno></bibl></sourceDesc></fileDesc></teiHeader>"""


def about(page: html.HtmlElement) -> list[str]:
    found = page.xpath('//section[@class="about no-search"]/p')
    return [" ".join(one.text_content().split()) for one in found]


def test_the_first_page_of_a_text_says_what_it_is(tmp_path: Path) -> None:
    divisions = "".join(
        f'<div xml:id="V.d{n}"><head>Part {n}</head><p xml:id="V.p{n}">Words {n} of it.</p></div>'
        for n in (1, 2)
    )
    changed = "<p xml:id='V.p3'>A <choice><sic>bote</sic><corr>boat</corr></choice>.</p>"
    text = tei(f"<head>My boat</head>{divisions}", SOURCE)
    text = text.replace("of it.</p></div></body>", f"of it.</p>{changed}</div></body>")
    conf = f'{CONF}tei_page_size = 20\ntei_downloads = [("TEI", "files/{{siglum}}.xml")]\n'
    files = {"conf.py": conf, "index.rst": index_of(["V"]), "V.xml": text}
    built = project(tmp_path, files).build("dirhtml")
    page = built.page("V/index")
    assert about(page) == [
        "The boat book, Ada Lind, 1903",
        "Source: The boat book, Quay Press.",
        "SHA-256 of the source: 0a1b",
        "16 words, 3 passages, 1 correction.",
        "To take away: TEI.",
        "Begin reading",
    ]
    links = page.xpath('//section[@class="about no-search"]//a/@href')
    assert links == ["../files/V.xml", "V.d1/"]
    contents = page.xpath('//div[contains(@class, "toctree-wrapper")]')[0]
    assert contents.xpath('preceding::section[@class="about no-search"]')
    assert read_words(page).split() == ["My", "boat"]
    assert about(built.page("V/V.d1/index")) == []


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("-0399", "399 BC"),
        ("0362", "362"),
        ("1903-04-06", "6 April 1903"),
        ("1903-04", "April 1903"),
        ("about 1903", "about 1903"),
        ("1903-14", "1903-14"),
    ],
)
def test_the_date_of_a_source_is_said_in_words(tmp_path: Path, when: str, shown: str) -> None:
    source = SOURCE.replace('when="1903"', f'when="{when}"')
    files = {"conf.py": CONF, "index.rst": index_of(["V"]), "V.xml": tei("<p>One.</p>", source)}
    title = about(project(tmp_path, files).build().page("V"))[0]
    assert title == f"Ada Lind, {shown}"


def test_the_author_is_named_once_and_without_identifiers(tmp_path: Path) -> None:
    lind = '<author>Ada Lind<idno type="Wikidata">Q692</idno> <idno>104332042</idno></author>'
    source = SOURCE.replace("<author>", f"{lind}<author>")
    files = {"conf.py": CONF, "index.rst": index_of(["V"]), "V.xml": tei("<p>One.</p>", source)}
    assert about(project(tmp_path, files).build().page("V"))[0] == "Ada Lind, 1903"


def test_corrections_lead_to_the_ledger_as_long_as_there_is_one(tmp_path: Path) -> None:
    changed = "<p xml:id='V.p3'>A <choice><sic>bote</sic><corr>boat</corr></choice>.</p>"
    without = {"conf.py": CONF, "index.rst": index_of(["V"]), "V.xml": tei(changed, SOURCE)}
    ledger = "Ledger\n======\n\n.. tei:ledger::\n"
    links = '//section[@class="about no-search"]//a/@href'
    made = project(tmp_path, without)
    assert made.build().page("V").xpath(links) == []
    made.write({"index.rst": index_of(["V", "emendations"]), "emendations.rst": ledger})
    assert made.build().page("V").xpath(links) == ["emendations.html"]
    assert made.build().written == []
    (made.folder / "source" / "emendations.rst").unlink()
    made.write(without)
    assert made.build().page("V").xpath(links) == []


def test_of_a_header_that_says_nothing_nothing_is_said(tmp_path: Path) -> None:
    files = {"conf.py": CONF, "index.rst": index_of(["V"]), "V.xml": tei("<p>One.</p>")}
    assert about(project(tmp_path, files).build().page("V")) == []


# Each word of the text once, whatever stands in what.

TEI_NAMES = sorted(name for name in renderers() if not name.startswith("{"))
PLACES = (
    "body p head l lg sp list item label table row cell choice app figure note ref persName q quote"
    " supplied surplus corr div titlePage castList entry egXML term"
).split()


def assert_whole(source: str) -> None:
    """Every word is rendered once, in order, and in nodes that docutils and HTML allow there."""
    section = rendered(source)
    wanted = edited_text(parse(source.encode())[-1])
    assert squeezed(edited_words(section)) == squeezed(wanted)
    for node in section.findall(nodes.Element):
        is_inline = all(text_nodes.is_inline(child) for child in node.children)
        if isinstance(node, (nodes.TextElement, nodes.line)):
            assert is_inline, node.pformat()
        elif isinstance(node, nodes.section):
            assert isinstance(node[0], nodes.title)
        else:
            assert not any(isinstance(child, nodes.Text) for child in node.children), node.pformat()
    links = (nodes.reference, text_nodes.elsewhere)
    for node in section.findall(lambda one: isinstance(one, links)):
        assert not any(isinstance(one, links) for child in node for one in child.findall())


@pytest.mark.parametrize("place", PLACES)
def test_every_element_keeps_its_words_in_every_place(place: str) -> None:
    parts = []
    for name in TEI_NAMES:
        inside = f"b-{name} <hi>c</hi> d <p>e</p> f <{place}>g</{place}> h"
        parts.append(f"<{place}>a <{name} n='1'>{inside}</{name}> i-{name}</{place}>")
    assert_whole(tei("".join(parts)))


def test_no_element_is_rendered_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice at each level would be a thousand times at the tenth, and marks would be counted so."""
    met: Counter[etree._Element] = Counter()
    render = Rendering.render

    def counting(self: Rendering, element: etree._Element) -> list[nodes.Node]:
        met[element] += 1
        return render(self, element)

    monkeypatch.setattr(Rendering, "render", counting)
    for place in PLACES:
        for name in TEI_NAMES[:: len(PLACES)]:
            deep = f"<{place}>" * 14 + f"<{name}>w<p>x</p></{name}>" + f"</{place}>" * 14
            rendered(tei(deep))
            assert not [one.tag for one, times in met.items() if times > 1], (place, name)
            met.clear()


@st.composite
def trees(draw: st.DrawFn) -> str:
    """Elements in each other, common ones more often, words between them."""
    words = iter(range(10_000))
    names = st.sampled_from(PLACES) | st.sampled_from(TEI_NAMES)

    def filled(depth: int) -> str:
        parts = [draw(st.sampled_from(["", " ", f"w{next(words)} "]))]
        for name in draw(st.lists(names, max_size=4 if depth else 0)):
            said = draw(st.sampled_from(["", "", "", " resp='#ed'", " target='https://a.org/'"]))
            parts.append(f"<{name}{said}>{filled(depth - 1)}</{name}>")
            parts.append(draw(st.sampled_from(["", " ", f"w{next(words)}"])))
        return "".join(parts)

    return tei(f"<text><body>{filled(4)}</body></text>")


@settings(max_examples=100, deadline=None)
@given(trees())
def test_every_word_is_rendered_once_and_in_order(source: str) -> None:
    assert_whole(source)


# Files that mean harm, and files that are broken.

SCRIPT = "&lt;script&gt;alert(1)&lt;/script&gt;"
QUOTE = "&quot; onmouseover=&quot;alert(1)&quot; x=&quot;"
HOSTILE = f"""
<head xml:id="a{QUOTE.replace(" ", "_")}" n="{QUOTE}">{SCRIPT}</head>
<p xml:id="p1" n="{QUOTE}" rend="{QUOTE}" xml:lang="{QUOTE}">{SCRIPT}
<persName ref="javascript:alert(1)" cert="{QUOTE}" key="{QUOTE}">A</persName>
<persName ref="#x{QUOTE}" type="{QUOTE}">B</persName>
<ref target="javascript:alert(1)">C</ref> <ref target=" JavaScript:alert(1)">D</ref>
<ref target="vbscript:x">E</ref> <ref target="#p1{QUOTE}">F</ref> <ptr target="java&#10;script:x"/>
<ref target="https://example.org/{QUOTE}">G</ref> <ref target="//example.org/x">H</ref>
<date when="{QUOTE}" calendar="{QUOTE}">I</date> <date when="2001-01-01{QUOTE}">J</date>
<graphic url="javascript:alert(1)"/> <graphic url="//example.org/x.png"/> <graphic url="{QUOTE}"/>
<graphic url="file:///etc/passwd"/> <media url="x.mp4" mimeType="{QUOTE}"/>
<choice><sic>{SCRIPT}</sic><corr cert="{QUOTE}" ana="#{QUOTE}" resp="{QUOTE}">K</corr></choice>
<note n="{QUOTE}">L</note><note resp="{QUOTE}" type="{QUOTE}">{SCRIPT}</note>
<gap reason="{QUOTE}" unit="{QUOTE}"/><pb n="{QUOTE}"/><milestone unit="{QUOTE}" n="{QUOTE}"/>
<f name="{QUOTE}"><symbol value="{QUOTE}"/></f><moduleRef key="{QUOTE}"/>
<egXML xmlns="http://www.tei-c.org/ns/Examples"><script on="{QUOTE}">alert(1)</script></egXML>
<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>
<script xmlns="http://www.w3.org/1999/xhtml" src="https://example.org/x.js">alert(1)</script>
<floatingText type="{QUOTE}"><body><div type="{QUOTE}" n="{QUOTE}"><p>M</p></div></body>
</floatingText></p>
<l n="{QUOTE}5">N</l><table><row role="{QUOTE}"><cell cols="99999" rows="-1">O</cell></row></table>
<div type="{QUOTE}"><p>P</p></div><p xml:id="named">Q</p>
<p xml:id="two words">R</p><p xml:id="p1">S</p>
"""
SAFE_TAGS = frozenset(
    "section h1 h2 h3 p span a i b em cite code sup sub time div dl dt dd table thead tbody tr th"
    " td ul ol li blockquote figure figcaption pre br aside details summary img".split()
)
SAFE_ATTRIBUTES = frozenset(
    "id class href role hidden lang dir datetime title alt src rowspan colspan start".split()
)


def test_hostile_tei_makes_inert_pages(tmp_path: Path) -> None:
    made = project(tmp_path, {"conf.py": CONF, "index.rst": index_of(["H"]), "H.xml": tei(HOSTILE)})
    built = made.build()
    part = main_part(built.page("H"))[0]
    for element in part.iter(etree.Element):
        assert element.tag in SAFE_TAGS
        for name, value in element.items():
            is_known = name in SAFE_ATTRIBUTES or name.startswith(("data-", "aria-"))
            assert is_known, f"{element.tag}/@{name}"
            if name in {"href", "src"}:
                assert value.startswith(("#", "https://example.org/", "mailto:")), value
    identifiers = part.xpath(".//@id")
    assert len(identifiers) == len(set(identifiers))
    read = " ".join(read_words(built.page("H")).split())
    assert squeezed(read) == squeezed(wanted_words(parse(tei(HOSTILE).encode())))
    for builder in ("text", "latex", "xml"):
        made.build(builder)


def test_nothing_is_read_from_outside_the_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("SECRET", "utf-8")
    entities = (
        '<!DOCTYPE TEI [<!ENTITY own "expanded"><!ENTITY far SYSTEM "../secret.txt">'
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    )
    text = entities + tei("<p>One &own; two &far; three &b; four.</p>")
    made = project(tmp_path, {"conf.py": CONF, "index.rst": index_of(["E"]), "E.xml": text})
    built = made.build()
    page = built.text("E.html")
    assert "SECRET" not in page
    assert "aaaa" not in page
    assert [line for line in built.warnings if "tei.entity" in line] != []


BROKEN = {
    "not-closed.xml": (
        "<TEI><text><body><p>One</text></TEI>",
        "not-closed.xml:1: WARNING: not well",
    ),
    "empty.xml": ("", "empty.xml"),
    "other.xml": ("<html><body/></html>", "no TEI"),
}


def test_a_broken_file_is_one_warning_and_a_page_that_says_so(tmp_path: Path) -> None:
    files = {name: text for name, (text, _) in BROKEN.items()}
    names = [Path(name).stem for name in files]
    made = project(tmp_path, {"conf.py": CONF, "index.rst": index_of(names), **files})
    built = made.build()
    assert len(built.warnings) == len(files)
    for name, (_, words) in BROKEN.items():
        assert [line for line in built.warnings if words in line and "tei.malformed" in line], name
        read = main_part(built.page(Path(name).stem)).text_content()
        assert "cannot be shown" in read


def test_a_file_that_is_not_utf_8_is_left_out_and_named(tmp_path: Path) -> None:
    files = {"conf.py": CONF, "index.rst": index_of(["N", "O"]), "O.xml": tei("<p>One.</p>")}
    made = project(tmp_path, files)
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + tei("<p>Caf\xe9.</p>")
    (made.folder / "source" / "N.xml").write_bytes(text.encode("latin-1"))
    built = made.build()
    first = built.warnings[0]
    assert "N.xml: WARNING: not UTF-8" in first
    assert "tei.malformed" in first
    assert read_words(built.page("O")).split() == ["One."]


def test_pictures_beside_the_text_are_shown(tmp_path: Path) -> None:
    figure = '<figure><graphic url="pictures/boat.svg"/><head>The boat</head></figure>'
    described = '<p><graphic url="pictures/boat.svg"/><graphic url="../../conf.py"/></p>'
    files = {
        "conf.py": CONF + "tei_page_size = 1\n",
        "index.rst": index_of(["texts/F"]),
        "texts/F.xml": tei(f'{described}<div xml:id="d1"><head>One</head>{figure}</div>'),
        "texts/pictures/boat.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    }
    built = project(tmp_path, files).build()
    assert built.warnings == []
    shown = [main_part(built.page(name)).xpath(".//img") for name in ("texts/F", "texts/F/d1")]
    sources = [[image.get("src") for image in images] for images in shown]
    assert sources == [["../_images/boat.svg"], ["../../_images/boat.svg"]]
    spoken = [[image.get("alt") for image in images] for images in shown]
    assert spoken == [["Picture"], ["Picture: The boat"]]
    assert (built.folder / "_images" / "boat.svg").is_file()


@pytest.mark.parametrize("name", ["hi", "q", "div", "list", "note", "quote", "table", "choice"])
def test_a_deep_text_is_shown_flat_with_one_warning(name: str) -> None:
    inner = {"list": "item", "table": "row><cell", "choice": "corr"}.get(name, "seg")
    opened = f"<{name}><{inner}>w "
    closed = "".join(f"</{one}>" for one in reversed(f"{name}><{inner}".split("><")))
    source = tei(f"<div><p>{opened * 300}x{closed * 300}</p></div>")
    warnings: list[tuple[str, str, int | None]] = []
    section = rendered(source, warnings)
    assert {subtype for subtype, _, _ in warnings} == {"too-deep"}
    wanted = edited_text(parse(source.encode())[-1])
    assert squeezed(edited_words(section)) == squeezed(wanted)


def test_deep_texts_pass_every_builder(tmp_path: Path) -> None:
    bodies = {
        "divisions": "<div><head>h</head>" * 90 + "<p>in</p>" + "</div>" * 90,
        "lists": "<list><item>a " * 90 + "x" + "</item></list>" * 90,
        "quotes": "<quote>a <p>b</p>" * 90 + "</quote>" * 90,
        "tables": "<table><row><cell>a " * 60 + "</cell></row></table>" * 60,
        "notes": f"<p>{'a <note>b ' * 90}{'</note>' * 90}</p>",
    }
    files = {f"{name}.xml": tei(body) for name, body in bodies.items()}
    made = project(tmp_path, {"conf.py": CONF, "index.rst": index_of(list(bodies)), **files})
    for builder in ("html", "text", "latex", "man", "texinfo", "xml", "singlehtml", "epub"):
        built = made.build(builder)
        assert all("tei.too-deep" in line for line in built.warnings), built.warnings


def test_an_element_without_rendering_keeps_its_text_and_gives_one_warning(tmp_path: Path) -> None:
    text = tei("<p>One <blort>two</blort> <blort>three</blort>.</p><blort><p>Four.</p></blort>")
    made = project(tmp_path, {"conf.py": CONF, "index.rst": index_of(["U"]), "U.xml": text})
    built = made.build()
    assert len(built.warnings) == 1
    assert "U.xml:1: WARNING: <blort> has no rendering" in built.warnings[0]
    assert "[tei.unknown-element]" in built.warnings[0]
    assert read_words(built.page("U")).split() == ["One", "two", "three.", "Four."]


# Nothing is forgotten.


def test_every_renderer_says_what_a_reader_sees() -> None:
    silent = {name for name, render in renderers().items() if not inspect.getdoc(render)}
    assert silent == set()


def test_no_element_has_two_renderers() -> None:
    import edition.sphinx_ext.rendering as package

    claimed: Counter[str] = Counter()
    for module in pkgutil.iter_modules(package.__path__):
        found = importlib.import_module(f"{package.__name__}.{module.name}")
        marked = {id(one): one for one in vars(found).values() if isinstance(one, Renderer)}
        claimed.update(name for one in marked.values() for name in one.names)
    assert [name for name, times in claimed.items() if times > 1] == []


def test_every_element_of_the_specimen_has_a_renderer(compiled_specimen: CompiledEdition) -> None:
    used = {
        local_name(one) for text in compiled_specimen.texts for one in text.text.iter(etree.Element)
    }
    assert used - set(renderers()) == set()


def test_every_renderer_is_for_an_element_of_tei(shared: Path) -> None:
    schema = etree.parse(next(shared.rglob("tei_all-4.12*.rng")))
    known = set(schema.xpath("//*[local-name()='element']/@name"))
    ours = {name for name in renderers() if not name.startswith("{")}
    assert ours - known == {"div0", "re", "oVar", "pVar"}  # of earlier releases of TEI
