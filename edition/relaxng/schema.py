"""A schema, ready to check documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from edition.relaxng.automaton import Automaton
from edition.relaxng.checking import Checked
from edition.relaxng.limits import Limits
from edition.relaxng.names import from_universal, universal
from edition.relaxng.patterns import Attribute, all_parts
from edition.relaxng.pool import Pool
from edition.relaxng.scanning import Scan, if_plainly_valid
from edition.relaxng.table import Table
from edition.relaxng.values import value_parts
from edition.relaxng.views import Scanner

if TYPE_CHECKING:
    from array import array

    from edition.relaxng.feeding import Document
    from edition.relaxng.reading import Observer
    from edition.relaxng.reporting import Diagnosis


class Schema:
    """A compiled schema. What it works out for one document it keeps, within bounds, for others.

    It is for one thread at a time. Names that it takes and gives are universal, as in lxml:
    `{namespace}local`.
    """

    def __init__(self, table: Table) -> None:
        self._automaton = Automaton(Pool(table))
        self._scanner = Scanner(self._automaton)
        self._known_diagnosis: Diagnosis | None = None
        self._preferred: tuple[str, ...] = ()

    def check(
        self,
        document: Document,
        *,
        limits: Limits | None = None,
        identifiers: bool = False,
        positions: bool = False,
        observer: Observer | None = None,
    ) -> Checked:
        """Check a document: bytes, or a binary file from where it stands.

        With `identifiers`, an ID given twice and an IDREF without ID are faults. With
        `positions`, the place of each start tag is recorded. The observer is called with name
        and attributes of each start tag; the names are expanded, see `names`. Both cost time,
        the observer more, as does a file that cannot be read twice. Raises nothing because of
        what the document holds, only OSError where the file cannot be read, and what the
        observer raises.
        """
        limits = limits or Limits()
        self._automaton.pool.begin_document()
        if observer is None:
            scan = Scan(self._scanner, limits, identifiers)
            again = if_plainly_valid(scan, document)
            if again is not None:
                return Checked.valid(_places(again()) if positions else None)
        from edition.relaxng.reading import Check  # here: most documents are plainly valid

        check = Check(self._automaton, self._diagnosis, limits, identifiers)
        return check.run(document, positions, observer)

    def prefer(self, names: Iterable[str]) -> None:
        """Hold these elements and attributes for likelier than others, in this order.

        It decides only the order of what faults say could stand somewhere.
        """
        self._preferred = tuple(names)
        self._known_diagnosis = None

    @property
    def element_names(self) -> frozenset[str]:
        """The names of all elements that the schema lists."""
        return frozenset(map(universal, self._diagnosis().lexicon.elements))

    def attribute_types(self, element: str) -> dict[str, frozenset[str]]:
        """For each attribute that elements of a name may have, its datatypes, as in `{"anyURI"}`.

        The types of a list's tokens count too; an attribute of any text has none.
        """
        types: dict[str, frozenset[str]] = {}
        for number in self._diagnosis().lexicon.elements.get(from_universal(element), ()):
            for part in all_parts(self._automaton.pool.content_of(number)):
                if isinstance(part, Attribute):
                    found = frozenset(one.datatype.name for one in value_parts(part.value))
                    for name in map(universal, part.name_class.names):
                        types[name] = types.get(name, frozenset()) | found
        return types

    def _diagnosis(self) -> Diagnosis:
        if self._known_diagnosis is None:
            from edition.relaxng.lexicon import Lexicon
            from edition.relaxng.reporting import Diagnosis

            lexicon = Lexicon(self._automaton.pool.table, self._preferred)
            self._known_diagnosis = Diagnosis(self._automaton, lexicon)
        return self._known_diagnosis


def _places(document: Document) -> array[int]:
    from edition.relaxng.places import start_tag_places

    return start_tag_places(document)
