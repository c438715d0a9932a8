"""Regular expressions of which equal ones are one object, and their partial derivatives.

What remains to be matched after some text is a set of *chains*, each an expression and the chain
after it. Chains too are made only once, and there are no more of them than there are characters
in the expression: a set of them replaces all the ways that a backtracking matcher would try.

A counted repetition is not written out. While the outermost one on a chain is under way it is a
`Counter`, and the numbers of rounds that may still come are kept beside the chain; where several
ways lead to the same chain, their rounds are joined.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from edition.relaxng.datatypes.errors import DatatypeError
from edition.relaxng.datatypes.pattern_characters import CharacterSet, union

MOST_POSITIONS = 2_000

# The rounds to come. Of `x{3}`: the fewest, and a bit for that number and each above it, of which
# the first is set. Of `x{0,3}`: the most, and 0.
Rounds = tuple[int, int]


class Expression:
    """A regular expression.

    `is_nullable` says that it matches the empty text; `positions` how many characters it has
    where all its counted repetitions are written out.
    """

    __slots__ = ("is_nullable", "positions")

    def __init__(self, positions: int, *, is_nullable: bool) -> None:
        self.positions = positions
        self.is_nullable = is_nullable

    def replacements(self, chain: Chain, expressions: Expressions) -> list[Move]:
        """What can take the place of a chain that begins with this, without reading anything."""
        raise NotImplementedError


class Chain:
    """An expression and what comes after it; the last chain comes after itself.

    `characters` are those that are to be read next where nothing else can be done, `counter` is
    the counted repetition under way on the chain, `length` the number of links; `replacements`
    are kept here once they are known.
    """

    __slots__ = ("characters", "counter", "expression", "length", "replacements", "rest")

    counter: Counter | None

    def __init__(self, expression: Expression, rest: Chain | None) -> None:
        self.expression = expression
        self.rest: Chain = rest or self
        self.length: int = rest.length + 1 if rest else 0
        self.counter = rest.counter if rest else None
        if isinstance(expression, Counter):
            self.counter = expression
        self.characters = expression.characters if isinstance(expression, Characters) else None
        self.replacements: list[Move] | None = None


# A chain, and its rounds where they are not those of the chain before, which it inherits.
Move = tuple[Chain, Rounds | None]


class Empty(Expression):
    """Nothing: matches the empty text."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(0, is_nullable=True)


class Characters(Expression):
    """One character of a set."""

    __slots__ = ("characters",)

    def __init__(self, characters: CharacterSet) -> None:
        super().__init__(1, is_nullable=False)
        self.characters = characters


class Pair(Expression):
    """One expression after another; a longer sequence is a pair whose second part is one."""

    __slots__ = ("first", "second")

    def __init__(self, first: Expression, second: Expression) -> None:
        super().__init__(
            first.positions + second.positions,
            is_nullable=first.is_nullable and second.is_nullable,
        )
        self.first = first
        self.second = second


class Choice(Expression):
    """Any of several expressions."""

    __slots__ = ("alternatives",)

    def __init__(self, alternatives: tuple[Expression, ...]) -> None:
        super().__init__(
            sum(one.positions for one in alternatives),
            is_nullable=any(one.is_nullable for one in alternatives),
        )
        self.alternatives = alternatives

    def replacements(self, chain: Chain, expressions: Expressions) -> list[Move]:
        return [(expressions.chain(one, chain.rest), None) for one in self.alternatives]


class Star(Expression):
    """An expression any number of times."""

    __slots__ = ("body",)

    def __init__(self, body: Expression) -> None:
        super().__init__(body.positions, is_nullable=True)
        self.body = body

    def replacements(self, chain: Chain, expressions: Expressions) -> list[Move]:
        return [(chain.rest, None), (expressions.chain(self.body, chain), None)]


class Plus(Expression):
    """An expression once or more often."""

    __slots__ = ("star",)

    def __init__(self, star: Star) -> None:
        super().__init__(star.positions, is_nullable=star.body.is_nullable)
        self.star = star

    def replacements(self, chain: Chain, expressions: Expressions) -> list[Move]:
        after = expressions.chain(self.star, chain.rest)
        return [(expressions.chain(self.star.body, after), None)]


class Repeat(Expression):
    """An expression exactly `times` or, if `is_optional`, up to `times`."""

    __slots__ = ("body", "is_optional", "times")

    def __init__(self, body: Expression, times: int, is_optional: bool) -> None:
        super().__init__(body.positions * times, is_nullable=is_optional)
        self.body = body
        self.times = times
        self.is_optional = is_optional

    def replacements(self, chain: Chain, expressions: Expressions) -> list[Move]:
        rest = chain.rest
        skipped: list[Move] = [(rest, None)] if self.is_optional else []
        if rest.counter is None:
            after = expressions.chain(expressions.counter(self.body, self.is_optional), rest)
            rounds = (self.times - 1, 0 if self.is_optional else 1)
            return [*skipped, (expressions.chain(self.body, after), rounds)]
        after = expressions.chain(
            expressions.repeat(self.body, self.times - 1, is_optional=self.is_optional), rest
        )
        return [*skipped, (expressions.chain(self.body, after), None)]


