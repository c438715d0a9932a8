"""Patterns of values: of attributes, and of elements that hold nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from edition.relaxng.patterns import Pattern, TextWalk, all_parts

if TYPE_CHECKING:
    from edition.relaxng.datatypes import Datatype


def tokens(text: str) -> list[str]:
    """The tokens of a list: what stands between white space of XML, which has no other kinds."""
    for other in "\t\n\r":
        text = text.replace(other, " ")
    return [token for token in text.split(" ") if token]


class Data(Pattern):
    """A value of a datatype that the excepted pattern does not match."""

    __slots__ = ("datatype", "excepted")

    def __init__(self, datatype: Datatype, excepted: Pattern | None) -> None:
        super().__init__()
        self.datatype = datatype
        self.excepted = excepted
        self.has_values = True

    def after_text(self, walk: TextWalk) -> Pattern:
        allowed = self.datatype.allows(walk.text, walk.namespaces)
        if allowed and self.excepted is not None:
            allowed = not walk.of(self.excepted).nullable
        return walk.pool.empty if allowed else walk.pool.not_allowed


class Value(Pattern):
    """One value of a datatype."""

    __slots__ = ("datatype", "namespaces", "value")

    def __init__(self, datatype: Datatype, value: str, namespaces: Mapping[str, str]) -> None:
        super().__init__()
        self.datatype = datatype
        self.value = value
        self.namespaces = namespaces
        self.has_values = True

    def after_text(self, walk: TextWalk) -> Pattern:
        equal = self.datatype.allows(walk.text, walk.namespaces) and self.datatype.equal(
            self.value, walk.text, self.namespaces, walk.namespaces
        )
        return walk.pool.empty if equal else walk.pool.not_allowed


class List(Pattern):
    """White-space separated tokens, each of them a text of the pattern inside."""

    __slots__ = ("tokens",)

    def __init__(self, tokens: Pattern) -> None:
        super().__init__()
        self.tokens = tokens
        self.has_values = True

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
