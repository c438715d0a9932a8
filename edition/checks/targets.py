"""What pointers lead to: a speaker is no place, a witness no paragraph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edition.checks.check import Fault, check
from edition.checks.pointing import Pointer, times
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.tei import local_name

_PERSON = frozenset("person persona persName forename surname".split())
_PERSONS = _PERSON | frozenset("personGrp listPerson".split())
_PLACES = frozenset(
    "place listPlace placeName geogName settlement country region district bloc location".split()
)
_EVENTS = frozenset("event listEvent eventName".split())
_WORKS = frozenset("bibl biblStruct biblFull listBibl".split())
_IMAGES = frozenset("surface surfaceGrp zone graphic facsimile".split())
_SIGNS = frozenset("category taxonomy rendition calendar char glyph handNote".split())
_BREAKS = frozenset("pb lb cb gb".split())
_NO_AGENT = _PLACES | _EVENTS | _BREAKS
_NO_NAME = _IMAGES | _SIGNS | _BREAKS
_HANDS = frozenset("handNote handNotes handDesc handShift scriptNote typeNote".split())


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a pointer should lead to: elements certainly wrong, doubtful ones, right ones.

    Where `right` is given, every other element is doubtful.
    """

    what: str
    wrong: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    right: frozenset[str] | None = None

    def severity(self, target: str) -> Severity | None:
        """How much it matters that a pointer leads to an element of that name."""
        if target in self.wrong:
            return Severity.ERROR
        strange = self.right is not None and target not in self.right
        return Severity.REVIEW if strange or target in self.doubtful else None


_PERSON_WANTED = _Wanted("a person", _PLACES | _EVENTS, _WORKS | _NO_NAME)
_AUTHOR_WANTED = _Wanted("a person", doubtful=_PLACES | _EVENTS | _WORKS | _NO_NAME)
_PLACE_WANTED = _Wanted("a place", _PERSON, _EVENTS | _PERSONS | _WORKS | _NO_NAME)
_ORGANISATION_WANTED = _Wanted(
    "an organisation", doubtful=_PERSON | _PLACES | _WORKS | _EVENTS | _NO_NAME
)
_WORK_WANTED = _Wanted("a work", doubtful=_PERSONS | _PLACES | _NO_NAME)
_HAND_WANTED = _Wanted("a hand (handNote)", _PLACES | _EVENTS, right=_HANDS)
_SPEAKER_WANTED = _Wanted("a person", _NO_AGENT, _WORKS | _IMAGES | _SIGNS)

