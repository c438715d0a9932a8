"""Numbers of authority files in register entries (TEI Guidelines, 14.3; `edition.authorities`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from edition.authorities import Identifier as Number
from edition.authorities import in_address, named, normal, plain_number
from edition.reading.running import plain
from edition.reading.source import web_address
from edition.tei import Element

_ADDRESSES = {
    "GND": "https://d-nb.info/gnd/",
    "VIAF": "https://viaf.org/viaf/",
    "ISNI": "https://isni.org/isni/",
    "ORCID": "https://orcid.org/",
    "Wikidata": "https://www.wikidata.org/entity/",
    "GeoNames": "https://www.geonames.org/",
}


class Identifier(NamedTuple):
    """A number, the authority it is of, and its web address, "" where there is none to link to."""

    authority: str
    value: str
    address: str


def identifiers(entry: Element) -> Iterator[Identifier]:
    """The numbers that stand in an entry itself, each once."""
    found = (identifier(one.get("type") or "", plain(one)) for one in entry.iterchildren("{*}idno"))
    yield from dict.fromkeys(one for one in found if one.value)


def identifier(kind: str, words: str) -> Identifier:
    """A number from the type and the words of an `idno`."""
    number = in_address(words)
    authority = named(kind)
    if number is None and authority is not None and authority.fits(plain_number(words)):
        number = Number(authority, plain_number(words))
    if number is None:
        return Identifier(kind, words, web_address(words))
    value = normal(number)
    name = number.authority.name
    if not number.authority.fits(value):
        return Identifier(name, words, web_address(words))
    return Identifier(name, value, web_address(words) or _ADDRESSES[name] + value)
