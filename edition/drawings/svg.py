"""SVG elements: making them, numbers, the widths of words."""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
Element: TypeAlias = etree._Element

_NAMESPACES: dict[Any, str] = {None: SVG}
_NARROW = frozenset("fijlrtI.,:;'’()[]|! -")
_WIDE = frozenset("mwMWÄÖÜ@&—…")


def drawing(width: float, height: float, **attributes: str) -> Element:
    """An empty drawing that fills the width it is given, its measures in pixels."""
    box = f"0 0 {number(width)} {number(height)}"
    root = etree.Element(f"{{{SVG}}}svg", nsmap=_NAMESPACES)
    root.set("viewBox", box)
    return _with(root, attributes)


def strip(height: float, **attributes: str) -> Element:
    """An empty drawing as wide as its place, of a height in pixels; across it counts in per cent.

    So its type has the same size on a phone and on a desk.
    """
    root = etree.Element(f"{{{SVG}}}svg", nsmap=_NAMESPACES)
    return _with(root, {"width": "100%", "height": number(height), **attributes})


def per_cent(share: float) -> str:
    """A share of the width of a strip."""
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def add(parent: Element, name: str, /, words: str = "", **attributes: str | float) -> Element:
    """A new last child; `_` in the name of an attribute stands for `-`, numbers are shortened."""
    child = etree.SubElement(parent, f"{{{SVG}}}{name}")
    if words:
        child.text = words
    return _with(child, attributes)


def write(
    parent: Element, words: str, x: float | str, y: float, size: float, anchor: str = "start"
) -> Element:
    """Words at a point of the base line, in the colour of the text around; size in pixels."""
    place = {"text_anchor": anchor} if anchor != "start" else {}
    return add(parent, "text", words, x=x, y=y, font_size=size, fill="currentColor", **place)


def linked(parent: Element, address: str, says: str, kind: str) -> Element:
    """A link that is read aloud as `says`; only a group where there is no address."""
    if not address:
        return add(parent, "g", class_=kind)
    return add(parent, "a", href=address, class_=kind, aria_label=says)


def number(value: float) -> str:
    """A number with at most one decimal, the same on every machine."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def written_width(words: str, size: float) -> float:
    """How wide words are at most in a common serif or sans serif face of a size in pixels."""
    em = sum(
        0.34 if c in _NARROW else 0.9 if c in _WIDE else 0.68 if c.isupper() else 0.54
        for c in words
    )
    return em * size


def serialised(root: Element) -> str:
    """The element as XML, which stands in HTML and in XHTML alike."""
    return etree.tostring(root, encoding="unicode")


def _with(element: Element, attributes: dict[str, str] | dict[str, str | float]) -> Element:
    for name, value in attributes.items():
        shown = value if isinstance(value, str) else number(value)
        element.set(name.rstrip("_").replace("_", "-"), shown)
    return element
