"""Name classes of a schema's elements and attributes (sections 4.8 to 4.10 and 4.16)."""

from __future__ import annotations

from edition.relaxng.names import (
    XMLNS_NAMESPACE,
    AnyName,
    AnyNameOf,
    NameClass,
    OneName,
    OneOf,
    expanded,
)
from edition.relaxng.tree import WHITE_SPACE, Tag

_OPEN = frozenset({"anyName", "nsName"})


def name_class_of(tag: Tag) -> NameClass:
    """The name class of an `element` or `attribute`; raises SchemaError where it is not allowed."""
    if "name" in tag.attributes:
        default = tag.attributes.get("ns", "") if tag.name == "attribute" else tag.ns
        found: NameClass = OneName(_resolved(tag, tag.attributes["name"], default))
        if tag.name == "attribute":
            _check_not_xmlns(tag, found)
        return found
    return _build(tag.children[0], tag.name == "attribute", frozenset())


def _build(tag: Tag, for_attribute: bool, forbidden: frozenset[str]) -> NameClass:
    if tag.name in forbidden:
        raise tag.error(f"<{tag.name}> cannot stand in this <except>")
    if tag.name == "choice":
        return OneOf(_build(child, for_attribute, forbidden) for child in tag.children)
    if tag.name == "name":
        found: NameClass = OneName(_resolved(tag, tag.text.strip(WHITE_SPACE), tag.ns))
    else:
        inside = _OPEN if tag.name == "nsName" else forbidden | {"anyName"}
        excepted = _excepted(tag, for_attribute, inside)
        found = AnyName(excepted) if tag.name == "anyName" else AnyNameOf(tag.ns, excepted)
    if for_attribute:
        _check_not_xmlns(tag, found)
    return found


def _excepted(tag: Tag, for_attribute: bool, forbidden: frozenset[str]) -> NameClass | None:
    if not tag.children:
        return None
    inner = tag.children[0].children
    return OneOf(_build(child, for_attribute, forbidden) for child in inner)


def _resolved(tag: Tag, name: str, default: str) -> str:
    prefix, colon, local = name.rpartition(":")
    if not colon:
        return expanded(default, local)
    if prefix not in tag.prefixes:
        raise tag.error(f"the prefix “{prefix}” is not declared", f"add xmlns:{prefix}")
    return expanded(tag.prefixes[prefix], local)


def _check_not_xmlns(tag: Tag, found: NameClass) -> None:
    is_declaration = isinstance(found, OneName) and found.names[0] == "xmlns"
    namespace = found.namespace if isinstance(found, AnyNameOf) else ""
    if any(name.startswith(expanded(XMLNS_NAMESPACE, "")) for name in found.names):
        namespace = XMLNS_NAMESPACE
    if is_declaration or namespace == XMLNS_NAMESPACE:
        raise tag.error("a namespace declaration is not an attribute", "leave xmlns out")
