"""A datatype as a schema uses it: a built-in type with its facets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edition.relaxng.datatypes.facets import Facet
from edition.relaxng.datatypes.texts import Text
from edition.relaxng.datatypes.value_space import ValueSpace, normalised

_NOTHING: Mapping[str, str] = {}


class Datatype:
    """A built-in type with the facets that a schema gives it.

    `name` and `params` are those of the schema. `needs_context` says that the namespaces bound
    where a value stands take part in its meaning (the default one under the empty prefix).
    """

    __slots__ = ("_facet", "_space", "_white_space", "name", "needs_context", "params")

    def __init__(
        self,
        name: str,
        params: tuple[tuple[str, str], ...],
        space: ValueSpace,
        facet: Facet | None,
    ) -> None:
        self.name = name
        self.params = params
        self.needs_context = space.needs_context
        self._space = space
        self._white_space = space.white_space
        self._facet = facet

    def allows(self, value: str, namespaces: Mapping[str, str]) -> bool:
        """Whether the value, white space and all, is of the datatype."""
        text = normalised(value, self._white_space)
        if not self._space.holds(text, namespaces):
            return False
        return self._facet is None or self._facet.allows(text)

    def equal(
        self,
        value: str,
        other: str,
        value_namespaces: Mapping[str, str],
        other_namespaces: Mapping[str, str],
    ) -> bool:
        """Whether two texts stand for the same value; False if one is not of the built-in type."""
        one, two = self._normalised(value), self._normalised(other)
        holds = self._space.holds
        if not (holds(one, value_namespaces) and holds(two, other_namespaces)):
            return False
        return self._space.same(one, two, value_namespaces, other_namespaces)

    def explain(self, value: str, namespaces: Mapping[str, str] = _NOTHING) -> str | None:
        """One short sentence on what is wrong with a value and what to write; None if nothing is.

        Without namespaces only the prefix `xml` counts as bound.
        """
        text = self._normalised(value)
        if not self._space.holds(text, namespaces):
            return self._space.fault(text, namespaces)
        if self._facet is None or self._facet.allows(text):
            return None
        return self._facet.fault(text)

    def correction(self, value: str) -> str | None:
        """The one value that was probably meant by a wrong one; None where none suggests itself.

        What is returned is allowed.
        """
        text = self._space.correction(self._normalised(value))
        return text if text is not None and self.allows(text, _NOTHING) else None

    def distance(self, value: str) -> int:
        """How far a value that is not allowed is from being allowed: from 0 to 3."""
        if self.correction(value) is not None:
            return 0
        text = self._normalised(value)
        if not self._space.holds(text, _NOTHING):
            return 1 if self._space.resembles(text) else 3
        # That a text is text says nothing about it.
        return 2 if isinstance(self._space, Text) else 1

    def _normalised(self, value: str) -> str:
        return normalised(value, self._white_space)


def nearest_explanation(
    datatypes: Sequence[Datatype], value: str, namespaces: Mapping[str, str] = _NOTHING
) -> str | None:
    """What is wrong with a value that none of several datatypes allows.

    Said about the one it comes nearest to, of equally near ones the first. None if one of the
    datatypes allows the value or there are no datatypes.
    """
    if not datatypes or any(one.allows(value, namespaces) for one in datatypes):
        return None
    return min(datatypes, key=lambda one: one.distance(value)).explain(value, namespaces)
