"""The entries of registers: persons, places, organisations, works, events (TEI Guidelines, 14.3).

They stand in `standOff`, in the header, or in the text itself, in the lists of TEI.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from edition.checks.library import RegisterEntry as FoundEntry
from edition.checks.library import entries_in
from edition.reading.dates import dating_of, julian_calendars
from edition.reading.document import TeiText
from edition.reading.filing import filed, name_of
from edition.reading.identifiers import Identifier, identifiers
from edition.reading.pointing import pointing
from edition.reading.relations import Relation, relations
from edition.reading.running import plain
from edition.reading.source import web_address
from edition.tei import XML_ID, Element, local_name

_NAMES = {
    "person": frozenset({"persName", "name"}),
    "place": frozenset({"placeName", "name", "geogName"}),
    "organisation": frozenset({"orgName", "name"}),
    "work": frozenset({"title"}),
    "event": frozenset({"eventName", "head", "label"}),
}
_PARTS_OF_PLACES = ("settlement", "district", "region", "country", "bloc")
_MISPRINTS = frozenset({"misprint", "error", "variant-error"})
_PREFERRED = frozenset({"preferred", "main", "reg", "pref"})
_PROSE = frozenset({"note", "desc", "p", "ab"})
_DATED = frozenset("date state occupation floruit residence event affiliation education".split())
_WORDS_FOR = {"medium": "probably ", "low": "perhaps ", "unknown": "uncertain: "}
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?", re.ASCII)


class Life(NamedTuple):
    """A date of an entry: how it reads, its first and last day (ISO, "" if open), how sure, whence.

    Doubt is part of how it reads (`probably 1873`); `certainty` is the word of the file, or "".
    """

    shown: str
    iso_earliest: str
    iso_latest: str
    certainty: str
    source: str


def life_line(born: Life | None, died: Life | None) -> str:
    """The two ends of a life in a line (`1884–1937`, `born 1901`); empty if neither is known."""
    start, end = born.shown if born else "", died.shown if died else ""
    if start and end:
        return f"{start}–{end}" if f"{start}{end}".isdigit() else f"{start} – {end}"
    return f"born {start}" if start else f"died {end}" if end else ""


class RegisterEntry(NamedTuple):
    """An entry of a register.

    `name` is the preferred form, `forms` the others, `misprints` forms of which the register says
    that they are errors. `dates` are those of what is no life (an event, the existence of an
    organisation), and the dated offices of a person. `kind` is its `@type` or `@role`; `inside`
    the identifier of the entry around it, or the name of the country or region that it gives.
    `coordinates` are latitude and longitude in degrees. `sources` are web addresses. `filed` is
    the form under which an alphabetical index has it: `Trotsky, Leon`.
    """

    id: str
    sort: str
    name: str
    forms: tuple[str, ...]
    misprints: tuple[str, ...]
    born: Life | None
    died: Life | None
    dates: tuple[Life, ...]
    description: str
    identifiers: tuple[Identifier, ...]
    relations: tuple[Relation, ...]
    coordinates: tuple[float, float] | None
    kind: str
    inside: str
    sources: tuple[str, ...]
    filed: str


def register(text: TeiText) -> dict[Element, FoundEntry]:
    """The entries of a text and of the corpora whose first text it is, by their TEI elements.

    Where an identifier occurs twice the first entry counts.
    """
    holders = [text.root]
    for corpus in text.shared:
        holders += [c for c in corpus if local_name(c) in {"teiHeader", "standOff"}]
    first: dict[str, FoundEntry] = {}
    for holder in holders:
        for entry in entries_in(holder, text.path):
            first.setdefault(entry.id, entry)
    return {entry.element: entry for entry in first.values()}


def entries(text: TeiText) -> list[RegisterEntry]:
    """The entries of a text's registers in document order."""
    return entries_of(text, register(text))


def entries_of(text: TeiText, found: Mapping[Element, FoundEntry]) -> list[RegisterEntry]:
    """The entries of a register in words."""
    julian = julian_calendars(text)
    named = {one.id: name_of(_names(one)) for one in found.values()}
    holders = [text.root, *(c for corpus in text.shared for c in _outside_texts(corpus))]
    related = relations(found, holders, pointing(text))
    return [_entry(one, named[one.id], related.get(one.id, ()), julian) for one in found.values()]


def merged_entry(one: RegisterEntry, other: RegisterEntry) -> RegisterEntry:
    """An entry that two files have, with the relations of both; the first one counts otherwise.

    A file holds only the relations between entries that it has itself.
    """
    known = {(r.name, r.shown): dict.fromkeys(r.others) for r in one.relations}
    for relation in other.relations:
        known.setdefault((relation.name, relation.shown), {}).update(dict.fromkeys(relation.others))
    together = (Relation(name, tuple(some), shown) for (name, shown), some in known.items())
    return one._replace(relations=tuple(together))


