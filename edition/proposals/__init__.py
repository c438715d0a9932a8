"""Candidates for an editor: an outline rule for each type of text, found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from edition.annotations.annotation import Annotation
from edition.witness import Witness

Rule = Callable[[Witness], list[Annotation]]


@cache
def outline_rules() -> dict[str, Rule]:
    """The outline rules by the type of text they fit."""
    modules = [
        importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__, f"{__name__}.")
    ]
    found = {m.TEXT_TYPE: m.propose for m in modules if hasattr(m, "TEXT_TYPE")}
    return dict(sorted(found.items()))
