"""Personography, gazetteer and the other registers: who and what the texts name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edition.tei import POINTERS, XML_ID, Element, elements

SORTS = {
    "person": ("listPerson", "person"),
    "place": ("listPlace", "place"),
    "organisation": ("listOrg", "org"),
    "work": ("listBibl", "bibl"),
    "event": ("listEvent", "event"),
}


def links(element: Element) -> frozenset[str]:
    """The identifiers inside the file to which an element, or one inside it, points."""
    values = [one.get(name, "") for one in elements(element) for name in POINTERS]
    return frozenset(p[1:] for value in values for p in value.split() if p[:1] == "#")


def related(relation: Element) -> frozenset[str]:
    """The entries between which a relation holds."""
    values = [relation.get(name, "") for name in ("active", "passive", "mutual")]
    return frozenset(p[1:] for value in values for p in value.split() if p[:1] == "#")


@dataclass(frozen=True, slots=True)
class Entry:
    """One register entry: identifier, sort, preferred name, all forms, and its TEI.

    `inside` says that it stands in another entry, as a town does in its country.
    """

    id: str
    sort: str
    name: str
    forms: tuple[str, ...]
    element: Element
    inside: bool = False

    def links(self) -> frozenset[str]:
        """The identifiers of other entries that it points to."""
        return links(self.element)


def _around(element: Element) -> list[str]:
    return [name for above in element.iterancestors() if (name := above.get(XML_ID))]


@dataclass(frozen=True, slots=True)
class Registers:
    """All entries by identifier, in the order of their files, and the relations between them."""

    entries: Mapping[str, Entry]
    relations: tuple[Element, ...] = ()

    def sorts(self) -> dict[str, str]:
        """The sort of every entry."""
        return {entry.id: entry.sort for entry in self.entries.values()}

    def closure(self, wanted: Iterable[str]) -> list[Entry]:
        """The entries named, with all they point to, in the order of the registers."""
        needed: set[str] = set()
        waiting = list(wanted)
        while waiting:
            name = waiting.pop()
            if name in needed or name not in self.entries:
                continue
            needed.add(name)
            waiting.extend(self.entries[name].links())
            waiting.extend(_around(self.entries[name].element))
        return [entry for entry in self.entries.values() if entry.id in needed]
