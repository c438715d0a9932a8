"""Patterns of values: of attributes, and of elements that hold nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from edition.relaxng.branching import Choice, OneOrMore
from edition.relaxng.patterns import Empty, Pattern, TextWalk, all_parts

if TYPE_CHECKING:
    from edition.relaxng.datatypes import Datatype

Test: TypeAlias = "Callable[[str, Mapping[str, str]], bool]"


def tokens(text: str) -> list[str]:
    """The tokens of a list: what stands between white space of XML, which has no other kinds."""
    for other in "\t\n\r":
        text = text.replace(other, " ")
    return [token for token in text.split(" ") if token]


class Data(Pattern):
    """A value of a datatype that the excepted pattern does not match."""

    __slots__ = ("datatype", "excepted")
    has_values = True

    def __init__(self, datatype: Datatype, excepted: Pattern | None) -> None:
        super().__init__()
        self.datatype = datatype
        self.excepted = excepted

    def after_text(self, walk: TextWalk) -> Pattern:
        allowed = self.datatype.allows(walk.text, walk.namespaces)
        if allowed and self.excepted is not None:
            allowed = not walk.of(self.excepted).nullable
        return walk.pool.empty if allowed else walk.pool.not_allowed


class Value(Pattern):
    """One value of a datatype."""

    __slots__ = ("datatype", "namespaces", "value")
    has_values = True

    def __init__(self, datatype: Datatype, value: str, namespaces: Mapping[str, str]) -> None:
        super().__init__()
        self.datatype = datatype
        self.value = value
        self.namespaces = namespaces

    def after_text(self, walk: TextWalk) -> Pattern:
        is_it = self.is_it(walk.text, walk.namespaces)
        return walk.pool.empty if is_it else walk.pool.not_allowed

    def is_it(self, text: str, namespaces: Mapping[str, str]) -> bool:
        """Whether a text stands for the value."""
        return self.datatype.allows(text, namespaces) and self.datatype.equal(
            self.value, text, self.namespaces, namespaces
        )


class List(Pattern):
    """White-space separated tokens, each of them a text of the pattern inside."""

    __slots__ = ("tokens",)
    has_values = True

    def __init__(self, tokens: Pattern) -> None:
        super().__init__()
        self.tokens = tokens

    def inner(self) -> tuple[Pattern, ...]:
        return (self.tokens,)

    def after_text(self, walk: TextWalk) -> Pattern:
        left = self.tokens
        for token in tokens(walk.text):
            walk.pool.begin_step()
            left = TextWalk(walk.pool, token, walk.namespaces).of(left)
            if left is walk.pool.not_allowed:
                break
        return walk.pool.empty if left.nullable else walk.pool.not_allowed


def value_parts(pattern: Pattern) -> list[Data | Value]:
    """The data and values in a pattern, in its order; those that are excepted do not count."""
    return [part for part in all_parts(pattern) if isinstance(part, Data | Value)]


def test_of(pattern: Pattern) -> Test | None:
    """What says of a text that is not blank whether it matches, without following the pattern.

    None where that cannot be done. A walk says the same of every text.
    """
    if isinstance(pattern, Data):
        return pattern.datatype.allows if pattern.excepted is None else None
    if isinstance(pattern, Value):
        return pattern.is_it
    if isinstance(pattern, Choice):
        return _any_of([test_of(one) for one in pattern.members if not isinstance(one, Empty)])
    if isinstance(pattern, List):
        return _each_of(pattern.tokens)
    return None


def _any_of(tests: list[Test | None]) -> Test | None:
    found = [test for test in tests if test is not None]
    if len(found) < len(tests):
        return None
    return lambda text, namespaces: any(test(text, namespaces) for test in found)


def _each_of(pattern: Pattern) -> Test | None:
    """The test of a list of one or more texts of the same kind."""
    if isinstance(pattern, Choice):
        members = [one for one in pattern.members if not isinstance(one, Empty)]
        pattern = members[0] if len(members) == 1 else pattern
    if not isinstance(pattern, OneOrMore):
        return None
    test = test_of(pattern.repeated)
    if test is None:
        return None
    good = test
    return lambda text, namespaces: all(good(token, namespaces) for token in tokens(text))
