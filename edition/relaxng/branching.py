"""Patterns that are made of others: repeated, chosen, in order, mingled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from edition.relaxng.patterns import (
    NO_NAMES,
    Attribute,
    AttributeWalk,
    Compound,
    Element,
    ElementWalk,
    Names,
    Pattern,
    TextWalk,
)

if TYPE_CHECKING:
    from edition.relaxng.pool import Pool

WORTH_AN_INDEX = 10


class OneOrMore(Compound):
    """The same once or several times."""

    __slots__ = ("nullable", "repeated", "takes_text")

    def __init__(self, repeated: Pattern) -> None:
        super().__init__((repeated,))
        self.repeated = repeated
        self.nullable = repeated.nullable
        among = repeated.members if isinstance(repeated, Choice) else (repeated,)
        self.takes_text = any(member.takes_text for member in among)

    def inner(self) -> tuple[Pattern, ...]:
        return (self.repeated,)

    def after_element(self, walk: ElementWalk) -> Mapping[Element, Pattern]:
        again = walk.pool.optional(self)
        steps = walk.of(self.repeated)
        return {element: walk.pool.group((rest, again)) for element, rest in steps.items()}

    def after_attribute(self, walk: AttributeWalk) -> Mapping[Attribute, Pattern]:
        again = walk.pool.optional(self)
        steps = walk.of(self.repeated)
        return {attribute: walk.pool.group((rest, again)) for attribute, rest in steps.items()}

    def after_text(self, walk: TextWalk) -> Pattern:
        return walk.pool.group((walk.of(self.repeated), walk.pool.optional(self)))

    def _find_first_names(self) -> Names:
        return self.repeated.first_names()

    def _find_attribute_names(self) -> Names:
        return self.repeated.attribute_names()

    def _close(self, pool: Pool) -> Pattern:
        return pool.one_or_more(self.repeated.closed(pool))


class Branching(Compound):
    """A pattern of several members."""

    __slots__ = ("members", "nullable", "takes_text")

    def __init__(self, members: tuple[Pattern, ...]) -> None:
        super().__init__(members)
        self.members = members

    def inner(self) -> tuple[Pattern, ...]:
        return self.members

    def _find_first_names(self) -> Names:
        return NO_NAMES.union(*(member.first_names() for member in self.members))

    def _find_attribute_names(self) -> Names:
        return NO_NAMES.union(*(member.attribute_names() for member in self.members))


class Choice(Branching):
    """One of the members."""

    __slots__ = ("_by_name", "_searches")

    def __init__(self, members: tuple[Pattern, ...]) -> None:
        super().__init__(members)
        self.nullable = True in [member.nullable for member in members]
        self.takes_text = False not in [member.takes_text for member in members]
        self._searches = 0
        self._by_name: dict[str | None, list[Pattern]] = {}

    def beginning_with(self, name: str) -> list[Pattern]:
        """The members that an element of that name may begin."""
        if self._searches < WORTH_AN_INDEX:
            self._searches += 1
            return [member for member in self.members if member.may_begin_with(name)]
        if not self._by_name:
            for member in self.members:
                for first in member.first_names():
                    self._by_name.setdefault(first, []).append(member)
        named, open_ones = self._by_name.get(name, []), self._by_name.get(None, [])
        return list(dict.fromkeys(named + open_ones)) if open_ones else named

    def after_element(self, walk: ElementWalk) -> Mapping[Element, Pattern]:
        members = self.beginning_with(walk.name)
        return walk.pool.united([walk.of(member) for member in members])

    def after_attribute(self, walk: AttributeWalk) -> Mapping[Attribute, Pattern]:
        return walk.pool.united([walk.of(member) for member in self.members])

    def after_text(self, walk: TextWalk) -> Pattern:
        return walk.pool.choice(walk.of(member) for member in self.members)

    def _close(self, pool: Pool) -> Pattern:
        return pool.choice(member.closed(pool) for member in self.members)


class Group(Branching):
    """The members in their order."""

    __slots__ = ()

    def __init__(self, members: tuple[Pattern, ...]) -> None:
        super().__init__(members)
        self.nullable = all(member.nullable for member in members)
        self.takes_text = members[0].takes_text

    def after_element(self, walk: ElementWalk) -> Mapping[Element, Pattern]:
        steps = []
        for position, member in enumerate(self.members):
            found = walk.of(member)
            if found:
                following = self.members[position + 1 :]
                steps.append({e: walk.pool.group((rest, *following)) for e, rest in found.items()})
            if not member.nullable:
                break
        return walk.pool.united(steps)

    def after_attribute(self, walk: AttributeWalk) -> Mapping[Attribute, Pattern]:
        steps = []
        for position, member in enumerate(self.members):
            found = walk.of(member)
            if found:
                before, following = self.members[:position], self.members[position + 1 :]
                steps.append(
                    {a: walk.pool.group((*before, r, *following)) for a, r in found.items()}
                )
        return walk.pool.united(steps)

    def after_text(self, walk: TextWalk) -> Pattern:
        left = []
        for position, member in enumerate(self.members):
            rest = walk.of(member)
            if rest is not walk.pool.not_allowed:
                left.append(walk.pool.group((rest, *self.members[position + 1 :])))
            if not member.nullable:
                break
        return walk.pool.choice(left)

    def _find_first_names(self) -> Names:
        names: set[str | None] = set()
        for member in self.members:
            names.update(member.first_names())
            if not member.nullable:
                break
        return frozenset(names)

    def _close(self, pool: Pool) -> Pattern:
        return pool.group(member.closed(pool) for member in self.members)


class Interleave(Branching):
    """The members in any order and mingled."""

    __slots__ = ()

    def __init__(self, members: tuple[Pattern, ...]) -> None:
        super().__init__(members)
        self.nullable = all(member.nullable for member in members)
        self.takes_text = any(member.takes_text for member in members)

    def after_element(self, walk: ElementWalk) -> Mapping[Element, Pattern]:
        steps = []
        for position, member in enumerate(self.members):
            found = walk.of(member)
            if found:
                steps.append({e: self._replaced(walk.pool, position, r) for e, r in found.items()})
        return walk.pool.united(steps)

    def after_attribute(self, walk: AttributeWalk) -> Mapping[Attribute, Pattern]:
        steps = []
        for position, member in enumerate(self.members):
            found = walk.of(member)
            if found:
                steps.append({a: self._replaced(walk.pool, position, r) for a, r in found.items()})
        return walk.pool.united(steps)

    def after_text(self, walk: TextWalk) -> Pattern:
        rests = [(position, walk.of(member)) for position, member in enumerate(self.members)]
        return walk.pool.choice(
            self._replaced(walk.pool, position, rest)
            for position, rest in rests
            if rest is not walk.pool.not_allowed
        )

    def _replaced(self, pool: Pool, position: int, by: Pattern) -> Pattern:
        before, following = self.members[:position], self.members[position + 1 :]
        return pool.interleave((*before, by, *following))

    def _close(self, pool: Pool) -> Pattern:
        return pool.interleave(member.closed(pool) for member in self.members)
