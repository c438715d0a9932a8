"""What can be wrong with TEI: one module for each family of checks, found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from edition import findings
from edition.checks.check import Check, Conclusion, Sort
from edition.diagnostics import Finding


@cache
def checks() -> tuple[Check, ...]:
    """Every check of one file, family by family in alphabetical order."""
    return tuple(one for one in _defined() if isinstance(one, Check))


@cache
def conclusions() -> tuple[Conclusion, ...]:
    """Every check of all files together."""
    return tuple(one for one in _defined() if isinstance(one, Conclusion))


def every_check() -> tuple[Sort, ...]:
    """Checks of one file and of all together."""
    return (*checks(), *conclusions())


@cache
def all_findings() -> dict[str, Finding]:
    """Every finding by its word: of the pipeline, of parsing and schemas, of the checks."""
    plain = [one for one in _defined() if isinstance(one, Finding)]
    marked = [one.finding for one in every_check()]
    return {one.word: one for one in (*findings.ALL, *plain, *marked)}


def _defined() -> list[object]:
    modules = [
        importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__, f"{__name__}.")
    ]
    return [value for module in modules for value in vars(module).values()]
