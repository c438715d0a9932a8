"""What archives ask of a text beyond good TEI: one module for each, found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from edition.profiles.profile import Profile

__all__ = ["Profile", "profiles"]


@cache
def profiles() -> dict[str, Profile]:
    """All profiles by name."""
    modules = [
        importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__, f"{__name__}.")
    ]
    found: list[Profile] = [m.PROFILE for m in modules if hasattr(m, "PROFILE")]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}
