"""Feature structures (TEI Guidelines, 19): names and values stand in attributes."""

from __future__ import annotations

from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element, local_name


@renders("fs", "fLib", "fvLib", "fsdDecl", "fDecl", "fsDecl")
def structure(element: Element, page: Rendering) -> Nodes:
    """A structure: what type it is of, then its features in brackets."""
    opening = f"[{element.get('type') or ''}".strip()
    return [page.label(opening), *page.phrase(element, "features"), page.label("]")]


@renders("f")
def feature(element: Element, page: Rendering) -> Nodes:
    """A feature: its name, then its value."""
    return [page.label(f"{element.get('name') or ''}:"), *page.phrase(element, "feature")]


@renders("symbol", "binary", "numeric", "default")
def value(element: Element, page: Rendering) -> Nodes:
    """A value that stands in an attribute."""
    return [page.label(element.get("value") or local_name(element)), *page.content(element)]


@renders("string", "vAlt", "vColl", "vLabel", "vMerge", "vNot")
def values(element: Element, page: Rendering) -> Nodes:
    """Values: how they are joined, then each of them."""
    said = element.get("name") or _JOINED.get(local_name(element), "")
    found = page.phrase(element, "feature-value")
    return [page.label(said), *found] if said else found


_JOINED = {"vAlt": "one of", "vColl": "all of", "vMerge": "together", "vNot": "not"}
