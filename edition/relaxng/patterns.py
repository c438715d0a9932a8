"""Patterns and their derivatives.

What is left of a pattern after an element, an attribute or a text has been matched is again
a pattern. Equal patterns are one object (see `pool`), so that a few states suffice for all
that documents do. Derivatives by elements and attributes are kept apart by the element or
attribute pattern that was matched: whether that one really holds is decided later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from edition.relaxng.names import NameClass

if TYPE_CHECKING:
    from edition.relaxng.pool import Pool

Names: TypeAlias = "Collection[str | None]"  # None stands for endlessly many others
NO_NAMES: frozenset[str | None] = frozenset()


class Pattern:
    """What content may look like.

    `nullable`: it may be empty. `has_attributes`, `has_text`, `has_values`: attributes, text,
    data or values or lists stand in it (those of its child elements do not count).
    `takes_text`: any text before it changes nothing.
    """

    __slots__ = ("_attribute_names", "_closed", "_first_names")

    has_attributes = False
    has_text = False
    has_values = False
    nullable = False
    takes_text = False

    def __init__(self) -> None:
        self._closed: Pattern | None = None if self.has_attributes else self
        self._first_names: Names | None = None
        self._attribute_names: Names | None = None if self.has_attributes else NO_NAMES

    def first_names(self) -> Names:
        """The names of elements that may come first."""
        if self._first_names is None:
            self._first_names = self._find_first_names()
        return self._first_names

    def attribute_names(self) -> Names:
        """The names of its attributes."""
        if self._attribute_names is None:
            self._attribute_names = self._find_attribute_names()
        return self._attribute_names

    def closed(self, pool: Pool) -> Pattern:
        """What is left when no more attributes come: those still missing make it impossible."""
        if self._closed is None:
            self._closed = self._close(pool)
        return self._closed

    def may_begin_with(self, name: str) -> bool:
        """Whether an element of that name may come first."""
        names = self.first_names()
        return name in names or None in names

    def may_have_attribute(self, name: str) -> bool:
        """Whether an attribute of that name may stand in it."""
        names = self.attribute_names()
        return name in names or None in names

    def inner(self) -> tuple[Pattern, ...]:
        """The patterns that it is made of; not the content of an element or attribute."""
        return ()

    def after_element(self, walk: ElementWalk) -> Mapping[Element, Pattern]:
        """For each element pattern of the walk's name that may come first, what is left then."""
        return {}

    def after_attribute(self, walk: AttributeWalk) -> Mapping[Attribute, Pattern]:
        """For each attribute pattern of the walk's name, what is left after it."""
        return {}

    def after_text(self, walk: TextWalk) -> Pattern:
        """What is left after the walk's text."""
        return walk.pool.not_allowed

    def _find_first_names(self) -> Names:
        return NO_NAMES

    def _find_attribute_names(self) -> Names:
        return NO_NAMES

    def _close(self, pool: Pool) -> Pattern:
        return self


class ElementWalk:
    """One search for the elements of a name; each pattern met is asked once."""

    __slots__ = ("_found", "name", "pool")

    def __init__(self, pool: Pool, name: str) -> None:
        self.pool = pool
        self.name = name
        self._found: dict[Pattern, Mapping[Element, Pattern]] = {}

    def of(self, pattern: Pattern) -> Mapping[Element, Pattern]:
        """See `Pattern.after_element`."""
        found = self._found.get(pattern)
        if found is None:
            self.pool.work(1)
            begins = pattern.may_begin_with(self.name)
            self._found[pattern] = found = pattern.after_element(self) if begins else {}
        return found


class AttributeWalk:
    """One search for the attributes of a name; each pattern met is asked once."""

    __slots__ = ("_found", "name", "pool")

    def __init__(self, pool: Pool, name: str) -> None:
        self.pool = pool
        self.name = name
        self._found: dict[Pattern, Mapping[Attribute, Pattern]] = {}

    def of(self, pattern: Pattern) -> Mapping[Attribute, Pattern]:
        """See `Pattern.after_attribute`."""
        found = self._found.get(pattern)
        if found is None:
            self.pool.work(1)
            has = pattern.may_have_attribute(self.name)
            self._found[pattern] = found = pattern.after_attribute(self) if has else {}
        return found


class TextWalk:
    """One text going through patterns; each pattern met is asked once."""

    __slots__ = ("_found", "namespaces", "pool", "text")

    def __init__(self, pool: Pool, text: str, namespaces: Mapping[str, str]) -> None:
        self.pool = pool
        self.text = text
        self.namespaces = namespaces
        self._found: dict[Pattern, Pattern] = {}

    def of(self, pattern: Pattern) -> Pattern:
        """See `Pattern.after_text`."""
        found = self._found.get(pattern)
        if found is None:
            self.pool.work(1)
            self._found[pattern] = found = pattern.after_text(self)
        return found


class NotAllowed(Pattern):
    """Nothing matches."""

    __slots__ = ()
    takes_text = True


class Empty(Pattern):
    """Only nothing matches."""

    __slots__ = ()
    nullable = True


class Text(Pattern):
    """Any text, also none and several."""

    __slots__ = ()
    has_text = True
    nullable = True
    takes_text = True

    def after_text(self, walk: TextWalk) -> Pattern:
        return self


class Element(Pattern):
    """One child element; `content` holds its attributes too."""

    __slots__ = ("_content", "_pool", "name_class", "number")

    def __init__(self, pool: Pool, number: int, name_class: NameClass) -> None:
        super().__init__()
        self.number = number
        self.name_class = name_class
        self._pool = pool
        self._content: Pattern | None = None

    @property
    def content(self) -> Pattern:
        """What stands in the element: made when it is first asked for."""
        if self._content is None:
            self._content = self._pool.content_of(self.number)
        return self._content

    def after_element(self, walk: ElementWalk) -> Mapping[Element, Pattern]:
        return {self: walk.pool.empty} if self.name_class.contains(walk.name) else {}

    def _find_first_names(self) -> Names:
        return _listed(self.name_class)


class Attribute(Pattern):
    """One attribute; the number is that of its value's node in the table."""

    __slots__ = ("_number", "_pool", "_value", "name_class")
    has_attributes = True

    def __init__(self, pool: Pool, name_class: NameClass, number: int) -> None:
        super().__init__()
        self.name_class = name_class
        self._pool = pool
        self._number = number
        self._value: Pattern | None = None

    @property
    def value(self) -> Pattern:
        """The pattern of its value: made when it is first asked for."""
        if self._value is None:
            self._value = self._pool.pattern(self._number)
        return self._value

    def after_attribute(self, walk: AttributeWalk) -> Mapping[Attribute, Pattern]:
        return {self: walk.pool.empty} if self.name_class.contains(walk.name) else {}

    def _find_attribute_names(self) -> Names:
        return _listed(self.name_class)

    def _close(self, pool: Pool) -> Pattern:
        return pool.not_allowed


class Compound(Pattern):
    """A pattern that is made of others."""

    __slots__ = ("has_attributes", "has_text", "has_values")

    def __init__(self, parts: Iterable[Pattern]) -> None:
        self.has_attributes = True in [part.has_attributes for part in parts]
        self.has_text = True in [part.has_text for part in parts]
        self.has_values = True in [part.has_values for part in parts]
        super().__init__()


def all_parts(pattern: Pattern) -> list[Pattern]:
    """A pattern and all that it is made of, in its order, each once."""
    waiting, found = [pattern], dict[Pattern, None]()
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = None
            waiting += reversed(one.inner())
    return list(found)


def _listed(name_class: NameClass) -> Names:
    return (*name_class.names, None) if name_class.is_open else name_class.names
