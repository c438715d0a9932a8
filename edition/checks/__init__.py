"""What can be wrong with TEI: one module for each family of checks, found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from edition import findings
from edition.diagnostics import Finding

if TYPE_CHECKING:
    from edition.checks.check import Check, Conclusion, Sort


@cache
def checks() -> tuple[Check, ...]:
    """Every check of one file, family by family in alphabetical order."""
    from edition.checks.check import Check

    return tuple(dict.fromkeys(one for one in _defined() if isinstance(one, Check)))


@cache
def conclusions() -> tuple[Conclusion, ...]:
    """Every check of all files together."""
    from edition.checks.check import Conclusion

    return tuple(dict.fromkeys(one for one in _defined() if isinstance(one, Conclusion)))


@cache
def profile_checks() -> tuple[Check, ...]:
    """Every check of a profile (see `edition.profiles`): none of them runs unless it is asked."""
    from edition.profiles import profiles  # here, for profiles are made of checks

    return tuple(dict.fromkeys(one for p in profiles().values() for one in p.checks))


def every_check() -> tuple[Sort, ...]:
    """Checks of one file, of all together and of profiles."""
    return (*checks(), *conclusions(), *profile_checks())


@cache
def all_findings() -> dict[str, Finding]:
    """Every finding by its word: of the pipeline, of parsing and schemas, of the checks."""
    plain = [one for one in _defined() if isinstance(one, Finding)]
    marked = [one.finding for one in every_check()]
    return {one.word: one for one in (*findings.ALL, *plain, *marked)}


def families() -> list[str]:
    """The names of the families: modules of this folder, and of the profiles."""
    of_profiles = dict.fromkeys(one.family for one in profile_checks())
    return [*(name for name in _names() if words_of(name)), *of_profiles]


def words_of(family: str) -> frozenset[str]:
    """The words of the findings of a family; empty where there is no such family."""
    if family not in _names():
        return frozenset(c.finding.word for c in profile_checks() if c.family == family)
    found = [getattr(one, "finding", one) for one in _values(family)]
    return frozenset(one.word for one in found if isinstance(one, Finding))


def _defined() -> list[object]:
    return [value for name in _names() for value in _values(name)]


def _names() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(__path__)]


def _values(module: str) -> list[object]:
    return list(vars(importlib.import_module(f"{__name__}.{module}")).values())
