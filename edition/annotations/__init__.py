"""The vocabulary: every kind of annotation, found by itself, one module each."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from edition.annotations.annotation import Annotation

__all__ = ["Annotation", "kinds"]


@cache
def kinds() -> dict[str, type[Annotation]]:
    """All kinds by name, in alphabetical order."""
    found: dict[str, type[Annotation]] = {}
    for one in pkgutil.iter_modules(__path__, f"{__name__}."):
        module = importlib.import_module(one.name)
        found.update({kind.kind: kind for kind in _defined_in(module)})
    return dict(sorted(found.items()))


def _defined_in(module: ModuleType) -> Iterator[type[Annotation]]:
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Annotation):
            if value.__module__ == module.__name__ and "kind" in vars(value):
                yield value
