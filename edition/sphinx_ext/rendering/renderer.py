"""A renderer: what makes docutils nodes of one TEI element (or of several that are alike)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes

from edition.tei import Element

if TYPE_CHECKING:
    from edition.sphinx_ext.rendering.rendering import Rendering

Nodes: TypeAlias = list[nodes.Node]
Parts: TypeAlias = list[tuple[str, str]]
Render: TypeAlias = "Callable[[Element, Rendering], Nodes]"


@dataclass(frozen=True, slots=True)
class Renderer:
    """The names of elements and the function that renders them."""

    names: tuple[str, ...]
    render: Render


def renders(*names: str) -> Callable[[Render], Renderer]:
    """Make a renderer of a function; its docstring says what a reader sees."""

    def made(render: Render) -> Renderer:
        return Renderer(names, render)

    return made
