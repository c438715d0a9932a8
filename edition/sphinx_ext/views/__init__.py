"""What all texts say together: one module for each view, found by itself.

A module of a view has a `VIEW` (see `view.View`); its directive is `tei:` and the view's name.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import partial

from sphinx.application import Sphinx

from edition.sphinx_ext.views.view import (
    View,
    Written,
    directive_of,
    replace,
    updated,
    visit_written,
)

__all__ = ["connect", "views"]


def views() -> dict[str, View]:
    """All views by name, in alphabetical order."""
    modules = (
        importlib.import_module(one.name) for one in pkgutil.iter_modules(__path__, f"{__name__}.")
    )
    found = [module.VIEW for module in modules if hasattr(module, "VIEW")]
    return {view.name: view for view in sorted(found, key=lambda view: view.name)}


def connect(app: Sphinx) -> None:
    """Add the directives of all views; the domain `tei` must be there."""
    every = views()
    for view in every.values():
        app.add_directive_to_domain("tei", view.name, directive_of(view))
    app.add_node(Written, html=(visit_written, None))
    app.connect("env-updated", updated)
    app.connect("doctree-resolved", partial(replace, views=every))
