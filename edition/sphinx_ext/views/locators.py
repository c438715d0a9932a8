"""Where a book names an entry, as an index says it: `1, 3–5; heading 2`.

A reference is to the number of a paragraph, which stands in the margin, and to any other block
by its sort and number. Three or more in a row are one reference. Where more than half of the
paragraphs of a text name an entry, a list would help nobody find anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from edition.reading.index import Placed
from edition.reading.mentions import Mention
from edition.reading.passages import UNITS, Passage
from edition.sphinx_ext.views.counting import counted
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.view import Showing

MOST = 100  # references to one sort of passage of a text
_FEW = 20  # paragraphs: so many are listed even if they are most of a text
_ROW = 3
_KEY = "The numbers are those of paragraphs, as they stand beside the text."
_PARAGRAPH = "p"
_Sort = tuple[str, str]  # siglum and unit


class Locators(NamedTuple):
    """What references are made from: the place of each passage among those of its sort."""

    showing: Showing
    places: Mapping[str, int]
    totals: Mapping[_Sort, int]

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
            start = self._reference(paragraphs[0])
            yield from (start, f" and throughout ({len(paragraphs)} of {total} paragraphs)")
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
        for at, row in enumerate(rows[:MOST]):
            yield ", " if at else ""
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
            if rows and self.places[one.id] == self.places[rows[-1][-1].id] + 1:
                rows[-1].append(one)
            else:
                rows.append([one])
        for row in rows:
            yield from [row] if len(row) >= _ROW else [[one] for one in row]

    def _reference(self, passage: Passage) -> Content:
        words = passage.number or passage.id
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
    return Locators(showing, places, totals)


def key(showing: Showing) -> list[Tag]:
    """What the references mean, and the sigla of the texts if there are several."""
    sigla = [showing.sigla()] if len(showing.texts) > 1 else []
    return [tag("p", _KEY, class_="locator-key"), *sigla]
