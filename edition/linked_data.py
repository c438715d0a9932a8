"""What a page says of itself to other programs: meta tags and schema.org.

The tags are those that Zotero reads: `citation_book_title` makes the page a chapter of a book
there. On a page that cites the edition as a whole they are those of Dublin Core alone, for
`citation_title` without a book is taken for an article of a journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from edition.citation import Reference
from edition.personal_names import Name
from edition.reading.entries import Life, RegisterEntry

_TYPES = {
    "person": "Person",
    "place": "Place",
    "organisation": "Organization",
    "work": "CreativeWork",
    "event": "Event",
}


class Download(NamedTuple):
    """A file to take away: what it is called, its address, its media type."""

    label: str
    address: str
    media_type: str


def meta_tags(one: Reference, downloads: Iterable[Download] = ()) -> Iterator[tuple[str, str]]:
    """Names and contents of the meta tags of a page."""
    title = f"{one.title}: {one.part}" if one.part else one.title
    if title:
        yield "citation_title", title
        yield "citation_book_title", one.edition
        yield from (("citation_author", name.inverted) for name in one.authors)
        yield "citation_publication_date", one.published.replace("-", "/")
        yield "citation_publisher", one.publisher
        yield "citation_language", one.language
        yield "citation_public_url", one.address
        pdf = (file.address for file in downloads if file.media_type == "application/pdf")
        yield from (("citation_pdf_url", address) for address in pdf)
    yield "DC.title", title or one.edition
    yield from (("DC.creator", name.inverted) for name in one.authors)
    yield from (("DC.contributor", name.inverted) for name in (*one.translators, *one.editors))
    yield "DC.publisher", one.publisher
    yield "DC.date", one.published
    yield "DC.language", one.language
    yield "DC.identifier", one.address
    yield "DC.rights", one.licence
    if title:
        yield "DC.relation.isPartOf", one.edition


def work(
    one: Reference, downloads: Sequence[Download] = (), home: str = "", text: str = ""
) -> dict[str, Any]:
    """The edition as a schema.org Book, a text or division of it as a Chapter.

    `home` is the address of the edition, `text` that of the text that a division belongs to.
    """
    book = _edition(one, home if one.title else one.address)
    found = book
    if one.title:
        found = {**_text(one), "isPartOf": book}
        found["url"] = text if one.part else one.address
        if one.part:
            outer = _said(found)
            found = {"@type": "Chapter", "name": one.part, "url": one.address, "isPartOf": outer}
    files = [
        {
            "@type": "MediaObject",
            "name": file.label,
            "contentUrl": file.address,
            "encodingFormat": file.media_type,
        }
        for file in downloads
    ]
    return {"@context": "https://schema.org", **_said({**found, "encoding": files})}


def entries_graph(entries: Iterable[RegisterEntry], page: str) -> dict[str, Any]:
    """The entries of a register page as schema.org Persons, Places and so on.

    `sameAs` are the addresses of their identifiers in authority files.
    """
    return {"@context": "https://schema.org", "@graph": [_entry(one, page) for one in entries]}


def _edition(one: Reference, address: str) -> dict[str, Any]:
    return _said(
        {
            "@type": "Book",
            "name": one.edition,
            "url": address,
            "version": one.version,
            "datePublished": one.published,
            "editor": _persons(one.editors),
            "publisher": {"@type": "Organization", "name": one.publisher} if one.publisher else "",
            "license": one.licence,
            "inLanguage": "" if one.title else one.language,
        }
    )


def _text(one: Reference) -> dict[str, Any]:
    return {
        "@type": "Chapter",
        "name": one.title,
        "author": _persons(one.authors),
        "translator": _persons(one.translators),
        "dateCreated": one.written,
        "inLanguage": one.language,
    }


def _persons(names: Iterable[Name]) -> list[Any]:
    """Persons; a name that may be that of a body stays a name alone."""
    return [
        {
            "@type": "Person",
            "name": one.natural,
            "givenName": one.given,
            "familyName": one.family,
        }
        if one.given
        else one.family
        for one in names
    ]


def _entry(entry: RegisterEntry, page: str) -> dict[str, Any]:
    address = f"{page}#{entry.id}"
    found: dict[str, Any] = {
        "@type": _TYPES.get(entry.sort, "Thing"),
        "@id": address,
        "url": address,
        "name": entry.name,
        "alternateName": list(entry.forms),
        "description": entry.description,
        "sameAs": [one.address for one in entry.identifiers if one.address],
    }
    if entry.sort == "person":
        found |= {"birthDate": _day(entry.born), "deathDate": _day(entry.died)}
    if entry.coordinates is not None:
        latitude, longitude = entry.coordinates
        point = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
        found["geo"] = point
    return _said(found)


def _day(life: Life | None) -> str:
    """A date of life, where it is known to the day or the year; no year before our era."""
    if life is None or not life.iso_earliest[:1].isdigit():
        return ""
    if life.iso_earliest == life.iso_latest:
        return life.iso_earliest
    year = life.iso_earliest[:4]
    is_year = (life.iso_earliest, life.iso_latest) == (f"{year}-01-01", f"{year}-12-31")
    return year if is_year else ""


def _said(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what it says nothing of."""
    return {name: value for name, value in record.items() if value not in ("", [], None)}
