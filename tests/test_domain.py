"""The domain `tei` and the stubs of division pages, in small projects that Sphinx builds."""

from __future__ import annotations

import os
import pickle
import zlib
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from edition.sphinx_ext.domain import TeiDomain
from edition.sphinx_ext.paging import Stub, page_docname, read_stub, written
from edition.tei import TEI_NAMESPACE

CONF = 'project = "Ferry"\nextensions = ["myst_parser", "edition.sphinx_ext"]\n'
REGISTER = """
<listPerson>
<person xml:id="brandt-ada"><persName>Ada Brandt</persName></person>
<person xml:id="bo"><persName>Bo</persName></person>{more}
</listPerson>
<listPlace><place xml:id="varn"><placeName>Varn</placeName></place></listPlace>
<listRelation>{relation}</listRelation>"""
INDEX = """
Home
====

.. toctree::

   texts/V
   texts/W
   page
   persons
   one
   two
   three

:tei:person:`brandt-ada`, :tei:person:`the ferryman <bo>`, :tei:place:`varn`
and :tei:passage:`W.p2`, :tei:passage:`W.d1`, :any:`W.p1`.
"""
PERSONS = "Persons\n=======\n\n.. tei:register:: persons\n"
PAGE = "# A page\n\n{tei:person}`brandt-ada` and {tei:passage}`V.p1`\n"


def tei(siglum: str, body: str, more: str = "", relation: str = "") -> str:
    register = REGISTER.format(more=more, relation=relation)
    return (
        f'<TEI xmlns="{TEI_NAMESPACE}"><teiHeader><fileDesc><titleStmt><title>Text {siglum}'
        f"</title></titleStmt></fileDesc></teiHeader>\n<standOff>{register}</standOff>\n"
        f'<text xml:id="{siglum}.text"><body>\n{body}\n</body></text></TEI>\n'
    )


V_BODY = """<p xml:id="V.p1"><persName ref="#bo">Bo</persName> lives in
<placeName ref="#varn">Varn</placeName>.</p>"""
W_BODY = """<div xml:id="W.d1"><head>The Ferry</head>
<p xml:id="W.p1"><persName ref="#brandt-ada">Ada</persName> rows.</p></div>
<div xml:id="W.d2"><head>The Flood</head>
<p xml:id="W.p2">The river rose.</p></div>"""
FILES = {
    "conf.py": CONF,
    "index.rst": INDEX,
    "page.md": PAGE,
    "persons.rst": PERSONS,
    "one.rst": "One\n===\n",
    "two.rst": "Two\n===\n",
    "three.rst": "Three\n=====\n",
    "texts/V.xml": tei("V", V_BODY, relation='<relation name="friend" mutual="#bo #brandt-ada"/>'),
    "texts/W.xml": tei("W", W_BODY, relation='<relation name="spouse" mutual="#bo #brandt-ada"/>'),
}


class Built:
    """A project after a build: what it wrote, what it warned of, its domain."""

    def __init__(self, app: Sphinx, warnings: str) -> None:
        self.app = app
        self.out = Path(app.outdir)
        self.warnings = warnings

    @property
    def domain(self) -> TeiDomain:
        return cast(TeiDomain, self.app.env.domains["tei"])

    def page(self, name: str) -> str:
        return (self.out / f"{name}.html").read_text(encoding="utf-8")

    def inventory(self) -> dict[str, str]:
        """The objects of the inventory with their type, page and title."""
        content = (self.out / "objects.inv").read_bytes()
        lines = zlib.decompress(content[content.index(b"zlib.\n") + 6 :]).decode().splitlines()
        return dict(line.split(" ", 1) for line in lines)


Build = Callable[..., Built]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    write(folder, FILES)
    return folder


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def build(source: Path, parallel: int = 1, name: str = "out", **settings: object) -> Built:
    """Build HTML of a project beside it; again in the same place for the same name."""
    out = source.parent / name
    warnings = StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            source,
            source,
            out,
            out / ".doctrees",
            "html",
            confoverrides=settings,
            status=None,
            warning=warnings,
            parallel=parallel,
        )
        app.build()
    return Built(app, warnings.getvalue())


def test_roles_lead_to_entries_and_passages(project: Path) -> None:
    built = build(project)
    index, page = built.page("index"), built.page("page")
    assert built.warnings == ""
    assert 'href="persons.html#brandt-ada" title="Ada Brandt"' in index
    assert ">the ferryman<" in index and 'href="persons.html#bo"' in index
    assert 'href="texts/V.html#named-varn"' in index  # no register of places: where it is named
    assert 'href="texts/W.html#W.p2"' in index and ">W 2<" in index
    assert 'href="texts/W.html#W.d1"' in index and ">The Ferry<" in index
    assert 'href="texts/W.html#W.p1"' in index
    assert 'href="persons.html#brandt-ada"' in page and ">V 1<" in page
    for text, anchor in (("W", "W.p2"), ("W", "W.d1"), ("V", "named-varn")):
        assert f'id="{anchor}"' in built.page(f"texts/{text}")
    assert 'id="brandt-ada"' in built.page("persons")


