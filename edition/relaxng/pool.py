"""Where patterns are made, so that equal ones are one object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from edition.relaxng import table as kinds
from edition.relaxng.branching import Choice, Group, Interleave, OneOrMore
from edition.relaxng.names import NameClass, from_flat
from edition.relaxng.patterns import Attribute, Element, Empty, NotAllowed, Pattern, Text
from edition.relaxng.table import Node, Table
from edition.relaxng.values import Data, List, Value

if TYPE_CHECKING:
    from edition.relaxng.datatypes import Datatype

# Work is counted in patterns looked at.
MOST_WORK = 10_000_000
WORK_OF_STEP = 1_000

_Step = TypeVar("_Step", Element, Attribute)


class TooComplexError(Exception):
    """The schema makes one document more work than is reasonable."""


class Pool:
    """The patterns of one schema, made from its table as they are needed.

    `kept` is their number of members, all together. Any method may raise TooComplexError.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.not_allowed = NotAllowed()
        self.empty = Empty()
        self.text = Text()
        self._by_number: dict[int, Pattern] = {
            kinds.NOT_ALLOWED: self.not_allowed,
            kinds.EMPTY: self.empty,
            kinds.TEXT: self.text,
        }
        self.kept = 0
        self._work = 0
        self._elements: dict[int, Element] = {}
        self._classes: dict[int, NameClass] = {}
        self._datatypes: dict[int, Datatype] = {}
        self._choices: dict[frozenset[Pattern], Pattern] = {}
        self._groups: dict[tuple[Pattern, ...], Pattern] = {}
        self._interleaves: dict[tuple[Pattern, ...], Pattern] = {}
        self._repeated: dict[Pattern, Pattern] = {}

    def begin_document(self) -> None:
        """Forget how much work the documents before have made."""
        self._work = 0

    def begin_step(self) -> None:
        """Begin with the next tag, or token of a list: each may make some more work."""
        self._work = max(0, self._work - WORK_OF_STEP)

    def work(self, amount: int) -> None:
        """Count work; raises TooComplexError when it is more than a document may make."""
        self._work += amount
        if self._work > MOST_WORK:
            raise TooComplexError

    def forget(self) -> None:
        """Let go of all patterns but the elements: what is made later is equal, not the same."""
        self.kept = 0
        for kept in (self._choices, self._groups, self._interleaves, self._repeated):
            kept.clear()

    def start(self) -> Pattern:
        """What a document as a whole must match."""
        return self.pattern(self.table.start)

    def content_of(self, element: int) -> Pattern:
        """Attributes and content of an element, by its number in the table."""
        return self.pattern(self.table.elements[element][1])

    def element(self, number: int) -> Element:
        """An element by its number in the table."""
        if number not in self._elements:
            name_class = self.name_class(self.table.elements[number][0])
            self._elements[number] = Element(self, number, name_class)
        return self._elements[number]

    def name_class(self, number: int) -> NameClass:
        """A name class by its number in the table."""
        if number not in self._classes:
            self._classes[number] = from_flat(self.table.name_classes[number])
        return self._classes[number]

    def pattern(self, number: int) -> Pattern:
        """The pattern of a node of the table."""
        found = self._by_number.get(number)
        if found is None:
            found = self._by_number[number] = self._make(self.table.nodes[number])
        return found

    def choice(self, alternatives: Iterable[Pattern]) -> Pattern:
        """Any of the alternatives."""
        flat: dict[Pattern, None] = {}
        for one in alternatives:
            if isinstance(one, Choice):
                flat.update(dict.fromkeys(one.members))
            else:
                flat[one] = None
        flat.pop(self.not_allowed, None)
        if len(flat) < 2:
            return next(iter(flat), self.not_allowed)
        key = frozenset(flat)
        found = self._choices.get(key)
        self.work(len(flat))
        if found is None:
            self.kept += len(flat)
            found = self._choices[key] = self._new_choice(flat)
        return found

    def _new_choice(self, flat: dict[Pattern, None]) -> Pattern:
        if self.empty in flat and any(one.nullable and one is not self.empty for one in flat):
            return self.choice(one for one in flat if one is not self.empty)
        groups = [one for one in flat if isinstance(one, Group)]
        if len({group.members[1:] for group in groups}) == len(groups):
            return Choice(tuple(flat))
        return self.choice(self._with_merged_ends(flat))

    def _with_merged_ends(self, alternatives: Iterable[Pattern]) -> list[Pattern]:
        """The alternatives, with one group for those that differ in their first member only.

        Without this a few definitions that hold each other twice would grow without bound.
        """
        kept: list[Pattern] = []
        firsts: dict[tuple[Pattern, ...], list[Pattern]] = {}
        for one in alternatives:
            if isinstance(one, Group):
                firsts.setdefault(one.members[1:], []).append(one.members[0])
            else:
                kept.append(one)
        kept += (self.group((self.choice(heads), *end)) for end, heads in firsts.items())
        return kept

    def optional(self, pattern: Pattern) -> Pattern:
        """The pattern or nothing."""
        return pattern if pattern.nullable else self.choice((pattern, self.empty))

    def group(self, members: Iterable[Pattern]) -> Pattern:
        """The members in their order."""
        kept = [member for member in members if member is not self.empty]
        if self.not_allowed in kept:
            return self.not_allowed
        if len(kept) > 1 and kept[0] is self.text and kept[1].takes_text:
            del kept[0]
        if len(kept) < 2:
            return kept[0] if kept else self.empty
        key = tuple(kept)
        found = self._groups.get(key)
        self.work(len(key))
        if found is None:
            self.kept += len(key)
            found = self._groups[key] = Group(key)
        return found

    def interleave(self, members: Iterable[Pattern]) -> Pattern:
        """The members in any order and mingled."""
        kept = [member for member in members if member is not self.empty]
        if self.not_allowed in kept:
            return self.not_allowed
        if len(kept) < 2:
            return kept[0] if kept else self.empty
        key = tuple(kept)
        found = self._interleaves.get(key)
        self.work(len(key))
        if found is None:
            self.kept += len(key)
            found = self._interleaves[key] = Interleave(key)
        return found

    def one_or_more(self, repeated: Pattern) -> Pattern:
        """The pattern once or several times."""
        if repeated in (self.not_allowed, self.empty, self.text):
            return repeated
        found = self._repeated.get(repeated)
        if found is None:
            found = self._repeated[repeated] = OneOrMore(repeated)
        return found

    def united(self, steps: Sequence[Mapping[_Step, Pattern]]) -> Mapping[_Step, Pattern]:
        """What several ways leave after the same element or attribute is a choice of all."""
        if len(steps) == 1:
            return steps[0]
        ways: dict[_Step, list[Pattern]] = {}
        for found in steps:
            for step, rest in found.items():
                ways.setdefault(step, []).append(rest)
        return {step: self.choice(rests) for step, rests in ways.items()}

    def _make(self, node: Node) -> Pattern:
        kind = node[0]
        match kind:
            case kinds.CHOICE:
                return self.choice(map(self.pattern, node[1:]))
            case kinds.GROUP:
                return self.group(map(self.pattern, node[1:]))
            case kinds.INTERLEAVE:
                return self.interleave(map(self.pattern, node[1:]))
            case kinds.ELEMENT:
                return self.element(node[1])
            case kinds.ATTRIBUTE:
                return Attribute(self, self.name_class(node[1]), node[2])
            case kinds.ONE_OR_MORE:
                return self.one_or_more(self.pattern(node[1]))
        return self._make_value(node)

    def _make_value(self, node: Node) -> Pattern:
        kind = node[0]
        if kind == kinds.LIST:
            return List(self.pattern(node[1]))
        if kind == kinds.DATA:
            excepted = None if node[2] < 0 else self.pattern(node[2])
            return Data(self._datatype(node[1]), excepted)
        datatype, value, namespaces = self.table.values[node[1]]
        return Value(self._datatype(datatype), value, namespaces)

    def _datatype(self, number: int) -> Datatype:
        found = self._datatypes.get(number)
        if found is None:
            from edition.relaxng.datatypes import datatype

            library, name, parameters = self.table.datatypes[number]
            pairs = tuple((facet, value) for facet, value in parameters)  # lists, if from a cache
            found = self._datatypes[number] = datatype(library, name, pairs)
        return found
