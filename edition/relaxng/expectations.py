"""What a pattern still wants, for messages, and how to go on when it does not get it."""

from __future__ import annotations

from collections.abc import Callable

from edition.relaxng.branching import Choice, Group, Interleave, OneOrMore
from edition.relaxng.patterns import Attribute, AttributeWalk, Element, Pattern
from edition.relaxng.pool import Pool

_NONE: frozenset[str] = frozenset()


def required_elements(pattern: Pattern) -> frozenset[str]:
    """The names of elements without which the pattern cannot be matched."""
    return _required(pattern, _element_name, {})


def required_attributes(pattern: Pattern) -> frozenset[str]:
    """The names of attributes without which the pattern cannot be matched."""
    return _required(pattern, _attribute_name, {})


def completing_attributes(pool: Pool, pattern: Pattern) -> frozenset[str]:
    """The names of attributes that alone would complete those of a start tag."""
    names = [name for name in pattern.attribute_names() if name is not None]
    return frozenset(name for name in names if _is_completed_by(pool, pattern, name))


def without_attributes(pool: Pool, pattern: Pattern) -> Pattern:
    """The pattern as if all its attributes were there."""
    if not pattern.has_attributes:
        return pattern
    if isinstance(pattern, Attribute):
        return pool.empty
    inner = [without_attributes(pool, part) for part in pattern.inner()]
    if isinstance(pattern, OneOrMore):
        return pool.one_or_more(inner[0])
    if isinstance(pattern, Choice):
        return pool.choice(inner)
    return pool.group(inner) if isinstance(pattern, Group) else pool.interleave(inner)


def _is_completed_by(pool: Pool, pattern: Pattern, name: str) -> bool:
    left = pool.choice(AttributeWalk(pool, name).of(pattern).values())
    return left.closed(pool) is not pool.not_allowed


def _element_name(pattern: Pattern) -> frozenset[str]:
    single = isinstance(pattern, Element) and not pattern.name_class.is_open
    names = pattern.name_class.names if isinstance(pattern, Element) and single else ()
    return frozenset(names) if len(names) == 1 else _NONE


def _attribute_name(pattern: Pattern) -> frozenset[str]:
    single = isinstance(pattern, Attribute) and not pattern.name_class.is_open
    names = pattern.name_class.names if isinstance(pattern, Attribute) and single else ()
    return frozenset(names) if len(names) == 1 else _NONE


def _required(
    pattern: Pattern,
    own: Callable[[Pattern], frozenset[str]],
    found: dict[Pattern, frozenset[str]],
) -> frozenset[str]:
    if pattern not in found:
        inner = [_required(part, own, found) for part in pattern.inner()]
        if isinstance(pattern, Choice):
            found[pattern] = inner[0].intersection(*inner[1:])
        elif isinstance(pattern, Group | Interleave | OneOrMore):
            found[pattern] = _NONE.union(*inner)
        else:
            found[pattern] = own(pattern)
    return found[pattern]
