"""The search: what it finds, where it says it found it, and that it reads the edited text."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Browser, Page
from product_texts import fragments
from site_pages import Heard, reader, served
from sphinx.search.en import SearchEnglish
from sphinx_projects import project

from edition.reading.document import read_texts
from edition.reading.facts import PageFacts, page_facts
from edition.reading.pages import pages
from edition.sphinx_ext.pagefind import executable, write_index
from edition.sphinx_ext.pagefind_order import in_order
from edition.sphinx_ext.search_records import (
    FILLER,
    SLOTS,
    Record,
    Site,
    person_labels,
    records,
)
from edition.tei import Element, parse
from edition.texts import Reading, diplomatic_text, edited_text, is_omitted

LETTERS = re.compile(r"\w")
LETTER = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0">
 <teiHeader><fileDesc><titleStmt><title>The Letter</title>
   <respStmt><resp>Notes</resp><name xml:id="editor">The editor</name></respStmt></titleStmt>
  <publicationStmt><p>For tests.</p></publicationStmt>
  <sourceDesc><listWit><witness xml:id="W"/></listWit></sourceDesc></fileDesc></teiHeader>
 <standOff>
  <listPerson>
   <person xml:id="vane-elsa"><persName type="preferred">Elsa Vane</persName>
    <persName>Miss Vane</persName><persName type="misprint">Elsa Vaine</persName>
    <birth when="1850"/><note type="description"><p>Pilot of the harbour.</p></note></person>
   <person xml:id="vane-elsa-2"><persName type="preferred">Elsa Vane</persName></person>
  </listPerson>
  <listPlace><place xml:id="varn"><placeName>Varn</placeName></place></listPlace>
 </standOff>
 <text xml:id="W.text"><body>
  <p xml:id="W.p1"><persName ref="#vane-elsa">Miss Vane</persName> was <choice
   xml:id="W.e1"><sic>transfered</sic><corr>transferred</corr></choice> to
   <placeName ref="#varn">Varn</placeName> in <date xml:id="W.t1" when="1881-05">May
   1881</date>, to the un<choice xml:id="W.e2"><sic>kown</sic><corr>known</corr></choice>
   <surplus xml:id="W.s1">light</surplus> light.<note xml:id="W.n1" resp="#editor"><p>A light on
   a rock.</p></note></p>
  <p xml:id="W.p2">Nothing<choice xml:id="W.e3"><sic>,</sic><corr>.</corr></choice></p>
 </body></text>
</TEI>
"""
HOME = "Letters\n=======\n\n.. toctree::\n\n   W\n   persons\n\nOf pilots.\n"
REGISTER = "Persons\n=======\n\n.. tei:register:: persons\n"


def facts_of(tei: str) -> list[PageFacts]:
    texts = read_texts(parse(tei.encode()), "W.xml")
    return [page_facts(text, page) for text in texts for page in pages(text, 0)]


def found(tei: str) -> dict[str, list[Record]]:
    """The records of a text by their kind."""
    facts = facts_of(tei)
    entries = [entry for one in facts for entry in one.entries]
    site = Site(lambda name: f"{name}.html", lambda name: f"registers.html#{name}")
    by_kind: dict[str, list[Record]] = {}
    for record in records([("W", one) for one in facts], entries, site):
        by_kind.setdefault(record.filters["kind"][0], []).append(record)
    return by_kind


# Records


def test_a_passage_is_found_by_its_edited_words_persons_and_years() -> None:
    first, second = found(LETTER)["text"]
    assert first.url == "W.html#W.p1"
    assert first.content.startswith("Miss Vane was transferred to Varn in May 1881,")
    assert "light light" not in first.content
    assert first.meta == {"place": "W_1"}
    assert first.filters["person"] == ("vane-elsa",)
    assert first.filters["year"] == ("1881",)
    assert first.filters["text"] == ("W",)
    assert second.content == "Nothing."
    assert "year" not in second.filters


UNCITED = """
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
  <div xml:id="W.d1"><head>Stores</head><p>Two barrels of <choice><sic>oyl</sic><corr>oil</corr>
  </choice>.</p><table><row><cell>rope</cell><cell>40</cell></row></table></div>
  <p>Signed for.<note>In another hand.</note></p><p xml:id="W.p9">Nothing else.</p>
</body></text></TEI>"""


