"""When a document or a part of it was written: by its header, its head, its first words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.dated import dating_attributes, interval, is_dated
from edition.datings import Interval, dating
from edition.tei import Element, local_name

_HEADS = frozenset({"head", "opener", "dateline"})
_BESIDE = frozenset("pb cb lb gb fw milestone anchor note space salute".split())
_PROSE = frozenset({"p", "ab"})
_HOLDS = {"TEI": "text", "text": "body"}
_DATE_TYPE = re.compile(r"\b(?:iso|date|datum)", re.I)


def sent_actions(tei: Element) -> list[Element]:
    """The `correspAction` that sent the letter of a document; none where it has several letters."""
    letters = list(tei.iterfind("{*}teiHeader/{*}profileDesc/{*}correspDesc"))
    if len(letters) != 1:
        return []
    return [one for one in letters[0].iterfind("{*}correspAction") if one.get("type") == "sent"]


def title_dates(tei: Element) -> Iterator[tuple[Element, Interval]]:
    """The titles that are dates (as `title type="iso-date"`), or bear one."""
    for title in tei.iterfind("{*}teiHeader/{*}fileDesc/{*}titleStmt/{*}title"):
        attributes = dating_attributes(title)
        if not attributes and _DATE_TYPE.search(title.get("type", "")):
            attributes = {"when": (title.text or "").strip()}
        days = dating(attributes)
        if days is not None:
            yield title, days


def written_on(tei: Element) -> Interval | None:
    """When a document was written by its header: sent as a letter, or by the date in its title."""
    days = [days for one in sent_actions(tei) if (days := interval(one))]
    days = days or [days for _, days in title_dates(tei)]
    if not days:
        return None
    return Interval(min(one.earliest for one in days), max(one.latest for one in days))


def opening_date(part: Element) -> Element | None:
    """The dated `date` in the head of a part, or with which its first paragraph begins."""
    inner = _HOLDS.get(local_name(part))
    if inner:
        held = next(part.iterchildren("{*}" + inner), None)
        return None if held is None else opening_date(held)
    for child in part.iterchildren("{*}*"):
        name = local_name(child)
        if name in _BESIDE:
            continue
        if name == "date" or name in _HEADS:
            found = next((e for e in child.iter("{*}date") if is_dated(e)), None)
            if found is not None:
                return found
            continue
        if name in _PROSE:
            return _first_word(child)
        return opening_date(child) if local_name(part) == "body" else None
    return None


def _first_word(paragraph: Element) -> Element | None:
    if (paragraph.text or "").strip():
        return None
    for child in paragraph.iterchildren("{*}*"):
        if local_name(child) == "date" and is_dated(child):
            return child
        if local_name(child) not in _BESIDE or (child.tail or "").strip():
            return None
    return None


def part_days(part: Element) -> Interval | None:
    """The days of a part by its own attributes, its header or its opening."""
    if local_name(part) == "TEI":
        days = written_on(part)
        if days is not None:
            return days
    own = dating(dating_attributes(part))
    if own is not None:
        return own
    opening = opening_date(part)
    return None if opening is None else dating(dating_attributes(opening))
