"""Pointers of the form `#id`: those that lead nowhere, elsewhere, or back to where they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TypeAlias

from edition.checks.check import Fault, check
from edition.checks.pointing import Pointer, pieces, shortened, times
from edition.checks.tei_file import TeiFile
from edition.checks.xml_ids import is_unfinished
from edition.diagnostics import Severity
from edition.tei import XML_ID, Element, local_name

_INSIDE = frozenset("copyOf exclude from next prev select since spanTo synch targetEnd to".split())
_LINKS = frozenset("link note ptr ref".split())
_NAMED = re.compile(r"person|place|org|work|bibl|event|entity|name|character|location", re.I)
_NUMBERED = re.compile(r"(\D+)\d")
_OF_A_TYPE = frozenset({"ref", "target"})
_MOST_COMPARED = 1_000
_MOST_SUGGESTED = 10
_LONGEST_COMPARED = 40
_NAMED_AT_ONCE = 3
_ALIKE = 0.84
_WITH = "; if the entry stands in a register kept elsewhere, name its folder with --with"


_Bare: TypeAlias = tuple[Element, str, list[str]]


@dataclass
class _Group:
    """What the pointers of one attribute of one element lead to, by identifier."""

    found: set[str] = field(default_factory=set)
    dead: dict[str, list[Pointer]] = field(default_factory=dict)

    def add(self, pointer: Pointer, identifier: str, alive: bool) -> None:
        if alive:
            self.found.add(identifier)
        else:
            self.dead.setdefault(identifier, []).append(pointer)

    @cached_property
    def series(self) -> frozenset[str]:
        """What stands before the numbers of the identifiers that are found."""
        return frozenset(map(_series, self.found))

    @property
    def is_local(self) -> bool:
        """Whether most identifiers are found, so that the others should be, too."""
        return len(self.found) > len(self.dead)

    def knows_series(self, identifier: str) -> bool:
        """Whether others of an identifier's series are found, or it is of none."""
        series = _series(identifier)
        return not series or series in self.series


def _series(identifier: str) -> str:
    """What stands before the first number of an identifier: `person_` of `person_12`."""
    series = _NUMBERED.match(identifier)
    return series[1] if series else ""


@check(
    "dead-pointer",
    Severity.ERROR,
    hint="correct the pointer, or give the element it means this xml:id" + _WITH,
    example='<sp who="#rappelkof"><p>Hinaus!</p></sp>',
)
def dead(file: TeiFile) -> Iterator[Fault]:
    """A pointer `#id` leads to no element of its own file, which is where `#` looks for it.

    It is an error where the file is whole and the pointer can only mean something inside it
    (`@next`, `@spanTo`, a link), or where most other identifiers of the same attribute are found:
    then this one is mistyped or lost. Where most of them are missing, the register or declaration
    they belong to is probably kept in another file; that is told once for each attribute, for
    review.
    """
    close = _Closeness(file)
    certain: dict[tuple[str, str], list[Pointer]] = defaultdict(list)
    doubtful: dict[str, list[Pointer]] = defaultdict(list)
    for group in _groups(file).values():
        for identifier, pointers in group.dead.items():
            attribute = pointers[0].attribute
            if file.is_whole and (_leads_inside(pointers[0]) or _is_lost(identifier, group, close)):
                certain[attribute, identifier] += pointers
            else:
                doubtful[attribute if file.is_whole else ""] += pointers
    for (_, identifier), pointers in certain.items():
        yield _dead_one(pointers, close.to(identifier))
    for attribute, pointers in doubtful.items():
        yield _dead_together(attribute, pointers)


def _is_lost(identifier: str, group: _Group, close: _Closeness) -> bool:
    """Whether an identifier should be in the file: its series is, or one much like it."""
    if not group.is_local:
        return False
    return group.knows_series(identifier) or close.to(identifier) is not None


def _groups(file: TeiFile) -> Mapping[tuple[str, str], _Group]:
    groups: dict[tuple[str, str], _Group] = defaultdict(_Group)
    for pointer in file.pointers:
        identifier = pointer.local_id
        if identifier is None:
            continue
        alive = identifier in file.ids or _in_register(file, pointer, identifier)
        if alive or not is_unfinished(identifier):
            kind = pointer.element.get("type", "") if pointer.attribute in _OF_A_TYPE else ""
            groups[pointer.where, kind].add(pointer, identifier, alive)
    return groups


def _in_register(file: TeiFile, pointer: Pointer, identifier: str) -> bool:
    return pointer.attribute not in _INSIDE and file.library.bearer(identifier) is not None


def _leads_inside(pointer: Pointer) -> bool:
    if pointer.attribute in _INSIDE:
        return True
    link = pointer.attribute == "target" and local_name(pointer.element) in _LINKS
    return link and not _NAMED.search(pointer.element.get("type", "")[:_LONGEST_COMPARED])


