"""Facets: what the parameters of a schema take away from a built-in type."""

from __future__ import annotations

from edition.relaxng.datatypes.errors import DatatypeError
from edition.relaxng.datatypes.gregorian import whole_number
from edition.relaxng.datatypes.lexical import LexicalForm
from edition.relaxng.datatypes.value_space import COLLAPSE, ValueSpace, normalised
from edition.relaxng.datatypes.wording import counted, shown

Params = tuple[tuple[str, str], ...]

# Which results of a comparison with the limit are allowed, and how the limit is put in words.
_BOUNDS: dict[str, tuple[tuple[int, ...], str]] = {
    "minInclusive": ((0, 1), "not less than"),
    "minExclusive": ((1,), "more than"),
    "maxInclusive": ((-1, 0), "not more than"),
    "maxExclusive": ((-1,), "less than"),
}
_LENGTHS = {"length": "exactly", "minLength": "at least", "maxLength": "at most"}
_DIGITS = {"totalDigits": "digit", "fractionDigits": "digit after the point"}
_COUNT = LexicalForm(r"\+?[0-9]++|-0++")


class Facet:
    """One restriction of a type; texts have been through the type's white space rule."""

    __slots__ = ()

    def allows(self, text: str) -> bool:
        """Whether the restriction allows a text that the built-in type holds."""
        raise NotImplementedError

    def fault(self, text: str) -> str:
        """One short sentence on why it does not."""
        raise NotImplementedError


class Every(Facet):
    """Several restrictions at once."""

    __slots__ = ("_facets",)

    def __init__(self, facets: list[Facet]) -> None:
        self._facets = tuple(facets)

    def allows(self, text: str) -> bool:
        return all(facet.allows(text) for facet in self._facets)

    def fault(self, text: str) -> str:
        return next(facet.fault(text) for facet in self._facets if not facet.allows(text))


class Bound(Facet):
    """A least or greatest value; what cannot be compared with it is not allowed."""

    __slots__ = ("_allowed", "_limit", "_space", "_wording")

    def __init__(self, name: str, space: ValueSpace, limit: str) -> None:
        self._allowed, self._wording = _BOUNDS[name]
        self._space = space
        self._limit = limit

    def allows(self, text: str) -> bool:
        return self._space.order(text, self._limit) in self._allowed

    def fault(self, text: str) -> str:
        return f"{shown(text)} must be {self._wording} {shown(self._limit)}"


class Length(Facet):
    """A number of characters, bytes or items: exact, least or greatest."""

    __slots__ = ("_is_least", "_is_most", "_number", "_space", "_wording")

    def __init__(self, name: str, space: ValueSpace, number: int) -> None:
        self._is_least = name != "maxLength"
        self._is_most = name != "minLength"
        self._wording = _LENGTHS[name]
        self._space = space
        self._number = number

    def allows(self, text: str) -> bool:
        length = self._space.length(text)
        if length < self._number:
            return not self._is_least
        return length == self._number or not self._is_most

    def fault(self, text: str) -> str:
        length = counted(self._space.length(text), self._space.unit)
        return f"{shown(text)} has {length}; there must be {self._wording} {self._number}"


class Digits(Facet):
    """The most digits that a decimal may need, in all or after the point."""

    __slots__ = ("_is_total", "_most", "_space", "_unit")

    def __init__(self, name: str, space: ValueSpace, most: int) -> None:
        self._is_total = name == "totalDigits"
        self._unit = _DIGITS[name]
        self._space = space
        self._most = most

    def allows(self, text: str) -> bool:
        return self._number(text) <= self._most

    def fault(self, text: str) -> str:
        has = counted(self._number(text), "digit")
        where = "" if self._is_total else " after the point"
        return f"{shown(text)} has {has}{where}; there must be at most {self._most}"

    def _number(self, text: str) -> int:
        total, after_point = self._space.digits(text)
        return total if self._is_total else after_point


def facet_of(type_name: str, space: ValueSpace, params: Params) -> Facet | None:
    """What the parameters of a schema take away from a type; None where there are none.

    Raises DatatypeError for a parameter that is unknown, does not go with the type or has a
    value that is wrong or excluded by the parameters before it.
    """
    found: list[Facet] = []
    for name, value in params:
        if name == "pattern":
            found.append(_pattern(value))
        elif name in _BOUNDS and space.is_ordered:
            found.append(_bound(name, space, value, found))
        elif name in _LENGTHS and space.unit:
            found.append(Length(name, space, _count(name, value)))
        elif name in _DIGITS and space.has_digits:
            found.append(_digits(name, space, value))
        else:
            raise DatatypeError(_inapplicable(name, type_name))
    return Every(found) if len(found) > 1 else next(iter(found), None)


def _pattern(source: str) -> Facet:
    # Imported here because types without patterns do without the machinery.
    from edition.relaxng.datatypes.pattern import Pattern

    return Pattern(source)


def _bound(name: str, space: ValueSpace, value: str, before: list[Facet]) -> Bound:
    limit = normalised(value, space.white_space)
    if not space.holds(limit, {}):
        raise DatatypeError(f"{name}: {space.fault(limit, {})}")
    for facet in before:
        if isinstance(facet, Bound | Digits) and not facet.allows(limit):
            raise DatatypeError(f"{name} contradicts another parameter: {facet.fault(limit)}")
    return Bound(name, space, limit)


def _digits(name: str, space: ValueSpace, value: str) -> Digits:
    most = _count(name, value)
    if not most and name == "totalDigits":
        raise DatatypeError("totalDigits must be 1 or more")
    return Digits(name, space, most)


def _count(name: str, value: str) -> int:
    text = normalised(value, COLLAPSE)
    if not _COUNT.holds(text):
        raise DatatypeError(f"{name} must be a whole number of 0 or more, not {shown(text)}")
    return whole_number(text.lstrip("+-"))


def _inapplicable(name: str, type_name: str) -> str:
    if name == "enumeration":
        return "RELAX NG has no parameter enumeration; list the values as <value> elements"
    if name == "whiteSpace":
        return "RELAX NG has no parameter whiteSpace; choose string, normalizedString or token"
    if name in _BOUNDS or name in _LENGTHS or name in _DIGITS:
        return f"the parameter {name} does not go with the type {type_name}"
    return f"there is no parameter {shown(name)}"
