"""The TEI header, written from the settings and from what the annotations really do.

Nothing is declared that does not occur: the editorial declaration is collected from the
kinds used, taxonomies and calendars from the values used (TEI Guidelines, chapter 2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from copy import deepcopy
from typing import cast

from lxml import etree

from edition import __version__
from edition.annotations import kinds
from edition.annotations.annotation import Annotation
from edition.annotations.block import Block
from edition.annotations.editorial_note import NOTE_TYPES
from edition.annotations.emendation import Emendation
from edition.annotations.textcritical import CATEGORIES, LAYOUT, REGULARIZATIONS
from edition.calendars import Calendar
from edition.compiled import CompiledText
from edition.quality import quality, statement
from edition.registers import SORTS, Registers, related
from edition.settings import VERIFICATIONS, EditionSettings, Licence, WitnessSettings
from edition.tei import (
    TEI_NAMESPACE,
    XML_ID,
    XML_LANG,
    Element,
    elements,
    indent,
    local_name,
    root,
    sub,
    sub_text,
    tei,
)
from edition.verification import correction_status, targets, verification_statement, verified

_SECTIONS = (
    "correction",
    "normalization",
    "quotation",
    "hyphenation",
    "segmentation",
    "stdVals",
    "interpretation",
)
_SECTION_ATTRIBUTES = {
    "correction": {"method": "markup"},
    "normalization": {"method": "markup"},
    "quotation": {"marks": "all"},
    "hyphenation": {"eol": "none"},
}
_HYPHENATION = (
    "Hyphens of old line ends that the source carries inside words are kept in sic and taken"
    " away in corr."
)
_WHITE_SPACE = (
    "White space inside text is the witness's own, line ends included; where an editor added"
    " or changed it, the mark-up says so. Read without corr, reg, supplied and notes, text is"
    " the witness, character for character."
)
_CALENDARS = {
    Calendar.GREGORIAN: "Gregorian calendar (New Style)",
    Calendar.JULIAN: "Julian calendar (Old Style)",
    Calendar.UNKNOWN: "The text does not show which calendar is meant.",
}
_POINTERS = tuple(
    etree.XPath(f"descendant::*/@{name}", smart_strings=False)
    for name in ("ref", "who", "source", "resp", "ana", "calendar", "datingMethod")
)
CALENDARS = frozenset(f"calendar.{one.value}" for one in Calendar)


def text_header(
    settings: EditionSettings, compiled: CompiledText, pointers: Set[str] | None
) -> Element:
    """The header of one text.

    `pointers` are those of the text, where its header must also carry what texts share; none
    where a corpus does.
    """
    alone = pointers is not None
    header = root("teiHeader")
    header.set(XML_LANG, settings.language)
    witness = compiled.settings
    _file_description(header, settings, witness, alone=alone)
    used = [*compiled.anchored.blocks, *compiled.anchored.inline]
    encoding = sub(header, "encodingDesc")
    _project(encoding, settings)
    if witness.sampling:
        sub_text(sub(encoding, "samplingDecl"), "p", witness.sampling)
    _editorial_declaration(encoding, used, _correction(settings, compiled))
    _tags_declaration(encoding, compiled.text)
    _references_declaration(encoding, witness.siglum, compiled.text)
    if pointers is not None:
        _class_declaration(encoding, pointers)
    _profile(header, [compiled], pointers or frozenset())
    _revisions(header, settings, compiled)
    indent(header)
    return header


def corpus_header(
    settings: EditionSettings, texts: Sequence[CompiledText], pointers: Set[str]
) -> Element:
    """The header of the corpus: what all its texts, with these pointers, share."""
    header = root("teiHeader")
    header.set(XML_LANG, settings.language)
    _file_description(header, settings, None, alone=True)
    encoding = sub(header, "encodingDesc")
    _project(encoding, settings)
    _class_declaration(encoding, pointers)
    _profile(header, texts, pointers)
    _revisions(header, settings, None)
    indent(header)
    return header


def stand_off(registers: Registers, pointers: Set[str]) -> Element | None:
    """The register entries that pointers lead to, and those that these point to."""
    entries = registers.closure(pointers)
    if not entries:
        return None
    holder = root("standOff")
    for sort, (list_name, _) in SORTS.items():
        of_sort = [entry for entry in entries if entry.sort == sort and not entry.inside]
        if of_sort:
            whole = sub(holder, list_name)
            whole.extend(deepcopy(entry.element) for entry in of_sort)
    _relations(holder, registers, {entry.id for entry in entries})
    indent(holder)
    return holder


def _relations(holder: Element, registers: Registers, present: set[str]) -> None:
    known = [one for one in registers.relations if related(one) <= present]
    if known:
        sub(holder, "listRelation").extend(deepcopy(one) for one in known)


def pointed_at(texts: Iterable[Element]) -> set[str]:
    """All identifiers to which a pointer of the texts leads inside the file."""
    values: set[str] = set()
    for text in texts:
        for find in _POINTERS:
            values.update(cast("list[str]", find(text)))
    return {pointer[1:] for value in values for pointer in value.split() if pointer[0] == "#"}


def _file_description(
    header: Element, settings: EditionSettings, witness: WitnessSettings | None, *, alone: bool
) -> None:
    description = sub(header, "fileDesc")
    titles = sub(description, "titleStmt")
    sub_text(titles, "title", witness.title if witness else settings.title)
    if witness and witness.author:
        sub_text(titles, "author", witness.author)
    if alone:
        _responsibilities(titles, settings)
    edition = sub(sub(description, "editionStmt"), "edition", {"n": settings.version})
    edition.text = f"{settings.title}, version {settings.version}"
    publication = sub(description, "publicationStmt")
    sub_text(publication, "publisher", settings.publisher)
    sub_text(publication, "date", settings.date, {"when": settings.date})
    status = witness.availability if witness else "unknown"
    availability = sub(publication, "availability", {"status": status})
    _licence(availability, settings.licence)
    if witness:
        sub_text(availability, "p", witness.rights)
    _source(sub(description, "sourceDesc"), settings, witness)


def _responsibilities(titles: Element, settings: EditionSettings) -> None:
    for one in settings.responsibilities:
        statement = sub(titles, "respStmt")
        checked = f" {one.checked}" if one.checked else ""
        sub_text(statement, "resp", f"{one.does}{checked}")
        sub_text(statement, "name", one.name, {XML_ID: one.id, "type": one.kind})


def _licence(availability: Element, licence: Licence) -> None:
    target = {} if licence.target is None else {"target": licence.target}
    sub_text(sub(availability, "licence", target), "p", licence.statement)


def _source(
    description: Element, settings: EditionSettings, witness: WitnessSettings | None
) -> None:
    if witness is None:
        fact = f"The corpus joins the texts of {settings.title}; each has its own source."
        sub_text(description, "p", fact)
        return
    transmitted = sub(sub(description, "listWit"), "witness", {XML_ID: witness.siglum})
    source = sub(transmitted, "bibl")
    sub_text(source, "title", witness.title)
    if witness.author:
        sub_text(source, "author", witness.author)
    if witness.translator:
        sub_text(source, "editor", witness.translator, {"role": "translator"})
    if witness.date:
        sub_text(source, "date", witness.date, {"when": witness.date})
    if witness.published:
        sub_text(source, "publisher", witness.published)
    if witness.sha256:
        sub_text(source, "idno", witness.sha256, {"type": "sha256"})
    if witness.description:
        sub_text(source, "note", witness.description)


def _project(encoding: Element, settings: EditionSettings) -> None:
    sub_text(sub(encoding, "projectDesc"), "p", settings.project)
    program = {"ident": "edition", "version": __version__}
    application = sub(sub(encoding, "appInfo"), "application", program)
    sub_text(application, "label", "edition")


def _correction(settings: EditionSettings, compiled: CompiledText) -> tuple[str | None, list[str]]:
    """How far the text is corrected, in TEI's word, and what is known of what is left."""
    rules = [one.id for one in settings.responsibilities if one.kind == "rule"]
    known = quality(compiled.anchored.inline, compiled.readings, rules)
    errors = known and known.errors()
    told = [statement(errors, known.readers)] if known and errors else []
    verifications = compiled.settings.verification
    if not verifications:
        return None, told
    persons = [one.id for one in settings.responsibilities if one.kind == "person"]
    state = verified(compiled.anchored.blocks, verifications)
    return correction_status(state, persons), [verification_statement(state), *told]


