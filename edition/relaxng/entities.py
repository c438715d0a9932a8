"""Entities and document types: what is left out of a document is told, and none may explode."""

from __future__ import annotations

import pyexpat
from typing import TYPE_CHECKING

from edition.relaxng.feeding import StoppedError

if TYPE_CHECKING:
    from edition.relaxng.faults import Fact

MOST_FACTS = 100


class EntityTooLargeError(StoppedError):
    """An entity expands to more characters than allowed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class EntityWatch:
    """Listens to what a parser says about entities; `facts` is what was left out."""

    def __init__(self, parser: pyexpat.XMLParserType, largest: int) -> None:
        self.facts: list[Fact] = []
        self._parser = parser
        self._largest = largest
        self._subset: str | None = None
        self._declarations: dict[str, tuple[int, list[str]]] = {}
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EndDoctypeDeclHandler = self._end_doctype
        parser.EntityDeclHandler = self._declared
        parser.ExternalEntityRefHandler = self._external
        parser.SkippedEntityHandler = self._skipped
        parser.SetParamEntityParsing(pyexpat.XML_PARAM_ENTITY_PARSING_ALWAYS)  # to be told of them

    def _doctype(
        self, name: str, system: str | None, public: str | None, has_internal_subset: bool
    ) -> None:
        self._subset = system
        if system is not None:
            self._tell("EXTERNAL_SUBSET", name, system)

    def _external(
        self, context: str | None, base: str | None, system: str | None, public: str | None
    ) -> int:
        names = [part for part in (context or "").split("\f") if part and "=" not in part]
        if names or system != self._subset:
            self._tell("EXTERNAL_ENTITY", names[-1] if names else system or "", system)
        return 1

    def _skipped(self, name: str, is_parameter: bool) -> None:
        self._tell("SKIPPED_ENTITY", name, None)

    def _declared(
        self,
        name: str,
        is_parameter: bool,
        value: str | None,
        base: str | None,
        system: str | None,
        public: str | None,
        notation: str | None,
    ) -> None:
        if value is not None and not is_parameter and name not in self._declarations:
            inner = [piece.partition(";")[0] for piece in value.split("&")[1:]]
            self._declarations[name] = (len(value), inner)

    def _end_doctype(self) -> None:
        lengths: dict[str, int] = {}
        for name in self._declarations:
            if self._length(name, lengths) > self._largest:
                raise EntityTooLargeError(name)

    def _length(self, name: str, lengths: dict[str, int]) -> int:
        """The characters that an entity expands to; those it is made of come to be known too."""
        waiting = [name]
        while waiting:
            own, inner = self._declarations[waiting[-1]]
            unknown = [i for i in inner if i in self._declarations and i not in lengths]
            if unknown:
                lengths[waiting[-1]] = own  # for now, so that a circle comes to an end
                waiting += dict.fromkeys(unknown)
            else:
                length = own + sum(lengths.get(one, 0) for one in inner)
                lengths[waiting.pop()] = min(length, self._largest + 1)
        return lengths[name]

    def _tell(self, kind: str, name: str, system: str | None) -> None:
        from edition.relaxng.faults import Fact, FactKind

        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        fact = Fact(FactKind[kind], line, column, name, system)
        known = any((one.kind, one.name) == (fact.kind, name) for one in self.facts)
        if not known and len(self.facts) < MOST_FACTS:
            self.facts.append(fact)
