"""The files beside the one that is checked: registers kept elsewhere, targets of pointers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from edition.diagnostics import Place
from edition.tei import XML_ID, Element, elements, local_name

SORTS = {
    "person": "person",
    "personGrp": "person",
    "place": "place",
    "org": "organisation",
    "bibl": "work",
    "biblStruct": "work",
    "biblFull": "work",
    "event": "event",
}
_NAMES = {
    "person": frozenset({"persName", "name"}),
    "place": frozenset({"placeName", "name", "geogName"}),
    "organisation": frozenset({"orgName", "name"}),
    "work": frozenset({"title"}),
    "event": frozenset({"eventName", "head", "label", "desc"}),
}
_PARTS_OF_PLACES = frozenset("settlement district region country bloc".split())
_LISTS = frozenset("listPerson listPlace listOrg listBibl listEvent particDesc".split())


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An entry of a register: identifier, sort (a value of `SORTS`), forms of its name, its TEI."""

    id: str
    sort: str
    forms: tuple[str, ...]
    element: Element
    place: Place


class Library(Protocol):
    """What can be known of other files while one is checked."""

    @property
    def entries(self) -> Mapping[str, RegisterEntry]:
        """The entries of the registers that the user named, by identifier."""
        ...

    @property
    def repeated(self) -> Sequence[RegisterEntry]:
        """The entries of those registers whose identifier an entry before them has already."""
        ...

    def bearer(self, identifier: str) -> str | None:
        """The element name that bears an identifier in the folders that the user named."""
        ...

    def defines(self, prefix: str) -> bool:
        """Whether a `prefixDef` in those folders defines a private prefix of pointers."""
        ...

    def exists(self, base: str, target: str) -> bool | None:
        """Whether there is a file `target`, seen from the file `base`.

        None where that cannot be known: the base itself is not a file on disk.
        """
        ...

    def bearers(self, base: str, target: str) -> Mapping[str, str] | None:
        """Identifiers and element names of the file `target`, seen from the file `base`.

        None where no such file can be read, or parts of it stand elsewhere. Nothing is ever
        fetched from the network.
        """
        ...


@dataclass(frozen=True, slots=True)
class NoLibrary:
    """A library without any file."""

    entries: Mapping[str, RegisterEntry] = field(default_factory=dict)
    repeated: Sequence[RegisterEntry] = ()

    def bearer(self, identifier: str) -> str | None:
        """Nothing is known."""
        return None

    def defines(self, prefix: str) -> bool:
        """Nothing is known."""
        return False

    def exists(self, base: str, target: str) -> bool | None:
        """Nothing is known."""
        return None

    def bearers(self, base: str, target: str) -> Mapping[str, str] | None:
        """No file can be read."""
        return None


def entries_in(root: Element, path: str) -> Iterator[RegisterEntry]:
    """The entries with an identifier in the lists of a file, in document order."""
    for element in elements(root):
        sort = SORTS.get(local_name(element))
        identifier = element.get(XML_ID)
        parent = element.getparent()
        if sort is None or identifier is None or parent is None:
            continue
        if local_name(parent) in _LISTS or local_name(parent) == local_name(element):
            line = element.sourceline
            place = Place(path, line if isinstance(line, int) else None, near=identifier)
            yield RegisterEntry(identifier, sort, _forms(element, sort), element, place)


def _forms(entry: Element, sort: str) -> tuple[str, ...]:
    """The names of an entry itself, not of others that its description mentions.

    A country or town is the name of a place only where that has no other: else it lies there.
    """
    forms = _named(entry, _NAMES[sort])
    return forms or (_named(entry, _PARTS_OF_PLACES) if sort == "place" else ())


def _named(entry: Element, names: frozenset[str]) -> tuple[str, ...]:
    found = (words(e) for e in entry.iterchildren() if local_name(e) in names)
    return tuple(dict.fromkeys(form for form in found if form))


def words(element: Element) -> str:
    """The text of an element, white space made one space."""
    return " ".join("".join(map(str, element.itertext("*"))).split())
