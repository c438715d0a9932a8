"""JSON: one object with the files, the counts and every diagnostic."""

from __future__ import annotations

import json

from edition.diagnostics import Diagnostic, Severity
from edition.reports.report import Report

FORMAT = "json"


def render(report: Report) -> str:
    """The report as one JSON object; absent numbers and hints are null."""
    counts = report.counts()
    record = {
        "files": list(report.files),
        "counts": {severity.value: counts[severity] for severity in Severity},
        "diagnostics": [_record(one) for one in report.diagnostics],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _record(one: Diagnostic) -> dict[str, object]:
    return {
        "path": one.place.path,
        "line": one.place.line,
        "column": one.place.column,
        "near": one.place.near,
        "severity": one.severity.value,
        "finding": one.finding.word,
        "message": one.message,
        "hint": one.hint,
    }
