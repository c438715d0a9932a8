"""Mentions: words of the text that name somebody or something (TEI Guidelines, 14.2)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from edition.reading.pointing import Pointing
from edition.reading.running import RunningText, Stand
from edition.reading.source import Names
from edition.tei import XML_ID, Element, local_name

SORTS = {
    "persName": "person",
    "placeName": "place",
    "geogName": "place",
    "settlement": "place",
    "country": "place",
    "region": "place",
    "district": "place",
    "orgName": "organisation",
    "title": "work",
    "eventName": "event",
    "speaker": "person",
    "name": "",
    "rs": "",
}
_TYPES = {
    **{name: name for name in ("person", "place", "organisation", "work", "event")},
    **dict.fromkeys(("org", "organization"), "organisation"),
    **dict.fromkeys(("bibl", "title"), "work"),
    **dict.fromkeys(("pers", "persons"), "person"),
}
_POINTING = ("ref", "key", "corresp", "sameAs")


class Mention(NamedTuple):
    """Words that name one or several register entries, with the words around them.

    `entries` are identifiers or web addresses, none for an open question; `id` and `passage` are
    "" where the file gives none. `sort` is that of the entry or of the markup, or "".
    """

    id: str
    entries: tuple[str, ...]
    sort: str
    passage: str
    words: str
    before: str
    after: str
    certainty: str
    evidence: str
    responsible: tuple[str, ...]
    reason: str = ""


def mentions(
    running: RunningText,
    pointing: Pointing,
    register: Mapping[Element, str],
    identified: Container[str],
    names: Names,
) -> Iterator[Mention]:
    """The mentions of a page in document order; `register` are the entries of its file, as TEI.

    A mention cut into fragments (`@next`, `@prev`) is told once, with all its words. A name
    without pointer is an open question only if its element is among those that are `identified`
    elsewhere in the text; names in the entries of a register are no mentions.
    """
    targets = {one: pointing.targets(_pointer(one)) for one in _named(running, register)}
    sorts = {one.get(XML_ID) or "": sort for one, sort in register.items()}
    fragments = _fragments(targets, pointing)
    continued = {one for rest in fragments.values() for one in rest}
    for element, entries in targets.items():
        is_open = running.stands[element].name in identified
        if (entries or is_open) and element not in continued:
            parts = [running.stands[one] for one in (element, *fragments.get(element, ()))]
            sort = next((sorts[one] for one in entries if one in sorts), "") or _sort(element)
            yield _mention(running, element, parts, (entries, sort), names)


def identified(text: Element) -> frozenset[str]:
    """The elements for names that a text identifies, at least once, by a pointer."""
    names = (name for name in SORTS if name != "speaker")
    return frozenset(
        name for name in names if any(_pointer(one) for one in text.iter(f"{{*}}{name}"))
    )


def _mention(
    running: RunningText,
    element: Element,
    parts: Sequence[Stand],
    meant: tuple[tuple[str, ...], str],
    names: Names,
) -> Mention:
    return Mention(
        element.get(XML_ID) or "",
        *meant,
        parts[0].passage,
        " ".join(filter(None, map(running.words, parts))),
        running.before(parts[0]),
        running.after(parts[-1]),
        element.get("cert") or "",
        element.get("evidence") or "",
        names.of(element.get("resp")),
    )


def _named(running: RunningText, register: Container[Element]) -> Iterator[Element]:
    """The names of a text, without those in register entries; a speaker only if not tagged so."""
    inside: set[Element] = set()
    tagged: set[Element | None] = set()
    found: list[Element] = []
    for element, stand in running.stands.items():
        if element.getparent() in inside or element in register:
            inside.add(element)
        elif stand.name in SORTS and not stand.aside:
            found.append(element)
            if stand.name != "speaker":
                tagged.add(stand.block)
    return (one for one in found if one not in tagged)


def _pointer(element: Element) -> str | None:
    if local_name(element) == "speaker":
        parent = element.getparent()
        return element.get("who") or (parent.get("who") if parent is not None else None)
    return next((value for name in _POINTING if (value := element.get(name))), None)


def _sort(element: Element) -> str:
    """The sort that the markup tells."""
    name = local_name(element)
    return SORTS[name] or _TYPES.get((element.get("type") or "").lower(), "")


def _fragments(
    named: Mapping[Element, object], pointing: Pointing
) -> Mapping[Element, Sequence[Element]]:
    """The further fragments of each mention that has some, in their order."""
    by_id = {identifier: one for one in named if (identifier := one.get(XML_ID))}
    found: dict[Element, list[Element]] = {}
    taken: set[Element] = set()
    for element in named:
        if element in taken or element.get("next") is None:
            continue
        rest = found.setdefault(element, [])
        taken.add(element)
        following = _next(element, pointing, by_id)
        while following is not None and following not in taken:
            taken.add(following)
            rest.append(following)
            following = _next(following, pointing, by_id)
    return found


def _next(element: Element, pointing: Pointing, by_id: Mapping[str, Element]) -> Element | None:
    return next((by_id.get(name) for name in pointing.targets(element.get("next"))), None)