def _outside_texts(corpus: Element) -> Iterator[Element]:
    return (child for child in corpus if local_name(child) in {"teiHeader", "standOff"})


def _entry(
    found: FoundEntry, name: str, related: tuple[Relation, ...], julian: frozenset[str]
) -> RegisterEntry:
    element = found.element
    children: dict[str, list[Element]] = defaultdict(list)
    for child in element:
        children[local_name(child)].append(child)
    names = _names(found)
    misprints = [plain(one) for one in names if one.get("type") in _MISPRINTS]
    forms = [name_of([one]) for one in names if one.get("type") not in _MISPRINTS]
    return RegisterEntry(
        id=found.id,
        sort=found.sort,
        name=name or found.id,
        forms=tuple(form for form in dict.fromkeys(forms) if form and form != name),
        misprints=tuple(dict.fromkeys(filter(None, misprints))),
        born=_life(children["birth"], julian),
        died=_life(children["death"], julian),
        dates=tuple(_dates(found, julian)),
        description=_description(found),
        identifiers=tuple(identifiers(element)),
        relations=related,
        coordinates=_coordinates(element),
        kind=element.get("type") or element.get("role") or "",
        inside=_inside(found, children),
        sources=tuple(_sources(element)),
        filed=filed(found.id, found.sort, name or found.id, names),
    )


def _names(entry: FoundEntry) -> list[Element]:
    """The elements with the names of an entry itself, the preferred ones first."""
    own = [one for one in entry.element if local_name(one) in _NAMES[entry.sort]]
    if not own and entry.sort == "place":
        own = [one for one in entry.element if local_name(one) in _PARTS_OF_PLACES]
    if not own and entry.sort == "work":
        own = list(entry.element.iter("{*}title"))[:1]
    return sorted(own, key=lambda one: (one.get("type") in _MISPRINTS) - _is_preferred(one))


def _is_preferred(name: Element) -> bool:
    return name.get("type") in _PREFERRED or name.get("subtype") in _PREFERRED


def _life(found: list[Element], julian: frozenset[str]) -> Life | None:
    for one in found:
        inner = next(one.iterchildren("{*}date"), None)
        for dated in (one, *([inner] if inner is not None else [])):
            if life := _dated(dated, julian, ""):
                return life
    for one in found:
        if words := plain(one):
            certainty = one.get("cert") or ""
            shown = f"{_WORDS_FOR.get(certainty, '')}{words}"
            return Life(shown, "", "", certainty, one.get("source") or "")
    return None


def _dated(element: Element, julian: frozenset[str], what: str) -> Life | None:
    dating = dating_of(element, julian)
    if dating is None:
        return None
    certainty = element.get("cert") or ""
    shown = f"{_WORDS_FOR.get(certainty, '')}{dating.shown}"
    return Life(
        f"{what}, {shown}" if what else shown,
        dating.earliest,
        dating.latest,
        certainty,
        element.get("source") or "",
    )


def _dates(entry: FoundEntry, julian: frozenset[str]) -> Iterator[Life]:
    """The dates of an entry itself, and those of its states, offices and the like."""
    if own := _dated(entry.element, julian, ""):
        yield own
    for child in entry.element:
        name = local_name(child)
        if name in _DATED and child.get(XML_ID) is None:
            what = "" if name in {"date", "state"} else plain(child)
            if life := _dated(child, julian, what):
                yield life


def _description(entry: FoundEntry) -> str:
    prose = [one for one in entry.element if local_name(one) in _PROSE]
    told = [one for one in prose if one.get("type") == "description"]
    return " ".join(filter(None, map(plain, told or prose)))


def _coordinates(element: Element) -> tuple[float, float] | None:
    geo = next((g for child in element for g in _geo(child)), None)
    found = _NUMBER.findall(geo.text or "") if geo is not None else []
    if geo is None or len(found) != 2:
        return None
    latitude, longitude = (float(number.replace(",", ".")) for number in found)
    inside = -90 <= latitude <= 90 and -180 <= longitude <= 180
    return (latitude, longitude) if inside else None


def _geo(child: Element) -> Iterator[Element]:
    if local_name(child) == "location":
        yield from child.iter("{*}geo")
    elif local_name(child) == "geo":
        yield child


def _inside(entry: FoundEntry, children: Mapping[str, list[Element]]) -> str:
    parent = entry.element.getparent()
    if parent is not None and local_name(parent) == local_name(entry.element):
        return parent.get(XML_ID) or ""
    if entry.sort != "place" or not any(local_name(n) == "placeName" for n in entry.element):
        return ""
    around = (one for name in _PARTS_OF_PLACES for one in children.get(name, ()))
    return ", ".join(map(plain, around))


def _sources(element: Element) -> Iterator[str]:
    found = (one.get("source") for one in (element, *element) if isinstance(one.tag, str))
    addresses = (web_address(part) for value in found if value for part in value.split())
    yield from dict.fromkeys(filter(None, addresses))
