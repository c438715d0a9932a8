"""Annotations of GitHub Actions: one workflow command a diagnostic."""

from __future__ import annotations

from edition.diagnostics import Diagnostic, Severity
from edition.reports.report import Report

FORMAT = "github"
_LEVELS = {Severity.ERROR: "error", Severity.REVIEW: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """The report as workflow commands, which GitHub shows beside the lines of a change."""
    return "".join(f"{_command(one)}\n" for one in report.diagnostics)


def _command(one: Diagnostic) -> str:
    properties = {
        "file": one.place.path,
        "line": one.place.line,
        "col": one.place.column,
        "title": one.finding.word,
    }
    told = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items() if v is not None)
    words = one.message if one.hint is None else f"{one.message}\nhint: {one.hint}"
    return f"::{_LEVELS[one.severity]} {told}::{_text(words)}"


def _text(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _text(words).replace(":", "%3A").replace(",", "%2C")
