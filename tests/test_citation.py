"""References: what they say in each style and format, and what a page says of itself."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Browser
from site_pages import Heard, none_of, reader, served
from sphinx_projects import Built, project

from edition.citation import (
    Reference,
    edition_reference,
    passage_address,
    passage_words,
    text_reference,
)
from edition.citation_formats import bibtex, csl_item, csl_json, ris
from edition.citation_page import data, example, record
from edition.citation_styles import STYLES, plain
from edition.personal_names import Name, parted
from edition.reading.passages import Passage
from edition.reading.source import Responsibility, TextFacts

FACTS = TextFacts(
    siglum="K",
    title="The Keeper's Book",
    author="Elin Marrow",
    date="1903",
    version="1.2",
    published="2026-04-06",
    publisher="The editors of the winter",
    licence="Free to use.",
    licence_address="https://example.org/licence",
    rights="",
    description="",
    digest="",
    responsibilities=(
        Responsibility("rule", "Outline rules", "rule", "proposed paragraphs"),
        Responsibility("reader-1", "Automated reader", "software", "read the text"),
        Responsibility("", "Oskar van der Brandt", "translator", ""),
    ),
    categories=(),
    principles=(),
    language="en",
)
TITLE = "Papers of Varn Station"
ADDRESS = "https://example.org/varn/texts/K.html"


@pytest.fixture
def text() -> Reference:
    return text_reference(FACTS, TITLE, ADDRESS)


@pytest.fixture
def passage(text: Reference) -> Reference:
    return replace(text, part="Of Ice", passage="paragraph 12", address=f"{ADDRESS}#K.p12")


def said(style: str, one: Reference) -> str:
    """A reference with what is italic between asterisks."""
    pieces = STYLES[style](one)
    return "".join(f"*{piece.text}*" if piece.italic else piece.text for piece in pieces)


# Styles


TEXT = {
    "Chicago": "Marrow, Elin. “The Keeper's Book.” 1903. Translated by Oskar van der Brandt."
    " In *Papers of Varn Station*, version 1.2. The editors of the winter, April 6, 2026."
    " https://example.org/varn/texts/K.html.",
    "MLA": "Marrow, Elin. “The Keeper's Book.” 1903. Translated by Oskar van der Brandt."
    " *Papers of Varn Station*, version 1.2, The editors of the winter, 6 Apr. 2026,"
    " example.org/varn/texts/K.html.",
    "APA": "Marrow, E. (2026). The Keeper's Book (van der Brandt, O., Trans.). In *Papers of Varn"
    " Station* (Version 1.2). The editors of the winter. https://example.org/varn/texts/K.html"
    " (Original work published 1903)",
    "Footnote": "Elin Marrow, “The Keeper's Book” (1903), trans. Oskar van der Brandt, in *Papers"
    " of Varn Station*, version 1.2 (The editors of the winter, 6 April 2026),"
    " https://example.org/varn/texts/K.html.",
}
PASSAGE = {
    "Chicago": "version 1.2, “Of Ice,” paragraph 12. The editors of the winter, April 6, 2026."
    " https://example.org/varn/texts/K.html#K.p12.",
    "MLA": "6 Apr. 2026, “Of Ice,” paragraph 12, example.org/varn/texts/K.html#K.p12.",
    "APA": "(Version 1.2, “Of Ice”, paragraph 12). The editors of the winter."
    " https://example.org/varn/texts/K.html#K.p12 (Original work published 1903)",
    "Footnote": "“Of Ice”, paragraph 12, https://example.org/varn/texts/K.html#K.p12.",
}
WHOLE = {
    "Chicago": "*Papers of Varn Station*. Version 1.2. The editors of the winter, April 6, 2026.",
    "MLA": "*Papers of Varn Station*, version 1.2, The editors of the winter, 6 Apr. 2026.",
    "APA": "The editors of the winter. (2026). *Papers of Varn Station* (Version 1.2).",
    "Footnote": "*Papers of Varn Station*, version 1.2 (The editors of the winter, 6 April 2026).",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_text(style: str, text: Reference) -> None:
    assert said(style, text) == TEXT[style]


@pytest.mark.parametrize("style", STYLES)
def test_a_passage(style: str, passage: Reference) -> None:
    assert said(style, passage).endswith(PASSAGE[style])


@pytest.mark.parametrize("style", STYLES)
def test_the_edition_as_a_whole(style: str) -> None:
    assert said(style, edition_reference([FACTS], TITLE)) == WHOLE[style]


@pytest.mark.parametrize("style", STYLES)
def test_what_the_header_does_not_say_leaves_no_hole(style: str) -> None:
    bare = FACTS._replace(
        author="", date="", version="", published="", publisher="", responsibilities=()
    )
    for one in (text_reference(bare, TITLE), edition_reference([bare], TITLE)):
        assert not re.search(r"\(\)|, ,|  |,\.|\. \.|^[ ,.]| $", said(style, one)), said(style, one)


@pytest.mark.parametrize("style", STYLES)
def test_no_program_is_named_as_editor(style: str, text: Reference) -> None:
    for one in (text, edition_reference([FACTS], TITLE)):
        shown = said(style, one)
        assert "reader" not in shown and "rules" not in shown
        assert not re.search(r"\b[Ee]d(ited|s?\.)", shown)


@pytest.mark.parametrize("style", STYLES)
def test_a_person_who_answers_for_the_edition_is_its_editor(style: str) -> None:
    ida = Responsibility("ih", "Ida Holm", "person", "settled the text")
    facts = FACTS._replace(responsibilities=(*FACTS.responsibilities, ida))
    assert "Holm" in said(style, text_reference(facts, TITLE))
    assert "Holm" in said(style, edition_reference([facts], TITLE))


def test_what_texts_do_not_share_is_not_said_of_the_edition() -> None:
    other = FACTS._replace(siglum="Q", publisher="Somebody else", published="2026-05-01")
    whole = edition_reference([FACTS, other], TITLE)
    assert (whole.publisher, whole.published, whole.version) == ("", "2026-05-01", "1.2")


# Names


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Elin Marrow", "Marrow", "Elin"),
        ("Marrow, Elin", "Marrow", "Elin"),
        ("Oskar van der Brandt", "van der Brandt", "Oskar"),
        ("Agda", "Agda", ""),
        ("The Ice Patrol", "The Ice Patrol", ""),
        ("Society of Letters", "Society of Letters", ""),
        ("Northern Reading Society", "Northern Reading Society", ""),
        ("the clerk of the harbour", "the clerk of the harbour", ""),
        ("Oskar II", "Oskar II", ""),
        ("Elin Marrow Jr.", "Elin Marrow Jr.", ""),
        ("Agda the Quiet", "Agda the Quiet", ""),
        ("Abd al-Nur", "Abd al-Nur", ""),
        ("Hakim ibn Salim", "Hakim ibn Salim", ""),
        ("E. T. Marrow-Holm", "Marrow-Holm", "E. T."),
        ("Holm, Ida, the younger", "Holm, Ida, the younger", ""),
        ("", "", ""),
    ],
)
def test_names_are_parted_only_where_it_is_plain(written: str, family: str, given: str) -> None:
    assert parted(written) == Name(family, given)


# Addresses


def test_an_address_pins_version_and_wording() -> None:
    address = passage_address("K.html", "1.2", "9f3a2c1d", "K.p12")
    assert address == "K.html?cited=1.2-9f3a2c1d#K.p12"
    odd = passage_address("K.html", "1 & 2", "9f3a2c1d", "ä#")
    assert odd == "K.html?cited=1%20%26%202-9f3a2c1d#%C3%A4%23"
    assert passage_address("K.html", "", "9f3a2c1d", "K.p12") == "K.html#K.p12"


def test_a_passage_is_called_by_its_number() -> None:
    assert passage_words("p", "12", "K.p12") == "paragraph 12"
    assert passage_words("speaker", "3", "K.sp3") == "speaker 3"
    assert passage_words("p", "", "K.closing") == "K.closing"


def test_an_example_is_a_paragraph_of_the_page(text: Reference) -> None:
    head = Passage("K.h1", "head", "1", "Of Ice", "00000000", "", ())
    first = Passage("K.p1", "p", "1", "Snow fell.", "9f3a2c1d", "", ())
    shown = example(text, [head, first], "K.html")
    assert shown and shown["words"] == "paragraph 1"
    assert shown["address"] == f"{ADDRESS}?cited=1.2-9f3a2c1d#K.p1"
    assert example(text, [], "K.html") is None


# Formats


def bibtex_entry(source: str) -> tuple[str, str, dict[str, str]]:
    """Kind, key and fields of an entry; fails where its braces are not balanced."""
    match = re.fullmatch(r"@(\w+)\{([^\s,{}]+),\n(.*)\n\}\n", source, re.DOTALL)
    assert match, source
    fields = {}
    for line in match[3].removesuffix(",").split(",\n"):
        name, equals, value = line.strip().partition(" = ")
        assert equals and value[0] == "{" and value[-1] == "}", line
        bare = re.sub(r"\\.", "", value)
        depths = [bare[:i].count("{") - bare[:i].count("}") for i in range(1, len(bare))]
        assert all(depth > 0 for depth in depths) and bare.count("{") == bare.count("}"), line
        fields[name] = value[1:-1]
    return match[1], match[2], fields


def ris_fields(source: str) -> list[tuple[str, str]]:
    assert source.endswith("\r\n")
    lines = source.removesuffix("\r\n").split("\r\n")
    matches = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in lines]
    return [(match[1], match[2]) for match in matches if match or pytest.fail(source)]


def test_bibtex(passage: Reference) -> None:
    kind, key, fields = bibtex_entry(bibtex(passage))
    assert kind == "incollection"
    assert key == "papers-of-varn-station:1.2:k"
    assert fields["author"] == "Marrow, Elin"
    assert fields["translator"] == "van der Brandt, Oskar"
    assert fields["title"] == "{The Keeper's Book}"
    assert fields["booktitle"] == "{Papers of Varn Station}"
    assert (fields["year"], fields["date"], fields["origdate"]) == ("2026", "2026-04-06", "1903")
    assert (fields["version"], fields["pages"]) == ("1.2", "paragraph 12")
    assert fields["url"] == f"{ADDRESS}#K.p12"
    assert "editor" not in fields


def test_bibtex_of_the_whole() -> None:
    kind, _, fields = bibtex_entry(bibtex(edition_reference([FACTS], TITLE)))
    assert (kind, fields["title"]) == ("book", "{Papers of Varn Station}")
    assert not {"author", "editor", "booktitle"} & fields.keys()


def test_bibtex_escapes_what_tex_would_take_for_commands(text: Reference) -> None:
    odd = replace(text, title=r"50 % of {A_B} & #1 \ ~^ $", address="https://example.org/{a}%20b")
    _, _, fields = bibtex_entry(bibtex(odd))
    assert fields["title"] == (
        r"{50 \% of \{A\_B\} \& \#1 \textbackslash{} \textasciitilde{}\textasciicircum{} \$}"
    )
    assert fields["url"] == "https://example.org/%7Ba%7D%20b"


def test_ris(passage: Reference) -> None:
    fields = ris_fields(ris(passage))
    assert fields[0] == ("TY", "CHAP")
    assert fields[-1] == ("ER", "")
    assert dict(fields)["DA"] == "2026/04/06"
    for pair in (
        ("AU", "Marrow, Elin"),
        ("A4", "van der Brandt, Oskar"),
        ("T2", TITLE),
        ("ET", "Version 1.2"),
        ("SP", "paragraph 12"),
        ("UR", f"{ADDRESS}#K.p12"),
    ):
        assert pair in fields
    assert ris_fields(ris(edition_reference([FACTS], TITLE)))[0] == ("TY", "BOOK")


def test_csl(passage: Reference) -> None:
    [item] = json.loads(csl_json(passage))
    assert item["type"] == "chapter"
    assert item["author"] == [{"family": "Marrow", "given": "Elin"}]
    assert item["issued"] == {"date-parts": [[2026, 4, 6]]}
    assert item["original-date"] == {"date-parts": [[1903]]}
    assert item["container-title"] == TITLE
    assert csl_item(replace(passage, written="about 1903"))["original-date"] == {
        "literal": "about 1903"
    }
    body = replace(passage, authors=(parted("The Ice Patrol"),))
    assert csl_item(body)["author"] == [{"literal": "The Ice Patrol"}]


lines = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(lines, lines)
def test_any_title_makes_sound_files(title: str, part: str) -> None:
    one = text_reference(FACTS._replace(title=f"x{title}"), TITLE, part=part)
    bibtex_entry(bibtex(one))
    ris_fields(ris(one))
    json.loads(csl_json(one))
    embedded = data(record(one, "K", ""))
    assert not set("<>&") & set(embedded)
    assert json.loads(embedded)["title"] == f"x{title}"


def test_scripts_fill_in_passage_and_address(text: Reference) -> None:
    styles = record(text, "K", "mailto:us@example.org")["styles"]
    assert list(styles) == [*STYLES, "BibTeX", "RIS", "CSL JSON"]
    address = f"{ADDRESS}?cited=1.2-9f3a2c1d#K.p12"
    filled = {
        name: one.replace("{passage}", "paragraph 12").replace("{address}", address)
        for name, one in styles.items()
    }
    whole = replace(text, passage="paragraph 12", address=address)
    assert filled["Chicago"] == plain(STYLES["Chicago"](whole))
    assert filled["BibTeX"] == bibtex(whole)
    assert json.loads(filled["CSL JSON"]) == [csl_item(whole)]


# What a page says of itself


LETTER = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title>The Keeper's Book {odd}</title><author>Elin Marrow</author></titleStmt>
<editionStmt><edition n="1.2"/></editionStmt>
<publicationStmt><publisher>The editors of the winter</publisher>
<date when="2026-04-06"/><availability><licence target="https://example.org/licence"/></availability>
</publicationStmt>
<sourceDesc><listWit><witness xml:id="K"><bibl><date when="1903"/></bibl></witness></listWit>
</sourceDesc></fileDesc></teiHeader>
<standOff><listPerson><person xml:id="brandt-oskar"><persName>Oskar Brandt</persName>
<birth when="1850-02-01"/><death notBefore="1903-04" notAfter="1903-05"/>
<idno type="Wikidata">Q42</idno></person></listPerson>
<listPlace><place xml:id="varn"><placeName>Varn</placeName>
<location><geo>60.5 22.1</geo></location></place></listPlace></standOff>
<text xml:lang="en"><body>
<div xml:id="K.d1"><head xml:id="K.h1">Of Ice</head>
<p xml:id="K.p1"><persName ref="#brandt-oskar">Brandt</persName> wrote of ice at
<placeName ref="#varn">Varn</placeName>.</p></div>
<div xml:id="K.d2"><head xml:id="K.h2">Of Snow</head>
<p xml:id="K.p2">Of snow he wrote more.</p></div>
</body></text></TEI>
"""
SITE_CONF = """\
project = "Varn"
extensions = ["edition.sphinx_ext"]
html_theme = "edition"
tei_edition_title = "Papers of Varn Station"
html_baseurl = "https://example.org/varn/"
tei_corrections = "https://example.org/new-issue?labels=reader"
tei_downloads = [("TEI", "texts/{siglum}.xml"), ("all as PDF", "all.pdf")]
html_extra_path = ["extra"]
"""
PAGES = {
    "index.rst": "Varn\n====\n\n.. toctree::\n\n"
    "   texts/K\n   how-to-cite\n   persons\n   places\n",
    "how-to-cite.rst": "How to cite\n===========\n",
    "persons.rst": "Persons\n=======\n\n.. tei:register:: persons\n",
    "places.rst": "Places\n======\n\n.. tei:register:: places\n",
    "extra/all.pdf": "for this test",
    "extra/texts/K.xml": "for this test",
}
ODD = "&lt;/script&gt; &quot; &amp;amp;"


