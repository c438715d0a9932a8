"""A TEI file as checks see it: its elements by name and identifier, and where each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from edition.checks.library import Library, NoLibrary, RegisterEntry, entries_in
from edition.diagnostics import Place
from edition.tei import XML_ID, Element, elements, local_name


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
