"""A RELAX NG grammar read as plainly as our own needs it, and random documents that it allows.

It knows the patterns that edition/schema uses and stops at any other, so that the schema cannot
grow past what these documents prove.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain
from math import inf
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from strategies import CHARACTERS

from edition.tei import XML_NAMESPACE, Element, append_text, local_name, root, sub

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_NAMED = ("element", "attribute")
_ONCE = ("ref", "group")
_TIMES = {"optional": (0, 1), "zeroOrMore": (0, 3), "oneOrMore": (1, 3)}
_TEXTS = ["", " ", "\n", "word", "two words ", "é “x” – & < >", "Ω ж 中 \U00010400", "1"]
_LANGUAGES = ["en", "fr", "grc", "ru-Latn", "sr-Cyrl-RS", "x-invented"]
_LARGE = 150
_CURIOUS = 0.8

Place = tuple[Element, Element]
Vocabulary = dict[str, dict[str, Set[str] | None]]


@dataclass(frozen=True)
class Grammar:
    """The patterns by their names in the grammar; the start under the empty name."""

    defined: dict[str, list[Element]]

    def within(self, pattern: Element) -> list[Element]:
        """The patterns of which one is made; of a reference those that it names."""
        return self.defined[pattern.get("name", "")] if sort(pattern) == "ref" else list(pattern)

    def outermost(self, patterns: Iterable[Element]) -> Iterator[Element]:
        """The element and attribute patterns that stand in others directly."""
        for one in patterns:
            if sort(one) in _NAMED:
                yield one
            else:
                yield from self.outermost(self.within(one))

    def places(self, start: Iterable[Element] | None = None) -> set[Place]:
        """Each element pattern with every element or attribute pattern that may stand in it."""
        found: set[Place] = set()
        waiting = set(self.outermost(start or self.defined[""]))
        while waiting:
            one = waiting.pop()
            inner = set(self.outermost(one)) if sort(one) == "element" else set()
            waiting |= inner - {known for known, _ in found}
            found |= {(one, other) for other in inner}
        return found

    def vocabulary(self, start: Iterable[Element] | None = None) -> Vocabulary:
        """The attributes of each element, with the values of those whose list is closed."""
        places = self.places(start)
        used = {one for place in places for one in place if sort(one) == "element"}
        found: Vocabulary = {name: {} for one in used for name in names(one)}
        for one, inner in places:
            for name in names(inner) if sort(inner) == "attribute" else ():
                values = self._values(inner)
                for attributes in (found[element] for element in names(one)):
                    known = attributes.get(name, frozenset())
                    attributes[name] = known | values if known is not None and values else None
        return found

    def _values(self, pattern: Element) -> frozenset[str]:
        """The values that a pattern allows; none at all if others are allowed too."""
        if sort(pattern) == "value":
            return frozenset([pattern.text or ""])
        parts = [self._values(one) for one in self.within(pattern)]
        closed = sort(pattern) in ("attribute", "choice", "ref") and all(parts)
        return frozenset[str]().union(*parts) if closed else frozenset()


def sort(pattern: Element) -> str:
    """What a pattern is: element, choice, ref ..."""
    return local_name(pattern)


def names(pattern: Element) -> list[str]:
    """The names that an element or attribute pattern allows."""
    return pattern.get("name", "").split()


def read_grammar(path: Path) -> Grammar:
    """The grammar of a file with those that it includes; its definitions replace theirs."""
    grammar = etree.parse(path, etree.XMLParser(remove_comments=True)).getroot()
    for one in grammar.iter(*(_RNG + name for name in _NAMED)):
        if not one.get("name"):
            one.set("name", " ".join(name.text or "" for name in one[0].iter(f"{_RNG}name")))
            one.remove(one[0])
        if not len(one):
            etree.SubElement(one, f"{_RNG}text")
    defined: dict[str, list[Element]] = {}
    for one in grammar:
        if sort(one) == "include":
            defined |= read_grammar(path.parent / one.get("href", "")).defined
        for definition in one if sort(one) == "include" else [one]:
            defined[definition.get("name", "")] = list(definition)
    return Grammar(defined)


class NoFreshIdentifierError(Exception):
    """A document needs one more identifier of a finite sort, and all are taken."""


@dataclass
class Writer:
    """Writes random documents of a grammar, and where there is a choice mostly the rarest so far.

    `written` counts the element and attribute patterns, each with the element that it stood in.
    """

    grammar: Grammar
    random: random.Random
    written: Counter[Place] = field(default_factory=Counter)
    _taken: Counter[Place] = field(default_factory=Counter)
    _identifiers: set[str] = field(default_factory=set)
    _heights: dict[Element, float] = field(default_factory=dict)
    _size: int = 0

    def __post_init__(self) -> None:
        patterns = [
            one for inner in self.grammar.defined.values() for top in inner for one in top.iter()
        ]
        found = dict.fromkeys(patterns, inf)
        while found != self._heights:
            self._heights = found
            found = {one: self._height(one) for one in patterns}

    def document(self) -> Element:
        """A new document, its identifiers unique."""
        self._identifiers, self._size = set(), 0
        around = root("around")
        try:
            self._write(self.grammar.defined[""], around, around, self.random.randint(8, 20))
        except NoFreshIdentifierError:
            return self.document()
        return around[0]

    def _height(self, pattern: Element) -> float:
        """How many elements deep a pattern is at least."""
        inner = [self._heights[one] for one in self.grammar.within(pattern)]
        match sort(pattern):
            case "choice":
                return min(inner)
            case "attribute" | "optional" | "zeroOrMore":
                return 0
        return max(inner, default=0) + (sort(pattern) == "element")

    def _write(
        self, patterns: Iterable[Element], into: Element, inside: Element, room: float
    ) -> None:
        """Append what patterns allow, `room` elements deep at most if that is possible."""
        for pattern in patterns:
            what = sort(pattern)
            if what in _NAMED:
                self.written[inside, pattern] += 1
                self._write_named(pattern, into, room - 1)
            elif what == "choice":
                self._write([self._rarest(pattern, inside, room)], into, inside, room)
            elif what in _TIMES or what in _ONCE:
                least, most = _TIMES.get(what, (1, 1))
                inner = self.grammar.within(pattern)
                if any(self._heights[one] > room for one in inner):
                    most = least
                self._write(inner * self.random.randint(least, most), into, inside, room)
            else:
                append_text(into, getattr(self, f"_{what}")(pattern))

    def _write_named(self, pattern: Element, into: Element, room: float) -> None:
        name = self.random.choice(names(pattern))
        if sort(pattern) == "element":
            self._size += 1
            self._write(pattern, sub(into, name), pattern, room if self._size < _LARGE else 0)
        else:
            name = re.sub("^xml:", f"{{{XML_NAMESPACE}}}", name)
            into.set(name, self._alone(pattern))

    def _alone(self, pattern: Element) -> str:
        """The characters that the patterns inside one allow."""
        holder = root("holder")
        self._write(pattern, holder, pattern, 0)
        return holder.text or ""

    def _rarest(self, choice: Element, inside: Element, room: float) -> Element:
        """An alternative that has room: one of those least often taken here, or any."""
        room = max(room, self._heights[choice])
        fit = [one for one in choice if self._heights[one] <= room]
        if self.random.random() < _CURIOUS:
            rarest = min(self._taken[inside, one] for one in fit)
            fit = [one for one in fit if self._taken[inside, one] == rarest]
        taken = self.random.choice(fit)
        self._taken[inside, taken] += 1
        return taken

    def _text(self, _: Element) -> str:
        return self.random.choice(_TEXTS)

    def _value(self, pattern: Element) -> str:
        return pattern.text or ""

    def _list(self, pattern: Element) -> str:
        return " ".join(self._alone(pattern[0]) for _ in range(self.random.randint(1, 3)))

    def _data(self, pattern: Element) -> str:
        kind, regex = pattern.get("type", ""), "".join(facet.text or "" for facet in pattern)
        if kind in _MADE:
            return _MADE[kind](self.random)
        found = self.random.choice(fitting(regex))
        if kind != "ID":
            return found
        for one in chain([found], fitting(regex), map(f"{found}{{}}".format, range(_LARGE))):
            if one not in self._identifiers and re.fullmatch(regex, one):
                self._identifiers.add(one)
                return one
        raise NoFreshIdentifierError


@cache
def fitting(regex: str) -> list[str]:
    """Texts that fit a regular expression, the awkward ones among them."""
    found: set[str] = set()

    @settings(max_examples=40, derandomize=True, database=None, deadline=None)
    @given(st.from_regex(regex, fullmatch=True, alphabet=CHARACTERS))
    def collect(value: str) -> None:
        found.add(value)

    collect()
    return sorted(found)


def _day(numbers: random.Random) -> str:
    return date.fromordinal(numbers.randint(1, date.max.toordinal())).isoformat()


_MADE: dict[str, Callable[[random.Random], str]] = {
    "date": _day,
    "gYearMonth": lambda numbers: _day(numbers)[:7],
    "gYear": lambda numbers: _day(numbers)[:4],
    "language": lambda numbers: numbers.choice(_LANGUAGES),
    "nonNegativeInteger": lambda numbers: str(numbers.randrange(10**6)),
    "positiveInteger": lambda numbers: str(numbers.randrange(1, 10**6)),
}
