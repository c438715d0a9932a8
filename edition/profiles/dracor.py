"""DraCor: plays whose speeches, speakers and dates a program can count.

What DraCor asks is in the documentation of its schema (https://dracor.org/doc/odd; also
https://dracor-org.github.io/dracor-schema) and in the Schematron rules that come with it
(https://github.com/dracor-org/dracor-schema): of those, the ones named in `covered` are told here,
once for a file and with their number. What is deprecated is left to the rules themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.library import words
from edition.checks.pointing import shortened, times
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
from edition.tei import XML_ID, Element, local_name

_CHARACTERS = ("teiHeader", "profileDesc", "particDesc")
_PLAY = re.compile(r"[a-z]+[0-9]{6}")
_CHARACTER = re.compile(r"[a-z](?:[-_a-z0-9]*[a-z0-9])?")
_NOBODY = re.compile(r"anon|unknown|unbekannt|inconnu|неизвест", re.IGNORECASE)
_DATES = ("when", "notBefore", "notAfter", "from", "to")
_EVENTS = frozenset({"written", "print", "premiere"})


@check(
    "dracor-play-id",
    Severity.REVIEW,
    hint="give TEI the identifier that DraCor assigns, such as ger000171",
    example='<TEI xml:id="fidelio">',
)
def play_id(file: TeiFile) -> Iterator[Fault]:
    """The identifier of a play is not of DraCor's form: the corpus's name and six digits."""
    for one in documents(file):
        identifier = one.tei.get(XML_ID)
        if identifier is not None and not _PLAY.fullmatch(identifier):
            fact = f"`{shortened(identifier)}` is no identifier of a play in DraCor"
            yield Fault(one.tei, fact, XML_ID)


@check(
    "dracor-no-characters",
    Severity.REVIEW,
    hint="list the speakers in profileDesc/particDesc/listPerson, each with an xml:id",
    example='<profileDesc/> <!-- and in the text: <sp who="#faust"> -->',
)
def no_characters(file: TeiFile) -> Iterator[Fault]:
    """A play with speeches but without a list of its characters: no network can be drawn."""
    for one in documents(file, "teiHeader"):
        has_speeches = next(below([one.text], "sp"), None) is not None
        if has_speeches and not _characters(one):
            yield Fault(one.nearest(*_CHARACTERS), "no character stands in particDesc")


@check(
    "dracor-no-ids",
    Severity.ERROR,
    hint="give each character an xml:id, and each of its speeches that id in @who",
    example='<listPerson><person sex="MALE"><persName>Rocco</persName></person></listPerson>',
)
def no_ids(file: TeiFile) -> Iterator[Fault]:
    """A character without xml:id: DraCor's rules demand one of each person and personGrp."""
    for one in documents(file):
        nameless = [character for character in _characters(one) if not character.get(XML_ID)]
        if nameless:
            name = shortened(words(nameless[0])) or "a character"
            fact = f"“{name}” has no xml:id"
            yield Fault(nameless[0], with_others(fact, len(nameless), "character"))


@check(
    "dracor-character-id",
    Severity.REVIEW,
    hint="use small letters of ASCII, digits, - and _, in @who as well",
    example='<person xml:id="Macbeth_Mac"><persName>Macbeth</persName></person>',
)
def character_id(file: TeiFile) -> Iterator[Fault]:
    """A character's identifier that is not of the form DraCor recommends for its addresses."""
    for one in documents(file):
        wrong = [
            character
            for character in _characters(one)
            if (i := character.get(XML_ID)) and not _CHARACTER.fullmatch(i)
        ]
        if wrong:
            fact = f"`{shortened(wrong[0].get(XML_ID, ''))}` is not of DraCor's form"
            yield Fault(wrong[0], with_others(fact, len(wrong), "character"), XML_ID)


