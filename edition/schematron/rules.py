"""What a Schematron schema says: patterns of rules, and what is found with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from edition.tei import Element


class SchematronError(Exception):
    """A schema is not well-formed, or not ISO Schematron; `line` counts from 1."""

    def __init__(
        self, message: str, path: str, line: int | None = None, hint: str | None = None
    ) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint
        place = path if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {message}")


class UnusableError(Exception):
    """An expression is wrong, or cannot be evaluated at a node; the text says why."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """A place in a message that an expression fills."""

    expression: str


@dataclass(frozen=True, slots=True)
class Let:
    """A variable: its expression is evaluated at the node of the rule, or at the document."""

    name: str
    expression: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """A test and what to say: where the test fails (assert), or where it succeeds (report)."""

    test: str
    is_report: bool
    role: str
    identifier: str
    message: tuple[str | Insertion, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asserted of each node that the context selects.

    `outer` are the variables of the schema, then those of the pattern; `lets` are those of the
    rule. `problem` says why it cannot be run, where that is known without reading its expressions.
    """

    context: str
    outer: tuple[tuple[Let, ...], ...]
    lets: tuple[Let, ...]
    assertions: tuple[Assertion, ...]
    identifier: str
    problem: str | None = None


Pattern: TypeAlias = tuple[Rule, ...]  # the first rule that fits a node is the one that counts


@dataclass(frozen=True, slots=True)
class Rules:
    """All patterns of a schema, and the namespaces that its prefixes stand for."""

    patterns: tuple[Pattern, ...]
    namespaces: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that an element does not keep.

    `role` is the schema's own word for how much it matters, empty where it says nothing; `rule` is
    the identifier of the assertion, the rule or the pattern, or the line where it stands.
    """

    element: Element
    role: str
    message: str
    rule: str
    test: str


@dataclass(frozen=True, slots=True)
class NotRun:
    """A rule, or one assertion of it, that could not be run on a document, and why.

    `rule` is the identifier as in `Breach`; `expression` its context, or the assertion's test.
    """

    rule: str
    expression: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of a document: an identical message at one element stands once."""

    breaches: tuple[Breach, ...]
    not_run: tuple[NotRun, ...]
