"""Location paths, such as those of citeStructure and cRefPattern, followed in linear time.

Only the part of XPath that names elements is read: `/` and `//`, names with or without prefix, `*`,
and predicates of `@name`, `@name='value'`, `name`, `self::name`, `not()`, `and`, `or` and brackets.
A path is the document's own, and XPath itself can be made to run for ever: what is not read here is
left undecided. A value with `$1` in it stands for any value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from edition.surroundings import Surroundings
from edition.tei import XML_ID, XML_LANG, Element, local_name

_LONGEST = 2_000
_DEEPEST = 20
_MOST_TESTS = 60
_TOKEN = re.compile(
    r"""\s*((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*|'[^']*'|"[^"]*"|//|::|[/.*@=()\[\]])\s*"""
)
_NAME = re.compile(r"[A-Za-z_*]")
_GROUP = re.compile(r"\$\d")
_XML = {"xml:id": XML_ID, "xml:lang": XML_LANG}

Condition: TypeAlias = Callable[[Element], bool]


class UndecidedError(ValueError):
    """A path that uses more of XPath than is read here."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: down one level, or any number of levels, to elements that fulfil conditions."""

    to_any_depth: bool
    name: str
    conditions: tuple[Condition, ...] = ()

    def ends(self, starts: list[Element]) -> list[Element]:
        """The elements to which the step leads from any of its starts, each once."""
        tag = "*" if self.name == "*" else f"{{*}}{self.name}"
        if self.to_any_depth:
            found = (e for start in _outermost(starts) for e in start.iterdescendants(tag))
        else:
            found = (child for start in starts for child in start.iterchildren(tag))
        return [element for element in found if self.fits(element)]

    def fits(self, element: Element) -> bool:
        """Whether an element of the step's name fulfils its conditions."""
        return all(condition(element) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class LocationPath:
    """A location path; an absolute one begins at the root."""

    is_absolute: bool
    steps: tuple[Step, ...]

    def find(self, starts: Iterable[Element], root: Element) -> list[Element]:
        """The elements to which the path leads from the starts, or, if absolute, from the root."""
        found = list(starts)
        steps = self.steps
        if self.is_absolute:
            found, steps = _from_root(root, steps[0]), steps[1:]
        for step in steps:
            found = step.ends(found)
        return found


@dataclass(frozen=True, slots=True)
class _Named:
    """`self::name`."""

    name: str

    def __call__(self, element: Element) -> bool:
        return local_name(element) == self.name


@dataclass(frozen=True, slots=True)
class _OneOf:
    """`self::name or self::name ...`, looked up at once."""

    names: frozenset[str]

    def __call__(self, element: Element) -> bool:
        return local_name(element) in self.names


def read_path(written: str) -> LocationPath:
    """The path that a text writes; raises UndecidedError for what is not read here."""
    return _Reader(_tokens(written)).path()


def _tokens(written: str) -> list[str]:
    tokens: list[str] = []
    position = 0
    if len(written) > _LONGEST:
        raise UndecidedError
    while position < len(written):
        found = _TOKEN.match(written, position)
        if found is None:
            raise UndecidedError
        tokens.append(found[1])
        position = found.end()
    return tokens


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0
        self._tests = 0

    def path(self) -> LocationPath:
        starts_here = self._take(".")
        to_any_depth = self._take("//")
        absolute = (to_any_depth or self._take("/")) and not starts_here
        steps = [self._step(to_any_depth)]
        while self._next < len(self._tokens):
            to_any_depth = self._take("//")
            if not to_any_depth:
                self._demand("/")
            steps.append(self._step(to_any_depth))
        return LocationPath(absolute, tuple(steps))

    def _step(self, to_any_depth: bool) -> Step:
        name = self._name()
        conditions: list[Condition] = []
        while self._take("["):
            conditions.append(self._either())
            self._demand("]")
        return Step(to_any_depth, name, tuple(conditions))

    def _either(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UndecidedError
        choices = [self._both()]
        while self._take("or"):
            choices.append(self._both())
        self._depth -= 1
        names = [choice.name for choice in choices if isinstance(choice, _Named)]
        if len(names) == len(choices):
            return _OneOf(frozenset(names))
        return lambda element: any(choice(element) for choice in choices)

    def _both(self) -> Condition:
        parts = [self._single()]
        while self._take("and"):
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else lambda element: all(one(element) for one in parts)

    def _single(self) -> Condition:
        self._tests += 1
        if self._tests > _MOST_TESTS:
            raise UndecidedError
        if self._take("@"):
            return self._attribute()
        if self._take("("):
            return self._bracketed()
        name = self._name()
        if name == "not" and self._take("("):
            denied = self._bracketed()
            return lambda element: not denied(element)
        if name == "self" and self._take("::"):
            return _Named(self._name())
        return lambda element: any(local_name(child) == name for child in element)

    def _bracketed(self) -> Condition:
        condition = self._either()
        self._demand(")")
        return condition

    def _attribute(self) -> Condition:
        written = self._token()
        name = _XML.get(written, written)
        if not self._take("="):
            return lambda element: element.get(name) is not None
        text = self._token()
        if text[:1] not in {"'", '"'}:
            raise UndecidedError
        value = text[1:-1]
        if _GROUP.search(value):
            return lambda element: element.get(name) is not None
        return lambda element: element.get(name) == value

    def _name(self) -> str:
        token = self._token()
        if not _NAME.match(token):
            raise UndecidedError
        return token.rpartition(":")[2]

    def _token(self) -> str:
        if self._next >= len(self._tokens):
            raise UndecidedError
        self._next += 1
        return self._tokens[self._next - 1]

    def _take(self, sign: str) -> bool:
        there = self._next < len(self._tokens) and self._tokens[self._next] == sign
        self._next += there
        return there

    def _demand(self, sign: str) -> None:
        if not self._take(sign):
            raise UndecidedError


def _from_root(root: Element, first: Step) -> list[Element]:
    """The elements to which the first step of an absolute path leads: the root is one of them."""
    below = first.ends([root]) if first.to_any_depth else []
    named = first.name in {"*", local_name(root)}
    return [root, *below] if named and first.fits(root) else below


def _outermost(elements: list[Element]) -> list[Element]:
    """Those of the elements that stand in no other of them."""
    starts = set(elements)
    inside = Surroundings(starts.__contains__)
    return [element for element in elements if inside.nearest(element) is None]
