"""Where schemas and compiled schemas are kept on the user's machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ENVIRONMENT = "EDITION_SCHEMAS"


def schema_store() -> Path:
    """The folder of the store: `$EDITION_SCHEMAS`, or `edition/schemas` where users' data go."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        local = Path.home() / "Library" / "Application Support"
    else:
        local = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(local) / "edition" / "schemas"


def compiled_schemas() -> Path:
    """The folder where compiled schemas are kept: `edition` where users' caches go."""
    if sys.platform in ("win32", "darwin"):
        return schema_store() / ".compiled"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "edition"