class Counter(Expression):
    """A counted repetition under way, after one of its rounds."""

    __slots__ = ("body", "is_optional")

    def __init__(self, body: Expression, is_optional: bool) -> None:
        super().__init__(body.positions, is_nullable=True)
        self.body = body
        self.is_optional = is_optional

    def next(self, chain: Chain, rounds: Rounds, expressions: Expressions) -> list[Move]:
        """What can take the place of a chain that begins with this and has these rounds to come."""
        number, bits = rounds
        finished: list[Move] = [(chain.rest, None)] if self.is_optional or not number else []
        if not number:
            # Beyond the rounds that end here there may be others, of which the fewest is sought.
            bits >>= 1
            number = (bits & -bits).bit_length()
            bits >>= max(number - 1, 0)
        if not number:
            return finished
        return [*finished, (expressions.chain(self.body, chain), (number - 1, bits))]

    def joined(self, one: Rounds, other: Rounds) -> Rounds:
        """The rounds of two ways that lead to the same chain."""
        if self.is_optional or one == other:
            return max(one, other)
        fewest = min(one[0], other[0])
        return fewest, one[1] << one[0] - fewest | other[1] << other[0] - fewest


class Expressions:
    """Makes expressions and chains, each only once."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], Expression] = {}
        self._chains: dict[tuple[Expression, Chain], Chain] = {}
        self._sets: dict[tuple[object, ...], CharacterSet] = {}
        self.empty = Empty()
        self.end = Chain(self.empty, None)

    def chain(self, expression: Expression, rest: Chain) -> Chain:
        """The chain of an expression and what comes after it."""
        links = []
        waiting = [expression]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Pair):
                waiting += (one.second, one.first)
            else:
                links.append(one)
        for one in reversed(links):
            rest = self._link(one, rest)
        return rest

    def replacements(self, chain: Chain, rounds: Rounds | None) -> list[Move]:
        """What can take the place of a chain with its rounds without reading anything."""
        if rounds is not None and chain.counter is chain.expression:
            return chain.counter.next(chain, rounds, self)
        if chain.replacements is None:
            chain.replacements = chain.expression.replacements(chain, self)
        return chain.replacements

    def characters(self, characters: CharacterSet) -> Expression:
        """One character of a set."""
        return self._only(Characters, self._sets.setdefault(characters.key, characters))

    def sequence(self, parts: Sequence[Expression]) -> Expression:
        """The parts one after another."""
        whole: Expression = self.empty
        for part in reversed(parts):
            if whole is self.empty:
                whole = part
            elif part is not self.empty:
                whole = self._only(Pair, part, whole)
        return whole

    def choice(self, alternatives: Sequence[Expression]) -> Expression:
        """Any of the alternatives; those of one character become one set."""
        sets = [one.characters for one in alternatives if isinstance(one, Characters)]
        others = [one for one in alternatives if not isinstance(one, Characters)]
        if len(sets) > 1:
            one_of_sets = self.characters(union(sets))
            return self.choice([one_of_sets, *others])
        distinct = tuple(dict.fromkeys(alternatives))
        return distinct[0] if len(distinct) == 1 else self._only(Choice, distinct)

    def star(self, body: Expression) -> Expression:
        """The body any number of times."""
        if isinstance(body, Star | Empty):
            return body
        return body.star if isinstance(body, Plus) else self._only(Star, body)

    def plus(self, body: Expression) -> Expression:
        """The body once or more often."""
        star = self.star(body)
        return star if body.is_nullable or not isinstance(star, Star) else self._only(Plus, star)

    def repeat(self, body: Expression, times: int, *, is_optional: bool) -> Expression:
        """The body so many times, or up to so many times. Raises DatatypeError beyond all use."""
        if body is self.empty or not times:
            return self.empty
        if times == 1:
            return self.choice([body, self.empty]) if is_optional else body
        if body.positions > MOST_POSITIONS:
            raise DatatypeError(
                f"a repetition whose inside has, with its own repetitions written out, "
                f"{body.positions:,} characters; {MOST_POSITIONS:,} are allowed"
            )
        return self._only(Repeat, body, times, is_optional or body.is_nullable)

    def counter(self, body: Expression, is_optional: bool) -> Expression:
        """A counted repetition that is under way."""
        return self._only(Counter, body, is_optional)

    def _link(self, expression: Expression, rest: Chain) -> Chain:
        if expression is self.empty:
            return rest
        chain = self._chains.get((expression, rest))
        if chain is None:
            chain = self._chains[expression, rest] = Chain(expression, rest)
        return chain

    def _only(self, kind: Callable[..., Expression], *parts: object) -> Expression:
        key = (kind, *parts)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = kind(*parts)
        return made
