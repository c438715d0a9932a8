"""The identifiers of a file's elements (`xml:id`): each once, each well-formed, each finished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.pointing import in_tei, shortened, times
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.tei import XML_ID, Element, local_name

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_REST = f"{_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040"
_NAME = re.compile(f"[{_START}][{_REST}]*")
_NOT_IN_NAME = re.compile(f"[^{_REST}]")
_NOTHING = ("None", "undefined", "null", "NULL", "NaN")
_SEPARATORS = "-_.:/#"
_LEAVINGS = ("{", "}", "[object", "$(")
_STEM = re.compile(r"(.*[A-Za-z])[-_:]+", re.DOTALL)
_STEMS = frozenset("person pers place org work bibl event letter date".split())
_LONGEST = 200


def is_unfinished(identifier: str) -> bool:
    """Whether an identifier ends in nothing: `place-None`, `person_`, `{id}`."""
    if len(identifier) > _LONGEST:
        return False
    if identifier.endswith(_NOTHING):
        before = next(identifier.removesuffix(n) for n in _NOTHING if identifier.endswith(n))
        return not before or before[-1] in _SEPARATORS
    if identifier.endswith(("-", "_", ":")):
        return _STEM.fullmatch(identifier) is not None
    return any(sign in identifier for sign in _LEAVINGS)


@check(
    "duplicate-xml-id",
    Severity.ERROR,
    hint="give each element an xml:id of its own, and look which one the pointers mean",
    example='<p xml:id="p1">...</p> <p xml:id="p1">...</p>',
)
def duplicate(file: TeiFile) -> Iterator[Fault]:
    """Two elements of one file bear the same xml:id, so no pointer can tell them apart."""
    ids = file.ids
    again: dict[str, list[Element]] = {}
    for element in file.elements:
        identifier = element.get(XML_ID)
        if identifier and ids[identifier] is not element and in_tei(element):
            again.setdefault(identifier, []).append(element)
    for identifier, found in again.items():
        first = ids[identifier]
        where = f"<{local_name(first)}> in line {file.place(first).line}"
        message = f"`{shortened(identifier)}` is already the xml:id of {where}"
        yield Fault(found[0], message + times(len(found)), XML_ID)


@check(
    "bad-xml-id",
    Severity.ERROR,
    hint="begin it with a letter or _, and use letters, digits, hyphen, full stop and _ only",
    example='<person xml:id="12 smith">',
)
def ill_formed(file: TeiFile) -> Iterator[Fault]:
    """An xml:id is no name as XML has them, so that no pointer can lead to it.

    It begins with a letter or a low line and holds no space, colon or slash.
    """
    for identifier, element in file.ids.items():
        if _NAME.fullmatch(identifier) or not in_tei(element):
            continue
        stripped = identifier.strip(" \t\r\n")
        if _NAME.fullmatch(stripped):
            message = f"xml:id `{shortened(identifier)}` has white space around it"
            yield Fault(element, message, XML_ID, stripped, severity=Severity.REVIEW)
        else:
            message = f"xml:id `{shortened(identifier)}` {_fault(stripped)}"
            yield Fault(element, message, XML_ID)


def _fault(identifier: str) -> str:
    if not identifier:
        return "is empty"
    strange = _NOT_IN_NAME.search(identifier)
    if strange is None:
        return f"begins with {identifier[0]!r}, not with a letter"
    return "holds a space" if strange[0].isspace() else f"holds {strange[0]!r}"


@check(
    "unfinished-identifier",
    Severity.REVIEW,
    hint="find out what was meant, and mend the program that wrote it",
    example='<placeName ref="#place-None">Wien</placeName>',
)
def unfinished(file: TeiFile) -> Iterator[Fault]:
    """An identifier, or a pointer that leads nowhere, was built from a value that was missing.

    `place-None`, `person_undefined`, `#person_` and `{id}` are what a program writes when a field
    is empty.
    """
    for identifier, element in file.ids.items():
        if in_tei(element) and is_unfinished(identifier) and _is_built(identifier, file):
            yield Fault(element, f"xml:id `{shortened(identifier)}` ends in no value", XML_ID)
    told: set[str] = set()
    for pointer in file.pointers:
        name = pointer.fragment
        if name is None or name in told or not is_unfinished(name) or name in file.ids:
            continue
        if file.library.bearer(name) is None:
            told.add(name)
            yield Fault(pointer.element, f"{pointer.shown} ends in no value", pointer.attribute)


def _is_built(identifier: str, file: TeiFile) -> bool:
    """Whether an identifier that ends in a hyphen is one of a series made by a program."""
    stem = _STEM.fullmatch(identifier)
    if stem is None:
        return True
    return stem[1] in _STEMS or f"{identifier}1" in file.ids
