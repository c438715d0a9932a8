"""JUnit XML: a test case for each file, its errors as failures, for continuous integration."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

from edition.diagnostics import Diagnostic, Severity
from edition.reports.report import Report

FORMAT = "junit"


def render(report: Report) -> str:
    """The report as XML; what is no error stands in the output of its file's case."""
    by_path: dict[str, list[Diagnostic]] = {name: [] for name in report.files}
    for one in report.diagnostics:
        by_path.setdefault(one.place.path, []).append(one)
    suite = etree.Element("testsuite", name="edition check", tests=str(len(by_path)))
    failures = 0
    for path, some in by_path.items():
        case = etree.SubElement(suite, "testcase", classname="edition.check", name=path)
        failures += _fill(case, some)
    suite.set("failures", str(failures))
    suites = etree.Element("testsuites")
    suites.append(suite)
    return etree.tostring(suites, encoding="unicode", pretty_print=True)


def _fill(case: etree._Element, some: list[Diagnostic]) -> int:
    """Put the diagnostics of a file into its case; 1 where it failed."""
    kinds: dict[bool, list[str]] = defaultdict(list)
    for one in some:
        kinds[one.severity is Severity.ERROR].append(str(one))
    if kinds[True]:
        number = len(kinds[True])
        failure = etree.SubElement(case, "failure", message=f"{number} errors", type="error")
        failure.text = "\n".join(kinds[True])
    if kinds[False]:
        etree.SubElement(case, "system-out").text = "\n".join(kinds[False])
    return 1 if kinds[True] else 0
