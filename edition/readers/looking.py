"""The part of examining that needs the whole file in memory: Schematron rules, and the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from edition.checking import look, mentions_in
from edition.checks import checks, profile_checks
from edition.checks.check import Check
from edition.checks.library import Library
from edition.checks.rules import RULE_BROKEN, kept
from edition.checks.schema import PARTLY_CHECKED
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Diagnostic
from edition.profiles import profiles
from edition.readers.examining import Wishes, said
from edition.readers.library import read_library
from edition.readers.schemas import read_rules
from edition.readers.tei_sources import TeiSource
from edition.relaxng import Checked
from edition.tei import Element, parse

LARGEST_TREE = 64_000_000
"""The most bytes of a file that is taken into memory."""


@dataclass(frozen=True, slots=True)
class _Plan:
    checks: tuple[Check, ...]
    library: Library


@cache
def _plan(wishes: Wishes) -> _Plan:
    wanted = (one for one in (*checks(), *profile_checks()) if one.finding.word in wishes.words)
    return _Plan(tuple(wanted), read_library(wishes.folders))


def look_closely(
    source: TeiSource,
    wishes: Wishes,
    checked: Checked,
    rules: Path | None,
    found: list[Diagnostic],
) -> Mapping[str, frozenset[str]]:
    """Add what rules and checks find in a well-formed file; returns its mentions."""
    root = _tree(source, found)
    if root is None:
        return {}
    plan = _plan(wishes)
    file = TeiFile(source.name, root, checked.positions or (), plan.library)
    if rules is not None and RULE_BROKEN.word in wishes.words:
        covers = profiles()[wishes.profile].covers if wishes.profile else None
        found.extend(kept(file, read_rules(rules).check(root), covers))
    found.extend(look(file, plan.checks))
    return mentions_in(file) if plan.library.entries else {}


def _tree(source: TeiSource, found: list[Diagnostic]) -> Element | None:
    """The root; none, with the reason told, for a file that is too large or too deep."""
    with source.open() as stream:
        content = stream.read(LARGEST_TREE + 1)
    if len(content) > LARGEST_TREE:
        fact = f"more than {LARGEST_TREE // 1_000_000} MB: only the schema was checked"
        found.append(said(PARTLY_CHECKED, source, fact))
        return None
    try:
        return parse(content)
    except etree.XMLSyntaxError as error:
        found.append(said(PARTLY_CHECKED, source, f"only the schema was checked: {error.msg}"))
        return None
