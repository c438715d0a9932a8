"""Every finding of the checks is provoked by a readable case, and has one where it keeps still."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cases import FINDINGS, found_in, lines, read_cases, write_cases

from edition.checks import every_check
from edition.checks.check import Sort

WORDS = [one.finding.word for one in every_check()]


def test_each_word_is_used_once() -> None:
    assert len(set(WORDS)) == len(WORDS)


def test_no_case_is_without_its_check() -> None:
    assert {path.stem for path in FINDINGS.glob("*.txt")} <= set(WORDS)


@pytest.mark.parametrize("word", WORDS)
def test_cases(word: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = FINDINGS / f"{word}.txt"
    cases = read_cases(path)
    found = []
    for number, case in enumerate(cases):
        folder = tmp_path / str(number)
        folder.mkdir()
        found.append(lines(found_in(word, case, folder)))
    if request.config.getoption("--regen"):
        pairs = zip(cases, found, strict=True)
        cases = [replace(c, sections={**c.sections, "finds": f}) for c, f in pairs]
        write_cases(path, cases)
    for case, lines_found in zip(cases, found, strict=True):
        assert lines_found == case.sections["finds"], case.title
    assert any(found), f"no case provokes {word}"
    assert not all(found), f"no case shows where {word} keeps still"


@pytest.mark.parametrize("one", every_check(), ids=lambda one: one.finding.word)
def test_every_finding_explains_itself(one: Sort) -> None:
    finding = one.finding
    assert finding.explanation.endswith(".") and finding.hint and finding.example
