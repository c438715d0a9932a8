"""Random small schemas and documents: the engine against the specification taken at its word.

The specification's section 6 is written out below as it stands, trying every way to split
attributes and children. The engine must agree, whether it scans a document or matches it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from pathlib import Path
from random import Random
from typing import TypeAlias
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from edition.relaxng import Schema, SchemaError, automaton, read_schema

Pattern: TypeAlias = tuple  # type: ignore[type-arg]  # a kind and its parts
DEFINED = ("d0", "d1", "d2")


@dataclass(frozen=True)
class Node:
    """An element of a document."""

    name: str
    attributes: frozenset[tuple[str, str]]
    children: tuple[Node | str, ...]


Attributes: TypeAlias = frozenset[tuple[str, str]]
Children: TypeAlias = tuple[Node | str, ...]
Grammar: TypeAlias = dict[str, Pattern]

# The specification's section 6


def holds(grammar: Grammar, p: Pattern, attributes: Attributes, children: Children) -> bool:
    """Whether a pattern matches attributes and children."""
    match p:
        case ("notAllowed",):
            return False
        case ("empty",):
            return not attributes and not children
        case ("text",):
            return not attributes and all(isinstance(child, str) for child in children)
        case ("value", value):
            return not attributes and children == (value,)
        case ("choice", one, other):
            return holds(grammar, one, attributes, children) or holds(
                grammar, other, attributes, children
            )
        case ("ref", name):
            return holds(grammar, grammar[name], attributes, children)
        case ("attribute", name, value):
            return (
                len(attributes) == 1
                and not children
                and next(iter(attributes))
                in {(name, v) for v in (VALUES if value is None else (value,))}
            )
        case ("element", name, content):
            return (
                not attributes
                and len(children) == 1
                and is_element(grammar, children[0], name, content)
            )
    return holds_split(grammar, p, attributes, children)


def is_element(grammar: Grammar, child: Node | str, name: str | None, content: Pattern) -> bool:
    if isinstance(child, str) or name not in (None, child.name):
        return False
    return holds(grammar, content, child.attributes, child.children)


def holds_split(grammar: Grammar, p: Pattern, attributes: Attributes, children: Children) -> bool:
    kind, one = p[0], p[1]
    if kind == "oneOrMore" and holds(grammar, one, attributes, children):
        return True
    other = p if kind == "oneOrMore" else p[2]
    splits = mingled if kind == "interleave" else in_order
    for first, rest in splits(children):
        for some in subsets(tuple(attributes)):
            left = attributes - frozenset(some)
            if kind == "oneOrMore" and not (first or some):
                continue
            if holds(grammar, one, frozenset(some), first) and holds(grammar, other, left, rest):
                return True
    return False


def in_order(children: Children) -> Iterator[tuple[Children, Children]]:
    return ((children[:at], children[at:]) for at in range(len(children) + 1))


def mingled(children: Children) -> Iterator[tuple[Children, Children]]:
    places = range(len(children))
    for chosen in subsets(tuple(places)):
        yield (
            tuple(children[i] for i in chosen),
            tuple(children[i] for i in places if i not in chosen),
        )


def subsets(things: tuple[object, ...]) -> Iterator[tuple]:  # type: ignore[type-arg]
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))


# Random schemas: few names, so that one name often stands for several element patterns

NAMES = ("a", "b")
VALUES = ("x", "y")
leaves = st.one_of(
    st.sampled_from([("empty",), ("text",), ("notAllowed",)]),
    st.sampled_from([("ref", name) for name in DEFINED]),
    st.tuples(st.just("value"), st.sampled_from(VALUES)),
    st.tuples(st.just("attribute"), st.sampled_from(NAMES), st.sampled_from((None, *VALUES))),
)


def larger(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    return st.one_of(
        st.tuples(st.sampled_from(["choice", "group", "interleave"]), inner, inner),
        st.tuples(st.just("oneOrMore"), inner),
        st.tuples(st.just("element"), st.sampled_from((*NAMES, *NAMES, None)), inner),
        inner.map(lambda p: ("choice", p, ("empty",))),
    )


patterns = st.recursive(leaves, larger, max_leaves=8)
grammars = st.fixed_dictionaries(dict.fromkeys(DEFINED, patterns)).flatmap(
    lambda defined: st.builds(
        lambda start: {**defined, "start": ("element", None, start)}, patterns
    )
)


def rng(p: Pattern) -> str:
    """A pattern in RELAX NG's XML syntax."""
    match p:
        case (("empty" | "text" | "notAllowed") as kind,):
            return f"<{kind}/>"
        case ("ref", name):
            return f'<ref name="{name}"/>'
        case ("value", value):
            return f"<value>{value}</value>"
        case ("attribute", name, value):
            inner = rng(("value", value) if value else ("text",))
            return f'<attribute name="{name}">{inner}</attribute>'
        case ("element", None, content):
            return f"<element><anyName/>{rng(content)}</element>"
        case ("element", name, content):
            return f'<element name="{name}">{rng(content)}</element>'
    return f"<{p[0]}>{''.join(map(rng, p[1:]))}</{p[0]}>"


def rng_grammar(grammar: Grammar) -> str:
    definitions = "".join(
        f'<define name="{name}">{rng(p)}</define>' for name, p in grammar.items() if name != "start"
    )
    return (
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0">'
        f"<start>{rng(grammar['start'])}</start>{definitions}</grammar>"
    )


# Random documents, written in more than one way

attribute_sets = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES)).map(
    lambda found: frozenset(found.items())
)