def test_the_domain_knows_what_all_texts_say(project: Path) -> None:
    domain = build(project).domain
    assert domain.docnames() == ["texts/V", "texts/W"]
    assert [one.title for one in domain.texts()] == ["Text V", "Text W"]
    entry = domain.entry("bo")
    assert entry is not None and [one.shown for one in entry.relations] == ["friend", "spouse"]
    assert [(one.docname, one.siglum, one.what.words) for one in domain.mentions_of("bo")] == [
        ("texts/V", "V", "Bo")
    ]
    found = domain.passage("W.p2")
    assert found is not None and (found[0], found[1].text) == ("texts/W", "The river rose.")
    assert domain.page_of("bo") == "persons" and domain.page_of("varn") == ""
    assert domain.entry("nobody") is None and domain.passage("W.p9") is None


def test_other_projects_can_refer_to_them(project: Path, tmp_path: Path) -> None:
    built = build(project)
    inventory = built.inventory()
    assert inventory["brandt-ada"] == "tei:person 1 persons.html#$ Ada Brandt"
    assert inventory["W.p2"] == "tei:passage -1 texts/W.html#$ W 2"
    assert inventory["varn"] == "tei:place 1 texts/V.html#named-$ Varn"
    other = tmp_path / "other"
    words = ":tei:person:`brandt-ada` and :external+ferry:tei:passage:`W.p2`"
    conf = f"""extensions = ["sphinx.ext.intersphinx", "edition.sphinx_ext"]
intersphinx_mapping = {{"ferry": ("https://example.org/", {str(built.out / "objects.inv")!r})}}
"""
    write(other, {"conf.py": conf, "index.rst": f"Home\n====\n\n{words}\n"})
    index = build(other, name="other-out")
    assert index.warnings == ""
    assert 'href="https://example.org/persons.html#brandt-ada"' in index.page("index")
    assert 'href="https://example.org/texts/W.html#W.p2"' in index.page("index")


def test_two_processes_say_the_same_as_one(project: Path) -> None:
    alone, together = build(project), build(project, parallel=2, name="parallel")
    assert together.warnings == alone.warnings == ""
    assert together.inventory() == alone.inventory()
    assert together.domain.pages() == alone.domain.pages()
    for name in ("index", "page", "persons", "texts/V", "texts/W"):
        assert together.page(name) == alone.page(name)


def test_what_is_read_again_is_known_anew(project: Path) -> None:
    build(project)
    write(project, {"texts/V.xml": tei("V", '<p xml:id="V.p3">Nobody is named.</p>')})
    later(project / "texts/V.xml")
    write(project, {"page.md": "# A page\n\n{tei:passage}`V.p3`\n"})
    later(project / "page.md")
    built = build(project)
    assert built.domain.mentions_of("bo") == ()
    assert built.domain.passage("V.p1") is None
    assert "V.p1" not in built.inventory() and "V.p3" in built.inventory()
    assert 'href="texts/V.html#V.p3"' in built.page("page")
    (project / "persons.rst").write_text("Persons\n=======\n", encoding="utf-8")
    later(project / "persons.rst")
    assert build(project).domain.page_of("bo") == ""


def later(path: Path) -> None:
    """Let a file look younger than its last build, whatever the clock of the disk."""
    state = path.stat()
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 2_000_000_000))


def test_a_build_without_change_reads_and_writes_nothing(project: Path) -> None:
    build(project)
    before = pages_written(project.parent / "out")
    built = build(project)
    assert pages_written(project.parent / "out") == before
    assert built.inventory()["W.p2"] and built.domain.passage("W.p2") is not None


def pages_written(out: Path) -> dict[Path, int]:
    """The pages of documents with their times; the search form is written at every build."""
    pages = (*out.glob("texts/*.html"), out / "index.html", out / "persons.html")
    return {path: path.stat().st_mtime_ns for path in pages}


def test_the_environment_holds_no_element(project: Path) -> None:
    built = build(project)
    kept = pickle.dumps(built.domain.data)
    assert b"lxml" not in kept
    packed = [one.facts for pages in built.domain.data["pages"].values() for one in pages]
    assert packed and all(b"lxml" not in one for one in packed)


