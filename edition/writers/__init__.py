"""Compiled edition to files: one module for each format, found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Protocol

from edition.writers.product import CompiledEdition, Product


class Writer(Protocol):
    """A module of this package that has a `FORMAT` and makes products."""

    FORMAT: str

    def products(self, compiled: CompiledEdition) -> Iterator[Product]:
        """The files of this format."""
        ...


@cache
def writers() -> dict[str, Writer]:
    """All writers by the name of their format."""
    modules = [
        importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__, f"{__name__}.")
    ]
    found: dict[str, Writer] = {m.FORMAT: m for m in modules if hasattr(m, "FORMAT")}
    return dict(sorted(found.items()))
