"""TEI elements: namespaces, making, appending text, identifiers, bytes.

White space in a compiled text is the witness's own, so nothing here ever indents
mixed content.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

TEI_NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
XML_ID = f"{{{XML_NAMESPACE}}}id"
XML_LANG = f"{{{XML_NAMESPACE}}}lang"
XML_SPACE = f"{{{XML_NAMESPACE}}}space"

Element: TypeAlias = etree._Element
POINTERS = tuple(
    "ref who source resp ana calendar datingMethod next prev target targetEnd wit where corresp"
    " active passive mutual".split()
)
_PROSE = frozenset("p note desc bibl quote persName placeName orgName title".split())
_FEW_ATTRIBUTES = 100
_BRACED = f"{{{TEI_NAMESPACE}}}"
_NAMESPACES: dict[Any, str] = {None: TEI_NAMESPACE}


def tei(name: str) -> str:
    """The qualified name of a TEI element."""
    return _BRACED + name


def root(name: str) -> Element:
    """A TEI element without parent, its namespace the default one."""
    return etree.Element(tei(name), nsmap=_NAMESPACES)


def sub(parent: Element, name: str, attributes: dict[str, str] | None = None) -> Element:
    """A new last child of `parent`."""
    return etree.SubElement(parent, _BRACED + name, attributes)


def sub_text(
    parent: Element, name: str, text: str, attributes: dict[str, str] | None = None
) -> Element:
    """A new last child that holds a text."""
    child = sub(parent, name, attributes)
    child.text = text
    return child


def append_text(parent: Element, text: str) -> None:
    """Put text at the end of an element's content, behind its last child if it has one."""
    if not len(parent):
        parent.text = (parent.text or "") + text
        return
    last = parent[-1]
    last.tail = (last.tail or "") + text


def local_name(element: Element) -> str:
    """The name without namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def elements(tree: Element) -> Iterator[Element]:
    """All elements of a tree in document order, comments and instructions left out."""
    yield from tree.iter(etree.Element)


def attributes(element: Element) -> list[tuple[str, str]]:
    """Names and values of an element's attributes, in time linear in their number.

    lxml's own `items` looks each value up from the first attribute on.
    """
    if len(element.keys()) <= _FEW_ATTRIBUTES:
        return [(str(name), str(value)) for name, value in element.items()]
    values: Any = element.xpath("@*")
    return [(value.attrname, str(value)) for value in values]


def fragment(markup: str) -> Element:
    """A `<p>` that holds a TEI fragment given as text.

    Raises lxml.etree.XMLSyntaxError where it is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(f'<p xmlns="{TEI_NAMESPACE}">{markup}</p>', parser)


def serialise(tree: Element) -> bytes:
    """The bytes of a document: UTF-8, with XML declaration, a line end at the end.

    A carriage return is written as a character reference, or a reader would lose it.
    """
    body = etree.tostring(tree, encoding="UTF-8", xml_declaration=True)
    return body + b"\n"


def parse(data: bytes) -> Element:
    """The root of a document; no entity, no network, no size limit on text."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, collect_ids=False
    )
    return etree.fromstring(data, parser)


def indent(tree: Element, level: int = 0) -> None:
    """Lay out an element that holds no running text, such as a header, for human eyes."""
    children = list(tree)
    if not children or (tree.text or "").strip() or local_name(tree) in _PROSE:
        return
    if any((child.tail or "").strip() for child in children):
        return
    tree.text = "\n" + "  " * (level + 1)
    for child in children:
        indent(child, level + 1)
        child.tail = "\n" + "  " * (level + 1)
    children[-1].tail = "\n" + "  " * level
