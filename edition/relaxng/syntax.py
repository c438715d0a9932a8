"""The full syntax of RELAX NG (section 3): which elements may hold what.

A tree that passes can be read further without looking for missing parts.
"""

from __future__ import annotations

from collections.abc import Iterable

from edition.relaxng.datatypes import datatype
from edition.relaxng.tree import WHITE_SPACE, Tag
from edition.relaxng.uris import has_broken_escape, has_fragment, is_absolute

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"

_REPEATED = frozenset("group interleave choice optional zeroOrMore oneOrMore list mixed".split())
_LEAVES = frozenset("ref parentRef empty text value notAllowed externalRef".split())
PATTERNS = _REPEATED | _LEAVES | {"element", "attribute", "data", "grammar"}
NAME_CLASSES = frozenset("name anyName nsName choice".split())
_COMPONENTS = frozenset("start define div".split())

_INHERITED = frozenset({"ns", "datatypeLibrary"})
_NEEDED = {
    "ref": "name",
    "parentRef": "name",
    "define": "name",
    "param": "name",
    "data": "type",
    "externalRef": "href",
    "include": "href",
}
_OPTIONAL = {
    "element": "name",
    "attribute": "name",
    "value": "type",
    "start": "combine",
    "define": "combine",
}
_QNAME, _NCNAME = 2, 1  # the number of parts that colons may separate
_ARE_NAMES = {"ref": "name", "parentRef": "name", "define": "name", "data": "type", "value": "type"}


def check_syntax(root: Tag) -> None:
    """Raise SchemaError unless the root is a pattern whose parts all stand where they may."""
    if root.name not in PATTERNS:
        raise root.error(f"a schema cannot begin with <{root.name}>", "begin with <grammar>")
    _check_pattern(root)


def _check_pattern(tag: Tag) -> None:
    _check_attributes(tag)
    if tag.name in _REPEATED:
        _check_all(tag, tag.children, PATTERNS, at_least=1)
    elif tag.name in _LEAVES:
        _check_all(tag, tag.children, frozenset())
    elif tag.name == "grammar":
        _check_components(tag, _COMPONENTS | {"include"})
    elif tag.name == "data":
        _check_data(tag)
    else:
        _check_named(tag)


def _check_named(tag: Tag) -> None:
    """An element or attribute: a name or name class, then its content."""
    children = tag.children
    if "name" in tag.attributes:
        _check_name(tag, tag.attributes["name"], _QNAME)
    elif not children or children[0].name not in NAME_CLASSES:
        raise tag.error(f"<{tag.name}> has no name", "give it a name attribute or a name class")
    else:
        _check_name_class(children[0])
        children = children[1:]
    _check_all(tag, children, PATTERNS, at_least=1 if tag.name == "element" else 0)
    if tag.name == "attribute" and len(children) > 1:
        raise children[1].error("<attribute> holds one pattern only", "group them")


def _check_components(tag: Tag, allowed: frozenset[str]) -> None:
    for child in tag.children:
        if child.name not in allowed:
            raise _misplaced(child, tag)
        _check_attributes(child)
        if child.name == "div":
            _check_components(child, allowed)
        elif child.name == "include":
            _check_components(child, _COMPONENTS)
        else:
            _check_all(child, child.children, PATTERNS, at_least=1)
            if child.name == "start" and len(child.children) > 1:
                raise child.children[1].error("<start> holds one pattern only", "group them")


def _check_data(tag: Tag) -> None:
    children = list(tag.children)
    while children and children[0].name == "param":
        parameter = children.pop(0)
        _check_attributes(parameter)
        _check_all(parameter, parameter.children, frozenset())
    if children and children[0].name == "except":
        excepted = children.pop(0)
        _check_attributes(excepted)
        _check_all(excepted, excepted.children, PATTERNS, at_least=1)
    if children:
        raise _misplaced(children[0], tag)


def _check_name_class(tag: Tag) -> None:
    _check_attributes(tag)
    if tag.name == "choice":
        if not tag.children:
            raise tag.error("<choice> is empty")
        for child in tag.children:
            if child.name not in NAME_CLASSES:
                raise _misplaced(child, tag)
            _check_name_class(child)
    elif tag.name == "name":
        _check_all(tag, tag.children, frozenset())
        _check_name(tag, tag.text.strip(WHITE_SPACE), _QNAME)
    else:
        _check_except(tag)


def _check_except(tag: Tag) -> None:
    for position, child in enumerate(tag.children):
        if child.name != "except" or position:
            raise _misplaced(child, tag)
        _check_attributes(child)
        if not child.children:
            raise child.error("<except> is empty")
        for excepted in child.children:
            if excepted.name not in NAME_CLASSES:
                raise _misplaced(excepted, child)
            _check_name_class(excepted)


def _check_all(
    tag: Tag, children: Iterable[Tag], allowed: frozenset[str], at_least: int = 0
) -> None:
    found = 0
    for child in children:
        if child.name not in allowed:
            raise _misplaced(child, tag)
        _check_pattern(child)
        found += 1
    if found < at_least:
        raise tag.error(f"<{tag.name}> holds no pattern", "an empty one is written <empty/>")


def _check_attributes(tag: Tag) -> None:
    needed, optional = _NEEDED.get(tag.name), _OPTIONAL.get(tag.name)
    for attribute in tag.attributes:
        if attribute not in _INHERITED and attribute not in (needed, optional):
            raise tag.error(f"<{tag.name}> has no attribute {attribute}")
    if needed and needed not in tag.attributes:
        raise tag.error(f"<{tag.name}> needs the attribute {needed}")
    name = _ARE_NAMES.get(tag.name)
    if name and name in tag.attributes:
        _check_name(tag, tag.attributes[name], _NCNAME)
    if tag.attributes.get("combine", "choice") not in ("choice", "interleave"):
        raise tag.error("combine must be choice or interleave")
    if "datatypeLibrary" in tag.attributes:
        _check_library(tag, tag.attributes["datatypeLibrary"])
    if "href" in tag.attributes:
        _check_reference(tag, tag.attributes["href"])


def _check_name(tag: Tag, name: str, most_parts: int) -> None:
    parts = name.split(":")
    local_name = datatype(XSD, "NCName")
    if len(parts) > most_parts or not all(local_name.allows(part, {}) for part in parts):
        raise tag.error(f"“{name}” is not a name")


def _check_library(tag: Tag, uri: str) -> None:
    if uri and (not is_absolute(uri) or has_fragment(uri) or has_broken_escape(uri)):
        raise tag.error(
            f"datatypeLibrary “{uri}” is not an absolute URI without fragment",
            f"that of XML Schema is {XSD}",
        )


def _check_reference(tag: Tag, uri: str) -> None:
    if has_fragment(uri):
        raise tag.error(f"href “{uri}” must not have a fragment", "point to the whole file")
    if has_broken_escape(uri):
        raise tag.error(f"href “{uri}” has a percent sign that escapes nothing")


def _misplaced(child: Tag, parent: Tag) -> Exception:
    return child.error(f"<{child.name}> cannot stand here in <{parent.name}>")
