"""Rules run on a document, pattern by pattern."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from edition.schematron.expressions import (
    Document,
    Expression,
    Language,
    Scope,
    Selector,
    normalized,
)
from edition.schematron.kinds import Kind
from edition.schematron.limits import OverrunError, alarm
from edition.schematron.rules import (
    Assertion,
    Breach,
    Insertion,
    NotRun,
    Pattern,
    Rule,
    Rules,
    UnusableError,
    Verdict,
)
from edition.tei import Element

if TYPE_CHECKING:
    from edition.schematron.full import Node


_LONGEST = 2_000  # characters of a message: a rule may put the whole document into it
_SHORTEST = 0.05  # seconds; the clock of the alarm is no finer than some hundredths


class Schematron:
    """Rules made ready for any number of documents; what none needs is never read."""

    def __init__(self, *sources: Rules) -> None:
        """From one schema or several; patterns that say the same are run once."""
        patterns: dict[Pattern, list[_ReadyRule]] = {}
        for rules in sources:
            language = Language(rules.namespaces)
            for pattern in rules.patterns:
                ready = [_ReadyRule(rule, language) for rule in pattern]
                patterns.setdefault(_nameless(pattern), ready)
        self._patterns = list(patterns.values())

    def check(self, root: Element, seconds: float = 10.0, in_all: float = 60.0) -> Verdict:
        """What the rules say of a document, given by its root.

        A rule that works more than `seconds` is stopped, and after `in_all` seconds no other is
        begun; `Verdict.not_run` names them. In another thread than the main one nothing is stopped.
        """
        run = _Run(root, seconds, time.process_time() + in_all)
        with alarm() as allow:
            for pattern in self._patterns:
                run.pattern(pattern, allow)
        return Verdict(tuple(run.breaches.values()), tuple(run.not_run.values()))


def _nameless(pattern: Pattern) -> Pattern:
    """The pattern without its identifiers."""
    return tuple(
        replace(
            rule,
            identifier="",
            assertions=tuple(replace(one, identifier="") for one in rule.assertions),
        )
        for rule in pattern
    )


class _ReadyRule:
    """A rule whose expressions are read when they are first needed."""

    def __init__(self, rule: Rule, language: Language) -> None:
        self.rule = rule
        self._language = language

    @cached_property
    def context(self) -> Selector:
        """Which nodes the rule is about."""
        return Selector(self.rule.context, self._language)

    def outside(self, document: Document) -> Scope:
        """The document as the place of the variables of schema and pattern."""
        scope = Scope(document, None, {})
        for lets in self._outer:
            scope = Scope(document, None, lets, scope)
        return scope

    @cached_property
    def _outer(self) -> list[Mapping[str, Expression]]:
        return [
            {let.name: self._expression(let.expression, {}) for let in lets}
            for lets in self.rule.outer
            if lets
        ]

    @cached_property
    def lets(self) -> Mapping[str, Expression]:
        """The variables of the rule; each may use those before it."""
        lets: dict[str, Expression] = {}
        for let in self.rule.lets:
            lets[let.name] = self._expression(let.expression, _kinds(lets))
        return lets

    @cached_property
    def assertions(self) -> list[tuple[Assertion, Expression]]:
        """The assertions, each with its test."""
        return [(one, self._own(one.test)) for one in self.rule.assertions]

    @cached_property
    def insertions(self) -> Mapping[str, Expression]:
        """What stands inside the messages, by its text."""
        parts = (part for one in self.rule.assertions for part in one.message)
        texts = (part.expression for part in parts if isinstance(part, Insertion))
        return {text: self._own(text) for text in texts}

    def _own(self, source: str) -> Expression:
        return self._expression(source, _kinds(self.lets))

    def _expression(self, source: str, kinds: Mapping[str, Kind]) -> Expression:
        return Expression(source, self._language, kinds)

    def message(self, assertion: Assertion, scope: Scope) -> str:
        """What the assertion says at a node; an expression that fails stands as it is written."""
        parts = (self._said(part, scope) for part in assertion.message)
        message = normalized("".join(parts))
        return message if len(message) < _LONGEST else f"{message[:_LONGEST]} …"

    def _said(self, part: str | Insertion, scope: Scope) -> str:
        if isinstance(part, str):
            return part
        try:
            return self.insertions[part.expression].text(scope)
        except UnusableError:
            return f"[{part.expression}]"


def _kinds(lets: Mapping[str, Expression]) -> Mapping[str, Kind]:
    return {name: kind for name, let in lets.items() if (kind := let.kind)}


class _Run:
    """One document under the rules."""

    def __init__(self, root: Element, seconds: float, end: float) -> None:
        self.breaches: dict[tuple[Element, str], Breach] = {}
        self.not_run: dict[tuple[str, str], NotRun] = {}
        self._document = Document(root)
        self._seconds = seconds
        self._end = end

    def pattern(self, pattern: list[_ReadyRule], allow: Callable[[float], None]) -> None:
        """Run the rules of a pattern: the first one that fits a node is the one that counts."""
        taken: set[Node] = set()
        problem: str | None = None
        for ready in pattern:
            if not ready.context.may_fit(self._document):
                continue
            problem = problem or ready.rule.problem or self._limited(ready, taken, allow)
            if problem:
                self._name(ready.rule.identifier, ready.rule.context, problem)
                problem = "which nodes are left to it is not known: a rule before it was not run"

    def _limited(
        self, ready: _ReadyRule, taken: set[Node], allow: Callable[[float], None]
    ) -> str | None:
        """Run a rule; returns why it could not be run to its end."""
        seconds = min(self._seconds, self._end - time.process_time())
        if seconds < _SHORTEST:
            return "not begun: the rules before it took too long"
        try:
            try:
                allow(seconds)
                self._rule(ready, taken)
            finally:
                allow(0)
        except OverrunError:
            return f"stopped after {seconds:.1f} seconds"
        except UnusableError as error:
            return str(error)
        return None

    def _rule(self, ready: _ReadyRule, taken: set[Node]) -> None:
        outside = ready.outside(self._document)
        for node in ready.context.nodes(outside):
            if node not in taken:
                taken.add(node)
                scope = Scope(self._document, node, ready.lets, outside)
                for assertion, test in ready.assertions:
                    self._assertion(ready, assertion, test, scope)

    def _assertion(
        self, ready: _ReadyRule, assertion: Assertion, test: Expression, scope: Scope
    ) -> None:
        try:
            if test.holds(scope) is not assertion.is_report:
                return
        except UnusableError as error:
            self._name(assertion.identifier, assertion.test, str(error))
            return
        message = ready.message(assertion, scope)
        element = scope.nearest
        breach = Breach(element, assertion.role, message, assertion.identifier, assertion.test)
        self.breaches.setdefault((element, message), breach)

    def _name(self, rule: str, expression: str, reason: str) -> None:
        """Say that a rule or an assertion was not run; the first reason is enough."""
        self.not_run.setdefault((rule, expression), NotRun(rule, expression, reason))
