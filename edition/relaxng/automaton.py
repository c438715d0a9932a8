"""States of element content and the ways between them, worked out as documents need them.

A state is a tuple of patterns. Nearly always it is one: where the name of a child does not
decide which of several element patterns it is, the child's content is followed for all of
them at once, and its end tells which of them held. This is exact for every schema, and needs
no memory of the way that led to a state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from edition.relaxng.names import from_flat
from edition.relaxng.patterns import Element, ElementWalk, Pattern, TextWalk
from edition.relaxng.pool import Pool
from edition.relaxng.values import Data, test_of, value_parts

if TYPE_CHECKING:
    from edition.relaxng.datatypes import Datatype

# What text does in a state: nothing, it may not stand there, it leads to another state, or its
# characters matter.
FREE, BLANK, MOVES, VALUES = range(4)
WHITE_SPACE = " \t\n\r"

MOST_STATES = 50_000
MOST_KEPT = 3_000_000
MOST_VALUES = 1_000
LONGEST_KEPT = 100
IDENTIFIER_TYPES = frozenset({"ID", "IDREF", "IDREFS"})

Checks: TypeAlias = "tuple[tuple[str, set[str], Checker], ...]"
Plan: TypeAlias = "tuple[State, Checks]"
Plans: TypeAlias = "dict[tuple[str, ...], Plan]"
Way: TypeAlias = "tuple[Plans, State, Opening]"


class Checker:
    """Whether a value matches the pattern of an attribute's value.

    Good values are kept in `known`, up to a number (in `known_raw` as they are written, for
    whoever meets them so), unless what they mean depends on where they stand (prefixes) or
    somebody may want to see each of them: then `identifiers` has the types that make it so.
    `is_identifier` says that the values are of type ID and no other.
    """

    __slots__ = (
        "_pool",
        "_test",
        "identifiers",
        "is_identifier",
        "keeps",
        "known",
        "known_raw",
        "pattern",
    )

    def __init__(self, pool: Pool, pattern: Pattern) -> None:
        self.pattern = pattern
        self.known: set[str] = set()
        self.known_raw: set[bytes] = set()
        self._pool = pool
        types = [part.datatype for part in value_parts(pattern)]
        self.identifiers = IDENTIFIER_TYPES.intersection(one.name for one in types)
        self.keeps = not self.identifiers and not any(one.needs_context for one in types)
        self._test = test_of(pattern)
        plain = plain_datatype(pattern)
        self.is_identifier = plain is not None and plain.name == "ID" and not plain.params

    def accepts(self, value: str, namespaces: Mapping[str, str]) -> bool:
        """Whether the value matches."""
        if value in self.known:
            return True
        is_blank = not value.strip(WHITE_SPACE)
        if is_blank and self.pattern.nullable:
            good = True
        elif is_blank or self._test is None:
            good = TextWalk(self._pool, value, namespaces).of(self.pattern).nullable
        else:
            good = self._test(value, namespaces)
        if not good:
            return False
        if self.keeps and len(value) <= LONGEST_KEPT:
            if len(self.known) >= MOST_VALUES:
                self.known.clear()
            self.known.add(value)
        return True


def plain_datatype(pattern: Pattern) -> Datatype | None:
    """The datatype of a pattern that is nothing but the values of it."""
    if isinstance(pattern, Data) and pattern.excepted is None:
        return pattern.datatype
    return None


class State:
    """Where content of an element stands.

    `ways` leads by a child's name to its plans and the state after it; `ends` says that the
    content may end here; `text` is FREE, BLANK, MOVES or VALUES. A state whose end must be
    looked at closely (several patterns, or values) has `ends` False.
    """

    __slots__ = ("after_text", "ends", "keeps_texts", "patterns", "text", "texts", "ways")

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self.patterns = patterns
        self.ways: dict[str, Way] = {}
        self.ends = False
        self.text = FREE
        self.after_text: State | None = None
        self.texts: dict[str, State] = {}
        self.keeps_texts = True


class Pending(State):
    """The state after a child that may be one of several element patterns: still to be chosen."""

    __slots__ = ("_automaton", "_before", "_found", "_rests")

    def __init__(
        self, automaton: Automaton, before: State, rests: Sequence[tuple[Pattern, ...]]
    ) -> None:
        super().__init__(())
        self._automaton = automaton
        self._before = before
        self._rests = rests  # for each of the child's patterns, what the state becomes
        self._found: dict[tuple[bool, ...], State] = {}

    def after(self, held: tuple[bool, ...]) -> State:
        """The state after the child, told which of the child's patterns held."""
        state = self._found.get(held)
        if state is None:
            kept = [rests for rests, holds in zip(self._rests, held, strict=True) if holds]
            state = self._before
            if kept:
                choice = self._automaton.pool.choice
                state = self._automaton.state(tuple(choice(c) for c in zip(*kept, strict=True)))
            self._found[held] = state
        return state

    def after_any(self) -> State:
        """The state after the child, whichever it was."""
        return self.after((True,) * len(self._rests))


