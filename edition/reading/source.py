"""What the header of a text says of it: source, rights, responsibilities, principles (TEI 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from edition.reading.document import TeiText, headers
from edition.reading.running import plain
from edition.tei import XML_ID, XML_LANG, Element, local_name

_WEB = ("http://", "https://", "mailto:")
_HEADINGS = {
    "projectDesc": "The project",
    "samplingDecl": "What is included",
    "correction": "Correction",
    "normalization": "Regularization",
    "quotation": "Quotation",
    "hyphenation": "Hyphenation",
    "segmentation": "Divisions and white space",
    "stdVals": "Dates and other values",
    "interpretation": "Names, notes and other interpretation",
    "punctuation": "Punctuation",
}


class Responsibility(NamedTuple):
    """Who answers for something: xml:id (or ""), name, type (person, software, editor …), for what.

    An author, editor or translator of the text itself is one too.
    """

    id: str
    name: str
    type: str
    what: str


class TextFacts(NamedTuple):
    """What a header says; "" or () for what it does not say.

    `date` is that of the source, `published` that of this publication of it (a W3C date where the
    header has one); `licence_address` is a web address. `description` and `digest` (SHA-256) are
    those of the source, `source` its reference in words. `categories` are identifier and meaning
    of each category that annotations name; `principles` are headings with their paragraphs.
    """

    siglum: str
    title: str
    author: str
    date: str
    version: str
    published: str
    publisher: str
    licence: str
    licence_address: str
    rights: str
    description: str
    digest: str
    responsibilities: tuple[Responsibility, ...]
    categories: tuple[tuple[str, str], ...]
    principles: tuple[tuple[str, tuple[str, ...]], ...]
    source: str = ""
    language: str = ""


def text_facts(text: TeiText) -> TextFacts:
    """What the header of a text, and those of the corpora around it, say of it."""
    found = tuple(headers(text))
    own = found[:1]
    described = _first(
        own, "listWit/{*}witness/{*}bibl", "bibl", "biblStruct", "biblFull", "msDesc", "p"
    )
    licence = _find(found, "publicationStmt//{*}licence")
    return TextFacts(
        siglum=text.siglum,
        title=title_of(text),
        author="; ".join(
            _words(own, "titleStmt/{*}author", _name) or _words(own, "sourceDesc//{*}author", _name)
        ),
        date=_date(_find(own, "sourceDesc//{*}date")),
        version=_version(_find(found, "editionStmt/{*}edition")),
        published=_date(_find(found, "publicationStmt//{*}date")),
        publisher=_one(found, "publicationStmt/{*}publisher", "publicationStmt/{*}authority"),
        licence=plain(licence) if licence is not None else "",
        licence_address=web_address(licence.get("target")) if licence is not None else "",
        rights=" ".join(_words(found, "publicationStmt//{*}availability/{*}p")),
        description=_one(own, "sourceDesc/{*}listWit/{*}witness//{*}note", "abstract"),
        digest=_one(own, "sourceDesc//{*}idno[@type='sha256']"),
        responsibilities=tuple(_responsibilities(found)),
        categories=tuple(_categories(found)),
        principles=tuple(_principles(found)),
        source=_reference(described),
        language=text.text.get(XML_LANG) or text.root.get(XML_LANG) or "",
    )


def title_of(text: TeiText) -> str:
    """The title of a text: the main one of its header, or its siglum."""
    header = next(headers(text), None)
    titles = [] if header is None else header.findall("{*}fileDesc/{*}titleStmt/{*}title")
    main = [one for one in titles if one.get("type") in (None, "main")] or titles
    return next((words for one in main if (words := plain(one))), text.siglum)


def web_address(value: str | None) -> str:
    """A value if it is an address that is safe to link to (http, https, mailto), else ""."""
    address = (value or "").strip()
    return address if address.lower().startswith(_WEB) and len(address.split()) == 1 else ""


def names_by_id(responsibilities: Sequence[Responsibility]) -> Mapping[str, str]:
    """The name of each person or program that has an identifier."""
    return {one.id: one.name for one in responsibilities if one.id}


class Names:
    """The names behind `@resp` and `@who`: a pointer that leads nowhere stands for itself."""

    def __init__(self, responsibilities: Sequence[Responsibility]) -> None:
        self._by_id = names_by_id(responsibilities)
        self._told: dict[str, tuple[str, ...]] = {}

    def of(self, value: str | None) -> tuple[str, ...]:
        """The names of those to whom an attribute points; the same tuple for the same value."""
        if value is None:
            return ()
        if value not in self._told:
            pointers = (pointer.rpartition("#")[2] for pointer in value.split())
            names = (self._by_id.get(one) or one for one in pointers if one)
            self._told[value] = tuple(dict.fromkeys(names))
        return self._told[value]


def _find(found: Sequence[Element], path: str) -> Element | None:
    places = (header.find(f".//{{*}}{path}") for header in found)
    return next((one for one in places if one is not None), None)


def _words(
    found: Sequence[Element], path: str, read: Callable[[Element], str] = plain
) -> list[str]:
    """The words that the first of the headers with any has at a path, each once."""
    for header in found:
        words = [read(one) for one in header.iterfind(f".//{{*}}{path}")]
        if any(words):
            return list(dict.fromkeys(filter(None, words)))
    return []


def _name(element: Element) -> str:
    """A name without the identifiers in it."""
    return plain(element, frozenset(element.iter("{*}idno")))


def _one(found: Sequence[Element], *paths: str) -> str:
    return next((words[0] for path in paths if (words := _words(found, path))), "")


def _first(found: Sequence[Element], *paths: str) -> Element | None:
    places = (_find(found, f"sourceDesc/{{*}}{path}") for path in paths)
    return next((one for one in places if one is not None), None)


def _reference(described: Element | None) -> str:
    """A reference to the source in words, without its digest and the notes on it."""
    if described is None:
        return ""
    if (described.text or "").strip() or not len(described):
        return plain(described)
    parts = [one for one in described if local_name(one) not in {"", "idno", "note"}]
    return ", ".join(filter(None, map(plain, parts)))


def _date(date: Element | None) -> str:
    if date is None:
        return ""
    names = ("when", "notBefore", "from", "when-iso")
    return next((value for name in names if (value := date.get(name))), "") or plain(date)


def _version(edition: Element | None) -> str:
    if edition is None:
        return ""
    return edition.get("n") or plain(edition)


def _responsibilities(found: Sequence[Element]) -> Iterator[Responsibility]:
    for header in found:
        for statement in header.iter("{*}respStmt"):
            yield from _stated(statement)
        for kind in ("editor", "principal"):
            for one in header.iterfind(f".//{{*}}fileDesc/{{*}}titleStmt/{{*}}{kind}"):
                yield Responsibility(one.get(XML_ID) or "", plain(one), one.get("role") or kind, "")
        for one in header.iterfind(".//{*}sourceDesc//{*}editor"):
            yield Responsibility("", plain(one), one.get("role") or "editor", "")


def _stated(statement: Element) -> Iterator[Responsibility]:
    what = "; ".join(plain(one) for one in statement if local_name(one) == "resp")
    identifier = statement.get(XML_ID) or ""
    for one in statement:
        if local_name(one) in {"name", "persName", "orgName"}:
            own = one.get(XML_ID) or identifier
            yield Responsibility(own, plain(one), one.get("type") or "", what)


def _categories(found: Sequence[Element]) -> Iterator[tuple[str, str]]:
    for header in found:
        for one in header.iter("{*}category", "{*}interp"):
            if identifier := one.get(XML_ID):
                meaning = next((c for c in one if local_name(c) in {"catDesc", "desc"}), None)
                yield identifier, plain(meaning) if meaning is not None else ""


def _principles(found: Sequence[Element]) -> Iterator[tuple[str, tuple[str, ...]]]:
    told: set[tuple[str, ...]] = set()
    for encoding in (e for header in found for e in header if local_name(e) == "encodingDesc"):
        for part in _declared(encoding):
            heading = _HEADINGS.get(local_name(part), "")
            inside = [one for one in part if local_name(one) in {"p", "ab"}]
            paragraphs = tuple(filter(None, map(plain, inside or [part])))
            if paragraphs and paragraphs not in told:
                told.add(paragraphs)
                yield heading, paragraphs


def _declared(encoding: Element) -> Iterator[Element]:
    for part in encoding:
        if local_name(part) in {"projectDesc", "samplingDecl"}:
            yield part
        elif local_name(part) == "editorialDecl":
            yield from (one for one in part if isinstance(one.tag, str))