def test_dead_pointers_are_told_with_file_and_line(project: Path) -> None:
    body = '<p xml:id="V.p1">\n<persName ref="#nemo">Nemo</persName></p>'
    roles = ":tei:person:`brandt-adda` :tei:place:`bo` :tei:passage:`X`"
    write(
        project,
        {"texts/V.xml": tei("V", body), "page.md": "# Page\n", "one.rst": f"One\n===\n\n{roles}\n"},
    )
    lines = build(project).warnings.splitlines()
    text = [line for line in lines if "nemo" in line]
    number = tei("V", body).splitlines().index('<persName ref="#nemo">Nemo</persName></p>') + 1
    assert len(text) == 1 and f"{Path('texts') / 'V.xml'}:{number}: WARNING: persName" in text[0]
    assert all("[tei.dead-pointer]" in line for line in lines)
    person, place, passage = (line for line in lines if "one.rst:4" in line)
    assert "did you mean brandt-ada?" in person
    assert "write :tei:person:" in place
    assert "no text has the passage X" in passage and "did you" not in passage


def test_pointers_alike_are_told_once(project: Path) -> None:
    body = '<p xml:id="V.p1"><persName ref="#nemo">A</persName></p>'
    many = '<p><persName ref="#nemo">B</persName>, <rs ref="#nemo">C</rs></p>'
    write(project, {"texts/V.xml": tei("V", body + many), "page.md": "# Page\n"})
    told = [line for line in build(project).warnings.splitlines() if "#nemo" in line]
    assert [line.partition("WARNING: ")[2].partition(",")[0] for line in told] == [
        "persName points to #nemo (2 times)",
        "rs points to #nemo",
    ]


def test_passages_and_texts_of_the_same_name_are_told_once(project: Path) -> None:
    write(
        project,
        {
            "texts/again.xml": FILES["texts/W.xml"],
            "three.rst": ":orphan:\n\nThree\n=====\n\n.. toctree::\n\n   texts/again\n",
        },
    )
    built = build(project)
    told = [line for line in built.warnings.splitlines() if "duplicate-passage" in line]
    assert len(told) == 1 and "2 passages, such as W.p1" in told[0] and "texts/again.xml" in told[0]
    (siglum,) = [line for line in built.warnings.splitlines() if "duplicate-siglum" in line]
    assert "the text has the siglum W, as the text of texts/W has" in siglum
    assert 'href="texts/W.html#W.p2"' in built.page("index")


# Division pages.


def stubs(project: Path) -> dict[str, str]:
    found = project.rglob("*.tei-page")
    return {path.relative_to(project).as_posix(): path.read_text("utf-8") for path in found}


def test_a_long_text_has_a_stub_for_each_division(project: Path) -> None:
    built = build(project, tei_page_size=20)
    assert stubs(project) == {
        "texts/W/W.d1.tei-page": "file: ../W.xml\ndivision: W.d1\n",
        "texts/W/W.d2.tei-page": "file: ../W.xml\ndivision: W.d2\n",
    }
    assert built.warnings == ""
    assert built.domain.docnames() == ["texts/V", "texts/W", "texts/W/W.d1", "texts/W/W.d2"]
    found = built.domain.passage("W.p2")
    assert found is not None and found[0] == "texts/W/W.d2"
    assert 'href="texts/W/W.d2.html#W.p2"' in built.page("index")
    assert "The river rose." in built.page("texts/W/W.d2")
    assert "The river rose." not in built.page("texts/W")


def test_stubs_are_written_only_when_they_change_and_taken_away(project: Path) -> None:
    build(project, tei_page_size=20)
    path = project / "texts/W/W.d1.tei-page"
    own = project / "texts/W/own.tei-page"
    own.write_text("my own notes\n", encoding="utf-8")
    before = path.stat().st_mtime_ns
    build(project, tei_page_size=20)
    assert path.stat().st_mtime_ns == before
    write(project, {"texts/W.xml": tei("W", W_BODY.replace("W.d2", "W.d3"))})
    later(project / "texts/W.xml")
    built = build(project, tei_page_size=20)
    assert sorted(stubs(project)) == [
        "texts/W/W.d1.tei-page",
        "texts/W/W.d3.tei-page",
        "texts/W/own.tei-page",
    ]
    assert built.domain.passage("W.p2") is not None
    own.unlink()
    build(project, tei_page_size=0)
    assert stubs(project) == {} and not (project / "texts/W").exists()


def test_a_file_that_cannot_be_read_has_no_stubs(project: Path) -> None:
    write(project, {"texts/W.xml": "<TEI><text>"})
    build(project, tei_page_size=1)
    assert [name for name in stubs(project) if "/W/" in name] == []


@pytest.mark.parametrize("content", ["", "file: a.xml\n", "division: a\nfile: b\n", "a\nb\n"])
def test_what_is_no_stub_is_known_as_such(content: str) -> None:
    assert read_stub(content) is None


def test_a_stub_is_read_as_written() -> None:
    stub = Stub("../T.xml", "T.d3")
    assert read_stub(written(stub)) == stub
    assert page_docname("texts/T", "T.d3") == "texts/T/T.d3"
    assert page_docname("texts/T", "") == "texts/T"
