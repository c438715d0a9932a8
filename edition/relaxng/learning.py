"""What a tag does that was not met before, found out by the automaton and kept for others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from edition.relaxng.attributes import judge, judged_state, plan
from edition.relaxng.automaton import VALUES, Automaton, Checker, Opening, Pending, State
from edition.relaxng.limits import Limits
from edition.relaxng.names import XML_NAMESPACE
from edition.relaxng.patterns import Element
from edition.relaxng.pieces import NotPlainError
from edition.relaxng.references import text_meant, value_meant
from edition.relaxng.views import MOST_OF_KIND, RawCheck, Scanner, Scope, Step, Tag, TagKind, View
from edition.relaxng.written_values import WrittenValues, meant

# Prefixes that cannot be declared to be anything else, and nothing else to be theirs.
RESERVED = {"xml": XML_NAMESPACE, "xmlns": "http://www.w3.org/2000/xmlns/"}


class Learner:
    """Finds out what the tags of one document do.

    Its methods raise NotPlainError for what is not plainly right.
    """

    def __init__(self, scanner: Scanner, limits: Limits, values: WrittenValues) -> None:
        self._scanner = scanner
        self._automaton: Automaton = scanner.automaton
        self._limits = limits
        self._values = values

    def learn(self, view: View, written: bytes) -> Step:
        """What a start tag does; kept if the schema knows its names."""
        tag = self._taken_apart(view, written)
        scope = self._scope_inside(view.scope, tag)
        name = scope.expanded(tag.name, scope.namespaces.get("", ""))
        attributes = _own_attributes(tag, scope)
        way = view.state.ways.get(name) or self._automaton.way(view.state, name)
        if way is None:
            raise NotPlainError
        content, checkers = self._content(way[2], attributes, scope)
        inside = scope.view(content, b"/" + tag.name.encode())
        after = view.scope.view(way[1], view.end)
        step: Step = (inside, after)
        if tag.is_empty:
            step = (None, after if content.ends else self.close(inside, after, b""))
        if checkers is not None and self._automaton.known_names.issuperset((name, *attributes)):
            self._keep(view, written, tag, step, self._kind(tag, step, scope, checkers))
        return step

    def close(self, view: View, after: View, value: bytes) -> View:
        """The view after an element whose end must be looked at closely; `value` is its text."""
        if len(value) > self._limits.text:
            raise NotPlainError
        text = meant(text_meant, value) if view.text == VALUES else ""
        held = self._automaton.held(view.state, text, view.scope.namespaces)
        if not any(held):
            raise NotPlainError
        if not isinstance(after.state, Pending):
            return after
        return after.scope.view(after.state.after(held), after.end)

    def _taken_apart(self, view: View, written: bytes) -> Tag:
        tag = self._scanner.taken_apart(written)
        number = len(tag.attributes)
        if number > self._limits.attributes or view.text == VALUES:
            raise NotPlainError
        if len({name for name, _ in tag.attributes}) < number:
            raise NotPlainError
        return tag

    def _scope_inside(self, outside: Scope, tag: Tag) -> Scope:
        declared = {
            name.partition(":")[2]: meant(value_meant, value)
            for name, value in tag.attributes
            if _declares(name)
        }
        if not declared:
            return outside
        for prefix, uri in declared.items():
            if prefix in RESERVED or uri in RESERVED.values() or (prefix and not uri):
                raise NotPlainError
        return self._scanner.scope({**outside.namespaces, **declared})

    def _content(
        self, opening: Opening, attributes: Mapping[str, bytes], scope: Scope
    ) -> tuple[State, Mapping[str, Checker] | None]:
        """The state in which content begins, and what has checked the values of attributes.

        None has, if they have been judged: where they decide the state.
        """
        found = plan(self._automaton, opening, tuple(attributes))
        if found is None:
            return self._judged(opening.elements, attributes, scope), None
        content, checks = found
        for attribute, _, checker in checks:
            self._values.check(attributes[attribute], checker, scope)
        return content, {attribute: checker for attribute, _, checker in checks}

    def _judged(
        self, elements: Iterable[Element], attributes: Mapping[str, bytes], scope: Scope
    ) -> State:
        values = {name: meant(value_meant, raw) for name, raw in attributes.items()}
        judgements = [
            judge(self._automaton, element.content, values, scope.namespaces)
            for element in elements
        ]
        state = judged_state(self._automaton, judgements)
        if state is None:
            raise NotPlainError
        for attribute, checker in {pair for one in judgements for pair in one.accepted}:
            self._values.note(values[attribute], checker)
        return state

    def _kind(self, tag: Tag, step: Step, scope: Scope, checkers: Mapping[str, Checker]) -> TagKind:
        """What all start tags do that differ from this one in the values of attributes only."""
        declared: list[RawCheck] = []
        checks: list[RawCheck] = []
        for number, (attribute, value) in enumerate(tag.attributes):
            place = 2 * number + 1
            if _declares(attribute):
                declared.append((place, {value}, None))
            elif checker := checkers.get(scope.expanded(attribute, "")):
                known = None if checker.is_identifier else checker.known_raw
                checks.append((place, known, checker))
        is_lasting = all(checker.keeps for checker in checkers.values())
        return TagKind(step, scope, (*declared, *checks), MOST_OF_KIND if is_lasting else 0)

    def _keep(self, view: View, written: bytes, tag: Tag, step: Step, kind: TagKind) -> None:
        if not tag.attributes:
            self._scanner.keep(view, view.steps, written, step)
        elif tag.is_double_quoted:
            between = b"\0".join(written.split(b'"')[::2])
            self._scanner.keep(view, view.kinds, between, kind)


def _own_attributes(tag: Tag, scope: Scope) -> Mapping[str, bytes]:
    """The attributes by their expanded names, but for declarations of namespaces."""
    own = [(name, raw) for name, raw in tag.attributes if not _declares(name)]
    attributes = {scope.expanded(name, ""): raw for name, raw in own}
    if len(attributes) < len(own):
        raise NotPlainError
    return attributes


def _declares(attribute: str) -> bool:
    return attribute == "xmlns" or attribute.startswith("xmlns:")