def _dead_one(pointers: Sequence[Pointer], suggestion: str | None) -> Fault:
    first = pointers[0]
    message = f"{first.shown} leads to no element of this file{times(len(pointers))}"
    if suggestion is not None:
        message += f"; did you mean `#{shortened(suggestion)}`?"
    return Fault(first.element, message, first.attribute)


def _dead_together(attribute: str, pointers: Sequence[Pointer]) -> Fault:
    """The dead pointers of an attribute (or of a file that is not whole) as one fault."""
    by_address: dict[str, Pointer] = {}
    for one in pointers:
        by_address.setdefault(one.address, one)
    firsts = list(by_address.values())
    some = ", ".join(one.shown for one in firsts[:_NAMED_AT_ONCE])
    if len(firsts) == 1:
        fact = f"{some} leads to no element of this file"
    else:
        more = ", …" if len(firsts) > _NAMED_AT_ONCE else ""
        what = f"{len(firsts)} identifiers" + (f" of @{attribute}" if attribute else "")
        fact = f"{what} lead to no element of this file: {some}{more}"
    if not attribute:
        fact += "; but parts of the text stand in other files"
    hint = "if they are declared in a file kept elsewhere (a register), name its folder with --with"
    first = firsts[0]
    message = fact + times(len(pointers))
    return Fault(first.element, message, first.attribute, None, hint, Severity.REVIEW)


class _Closeness:
    """Identifiers of a file that look like a mistyped one; few enough to stay quick.

    The first letter and the digits must be the same: `p12` is not `p13` mistyped.
    """

    def __init__(self, file: TeiFile) -> None:
        self._file = file
        self._known: dict[str, dict[str, str]] = {}
        self._told: dict[str, str | None] = {}

    def to(self, identifier: str) -> str | None:
        """The identifier that is probably meant; none where there is none or much was asked."""
        if len(identifier) > _LONGEST_COMPARED:
            return None
        if identifier not in self._told and len(self._told) < _MOST_SUGGESTED:
            self._told[identifier] = self._nearest(identifier)
        return self._told.get(identifier)

    def _nearest(self, identifier: str) -> str | None:
        if not self._known:
            self._collect()
        known = self._known.get(_kind(identifier), {})
        folded = identifier.casefold()
        near = [folded] if folded in known else get_close_matches(folded, known, 1, _ALIKE)
        return known[near[0]] if near else None

    def _collect(self) -> None:
        for one in self._file.ids:
            known = self._known.setdefault(_kind(one), {})
            if len(one) <= _LONGEST_COMPARED and len(known) < _MOST_COMPARED:
                known[one.casefold()] = one


def _kind(identifier: str) -> str:
    """The first letter and the digits of an identifier, in which a mistyped one is the same."""
    short = identifier[:_LONGEST_COMPARED]
    return short[:1].casefold() + "".join(filter(str.isdigit, short))


@check(
    "register-elsewhere",
    Severity.NOTE,
    hint="write the register's file before the #, or define a prefix for it with prefixDef, unless"
    " your own programs look there",
    example='<persName ref="#person_12">Salten</persName>',
)
def elsewhere(file: TeiFile) -> Iterator[Fault]:
    """Pointers are written as if their targets stood in the same file, but these stand elsewhere.

    `#id` means an element of the file itself. The identifiers were found only in the folders given
    with --with; other programs than your own will not find them.
    """
    found: dict[str, Pointer] = {}
    count = 0
    for pointer in file.pointers:
        identifier = pointer.local_id
        if identifier and identifier not in file.ids and _in_register(file, pointer, identifier):
            found.setdefault(identifier, pointer)
            count += 1
    if found:
        firsts = list(found.values())
        some = ", ".join(one.shown for one in firsts[:_NAMED_AT_ONCE])
        more = ", …" if len(firsts) > _NAMED_AT_ONCE else ""
        message = f"written as if in this file, but only in a register: {some}{more}{times(count)}"
        yield Fault(firsts[0].element, message, firsts[0].attribute)


@check(
    "missing-hash",
    Severity.REVIEW,
    hint="put # before the identifier",
    example='<note xml:id="n1" target="p1">A note.</note> <!-- on <p xml:id="p1"> -->',
)
def missing_hash(file: TeiFile) -> Iterator[Fault]:
    """A pointer without `#` is the name of a file; here it is exactly an xml:id of this file.

    Where that is the habit of the whole file it is told once for each attribute: its own programs
    may read such values, others do not.
    """
    bare: dict[str, list[_Bare]] = defaultdict(list)
    hashed: dict[str, int] = defaultdict(int)
    for element, attribute, value in file.pointing:
        where = f"{local_name(element)}/@{attribute}"
        hashed[where] += "#" in value
        parts = pieces(attribute, value) if attribute != "url" else []
        if any(one in file.ids and not file.library.exists(file.path, one) for one in parts):
            bare[where].append((element, attribute, parts))
    habits: dict[str, list[_Bare]] = defaultdict(list)
    for where, found in bare.items():
        if len(found) > hashed[where]:
            habits[found[0][1]] += found
        else:
            yield from (_without_hash(file, *one, 1) for one in found)
    for found in habits.values():
        yield _without_hash(file, *found[0], len(found))


