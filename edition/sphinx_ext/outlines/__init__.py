"""The outline of the land that comes with the package (Natural Earth, public domain)."""

from __future__ import annotations

from importlib.resources import files

from edition.drawings.outlines import Outline, read_outline


def land() -> Outline:
    """The rings of all land, lakes as large as seas left open."""
    return read_outline((files(__name__) / "land.txt").read_text(encoding="ascii"))
