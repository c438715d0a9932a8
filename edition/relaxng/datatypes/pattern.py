"""The facet `pattern`: matches in time proportional to the length of the value."""

from __future__ import annotations

from edition.relaxng.datatypes.facets import Facet
from edition.relaxng.datatypes.pattern_characters import CharacterSet
from edition.relaxng.datatypes.pattern_expressions import Chain, Expressions, Rounds
from edition.relaxng.datatypes.pattern_syntax import read_pattern
from edition.relaxng.datatypes.wording import character_name, shown

# How much a pattern may keep: states, their chains and their transitions, in round numbers.
MOST_KEPT = 20_000
# How many chains may be looked at for one value: some seconds, which no honest pattern takes.
MOST_WORK = 2_500_000
_BITS_OF_ONE = 512

Chains = frozenset[tuple[Chain, Rounds | None]]


class _TooMuchWorkError(Exception):
    """A text takes more work than any should."""


class State(dict[str, "State"]):
    """The chains that are alive after some text: where to go on each character seen so far.

    A character not seen before is looked up by the pattern, once.
    """

    __slots__ = ("_pattern", "chains", "is_final")

    def __init__(self, pattern: Pattern, chains: Chains, *, is_final: bool):
        super().__init__()
        self._pattern = pattern
        self.chains = chains
        self.is_final = is_final

    def __missing__(self, character: str) -> State:
        return self._pattern.after(self, character)


class Pattern(Facet):
    """A regular expression of XSD, which must match the whole text.

    A text is read once from left to right. What is found out on the way is kept for others, up to
    a fixed amount. A text that would take too much work, which only a pattern of thousands of
    characters can bring about, is not allowed. Raises DatatypeError for what is not a regular
    expression of XSD.
    """

    __slots__ = ("_expressions", "_kept", "_source", "_start", "_states", "_work")

    def __init__(self, source: str) -> None:
        self._source = source
        self._expressions = Expressions()
        expression = read_pattern(source, self._expressions)
        self._states: dict[Chains, State] = {}
        self._kept = 0
        self._work = 0
        end = self._expressions.end
        self._start = self._state({self._expressions.chain(expression, end): None})

    def allows(self, text: str) -> bool:
        self._work = 0
        state = self._start
        try:
            for character in text:
                state = state[character]
        except _TooMuchWorkError:
            return False
        return state.is_final

    def fault(self, text: str) -> str:
        wanted = f"; the pattern is {shown(self._source)}"
        if not text:
            return f"the value is empty{wanted}"
        self._work = 0
        state = self._start
        try:
            for position, character in enumerate(text, start=1):
                state = state[character]
                if not state.chains:
                    name = character_name(character)
                    return f"{shown(text)} holds {name} as character {position}{wanted}"
        except _TooMuchWorkError:
            return f"{shown(text)} would take too long to check{wanted}"
        return f"{shown(text)} ends too early{wanted}"

    def after(self, state: State, character: str) -> State:
        """The state to which a character leads; the state given remembers it."""
        reached: dict[Chain, Rounds | None] = {}
        fits: dict[CharacterSet, bool] = {}
        for chain, rounds in state.chains:
            characters = chain.characters
            if characters is None:
                continue
            if characters not in fits:
                fits[characters] = characters.contains(character)
            if fits[characters]:
                _add(reached, chain.rest, rounds)
        following = self._state(reached)
        state[character] = following
        self._kept += 1
        return following

    def _state(self, reached: dict[Chain, Rounds | None]) -> State:
        """The state in which some chains are alive, and those that can take their place."""
        closed = self._closed(reached)
        self._work += len(closed)
        if self._work > MOST_WORK:
            raise _TooMuchWorkError
        chains = frozenset(closed.items())
        state = self._states.get(chains)
        if state is None:
            state = State(self, chains, is_final=self._expressions.end in closed)
            if self._kept > MOST_KEPT:
                self._forget()
            self._states[chains] = state
            bits = sum(rounds[1].bit_length() for rounds in closed.values() if rounds)
            self._kept += 1 + len(chains) + bits // _BITS_OF_ONE
        return state

    def _closed(self, reached: dict[Chain, Rounds | None]) -> dict[Chain, Rounds | None]:
        """The chains that can read a character or end the text, with their rounds."""
        found = dict(reached)
        closed: dict[Chain, Rounds | None] = {}
        waiting = list(found)
        if any(found.values()):
            # The longest is taken first: chains that it leads to are mostly shorter, and are not
            # taken before all their rounds are known.
            waiting.sort(key=_length)
        while waiting:
            chain = waiting.pop()
            rounds = found[chain]
            if chain.characters is not None or chain is self._expressions.end:
                closed[chain] = rounds
                continue
            for following, new in self._expressions.replacements(chain, rounds):
                if _add(found, following, new or rounds):
                    waiting.append(following)
        return closed

    def _forget(self) -> None:
        """Drop every state but the first, and all transitions."""
        for state in self._states.values():
            state.clear()
        self._states = {self._start.chains: self._start}
        self._kept = 0


def _add(found: dict[Chain, Rounds | None], chain: Chain, rounds: Rounds | None) -> bool:
    """Add a chain with its rounds to those found; whether that has changed anything."""
    counter = chain.counter
    before = found.get(chain)
    if counter is None or rounds is None:
        is_new = chain not in found
        found[chain] = None
        return is_new
    both = rounds if before is None else counter.joined(before, rounds)
    found[chain] = both
    return both != before


def _length(chain: Chain) -> int:
    return chain.length
