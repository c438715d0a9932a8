"""Reports of a check: one module for each format, found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol

from edition.reports.report import Report

__all__ = ["Format", "Report", "formats"]


class Format(Protocol):
    """A module of this package that has a `FORMAT` and renders a report."""

    FORMAT: str

    def render(self, report: Report) -> str:
        """The report as text, with a line end at its end unless it is empty."""
        ...


@cache
def formats() -> dict[str, Format]:
    """All formats by name."""
    modules = [
        importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__, f"{__name__}.")
    ]
    found: dict[str, Format] = {m.FORMAT: m for m in modules if hasattr(m, "FORMAT")}
    return dict(sorted(found.items()))
