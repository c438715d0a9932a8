"""Values of attributes as they are written: checked, and noted where they are identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable

from edition.relaxng.automaton import LONGEST_KEPT, MOST_VALUES, WHITE_SPACE, Checker
from edition.relaxng.datatypes import datatype
from edition.relaxng.pieces import NotPlainError
from edition.relaxng.references import value_meant
from edition.relaxng.views import Scope

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
_PLAIN_NAMES = rb"(?:[A-Za-z_][A-Za-z0-9_.\-]*\n)*+"


class WrittenValues:
    """The values of one document. `names` are those of type ID that are still to be checked."""

    def __init__(self, identifies: bool) -> None:
        self.names: list[bytes] = []
        self._identifies = identifies
        self._defined: set[bytes] = set()
        self._referred: set[bytes] = set()

    def check(self, written: bytes, checker: Checker, scope: Scope) -> None:
        """Check a value that is not known to be good. Raises NotPlainError where it is not."""
        value = meant(value_meant, written)
        if not checker.accepts(value, scope.namespaces):
            raise NotPlainError
        self.note(value, checker)
        if checker.keeps and len(written) <= LONGEST_KEPT:
            if len(checker.known_raw) >= MOST_VALUES:
                checker.known_raw.clear()
            checker.known_raw.add(written)

    def note(self, value: str, checker: Checker) -> None:
        """Take in identifiers, and references to them, if they are checked at all.

        Raises NotPlainError where an identifier is given twice.
        """
        if not self._identifies or not checker.identifiers:
            return
        if "ID" in checker.identifiers:
            self._define([value.strip(WHITE_SPACE).encode()])
        else:
            self._referred.update(value.encode().split())

    def check_names(self) -> None:
        """Check the identifiers that were put by: mostly ASCII, so all of them at once.

        Raises NotPlainError where one is no name, or given twice.
        """
        names = self.names
        together = b"".join([name + b"\n" for name in names])
        if names and not re.fullmatch(_PLAIN_NAMES, together):
            names = [_identifier(name) for name in names]
        if self._identifies:
            self._define(names)
        self.names.clear()

    def all_lead_somewhere(self) -> bool:
        """Whether each reference is to an identifier of the document."""
        return self._referred <= self._defined

    def _define(self, names: list[bytes]) -> None:
        before = len(self._defined)
        self._defined.update(names)
        if len(self._defined) < before + len(names):
            raise NotPlainError


def meant(read: Callable[[bytes], str], written: bytes) -> str:
    """What is meant by a text or value. Raises NotPlainError for what is not well-formed."""
    try:
        return read(written)
    except ValueError:
        raise NotPlainError from None


def _identifier(written: bytes) -> bytes:
    """The identifier that is meant by a value of type ID."""
    value = meant(value_meant, written)
    if not datatype(XSD, "ID").allows(value, {}):
        raise NotPlainError
    return value.strip(WHITE_SPACE).encode()
