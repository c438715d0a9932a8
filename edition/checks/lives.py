"""The lives of persons: birth, death, and what they did between them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from edition.checks.check import Fault, check
from edition.checks.dated import dating_attributes, interval
from edition.checks.document_dates import sent_actions, written_on
from edition.checks.library import words
from edition.checks.tei_file import TeiFile
from edition.checks.wording import is_doubtful
from edition.datings import Interval, dating
from edition.diagnostics import Severity
from edition.tei import XML_ID, Element, local_name

_LIVED = tuple(
    "{*}" + name
    for name in "residence occupation education affiliation floruit faith socecStatus event".split()
)
_AFTERWARDS = re.compile(
    r"post|burial|buried|funeral|beerdig|begr[aä]b|beisetz|enterr|inhum|obs[eè]q|memorial|canoni|kanoni"
    r"|beati|seligspr|heiligspr|exhum|translat|rehabilit|publi|edition|fame|reception|death|mort|tod|gest",
    re.I,
)
_YEAR = 365.2425
_OLDEST = 120
_LETTER_UNDER_WAY = 92


@dataclass(frozen=True, slots=True)
class Life:
    """The days in which somebody was born and died; unknown ones are infinite."""

    birth: Interval
    death: Interval

    def excludes(self, days: Interval, grace: int = 0) -> str | None:
        """Why somebody cannot have acted on those days, if so; `grace` is in days.

        A life that ends before it begins excludes nothing: it is found to be wrong itself.
        """
        if self.death.latest < self.birth.earliest:
            return None
        if days.earliest > self.death.latest + grace:
            return f"after the death ({self.death})"
        if days.latest < self.birth.earliest:
            return f"before the birth ({self.birth})"
        return None


def life(person: Element) -> Life:
    """The life of a person by all its births and deaths that are dated, also as events."""
    found: dict[str, list[Interval]] = {"birth": [], "death": []}
    for child in person.iterchildren("{*}birth", "{*}death", "{*}event"):
        name = local_name(child)
        sort = child.get("type", "").lower() if name == "event" else name
        days = interval(child) if sort in found else None
        if days is not None:
            found[sort].append(days)
    return Life(_hull(found["birth"]), _hull(found["death"]))


def _hull(found: list[Interval]) -> Interval:
    first = min((days.earliest for days in found), default=-math.inf)
    return Interval(first, max((days.latest for days in found), default=math.inf))


@check(
    "death-before-birth",
    Severity.ERROR,
    hint="look which of the two is right; years before our era are negative",
    example='<person><birth when="1879"/><death when="1840"/></person>',
)
def death_before_birth(file: TeiFile) -> Iterator[Fault]:
    """Somebody died before they were born, by the entry of a register."""
    for person in file.named("person"):
        lived = life(person)
        if lived.death.latest < lived.birth.earliest and not _is_doubtful(person):
            yield Fault(person, f"{_named(person)}died {lived.death}, born {lived.birth}")


def _is_doubtful(person: Element) -> bool:
    """Whether the words of a birth or death contradict its date: then that is the fault."""
    return any(map(is_doubtful, person.iterchildren("{*}birth", "{*}death")))


def _named(person: Element) -> str:
    identifier = person.get(XML_ID)
    return f"“{identifier}” " if identifier else ""


@check(
    "impossible-age",
    Severity.REVIEW,
    hint="look whether birth and death are of the same person",
    example='<person><birth when="1779"/><death when="1940"/></person>',
)
def impossible_age(file: TeiFile) -> Iterator[Fault]:
    """Somebody would have lived longer than 120 years, by the entry of a register."""
    for person in file.named("person"):
        lived = life(person)
        age = (lived.death.earliest - lived.birth.latest) / _YEAR
        if _OLDEST < age < math.inf and not _is_doubtful(person):
            fact = f"born {lived.birth}, died {lived.death}: {int(age)} years"
            yield Fault(person, f"{_named(person)}{fact}")


@check(
    "outside-lifetime",
    Severity.REVIEW,
    hint="look which date is right; a burial or a late honour may be said by the type of the event",
    example='<person><death when="1940"/><residence when="1945">Paris</residence></person>',
)
def outside_lifetime(file: TeiFile) -> Iterator[Fault]:
    """A residence, occupation or event of a person lies before the birth or after the death."""
    for person in file.named("person"):
        lived = life(person)
        for child in person.iterchildren(*_LIVED):
            days = dating(dating_attributes(child))
            reason = lived.excludes(days) if days is not None else None
            if reason and not (_is_of_the_dead(child) or _is_doubtful(person)):
                message = f"{_named(person)}{local_name(child)} ({days}) lies {reason}"
                yield Fault(child, message)


def _is_of_the_dead(child: Element) -> bool:
    sort = f"{child.get('type', '')} {child.get('subtype', '')}"
    return bool(_AFTERWARDS.search(sort)) or (
        local_name(child) == "event" and bool(_AFTERWARDS.search(words(child)))
    )


@check(
    "acts-outside-lifetime",
    Severity.REVIEW,
    hint="look whether the person and the date are right: a namesake, a wrong year",
    example='<correspAction type="sent"><persName ref="#heine"/><date when="1870"/>...',
)
def acts_outside_lifetime(file: TeiFile) -> Iterator[Fault]:
    """Somebody wrote or received a letter, or did what `who` and a date say, while not alive.

    A letter may reach an address some months after the death.
    """
    lives: dict[str, Life | None] = {}
    for element, pointers, days, grace in _acts(file):
        for identifier in dict.fromkeys(one.rpartition("#")[2] for one in pointers.split()):
            if identifier not in lives:
                lives[identifier] = _certain_life(file, identifier)
            lived = lives[identifier]
            reason = lived.excludes(days, grace) if lived else None
            if reason and not is_doubtful(_dated_by(element)):
                yield Fault(element, f"“{identifier}” acts {reason}: {days}")


def _certain_life(file: TeiFile, identifier: str) -> Life | None:
    entry = file.entry(identifier)
    if entry is None or entry.sort != "person" or _is_doubtful(entry.element):
        return None
    return life(entry.element)


def _dated_by(element: Element) -> Element:
    """The element that holds the date of an act: a letter's, or the one that says who did it."""
    return next(element.iterancestors("{*}correspAction"), element)


def _acts(file: TeiFile) -> Iterator[tuple[Element, str, Interval, int]]:
    """Who acted, as pointers, on which days, and for how many days a letter may be under way."""
    for action in file.named("correspAction"):
        days = interval(action)
        if days is not None:
            grace = 0 if action.get("type") == "sent" else _LETTER_UNDER_WAY
            for name in action.iter("{*}persName", "{*}name", "{*}rs"):
                yield name, name.get("ref", ""), days, grace
    for document in file.named("TEI"):
        days = None if sent_actions(document) else written_on(document)
        if days is not None:
            for author in document.iterfind("{*}teiHeader/{*}fileDesc/{*}titleStmt/{*}author"):
                for name in author.iter("{*}author", "{*}persName", "{*}name"):
                    yield name, name.get("ref", ""), days, 0
    for element in file.dated:
        days = dating(dating_attributes(element)) if element.get("who") else None
        if days is not None:
            yield element, element.get("who", ""), days, 0
