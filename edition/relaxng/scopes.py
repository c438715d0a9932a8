"""Grammars and their definitions: what a `ref` means, what is combined, what is overridden.

Sections 4.7, 4.11, 4.17 and 4.18 of the specification.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.relaxng.tree import Tag

START = ""  # no definition can have this name


class Scope:
    """The definitions of one grammar, and the grammar around it."""

    __slots__ = ("definitions", "parent")

    def __init__(self, grammar: Tag, parent: Scope | None) -> None:
        self.parent = parent
        self.definitions: dict[str, list[Tag]] = {}
        for component in components(grammar):
            self.definitions.setdefault(_defined(component), []).append(component)
        if START not in self.definitions:
            raise grammar.error("the grammar has no <start>", "say which element a document is")
        for parts in self.definitions.values():
            _check_combine(parts)


def components(container: Tag) -> list[Tag]:
    """The `start` and `define` of a grammar, also those in `div` and in what it includes."""
    found: list[Tag] = []
    for child in container.children:
        if child.name == "div":
            found += components(child)
        elif child.name == "include":
            found += _included(child)
        else:
            found.append(child)
    return found


def combination(parts: Iterable[Tag]) -> str:
    """How the parts of one definition are combined: choice, interleave, or not at all ("")."""
    return next((p.attributes["combine"] for p in parts if "combine" in p.attributes), "")


def referred(tag: Tag, scope: Scope | None) -> Scope:
    """The scope in which a `ref` or `parentRef` finds its definition.

    Raises SchemaError where there is none.
    """
    target = scope.parent if scope and tag.name == "parentRef" else scope
    name = tag.attributes["name"]
    if target is None:
        raise tag.error(f"<{tag.name} name={name!r}> stands in no grammar")
    if name not in target.definitions:
        raise tag.error(f"“{name}” is not defined", _similar(name, target.definitions))
    return target


def _defined(component: Tag) -> str:
    return component.attributes["name"] if component.name == "define" else START


def _included(include: Tag) -> Iterator[Tag]:
    own = components(include)
    overriding = {_defined(component): component for component in own}
    assert include.external is not None  # the loader has filled it in
    inner = components(include.external)
    overridden = {_defined(component) for component in inner}
    for name in (name for name in overriding if name not in overridden):
        what = f"definition of “{name}”" if name else "<start>"
        raise overriding[name].error(f"the included grammar has no {what} to override")
    yield from (component for component in inner if _defined(component) not in overriding)
    yield from own


def _check_combine(parts: list[Tag]) -> None:
    how = {part.attributes["combine"] for part in parts if "combine" in part.attributes}
    plain = [part for part in parts if "combine" not in part.attributes]
    what = f"“{_defined(parts[0])}”" if _defined(parts[0]) else "<start>"
    if len(how) > 1:
        raise parts[-1].error(f"{what} is combined by choice and by interleave", "choose one")
    if len(plain) > 1:
        raise plain[1].error(f"{what} is defined twice", "add combine, or remove one")


def _similar(name: str, names: Iterable[str]) -> str | None:
    close = [other for other in names if other.lower() == name.lower()]
    return f"did you mean “{close[0]}”?" if close else None
