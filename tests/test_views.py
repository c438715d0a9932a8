"""The views made of lists and tables, on two short texts of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.etree import fromstring
from sphinx_projects import Built, project, words

from edition.reading.document import read_texts
from edition.reading.entries import Life, life_line
from edition.reading.passages import passages
from edition.sphinx_ext.views import counting, ledger, registers, views
from edition.sphinx_ext.views.markup import serialised, tag
from edition.sphinx_ext.views.markup import words as words_of
from edition.sphinx_ext.views.readings import in_context, shown_reading
from edition.versions import recorded, version_record

HARBOUR = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0">
 <teiHeader>
  <fileDesc>
   <titleStmt><title>The Harbour</title><author>Ada Quill</author>
    <respStmt><resp>Read the text.</resp>
     <name xml:id="first">The first of the readers</name></respStmt>
    <respStmt><resp>Read it again.</resp>
     <name xml:id="second">The second of the readers</name></respStmt>
   </titleStmt>
   <editionStmt><edition n="1.2">Edition</edition></editionStmt>
   <publicationStmt><p>For tests.</p></publicationStmt>
   <sourceDesc><listWit><witness xml:id="H"><bibl><title>The Harbour</title>
     <date when="1901">1901</date><idno type="sha256">abc123</idno>
     <note>A letter from a harbour.</note></bibl></witness></listWit></sourceDesc>
  </fileDesc>
  <encodingDesc>
   <editorialDecl><correction><p>Evident errors are corrected.</p></correction></editorialDecl>
   <classDecl><taxonomy>
    <category xml:id="emendation.misspelling"><catDesc>A word misspelt.</catDesc></category>
    <category xml:id="note.fact"><catDesc>Compared with what is known.</catDesc></category>
   </taxonomy></classDecl>
  </encodingDesc>
  <revisionDesc>
   <change who="#first" target="#H.text">Read whole.</change>
   <change who="#second" target="#H.p1">Read in part.</change>
  </revisionDesc>
 </teiHeader>
 <standOff>
  <listPerson>
   <person xml:id="vane-elsa">
    <persName type="preferred">Elsa Vane</persName><persName>Miss Vane</persName>
    <persName type="misprint">Elsa Vaine</persName>
    <birth when="1850-05-13" when-custom="1850-05-01" datingMethod="#julian" cert="high"
     source="https://www.example.org/lives https://example.net/vane"/>
    <death when="1911" cert="low"/>
    <idno type="VIAF" source="https://viaf.org/">https://viaf.org/viaf/12345</idno>
    <note type="description"><p>Pilot of the harbour.</p></note>
   </person>
   <person xml:id="oake-tom"><persName type="preferred">Tom Oake</persName></person>
   <listRelation><relation name="spouse" mutual="#vane-elsa #oake-tom"/></listRelation>
  </listPerson>
  <listPlace><place xml:id="lisse" type="port"><placeName type="preferred">Lisse</placeName>
   <country>Noland</country><location><geo>-12.5 30.25</geo></location></place></listPlace>
  <listAnnotation type="reason">
   <note target="#H.e1">two letters changed places</note>
   <note target="#H.e2">the rhythm asks for it</note>
   <note target="#H.m2">the only harbour of that name</note>
   <note target="#H.m3">nobody else calls him so</note>
   <note target="#H.m4">the pilot had one friend of that name</note>
  </listAnnotation>
  <linkGrp type="parallel"><link xml:id="parallel.1" target="#H.p2 #R.p1"/></linkGrp>
 </standOff>
 <text xml:id="H.text"><body>
  <p xml:id="H.p1"><persName xml:id="H.m1" ref="#vane-elsa" cert="high">Miss Vane</persName> saw the
   <choice xml:id="H.e1"><sic>habrour</sic><corr ana="#emendation.misspelling" resp="#first"
   cert="high" evidence="internal">harbour</corr></choice> of <placeName xml:id="H.m2" ref="#lisse"
   cert="high">Lisse</placeName>, and <persName xml:id="H.m3">Old Moss</persName>
   waved<supplied xml:id="H.e2" cert="low" evidence="conjecture"> twice</supplied>.</p>
  <p xml:id="H.p2">The tide <anchor xml:id="H.n1.start"/>turned at noon<note xml:id="H.n1"
   target="#H.n1.start" ana="#note.fact" resp="#second" cert="medium">Rather at one. <bibl><ref
   target="https://example.org/tides">Tide tables</ref></bibl></note> and the boats went out to the
   islands before the storm of that year, <persName xml:id="H.m4" ref="#oake-tom" cert="medium"
   evidence="internal">Tom</persName>
   said<surplus xml:id="H.e3" cert="high"> said</surplus>.</p>
 </body></text>
</TEI>
"""

