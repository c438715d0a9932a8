"""The datatype libraries: every built-in type by its name."""

from __future__ import annotations

from collections.abc import Callable

from edition.relaxng.datatypes.addresses import Address
from edition.relaxng.datatypes.binary import Base64Binary, Boolean, HexBinary
from edition.relaxng.datatypes.datatype import Datatype
from edition.relaxng.datatypes.dates import DateOrTime
from edition.relaxng.datatypes.durations import Duration
from edition.relaxng.datatypes.errors import DatatypeError
from edition.relaxng.datatypes.facets import Params, facet_of
from edition.relaxng.datatypes.numbers import Decimal, Float, Integer
from edition.relaxng.datatypes.qualified_names import QualifiedName
from edition.relaxng.datatypes.texts import Language, Name, Names, Text
from edition.relaxng.datatypes.value_space import COLLAPSE, PRESERVE, REPLACE, ValueSpace
from edition.relaxng.datatypes.wording import shown
from edition.relaxng.datatypes.xml_names import NameForm

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
COMPATIBILITY = "http://relaxng.org/ns/compatibility/datatypes/1.0"

_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_DATES = "dateTime date time gYearMonth gYear gMonthDay gMonth gDay".split()
_NCNAMES = "NCName ID IDREF ENTITY".split()
_NCNAME_LISTS = "IDREFS ENTITIES".split()
_OTHERS: dict[str, Callable[[], ValueSpace]] = {
    "string": lambda: Text(PRESERVE),
    "normalizedString": lambda: Text(REPLACE),
    "token": lambda: Text(COLLAPSE),
    "language": Language,
    "Name": lambda: Name(NameForm(is_token=False, with_colons=True)),
    "NMTOKEN": lambda: Name(NameForm(is_token=True, with_colons=True)),
    "NMTOKENS": lambda: Names(NameForm(is_token=True, with_colons=True)),
    "QName": QualifiedName,
    "NOTATION": QualifiedName,
    "anyURI": Address,
    "boolean": Boolean,
    "decimal": Decimal,
    "float": lambda: Float(is_single=True),
    "double": lambda: Float(is_single=False),
    "duration": Duration,
    "hexBinary": HexBinary,
    "base64Binary": Base64Binary,
}
_NAMES = {
    "": frozenset({"string", "token"}),
    XSD: frozenset({*_INTEGERS, *_DATES, *_NCNAMES, *_NCNAME_LISTS, *_OTHERS}),
    COMPATIBILITY: frozenset({"ID", "IDREF", "IDREFS"}),
}


def datatype(library: str, name: str, params: Params = ()) -> Datatype:
    """The datatype that a schema names by library and type; RELAX NG's own library is "".

    Raises DatatypeError for an unknown library or type, and for a parameter that is unknown,
    does not go with the type or has a wrong value.
    """
    if library not in _NAMES:
        raise DatatypeError(f"there is no datatype library {shown(library)}; use {XSD}")
    if name not in _NAMES[library]:
        raise DatatypeError(_no_such_type(library, name))
    if params and not library:
        raise DatatypeError(f"{name} has no parameters unless its datatypeLibrary is {XSD}")
    space = _space(name)
    return Datatype(name, params, space, facet_of(name, space, params))


def _space(name: str) -> ValueSpace:
    if name in _INTEGERS:
        return Integer(*_INTEGERS[name])
    if name in _DATES:
        return DateOrTime(name)
    if name in _NCNAMES:
        return Name(NameForm(is_token=False, with_colons=False))
    if name in _NCNAME_LISTS:
        return Names(NameForm(is_token=False, with_colons=False))
    return _OTHERS[name]()


def _no_such_type(library: str, name: str) -> str:
    if not library and name in _NAMES[XSD]:
        return f"there is no type {name} unless the datatypeLibrary is {XSD}"
    alike = [other for other in sorted(_NAMES[library]) if other.casefold() == name.casefold()]
    return f"there is no type {shown(name)}" + (f"; did you mean {alike[0]}?" if alike else "")
