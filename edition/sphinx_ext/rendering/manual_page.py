"""The generated page of the manual that says what is rendered how."""

from __future__ import annotations

import inspect
from collections import defaultdict

from edition.sphinx_ext.rendering import renderers

_HEAD = """# What is rendered how

*This page is generated from the code; `scripts/manual` writes it anew.*

Every element of TEI that stands in this table is shown as it says. Any other keeps its text, as a
block or inside a line by what it holds, and is named once in a build by the warning
`tei.unknown-element`.

| elements | how they are shown |
|---|---|
"""


def renderings_page() -> str:
    """The page in Markdown: a row for each renderer, with its elements."""
    rows: dict[str, list[str]] = defaultdict(list)
    for name, render in renderers().items():
        told = " ".join((inspect.getdoc(render) or "").split())
        rows[told.replace("|", "\\|").replace("<", "\\<")].append(f"`{name}`")
    lines = [f"| {' '.join(names)} | {told} |" for told, names in rows.items()]
    return _HEAD + "\n".join(lines) + "\n"
