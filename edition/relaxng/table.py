"""A schema in simple form (section 4 of the specification) as one flat table.

A node is a tuple of a kind and numbers; equal nodes are one node. Content of an element is
reached through its number only, so the table has no cycles but those through elements.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeAlias

from edition.relaxng.names import FlatNameClass

Node: TypeAlias = tuple[int, ...]

(
    NOT_ALLOWED,  # (kind,)
    EMPTY,  # (kind,)
    TEXT,  # (kind,)
    CHOICE,  # (kind, node, ...)
    GROUP,  # (kind, node, ...)
    INTERLEAVE,  # (kind, node, ...)
    ONE_OR_MORE,  # (kind, node)
    LIST,  # (kind, node)
    DATA,  # (kind, datatype, node excepted or -1)
    VALUE,  # (kind, value)
    ATTRIBUTE,  # (kind, name class, node)
    ELEMENT,  # (kind, element)
) = range(12)

BRANCHING = frozenset({CHOICE, GROUP, INTERLEAVE})


class Nodes(Protocol):
    """Nodes by number."""

    def __getitem__(self, number: int, /) -> Node:
        """The node of a number."""
        ...

    def __len__(self) -> int:
        """How many there are."""
        ...


FlatDatatype: TypeAlias = tuple[str, str, tuple[tuple[str, str], ...]]  # library, name, params
FlatValue: TypeAlias = tuple[int, str, dict[str, str]]  # datatype, value, namespaces


class Table:
    """Nodes, and what they point to by number.

    `elements` holds name class and content node of each element, `start` the node that the
    document as a whole must match, `used` the numbers of the elements that can occur at all,
    `prefixes` the prefix that the schema's author gave to a
    namespace.
    """

    __slots__ = (
        "datatypes",
        "elements",
        "name_classes",
        "nodes",
        "prefixes",
        "start",
        "used",
        "values",
    )

    def __init__(self) -> None:
        self.nodes: Nodes = ()
        self.elements: list[tuple[int, int]] = []
        self.name_classes: list[FlatNameClass] = []
        self.datatypes: list[FlatDatatype] = []
        self.values: list[FlatValue] = []
        self.prefixes: dict[str, str] = {}
        self.start = NOT_ALLOWED
        self.used: list[int] = []


def parts(node: Node) -> Node:
    """The numbers of the nodes that a node consists of; content of elements is not among them."""
    kind = node[0]
    if kind in BRANCHING or kind in (ONE_OR_MORE, LIST):
        return node[1:]
    if kind == ATTRIBUTE:
        return node[2:]
    if kind == DATA and node[2] >= 0:
        return node[2:]
    return ()


def used_elements(table: Table) -> list[int]:
    """The numbers of the elements that can be reached from the start, in ascending order."""
    waiting = [table.start]
    seen: set[int] = set()
    found: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        node = table.nodes[number]
        waiting += parts(node)
        if node[0] == ELEMENT:
            found.add(node[1])
            waiting.append(table.elements[node[1]][1])
    return sorted(found)


class TableBuilder:
    """Makes a table; each method returns the number of a node.

    `notAllowed` and `empty` are propagated (sections 4.20 and 4.21) as nodes are made.
    """

    def __init__(self) -> None:
        self.table = Table()
        self._nodes: list[Node] = [(NOT_ALLOWED,), (EMPTY,), (TEXT,)]
        self._numbers = {node: number for number, node in enumerate(self._nodes)}
        self.table.nodes = self._nodes
        self._name_classes: dict[str, int] = {}
        self._datatypes: dict[FlatDatatype, int] = {}
        self._values: dict[tuple[int, str, tuple[tuple[str, str], ...]], int] = {}

    def choice(self, alternatives: Iterable[int]) -> int:
        """Any of the alternatives."""
        flat: dict[int, None] = {}
        for number in alternatives:
            node = self.table.nodes[number]
            flat.update(dict.fromkeys(node[1:] if node[0] == CHOICE else [number]))
        flat.pop(NOT_ALLOWED, None)
        if len(flat) < 2:
            return next(iter(flat), NOT_ALLOWED)
        return self._number((CHOICE, *flat))

    def group(self, members: Iterable[int]) -> int:
        """The members in their order."""
        return self._joined(GROUP, members)

    def interleave(self, members: Iterable[int]) -> int:
        """The members in any order and mingled."""
        return self._joined(INTERLEAVE, members)

    def one_or_more(self, repeated: int) -> int:
        """The node once or several times."""
        return self._unless_trivial(ONE_OR_MORE, repeated)

    def list_of(self, tokens: int) -> int:
        """White-space separated tokens."""
        return tokens if tokens == NOT_ALLOWED else self._number((LIST, tokens))

    def attribute(self, name_class: int, value: int) -> int:
        """An attribute."""
        return value if value == NOT_ALLOWED else self._number((ATTRIBUTE, name_class, value))

    def element(self, number: int) -> int:
        """An element by its number, see `new_element`."""
        return self._number((ELEMENT, number))

    def data(self, datatype: int, excepted: int) -> int:
        """A value of a datatype; `excepted` may be NOT_ALLOWED for nothing."""
        return self._number((DATA, datatype, -1 if excepted == NOT_ALLOWED else excepted))

    def value(self, datatype: int, value: str, namespaces: dict[str, str]) -> int:
        """One value of a datatype."""
        key = (datatype, value, tuple(sorted(namespaces.items())))
        if key not in self._values:
            self._values[key] = len(self.table.values)
            self.table.values.append((datatype, value, namespaces))
        return self._number((VALUE, self._values[key]))

    def new_element(self, name_class: int) -> int:
        """The number of a new element, whose content is given later."""
        self.table.elements.append((name_class, NOT_ALLOWED))
        return len(self.table.elements) - 1

    def set_content(self, element: int, content: int) -> None:
        """Give an element its content."""
        self.table.elements[element] = (self.table.elements[element][0], content)

    def name_class(self, flat: FlatNameClass) -> int:
        """The number of a name class."""
        key = repr(flat)
        if key not in self._name_classes:
            self._name_classes[key] = len(self.table.name_classes)
            self.table.name_classes.append(flat)
        return self._name_classes[key]

    def datatype(self, flat: FlatDatatype) -> int:
        """The number of a datatype."""
        if flat not in self._datatypes:
            self._datatypes[flat] = len(self.table.datatypes)
            self.table.datatypes.append(flat)
        return self._datatypes[flat]

    def _joined(self, kind: int, members: Iterable[int]) -> int:
        kept = [number for number in members if number != EMPTY]
        if NOT_ALLOWED in kept:
            return NOT_ALLOWED
        if len(kept) < 2:
            return kept[0] if kept else EMPTY
        return self._number((kind, *kept))

    def _unless_trivial(self, kind: int, inner: int) -> int:
        return inner if inner in (NOT_ALLOWED, EMPTY) else self._number((kind, inner))

    def _number(self, node: Node) -> int:
        if node not in self._numbers:
            self._numbers[node] = len(self._nodes)
            self._nodes.append(node)
        return self._numbers[node]
