"""A profile: what an archive asks of a text.

To add one, write a module in this folder that has a `PROFILE`, and its checks in the same module:
`profiles` finds it, and `edition check --for` offers it.
"""

from __future__ import annotations

from dataclasses import dataclass

from edition.checks.check import Check


@dataclass(frozen=True, slots=True)
class Profile:
    """An archive, its schema and its further wishes.

    `schema` and `rules` are names in the schema store: a RELAX NG schema, and the schema whose
    Schematron rules count. `checks` look at what neither can say. `covered` names the constraints
    of the rules that need not be run: the checks say the same, or nothing is wrong where they
    speak.
    """

    name: str
    title: str
    explanation: str
    schema: str | None = None
    rules: str | None = None
    checks: tuple[Check, ...] = ()
    covered: frozenset[str] = frozenset()

    def covers(self, rule: str) -> bool:
        """Whether a rule of the Schematron, given by its identifier, need not be run.

        TEI's stylesheets write the name of a constraint between hyphens, a number behind it.
        """
        stem = rule.rstrip("0123456789").rstrip("-")
        return any(stem == name or stem.endswith(f"-{name}") for name in self.covered)
