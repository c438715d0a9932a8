"""`tei:questions`: what the editors leave open, by sort of question and text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from edition.reading.alterations import Alteration
from edition.reading.dates import DatedWords
from edition.reading.index import Placed
from edition.reading.mentions import Mention
from edition.sphinx_ext.views.counting import first_of
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.readings import (
    certainty_mark,
    evidence_words,
    reason_words,
    shown_reading,
    with_kind,
)
from edition.sphinx_ext.views.view import Showing, View

DOUBTFUL = frozenset({"low", "medium", "unknown"})
WEAK = frozenset({"low", "unknown"})
MOST_ASKED = 2_000  # of one sort: about 700 kB of HTML


class Question(NamedTuple):
    """What a passage leaves open, in words."""

    passage: str
    told: Sequence[Content]


Asked = Placed[Question]


def shown(showing: Showing) -> list[Tag]:
    """A section for each sort of question that there is."""
    groups = [(group, list(group.asked(showing))) for group in GROUPS]
    return [_section(showing, group, asked) for group, asked in groups if asked]


def _section(showing: Showing, group: Group, asked: Sequence[Asked]) -> Tag:
    listed, cut = first_of(asked, MOST_ASKED)
    numbers = Counter(one.siglum for one in asked)
    by_text = groupby(listed, key=lambda one: one.siglum)
    lists = [part for siglum, some in by_text for part in _text(showing, siglum, some, numbers)]
    heading = tag("h2", f"{group.heading} ({len(asked):,})")
    explained = tag("p", group.explained)
    return tag("section", heading, explained, *lists, *cut, id=f"questions-{group.anchor}")


def _text(
    showing: Showing, siglum: str, asked: Iterable[Asked], numbers: Mapping[str, int]
) -> list[Tag]:
    items = [tag("li", *_told(showing, one)) for one in asked]
    heading = tag("h3", f"{showing.title_of(siglum)} ({numbers[siglum]:,})")
    return [heading, tag("ul", items, class_="question-list")]


def _told(showing: Showing, one: Asked) -> Iterator[Content]:
    passage, told = one.what
    yield showing.link(one.docname, passage, showing.called(passage, one.siglum))
    yield " "
    yield from told


def _unresolved(showing: Showing) -> Iterator[Asked]:
    for one in showing.every(lambda of: of.mentions):
        if not one.what.entries:
            told = [*_in_context(showing, one.what), *with_kind(one.what.sort)]
            yield _asked(one, [*told, *reason_words(one.what.reason)])


def _identifications(showing: Showing) -> Iterator[Asked]:
    for one in showing.every(lambda of: of.mentions):
        mention = one.what
        if mention.entries and mention.certainty in DOUBTFUL:
            links = [part for e in mention.entries for part in (", ", showing.entry_link(e))]
            told = [*_in_context(showing, mention), " – taken for ", *links[1:]]
            yield _asked(one, [*told, *_ground(mention)])


def _unclear(showing: Showing) -> Iterator[Asked]:
    for one in showing.every(lambda of: of.alterations):
        what = one.what
        if what.sort == "unclear":
            told = showing.in_context(what.passage, what.before, what.edited, what.after)
            yield _asked(one, [*told, *_ground(what)])


def _emendations(showing: Showing) -> Iterator[Asked]:
    for one in showing.every(lambda of: of.alterations):
        what = one.what
        if what.sort not in {"unclear", "gap", "layout"} and what.certainty in WEAK:
            told: list[Content] = [shown_reading(what.source), " → ", shown_reading(what.edited)]
            yield _asked(one, [*told, *_ground(what)])


def _dates(showing: Showing) -> Iterator[Asked]:
    for one in showing.every(lambda of: of.dates):
        date = one.what
        if date.certainty in WEAK:
            told: list[Content] = [tag("b", date.words), f" – {date.shown}"]
            why = reason_words(date.reason)
            yield _asked(one, [*told, *certainty_mark(date.certainty), *why])


def _asked(
    one: Placed[Mention] | Placed[Alteration] | Placed[DatedWords], told: Sequence[Content]
) -> Asked:
    return Placed(one.docname, one.siglum, Question(one.what.passage, told))


def _in_context(showing: Showing, of: Mention) -> Sequence[Content]:
    return showing.in_context(of.passage, of.before, of.words, of.after)


def _ground(one: Mention | Alteration) -> Sequence[Content]:
    """How sure a decision is, on what ground, and why."""
    mark = certainty_mark(one.certainty, evidence_words(one.evidence))
    return [*mark, *reason_words(one.reason)]


class Group(NamedTuple):
    """One sort of question."""

    anchor: str
    heading: str
    explained: str
    asked: Callable[[Showing], Iterator[Asked]]


GROUPS = (
    Group(
        "unresolved",
        "Named, but not identified",
        "Words that name somebody or something for whom no register has an entry.",
        _unresolved,
    ),
    Group(
        "identifications",
        "Identified with doubt",
        "Words whose identification is of less than high certainty.",
        _identifications,
    ),
    Group("unclear", "Unclear readings", "Words the source does not show clearly.", _unclear),
    Group(
        "emendations",
        "Emended with doubt",
        "Departures from the source whose certainty is low or unknown.",
        _emendations,
    ),
    Group("dates", "Dated with doubt", "Dates whose certainty is low or unknown.", _dates),
)

VIEW = View(name="questions", shown=shown, empty="The texts leave no question open.")