ROCK = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0">
 <teiHeader><fileDesc><titleStmt><title>The Rock</title></titleStmt>
  <publicationStmt><p>For tests.</p></publicationStmt><sourceDesc><p>Ours.</p></sourceDesc>
 </fileDesc></teiHeader>
 <standOff><listPerson>
  <person xml:id="oake-tom"><persName type="preferred">Tom Oake</persName></person>
 </listPerson>
 <listAnnotation type="reason"><note target="#R.d1">the ice was gone by then</note></listAnnotation>
 </standOff>
 <text xml:id="R.text"><body>
  <p xml:id="R.p1">The tide turned at noon and the ships went out to the
   islands after the storm of that year, <persName ref="#oake-tom" cert="high">Oake</persName>
   said.</p>
  <p xml:id="R.p2">On <date xml:id="R.d1" when="1899-03-02" cert="low">a day in March</date> the
   rock was seen again.</p>
 </body></text>
</TEI>
"""

REGISTERS = ("persons", "places", "organisations", "works", "events")
LISTS = ("ledger", "notes", "parallels", "questions", "quality", "versions", "principles")


def page(directive: str) -> str:
    return f"# A page\n\n```{{tei:{directive}}}\n```\n"


START = """\
Start
=====

.. tei:texts::

.. toctree::
   :glob:

   texts/H
   texts/R
   *
