"""The faults of one document as they are met, and how to go on after each."""

from __future__ import annotations

import pyexpat
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from edition.relaxng.attribute_diagnosis import AttributeDiagnosis
from edition.relaxng.automaton import VALUES, Automaton, Checker, Opening, State
from edition.relaxng.diagnosis import ElementDiagnosis
from edition.relaxng.expectations import without_attributes
from edition.relaxng.faults import Fault, Kind
from edition.relaxng.feeding import Feeder, StoppedError
from edition.relaxng.identifiers import Place
from edition.relaxng.lexicon import Lexicon
from edition.relaxng.limits import Limits
from edition.relaxng.malformed import AMPLIFIED, reason
from edition.relaxng.patterns import Pattern
from edition.relaxng.trail import Trail

LONGEST_VALUE = 1_000
_UNKNOWN = frozenset({Kind.UNKNOWN_ELEMENT, Kind.WRONG_NAMESPACE})
_STRANGER = ""  # no element has this name: counted where an unknown child stands


class Refused(NamedTuple):
    """How content begins after faulty attributes, and the checkers of the good ones."""

    state: State
    accepted: list[tuple[str, Checker]]


class Diagnosis:
    """What explains faults, for all documents of a schema."""

    def __init__(self, automaton: Automaton, lexicon: Lexicon) -> None:
        self.automaton = automaton
        self.lexicon = lexicon
        self.elements = ElementDiagnosis(automaton, lexicon)
        self.attributes = AttributeDiagnosis(automaton, lexicon)


