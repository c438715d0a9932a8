"""Pointers of a reading: `#id`, `file.xml#id`, `prefix:id`, a bare key, an address of the web."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from edition.checks.pointing import pointing_attributes
from edition.checks.private_uris import PrefixDefinition, prefix_definitions
from edition.reading.document import TeiText, headers
from edition.reading.running import RunningText
from edition.tei import XML_ID, Element, elements, local_name

_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Pointing:
    """How the pointers of one text are read: by the private prefixes that its headers define."""

    prefixes: Mapping[str, Sequence[PrefixDefinition]]

    def targets(self, value: str | None) -> tuple[str, ...]:
        """What the pointers of an attribute lead to, each once: identifiers, or web addresses.

        The file before a `#` is left out: identifiers are taken to be unique in an edition.
        """
        if not value:
            return ()
        found = (self._target(pointer) for pointer in value.split())
        return tuple(dict.fromkeys(target for target in found if target))

    def _target(self, pointer: str) -> str:
        if pointer.startswith("#"):
            return pointer[1:]
        prefix, colon, rest = pointer.partition(":")
        if colon and prefix in self.prefixes:
            made = (one.address(rest) for one in self.prefixes[prefix])
            pointer = next((address for address in made if address), rest)
        if pointer.startswith(_WEB):
            return pointer
        return pointer.rpartition("#")[2]


def pointing(text: TeiText) -> Pointing:
    """How the pointers of a text are read."""
    return Pointing(prefix_definitions(_definitions(text)))


def _definitions(text: TeiText) -> Iterator[Element]:
    for header in headers(text):
        yield from header.iter("{*}prefixDef")


def is_address(target: str) -> bool:
    """Whether a pointer leads to a page of the web, not to an entry or a passage."""
    return target.startswith(_WEB)


class DeadPointer(NamedTuple):
    """A pointer `#id` to which nothing in its file answers, and where it stands."""

    pointer: str
    element: str
    path: str
    line: int


def dead_pointers(
    text: TeiText, running: RunningText, identifiers: Container[str]
) -> Iterator[DeadPointer]:
    """The pointers of a page, its notes included, to none of the identifiers of its file."""
    for element, _, value in pointing_attributes(_everything(running)):
        for pointer in value.split():
            if pointer.startswith("#") and pointer[1:] not in identifiers:
                line = element.sourceline
                number = line if isinstance(line, int) else 0
                yield DeadPointer(pointer, local_name(element), text.path, number)


def identifiers_in(text: TeiText) -> frozenset[str]:
    """Every xml:id of the file in which a text stands."""
    whole = text.root.getroottree().getroot()
    return frozenset(i for one in elements(whole) if (i := one.get(XML_ID)))


def _everything(running: RunningText) -> Iterator[Element]:
    """The elements of a page, with those inside what is aside."""
    for element, stand in running.stands.items():
        if stand.aside:
            yield from elements(element)
        else:
            yield element
