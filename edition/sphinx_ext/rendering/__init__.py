"""How each element of TEI is rendered: one marked function an element, found by itself.

The modules are named after the parts of the Guidelines. To render another element, write a
function in the one where it belongs and mark it with `@renders("name")`; nothing else has to be
told of it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from edition.sphinx_ext.rendering.renderer import Render, Renderer


@cache
def renderers() -> Mapping[str, Render]:
    """The function for each element, by its name; of a namespace other than TEI's `{uri}name`."""
    found: dict[str, Render] = {}
    for module in pkgutil.iter_modules(__path__):
        for value in vars(importlib.import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, Renderer):
                found.update(dict.fromkeys(value.names, value.render))
    return found
