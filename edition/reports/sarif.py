"""SARIF 2.1.0, the interchange format of checkers (OASIS), as editors and GitHub read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from edition import __version__
from edition.diagnostics import Diagnostic, Finding, Severity
from edition.reports.report import Report

FORMAT = "sarif"
_LEVELS = {Severity.ERROR: "error", Severity.REVIEW: "warning", Severity.NOTE: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """The report as one SARIF log with one run."""
    rules = report.findings()
    numbers = {finding.word: number for number, finding in enumerate(rules)}
    driver = {"name": "edition", "version": __version__, "rules": [_rule(one) for one in rules]}
    results = [_result(one, numbers) for one in report.diagnostics]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(finding: Finding) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": finding.word,
        "shortDescription": {"text": finding.explanation},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }
    return rule | ({"help": {"text": finding.hint}} if finding.hint else {})


def _result(one: Diagnostic, numbers: dict[str, int]) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(one.place.path)}}
    if one.place.line is not None:
        region = {"startLine": one.place.line}
        column = one.place.column
        location["region"] = region | ({} if column is None else {"startColumn": column})
    words = one.message if one.hint is None else f"{one.message}\nhint: {one.hint}"
    return {
        "ruleId": one.finding.word,
        "ruleIndex": numbers[one.finding.word],
        "level": _LEVELS[one.severity],
        "message": {"text": words},
        "locations": [{"physicalLocation": location}],
    }


def _uri(path: str) -> str:
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())