def _editorial_declaration(
    encoding: Element, used: Sequence[Annotation], correction: tuple[str | None, list[str]]
) -> None:
    sentences: dict[str, list[str]] = {"segmentation": [_WHITE_SPACE]}
    for kind in sorted({type(one) for one in used}, key=lambda kind: kind.kind):
        section = sentences.setdefault(kind.declared.section, [])
        if kind.declared.sentence not in section:
            section.append(kind.declared.sentence)
    if any(isinstance(one, Emendation) and one.category == "hyphenation" for one in used):
        sentences["hyphenation"] = [_HYPHENATION]
    status, told = correction
    if told:
        sentences.setdefault("correction", []).extend(told)
    declaration = sub(encoding, "editorialDecl")
    for name in _SECTIONS:
        if name in sentences:
            attributes = dict(_SECTION_ATTRIBUTES.get(name, {}))
            if name == "correction" and status is not None:
                attributes["status"] = status
            section_element = sub(declaration, name, attributes)
            for sentence in sentences[name]:
                sub_text(section_element, "p", sentence)


def _tags_declaration(encoding: Element, text: Element) -> None:
    counts = Counter(element.tag for element in elements(text))
    namespace = sub(sub(encoding, "tagsDecl"), "namespace", {"name": TEI_NAMESPACE})
    for tag, number in sorted(counts.items()):
        name = tag.removeprefix(tei(""))
        sub(namespace, "tagUsage", {"gi": name, "occurs": str(number)})