@check(
    "dracor-speech-without-who",
    Severity.REVIEW,
    hint="say in @who which character of particDesc speaks",
    example="<sp><speaker>Rocco.</speaker><p>Guten Tag.</p></sp>",
)
def speech_without_who(file: TeiFile) -> Iterator[Fault]:
    """A speech that does not say who speaks: it is left out of DraCor's networks and counts."""
    for one in documents(file):
        silent = [sp for sp in below([one.text], "sp") if not sp.get("who", "").strip()]
        if silent:
            name = next((shortened(words(s)) for s in at(silent[0], "speaker")), "")
            fact = f"a speech of “{name}” has no @who" if name else "a speech has no @who"
            yield Fault(silent[0], with_others(fact, len(silent), "speech"))


@check(
    "dracor-unknown-speaker",
    Severity.REVIEW,
    hint="let @who lead to a person or personGrp in particDesc",
    example='<sp who="#cast1"> <!-- where <castItem xml:id="cast1"> -->',
)
def unknown_speaker(file: TeiFile) -> Iterator[Fault]:
    """A speaker that is an element of the file, but no character of its particDesc.

    Pointers that lead nowhere at all, or lack their #, are found for every file.
    """
    for one in documents(file, "teiHeader"):
        known = {character.get(XML_ID) for character in _characters(one)}
        wrong: dict[str, list[Element]] = {}
        for speech in below([one.text], "sp") if known else ():
            for pointer in speech.get("who", "").split():
                if pointer[0] == "#" and pointer[1:] not in known and pointer[1:] in file.ids:
                    wrong.setdefault(pointer, []).append(speech)
        for pointer, speeches in wrong.items():
            name = local_name(file.ids[pointer[1:]])
            fact = f"`{shortened(pointer)}` leads to <{name}>, no character of particDesc"
            yield Fault(speeches[0], f"{fact}{times(len(speeches))}", "who")


@check(
    "dracor-no-speeches",
    Severity.REVIEW,
    hint="mark each speech <sp who='#…'>",
    example="<body><div type='scene'><p>ROCCO. Guten Tag.</p></div></body>",
)
def no_speeches(file: TeiFile) -> Iterator[Fault]:
    """A play in which no speech is marked: DraCor draws its networks from them."""
    for one in documents(file, "text"):
        for body in at(one.text, "body"):
            if next(below([body], "sp"), None) is None:
                yield Fault(body, "no speech (sp) is marked in the play")


@check(
    "dracor-no-divisions",
    Severity.REVIEW,
    hint="mark acts and scenes <div type='act'>, <div type='scene'>",
    example="<body><sp who='#rocco'><p>Guten Tag.</p></sp></body>",
)
def no_divisions(file: TeiFile) -> Iterator[Fault]:
    """A play without any division: who speaks in the same one is what DraCor's networks show."""
    for one in documents(file, "text"):
        for body in at(one.text, "body"):
            if next(at(body, "div"), None) is None:
                yield Fault(body, "the play is not divided (div)")


@check(
    "dracor-no-cast-list",
    Severity.NOTE,
    hint="mark the list of characters <castList>, if the source prints one",
    example="<front><div type='Dramatis_Personae'><p>Rocco, Kerkermeister.</p></div></front>",
)
def no_cast_list(file: TeiFile) -> Iterator[Fault]:
    """A play without castList, in which DraCor keeps the list of characters that a source prints.

    Not every source prints one.
    """
    for one in documents(file, "text"):
        if next(below([one.text], "castList"), None) is None:
            yield Fault(one.text, "no list of characters (castList) is marked")


@check(
    "dracor-no-date",
    Severity.REVIEW,
    hint="write <listEvent> with event of type written, print or premiere, each with @when",
    example="<sourceDesc><bibl type='originalSource'><title>Fidelio</title></bibl></sourceDesc>",
)
def no_date(file: TeiFile) -> Iterator[Fault]:
    """A play with no date of writing, of first print or of first performance.

    DraCor reads them from events in sourceDesc, formerly in standOff.
    """
    for one in documents(file, "teiHeader", "standOff"):
        if not any(map(_is_dated, _events(one))):
            fact = "no date of writing, print or première is given"
            yield Fault(one.nearest(*SOURCE, "listEvent"), fact)