# By attribute; the Guidelines say of each what it points to (datatypes and remarks of TEI P5 4.8).
_BY_ATTRIBUTE: Mapping[str, _Wanted] = {
    "who": _SPEAKER_WANTED,
    "toWhom": _SPEAKER_WANTED,
    "resp": _Wanted("whoever is responsible", _BREAKS, _PLACES | _EVENTS | _IMAGES),
    "scribeRef": _Wanted("a person", _PLACES | _EVENTS, _WORKS),
    "wit": _Wanted(
        "a witness",
        _PLACES | _EVENTS,
        right=_WORKS
        | frozenset(
            "witness listWit msDesc msPart msFrag msIdentifier object item idno TEI text"
            " sourceDoc edition wit relatedItem handNote".split()
        ),
    ),
    "hand": _HAND_WANTED,
    "new": _HAND_WANTED,
    "facs": _Wanted(
        "an image or a part of one",
        _PERSONS | _PLACES | _EVENTS,
        right=_IMAGES | frozenset("sourceDoc media line path binaryObject figure pb".split()),
    ),
    "rendition": _Wanted(
        "a rendition",
        _PERSONS | _PLACES | _EVENTS | _WORKS,
        right=frozenset({"rendition", "styleDefDecl"}),
    ),
    "calendar": _Wanted(
        "a calendar",
        _PERSONS | _PLACES | _WORKS,
        right=frozenset({"calendar", "category", "item"}),
    ),
    "ana": _Wanted(
        "an interpretation",
        doubtful=_PERSONS | _PLACES | _IMAGES | _BREAKS | frozenset({"handNote", "rendition"}),
    ),
    "period": _Wanted("a period", doubtful=_PERSONS | _PLACES),
    "edRef": _Wanted("an edition", doubtful=_PERSONS | _PLACES | _EVENTS),
    "change": _Wanted("a change", right=frozenset({"change", "listChange"})),
    "where": _Wanted("a place", _PERSON, _WORKS),
}
_BY_ELEMENT: Mapping[str, _Wanted] = {
    "persName": _PERSON_WANTED,
    **dict.fromkeys(("author", "editor"), _AUTHOR_WANTED),
    **dict.fromkeys(
        "placeName settlement country region district bloc geogName pubPlace origPlace".split(),
        _PLACE_WANTED,
    ),
    "orgName": _ORGANISATION_WANTED,
    "title": _WORK_WANTED,
    "g": _Wanted("a character", _PERSONS | _PLACES, right=frozenset({"char", "glyph"})),
}
_BY_TYPE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("person", "persons"), _PLACES | _WORKS | _EVENTS),
    **dict.fromkeys(("place", "places"), _PERSONS | _WORKS | _EVENTS),
    **dict.fromkeys(("org", "organisation", "organization"), _PERSON | _WORKS | _EVENTS),
    **dict.fromkeys(("work", "bibl"), _PERSONS | _PLACES),
    "event": _PERSONS | _PLACES,
}


def _wanted(pointer: Pointer) -> _Wanted | None:
    name = local_name(pointer.element)
    if pointer.attribute == "target":
        right = frozenset({"category", "taxonomy"})
        return _Wanted("a category", _PERSONS | _PLACES, right=right) if name == "catRef" else None
    if pointer.attribute != "ref":
        return _BY_ATTRIBUTE.get(pointer.attribute)
    if name in {"rs", "name"}:
        kind = pointer.element.get("type", "")
        doubtful = _BY_TYPE.get(kind.lower()) if len(kind) < 20 else None
        return _Wanted(f"what its type ({kind}) says", doubtful=doubtful) if doubtful else None
    return _BY_ELEMENT.get(name)


@check(
    "wrong-target",
    Severity.REVIEW,
    hint="point to the entry that is meant, or change the element that points",
    example='<placeName ref="#schnitzler">Wien</placeName> <!-- a person -->',
)
def wrong(file: TeiFile) -> Iterator[Fault]:
    """A pointer leads to an element of the wrong sort: a person where a place is named.

    It is an error where the two certainly exclude each other (a speaker that is a place), and to
    be reviewed where only custom does (a hand that is described as a person).
    """
    found: dict[tuple[str, str], list[tuple[Pointer, Severity, str]]] = defaultdict(list)
    for pointer in file.pointers:
        wanted = _wanted(pointer) if pointer.fragment else None
        if wanted is None:
            continue
        target = _target(file, pointer)
        severity = wanted.severity(target) if target else None
        if severity and target:
            fact = f"leads to <{target}>, not to {wanted.what}"
            found[pointer.where, pointer.address].append((pointer, severity, fact))
    for some in found.values():
        first, severity, fact = some[0]
        message = f"{first.where} {first.shown} {fact}{times(len(some))}"
        yield Fault(first.element, message, first.attribute, severity=severity)


def _target(file: TeiFile, pointer: Pointer) -> str | None:
    """The name of the element to which a pointer leads, where that is known."""
    identifier = pointer.fragment or ""
    if pointer.local_id:
        element = file.ids.get(identifier)
        return file.library.bearer(identifier) if element is None else local_name(element)
    if pointer.path is None:
        return None
    bearers = file.library.bearers(file.path, pointer.path)
    return bearers.get(identifier) if bearers else None
