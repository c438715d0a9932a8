"""What is wrong with an element: where else it could stand, and what could stand there.

The faults made here have no place yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from edition.relaxng.automaton import LONGEST_KEPT, Automaton, Opening, Pending, State, Way
from edition.relaxng.expectations import required_elements
from edition.relaxng.faults import Fault, Kind
from edition.relaxng.lexicon import Lexicon, is_near
from edition.relaxng.names import namespace_and_local

MOST_CLOSED = 8
MOST_MISSING = 3
MOST_TRIED = 12
MOST_KEPT = 1_000


class Misplacement(NamedTuple):
    """An element that cannot stand where it stands, and how to go on.

    Without opening its content is left unchecked. `after` is the state after it.
    """

    fault: Fault
    opening: Opening | None
    after: State


class ElementDiagnosis:
    """Explains elements that are not allowed or missing; what it found it keeps, within bounds."""

    def __init__(self, automaton: Automaton, lexicon: Lexicon) -> None:
        self._automaton = automaton
        self._lexicon = lexicon
        self._misplacements: dict[tuple[State, str], Misplacement] = {}
        self._faults: dict[tuple[State, Kind], Fault] = {}

    def misplaced(self, state: State, name: str) -> Misplacement:
        """Explain a child that a state does not allow."""
        found = self._misplacements.get((state, name))
        if found is None:
            is_known = name in self._lexicon.elements
            found = self._known(state, name) if is_known else self._unknown(state, name)
            if len(self._misplacements) >= MOST_KEPT:
                self._misplacements.clear()
            if len(name) <= LONGEST_KEPT:
                self._misplacements[state, name] = found
        return found

    def levels(self, stack: Sequence[State], name: str) -> int:
        """How many open elements must end before a child of that name may stand; 0 for never.

        `stack` holds the state after each open element.
        """
        for levels, after in enumerate(reversed(stack[-MOST_CLOSED:]), 1):
            state = after.after_any() if isinstance(after, Pending) else after
            if self._automaton.way(state, name) is not None:
                return levels
        return 0

    def ended_early(self, state: State) -> Fault:
        """Explain an element that ends where a state wants more."""
        if (state, Kind.MISSING_CONTENT) not in self._faults:
            required = self._required_first(state)
            fault = Fault(
                Kind.MISSING_CONTENT,
                expected=self._expected(state, "", required),
                required=self._printed(self._lexicon.elements_in_order(required)),
            )
            self._keep((state, fault.kind), fault)
        return self._faults[state, Kind.MISSING_CONTENT]

    def text_not_allowed(self, state: State, text: str) -> Fault:
        """Explain text where only elements may stand; expected are those that may hold it."""
        if (state, Kind.TEXT_NOT_ALLOWED) not in self._faults:
            names = [name for name in _first_names(state) if self._holds_text(state, name)]
            expected = self._printed(self._lexicon.elements_in_order(names))
            fault = Fault(Kind.TEXT_NOT_ALLOWED, expected=expected)
            self._keep((state, fault.kind), fault)
        return self._faults[state, Kind.TEXT_NOT_ALLOWED]._replace(value=text)

    def may_hold(self, parent: str, name: str) -> bool:
        """Whether elements of a name hold children of another, at some place."""
        elements = self._lexicon.elements.get(parent, ())
        return any(name in self._lexicon.children(element) for element in elements)

    def _keep(self, key: tuple[State, Kind], fault: Fault) -> None:
        if len(self._faults) >= MOST_KEPT:
            self._faults.clear()
        self._faults[key] = fault

    def _known(self, state: State, name: str) -> Misplacement:
        required = self._required_first(state)
        missing, after = self._missing_before(state, name)
        alternatives = () if missing else self._alternatives_before(state, name)
        if alternatives:
            after = self._after_both(state, alternatives[0], name) or state
        fault = Fault(
            Kind.MISPLACED_ELEMENT,
            expected=self._expected(state, name, required),
            required=self._printed(self._lexicon.elements_in_order(required)),
            wrappers=self._printed(self._wrappers(state, name)),
            missing_before=self._printed(missing),
            any_before=self._printed(alternatives),
        )
        elements = map(self._automaton.pool.element, self._lexicon.elements[name])
        return Misplacement(fault, self._automaton.opening(tuple(elements)), after)

    def _unknown(self, state: State, name: str) -> Misplacement:
        namespace, local = namespace_and_local(name)
        others = [n for n in self._lexicon.elements if namespace_and_local(n)[1] == local]
        if others:
            wanted = tuple(namespace_and_local(other)[0] for other in others)
            fault = Fault(Kind.WRONG_NAMESPACE, element=local, value=namespace, expected=wanted)
            return Misplacement(fault, None, state)
        first = self._lexicon.elements_in_order(
            _first_names(state), name, self._required_first(state)
        )
        fault = Fault(Kind.UNKNOWN_ELEMENT, expected=self._printed(first))
        slip = bool(first) and is_near(local, namespace_and_local(first[0])[1])
        way = self._automaton.way(state, first[0]) if slip else None
        return (
            Misplacement(fault, way[2], _settled(way)) if way else Misplacement(fault, None, state)
        )

    def _expected(self, state: State, name: str, required: Iterable[str]) -> tuple[str, ...]:
        return self._printed(self._lexicon.elements_in_order(_first_names(state), name, required))

    def _printed(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._lexicon.printed(name) for name in names)

    def _required_first(self, state: State) -> frozenset[str]:
        if not state.patterns:
            return frozenset()
        required = frozenset.intersection(*map(required_elements, state.patterns))
        return required.intersection(_first_names(state))

    def _wrappers(self, state: State, name: str) -> tuple[str, ...]:
        found = [
            wrapper
            for wrapper in _first_names(state)
            if any(name in self._lexicon.children(one) for one in self._candidates(state, wrapper))
        ]
        return self._lexicon.elements_in_order(found)

    def _holds_text(self, state: State, name: str) -> bool:
        return any(self._lexicon.takes_text(one) for one in self._candidates(state, name))

    def _candidates(self, state: State, name: str) -> list[int]:
        """The numbers of the elements that a child of that name may be."""
        way = self._automaton.way(state, name)
        return [element.number for element in way[2].elements] if way else []

    def _missing_before(self, state: State, name: str) -> tuple[tuple[str, ...], State]:
        """The required elements after which the name could stand, and the state after it.

        Where there are none: nothing, and the state as it is.
        """
        frontier: list[tuple[tuple[str, ...], State]] = [((), state)]
        for _ in range(MOST_MISSING):
            reached = []
            for missing, here in frontier[:MOST_TRIED]:
                for required in sorted(self._required_first(here))[:MOST_TRIED]:
                    way = self._automaton.way(here, required)
                    if way is None:
                        continue
                    there = _settled(way)
                    further = self._automaton.way(there, name)
                    if further is not None:
                        return (*missing, required), _settled(further)
                    reached.append(((*missing, required), there))
            frontier = reached
        return (), state

    def _alternatives_before(self, state: State, name: str) -> tuple[str, ...]:
        """The elements after any one of which the name could stand."""
        first = _first_names(state)
        found = [other for other in first if self._after_both(state, other, name) is not None]
        return self._lexicon.elements_in_order(found)

    def _after_both(self, state: State, first: str, second: str) -> State | None:
        way = self._automaton.way(state, first)
        further = self._automaton.way(_settled(way), second) if way else None
        return _settled(further) if further else None


def _settled(way: Way) -> State:
    after = way[1]
    return after.after_any() if isinstance(after, Pending) else after


def _first_names(state: State) -> list[str]:
    names = {name for pattern in state.patterns for name in pattern.first_names()}
    return sorted(name for name in names if name is not None)