def _events(document: Document) -> Iterator[Element]:
    for path in (SOURCE, ("standOff",)):
        yield from document.at(*path, "listEvent", "event")
    yield from below(document.at(*SOURCE, "bibl"), "date")


def _is_dated(event: Element) -> bool:
    return event.get("type") in _EVENTS and any(event.get(name) for name in _DATES)


@check(
    "dracor-no-author-id",
    Severity.REVIEW,
    hint="write <idno type='wikidata'>Q…</idno> into author",
    example="<author><persName>Joseph Sonnleithner</persName></author>",
)
def no_author_id(file: TeiFile) -> Iterator[Fault]:
    """An author without identifier: DraCor asks for a link to Wikidata or another authority.

    From Wikidata it shows dates and places of life.
    """
    for one in documents(file, "teiHeader"):
        for author in at(one.tei, *FILE_DESCRIPTION, "titleStmt", "author"):
            name = words(author)
            if name and not _NOBODY.search(name) and not is_said(below([author], "idno")):
                yield Fault(author, f"the author {shortened(name)} has no idno")


@check(
    "dracor-no-licence",
    Severity.REVIEW,
    hint="write <availability><licence target='…'> into publicationStmt",
    example="<publicationStmt><publisher>DraCor</publisher></publicationStmt>",
)
def no_licence(file: TeiFile) -> Iterator[Fault]:
    """A play without licence: DraCor takes what is in the public domain or freely licensed."""
    for one in documents(file, "teiHeader"):
        availability = list(one.at(*PUBLICATION, "availability"))
        licences = list(below(availability, "licence"))
        if not is_said(availability) and not any(licence.get("target") for licence in licences):
            yield Fault(one.nearest(*PUBLICATION, "availability"), "no licence is said")


@check(
    "dracor-no-source",
    Severity.ERROR,
    hint="write <bibl type='originalSource'> into sourceDesc",
    example="<sourceDesc><p>Converted from the web.</p></sourceDesc>",
)
def no_source(file: TeiFile) -> Iterator[Fault]:
    """A play that does not name its printed source: DraCor's rules demand one.

    It is a bibl of type originalSource, formerly inside that of type digitalSource.
    """
    for one in documents(file, "teiHeader"):
        outer = list(at(one.tei, *SOURCE, "bibl"))
        inner = [b for b in outer if b.get("type") == "digitalSource" for b in at(b, "bibl")]
        if not any(bibl.get("type") == "originalSource" for bibl in (*outer, *inner)):
            yield Fault(one.nearest(*SOURCE), "no bibl of type originalSource names the source")


def _characters(document: Document) -> list[Element]:
    lists = document.at(*_CHARACTERS)
    return [one for one in below(lists, "person", "personGrp") if _is_listed(one)]


def _is_listed(character: Element) -> bool:
    """Whether a person is an entry of the list, not one that an entry mentions."""
    parent = character.getparent()
    return parent is not None and local_name(parent) in {"listPerson", "particDesc"}


PROFILE = Profile(
    name="dracor",
    title="DraCor",
    explanation=(
        "Plays for DraCor: characters with identifiers in particDesc, speeches that say who speaks,"
        " acts and scenes, dates, authors with identifiers, source and licence."
    ),
    schema="dracor",
    rules="dracor",
    checks=(
        play_id,
        no_characters,
        no_ids,
        character_id,
        speech_without_who,
        unknown_speaker,
        no_speeches,
        no_divisions,
        no_cast_list,
        no_date,
        no_author_id,
        no_licence,
        no_source,
    ),
    covered=frozenset(
        {
            "valid_dracor_ids_on_root_tei_element",
            "particdesc_person_id",
            "particdesc_person_id_format",
            "network_sp_with_who_attr",
            "network_unlinked_sp",
            "network_check_basic_play_structure_sp",
            "network_check_basic_play_structure_div",
            "digital_original_source_in_sourceDesc",
            "play_id",
            "play_wikidata_id",
            "play_title",
            "play_subtitle",
            "play_year_written",
            "play_year_printed",
            "character_wikidata_id",
        }
    ),
)
