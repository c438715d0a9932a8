"""What is wrong with the attributes of a start tag, or with a value.

The faults made here have no place yet, and their attribute is an expanded name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from edition.relaxng.attributes import accepting
from edition.relaxng.automaton import LONGEST_KEPT, Automaton, Checker
from edition.relaxng.expectations import (
    completing_attributes,
    required_attributes,
    without_attributes,
)
from edition.relaxng.faults import Fault, Kind
from edition.relaxng.lexicon import Lexicon, nearness
from edition.relaxng.patterns import AttributeWalk, Pattern, TextWalk, all_parts
from edition.relaxng.pool import Pool
from edition.relaxng.values import Data, List, Value, tokens, value_parts

MOST_KEPT = 1_000
MOST_BLAMED = 100  # of one tag


class Blame(NamedTuple):
    """The faults of the attributes of one start tag, if it is this element that was meant.

    `content` is what is left as if they were right; `accepted` are the checkers of good values.
    """

    faults: list[Fault]
    content: Pattern
    accepted: list[tuple[str, Checker]]


class AttributeDiagnosis:
    """Explains attributes and values that are not allowed or missing."""

    def __init__(self, automaton: Automaton, lexicon: Lexicon) -> None:
        self._automaton = automaton
        self._lexicon = lexicon
        self._refusals: dict[tuple[str, Pattern, Pattern], Fault] = {}

    def blame(
        self,
        whole: Pattern,
        attributes: Mapping[str, str],
        namespaces: Mapping[str, str],
    ) -> Blame:
        """Explain the attributes of an element whose attributes and content are `whole`."""
        pool = self._automaton.pool
        blame = Blame([], whole, [])
        left = whole
        for attribute, value in attributes.items():
            if len(blame.faults) >= MOST_BLAMED:
                break
            steps = AttributeWalk(pool, attribute).of(left)
            good = accepting(self._automaton, steps, value, namespaces)
            blame.accepted.extend((attribute, checker) for _, checker in good)
            if not steps:
                blame.faults.append(self._refused(attribute, whole, left))
                continue
            if not good:
                pattern = pool.choice(step.value for step in steps)
                blame.faults.append(self.bad_value(attribute, value, pattern))
            chosen = [step for step, _ in good] or list(steps)
            left = pool.choice(steps[step] for step in chosen)
        if left.closed(pool) is pool.not_allowed:
            blame.faults.append(self._missing(left))
        return blame._replace(content=without_attributes(pool, left))

    def bad_value(self, attribute: str, value: str, pattern: Pattern) -> Fault:
        """Explain a value that the pattern of an attribute does not allow."""
        return Fault(
            Kind.BAD_VALUE,
            attribute=attribute,
            value=value,
            expected=_listed_values(pattern, value),
            reason=_reason(self._automaton.pool, pattern, value),
        )

    def bad_text(self, text: str, patterns: Sequence[Pattern]) -> Fault:
        """Explain the text of an element whose content is a value."""
        pattern = self._automaton.pool.choice(patterns)
        return Fault(
            Kind.BAD_TEXT,
            value=text,
            expected=_listed_values(pattern, text),
            reason=_reason(self._automaton.pool, pattern, text),
        )

    def _refused(self, attribute: str, whole: Pattern, left: Pattern) -> Fault:
        key = (attribute, whole, left)
        found = self._refusals.get(key)
        if found is None:
            found = self._refuse(attribute, whole, left)
            if len(self._refusals) >= MOST_KEPT:
                self._refusals.clear()
            if len(attribute) <= LONGEST_KEPT:
                self._refusals[key] = found
        return found

    def _refuse(self, attribute: str, whole: Pattern, left: Pattern) -> Fault:
        names = [one for one in left.attribute_names() if one is not None]
        kind = Kind.MISPLACED_ATTRIBUTE
        if whole.may_have_attribute(attribute):
            kind = Kind.CONFLICTING_ATTRIBUTE
        elif not self._lexicon.knows_attribute(attribute):
            kind = Kind.UNKNOWN_ATTRIBUTE
        ordered = self._lexicon.attributes_in_order(names, attribute, required_attributes(left))
        return Fault(
            kind,
            attribute=attribute,
            expected=self._printed(ordered),
        )

    def _missing(self, left: Pattern) -> Fault:
        required = required_attributes(left)
        names = required or completing_attributes(self._automaton.pool, left)
        return Fault(
            Kind.MISSING_ATTRIBUTE,
            expected=self._printed(self._lexicon.attributes_in_order(names)),
            required=self._printed(self._lexicon.attributes_in_order(required)),
        )

    def _printed(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(self._lexicon.printed(name) for name in names)


def _listed_values(pattern: Pattern, written: str) -> tuple[str, ...]:
    """The values that a pattern lists: those like what was written first, then in its order."""
    values = [part.value for part in value_parts(pattern) if isinstance(part, Value)]
    return tuple(sorted(dict.fromkeys(values), key=lambda value: nearness(written, value)))


def _reason(pool: Pool, pattern: Pattern, value: str) -> str | None:
    """What a datatype of the pattern has to say; of a list, about the first token it refuses."""
    lists = [part for part in all_parts(pattern) if isinstance(part, List)]
    if not lists:
        return _said(value_parts(pattern), value)
    parts = value_parts(pattern)
    written = tokens(value)
    wrong = [token for token in written if not any(_allows(part, token) for part in parts)]
    return _said(parts, wrong[0]) if wrong else _miscounted(pool, lists[0], written)


def _said(parts: Sequence[Data | Value], value: str) -> str | None:
    said = [part.datatype.explain(value) for part in parts if isinstance(part, Data)]
    reasons = [reason for reason in said if reason]
    return next((one for one in reasons if "write" in one), reasons[0] if reasons else None)


def _miscounted(pool: Pool, pattern: List, written: Sequence[str]) -> str:
    left = pattern.tokens
    for token in written:
        left = TextWalk(pool, token, {}).of(left)
    few = left is not pool.not_allowed
    number = f"{len(written)} value{'' if len(written) == 1 else 's'}"
    return f"{number if written else 'no value'} is too {'few' if few else 'many'} here"


def _allows(part: Data | Value, token: str) -> bool:
    if isinstance(part, Value):
        return part.datatype.equal(part.value, token, part.namespaces, {})
    return part.datatype.allows(token, {})