def merged(children: list[Node | str]) -> Children:
    """Children without two texts side by side."""
    kept: list[Node | str] = []
    for child in children:
        if not (kept and isinstance(child, str) and isinstance(kept[-1], str)):
            kept.append(child)
    return tuple(kept)


def nodes(children: st.SearchStrategy[Node | str]) -> st.SearchStrategy[Node | str]:
    return st.builds(
        Node,
        st.sampled_from(NAMES),
        attribute_sets,
        st.lists(children, max_size=3).map(merged),
    )


documents = nodes(
    st.recursive(
        st.one_of(st.sampled_from(VALUES), nodes(st.sampled_from(VALUES))), nodes, max_leaves=5
    )
)


class Sampler:
    """Makes documents that a grammar allows, so that many of those tried are valid."""

    def __init__(self, grammar: Grammar, random: Random) -> None:
        self._grammar = grammar
        self._random = random
        self._left = 60

    def document(self) -> Node | None:
        found = self._sample(self._grammar["start"])
        if found is None or len(found[1]) != 1 or isinstance(found[1][0], str):
            return None
        return found[1][0]

    def _sample(self, p: Pattern) -> tuple[Attributes, Children] | None:
        self._left -= 1
        if self._left < 0:
            return None
        match p:
            case ("empty",):
                return frozenset(), ()
            case ("text",):
                return frozenset(), self._random.choice([(), ("x",)])
            case ("value", value):
                return frozenset(), (value,)
            case ("attribute", name, value):
                return frozenset([(name, value or self._random.choice(VALUES))]), ()
            case ("ref", name):
                return self._sample(self._grammar[name])
            case ("choice", *alternatives):
                return self._sample(self._random.choice(alternatives))
            case ("element", name, content):
                found = self._sample(content)
                return found and (
                    frozenset(),
                    (Node(name or self._random.choice(NAMES), *found),),
                )
        return self._several(p)

    def _several(self, p: Pattern) -> tuple[Attributes, Children] | None:
        times = self._random.choice([1, 1, 2, 3]) if p[0] == "oneOrMore" else 1
        found = [self._sample(part) for part in p[1:] * times]
        if not found or None in found:
            return None
        parts = [list(one[1]) for one in found if one]
        children = [child for part in parts for child in part]
        if p[0] == "interleave":
            children = []
            while any(parts):
                children.append(self._random.choice([part for part in parts if part]).pop(0))
        attributes = {pair[0]: pair for one in found if one for pair in one[0]}
        return frozenset(attributes.values()), merged(children)


@dataclass(frozen=True)
class Style:
    """How a document is written, which must not matter."""

    is_spaced: bool
    has_comments: bool
    single_quotes: bool
    empty_tags: bool


styles = st.builds(Style, st.booleans(), st.booleans(), st.booleans(), st.booleans())


def written(child: Node | str, style: Style) -> str:
    if isinstance(child, str):
        half = "<!-- <a> -->" if style.has_comments else ""
        return f"{half}{child}{half}"
    quotes = {'"': "&quot;"} if not style.single_quotes else {}
    attributes = "".join(
        f" {name}={quoteattr(value, quotes)}".replace('"', "'" if style.single_quotes else '"')
        for name, value in sorted(child.attributes)
    )
    if not child.children and style.empty_tags:
        return f"<{child.name}{attributes}/>"
    space = (
        "\n  " if style.is_spaced and not any(isinstance(c, str) for c in child.children) else ""
    )
    inner = space + space.join(written(c, style) for c in child.children) + space
    return f"<{child.name}{attributes}>{inner}</{child.name}>"


class OnceOnly(io.RawIOBase):
    """A file that cannot be read twice: it is matched without being scanned first."""

    def __init__(self, content: bytes) -> None:
        self._file = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(min(size, 7) if size > 0 else size)


def read(text: str, folder: Path) -> Schema:
    path = folder / "schema.rng"
    path.write_text(text, encoding="utf-8")
    try:
        return read_schema(path)
    except SchemaError:
        assume(False)
        raise


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("schemas")


def agrees(folder: Path, grammar: Grammar, found: list[Node], random: Random, style: Style) -> None:
    schema = read(rng_grammar(grammar), folder)
    samples = [Sampler(grammar, random).document() for _ in range(6)]
    for node in [*found, *(sample for sample in samples if sample)]:
        expected = holds(grammar, grammar["start"], frozenset(), (node,))
        event(f"valid: {expected}")
        content = written(node, style).encode()
        assert schema.check(content).is_valid == expected, content
        assert schema.check(OnceOnly(content)).is_valid == expected, content
        assert schema.check(content, positions=True).is_valid == expected, content


inputs = given(
    grammar=grammars,
    found=st.lists(documents, max_size=3),
    random=st.randoms(use_true_random=False),
    style=styles,
)
slowly = [HealthCheck.filter_too_much, HealthCheck.too_slow]


@settings(max_examples=300, deadline=None, suppress_health_check=slowly)
@inputs
def test_the_engine_agrees_with_the_specification(
    folder: Path, grammar: Grammar, found: list[Node], random: Random, style: Style
) -> None:
    agrees(folder, grammar, found, random, style)


@settings(max_examples=60, deadline=None, suppress_health_check=slowly)
@inputs
def test_it_does_so_too_when_it_keeps_forgetting_its_states(
    folder: Path, grammar: Grammar, found: list[Node], random: Random, style: Style
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(automaton, "MOST_STATES", 2)
        agrees(folder, grammar, found, random, style)