def build(folder: Path, **files: str) -> Built:
    return project(
        folder,
        {"conf.py": SITE_CONF, "texts/K.xml": LETTER.replace("{odd}", ODD), **PAGES, **files},
    ).build()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("varn"))


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Built:
    conf = f"{SITE_CONF}tei_page_size = 10\n"
    return build(tmp_path_factory.mktemp("divided"), **{"conf.py": conf})


def tags(page: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in page.xpath("/html/head/meta[@name]"):
        found.setdefault(one.get("name"), []).append(one.get("content"))
    return found


def linked(page: html.HtmlElement) -> Any:
    [block] = page.xpath("//script[@type='application/ld+json']")
    return json.loads(block.text)


def test_the_build_warns_of_nothing(site: Built, divided: Built) -> None:
    assert site.warnings == divided.warnings == []


def test_tags_that_reference_managers_read(site: Built) -> None:
    found = tags(site.page("texts/K"))
    assert found["citation_title"] == ["The Keeper's Book </script> \" &amp;"]
    assert found["citation_book_title"] == [TITLE]
    assert found["citation_author"] == ["Marrow, Elin"]
    assert found["citation_publication_date"] == ["2026/04/06"]
    assert found["citation_public_url"] == [ADDRESS]
    assert found["DC.rights"] == ["https://example.org/licence"]


def test_the_home_page_is_not_taken_for_an_article(site: Built) -> None:
    found = tags(site.page("index"))
    assert not [name for name in found if name.startswith("citation_")]
    assert found["DC.title"] == [TITLE]
    assert linked(site.page("index"))["@type"] == "Book"


def test_a_page_names_its_own_address(site: Built) -> None:
    assert site.page("texts/K").xpath("//link[@rel='canonical']/@href") == [ADDRESS]


def test_linked_data_of_a_text(site: Built) -> None:
    found = linked(site.page("texts/K"))
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Chapter")
    assert found["author"][0]["familyName"] == "Marrow"
    assert found["isPartOf"]["version"] == "1.2"
    assert found["isPartOf"]["license"] == "https://example.org/licence"
    assert found["encoding"][0]["contentUrl"] == "https://example.org/varn/texts/K.xml"


def test_linked_data_of_registers(site: Built) -> None:
    [brandt] = linked(site.page("persons"))["@graph"]
    assert brandt["@type"] == "Person"
    assert brandt["@id"] == "https://example.org/varn/persons.html#brandt-oskar"
    assert brandt["birthDate"] == "1850-02-01"
    assert "deathDate" not in brandt
    assert brandt["sameAs"] == ["https://www.wikidata.org/entity/Q42"]
    [varn] = linked(site.page("places"))["@graph"]
    assert varn["geo"] == {"@type": "GeoCoordinates", "latitude": 60.5, "longitude": 22.1}


def test_readers_see_references_files_and_a_form_without_script(site: Built) -> None:
    [shown] = site.page("texts/K").xpath("//section[@id='cite']")
    assert shown.xpath(".//dt/text()") == list(STYLES)
    assert shown.xpath(".//cite/text()") == [TITLE] * len(STYLES)
    assert shown.xpath(".//p[@class='cite-files']/a/@href") == [
        *("K.bib", "K.ris", "K.csl.json"),
        "K.xml",
    ]
    assert f"{ADDRESS}?cited=1.2-" in shown.text_content()
    assert '"siglum": "K"' in shown.xpath(".//pre")[0].text_content()
    [letter] = shown.xpath(".//details[@class='cite-correction']//a/@href")
    assert letter.startswith("https://example.org/new-issue?labels=reader&title=Correction")


def test_the_page_on_citing_shows_how_the_whole_is_cited(site: Built) -> None:
    [shown] = site.page("how-to-cite").xpath("//section[@id='cite']")
    assert "The Keeper" not in shown.text_content()
    assert shown.xpath(".//a/@href") == [
        "edition.bib",
        "edition.ris",
        "edition.csl.json",
        "all.pdf",
    ]


def test_references_stand_as_files_beside_the_pages(site: Built) -> None:
    _, _, fields = bibtex_entry(site.text("texts/K.bib"))
    assert fields["url"] == ADDRESS
    assert json.loads(site.text("edition.csl.json"))[0]["title"] == TITLE
    assert ris_fields((site.folder / "texts/K.ris").read_bytes().decode())


def test_a_division_is_cited_as_part_of_its_text(divided: Built) -> None:
    page = divided.page("texts/K/K.d2")
    assert "“Of Snow”" in page.xpath("//section[@id='cite']")[0].text_content()
    found = linked(page)
    assert (found["@type"], found["name"]) == ("Chapter", "Of Snow")
    assert found["isPartOf"]["url"] == ADDRESS
    assert found["isPartOf"]["isPartOf"]["@type"] == "Book"
    _, key, fields = bibtex_entry(divided.text("texts/K/K.d2.bib"))
    assert (key, fields["chapter"]) == ("papers-of-varn-station:1.2:k:of-snow", "{Of Snow}")


def test_a_file_that_is_offered_and_not_there_is_named(tmp_path: Path) -> None:
    conf = SITE_CONF.replace("all.pdf", "none.pdf")
    [warning] = build(tmp_path, **{"conf.py": conf}).warnings
    assert "none.pdf (all as PDF) is offered by tei_downloads" in warning


def test_without_a_web_address_none_is_invented(tmp_path: Path) -> None:
    conf = SITE_CONF.replace("https://example.org/varn/", "").replace(
        "https://example.org/new-issue?labels=reader", ""
    )
    built = build(tmp_path, **{"conf.py": conf})
    assert "url" not in bibtex_entry(built.text("texts/K.bib"))[2]
    page = built.page("texts/K")
    assert "citation_public_url" not in tags(page)
    assert "K.html?cited=1.2-" in page.xpath("//section[@id='cite']")[0].text_content()
    [block] = page.xpath("//script[@id='citation']")
    assert json.loads(block.text)["corrections"] == ""


def test_a_second_build_changes_no_reference(tmp_path: Path) -> None:
    first = build(tmp_path)
    before = {p: p.stat().st_mtime_ns for p in first.folder.rglob("*.bib")}
    again = build(tmp_path)
    assert again.written == []
    assert {p: p.stat().st_mtime_ns for p in again.folder.rglob("*.bib")} == before


def test_an_address_on_the_wrong_page_leads_to_the_right_one(
    divided: Built, browser: Browser
) -> None:
    pages = {"K.p2": "K/K.d2.html#K.p2", "K.d1": "K/K.d1.html#K.d1"}
    with served(divided.folder) as home, reader(browser) as context:
        page = context.new_page()
        for name, right in pages.items():
            for query in ("", "?cited=1.2-00000000"):
                page.goto(f"{home}/texts/K.html{query}#{name}")
                address, _, anchor = right.partition("#")
                page.wait_for_url(f"{home}/texts/{address}{query}#{anchor}")
        page.goto(f"{home}/texts/K.html#nowhere")
        assert page.url == f"{home}/texts/K.html#nowhere"
        page.evaluate("location.hash = 'K.p1'")
        page.wait_for_url(f"{home}/texts/K/K.d1.html#K.p1")
        page.evaluate("location.hash = 'K.p2'")
        page.wait_for_url(f"{home}/texts/K/K.d2.html#K.p2")


def test_no_address_leads_into_another_text_that_has_the_same_identifiers(
    tmp_path: Path, browser: Browser
) -> None:
    """Nor does one lead anywhere that names what is in no text, but in every object of a script."""
    copy = LETTER.replace("{odd}", "of a Copyist")
    files = {"conf.py": f"{SITE_CONF}tei_page_size = 10\n", "texts/M.xml": copy}
    files["index.rst"] = PAGES["index.rst"].replace("texts/K\n", "texts/K\n   texts/M\n")
    files["texts/K.xml"] = LETTER.replace(
        "more.</p>", 'more.</p><p xml:id="K.p3">Then he left.</p>'
    )
    asked = {
        "M.html#K.p2": "M/K.d2.html#K.p2",
        "M/K.d1.html#K.p2": "M/K.d2.html#K.p2",
        "K.html#K.p2": "K/K.d2.html#K.p2",
        "K.html#K.p3": "K/K.d2.html#K.p3",
    }
    nowhere = ("#K.p3", "#constructor", "#%E4", "?cited=constructor#__proto__")
    with served(build(tmp_path, **files).folder) as home, reader(browser) as context:
        heard = Heard(home)
        page = heard.listen(context.new_page())
        for address, right in asked.items():
            page.goto(f"{home}/texts/{address}")
            page.wait_for_url(f"{home}/texts/{right}")
        for address in nowhere:
            page = heard.listen(context.new_page())
            with page.expect_response("**/M.places.json"):
                page.goto(f"{home}/texts/M.html{address}")
            page.wait_for_timeout(100)
            assert page.url == f"{home}/texts/M.html{address}"
        assert "There is no passage __proto__ here" in page.inner_text("#cited")
    none_of(heard.faults)


def test_where_passages_stand_is_told_beside_the_pages(divided: Built, site: Built) -> None:
    assert json.loads(divided.text("texts/K.places.json")) == {
        "K/K.d1.html": ["K.h1", "K.p1", "K.d1"],
        "K/K.d2.html": ["K.h2", "K.p2", "K.d2"],
    }
    for name, file in {"texts/K": "K.places.json", "texts/K/K.d1": "../K.places.json"}.items():
        [told] = divided.page(name).xpath("//script[@id='versions']/text()")
        assert json.loads(told) == {"version": "1.2", "versions": {}, "places": file}
    assert not (site.folder / "texts/K.places.json").exists()


def test_where_passages_stand_is_told_anew_when_they_move(tmp_path: Path) -> None:
    text = LETTER.replace("{odd}", ODD)
    made = project(tmp_path / "one", {"texts/K.xml": text, **PAGES})
    conf = f"{SITE_CONF}tei_page_size = 10\n"
    made.write({"conf.py": conf})
    made.build()
    now = {"conf.py": conf, "texts/K.xml": text.replace('"K.p2"', '"K.p9"'), **PAGES}
    made.write(now)
    told = made.build().text("texts/K.places.json")
    assert json.loads(told)["K/K.d2.html"] == ["K.h2", "K.p9", "K.d2"]
    assert project(tmp_path / "two", now).build(jobs=2).text("texts/K.places.json") == told
    assert project(tmp_path / "two", now).build("dirhtml").text("texts/K.places.json") == (
        told.replace(".html", "/")
    )
    made.write({"conf.py": SITE_CONF})
    assert not (made.build().folder / "texts/K.places.json").exists()


def test_a_file_may_be_offered_elsewhere_in_the_web(tmp_path: Path) -> None:
    archive = "https://example.org/archive?text={siglum}"
    conf = SITE_CONF.replace("texts/{siglum}.xml", archive)
    built = build(tmp_path, **{"conf.py": conf})
    assert built.warnings == []
    page = built.page("texts/K")
    there = archive.replace("{siglum}", "K")
    assert linked(page)["encoding"][0]["contentUrl"] == there
    assert page.xpath("//section[@class='about no-search']//a[.='TEI']/@href") == [there]
    assert there in page.xpath("//p[@class='cite-files']/a/@href")
