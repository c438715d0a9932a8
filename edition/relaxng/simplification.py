"""A schema's tree brought to simple form (section 4 of the specification).

Every reference and datatype is checked, also in definitions that nothing uses; then the
table is built from what can be reached.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from edition.relaxng.classes import name_class_of
from edition.relaxng.datatypes import DatatypeError, datatype
from edition.relaxng.scopes import START, Scope, combination, referred
from edition.relaxng.table import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    FlatDatatype,
    Table,
    TableBuilder,
    used_elements,
)
from edition.relaxng.tree import RELAXNG, Tag

MOST_NESTED = 100


class Simplified:
    """The table of a schema, and the tag of the schema that each node came from first."""

    def __init__(self, table: Table, places: dict[int, Tag], elements: list[Tag]) -> None:
        self.table = table
        self.places = places
        self.elements = elements


def simplify(root: Tag) -> Simplified:
    """The simple form of a loaded schema; raises SchemaError for whatever section 4 forbids."""
    scopes: dict[Tag, Scope] = {}
    _check(root, None, scopes)
    builder = _Builder(scopes)
    table = builder.build(root)
    table.prefixes = {
        uri: prefix for prefix, uri in root.prefixes.items() if prefix and uri != RELAXNG
    }
    return Simplified(table, builder.places, builder.tags)


def _check(tag: Tag, scope: Scope | None, scopes: dict[Tag, Scope]) -> None:
    if tag.name == "grammar":
        scopes[tag] = scope = Scope(tag, scope)
        for parts in scope.definitions.values():
            for part in parts:
                _check_children(part, scope, scopes)
        return
    if tag.name in ("ref", "parentRef"):
        referred(tag, scope)
    elif tag.name in ("data", "value"):
        _check_datatype(tag)
    elif tag.name in ("element", "attribute"):
        name_class_of(tag)
    elif tag.external is not None:
        _check(tag.external, scope, scopes)
    _check_children(tag, scope, scopes)


def _check_children(tag: Tag, scope: Scope | None, scopes: dict[Tag, Scope]) -> None:
    for child in tag.children:
        _check(child, scope, scopes)


def _check_datatype(tag: Tag) -> None:
    flat = _flat_datatype(tag)
    try:
        found = datatype(*flat)
    except DatatypeError as error:
        raise tag.error(str(error)) from None
    if tag.name == "value" and not found.allows(tag.text, _namespaces(tag)):
        raise tag.error(f"“{tag.text}” is not a value of the type {flat[1]}")


def _flat_datatype(tag: Tag) -> FlatDatatype:
    if tag.name == "value" and "type" not in tag.attributes:
        return "", "token", ()
    parameters = tuple(
        (child.attributes["name"], child.text) for child in tag.children if child.name == "param"
    )
    return tag.library, tag.attributes["type"], parameters


def _namespaces(tag: Tag) -> dict[str, str]:
    return {**tag.prefixes, "": tag.ns}


class _Builder:
    def __init__(self, scopes: dict[Tag, Scope]) -> None:
        self.places: dict[int, Tag] = {}
        self.tags: list[Tag] = []
        self._scopes = scopes
        self._nodes = TableBuilder()
        self._waiting: deque[tuple[int, Tag, Scope | None]] = deque()
        self._elements: dict[Tag, int] = {}
        self._defined: dict[tuple[Scope, str], int] = {}
        self._being_defined: set[tuple[Scope, str]] = set()
        self._depth = 0
        self._build_by_name: dict[str, Callable[[Tag, Scope | None], int]] = {
            "element": self._element,
            "attribute": self._attribute,
            "grammar": lambda tag, scope: self._definition(tag, self._scopes[tag], START),
            "ref": self._reference,
            "parentRef": self._reference,
            "externalRef": lambda tag, scope: self._pattern(tag.external or tag, scope),
            "group": lambda tag, scope: self._group(tag, tag.children, scope),
            "interleave": lambda tag, scope: self._nodes.interleave(self._all(tag, scope)),
            "mixed": self._mixed,
            "choice": lambda tag, scope: self._nodes.choice(self._all(tag, scope)),
            "optional": self._optional,
            "oneOrMore": self._one_or_more,
            "zeroOrMore": self._zero_or_more,
            "list": lambda tag, scope: self._nodes.list_of(self._group(tag, tag.children, scope)),
            "data": self._data,
            "value": self._value,
            "empty": lambda tag, scope: EMPTY,
            "text": lambda tag, scope: TEXT,
            "notAllowed": lambda tag, scope: NOT_ALLOWED,
        }

    def build(self, root: Tag) -> Table:
        table = self._nodes.table
        table.start = self._pattern(root, None)
        while self._waiting:
            number, tag, scope = self._waiting.popleft()
            children = tag.children if "name" in tag.attributes else tag.children[1:]
            self._nodes.set_content(number, self._group(tag, children, scope))
        table.used = used_elements(table)
        return table

    def _pattern(self, tag: Tag, scope: Scope | None) -> int:
        self._depth += 1
        if self._depth > MOST_NESTED:
            raise tag.error(f"patterns are nested deeper than {MOST_NESTED} levels")
        number = self._build_by_name[tag.name](tag, scope)
        self._depth -= 1
        return self._at(tag, number)

    def _at(self, tag: Tag, number: int) -> int:
        self.places.setdefault(number, tag)
        return number

    def _all(self, tag: Tag, scope: Scope | None) -> list[int]:
        return [self._pattern(child, scope) for child in tag.children]

    def _group(self, tag: Tag, children: Sequence[Tag], scope: Scope | None) -> int:
        members = [self._pattern(child, scope) for child in children]
        return self._at(tag, self._nodes.group(members))

    def _mixed(self, tag: Tag, scope: Scope | None) -> int:
        return self._nodes.interleave([self._group(tag, tag.children, scope), TEXT])

    def _optional(self, tag: Tag, scope: Scope | None) -> int:
        return self._nodes.choice([self._group(tag, tag.children, scope), EMPTY])

    def _one_or_more(self, tag: Tag, scope: Scope | None) -> int:
        repeated = self._group(tag, tag.children, scope)
        return self._at(tag, self._nodes.one_or_more(repeated))

    def _zero_or_more(self, tag: Tag, scope: Scope | None) -> int:
        return self._nodes.choice([self._one_or_more(tag, scope), EMPTY])

    def _element(self, tag: Tag, scope: Scope | None) -> int:
        if tag not in self._elements:
            name_class = self._nodes.name_class(name_class_of(tag).flat())
            number = self._nodes.new_element(name_class)
            self._elements[tag] = number
            self.tags.append(tag)
            self._waiting.append((number, tag, scope))
        return self._nodes.element(self._elements[tag])

    def _attribute(self, tag: Tag, scope: Scope | None) -> int:
        name_class = self._nodes.name_class(name_class_of(tag).flat())
        children = tag.children if "name" in tag.attributes else tag.children[1:]
        value = self._group(tag, children, scope) if children else TEXT
        return self._nodes.attribute(name_class, value)

    def _reference(self, tag: Tag, scope: Scope | None) -> int:
        return self._definition(tag, referred(tag, scope), tag.attributes["name"])

    def _definition(self, asked_by: Tag, scope: Scope, name: str) -> int:
        key = (scope, name)
        if key in self._being_defined:
            what = f"“{name}”" if name else "<start>"
            raise asked_by.error(f"{what} refers to itself with no element between")
        if key not in self._defined:
            self._being_defined.add(key)
            parts = scope.definitions[name]
            bodies = [self._group(part, part.children, scope) for part in parts]
            interleaved = combination(parts) == "interleave"
            joined = self._nodes.interleave if interleaved else self._nodes.choice
            number = joined(bodies) if len(bodies) > 1 else bodies[0]
            self._defined[key] = self._at(parts[-1], number)
            self._being_defined.discard(key)
        return self._defined[key]

    def _data(self, tag: Tag, scope: Scope | None) -> int:
        excepted = [child for child in tag.children if child.name == "except"]
        nodes = self._all(excepted[0], scope) if excepted else []
        return self._nodes.data(
            self._nodes.datatype(_flat_datatype(tag)), self._nodes.choice(nodes)
        )

    def _value(self, tag: Tag, scope: Scope | None) -> int:
        flat = _flat_datatype(tag)
        namespaces = _namespaces(tag) if datatype(*flat).needs_context else {}
        return self._nodes.value(self._nodes.datatype(flat), tag.text, namespaces)
