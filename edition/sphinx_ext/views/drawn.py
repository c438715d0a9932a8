"""Drawings in the tree of a view."""

from __future__ import annotations

from collections.abc import Sequence

from edition.drawings.bars import Bars, bars_drawing
from edition.drawings.svg import SVG, Element
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.tei import attributes, local_name

MOST_TOLD = 12


def drawn(element: Element) -> Tag:
    """A drawing as an element of a view, in the SVG namespace also where XHTML is written."""
    inside = _tag(element)
    return Tag(inside.name, (("xmlns", SVG), *inside.attributes), inside.children)


def _tag(element: Element) -> Tag:
    words: tuple[Content, ...] = (element.text,) if element.text else ()
    children = tuple(_tag(child) for child in element)
    return Tag(local_name(element), tuple(attributes(element)), words + children)


def figure(kind: str, label: str, drawing: Element, *caption: Tag | str) -> Tag:
    """A drawing that may be wider than its place: then a region that the keyboard can scroll."""
    region = tag(
        "div",
        drawn(drawing),
        class_="drawing-scroll",
        role="region",
        tabindex="0",
        aria_label=f"{label} (drawing)",
    )
    return tag("figure", region, tag("figcaption", *caption), class_=f"drawing {kind}")


def bars(
    title: str, columns: Sequence[str], rows: Sequence[Bars], *caption: Tag | str, says: str = ""
) -> Tag:
    """Rows of bars with their title; who hears the page is told what `says` and where they are.

    A table with the same numbers must follow.
    """
    spoken = " ".join(filter(None, (f"{title}.", says, "The table that follows has the numbers.")))
    drawing = drawn(bars_drawing(spoken, columns, rows))
    told = tag("figcaption", tag("b", title), *caption)
    return tag("figure", told, drawing, class_="drawing bars")


def unnamed(names: Sequence[str]) -> str:
    """The sentence on those whose names found no room on a drawing; empty if all have."""
    if not names:
        return ""
    told = ", ".join(names[:MOST_TOLD])
    others = f" and {len(names) - MOST_TOLD:,} more, see the list" if len(names) > MOST_TOLD else ""
    return f" Without room for the name: {told}{others}."
