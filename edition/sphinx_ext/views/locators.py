"""Where a book names an entry, as an index says it: `1, 3–5; heading 2`.

A reference is to the number of a paragraph, which stands in the margin, and to any other block
by its sort and number. Three or more in a row are one reference. Where numbers begin anew in each
chapter, the chapter is named before them. Where more than half of the paragraphs of a text name an
entry, a list would help nobody find anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from edition.reading.index import Placed
from edition.reading.mentions import Mention
from edition.reading.parallels import beginning
from edition.reading.passages import UNITS, Passage
from edition.sphinx_ext.views.counting import counted
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.view import Showing

MOST = 100  # references to one sort of passage of a text
_FEW = 20  # paragraphs: so many are listed even if they are most of a text
_ROW = 3
_KEY = "The numbers are those of paragraphs, as they stand beside the text."
_ANEW = " Where they begin anew, they follow the name of their division."
_TITLE = 40  # characters
_PARAGRAPH = "p"
_Sort = tuple[str, str]  # siglum and unit


class Locators(NamedTuple):
    """What references are made from, by the identifiers of the passages.

    `places` are those among all of their sort in a text, `divisions` the names of the divisions
    of those whose numbers begin anew, `words` what a reference says behind that.
    """

    showing: Showing
    places: Mapping[str, int]
    totals: Mapping[_Sort, int]
    divisions: Mapping[str, str]
    words: Mapping[str, str]

    def named(self, mentions: Iterable[Placed[Mention]]) -> Tag:
        """The references to all passages with these mentions."""
        texts: list[Content] = []
        for siglum, some in groupby(mentions, key=lambda one: one.siglum):
            texts += [*(["; "] if texts else []), *self._of_text(siglum, list(some))]
        return tag("p", tag("i", "named in"), " ", texts, class_="locators")

    def _of_text(self, siglum: str, mentions: list[Placed[Mention]]) -> Iterator[Content]:
        """The references to a text, paragraphs first; its siglum unless there is no other."""
        known = self.showing.domain.passages()
        units: dict[str, dict[str, Passage]] = defaultdict(dict)
        nowhere = [one for one in mentions if one.what.passage not in known]
        for one in mentions:
            if one.what.passage in known:
                passage = known[one.what.passage].what
                units[passage.unit][passage.id] = passage
        if len(self.showing.texts) > 1:
            yield from (tag("b", siglum), " ")
        paragraphs = list(units.pop(_PARAGRAPH, {}).values())
        total = self.totals[siglum, _PARAGRAPH]
        if _FEW < len(paragraphs) > total / 2:
            yield from self._listed(paragraphs[:1])
            yield f" and throughout ({len(paragraphs)} of {total} paragraphs)"
            return
        parts = [list(self._listed(paragraphs))] if paragraphs else []
        for unit, some in units.items():
            parts.append([f"{UNITS.get(unit, unit)} ", *self._listed(list(some.values()))])
        if nowhere:
            words = counted(len(nowhere), "place without a number", "places without a number")
            parts.append([self.showing.link(nowhere[0].docname, "", words)])
        for at, part in enumerate(parts):
            yield from ([", "] if at else [])
            yield from part

    def _listed(self, passages: Sequence[Passage]) -> Iterator[Content]:
        rows = list(self._rows(passages))
        named = ""
        for at, row in enumerate(rows[:MOST]):
            division = self.divisions.get(row[0].id, "")
            yield "" if not at else "; " if division != named else ", "
            if division != named:
                yield from (tag("i", division), " ")
                named = division
            yield self._reference(row[0])
            if len(row) > 1:
                yield from ("–", self._reference(row[-1]))
        if len(rows) > MOST:
            left = sum(map(len, rows[MOST:]))
            yield f" and {left} more"

    def _rows(self, passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
        """Those that follow each other directly; two in a row are two references."""
        rows: list[list[Passage]] = []
        for one in passages:
            if rows and self._follows(rows[-1][-1], one):
                rows[-1].append(one)
            else:
                rows.append([one])
        for row in rows:
            yield from [row] if len(row) >= _ROW else [[one] for one in row]

    def _follows(self, before: Passage, passage: Passage) -> bool:
        """Whether a passage is the next in the text, in its division and by its number."""
        numbers = before.number, passage.number
        is_counted = all(one.isdecimal() for one in numbers)
        return (
            self.places[passage.id] == self.places[before.id] + 1
            and self.divisions.get(passage.id) == self.divisions.get(before.id)
            and (not is_counted or int(passage.number) == int(before.number) + 1)
        )

    def _reference(self, passage: Passage) -> Content:
        words = self.words[passage.id]
        found = self.showing.domain.passages()[passage.id]
        sort = "" if passage.unit == _PARAGRAPH else "by-page"
        return self.showing.link(found.docname, passage.id, words, class_=sort)


def locators(showing: Showing) -> Locators:
    """The references of a book."""
    totals: Counter[_Sort] = Counter()
    places: dict[str, int] = {}
    for identifier, one in showing.domain.passages().items():
        sort = one.siglum, one.what.unit
        totals[sort] += 1
        places[identifier] = totals[sort]
    return Locators(showing, places, totals, *_told_apart(showing))


def _told_apart(showing: Showing) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The names of divisions and the words by which passages with the same number are told apart.

    Where a number stands twice even in one division, the identifier tells them apart.
    """
    every = showing.domain.passages()
    in_text = Counter(map(_number, every.values()))
    in_division = Counter((_number(one), one.what.division) for one in every.values())
    anew = {key[:2] for key, times in in_text.items() if key[2] and times > 1}
    names = _names(showing)
    divisions: dict[str, str] = {}
    words: dict[str, str] = {}
    for identifier, one in every.items():
        number = _number(one)
        if number[:2] in anew:
            divisions[identifier] = names.get((one.siglum, one.what.division), "")
        is_alone = in_division[number, one.what.division] == 1
        words[identifier] = one.what.number if number[2] and is_alone else identifier
    return divisions, words


def _number(one: Placed[Passage]) -> tuple[str, str, str]:
    return one.siglum, one.what.unit, one.what.number


def _names(showing: Showing) -> Mapping[tuple[str, str], str]:
    """What the divisions of each text are called, by siglum and identifier; no two are the same."""
    titles: dict[tuple[str, str], str] = {}
    for one in showing.every(lambda facts: facts.divisions):
        short = beginning(one.what.title, _TITLE)
        dots = "" if short == one.what.title else "…"
        titles.setdefault((one.siglum, one.what.id), f"{short}{dots}")
    times: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], str] = {}
    for place, title in titles.items():
        times[place[0], title] += 1
        number = times[place[0], title]
        names[place] = title if number == 1 else f"{title} ({number})"
    return names


def key(references: Locators) -> list[Tag]:
    """What the references mean, and the sigla of the texts if there are several."""
    showing = references.showing
    sigla = [showing.sigla()] if len(showing.texts) > 1 else []
    words = f"{_KEY}{_ANEW}" if any(references.divisions.values()) else _KEY
    return [tag("p", words, class_="locator-key"), *sigla]
