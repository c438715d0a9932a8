"""Schematron: what the rules that come with a schema say of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from edition.checks.tei_file import TeiFile
from edition.diagnostics import Diagnostic, Finding, Place, Severity, printable
from edition.schematron.rules import Breach, Verdict
from edition.tei import Element

RULE_BROKEN = Finding(
    "rule-broken",
    "A rule of the schema that no grammar can express (Schematron) is not kept. The message is the"
    " schema's own.",
    hint="do what the message asks for",
    example='<relation active="#a" mutual="#a #b" name="friend"/>',
)
RULE_NOT_RUN = Finding(
    "rule-not-run",
    "A Schematron rule could not be run here, so that nothing is known of what it asks.",
    Severity.NOTE,
    "rewrite the rule, or run it with an XSLT processor",
    "a rule that calls document()",
)
_SEVERITIES = {
    "warning": Severity.REVIEW,
    "warn": Severity.REVIEW,
    "nonfatal": Severity.REVIEW,
    "info": Severity.NOTE,
    "information": Severity.NOTE,
}


def kept(
    file: TeiFile, verdict: Verdict, covers: Callable[[str], bool] | None = None
) -> Iterator[Diagnostic]:
    """The breaches of a verdict, and each rule that was not run, once.

    Rules that a profile `covers` with checks of its own are left out; of a test that stands in
    the schema in several languages the first is told.
    """
    told: set[tuple[Element, str]] = set()
    for breach in verdict.breaches:
        cause = (breach.element, breach.test)
        if cause not in told and (covers is None or not covers(breach.rule)):
            told.add(cause)
            yield _broken(file, breach)
    reasons = Counter((one.rule, one.reason) for one in verdict.not_run)
    for (rule, reason), times in reasons.items():
        fact = printable(f"rule {rule}: {reason}" + (f" ({times} times)" if times > 1 else ""))
        yield Diagnostic(
            RULE_NOT_RUN, Place(file.path), fact, RULE_NOT_RUN.hint, RULE_NOT_RUN.severity
        )


def _broken(file: TeiFile, breach: Breach) -> Diagnostic:
    fact = printable(" ".join(breach.message.split()))
    severity = _SEVERITIES.get(breach.role.lower(), RULE_BROKEN.severity)
    place = file.place(breach.element)
    return Diagnostic(RULE_BROKEN, place, fact, None, severity)
