"""What a schema knows, for the sake of messages: its names, and which are near to which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from edition.relaxng.names import XML_NAMESPACE, from_flat, namespace_and_local, universal
from edition.relaxng.table import ATTRIBUTE, DATA, ELEMENT, TEXT, Table, parts

FAR = 1_000
NO_PREFIXES: Mapping[str, str] = {}

_Numbers: TypeAlias = "frozenset[int]"


class Lexicon:
    """The elements and attributes of a schema by name.

    `elements` gives the numbers of the elements of a name. `preferred` are printed names that
    the caller holds for likelier than others, in that order.
    """

    def __init__(self, table: Table, preferred: Iterable[str] = ()) -> None:
        self._table = table
        self._listed = [from_flat(flat).names for flat in table.name_classes]
        self._leaves: dict[int, _Numbers] = {}
        self._children: dict[int, frozenset[str]] = {}
        self._ranks = {name: rank for rank, name in enumerate(preferred)}
        self._prefixes = {**table.prefixes, XML_NAMESPACE: "xml"}
        self._spread: Counter[str] = Counter()
        self._attribute_spread: Counter[str] = Counter()
        self.elements: dict[str, list[int]] = {}
        for number in table.used:
            for name in self._listed[table.elements[number][0]]:
                self.elements.setdefault(name, []).append(number)
        self._main = self._main_namespace()

    def printed(self, name: str, prefixes: Mapping[str, str] = NO_PREFIXES) -> str:
        """A name for people: without prefix in the schema's main namespace or in none.

        In another it has the schema's prefix, or that of the document, or the namespace.
        """
        namespace, local = namespace_and_local(name)
        if not namespace or namespace == self._main:
            return local
        prefix = self._prefixes.get(namespace) or prefixes.get(namespace)
        return f"{prefix}:{local}" if prefix else universal(name)

    def children(self, element: int) -> frozenset[str]:
        """The names of elements that may stand in an element, wherever in it."""
        if element not in self._children:
            elements = [node[1] for node in self._leaf_nodes(element) if node[0] == ELEMENT]
            classes = {self._table.elements[number][0] for number in elements}
            names = frozenset(name for number in classes for name in self._listed[number])
            self._children[element] = names
        return self._children[element]

    def attributes(self, element: int) -> frozenset[str]:
        """The names of the attributes that an element may have."""
        classes = {node[1] for node in self._leaf_nodes(element) if node[0] == ATTRIBUTE}
        return frozenset(name for number in classes for name in self._listed[number])

    def takes_text(self, element: int) -> bool:
        """Whether text may stand in an element."""
        return any(node[0] in (TEXT, DATA) for node in self._leaf_nodes(element))

    def knows_attribute(self, name: str) -> bool:
        """Whether any element may have an attribute of that name."""
        self._count()
        return name in self._attribute_spread

    def elements_in_order(
        self, names: Iterable[str], written: str = "", required: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """Names of elements in order of likelihood.

        First those like what was written, then the required, then the preferred, then those
        that stand in few elements.
        """
        self._count()
        return self._in_order(names, written, required, self._spread)

    def attributes_in_order(
        self, names: Iterable[str], written: str = "", required: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """Names of attributes in order of likelihood, see `elements_in_order`."""
        self._count()
        return self._in_order(names, written, required, self._attribute_spread)

    def _in_order(
        self, names: Iterable[str], written: str, required: Iterable[str], spread: Counter[str]
    ) -> tuple[str, ...]:
        needed = frozenset(required)

        def key(name: str) -> tuple[bool, int, int, str]:
            rank = self._ranks.get(self.printed(name), len(self._ranks))
            return name not in needed, rank, spread[name], name

        ordered = sorted(names, key=key)
        local = namespace_and_local(written)[1]
        return tuple(
            sorted(ordered, key=lambda name: nearness(local, namespace_and_local(name)[1]))
        )

    def _count(self) -> None:
        if not self._spread:
            for number in self._table.used:
                self._spread.update(self.children(number))
                self._attribute_spread.update(self.attributes(number))

    def _leaf_nodes(self, element: int) -> list[tuple[int, ...]]:
        content = self._table.elements[element][1]
        return [self._table.nodes[number] for number in self._leaves_of(content)]

    def _leaves_of(self, number: int) -> _Numbers:
        """The numbers of the nodes in a node that consist of no others, and of its attributes."""
        if number not in self._leaves:
            node = self._table.nodes[number]
            inner = () if node[0] == ATTRIBUTE else parts(node)
            leaves = (self._leaves_of(part) for part in inner)
            self._leaves[number] = frozenset().union(*leaves) if inner else frozenset([number])
        return self._leaves[number]

    def _main_namespace(self) -> str:
        counts = Counter(namespace_and_local(name)[0] for name in self.elements)
        return counts.most_common(1)[0][0] if counts else ""


def is_near(written: str, meant: str) -> bool:
    """Whether one local name is probably a slip for the other."""
    return nearness(written, meant) < FAR


def nearness(written: str, meant: str) -> int:
    """The number of slips between two names; FAR where they are not alike.

    Names that differ in case alone are nearest.
    """
    written, meant = written.lower(), meant.lower()
    most = min(len(written), len(meant)) // 3
    if abs(len(written) - len(meant)) > most or len(set(meant) - set(written)) > most:
        return FAR
    slips = _distance(written, meant)
    return slips if slips <= most else FAR


def _distance(one: str, other: str) -> int:
    """Letters to insert, remove, replace or swap with their neighbour to turn one into other."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, wanted in enumerate(other, 1):
            best = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and one[row - 2] == wanted and letter == other[column - 2]:
                best = min(best, before_last[column - 2] + 1)
            current.append(best)
        before_last, last = last, current
    return last[-1]