def test_a_block_without_identifier_is_found_at_its_division() -> None:
    assert [(one.url, one.content) for one in found(UNCITED)["text"]] == [
        ("W.html#W.p9", "Nothing else."),
        ("W.html#W.d1", "Stores"),
        ("W.html#W.d1", "Two barrels of oil ."),
        ("W.html#W.d1", "rope 40"),
        ("W.html", "Signed for."),
        ("W.html", "In another hand."),
    ]


def test_a_reading_of_the_source_is_found_as_the_whole_word_it_stands_in() -> None:
    first, second = found(LETTER)["source"]
    assert (first.meta["source"], first.meta["edited"]) == ("transfered", "transferred")
    assert (second.meta["source"], second.meta["edited"]) == ("unkown", "unknown")
    assert second.url == "W.html#W.e2"


def test_the_words_of_a_source_reading_come_first_and_its_context_behind_the_filler() -> None:
    words = found(LETTER)["source"][0].content.split()
    assert words[0] == "transfered"
    assert set(words[1:SLOTS]) == {FILLER}
    assert words[SLOTS:] == "Miss Vane was transfered to Varn in May".split()


def test_what_has_the_same_words_in_both_readings_is_no_reading_to_look_for() -> None:
    """Punctuation, a word twice: the edited text finds it."""
    assert [one.url for one in found(LETTER)["source"]] == ["W.html#W.e1", "W.html#W.e2"]


def test_a_person_is_found_by_every_form_of_the_name() -> None:
    person = found(LETTER)["person"][0]
    assert person.content == (
        "Elsa Vane; Miss Vane; Elsa Vaine — (born 1850) Pilot of the harbour."
    )
    assert person.filters["person"] == ("vane-elsa",)
    assert person.meta["mentions"] == "1_mentions"
    assert person.filters["text"] == ("W",)


def test_persons_of_one_name_are_told_apart_where_one_is_chosen() -> None:
    entries = [entry for one in facts_of(LETTER) for entry in one.entries]
    assert person_labels(entries) == {
        "vane-elsa": "Vane, Elsa (vane-elsa)",
        "vane-elsa-2": "Vane, Elsa (vane-elsa-2)",
    }


def test_a_reading_comes_with_its_reason() -> None:
    reason = '<note type="reason" target="#W.e1">a slip</note></standOff>'
    first, second = found(LETTER.replace("</standOff>", reason))["source"]
    assert first.meta["reason"] == "a slip"
    assert "reason" not in second.meta


def test_a_note_is_found_at_its_place() -> None:
    (note,) = found(LETTER)["note"]
    assert (note.url, note.content) == ("W.html#W.n1", "A light on a rock.")


def test_a_date_as_vague_as_a_generation_has_no_year() -> None:
    vague = LETTER.replace('when="1881-05"', 'notBefore="1860" notAfter="1890"')
    assert "year" not in found(vague)["text"][0].filters
    years = LETTER.replace('when="1881-05"', 'from="1880" to="1882"')
    assert found(years)["text"][0].filters["year"] == ("1880", "1881", "1882")


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=6), max_size=30))
def test_the_context_of_a_reading_always_begins_at_the_same_word(words: list[str]) -> None:
    tei = LETTER.replace("transfered", " ".join(["q0q", *words]))
    content = found(tei)["source"][0].content.split()
    assert content[: min(SLOTS, 1 + len(words))] == ["q0q", *words][:SLOTS]
    assert "Vane was q0q" in " ".join(content[SLOTS:])


# The index


