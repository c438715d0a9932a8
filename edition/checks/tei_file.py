"""A TEI file as checks see it: its elements by name and identifier, and where each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from edition.checks.dated import is_dated
from edition.checks.library import Library, NoLibrary, RegisterEntry, entries_in
from edition.checks.pointing import Pointer, in_tei, pointers_in, pointing_attributes
from edition.checks.private_uris import PrefixDefinition, prefix_definitions
from edition.checks.scopes import Scope, scopes_of
from edition.diagnostics import Place
from edition.tei import XML_ID, Element, attributes, elements, local_name

_DOCUMENTS = frozenset({"TEI", "teiCorpus"})
_INCLUDE = "{http://www.w3.org/2001/XInclude}include"


@dataclass(slots=True)
class Sighting:
    """Where something stands first, and how often it occurs in the file."""

    element: Element
    attribute: str
    count: int = 1


@dataclass(frozen=True, eq=False)
class TeiFile:
    """A well-formed file.

    `positions` holds line and column (from 1) of each start tag, in document order; where it is
    empty, lines come from the parser and columns are not known.
    """

    path: str
    root: Element
    positions: Sequence[int] = ()
    library: Library = NoLibrary()  # noqa: RUF009 - immutable

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All elements in document order."""
        return tuple(elements(self.root))

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Element, ...]]:
        """The elements of each local name, in document order."""
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.elements:
            found[local_name(element)].append(element)
        return {name: tuple(some) for name, some in found.items()}

    @cached_property
    def ids(self) -> Mapping[str, Element]:
        """The first bearer of each xml:id."""
        found: dict[str, Element] = {}
        for element in self.elements:
            identifier = element.get(XML_ID)
            if identifier is not None:
                found.setdefault(identifier, element)
        return found

    @cached_property
    def entries(self) -> Mapping[str, RegisterEntry]:
        """The register entries of the file itself."""
        found: dict[str, RegisterEntry] = {}
        for entry in entries_in(self.root, self.path):
            found.setdefault(entry.id, entry)
        return found

    @cached_property
    def dated(self) -> tuple[Element, ...]:
        """TEI's elements that bear a dating attribute, in document order."""
        return tuple(e for e in self.elements if e.attrib and is_dated(e) and in_tei(e))

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character of texts and attribute values: no other need be looked for."""
        found: set[str] = set()
        for text in self.root.itertext():
            found.update(str(text))
        for element in self.elements:
            for _, value in attributes(element):
                found.update(value)
        return frozenset(found)

    @cached_property
    def values(self) -> Mapping[tuple[str, str, str], Sighting]:
        """The attribute values of TEI's elements, by element name, attribute and value.

        Names are local; xml:id is left out.
        """
        found: dict[tuple[str, str, str], Sighting] = {}
        for element in self.elements:
            if not element.attrib or not in_tei(element):
                continue
            name = local_name(element)
            for attribute, value in attributes(element):
                if attribute == XML_ID:
                    continue
                bare = attribute if attribute[0] != "{" else attribute.rpartition("}")[2]
                seen = found.get((name, bare, value))
                if seen is None:
                    found[name, bare, value] = Sighting(element, attribute)
                else:
                    seen.count += 1
        return found

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """Each header with the text it speaks about."""
        return tuple(scopes_of(self.named("teiHeader")))

    @cached_property
    def prefixes(self) -> Mapping[str, Sequence[PrefixDefinition]]:
        """The private prefixes of pointers that the file itself defines."""
        return prefix_definitions(filter(in_tei, self.named("prefixDef")))

    @cached_property
    def pointing(self) -> tuple[tuple[Element, str, str], ...]:
        """The attributes that hold pointers: element, name and value, in document order."""
        return tuple(pointing_attributes(self.elements))

    @cached_property
    def pointers(self) -> tuple[Pointer, ...]:
        """All pointers of its TEI elements, in document order."""
        return tuple(pointers_in(self.elements, self.pointing, self.prefixes))

    @cached_property
    def named_ids(self) -> frozenset[str]:
        """Everything that is pointed at, or stands as a word in an attribute."""
        targets = {pointer.fragment for pointer in self.pointers if pointer.fragment}
        words = (word for _, _, value in self.values for word in value.split())
        return frozenset(targets.union(words))

    @cached_property
    def is_whole(self) -> bool:
        """Whether it is a TEI document of which no part stands elsewhere (XInclude, entities)."""
        whole = local_name(self.root) in _DOCUMENTS
        return whole and next(self.root.iter(_INCLUDE, etree.Entity), None) is None

    def entry(self, identifier: str) -> RegisterEntry | None:
        """A register entry of this file or, failing that, of the registers kept elsewhere."""
        return self.entries.get(identifier) or self.library.entries.get(identifier)

    def named(self, *names: str) -> Iterator[Element]:
        """The elements with one of these local names, name by name in document order."""
        for name in names:
            yield from self.by_name.get(name, ())

    def place(self, element: Element | None) -> Place:
        """Where an element's start tag stands; without element, the file."""
        if element is None:
            return Place(self.path)
        near = _near(element)
        number = self._numbers.get(element)
        if number is not None and len(self.positions) == 2 * len(self.elements):
            line, column = self.positions[2 * number : 2 * number + 2]
            return Place(self.path, line, column, near=near)
        found = element.sourceline
        return Place(self.path, found if isinstance(found, int) else None, near=near)

    @cached_property
    def _numbers(self) -> Mapping[Element, int]:
        return {element: number for number, element in enumerate(self.elements)}


def _near(element: Element) -> str | None:
    own = element.get(XML_ID)
    return own or next((i for a in element.iterancestors() if (i := a.get(XML_ID))), None)
