"""A schema, ready to check documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from edition.relaxng.automaton import Automaton
from edition.relaxng.checking import Check, Checked, Observer, rewinding
from edition.relaxng.feeding import Document
from edition.relaxng.limits import Limits
from edition.relaxng.names import universal
from edition.relaxng.patterns import Attribute, all_parts
from edition.relaxng.pieces import Pieces
from edition.relaxng.pool import Pool
from edition.relaxng.scanning import Scan, Scanner
from edition.relaxng.table import Table
from edition.relaxng.values import value_parts

if TYPE_CHECKING:
    from edition.relaxng.reporting import Diagnosis


class Schema:
    """A compiled schema. What it works out for one document it keeps, within bounds, for others.

    Names that it takes and gives are universal: `{namespace}local`, as in lxml.
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
        and attributes of each start tag; the names are expanded, see `names`. Faults have a
        path only if the file can be read twice. Raises nothing because of what the document
        holds, only OSError where the file cannot be read.
        """
        limits = limits or Limits()
        if (
            not positions
            and observer is None
            and self._is_plainly_valid(document, limits, identifiers)
        ):
            return Checked.valid()
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
        for name, numbers in self._diagnosis().lexicon.elements.items():
            if universal(name) == element:
                for number in numbers:
                    self._add_types(number, types)
        return types

    def _is_plainly_valid(self, document: Document, limits: Limits, identifiers: bool) -> bool:
        again = rewinding(document)
        if again is None:
            return False
        if Scan(self._scanner, limits, identifiers).finds_valid(Pieces(document)):
            return True
        again()
        return False

    def _add_types(self, element: int, types: dict[str, frozenset[str]]) -> None:
        for part in all_parts(self._automaton.pool.content_of(element)):
            if isinstance(part, Attribute):
                found = frozenset(one.datatype.name for one in value_parts(part.value))
                for attribute in map(universal, part.name_class.names):
                    types[attribute] = types.get(attribute, frozenset()) | found

    def _diagnosis(self) -> Diagnosis:
        if self._known_diagnosis is None:
            from edition.relaxng.lexicon import Lexicon
            from edition.relaxng.reporting import Diagnosis

            lexicon = Lexicon(self._automaton.pool.table, self._preferred)
            self._known_diagnosis = Diagnosis(self._automaton, lexicon)
        return self._known_diagnosis