@pytest.fixture(params=["specimen_site", "five_site"])
def site(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def texts_of(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((site.parent / "tei").glob("?.xml")):
        yield path.stem, path.read_bytes()


def test_pagefind_reads_the_edited_text(site: Path) -> None:
    """The contents of all passages are, taken together, the words of the edited text.

    Pagefind leaves out what has no word, such as a line of dots.
    """
    contents: dict[str, Counter[str]] = {}
    for one in fragments(site):
        if one["filters"]["kind"] == ["text"]:
            contents.setdefault(one["filters"]["text"][0], Counter()).update(
                LETTERS.findall(one["content"])
            )
    for siglum, tei in texts_of(site):
        (text,) = read_texts(parse(tei), siglum)
        assert contents[siglum] == Counter(LETTERS.findall(edited_text(text.text))), siglum


def test_sphinx_reads_the_edited_text_too(site: Path) -> None:
    """Every word of the edited text is in the index of its page, and no misprint alone is.

    Sphinx cuts a word where mark-up begins or ends in it; Pagefind does not.
    """
    index = json.loads(
        (site / "searchindex.js").read_text("utf-8").removeprefix("Search.setIndex(").rstrip(")")
    )
    english = SearchEnglish({})
    for siglum, tei in texts_of(site):
        (text,) = read_texts(parse(tei), siglum)
        pages_of = {n for n, name in enumerate(index["docnames"]) if under(name, siglum)}
        words = known(index["terms"], pages_of) | known(index["titleterms"], pages_of)
        edited = stems(english, " ".join(runs(text.text)))
        assert edited - words == set()
        misprints = stems(english, diplomatic_text(text.text)) - edited
        assert misprints & words == set()


def under(docname: str, siglum: str) -> bool:
    return docname == f"texts/{siglum}" or docname.startswith(f"texts/{siglum}/")


def runs(element: Element) -> Iterator[str]:
    """The pieces of the edited text between one tag and the next."""
    if not is_omitted(element, Reading.EDITED):
        yield element.text or ""
        for child in element:
            yield from runs(child)
            yield child.tail or ""


def known(terms: dict[str, int | list[int]], places: set[int]) -> set[str]:
    return {
        word
        for word, where in terms.items()
        if places & {*(where if isinstance(where, list) else [where])}
    }


def stems(english: SearchEnglish, text: str) -> set[str]:
    found = {english.stem(word).lower() for word in set(english.split(text))}
    return {word for word in found if english.word_filter(word)}


def test_only_what_the_search_asks_for_is_in_its_folder(site: Path) -> None:
    names = {path.name.partition(".")[0] for path in (site / "pagefind").iterdir()}
    wanted = {"pagefind", "pagefind-entry", "pagefind-worker", "wasm", "index", "fragment"}
    assert names == {*wanted, "filter"}


# In Sphinx


def test_a_page_of_prose_is_found_by_section(tmp_path: Path) -> None:
    built = project(tmp_path, {"index.rst": HOME, "persons.rst": REGISTER, "W.xml": LETTER}).build()
    pages_found = [one for one in fragments(built.folder) if one["filters"]["kind"] == ["page"]]
    assert [(one["url"], one["content"]) for one in pages_found] == [
        ("index.html#letters", "Letters — Of pilots.")
    ]


def test_a_site_without_the_search_has_none(tmp_path: Path) -> None:
    made = project(tmp_path, {"index.rst": HOME, "persons.rst": REGISTER, "W.xml": LETTER})
    made.write({"conf.py": (made.folder / "source/conf.py").read_text() + "tei_search = False\n"})
    built = made.build()
    assert not (built.folder / "pagefind").exists()
    assert built.warnings == []


def test_a_missing_pagefind_gives_one_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edition.sphinx_ext.searching.executable", lambda: None)
    built = project(tmp_path, {"index.rst": HOME, "persons.rst": REGISTER, "W.xml": LETTER}).build()
    (warning,) = built.warnings
    assert "pip install 'pagefind[bin]'" in warning
    assert "[tei.no-pagefind]" in warning


def test_a_pagefind_that_fails_gives_one_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edition.sphinx_ext.searching.executable", lambda: Path("/bin/false"))
    built = project(tmp_path, {"index.rst": HOME, "persons.rst": REGISTER, "W.xml": LETTER}).build()
    (warning,) = built.warnings
    assert "there is no search" in warning


def test_other_builders_make_no_index(tmp_path: Path) -> None:
    made = project(tmp_path, {"index.rst": HOME, "persons.rst": REGISTER, "W.xml": LETTER})
    assert not (made.build("singlehtml").folder / "pagefind").exists()
    assert not (made.build("text").folder / "pagefind").exists()


def test_the_index_is_written_again_when_a_text_changes_and_only_then(tmp_path: Path) -> None:
    made = project(tmp_path, {"index.rst": HOME, "persons.rst": REGISTER, "W.xml": LETTER})
    folder = made.build().folder
    entry = folder / "pagefind" / "pagefind-entry.json"
    first = entry.stat().st_mtime_ns
    made.build()
    assert entry.stat().st_mtime_ns == first
    made.write({"W.xml": LETTER.replace("Nothing", "Something")})
    made.build()
    assert any(one["content"] == "Something." for one in fragments(folder))
    assert not any(one["content"] == "Nothing." for one in fragments(folder))


def test_pagefind_is_at_hand() -> None:
    assert executable() is not None


# The page


def search(page: Page, home: str, query: str) -> str:
    """What the page says it found."""
    page.goto(f"{home}/search.html?{query}")
    page.locator("#search-count:not(:empty)").wait_for()
    return page.inner_text("#search-count")


def test_the_page_finds_and_says_where(specimen_site: Path, browser: Browser) -> None:
    with served(specimen_site) as home, reader(browser) as context:
        heard = Heard(home)
        page = heard.listen(context.new_page())
        for record in fragments(specimen_site):
            if record["filters"]["kind"] == ["source"]:
                break
        source, edited = record["meta"]["source"], record["meta"]["edited"]
        assert "in the sources’ readings" in search(page, home, f"q={source}")
        assert f"Source’s reading: {source}; edited: {edited}" in page.inner_text("main")
        assert "in the edited text" in search(page, home, f"q={edited}")
        assert "in the sources’ readings" not in page.inner_text("#search-count")
        assert heard.faults == []


def test_the_page_finds_a_person_by_any_form_and_leads_to_the_passages(
    specimen_site: Path, browser: Browser
) -> None:
    people = [one for one in fragments(specimen_site) if one["filters"]["kind"] == ["person"]]
    name, other = next(
        forms[:2]
        for one in people
        if len(forms := one["content"].split(" — ")[0].split("; ")) > 1
        and not set(forms[1].split()) <= set(forms[0].split())
    )
    with served(specimen_site) as home, reader(browser) as context:
        page = context.new_page()
        search(page, home, f'q="{other}"')
        assert f"Matches a form of the name of {name}: {other}" in page.inner_text("main")
        page.get_by_role("link", name=f"All passages that name {name}").click()
        page.locator("#search-count:not(:empty)").wait_for()
        assert "in the edited text" in page.inner_text("#search-count")


def test_the_page_can_be_used_with_the_keyboard_and_remembers_in_its_address(
    specimen_site: Path, browser: Browser
) -> None:
    with served(specimen_site) as home, reader(browser) as context:
        page = context.new_page()
        page.goto(f"{home}/search.html")
        page.locator("#search-q").wait_for()
        page.locator("#search-q").press_sequentially("winter")
        page.keyboard.press("Enter")
        page.locator("#search-count:not(:empty)").wait_for()
        assert page.url.endswith("?q=winter")
        page.get_by_role("checkbox", name="the edited text").uncheck()
        page.wait_for_url("**kind=**")
        assert "in the edited text" not in page.inner_text("#search-count")
        page.go_back()
        page.locator("#search-q").wait_for()


def test_nothing_found_is_said(specimen_site: Path, browser: Browser) -> None:
    with served(specimen_site) as home, reader(browser) as context:
        assert search(context.new_page(), home, "q=qqqqqq").startswith("Nothing found")


def test_without_script_or_server_the_page_says_so_and_leads_to_the_registers(
    specimen_site: Path, browser: Browser
) -> None:
    with served(specimen_site) as home, reader(browser, script=False) as context:
        page = context.new_page()
        page.goto(f"{home}/search.html")
        assert "needs JavaScript" in page.inner_text("main")
        assert page.get_by_role("main").get_by_role("link", name="Persons").is_visible()
    with reader(browser) as context:
        page = context.new_page()
        page.goto((specimen_site / "search.html").resolve().as_uri())
        assert "needs a web server" in page.inner_text("main")
        assert not page.locator("#search").is_visible()


PLACES = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0">
 <teiHeader><fileDesc><titleStmt><title>The Chart</title></titleStmt>
  <publicationStmt><p>For tests.</p></publicationStmt><sourceDesc><p>Ours.</p></sourceDesc>
 </fileDesc></teiHeader>
 <standOff><listPerson>
   <person xml:id="agde-ulf"><persName type="preferred">Ulf Agde</persName>
    <note type="description"><p>Varn, Varn, Varn: of nothing else but Varn he spoke.</p></note>
   </person>
   <person xml:id="moss-ada"><persName type="preferred">Ada Moss</persName>
    <persName>Varn</persName></person>
  </listPerson><listPlace>
   <place xml:id="light"><placeName>Varn Light</placeName></place>
   <place xml:id="varn"><placeName>Varn</placeName>
    <placeName>The old harbour of the northern pilots</placeName></place>
   <place xml:id="new"><placeName>Harbour</placeName><placeName>New Varn</placeName></place>
  </listPlace></standOff>
 <text xml:id="C.text"><body><p xml:id="C.p1"><placeName ref="#varn">Varn</placeName>, <placeName
  ref="#varn">Varn</placeName>, <persName ref="#moss-ada">Ada</persName> and XY-th.</p>
  <p xml:id="C.p2" xml:lang="zh">港口 的 燈</p>
 </body></text>
</TEI>
"""


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    """A small site whose registers have one word in names, forms and descriptions."""
    conf = 'project = "Chart"\nextensions = ["edition.sphinx_ext"]\nhtml_theme = "edition"\n'
    index = "Chart\n=====\n\n.. toctree::\n\n   C\n   persons\n   places\n"
    registers = {
        f"{name}.rst": f"{name}\n=========\n\n.. tei:register:: {name}\n"
        for name in ("persons", "places")
    }
    files = {"conf.py": conf, "index.rst": index, "C.xml": PLACES, **registers}
    return project(tmp_path, files).build().folder


def test_who_types_a_bare_name_gets_its_entry_first(chart: Path, browser: Browser) -> None:
    with served(chart) as home, reader(browser) as context:
        page = context.new_page()
        search(page, home, "q=varn")
        group = page.get_by_role("region", name="In the registers")
        names = [one.inner_text() for one in group.locator("li > a:first-child").all()]
        assert names == ["Varn", "Ada Moss", "Varn Light", "Harbour", "Ulf Agde"]
        assert "Varn, place, 2 mentions" in group.inner_text()


@pytest.mark.parametrize("query", ["xyzzy", "xyzzy+varn"])
def test_a_word_that_no_text_has_is_not_found_by_its_first_letters(
    chart: Path, browser: Browser, query: str
) -> None:
    with served(chart) as home, reader(browser) as context:
        page = context.new_page()
        assert search(page, home, f"q={query}").startswith("Nothing found")
        assert "Found" in search(page, home, "q=xy")
        assert "Found" in search(page, home, "q=pilot")


@pytest.mark.parametrize("query", ["港口", "港口的燈"])
def test_words_written_without_spaces_are_found_as_pagefind_parts_them(
    chart: Path, browser: Browser, query: str
) -> None:
    with served(chart) as home, reader(browser) as context:
        assert "1 in the edited text" in search(context.new_page(), home, f"q={query}")


def test_persons_are_asked_for_by_their_identifiers(chart: Path, browser: Browser) -> None:
    with served(chart) as home, reader(browser) as context:
        page = context.new_page()
        assert "1 in the edited text" in search(page, home, "person=moss-ada")
        assert not page.get_by_role("alert").is_visible()
        assert page.get_by_role("combobox", name="Passages that name").input_value() == "moss-ada"
        search(page, home, "person=Moss,+Ada&q=varn")
        assert "There is no person “Moss, Ada” here" in page.get_by_role("alert").inner_text()


def test_a_hostile_query_is_shown_as_text(specimen_site: Path, browser: Browser) -> None:
    with served(specimen_site) as home, reader(browser) as context:
        heard = Heard(home)
        page = heard.listen(context.new_page())
        search(page, home, "q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20winter")
        assert page.locator("main img").count() == 0
        assert heard.faults == []


def test_every_place_of_the_search_is_there(site: Path) -> None:
    """Every address of a record leads to an element of a page."""
    ids: dict[str, set[str]] = {}
    for one in fragments(site):
        page, _, anchor = one["url"].partition("#")
        if page not in ids:
            ids[page] = {*html.parse(site / page).getroot().xpath("//@id")}
        assert anchor in ids[page], one["url"]


# Pagefind's files in one order


def test_the_same_records_give_the_same_files(tmp_path: Path) -> None:
    program = executable()
    assert program is not None
    some = [
        Record(f"a.html#{n}", f"lamp {n}", {}, {"kind": ("text",), "year": (str(1900 + n), "1")})
        for n in range(30)
    ]
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        assert write_index(program, some, "en", folder) == 30
    one, other = ({p.name: p.read_bytes() for p in f.rglob("*.*")} for f in folders)
    assert one == other
    entry = json.loads(one["pagefind-entry.json"])
    assert f"pagefind.{entry['languages']['en']['hash']}.pf_meta" in one


def test_files_of_another_make_are_left_as_they_are() -> None:
    files = {"filter/en_1.pf_filter": b"no gzip", "pagefind-entry.json": b"{}"}
    with pytest.raises(gzip.BadGzipFile):
        gzip.decompress(files["filter/en_1.pf_filter"])
    assert in_order(files) == files
