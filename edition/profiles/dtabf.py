"""DTABf: the base format of the Deutsches Textarchiv, for historical printed German texts.

What the archive asks of a header is in the documentation of the format, chapter on metadata
(https://www.deutschestextarchiv.de/doku/basisformat/mdUeberblick.html and the pages before it), how
pages are marked in https://www.deutschestextarchiv.de/doku/basisformat/seitenFacsNr.html and in the
rules E0008, E0014 and E0015 of its Schematron
(https://github.com/deutschestextarchiv/dtabf, schema/basisformat.sch). What the archive itself adds
when it publishes a text (its numbers, URN and addresses) is not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.pointing import shortened
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
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
from edition.tei import Element

_CLASSIFICATION = "deutschestextarchiv.de/doku/klassifikation#"
_IMAGE = re.compile(r"#f(\d{4,})")
_LANGUAGE = re.compile(r"[a-z]{3}")


@check(
    "dtabf-no-classification",
    Severity.REVIEW,
    hint="write <classCode scheme='https://www.deutschestextarchiv.de/doku/klassifikation#dtamain'>"
    " into textClass",
    example="<profileDesc><langUsage><language ident='deu'>German</language></langUsage>"
    "</profileDesc>",
)
def no_classification(file: TeiFile) -> Iterator[Fault]:
    """A text without text type: DTABf classifies each by the archive's own scheme.

    Other schemes may stand beside it.
    """
    for one in documents(file, "teiHeader"):
        codes = one.at("teiHeader", "profileDesc", "textClass", "classCode")
        if not any(_CLASSIFICATION in code.get("scheme", "") for code in codes):
            place = one.nearest("teiHeader", "profileDesc", "textClass")
            yield Fault(place, "no classCode of the archive's scheme says the text type")


@check(
    "dtabf-no-language",
    Severity.REVIEW,
    hint="write <langUsage><language ident='deu'>German</language></langUsage> into profileDesc",
    example="<profileDesc><textClass/></profileDesc>",
)
def no_language(file: TeiFile) -> Iterator[Fault]:
    """A text that does not say its main language by a code of ISO 639-3 (three letters)."""
    for one in documents(file, "teiHeader"):
        languages = list(one.at("teiHeader", "profileDesc", "langUsage", "language"))
        codes = [language.get("ident", "") for language in languages]
        if not languages:
            place = one.nearest("teiHeader", "profileDesc", "langUsage")
            yield Fault(place, "the language of the text is not said")
        elif not any(_LANGUAGE.fullmatch(code) for code in codes):
            fact = f"`{shortened(codes[0])}` is no code of ISO 639-3"
            yield Fault(languages[0], fact, "ident", hint="write three letters, such as deu")


@check(
    "dtabf-no-extent",
    Severity.NOTE,
    hint="write <extent><measure type='images'>…</measure></extent> into fileDesc",
    example="<fileDesc><titleStmt/><publicationStmt/><sourceDesc/></fileDesc>",
)
def no_extent(file: TeiFile) -> Iterator[Fault]:
    """A text without extent: DTABf counts images, tokens, types and characters."""
    for one in documents(file, "teiHeader"):
        measures = below(at(one.tei, *FILE_DESCRIPTION, "extent"), "measure")
        if not is_said(measures):
            yield Fault(one.nearest(*FILE_DESCRIPTION), "no extent of the text is given")


@check(
    "dtabf-no-licence",
    Severity.REVIEW,
    hint="write <availability><licence target='https://…'><p>…</p></licence></availability>",
    example="<availability><p>Frei zugänglich.</p></availability>",
)
def no_licence(file: TeiFile) -> Iterator[Fault]:
    """A text without licence: DTABf asks for one licence in each availability, with its address."""
    for one in documents(file, "teiHeader"):
        licences = list(below(one.at(*PUBLICATION, "availability"), "licence"))
        if not any(licence.get("target") for licence in licences):
            what = "the licence has no address" if licences else "no licence is said"
            yield Fault(one.nearest(*PUBLICATION, "availability", "licence"), what)


@check(
    "dtabf-no-source",
    Severity.REVIEW,
    hint="write <bibl type='M'>short title</bibl> and <biblFull> into sourceDesc",
    example="<sourceDesc><p>Berlin 1848</p></sourceDesc>",
)
def no_source(file: TeiFile) -> Iterator[Fault]:
    """A text whose printed source is not described: DTABf asks for a short title and a full one.

    The short title is a bibl whose type is one of the archive's sorts of publication, the full one
    a biblFull.
    """
    for one in documents(file, "teiHeader"):
        short = any(bibl.get("type") for bibl in at(one.tei, *SOURCE, "bibl"))
        full = any(True for _ in at(one.tei, *SOURCE, "biblFull"))
        missing = [
            what for has, what in ((short, "bibl with @type"), (full, "biblFull")) if not has
        ]
        if missing:
            yield Fault(one.nearest(*SOURCE), f"the source has no {' and no '.join(missing)}")


@check(
    "dtabf-no-copy",
    Severity.REVIEW,
    hint="write <msDesc><msIdentifier><repository>…</repository><idno><idno type='shelfmark'>…",
    example="<sourceDesc><bibl type='M'>Heine: Buch der Lieder. 1827.</bibl></sourceDesc>",
)
def no_copy(file: TeiFile) -> Iterator[Fault]:
    """A text that does not say which copy it was taken from, nor where its images are."""
    for one in documents(file, "teiHeader"):
        copies = list(below(at(one.tei, *SOURCE), "msIdentifier"))
        if not copies:
            fact = "no msDesc says which copy of the source was used"
            yield Fault(one.nearest(*SOURCE, "msDesc"), fact)
        elif not is_said(below(copies, "idno")):
            yield Fault(copies[0], "neither shelfmark nor address of the copy is given")


@check(
    "dtabf-no-guidelines",
    Severity.REVIEW,
    hint="write <encodingDesc><editorialDecl><p>…</p></editorialDecl></encodingDesc>",
    example="<teiHeader><fileDesc/><profileDesc/></teiHeader>",
)
def no_guidelines(file: TeiFile) -> Iterator[Fault]:
    """A text that does not say by which guidelines it was transcribed and marked up."""
    for one in documents(file, "teiHeader"):
        if not is_said(one.at("teiHeader", "encodingDesc", "editorialDecl")):
            place = one.nearest("teiHeader", "encodingDesc", "editorialDecl")
            yield Fault(place, "no editorialDecl names the guidelines")


@check(
    "dtabf-no-pages",
    Severity.REVIEW,
    hint="mark the beginning of each page <pb facs='#f0001' n='1'/>",
    example="<text><body><p>Ohne Seiten.</p></body></text>",
)
def no_pages(file: TeiFile) -> Iterator[Fault]:
    """A text without pages: the archive shows each beside the image of its source."""
    for one in documents(file, "text"):
        if next(_pages(one), None) is None:
            yield Fault(one.text, "no page (pb) is marked")


@check(
    "dtabf-page-image",
    Severity.ERROR,
    hint="number the images of all pages on from #f0001, also those without page number",
    example='<pb facs="#f0001"/>… <pb facs="#f0003"/>',
)
def page_image(file: TeiFile) -> Iterator[Fault]:
    """A page whose image is not numbered as DTABf demands.

    @facs is #f and at least four digits, begins with #f0001 and rises by one from page to page.
    """
    for one in documents(file, "text"):
        wrong = list(_wrong_images(one))
        if wrong:
            page, fact = wrong[0]
            yield Fault(page, with_others(fact, len(wrong), "page"), "facs")


def _wrong_images(document: Document) -> Iterator[tuple[Element, str]]:
    """The pages with a wrong number; after a leap the count goes on from there."""
    before = 0
    for page in _pages(document):
        value = page.get("facs")
        if value is None:  # the schema's matter
            continue
        image = _IMAGE.fullmatch(value)
        if image is None:
            yield page, f"`{shortened(value)}` is not #f and four digits"
            continue
        number = int(image[1][:9])
        if number != before + 1:
            yield page, f"`{shortened(value)}` stands where #f{before + 1:04} is expected"
        before = number


def _pages(document: Document) -> Iterator[Element]:
    return below([document.text], "pb")


PROFILE = Profile(
    name="dtabf",
    title="DTABf (Deutsches Textarchiv)",
    explanation=(
        "Texts for the Deutsches Textarchiv: text type, language, extent, licence, source and"
        " copy in the header, pages with numbered images in the text."
    ),
    schema="dtabf",
    rules="dtabf",
    checks=(
        no_classification,
        no_language,
        no_extent,
        no_licence,
        no_source,
        no_copy,
        no_guidelines,
        no_pages,
        page_image,
    ),
    covered=frozenset({"pbElement", "facsInsideFirstPagebreak", "facsInsidePagebreaks"}),
)