"""
PAGES = {
    "index.rst": START,
    "texts/H.xml": HARBOUR,
    "texts/R.xml": ROCK,
    **{f"{name}.md": f"# {name}\n\n```{{tei:register}} {name}\n```\n" for name in REGISTERS},
    **{f"{name}.md": page(name) for name in LISTS},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return project(tmp_path_factory.mktemp("views"), PAGES).build()


def facts(entry: html.HtmlElement) -> dict[str, str]:
    """The terms of a register entry with what is told of them."""
    return {
        words(group.find("dt")): " | ".join(words(dd) for dd in group.iter("dd"))
        for group in entry.xpath(".//dl/div")
    }


def row(page: html.HtmlElement, anchor: str) -> list[str]:
    """The cells of a row by its id."""
    (found,) = page.xpath(f"//tr[@id='{anchor}']")
    return [words(cell) for cell in found]


def test_nothing_is_warned_of(site: Built) -> None:
    assert site.warnings == []


def test_a_register_tells_what_is_known_of_a_person(site: Built) -> None:
    (entry,) = site.page("persons").xpath("//article[@id='vane-elsa']")
    assert words(entry.find("h3")) == "Vane, Elsa"
    assert words(entry.find("p")) == "Pilot of the harbour."
    assert facts(entry) == {
        "also": "Miss Vane",
        "misprinted": "Elsa Vaine",
        "born": "13 May 1850 (Old Style 1 May) example.org: lives example.net: vane",
        "died": "perhaps 1911",
        "spouse": "Tom Oake",
        "VIAF": "12345",
        "sources": "viaf.org",
    }
    links = {a.get("href") for a in entry.iterfind(".//dl//a")}
    assert links == {
        "#oake-tom",
        "https://viaf.org/",
        "https://viaf.org/viaf/12345",
        "https://www.example.org/lives",
        "https://example.net/vane",
    }


def test_a_reason_stands_in_a_register_only_where_there_is_doubt(site: Built) -> None:
    assert "the only harbour of that name" not in words(site.page("places"))


def test_a_register_is_alphabetical_and_has_letters(site: Built) -> None:
    register = site.page("persons")
    assert register.xpath("//article/@id") == ["oake-tom", "vane-elsa"]
    assert register.xpath("//nav[@aria-label='Letters']//a/@href") == ["#letter-o", "#letter-v"]
    assert [words(h) for h in register.xpath("//section[@class='letter']/h2")] == ["O", "V"]


def test_mentions_stand_in_context_by_text_with_their_certainty(site: Built) -> None:
    (entry,) = site.page("persons").xpath("//article[@id='oake-tom']")
    (mentions,) = entry.iterfind("details")
    assert words(mentions.find("summary")) == "2 mentions: H 1, R 1"
    assert [words(h) for h in mentions.iterfind("h4")] == ["The Harbour", "The Rock"]
    first, second = mentions.iter("li")
    assert first.find("a").get("href") == "texts/H.html#H.p2"
    assert words(first.find("a/b")) == "Tom"
    reason = "Why: the pilot had one friend of that name"
    assert words(first).endswith(f"(medium certainty) {reason}")
    assert "certainty" not in words(second)
    assert words(second) == "R 1 … went out to the islands after the storm of that year, Oake said."


def test_a_filter_is_hidden_where_no_script_shows_it(site: Built) -> None:
    persons = site.page("persons")
    (field,) = persons.xpath("//input[@type='search'][@data-filters]")
    assert field.xpath("ancestor::*[@hidden]")
    assert persons.xpath(f"//label[@for='{field.get('id')}']")
    (target,) = persons.xpath(f"//*[@id='{field.get('data-filters')[1:]}']")
    searched = [item.get("data-words") for item in target.xpath(".//*[@data-item]")]
    assert searched == ["Tom Oake", "Elsa Vane Miss Vane Elsa Vaine"]


def test_places_have_kind_position_and_what_they_lie_in(site: Built) -> None:
    (entry,) = site.page("places").xpath("//article[@id='lisse']")
    told = {"kind": "port", "in": "Noland", "coordinates": "12.50° S, 30.25° E"}
    assert facts(entry) == told


@pytest.mark.parametrize("name", ["organisations", "works", "events"])
def test_a_register_without_entries_says_so(site: Built, name: str) -> None:
    assert "No text has an entry of this sort." in words(site.page(name))


def test_roles_lead_to_the_register(tmp_path: Path) -> None:
    text = "# Page\n\nSee {tei:person}`vane-elsa`.\n"
    built = project(tmp_path, {**PAGES, "more.md": text}).build()
    assert built.warnings == []
    (link,) = built.page("more").xpath("//a[normalize-space()='Elsa Vane']/@href")
    assert link == "persons.html#vane-elsa"


def test_the_ledger_has_a_row_for_each_alteration(site: Built) -> None:
    ledger = site.page("ledger")
    place, source, edited, category, certainty, grounds, by = row(ledger, "ledger-H.e1")
    assert place == "H 1 #"
    assert source == "Miss Vane saw the habrour of Lisse, and Old Moss waved twice."
    assert (edited, category) == ("harbour", "misspelling")
    assert (certainty, by) == ("high", "first")
    assert grounds == "internal two letters changed places"
    assert row(ledger, "ledger-H.e3")[5] == "not stated"
    assert ledger.xpath("//tr[@id='ledger-H.e1']/td[5]/@data-sort") == ["internal"]
    assert row(ledger, "ledger-H.e2")[1:3] == [
        "Miss Vane saw the harbour of Lisse, and Old Moss waved[nothing].",
        "twice",
    ]
    assert row(ledger, "ledger-H.e3")[2:4] == ["[nothing]", "surplus"]
    assert ledger.xpath("//tr[@id='ledger-H.e1']/th[1]//a/@href") == [
        "texts/H.html#H.e1",
        "#ledger-H.e1",
    ]


def plotted(page: html.HtmlElement, title: str) -> list[str]:
    """The words of a plot, which says its title aloud and is followed by its table."""
    (figure,) = [one for one in page.iter("figure") if words(one.find("figcaption/b")) == title]
    svg = figure.find("svg")
    assert svg.get("role") == "img"
    assert svg.get("aria-label").startswith(f"{title}.")
    assert figure.xpath("following::table")
    return [words(one) for one in svg.iter("text")]


def test_the_counts_of_the_ledger_are_plotted(site: Built) -> None:
    found = plotted(site.page("ledger"), "Departures by category and text")
    assert found[0] == "H"
    assert found[1:] == ["misspelling, 1", "1", "supplied, 1", "1", "surplus, 1", "1"]


def test_more_categories_than_can_be_plotted_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "MOST_BARS", 2)
    page = project(tmp_path, PAGES).build().page("ledger")
    (caption,) = page.xpath("//figure/figcaption")
    assert words(caption).endswith("1 further category in the table alone.")
    assert len(cells(page, "Departures by category and text")) == 5


def test_the_figures_of_quality_are_plotted(site: Built) -> None:
    page = site.page("quality")
    rates = plotted(page, "Corrections in 10,000 characters")
    assert rates[0::2] == ["The Harbour (H)", "The Rock (R)"]
    assert rates[1] == cells(page, "Corrections by the length of the text")[1][-1]
    shares = plotted(page, "Certainty of corrections, as shares of all in a text")
    assert shares == ["high", "medium", "low", "The Harbour (H), 3", "67%", "–", "33%"]


def test_the_ledger_counts_and_can_be_narrowed_down(site: Built) -> None:
    ledger = site.page("ledger")
    counts = ledger.xpath("//table[caption='Departures by category and text']//tr")
    assert [words(cell) for cell in counts[-1]] == ["All", "3", "3"]
    (table,) = ledger.xpath("//table[@data-sortable]")
    for facet in ("category", "certainty", "evidence", "decision"):
        (select,) = ledger.xpath(f"//select[@data-facet='{facet}']")
        offered = {option.get("value") for option in select.iter("option")} - {""}
        assert offered == set(table.xpath(f".//tr/@data-{facet}"))
    assert not ledger.xpath("//select[@data-facet='text']"), "only one text has alterations"


def test_tables_have_headers_of_both_axes_and_a_caption(site: Built) -> None:
    for name in LISTS:
        for table in site.page(name).iter("table"):
            assert table.find("caption") is not None
            assert all(th.get("scope") in {"row", "col"} for th in table.iter("th"))
            assert all(tr[0].tag == "th" for tr in table.iter("tr"))


def test_short_names_of_readers_are_explained(site: Built) -> None:
    key = site.page("ledger").xpath("//ul[@class='sigla']")[-1]
    assert words(key) == "first The first of the readers"
    (before,) = key.xpath("following::table[@id='ledger-table']")
    assert before is not None
    (address,) = key.xpath(".//a/@href")
    assert site.page("ledger").xpath(f"//section[@id='{address[1:]}']")
    (listed,) = site.page("ledger").xpath("//dl[@class='responsibilities']")
    assert words(listed) == "firstThe first of the readers: Read the text."


def test_notes_stand_at_their_words_and_link_their_sources(site: Built) -> None:
    (note,) = site.page("notes").xpath("//li[@id='note-H.n1']")
    told = "H 2 turned at noon] Rather at one. Tide tables."
    assert words(note) == f"{told} (medium certainty, second)"
    assert note.xpath("a/@href") == ["texts/H.html#H.n1", "https://example.org/tides"]
    headings = [words(h) for h in site.page("notes").xpath("//h1/..//h2 | //h1/..//h3")]
    assert headings == ["The Harbour", "Fact (1)", "By whom"]


def test_two_passages_stand_side_by_side_once_however_they_are_linked(tmp_path: Path) -> None:
    more = '<link xml:id="parallel.2" target="#H.p2 #R.p1"/></linkGrp>'
    back = '<linkGrp type="parallel"><link xml:id="parallel.3" target="#R.p1 #H.p2"/></linkGrp>'
    files = {
        **PAGES,
        "texts/H.xml": HARBOUR.replace("</linkGrp>", more),
        "texts/R.xml": ROCK.replace("</standOff>", f"{back}</standOff>"),
    }
    page = project(tmp_path, files).build().page("parallels")
    (pair,) = page.xpath("//article[contains(@class, 'parallel-pair')]")
    anchors = {*pair.xpath("ancestor-or-self::*/@id")}
    assert {"parallel.1", "parallel.2", "parallel.3"} <= anchors
    assert page.xpath("//nav[@class='parallel-index']//li")[0].text_content() == (
        "The Harbour – The Rock (1)"
    )


def test_parallels_stand_side_by_side_with_their_differences(site: Built) -> None:
    (pair,) = site.page("parallels").xpath("//article[@id='parallel.1']")
    assert pair.xpath(".//p[@class='parallel-place']/a/@href") == [
        "texts/H.html#H.p2",
        "texts/R.html#R.p1",
    ]
    marked = [words(one) for one in pair.xpath(".//span[starts-with(@class, 'variant ')]")]
    harbour = ["[word: boats]", "[word: before]", "[word: Tom]"]
    rock = ["[word: ships]", "[word: after]", "[word: Oake]"]
    assert marked == [*harbour, *rock]
    (sorts,) = pair.xpath("p[@class='parallel-sorts']")
    assert words(sorts) == "3 differences: word 3."


def test_questions_are_what_is_unresolved_or_doubtful(site: Built) -> None:
    page = site.page("questions")
    told = {
        s.get("id")[len("questions-") :]: [words(li) for li in s.iter("li")]
        for s in page.xpath("//section[p]")
    }
    assert "Old Moss" in told["unresolved"][0]
    assert told["unresolved"][0].endswith("(person) Why: nobody else calls him so")
    assert len(told["unresolved"]) == 1
    (doubt,) = told["identifications"]
    assert doubt.startswith("H 2")
    why = "Why: the pilot had one friend of that name"
    assert doubt.endswith(f"taken for Tom Oake (medium certainty, internal evidence) {why}")
    why = "Why: the rhythm asks for it"
    assert told["emendations"] == [f"H 1 [nothing] → twice (low certainty, conjecture) {why}"]
    why = "Why: the ice was gone by then"
    assert told["dates"] == [f"R 2 a day in March – 2 March 1899 (low certainty) {why}"]


def cells(page: html.HtmlElement, caption: str) -> list[list[str]]:
    (table,) = page.xpath(f"//table[caption='{caption}']")
    return [[words(cell) for cell in tr] for tr in table.iter("tr")]


def test_quality_counts_readers_and_corrections(site: Built) -> None:
    page = site.page("quality")
    assert cells(page, "Blocks of text by the number of their readers") == [
        ["Text", "by none", "by 1", "by 2", "all"],
        ["The Harbour (H)", "–", "1", "1", "2"],
        ["The Rock (R)", "2", "–", "–", "2"],
    ]
    head, harbour, rock = cells(page, "Corrections by the length of the text")
    assert head[1:] == ["characters", "corrections", "in 10,000 characters"]
    length, number, rate = harbour[1:]
    assert number == "3"
    assert rate == f"{30_000 / int(length):,.1f}"
    assert rock[2:] == ["–", "0.0"]
    assert cells(page, "Certainty of corrections")[1] == ["The Harbour (H)", "2", "–", "1"]
    assert "Evident errors are corrected." in words(page)


def test_versions_tell_version_and_digest(site: Built) -> None:
    page = site.page("versions")
    assert cells(page, "The texts as they stand here")[1:] == [
        ["The Harbour (H)", "1.2", "–", "abc123"],
        ["The Rock (R)", "–", "–", "–"],
    ]


def test_versions_can_be_told_without_what_changed_or_without_the_texts(tmp_path: Path) -> None:
    only = "V\n=\n\n.. tei:versions::\n   :only: {}\n"
    files = {
        **PAGES,
        "of-texts.rst": only.format("texts"),
        "of-changes.rst": only.format("changes"),
    }
    site = project(tmp_path, files).build()
    assert site.page("of-texts").xpath("//table[@class='view-table']")
    assert not site.page("of-changes").xpath("//table")
    assert "No earlier version is recorded." in words(site.page("of-changes").find(".//body"))


@pytest.mark.parametrize(
    ("passage", "before", "after", "shown"),
    [
        ("The old boat came in", "The old ", " came in", "The old boat came in"),
        ("All said the old boat came in late", "the old ", " came in", "… the old boat came in …"),
        ("", "the old ", " came in", "the old boat came in"),
    ],
)
def test_dots_stand_where_the_passage_goes_on(
    passage: str, before: str, after: str, shown: str
) -> None:
    assert "".join(map(words_of, in_context(passage, before, "boat", after))) == shown


@pytest.mark.parametrize(
    ("born", "died", "shown"),
    [
        ("1884", "1937", "1884–1937"),
        ("1901", "5 January 1933", "1901 – 5 January 1933"),
        ("", "1938", "died 1938"),
        ("probably 1873", "", "born probably 1873"),
        ("", "", ""),
    ],
)
def test_a_life_in_a_line(born: str, died: str, shown: str) -> None:
    start, end = (Life(day, "", "", "", "") if day else None for day in (born, died))
    assert life_line(start, end) == shown


def test_versions_tell_what_has_changed_since_one_was_recorded(tmp_path: Path) -> None:
    made = project(tmp_path, PAGES)
    made.build()
    root = fromstring(HARBOUR.encode())
    text = read_texts(root, "H.xml")[0]
    before = {"H": passages(text)}
    record = version_record(recorded("1.1", "1999-12-31", before))
    made.write(
        {"versions/1.1.json": json.dumps(record), "texts/H.xml": HARBOUR.replace("noon", "one")}
    )
    page = made.build().page("versions")
    assert cells(page, "Passages, compared with version 1.1")[1:] == [
        ["H", "1", "1", "–", "–", "–"],
        ["R", "–", "–", "–", "–", "2"],
    ]
    (section,) = page.xpath("//section[@id='since-1.1']")
    assert words(section.find("h2")) == "Since version 1.1 of 1999-12-31"
    assert [words(p) for p in section.iterfind("p")] == [
        "Reworded in H: H 2.",
        "New in R: R 1, R 2.",
    ]
    assert section.xpath("p[1]/a/@href") == ["texts/H.html#H.p2"]


def test_texts_are_cards_in_the_order_of_the_contents(site: Built) -> None:
    cards = site.page("index").xpath("//article[@class='text-card']")
    assert [words(card.find("h2")) for card in cards] == ["The Harbour", "The Rock"]
    assert cards[0].xpath("h2/a/@href") == ["texts/H.html"]
    assert "Ada Quill, 1901" in words(cards[0])
    assert "2 passages, 2 persons, 3 corrections" in words(cards[0])


def test_principles_say_whose_they_are(site: Built) -> None:
    assert "Evident errors are corrected. (H)" in words(site.page("principles"))


def test_headings_go_down_with_the_section_a_view_stands_in(tmp_path: Path) -> None:
    nested = "Top\n===\n\nBelow\n-----\n\n.. tei:texts::\n"
    built = project(tmp_path, {"index.rst": nested, "texts/R.xml": ROCK}).build()
    assert built.page("index").xpath("//article/h3")


def test_pages_of_views_are_written_again_when_a_text_changes(tmp_path: Path) -> None:
    made = project(tmp_path, PAGES)
    made.build()
    assert made.build().written == []
    made.write({"texts/R.xml": ROCK.replace(">Oake<", ">Old Tom<")})
    again = made.build()
    views_shown = {*REGISTERS, *LISTS, "index"}
    assert views_shown | {"texts/R"} <= set(again.written)
    assert "Old Tom" in words(again.page("persons"))
    assert made.build().written == []


def test_a_text_that_is_gone_is_gone_from_the_views(tmp_path: Path) -> None:
    made = project(tmp_path, PAGES)
    made.build()
    (tmp_path / "source/texts/R.xml").unlink()
    made.write({"index.rst": PAGES["index.rst"].replace("   texts/R\n", "")})
    page = made.build().page("index")
    assert [words(h) for h in page.xpath("//article/h2")] == ["The Harbour"]


def test_two_processes_make_the_same_pages(tmp_path: Path, site: Built) -> None:
    more = {f"more/page{number}.md": f"# {number}\n" for number in range(8)}  # or Sphinx uses one
    index = PAGES["index.rst"] + "   more/*\n"
    both = project(tmp_path, {**PAGES, **more, "index.rst": index}).build(jobs=2)
    assert both.warnings == []
    for name in ("persons", "ledger", "questions"):
        found, expected = (words(one.page(name).xpath("//h1/..")[0]) for one in (both, site))
        assert found == expected


def test_a_project_without_texts_has_sentences_and_no_fault(tmp_path: Path) -> None:
    arguments = {name: (view.arguments or ("",))[0] for name, view in views().items()}
    pages = {
        f"{name}.rst": f":orphan:\n\nTop\n===\n\n.. tei:{name}:: {argument}\n"
        for name, argument in arguments.items()
    }
    built = project(tmp_path, {"index.rst": "Start\n=====\n", **pages}).build()
    assert built.warnings == []
    for name, view in views().items():
        assert view.empty in words(built.page(name))


def test_an_unknown_register_gives_one_warning_with_what_to_write(tmp_path: Path) -> None:
    built = project(tmp_path, {"index.rst": "Top\n===\n\n.. tei:register:: ships\n"}).build()
    (warning,) = built.warnings
    assert "index.rst:4: WARNING: “tei:register ships”" in warning
    assert "write one of tei:register persons, tei:register places" in warning
    assert "[tei.unknown-argument]" in warning


def test_an_argument_too_many_gives_one_warning(tmp_path: Path) -> None:
    built = project(tmp_path, {"index.md": "# Top\n\n```{tei:ledger} all\n```\n"}).build()
    (warning,) = built.warnings
    assert "tei:ledger takes no argument; leave it out" in warning


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "epub", "singlehtml"])
def test_other_builders_show_the_views_too(tmp_path: Path, builder: str) -> None:
    conf = "project = 'Two'\nextensions = ['myst_parser', 'edition.sphinx_ext']\nversion = '1'\n"
    conf += "man_pages = [('index', 'two', 'Two', [], 1)]\n"
    conf += "epub_copyright = 'none'\nepub_show_urls = 'no'\nlanguage = 'en'\n"
    built = project(tmp_path, {**PAGES, "conf.py": conf}).build(builder)
    assert [one for one in built.warnings if "views" in one or "Placeholder" in one] == []
    if builder == "text":
        persons = built.text("persons.txt")
        assert "Vane, Elsa" in persons
        assert "*named in* **H** 2; **R** 1" in persons
        assert "Find in" not in persons, "a filter is for screens"
        assert "harbour" in built.text("ledger.txt")
    if builder == "latex":
        assert "Vane, Elsa" in built.text("two.tex")
    if builder == "epub":
        persons = built.text("persons.xhtml")
        assert '<b>H</b> <a href="texts/H.xhtml#H.p2">2</a>; <b>R</b> ' in persons
        assert "<details" not in persons
        assert "<input" not in persons, "no script would make use of it"


def test_mark_up_is_escaped_and_well_formed() -> None:
    shown = serialised(tag("p", "a < b & c", tag("br"), title='"<', hidden=True, id=""))
    assert shown == '<p title="&quot;&lt;" hidden="">a &lt; b &amp; c<br/></p>'


def test_what_cannot_be_seen_is_told_in_words() -> None:
    assert words_of(shown_reading("")) == "[nothing]"
    assert words_of(shown_reading("  ")) == "[space, space]"
    assert words_of(shown_reading(", ")) == ",  [comma, space]"
    assert words_of(shown_reading("word")) == "word"


def test_a_view_is_a_value_of_its_module() -> None:
    expected = {*LISTS, "register", "texts"}
    assert expected <= set(views())
    assert all(view.empty.endswith(".") for view in views().values())


def test_the_works_of_an_author_are_in_the_order_of_their_titles(tmp_path: Path) -> None:
    work = '<bibl xml:id="{}"><title>{}</title><author ref="#oake-tom"/></bibl>'
    titles = ("w1", "The Rock"), ("w2", "A Buoy: Its Life"), ("w3", "Nets")
    listed = "".join(work.format(*one) for one in titles)
    text = HARBOUR.replace("</standOff>", f"<listBibl>{listed}</listBibl></standOff>")
    built = project(tmp_path, {**PAGES, "texts/H.xml": text}).build()
    (entry,) = built.page("persons").xpath("//article[@id='oake-tom']")
    assert facts(entry)["author of"] == "A Buoy: Its Life, Nets, The Rock"
    headings = [words(one) for one in built.page("works").xpath("//article/h3")]
    assert headings == ["Buoy, A: Its Life", "Nets", "Rock, The"]


def test_a_certainty_in_numbers_is_one_too(tmp_path: Path) -> None:
    text = HARBOUR.replace('xml:id="H.e3" cert="high"', 'xml:id="H.e3" cert="0.8"')
    built = project(tmp_path, {**PAGES, "texts/H.xml": text}).build()
    ledger = built.page("ledger")
    assert row(ledger, "ledger-H.e3")[4] == "0.8"
    assert ledger.xpath("//select[@data-facet='certainty']/option/@value") == [
        "",
        "high",
        "low",
        "0.8",
    ]
    head, harbour, _ = cells(built.page("quality"), "Certainty of corrections")
    assert head == ["Text", "high", "medium", "low", "0.8"]
    assert harbour == ["The Harbour (H)", "1", "–", "1", "1"]


def test_nearly_all_is_not_all_and_hardly_any_is_not_none(tmp_path: Path) -> None:
    dates = '<date when="1899-03-02" cert="high">then</date> ' * 299
    text = ROCK.replace("rock was seen again.", f"rock was seen: {dates}")
    built = project(tmp_path, {**PAGES, "texts/R.xml": text}).build()
    shown = built.page("quality").xpath("//*[local-name() = 'svg']//*/text()")
    assert {">99%", "<1%"} <= {" ".join(one.split()) for one in shown}


def test_the_words_of_a_note_end_with_a_mark_of_any_script(tmp_path: Path) -> None:
    told = []
    for note in ("水。", "水", "राम", "राम।"):
        text = HARBOUR.replace("Rather at one. <bibl>", f"{note}<bibl>").replace("Tide tables", "")
        built = project(tmp_path, {**PAGES, "texts/H.xml": text}).build()
        (found,) = built.page("notes").xpath("//li[@id='note-H.n1']")
        told.append(words(found).partition("] ")[2].partition(" (")[0])
    assert told == ["水。", "水.", "राम.", "राम।"]


def test_what_is_too_much_for_a_page_is_cut_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "MOST_ROWS", 2)
    monkeypatch.setattr(registers, "MOST_MENTIONS", 2)
    monkeypatch.setattr(counting, "MOST_COLUMNS", 1)
    built = project(tmp_path, PAGES).build()
    shown = built.page("ledger")
    assert len(shown.xpath("//tr[@data-item]")) == 2
    assert "The first 2 of 3 are listed here." in words(shown)
    assert "All 3 departures" in words(shown)
    (entry,) = built.page("persons").xpath("//article[@id='oake-tom']")
    assert words(entry.find("details/summary")) == "2 mentions: H 1, R 1"
    assert len(entry.xpath(".//li")) == 1
    assert words(entry.xpath(".//p[@class='list-cut']")[0]) == "The first 1 of 2 are listed here."
    reading = cells(built.page("quality"), "Blocks of text that each reading covers")
    assert reading[0] == ["Reading", "All texts"]


@given(st.lists(st.integers(0, 50), max_size=8), st.integers(1, 100))
def test_lists_share_a_page(numbers: list[int], most: int) -> None:
    each = counting.share(numbers, most)
    assert each >= 1
    assert sum(min(one, each) for one in numbers) <= max(most, len(numbers))
    if any(one > each for one in numbers):
        more = sum(min(one, each + 1) for one in numbers)
        assert more > most, "each could show more"


def test_what_stands_elsewhere_is_not_in_the_index_of_sphinx(site: Built) -> None:
    index = site.text("searchindex.js")
    assert "tide" in index, "a word of the texts"
    assert "pilot" not in index, "a word of a register alone"