def _without_hash(
    file: TeiFile, element: Element, attribute: str, parts: Sequence[str], count: int
) -> Fault:
    first = next(one for one in parts if one in file.ids)
    message = f"`{shortened(first)}` is an identifier of this file, but without # it names a file"
    mended = " ".join(f"#{one}" if one in file.ids else one for one in parts)
    return Fault(element, message + times(count), attribute, mended if count == 1 else None)


@check(
    "empty-pointer",
    Severity.REVIEW,
    hint="say where it leads, or leave the attribute out",
    example='<author ref="">Schnitzler, Arthur</author>',
)
def empty(file: TeiFile) -> Iterator[Fault]:
    """An attribute that should hold a pointer is empty, or holds nothing but `#`."""
    found: dict[str, list[Fault]] = defaultdict(list)
    for element, attribute, value in file.pointing:
        if value.strip(" \t\r\n#") == "":
            where = f"{local_name(element)}/@{attribute}"
            shown = "is empty" if not value.strip() else "holds nothing but #"
            found[where].append(Fault(element, f"{where} {shown}", attribute))
    for faults in found.values():
        first = faults[0]
        message = first.message + times(len(faults))
        yield Fault(first.element, message, first.attribute)


_TO_ITSELF: Mapping[str, Severity] = {
    "next": Severity.ERROR,
    "prev": Severity.ERROR,
    "copyOf": Severity.ERROR,
    "sameAs": Severity.REVIEW,
    "corresp": Severity.REVIEW,
    "exclude": Severity.REVIEW,
    "synch": Severity.REVIEW,
}


@check(
    "self-pointer",
    Severity.REVIEW,
    hint="point to the other element that is meant, or leave the attribute out",
    example='<seg xml:id="s1" next="#s1"/>',
)
def to_itself(file: TeiFile) -> Iterator[Fault]:
    """An element is said to continue, copy or correspond to itself, which says nothing.

    It is an error for `@next`, `@prev` and `@copyOf`, which would go round for ever.
    """
    for pointer in file.pointers:
        severity = _TO_ITSELF.get(pointer.attribute)
        if severity and pointer.local_id and pointer.local_id == pointer.element.get(XML_ID):
            message = f"{pointer.where} of `{shortened(pointer.local_id)}` leads to itself"
            yield Fault(pointer.element, message, pointer.attribute, severity=severity)


@check(
    "one-way-link",
    Severity.REVIEW,
    hint="let @next of the one and @prev of the other lead to each other",
    example='<l xml:id="l1" next="#l2"/> <l xml:id="l2" prev="#l9"/>',
)
def one_way(file: TeiFile) -> Iterator[Fault]:
    """`@next` and `@prev` do not answer each other: the way there is not the way back.

    Where the target says nothing, this is found only in files whose other links have both ends.
    """
    links = [p for p in file.pointers if p.attribute in {"next", "prev"} and p.local_id]
    leads = {(p.element.get(XML_ID), p.attribute): p.local_id for p in links}
    answered = {link: _answer(link, leads) for link in leads if link[0]}
    mutual = sum(1 for link, answer in answered.items() if answer == link[0])
    silent = sum(1 for answer in answered.values() if answer is None)
    for pointer in links:
        own = pointer.element.get(XML_ID)
        answer = answered.get((own, pointer.attribute))
        if own is None or answer == own or pointer.local_id not in file.ids:
            continue
        if (answer is not None or mutual > silent) and pointer.local_id != own:
            yield _unanswered(pointer, own, answer)


def _answer(
    link: tuple[str | None, str], leads: Mapping[tuple[str | None, str], str | None]
) -> str | None:
    own, attribute = link
    back = "prev" if attribute == "next" else "next"
    return leads.get((leads[own, attribute], back))


def _unanswered(pointer: Pointer, own: str, answer: str | None) -> Fault:
    back = "prev" if pointer.attribute == "next" else "next"
    target = shortened(pointer.local_id or "")
    says = "is not there" if answer is None else f"leads to `{shortened(answer)}`"
    message = f"`{shortened(own)}` has {pointer.attribute} `{target}`, whose {back} {says}"
    return Fault(pointer.element, message, pointer.attribute)
