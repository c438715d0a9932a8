"""Mentions in the texts against the forms of the register entries they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from itertools import islice

from edition.checks.check import Fault, Mentions, check, conclusion
from edition.checks.library import Library, RegisterEntry
from edition.checks.naming import (
    Forms,
    explains,
    in_order,
    names_somebody,
    read_forms,
    read_name,
    script,
    the_same,
)
from edition.checks.pointing import Pointer, pointers_in, pointing_attributes, shortened, times
from edition.checks.readings import said
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.tei import Element, elements, local_name

_MENTIONS = frozenset(
    "persName placeName orgName geogName settlement country region district".split()
)
_NAMES = _MENTIONS | frozenset("name forename surname addName roleName nameLink eventName".split())
_PLACES = frozenset({"place", "organisation"})
_SORTS = {
    "persName": frozenset({"person", "organisation"}),
    "orgName": frozenset({"organisation", "person", "place"}),
}
_NO_TEXT = frozenset(
    "teiHeader standOff person personGrp place org bibl biblStruct event listPerson listPlace"
    " listOrg listBibl listEvent".split()
)
_DEEPEST = 100
_LONGEST = 200
_MOST_FORMS = 200
_MOST_ELEMENTS = 1_000
_NAMED_AT_ONCE = 5
_MOST_SINGLE = 20


@check(
    "unexplained-mention",
    Severity.REVIEW,
    hint="if the pointer is right, add this form to the entry; if not, correct the pointer",
    example='<persName ref="#lenin">Trotsky</persName>',
)
def unexplained(file: TeiFile) -> Iterator[Fault]:
    """A name in the text has no word in common with any form of the entry it points to.

    Inflected, shortened and misspelt words, initials, ranks, kinship and pronouns explain
    themselves; names in another script than the entry's are left out.
    """
    told: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Element]] = defaultdict(list)
    for element, entries in _in_text(file):
        readings = said(element)
        if all(len(one) <= _LONGEST for one in readings):
            told[readings, tuple(one.id for one in entries)].append(element)
    known: dict[str, Forms] = {}
    for (readings, ids), found in told.items():
        entries = [entry for one in ids if (entry := file.entry(one))]
        known |= {one.id: _forms(one) for one in entries if one.id not in known}
        possible = [known[one.id] for one in entries]
        if not any(_is_explained(one, possible) for one in readings or ("",)):
            names = " or ".join(f"`{shortened(entry.forms[0])}`" for entry in entries)
            fact = f"“{shortened(readings[-1])}” shares no word with {names}"
            yield Fault(found[0], fact + times(len(found)), "ref")


def _in_text(file: TeiFile) -> Iterator[tuple[Element, Sequence[RegisterEntry]]]:
    """The names in the text that point to entries of their sort which have forms."""
    pointing: dict[Element, list[RegisterEntry | None]] = defaultdict(list)
    for pointer in file.pointers:
        if pointer.attribute == "ref" and local_name(pointer.element) in _MENTIONS:
            pointing[pointer.element].append(file.entry(_entry_named(pointer)))
    for element, entries in pointing.items():
        sorts = _SORTS.get(local_name(element), _PLACES)
        known = [one for one in entries if one is not None and one.forms and one.sort in sorts]
        if len(known) == len(entries) and not _outside_text(element):
            yield element, known


def _entry_named(pointer: Pointer) -> str:
    if pointer.scheme is not None:
        return ""
    return pointer.value if "#" not in pointer.value else pointer.fragment or ""


def _outside_text(element: Element) -> bool:
    above = islice(element.iterancestors(), _DEEPEST)
    return any(local_name(one) in _NO_TEXT for one in above)


def _forms(entry: RegisterEntry) -> Forms:
    """All names inside an entry, also of the places and persons its description names."""
    inside = islice(elements(entry.element), _MOST_ELEMENTS)
    names = (one for e in inside if local_name(e) in _NAMES for one in said(e))
    return read_forms((*entry.forms[:_MOST_FORMS], *islice(names, _MOST_FORMS)))


def _is_explained(mention: str, possible: Sequence[Forms]) -> bool:
    if not names_somebody(mention):
        return True
    if not any(script(mention) in forms.scripts for forms in possible):
        return True
    return any(explains(forms, mention) for forms in possible)


@conclusion(
    "unmentioned-entry",
    Severity.NOTE,
    hint="check also the files that mention it, or take the entry away",
    example='<person xml:id="smith"> <!-- and no ref="#smith" anywhere -->',
)
def unmentioned(library: Library, mentions: Mentions) -> Iterator[Fault]:
    """An entry of the registers is mentioned by none of the files checked, nor by other entries.

    Where many entries of one register are, they are told together.
    """
    if not mentions:
        return
    used = {*mentions, *_named_by_entries(library)}
    holders = _holders(library, used)
    idle: dict[str, list[RegisterEntry]] = defaultdict(list)
    for entry in library.entries.values():
        if entry.id not in used and entry.element not in holders:
            idle[entry.place.path].append(entry)
    for entries in idle.values():
        if len(entries) > _MOST_SINGLE:
            some = ", ".join(f"`{shortened(one.id)}`" for one in entries[:_NAMED_AT_ONCE])
            message = f"{len(entries)} entries are mentioned by no file: {some}, …"
            yield Fault(None, message, place=entries[0].place)
            continue
        for entry in entries:
            yield Fault(None, f"{_shown(entry)} is mentioned by no file", place=entry.place)


def _shown(entry: RegisterEntry) -> str:
    name = f" ({shortened(entry.forms[0])})" if entry.forms else ""
    return f"`{shortened(entry.id)}`{name}"


def _named_by_entries(library: Library) -> set[str]:
    """The entries to which other entries point."""
    found: set[str] = set()
    for entry in library.entries.values():
        if not _is_nested(entry.element):
            inside = tuple(elements(entry.element))
            named = {
                one.fragment or one.value
                for one in pointers_in(inside, pointing_attributes(inside), {})
            }
            found |= named - {entry.id}
    return found


def _is_nested(entry: Element) -> bool:
    parent = entry.getparent()
    return parent is not None and local_name(parent) == local_name(entry)


def _holders(library: Library, used: Container[str]) -> set[Element]:
    """What stands around entries that are mentioned, as a country around its town."""
    found: set[Element] = set()
    for entry in library.entries.values():
        if entry.id in used:
            for above in entry.element.iterancestors():
                if above in found:
                    break
                found.add(above)
    return found


@conclusion(
    "unused-form",
    Severity.NOTE,
    hint="take it away, unless readers may look for it, or files that were not checked use it",
    example='<person xml:id="lenin"><persName>Lenin</persName><persName>Frey</persName></person>',
)
def unused(library: Library, mentions: Mentions) -> Iterator[Fault]:
    """Forms of an entry's name are used by no mention in the files checked.

    The first form, which is for the register itself, and forms turned round by a comma are left
    out, as are entries that nobody mentions.
    """
    for identifier, entry in library.entries.items():
        used = [read_name(one).words for one in mentions.get(identifier, ())]
        if not any(used):
            continue
        idle = [
            form
            for form in entry.forms[1:]
            if "," not in form and not any(_uses(one, read_name(form).words) for one in used)
        ]
        if idle:
            some = ", ".join(f"“{shortened(form)}”" for form in idle[:_NAMED_AT_ONCE])
            more = f" and {len(idle) - _NAMED_AT_ONCE} more" if len(idle) > _NAMED_AT_ONCE else ""
            message = f"{_shown(entry)}: no mention uses the form {some}{more}"
            yield Fault(None, message, place=entry.place)


def _uses(mention: Sequence[str], form: Sequence[str]) -> bool:
    """Whether a mention has the words of a form one after the other, endings apart."""
    return not form or in_order(form, mention) or the_same(form, mention)
