"""Relations between register entries (TEI Guidelines, 14.3.2.3), and who made which work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from edition.checks.library import RegisterEntry as FoundEntry
from edition.reading.pointing import Pointing
from edition.tei import Element, local_name

_MAKERS = {"author": "author", "editor": "editor"}
_MOST_MUTUAL = 100  # each is told of all others: a longer list would take its square


_Related = dict[tuple[str, str], dict[str, None]]


class Relation(NamedTuple):
    """A relation of one entry to others: its name, their identifiers, and how it reads from here.

    What `relation` calls `parent` reads `parent of` for the parents, the active side, and
    `parent` for the children, whose parents the others are.
    """

    name: str
    others: tuple[str, ...]
    shown: str


def relations(
    register: Mapping[Element, FoundEntry],
    holders: Sequence[Element],
    pointing: Pointing,
) -> Mapping[str, tuple[Relation, ...]]:
    """The relations of each entry: those of `relation`, and between works and their makers."""
    found: dict[str, _Related] = defaultdict(lambda: defaultdict(dict))
    for holder in holders:
        for element in holder.iter("{*}relation"):
            for one, relation, others in _sides(element, pointing):
                found[one][relation].update(dict.fromkeys(others))
    for entry in register.values():
        if entry.sort == "work":
            for maker, name in _makers(entry.element, pointing):
                found[entry.id][name, name][maker] = None
                found[maker][name, f"{name} of"][entry.id] = None
    return {
        one: tuple(Relation(name, tuple(others), shown) for (name, shown), others in some.items())
        for one, some in found.items()
    }


def _sides(
    element: Element, pointing: Pointing
) -> Iterator[tuple[str, tuple[str, str], Sequence[str]]]:
    """An entry, the relation from its side, and the others: of every entry in a relation."""
    name = element.get("name") or element.get("type") or "related"
    active = pointing.targets(element.get("active"))
    passive = pointing.targets(element.get("passive"))
    mutual = pointing.targets(element.get("mutual"))
    for one in active:
        yield one, (name, f"{name} of"), passive
    for one in passive:
        yield one, (name, name), active
    for one in mutual if len(mutual) <= _MOST_MUTUAL else ():
        yield one, (name, name), [other for other in mutual if other != one]


def _makers(work: Element, pointing: Pointing) -> Iterator[tuple[str, str]]:
    for one in work.iter("{*}author", "{*}editor"):
        for maker in pointing.targets(one.get("ref") or one.get("key")):
            yield maker, one.get("role") or _MAKERS[local_name(one)]
