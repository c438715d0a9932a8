"""Entries of registers: each person once, each identifier for one, each with a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice

from edition.authorities import Identifier, in_address, named, normal, plain_number
from edition.checks.check import Fault, Mentions, check, conclusion
from edition.checks.library import Library, RegisterEntry, words
from edition.checks.naming import is_full_name, same_name
from edition.checks.pointing import pieces, shortened
from edition.checks.readings import said
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.tei import Element, local_name

_YEAR = re.compile(r"-?\d{4}")
_LIVED = ("birth", "death")
_DATED = ("when", "when-iso", "notBefore", "from", "notAfter", "to", "when-custom")
_LINKS = ("sameAs", "corresp", "ref")
_NAMES = frozenset(
    "persName name forename surname addName orgName placeName geogName settlement country region"
    " district bloc eventName head label desc title p ab note".split()
)
_MOST_ALIKE = 20
_MOST_ELEMENTS = 100
_SLIPS = 1


@check(
    "entry-without-name",
    Severity.REVIEW,
    hint="give the entry a name, or say what it is in a note",
    example='<person xml:id="p12"><birth when="1870"/></person>',
)
def nameless(file: TeiFile) -> Iterator[Fault]:
    """An entry of a register of persons, places, organisations or events says nowhere its name."""
    for entry in file.entries.values():
        if entry.forms or entry.sort == "work" or not len(entry.element):
            continue
        inside = list(islice(entry.element.iterdescendants("{*}*"), _MOST_ELEMENTS + 1))
        named = any(local_name(e) in _NAMES and words(e) for e in inside)
        if not named and len(inside) <= _MOST_ELEMENTS:
            message = f"`{shortened(entry.id)}` ({local_name(entry.element)}) has no name"
            yield Fault(entry.element, message)


@check(
    "same-entry-twice",
    Severity.REVIEW,
    hint="make them one entry and point to that, or tell them apart by dates or a note",
    example='<person xml:id="a"><persName>Felix Salten</persName><birth when="1869"/></person>'
    ' <person xml:id="b"><persName>Salten, Felix</persName><birth when="1869-09-06"/></person>',
)
def twice(file: TeiFile) -> Iterator[Fault]:
    """Two entries of a register are probably one: the same authority number, or the same full name.

    Persons of the same name are told where a date of birth or death is the same or none is known
    of either; those whose dates contradict each other are two. The figures of a play (`particDesc`)
    are left out.
    """
    entries = [one for one in file.entries.values() if not _in_cast(one)]
    for one, other, reason in _alike(entries):
        yield Fault(other.element, f"{_pair(one, other)} {reason}")


@conclusion(
    "same-entry-in-two-registers",
    Severity.REVIEW,
    hint="keep it in one register and point to that",
    example='<person xml:id="a"> in persons.xml, <person xml:id="b"> in authors.xml, one GND',
)
def in_two_registers(library: Library, mentions: Mentions) -> Iterator[Fault]:
    """Two entries in different registers are probably one: the same authority number or name."""
    entries = [one for one in library.entries.values() if not _in_cast(one)]
    for one, other, reason in _alike(entries):
        if one.place.path != other.place.path:
            yield Fault(None, f"{_pair(one, other)} {reason}", place=other.place)


@conclusion(
    "one-id-for-two",
    Severity.REVIEW,
    hint="give one of them another xml:id, or name only one of the registers with --with",
    example='<person xml:id="p1"> in persons.xml, <place xml:id="p1"> in places.xml',
)
def one_id(library: Library, mentions: Mentions) -> Iterator[Fault]:
    """Two registers use one identifier for different entries, so that pointers may mean either.

    Copies of an entry, with a name in common, are no fault.
    """
    for entry in library.repeated:
        first = library.entries.get(entry.id)
        if first is None or first.place.path == entry.place.path:
            continue
        shared = set(map(same_name, first.forms)) & set(map(same_name, entry.forms))
        if first.sort != entry.sort or (first.forms and entry.forms and not shared):
            names = f"{_first(first)} ({first.sort}) and {_first(entry)} ({entry.sort})"
            yield Fault(None, f"`{shortened(entry.id)}` is both {names}", place=entry.place)


def _first(entry: RegisterEntry) -> str:
    return f"“{shortened(entry.forms[0])}”" if entry.forms else "an entry without name"


def _pair(one: RegisterEntry, other: RegisterEntry) -> str:
    return f"`{shortened(one.id)}` and `{shortened(other.id)}` are both {_first(other)}:"


def _in_cast(entry: RegisterEntry) -> bool:
    return any(local_name(e) == "particDesc" for e in islice(entry.element.iterancestors(), 5))


def _alike(
    entries: Sequence[RegisterEntry],
) -> Iterator[tuple[RegisterEntry, RegisterEntry, str]]:
    """Pairs of entries that are probably one, and why; each is told with the first of its like."""
    told: set[str] = set()
    for one, other, reason in (*_by_number(entries), *_by_name(entries)):
        if other.id not in told and not _are_linked(one, other):
            told.add(other.id)
            yield one, other, reason


def _by_number(
    entries: Iterable[RegisterEntry],
) -> Iterator[tuple[RegisterEntry, RegisterEntry, str]]:
    bearers: dict[tuple[str, str, str], list[RegisterEntry]] = defaultdict(list)
    for entry in entries:
        if entry.sort not in {"work", "event"}:
            numbers = {(one.authority.name, normal(one)) for one in _numbers(entry.element)}
            for authority, number in sorted(numbers):
                bearers[entry.sort, authority, number].append(entry)
    for (_, authority, number), found in bearers.items():
        for one, other in combinations(found[:_MOST_ALIKE], 2):
            yield one, other, f"one number of {authority}, {shortened(number)}"


def _numbers(entry: Element) -> Iterator[Identifier]:
    """The authority numbers of an entry itself."""
    for child in (entry, *entry.iterchildren("{*}idno", "{*}persName", "{*}placeName")):
        if local_name(child) == "idno":
            text = words(child)
            authority = named(child.get("type", "")) or named(child.get("subtype", ""))
            if "://" in text:
                found = in_address(text)
            else:
                found = Identifier(authority, plain_number(text)) if authority else None
            if found is not None and found.authority.fits(found.number):
                yield found
        for attribute in _LINKS:
            for one in pieces(attribute, child.get(attribute, "")):
                address = in_address(one)
                if address is not None:
                    yield address


def _by_name(
    entries: Iterable[RegisterEntry],
) -> Iterator[tuple[RegisterEntry, RegisterEntry, str]]:
    bearers: dict[tuple[str, tuple[str, ...]], list[RegisterEntry]] = defaultdict(list)
    for entry in entries:
        forms = entry.forms if entry.sort == "person" else entry.forms[:1]
        for name in {same_name(form) for form in forms if _tells(entry, form)}:
            bearers[entry.sort, name].append(entry)
    for found in bearers.values():
        for one, other in combinations(found[:_MOST_ALIKE], 2):
            reason = _same_life(one, other) if one.sort == "person" else _same_rest(one, other)
            if reason:
                yield one, other, reason


def _tells(entry: RegisterEntry, form: str) -> bool:
    """Whether a form can tell two entries apart: for persons, a full name."""
    return is_full_name(form) if entry.sort == "person" else bool(same_name(form))


def _same_life(one: RegisterEntry, other: RegisterEntry) -> str | None:
    """Why two persons of one name are one; none where their dates contradict each other."""
    same: list[str] = []
    known = False
    for part in _LIVED:
        first, second = _year(one.element, part), _year(other.element, part)
        known = known or first is not None or second is not None
        if first is not None and second is not None:
            if abs(first - second) > _SLIPS:
                return None
            same.append(f"{part} {second}")
    if same:
        return f"one name, {' and '.join(same)}"
    alone = same_name(one.forms[0]) == same_name(other.forms[0])
    return "one name, and no dates tell them apart" if alone and not known else None


def _year(entry: Element, part: str) -> int | None:
    """The year of a birth or death, from the attributes of the element or its date."""
    for element in entry.iterchildren(f"{{*}}{part}"):
        for dated in (element, *element.iterchildren("{*}date")):
            for attribute in _DATED:
                year = _YEAR.match(dated.get(attribute, ""))
                if year:
                    return int(year[0])
    return None


def _same_rest(one: RegisterEntry, other: RegisterEntry) -> str | None:
    """Why two entries of one name that are no persons are one: all else is the same, too."""
    if one.element.get("type") != other.element.get("type"):
        return None
    if one.element.getparent() is not other.element.getparent() and one.sort == "place":
        return None
    first, second = _distinctions(one.element), _distinctions(other.element)
    return "one name, and nothing tells them apart" if first == second else None


def _distinctions(entry: Element) -> tuple[str, ...]:
    """What tells two entries of one name apart: everything but names, numbers and notes."""
    return tuple(
        f"{local_name(e)} {' '.join(said(e))} {' '.join(map(str, e.values()))}"
        for e in entry.iterchildren("{*}*")
        if local_name(e) not in {"placeName", "orgName", "eventName", "title", "idno", "note"}
    )


def _are_linked(one: RegisterEntry, other: RegisterEntry) -> bool:
    """Whether one of two entries says that it is the other's, or stands inside it."""
    for first, second in ((one, other), (other, one)):
        said = " ".join(first.element.get(attribute, "") for attribute in _LINKS)
        if second.id in {piece.rpartition("#")[2] for piece in said.split()}:
            return True
    return other.element.getparent() is one.element or one.element.getparent() is other.element
