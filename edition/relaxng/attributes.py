"""What the attributes of a start tag do to the pattern of an element.

Mostly their names alone decide it, and only values remain to be checked: that is a plan, made
once for each set of names. Where values decide, they are judged one start tag at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from edition.relaxng.automaton import Automaton, Checker, Opening, Plan, State, plain_datatype
from edition.relaxng.branching import Group
from edition.relaxng.patterns import Attribute, AttributeWalk, Pattern

if TYPE_CHECKING:
    from edition.relaxng.pool import Pool

MOST_PLANS = 500
MOST_NAMES = 200
TEXT_TYPES = frozenset({"string", "normalizedString", "token"})


def plan(automaton: Automaton, opening: Opening, names: tuple[str, ...]) -> Plan | None:
    """The plan for a start tag with attributes of these names, in this order.

    None where they are not allowed, or where values decide. What is found is kept if the
    schema lists all the names.
    """
    if names in opening.plans:
        return opening.plans[names]
    if len(names) > MOST_NAMES:
        return None
    found = [_planned(automaton, element.content, names) for element in opening.elements]
    possible = [one for one in found if one is None or one[0] is not automaton.pool.not_allowed]
    if not possible or possible[0] is None or any(not _alike(one, possible[0]) for one in possible):
        return None
    contents = tuple(one[0] for one in found if one)
    checkers = ((name, automaton.checker(value)) for name, value in possible[0][1])
    checks = tuple((name, checker.known, checker) for name, checker in checkers)
    result = (automaton.state(contents), checks)
    if automaton.known_names.issuperset(names):
        if len(opening.plans) >= MOST_PLANS:
            opening.plans.clear()
        opening.plans[names] = result
    return result


_Planned = tuple[Pattern, list[tuple[str, Pattern]]]  # content, and patterns of values by name


def _alike(one: _Planned | None, other: _Planned) -> bool:
    return one is not None and one[1] == other[1]


def _planned(automaton: Automaton, content: Pattern, names: Sequence[str]) -> _Planned | None:
    """The content after the attributes, `not_allowed` where it is none; None if values decide.

    In a group, each attribute mostly concerns one member, which can be followed by itself.
    """
    pool = automaton.pool
    pool.begin_step()
    members = content.members if isinstance(content, Group) else (content,)
    concerned: dict[int, list[str]] = {}
    for name in names:
        found = [i for i, member in enumerate(members) if member.may_have_attribute(name)]
        if not found:
            return pool.not_allowed, []
        if len(found) > 1:
            return _followed(pool, content, names)
        concerned.setdefault(found[0], []).append(name)
    left = [member.closed(pool) for member in members]
    values: dict[str, Pattern] = {}
    for i, some in concerned.items():
        followed = _followed(pool, members[i], some)
        if followed is None:
            return None
        left[i] = followed[0]
        values.update(followed[1])
    in_order = [(name, values[name]) for name in names if name in values]
    return pool.group(left) if len(left) > 1 else left[0], in_order


def _followed(pool: Pool, content: Pattern, names: Iterable[str]) -> _Planned | None:
    """The same for any content, one attribute after the other."""
    values: list[tuple[str, Pattern]] = []
    for name in names:
        ways: dict[Pattern, list[Pattern]] = {}  # pattern of the value: what may be left
        for attribute, rest in AttributeWalk(pool, name).of(content).items():
            ways.setdefault(attribute.value, []).append(rest)
        rests = {value: pool.choice(several) for value, several in ways.items()}
        if len(set(rests.values())) > 1:
            return None
        content = next(iter(rests.values()), pool.not_allowed)
        value = pool.choice(rests)
        if value is not pool.text and not _is_any_text(value):
            values.append((name, value))
    return content.closed(pool), values


def _is_any_text(value: Pattern) -> bool:
    plain = plain_datatype(value)
    return plain is not None and plain.name in TEXT_TYPES and not plain.params


class Judgement:
    """What attributes with their values lead to.

    `content` is `not_allowed` where they are not allowed; `accepted` are the checkers that
    found a value good.
    """

    __slots__ = ("accepted", "content")

    def __init__(self, content: Pattern, accepted: list[tuple[str, Checker]]) -> None:
        self.content = content
        self.accepted = accepted


def judge(
    automaton: Automaton,
    content: Pattern,
    attributes: Mapping[str, str],
    namespaces: Mapping[str, str],
) -> Judgement:
    """Follow the attributes of one start tag, values and all."""
    pool = automaton.pool
    accepted: list[tuple[str, Checker]] = []
    pool.begin_step()
    for name, value in attributes.items():
        steps = AttributeWalk(pool, name).of(content)
        good = accepting(automaton, steps, value, namespaces)
        accepted += [(name, checker) for _, checker in good]
        content = pool.choice(steps[attribute] for attribute, _ in good)
    return Judgement(content.closed(pool), accepted)


def accepting(
    automaton: Automaton,
    steps: Iterable[Attribute],
    value: str,
    namespaces: Mapping[str, str],
) -> list[tuple[Attribute, Checker]]:
    """The attribute patterns that a value matches, with their checkers."""
    pairs = [(attribute, automaton.checker(attribute.value)) for attribute in steps]
    return [pair for pair in pairs if pair[1].accepts(value, namespaces)]


def judged_state(automaton: Automaton, judgements: Sequence[Judgement]) -> State | None:
    """The state in which content begins; None where no candidate allows the attributes."""
    contents = tuple(judgement.content for judgement in judgements)
    if all(content is automaton.pool.not_allowed for content in contents):
        return None
    return automaton.state(contents)