class Reporter:
    """Collects faults; raises StoppedError when there are as many as the limits allow.

    The element that is being opened or closed is the last of the trail.
    """

    def __init__(
        self,
        diagnosis: Diagnosis,
        parser: pyexpat.XMLParserType,
        limits: Limits,
        trail: Trail,
    ) -> None:
        self._diagnosis = diagnosis
        self._automaton = diagnosis.automaton
        self._parser = parser
        self._limits = limits
        self._trail = trail
        self._faults: list[Fault] = []

    def misplaced(
        self, state: State, stack: Sequence[State], name: str
    ) -> tuple[Opening | None, State]:
        """Report a child that cannot stand there; returns how its content and what follows go on.

        Without opening, its content is not checked.
        """
        elements = self._diagnosis.elements
        found = elements.misplaced(state, name)
        fault = found.fault
        if fault.kind in _UNKNOWN:
            self._trail.counts[-2][_STRANGER] = 1
        if fault.kind is Kind.MISPLACED_ELEMENT:
            open_names = [self._printed(one) for one in reversed(self._trail.names[:-1])]
            closing = tuple(open_names[: elements.levels(stack, name)])
            elsewhere = elements.may_hold(self._parent(), name)
            fault = fault._replace(closing=closing, elsewhere=elsewhere)
        self._add(fault)
        return found.opening, found.after

    def bad_attributes(
        self,
        opening: Opening,
        attributes: Mapping[str, str],
        namespaces: Mapping[str, str],
    ) -> Refused:
        """Report attributes that no candidate allows."""
        blame = self._diagnosis.attributes.blame
        blames = [blame(e.content, attributes, namespaces) for e in opening.elements]
        likeliest = min(blames, key=lambda one: len(one.faults))
        for fault in likeliest.faults:
            self._add(fault)
        state = self._going_on([one.content for one in blames])
        return Refused(state, list(dict.fromkeys(likeliest.accepted)))

    def too_many_attributes(self, opening: Opening, number: int) -> State:
        """Report so many attributes that they are left unchecked; returns the state after them."""
        self._add(Fault(Kind.TOO_MANY_ATTRIBUTES, reason=f"{number} attributes in one tag"))
        pool = self._automaton.pool
        return self._going_on([without_attributes(pool, e.content) for e in opening.elements])

    def bad_value(self, attribute: str, value: str, pattern: Pattern) -> None:
        """Report a value that the pattern of an attribute does not allow."""
        self._add(self._diagnosis.attributes.bad_value(attribute, value, pattern))

    def ended_early(self, state: State, text: str, place: tuple[int, int] | None) -> None:
        """Report an element that ends in a state that wants more, or whose text is wrong.

        `place` is that of the text. What it wants may be what an unknown child was meant to be:
        then that one is enough.
        """
        if state.text == VALUES:
            self._add(self._diagnosis.attributes.bad_text(text, state.patterns), place)
        elif _STRANGER not in self._trail.counts[-1]:
            self._add(self._diagnosis.elements.ended_early(state))

    def text_not_allowed(self, state: State, text: str, place: tuple[int, int] | None) -> None:
        """Report text where only elements may stand, and its place."""
        self._add(self._diagnosis.elements.text_not_allowed(state, text), place)

    def duplicate(self, attribute: str, value: str, line: int) -> None:
        """Report an identifier that was given before, in that line."""
        given = f"it was given first in line {line}"
        self._add(Fault(Kind.DUPLICATE_IDENTIFIER, attribute=attribute, value=value, reason=given))

    def dangling(self, references: Iterable[tuple[str, Place]]) -> None:
        """Report references to identifiers that the document does not have."""
        for identifier, (line, column, path, attribute) in references:
            element = path.rpartition("/")[2].partition("[")[0]
            self._faults.append(
                Fault(
                    Kind.DANGLING_REFERENCE,
                    line,
                    column,
                    path,
                    element,
                    attribute=self._printed(attribute),
                    value=identifier,
                )
            )

    def text_too_long(self) -> None:
        """Report a value that is too long to be checked, and stop."""
        self._give_up(Kind.TOO_LONG, f"more than {self._limits.text} characters of text")
        raise StoppedError

    def too_deep(self) -> None:
        """Report elements nested too deeply, and stop."""
        self._give_up(Kind.TOO_DEEP, f"more than {self._limits.depth} open elements")
        raise StoppedError

    def tag_too_long(self) -> None:
        """Report a tag, comment or instruction that is too long to be read."""
        self._give_up(Kind.TOO_LONG, f"a tag or comment of more than {self._limits.token} bytes")

    def too_complex(self) -> None:
        """Report that the schema asks for too much work here."""
        self._give_up(Kind.TOO_COMPLEX, "the schema allows too many ways to read this")

    def entity_too_large(self, name: str) -> None:
        """Report an entity that expands to too much."""
        reason = f"the entity “{name}” expands to more than {self._limits.entity} characters"
        self._give_up(Kind.ENTITY_TOO_LARGE, reason)

    def bad_encoding(self, said: str) -> None:
        """Report an encoding that cannot be read, told what pyexpat said."""
        self._give_up(Kind.BAD_ENCODING, said)

    def not_well_formed(self, error: pyexpat.ExpatError, feeder: Feeder) -> None:
        """Report that the document is not XML any further."""
        kind = Kind.ENTITY_TOO_LARGE if error.code == AMPLIFIED else Kind.NOT_WELL_FORMED
        said = reason(error, self._parser, feeder)
        self._give_up(kind, said, error.lineno, error.offset + 1)

    def place(self, attribute: str) -> Place:
        """Where the parser is, for a reference in an attribute."""
        parser = self._parser
        path = self._trail.path(self._printed)
        return parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, path, attribute

    def faults(self) -> tuple[Fault, ...]:
        """All faults in document order."""
        return tuple(sorted(self._faults, key=lambda fault: (fault.line, fault.column)))

    def _add(self, fault: Fault, place: tuple[int, int] | None = None) -> None:
        parser = self._parser
        line, column = place or (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        self._faults.append(self._placed(fault, line, column))
        if len(self._faults) >= self._limits.faults:
            raise StoppedError

    def _give_up(self, kind: Kind, reason: str, line: int = 0, column: int = 0) -> None:
        line = line or self._parser.CurrentLineNumber
        column = column or self._parser.CurrentColumnNumber + 1
        self._faults.append(self._placed(Fault(kind, reason=reason), line, column))

    def _placed(self, fault: Fault, line: int, column: int) -> Fault:
        names, last = self._trail.names, self._trail.last
        before = last[-2] if names else None
        return fault._replace(
            line=line,
            column=column,
            path=self._trail.path(self._printed),
            element=fault.element or (self._printed(names[-1]) if names else ""),
            parent=self._printed(self._parent()),
            before=before and self._printed(before),
            attribute=fault.attribute and self._printed(fault.attribute),
            value=fault.value and fault.value[:LONGEST_VALUE],
        )

    def _parent(self) -> str:
        return self._trail.names[-2] if len(self._trail.names) > 1 else ""

    def _printed(self, name: str) -> str:
        return self._diagnosis.lexicon.printed(name, self._trail.prefixes)

    def _going_on(self, contents: Sequence[Pattern]) -> State:
        if all(content is self._automaton.pool.not_allowed for content in contents):
            return self._automaton.skipping
        return self._automaton.state(tuple(contents))
