"""A document's tags and texts against the automaton, in one pass: what is wrong is reported.

What is legal costs a look-up or two for each tag. All else (a name, a set of attributes or a
value met for the first time, several candidates, values as content, faults) goes the slow way.
"""

from __future__ import annotations

import pyexpat
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from edition.relaxng.attributes import judge, judged_state, plan
from edition.relaxng.automaton import (
    BLANK,
    FREE,
    MOVES,
    VALUES,
    WHITE_SPACE,
    Automaton,
    Checker,
    Opening,
    Pending,
    State,
)
from edition.relaxng.names import XML_NAMESPACE
from edition.relaxng.trail import Trail

if TYPE_CHECKING:
    from edition.relaxng.identifiers import Identifiers
    from edition.relaxng.limits import Limits
    from edition.relaxng.reporting import Reporter

Start: TypeAlias = Callable[[str, dict[str, str]], None]
TextPlace: TypeAlias = "tuple[int, int]"  # line and column, from 1


class Matcher:
    """One document being matched.

    `stack` holds the state after each element that is open, `trail` their names.
    """

    def __init__(
        self,
        automaton: Automaton,
        parser: pyexpat.XMLParserType,
        limits: Limits,
        identifiers: Identifiers | None,
        reporter: Callable[[], Reporter],
    ) -> None:
        self.stack: list[State] = []
        self.trail = Trail()
        self._automaton = automaton
        self._parser = parser
        self._limits = limits
        self._identifiers = identifiers
        self._reporter = reporter
        self._namespaces = {"xml": XML_NAMESPACE}
        self._shadowed: list[tuple[str, str | None]] = []
        self._texts: list[str] = []
        self._length = 0
        self._text_place: TextPlace | None = None

    def listen(self) -> Start:  # noqa: C901
        """Set the parser's handlers; returns that of start tags, so that it can be wrapped.

        They are closures that share two variables, because these are used for every tag, and
        attributes of an object would take half as long again.
        """
        automaton, parser = self._automaton, self._parser
        state = automaton.start
        text = FREE
        stack, trail = self.stack, self.trail
        names, counts, last = trail.names, trail.counts, trail.last
        deepest = self._limits.depth
        open_slowly, close_slowly, check_value = self._open, self._close, self._check_value

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal state, text
            try:
                plans, after, _ = state.ways[name]
                content, checks = plans[tuple(attributes)]
            except KeyError:
                trail.enter(name)
                content, after = open_slowly(state, name, attributes)
            else:
                here = counts[-1]
                here[name] = here.get(name, 0) + 1
                names.append(name)
                counts.append({})
                last.append(None)
                for attribute, known, checker in checks:
                    if attributes[attribute] not in known:
                        check_value(attribute, attributes[attribute], checker)
            stack.append(after)
            if len(stack) > deepest:
                self._reporter().too_deep()
            state = content
            if state.text != text:
                text = state.text
                parser.CharacterDataHandler = handlers[text]

        def end(name: str) -> None:
            nonlocal state, text
            after = stack.pop()
            state = after if state.ends else close_slowly(state, after)
            counts.pop()
            last.pop()
            last[-1] = names.pop()
            if state.text != text:
                text = state.text
                parser.CharacterDataHandler = handlers[text]

        def blank(characters: str) -> None:
            if characters.strip(WHITE_SPACE):
                self._reporter().text_not_allowed(state, characters, self._place_of(characters))
                ignore_text()

        def moving(characters: str) -> None:
            nonlocal state
            if characters.strip(WHITE_SPACE):
                state = automaton.after_text(state, characters, self._namespaces)
                ignore_text()

        def ignore_text() -> None:
            """Until the next tag: what follows belongs to the same text."""
            nonlocal text
            text = FREE
            parser.CharacterDataHandler = None

        handlers = {FREE: None, BLANK: blank, MOVES: moving, VALUES: self._collect}
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.StartNamespaceDeclHandler = self._start_namespace
        parser.EndNamespaceDeclHandler = self._end_namespace
        return start

    def _open(self, state: State, name: str, attributes: dict[str, str]) -> tuple[State, State]:
        """The state in which a child's content begins, and the state after the child."""
        if not state.patterns:
            return state, state
        if state.text == VALUES:
            state = self._after_values(state)
        way = state.ways.get(name) or self._automaton.way(state, name)
        if way is not None:
            return self._after_attributes(way[2], attributes), way[1]
        opening, after = self._reporter().misplaced(state, self.stack, name)
        if opening is None:
            return self._automaton.skipping, after
        return self._after_attributes(opening, attributes), after

    def _after_attributes(self, opening: Opening, attributes: dict[str, str]) -> State:
        if len(attributes) > self._limits.attributes:
            return self._reporter().too_many_attributes(opening, len(attributes))
        found = plan(self._automaton, opening, tuple(attributes))
        if found is not None:
            content, checks = found
            for attribute, _, checker in checks:
                self._check_value(attribute, attributes[attribute], checker)
            return content
        judgements = [
            judge(self._automaton, element.content, attributes, self._namespaces)
            for element in opening.elements
        ]
        state = judged_state(self._automaton, judgements)
        accepted = [pair for judgement in judgements for pair in judgement.accepted]
        if state is None:
            refused = self._reporter().bad_attributes(opening, attributes, self._namespaces)
            state, accepted = refused
        for attribute, checker in dict.fromkeys(accepted):
            self._note(attribute, attributes[attribute], checker)
        return state

    def _check_value(self, attribute: str, value: str, checker: Checker) -> None:
        if checker.accepts(value, self._namespaces):
            self._note(attribute, value, checker)
        else:
            self._reporter().bad_value(attribute, value, checker.pattern)

    def _note(self, attribute: str, value: str, checker: Checker) -> None:
        """Take in identifiers, and references to them, if they are checked at all."""
        if self._identifiers is None or not checker.identifiers:
            return
        if "ID" in checker.identifiers:
            earlier = self._identifiers.define(value, self._parser.CurrentLineNumber)
            if earlier is not None:
                self._reporter().duplicate(attribute, value, earlier)
        else:
            self._identifiers.refer(value, lambda: self._reporter().place(attribute))

    def _close(self, state: State, after: State) -> State:
        """The state after an element whose end must be looked at closely."""
        place = self._text_place
        text = self._take_text()
        held = self._automaton.held(state, text, self._namespaces)
        if not any(held):
            self._reporter().ended_early(state, text, place)
            return after.after_any() if isinstance(after, Pending) else after
        return after.after(held) if isinstance(after, Pending) else after

    def _after_values(self, state: State) -> State:
        """The state after the text collected before a child element."""
        place = self._text_place
        text = self._take_text()
        if not text.strip(WHITE_SPACE):
            return state
        moved = self._automaton.after_text(state, text, self._namespaces)
        if all(pattern is self._automaton.pool.not_allowed for pattern in moved.patterns):
            self._reporter().text_not_allowed(state, text, place)
            return state
        return moved

    def _collect(self, characters: str) -> None:
        self._length += len(characters)
        if self._length > self._limits.text:
            self._reporter().text_too_long()
        if self._text_place is None and characters.strip(WHITE_SPACE):
            self._text_place = self._place_of(characters)
        self._texts.append(characters)

    def _take_text(self) -> str:
        text = "".join(self._texts)
        self._texts.clear()
        self._length = 0
        self._text_place = None
        return text

    def _place_of(self, characters: str) -> TextPlace:
        """Line and column of the first character that is not white space."""
        parser = self._parser
        blank = len(characters) - len(characters.lstrip(WHITE_SPACE))
        return parser.CurrentLineNumber, parser.CurrentColumnNumber + 1 + blank

    def _start_namespace(self, prefix: str | None, uri: str | None) -> None:
        self.trail.declare(prefix, uri)
        self._shadowed.append((prefix or "", self._namespaces.get(prefix or "")))
        self._namespaces[prefix or ""] = uri or ""

    def _end_namespace(self, prefix: str | None) -> None:
        name, shadowed = self._shadowed.pop()
        if shadowed is None:
            del self._namespaces[name]
        else:
            self._namespaces[name] = shadowed
