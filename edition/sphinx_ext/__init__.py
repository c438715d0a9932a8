"""TEI as a source of Sphinx: `extensions = ["edition.sphinx_ext"]`.

Any TEI file in the source folder is a document like one in reStructuredText or Markdown. The only
part of this package that imports Sphinx or docutils.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from edition import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PARTS = (
    "configuring",
    "parser",
    "titles",
    "in_notes",
    "domain",
    "paging",
    "views",
    "citing",
    "searching",
    "printing",
    "theming",
    "any_theme",
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect every part of the extension; called by Sphinx."""
    for part in PARTS:
        importlib.import_module(f"{__name__}.{part}").connect(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
