"""Distributed Text Services: texts that are cited and fetched passage by passage.

What the protocol asks is in its specification, version 1.0 (https://dtsapi.org/versions/v1.0):
a title and an identifier of each resource, a name for each sort of unit, and for each unit an
identifier that is unique within its citation tree. How a server finds these in TEI is not said
there; citeStructure (TEI Guidelines, 17.2.5.4) is what its editors' own library MyDapytains reads
(https://github.com/distributed-text-services/MyDapytains, Guidelines).
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.pointing import shortened
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.profiles.citations import Level, levels
from edition.profiles.document import (
    FILE_DESCRIPTION,
    PUBLICATION,
    SOURCE,
    Document,
    at,
    below,
    documents,
    is_said,
    with_others,
)
from edition.profiles.profile import Profile
from edition.tei import XML_ID, XML_LANG, XML_NAMESPACE, Element, local_name

_REFERENCES = ("teiHeader", "encodingDesc", "refsDecl")
_BASE = f"{{{XML_NAMESPACE}}}base"


@check(
    "dts-no-title",
    Severity.ERROR,
    hint="write the title into titleStmt",
    example="<titleStmt><title/></titleStmt>",
)
def no_title(file: TeiFile) -> Iterator[Fault]:
    """A text without title: DTS asks for one in every answer about a resource."""
    titles = (*FILE_DESCRIPTION, "titleStmt", "title")
    for one in documents(file, "teiHeader"):
        if not is_said(at(one.tei, *titles)):
            yield Fault(one.nearest(*titles), "the text has no title")


@check(
    "dts-no-identifier",
    Severity.REVIEW,
    hint="write an <idno> into publicationStmt, or give TEI an xml:id",
    example="<publicationStmt><publisher>Chartes</publisher></publicationStmt>",
)
def no_identifier(file: TeiFile) -> Iterator[Fault]:
    """A text that does not say its own identifier: DTS asks for a URI of every resource.

    An idno of the publication, an xml:id or xml:base of TEI, text, body or its divisions, or a URN
    in their @n will do.
    """
    for one in documents(file, "teiHeader"):
        numbers = below(at(one.tei, *PUBLICATION), "idno")
        if not is_said(numbers) and not any(map(_is_identified, _outermost(one))):
            fact = "nothing identifies the text: no idno, no xml:id"
            yield Fault(one.nearest(*PUBLICATION), fact)


def _outermost(document: Document) -> Iterator[Element]:
    yield document.tei
    yield document.text
    for name in ("body", "group"):
        yield from at(document.text, name)
    yield from at(document.text, "body", "div")


def _is_identified(element: Element) -> bool:
    named = element.get(XML_ID) or element.get(_BASE)
    return bool(named) or ":" in element.get("n", "")


@check(
    "dts-no-language",
    Severity.NOTE,
    hint="write <langUsage> into profileDesc, or xml:lang on text",
    example="<TEI><teiHeader/><text><body><p>Bonjour</p></body></text></TEI>",
)
def no_language(file: TeiFile) -> Iterator[Fault]:
    """A text that does not say its language, by which readers of a DTS collection choose.

    DTS hands the language on in the Dublin Core of a resource; it does not demand it.
    """
    used = ("teiHeader", "profileDesc", "langUsage", "language")
    for one in documents(file, "teiHeader", "text"):
        manuscripts = below(one.at(*SOURCE), "textLang")
        said = any(language.get("ident") for language in one.at(*used))
        said = said or any(language.get("mainLang") for language in manuscripts)
        if not said and not any(element.get(XML_LANG) for element in _outermost(one)):
            yield Fault(one.text, "the language of the text is not said")


@check(
    "dts-no-licence",
    Severity.NOTE,
    hint="write <availability><licence target='…'> into publicationStmt",
    example="<publicationStmt><publisher>Chartes</publisher></publicationStmt>",
)
def no_licence(file: TeiFile) -> Iterator[Fault]:
    """A text that does not say what may be done with it, though DTS hands it to anybody.

    DTS hands the licence on in the Dublin Core of a resource; it does not demand it.
    """
    for one in documents(file, "teiHeader"):
        availability = list(one.at(*PUBLICATION, "availability"))
        licences = below(availability, "licence")
        if not is_said(availability) and not any(licence.get("target") for licence in licences):
            yield Fault(one.nearest(*PUBLICATION, "availability"), "no licence is said")


@check(
    "dts-no-citation-structure",
    Severity.REVIEW,
    hint="declare <refsDecl default='true'><citeStructure match='//body/div' use='@n'"
    " unit='chapter'/></refsDecl>",
    example="<encodingDesc><p>Digitised by hand.</p></encodingDesc>",
)
def no_citation_structure(file: TeiFile) -> Iterator[Fault]:
    """A text whose units are not declared: DTS can hand it out as a whole, but no passage of it.

    The patterns of the older CTS (cRefPattern) are not read by DTS.
    """
    for one in documents(file, "teiHeader"):
        declarations = list(one.at(*_REFERENCES))
        if any(True for _ in below(declarations, "citeStructure")):
            continue
        old = next(below(declarations, "cRefPattern"), None)
        what = "no citeStructure declares the units of the text"
        if old is not None:
            yield Fault(old, f"{what}; DTS does not read cRefPattern")
        else:
            yield Fault(one.nearest(*_REFERENCES), what)


@check(
    "dts-no-default-structure",
    Severity.REVIEW,
    hint="write default='true' on the refsDecl of the usual citations",
    example="<refsDecl><citeStructure match='//body/div' use='@n' unit='chapter'/></refsDecl>",
)
def no_default_structure(file: TeiFile) -> Iterator[Fault]:
    """Citation structures of which none is marked as the default one.

    MyDapytains, the library of the editors of DTS, reads the citation tree of a text only from a
    refsDecl with @default, further trees from those with @n.
    """
    for one in documents(file, "teiHeader"):
        declarations = _declarations(one)
        if declarations and not any(d.get("default") in {"true", "1"} for d in declarations):
            yield Fault(declarations[0], "no refsDecl with citeStructure is the default one")


@check(
    "dts-structure-without-unit",
    Severity.REVIEW,
    hint="name the sort of unit: unit='chapter'",
    example="<citeStructure match='//body/div' use='@n'/>",
)
def structure_without_unit(file: TeiFile) -> Iterator[Fault]:
    """A citeStructure that does not name its units: DTS asks for the type of each level."""
    for one in documents(file):
        structures = list(below(at(one.tei, *_REFERENCES), "citeStructure"))
        nameless = [structure for structure in structures if not structure.get("unit")]
        if nameless:
            fact = f"the level “{_path(nameless[0])}” has no @unit"
            yield Fault(nameless[0], with_others(fact, len(nameless), "level"))


@check(
    "dts-unit-without-reference",
    Severity.REVIEW,
    hint="give every unit the attribute that its citeStructure uses, or narrow its path",
    example="<citeStructure match='//body/div' use='@n' unit='chapter'/> <!-- <div> without n -->",
)
def unit_without_reference(file: TeiFile) -> Iterator[Fault]:
    """A unit that has no reference by its citeStructure, though others have: DTS cannot name it.

    Structures that lead to no unit, or to none with a reference, are found for every file.
    """
    for level in _levels(file):
        units = level.units or ()
        lacking = [unit.element for unit in units if unit.reference is None]
        if lacking and len(lacking) < len(units):
            use = shortened(level.structure.get("use", ""))
            unit = shortened(level.structure.get("unit") or "unit")
            fact = f"<{local_name(lacking[0])}> is a {unit} without {use}"
            yield Fault(lacking[0], with_others(fact, len(lacking), "unit"))


@check(
    "dts-double-reference",
    Severity.ERROR,
    hint="give each unit a reference of its own, or cite it below the unit around it",
    example="<body><div n='1'/><div n='1'/></body> <!-- cited by @n -->",
)
def double_reference(file: TeiFile) -> Iterator[Fault]:
    """Two units with the same reference: DTS demands that each is unique in its citation tree."""
    for one in documents(file):
        for declaration in _declarations(one):
            yield from _doubles(levels(declaration, one.tei))


def _doubles(found: list[Level]) -> Iterator[Fault]:
    first: dict[str, Element] = {}
    doubles: dict[str, list[Element]] = {}
    for level in found:
        for unit in level.units or ():
            if unit.reference is None:
                continue
            if first.setdefault(unit.reference, unit.element) is not unit.element:
                doubles.setdefault(unit.reference, []).append(unit.element)
    if doubles:
        reference, elements = next(iter(doubles.items()))
        fact = f"the reference “{shortened(reference)}” stands for {len(elements) + 1} units"
        yield Fault(elements[0], with_others(fact, len(doubles), "reference"))


def _declarations(document: Document) -> list[Element]:
    """The document's own declarations: a corpus's paths may begin with the corpus."""
    declarations = at(document.tei, *_REFERENCES)
    return [one for one in declarations if any(True for _ in at(one, "citeStructure"))]


def _levels(file: TeiFile) -> Iterator[Level]:
    for one in documents(file):
        for declaration in _declarations(one):
            yield from levels(declaration, one.tei)


def _path(structure: Element) -> str:
    return shortened(structure.get("match", ""))


PROFILE = Profile(
    name="dts",
    title="Distributed Text Services (DTS)",
    explanation=(
        "Texts that a DTS server cites and hands out passage by passage: title, identifier,"
        " language, licence, and a citation structure that leads to units, each with a reference"
        " of its own."
    ),
    schema="tei-all",
    rules="tei-all",
    checks=(
        no_title,
        no_identifier,
        no_language,
        no_licence,
        no_citation_structure,
        no_default_structure,
        structure_without_unit,
        unit_without_reference,
        double_reference,
    ),
)