def _references_declaration(encoding: Element, siglum: str, text: Element) -> None:
    declaration = sub(encoding, "refsDecl", {"default": "true"})
    blocks = {one.tag for one in kinds().values() if issubclass(one, Block)}
    present = blocks.intersection(local_name(e) for e in elements(text) if e.get(XML_ID))
    units = {"division": "div"} if "div" in present else {}
    if others := sorted(present - {"div"}):
        units["block"] = f"*[{' or '.join(f'self::{tag}' for tag in others)}]"
    for unit, path in units.items():
        match = f"//text[@xml:id='{siglum}.text']//{path}[@xml:id]"
        sub(declaration, "citeStructure", {"unit": unit, "match": match, "use": "@xml:id"})


def _class_declaration(encoding: Element, used: Set[str]) -> None:
    declaration = root("classDecl")
    taxonomies = (
        ("emendation", "Categories of emendations", CATEGORIES),
        ("regularization", "Sorts of regularization", REGULARIZATIONS),
        ("layout", "Changes of layout", LAYOUT),
        ("note", "Types of editorial notes", NOTE_TYPES),
    )
    for name, title, categories in taxonomies:
        needed = {word: sense for word, sense in categories.items() if f"{name}.{word}" in used}
        if needed:
            taxonomy = sub(declaration, "taxonomy", {XML_ID: f"taxonomy.{name}"})
            sub_text(taxonomy, "desc", title)
            for word, sense in needed.items():
                category = sub(taxonomy, "category", {XML_ID: f"{name}.{word}"})
                sub_text(category, "catDesc", sense)
    if len(declaration):
        encoding.append(declaration)


def _profile(header: Element, texts: Sequence[CompiledText], pointers: Set[str]) -> None:
    profile = sub(header, "profileDesc")
    if known := [c for c in Calendar if f"calendar.{c.value}" in pointers]:
        description = sub(profile, "calendarDesc")
        for calendar in known:
            element = sub(description, "calendar", {XML_ID: f"calendar.{calendar.value}"})
            sub_text(element, "p", _CALENDARS[calendar])
    usage = sub(profile, "langUsage")
    languages = dict.fromkeys(one.settings.language for one in texts)
    named = {tag for one in texts for e in elements(one.text) if (tag := e.get(XML_LANG))}
    for tag in [*languages, *sorted(named.difference(languages))]:
        role = "Language of the text." if tag in languages else "Language of single words."
        sub_text(usage, "language", role, {"ident": tag})


def _revisions(header: Element, settings: EditionSettings, text: CompiledText | None) -> None:
    """The history, newest first: changes of the edition, then verifications of the text."""
    changes = [({"when": one.when, "who": f"#{one.who}"}, one.what) for one in settings.changes]
    if text is not None:
        changes += _verifications(text)
    if changes:
        history = sub(header, "revisionDesc")
        for attributes, words in sorted(changes, key=lambda one: one[0]["when"], reverse=True):
            sub_text(history, "change", words, attributes)


def _verifications(text: CompiledText) -> Iterator[tuple[dict[str, str], str]]:
    for one in text.settings.verification:
        target = " ".join(f"#{name}" for name in targets(text.siglum, one, text.anchored.blocks))
        yield {"when": one.when, "who": f"#{one.by}", "target": target}, VERIFICATIONS[one.how]
