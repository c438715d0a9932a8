"""The quick way to find a document valid: its tags looked up as they are written.

Expat reads the document too, but tells nothing unless it is not well-formed; so a tag need be
taken apart only when one of its kind is met for the first time. As soon as anything is not
plainly right (a fault, a document type, an encoding other than UTF-8) the whole is left to
`matching`, which alone knows what is wrong and where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from edition.relaxng.attributes import judge, judged_state, plan
from edition.relaxng.automaton import (
    LONGEST_KEPT,
    MOST_VALUES,
    MOVES,
    VALUES,
    WHITE_SPACE,
    Checker,
    Checks,
    Pending,
    State,
)
from edition.relaxng.datatypes import datatype
from edition.relaxng.feeding import Document
from edition.relaxng.limits import Limits
from edition.relaxng.names import XML_NAMESPACE
from edition.relaxng.patterns import Element
from edition.relaxng.pieces import NotPlainError, Pieces
from edition.relaxng.pool import TooComplexError
from edition.relaxng.references import text_meant, value_meant
from edition.relaxng.views import Scanner, Scope, Step, Tag, View

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
_PLAIN_NAMES = rb"(?:[A-Za-z_][A-Za-z0-9_.\-]*\n)*+"


class Scan:
    """One document being scanned."""

    def __init__(self, scanner: Scanner, limits: Limits, identifiers: bool) -> None:
        self._scanner = scanner
        self._automaton = scanner.automaton
        self._limits = limits
        self._identifies = identifiers
        self._defined: set[bytes] = set()
        self._referred: set[bytes] = set()
        self._names: list[bytes] = []
        self._stack: list[View] = []
        self._value = b""
        self._view = scanner.scope({"xml": XML_NAMESPACE}).view(self._automaton.start)

    def finds_valid(self, pieces: Pieces) -> bool:
        """Whether the document is plainly valid; False tells nothing."""
        try:
            for tags in pieces:
                self._follow(tags)
                self._check_names()
        except (NotPlainError, TooComplexError):
            return False
        return self._referred <= self._defined

    def _follow(self, tags: Iterable[bytes]) -> None:
        """Go through tags, each with the text that follows it and without its first bracket.

        One function, because a call for each tag would cost as much as all the rest of it.
        """
        view, stack, deepest = self._view, self._stack, self._limits.depth
        push, pop = stack.append, stack.pop
        slash, quote, values = ord("/"), b'"', VALUES
        for tag_and_text in tags:
            tag, _, text = tag_and_text.partition(b">")
            if tag[0] == slash:
                after = pop()
                view = after if view.ends else self._close(view, after, self._value)
            else:
                step = view.steps.get(tag)
                if step is None:
                    step = self._step(view, tag) if quote in tag else self._learn(view, tag)
                content, after = step
                if content is None:
                    view = after
                else:
                    push(after)
                    if len(stack) > deepest:
                        raise NotPlainError
                    view = content
            if view.text:
                if view.text == values:
                    self._value = text
                elif text and not text.isspace():
                    view = self._after_text(view)
        self._view = view

    def _step(self, view: View, tag: bytes) -> Step:
        """What a start tag with attributes does that was not met just so."""
        parts = tag.split(b'"')
        kind = view.kinds.get(b"\0".join(parts[::2]))
        if kind is None:
            return self._learn(view, tag)
        step, checks, is_lasting = kind
        for index, known, checker in checks:
            if known is None:
                self._names.append(parts[index])
            elif parts[index] not in known:
                self._check(parts[index], checker, view.scope)
        if is_lasting:
            self._scanner.keep(view.steps, tag, step)
        return step

    def _after_text(self, view: View) -> View:
        if view.text != MOVES:
            raise NotPlainError
        return view.scope.view(self._automaton.after_text(view.state, "", {}))

    def _close(self, view: View, after: View, value: bytes) -> View:
        if len(value) > self._limits.text:
            raise NotPlainError
        text = _meant(text_meant, value) if view.text == VALUES else ""
        held = self._automaton.held(view.state, text, view.scope.namespaces)
        if not any(held):
            raise NotPlainError
        state = after.state
        return after.scope.view(state.after(held)) if isinstance(state, Pending) else after

    def _learn(self, view: View, written: bytes) -> Step:
        """What a start tag does that was not met before; kept if the schema knows its names."""
        tag = self._scanner.taken_apart(written)
        if len(tag.attributes) > self._limits.attributes or view.text == VALUES:
            raise NotPlainError
        scope = self._scope_inside(view.scope, tag)
        name = scope.expanded(tag.name, scope.namespaces.get("", ""))
        own = [(a, raw) for a, raw in tag.attributes if not _declares(a)]
        attributes = {scope.expanded(a, ""): raw for a, raw in own}
        way = view.state.ways.get(name) or self._automaton.way(view.state, name)
        if way is None:
            raise NotPlainError
        found = plan(self._automaton, way[2], tuple(attributes))
        checks: Checks = ()
        if found is None:
            content = self._judged(way[2].elements, attributes, scope)
        else:
            content, checks = found
            for attribute, _, checker in checks:
                self._check(attributes[attribute], checker, scope)
        inside, after = scope.view(content), view.scope.view(way[1])
        step: Step = (inside, after)
        if tag.is_empty:
            step = (None, after if inside.ends else self._close(inside, after, b""))
        is_plain = found is not None and len(own) == len(tag.attributes) and tag.is_double_quoted
        if is_plain and self._automaton.known_names.issuperset((name, *attributes)):
            places = {attribute: 2 * i + 1 for i, attribute in enumerate(attributes)}
            placed = [(places[a], checker) for a, _, checker in checks]
            self._scanner.keep_kind(view, written, step, placed)
        return step

    def _scope_inside(self, outside: Scope, tag: Tag) -> Scope:
        declared = {
            name.partition(":")[2]: _meant(value_meant, value)
            for name, value in tag.attributes
            if _declares(name)
        }
        return self._scanner.scope({**outside.namespaces, **declared}) if declared else outside

    def _judged(
        self, elements: Iterable[Element], attributes: Mapping[str, bytes], scope: Scope
    ) -> State:
        """The state in which content begins, where the values of attributes decide it."""
        values = {name: _meant(value_meant, raw) for name, raw in attributes.items()}
        judgements = [
            judge(self._automaton, element.content, values, scope.namespaces)
            for element in elements
        ]
        state = judged_state(self._automaton, judgements)
        if state is None:
            raise NotPlainError
        for attribute, checker in {pair for one in judgements for pair in one.accepted}:
            self._note(values[attribute], checker)
        return state

    def _check_names(self) -> None:
        """Check the identifiers that were put by: mostly ASCII, so all of them at once."""
        names = self._names
        together = b"".join([name + b"\n" for name in names])
        if names and not re.fullmatch(_PLAIN_NAMES, together):
            names = [_identifier(name) for name in names]
        if self._identifies:
            before = len(self._defined)
            self._defined.update(names)
            if len(self._defined) < before + len(names):
                raise NotPlainError
        self._names.clear()

    def _check(self, written: bytes, checker: Checker, scope: Scope) -> None:
        """Check a value that is not known to be good."""
        value = _meant(value_meant, written)
        if not checker.accepts(value, scope.namespaces):
            raise NotPlainError
        self._note(value, checker)
        if checker.keeps and len(written) <= LONGEST_KEPT:
            if len(checker.known_raw) >= MOST_VALUES:
                checker.known_raw.clear()
            checker.known_raw.add(written)

    def _note(self, value: str, checker: Checker) -> None:
        """Take in identifiers, and references to them, if they are checked at all."""
        if not self._identifies or not checker.identifiers:
            return
        if "ID" in checker.identifiers:
            identifier = value.strip(WHITE_SPACE).encode()
            if identifier in self._defined:
                raise NotPlainError
            self._defined.add(identifier)
        else:
            self._referred.update(value.encode().split())


def if_plainly_valid(scan: Scan, document: Document) -> Callable[[], Document] | None:
    """If a scan finds a document valid, what gives it from its beginning again.

    If not, it stands where it stood before; one that can be read only once is not even tried.
    """
    again = _rewinding(document)
    if again is None or scan.finds_valid(Pieces(document)):
        return again
    again()
    return None


def _rewinding(document: Document) -> Callable[[], Document] | None:
    if isinstance(document, bytes):
        return lambda: document
    seek, tell = getattr(document, "seek", None), getattr(document, "tell", None)
    if seek is None or tell is None:
        return None
    try:
        start = tell()
        seek(start)
    except OSError:
        return None

    def again() -> Document:
        seek(start)
        return document

    return again


def _identifier(written: bytes) -> bytes:
    """The identifier that is meant by a value of type ID."""
    value = _meant(value_meant, written)
    if not datatype(XSD, "ID").allows(value, {}):
        raise NotPlainError
    return value.strip(WHITE_SPACE).encode()


def _declares(attribute: str) -> bool:
    return attribute == "xmlns" or attribute.startswith("xmlns:")


def _meant(read: Callable[[bytes], str], written: bytes) -> str:
    try:
        return read(written)
    except ValueError:  # an entity that is declared nowhere here, for one
        raise NotPlainError from None