class Opening:
    """A child element about to be read: its candidates, and a plan for each set of attributes."""

    __slots__ = ("elements", "plans")

    def __init__(self, elements: tuple[Element, ...]) -> None:
        self.elements = elements
        self.plans: Plans = {}


class Automaton:
    """The states of one schema.

    `start` is where a document begins, `skipping` the state in which nothing is checked any
    further, `known_names` are the names that the schema lists.
    """

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.known_names = frozenset(
            name
            for flat in pool.table.name_classes
            for name in ([str(flat[1])] if flat[0] == "name" else from_flat(flat).names)
        )
        self._states: dict[tuple[Pattern, ...], State] = {}
        self._openings: dict[tuple[Element, ...], Opening] = {}
        self._checkers: dict[Pattern, Checker] = {}
        self.skipping = State(())
        self.skipping.ends = True
        self.start = self.state((pool.start(),))

    def state(self, patterns: tuple[Pattern, ...]) -> State:
        """The state of these patterns."""
        found = self._states.get(patterns)
        if found is None:
            if len(self._states) >= MOST_STATES or self.pool.kept >= MOST_KEPT:
                self._forget()
            found = self._states[patterns] = State(patterns)
            self._describe(found)
        return found

    def way(self, state: State, name: str) -> Way | None:
        """How a child of that name goes on; None where it cannot stand.

        For a name that the schema lists the answer is kept in `state.ways`.
        """
        self.pool.begin_step()
        steps = [ElementWalk(self.pool, name).of(pattern) for pattern in state.patterns]
        elements = tuple(dict.fromkeys(element for found in steps for element in found))
        if not elements:
            return None
        opening = self.opening(elements)
        impossible = self.pool.not_allowed
        rests = [tuple(found.get(e, impossible) for found in steps) for e in elements]
        alike = all(rest == rests[0] for rest in rests)
        after = self.state(rests[0]) if alike else Pending(self, state, rests)
        way = (opening.plans, after, opening)
        if name in self.known_names and state.text != VALUES:
            state.ways[name] = way
        return way

    def opening(self, elements: tuple[Element, ...]) -> Opening:
        """The opening of any of the elements."""
        found = self._openings.get(elements)
        if found is None:
            found = self._openings[elements] = Opening(elements)
        return found

    def checker(self, pattern: Pattern) -> Checker:
        """The checker of an attribute's value."""
        found = self._checkers.get(pattern)
        if found is None:
            found = self._checkers[pattern] = Checker(self.pool, pattern)
        return found

    def after_text(self, state: State, text: str, namespaces: Mapping[str, str]) -> State:
        """The state after a text that is not white space, or whose characters matter."""
        if state.text == VALUES:
            return self._after_values(state, text, namespaces)
        if state.after_text is None:
            state.after_text = self._moved(state, "", namespaces)
        return state.after_text

    def held(self, state: State, text: str, namespaces: Mapping[str, str]) -> tuple[bool, ...]:
        """Which patterns of a state allow that content ends, after its last text."""
        held = tuple(pattern.nullable for pattern in state.patterns)
        if state.text != VALUES:
            return held
        moved = self.after_text(state, text, namespaces).patterns
        is_blank = not text.strip(WHITE_SPACE)
        pairs = zip(held, moved, strict=True)
        return tuple((one and is_blank) or left.nullable for one, left in pairs)

    def _after_values(self, state: State, text: str, namespaces: Mapping[str, str]) -> State:
        found = state.texts.get(text)
        if found is None:
            found = self._moved(state, text, namespaces)
            if len(text) <= LONGEST_KEPT and state.keeps_texts:
                if len(state.texts) >= MOST_VALUES:
                    state.texts.clear()
                state.texts[text] = found
        return found

    def _moved(self, state: State, text: str, namespaces: Mapping[str, str]) -> State:
        walk = TextWalk(self.pool, text, namespaces)
        return self.state(tuple(walk.of(pattern) for pattern in state.patterns))

    def _describe(self, state: State) -> None:
        if any(pattern.has_values for pattern in state.patterns):
            state.text = VALUES
            values = [part for pattern in state.patterns for part in value_parts(pattern)]
            state.keeps_texts = not any(part.datatype.needs_context for part in values)
            return
        if not any(pattern.has_text for pattern in state.patterns):
            state.text = BLANK
        elif not all(pattern.takes_text for pattern in state.patterns):
            state.text = self._kind_of_text(state)
        state.ends = len(state.patterns) == 1 and state.patterns[0].nullable

    def _kind_of_text(self, state: State) -> int:
        walk = TextWalk(self.pool, "", {})
        after = tuple(walk.of(pattern) for pattern in state.patterns)
        if all(one is self.pool.not_allowed for one in after):
            return BLANK
        return FREE if after == state.patterns else MOVES

    def _forget(self) -> None:
        for state in self._states.values():
            state.ways.clear()
            state.texts.clear()
        for opening in self._openings.values():
            opening.plans.clear()
        self._states.clear()
        self._openings.clear()
        self._checkers.clear()
        self.pool.forget()
