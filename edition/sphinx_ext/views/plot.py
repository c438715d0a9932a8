"""`tei:plot emendations` and `tei:plot mentions`: counts as a table whose numbers have bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from docutils.parsers.rst import directives

from edition.drawings.bars import bar_drawing
from edition.reading.alterations import decision_label
from edition.reading.facts import PageFacts
from edition.sphinx_ext.views.counting import shown_number
from edition.sphinx_ext.views.drawn import drawn
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.readings import NOT_STATED, by_certainty
from edition.sphinx_ext.views.tables import Cell, Row, table
from edition.sphinx_ext.views.view import Showing, View


class Count(NamedTuple):
    """What is counted: one alteration or mention, under each heading."""

    text: str
    category: str
    certainty: str


def emendations(facts: PageFacts) -> Iterator[Count]:
    """The alterations of a page, those of layout left out."""
    for one in facts.alterations:
        if one.sort != "layout":
            yield Count(facts.text.siglum, decision_label(one), one.certainty or NOT_STATED)


def mentions(facts: PageFacts) -> Iterator[Count]:
    """The mentions of a page, by the sort of what they name."""
    for one in facts.mentions:
        sort = one.sort or NOT_STATED
        yield Count(facts.text.siglum, sort, one.certainty or NOT_STATED)


COUNTED: Mapping[str, Callable[[PageFacts], Iterator[Count]]] = {
    "emendations": emendations,
    "mentions": mentions,
}


def shown(showing: Showing) -> list[Tag]:
    """A row for each value of what `by` names, a column for each value of what `across` names."""
    every = [one for _, facts in showing.pages for one in COUNTED[showing.argument](facts)]
    if not every:
        return []
    by, across = showing.options.get("by", "category"), showing.options.get("across", "")
    counted = Counter(getattr(one, by) for one in every)
    names = {one.text: showing.title_of(one.text) for one in every} if by == "text" else {}
    crossed = Counter((getattr(one, by), getattr(one, across)) for one in every) if across else {}
    columns = _ordered(Counter(getattr(one, across) for one in every), across) if across else []
    most = max(counted.values())
    rows = []
    for value in _ordered(counted, by):
        cells: list[Content | Cell] = [
            names.get(value, value),
            _total(counted[value], most, showing),
        ]
        rows.append(Row([*cells, *(shown_number(crossed[value, c]) for c in columns)]))
    caption = f"{showing.argument.capitalize()} by {by}{f' and {across}' if across else ''}"
    return [tag("div", table(caption, (by.capitalize(), "All", *columns), rows), class_="plot")]


def _ordered(counted: Mapping[str, int], heading: str) -> Sequence[str]:
    """Texts in their order, certainties from high on, categories by number."""
    if heading == "text":
        return list(counted)
    if heading == "certainty":
        return by_certainty(counted)
    return sorted(counted, key=lambda value: (-counted[value], value))


def _total(count: int, most: int, showing: Showing) -> Cell:
    bar = _bar(count, most) if showing.is_html else []
    number = tag("span", f"{count:,}", class_="plot-number")
    return Cell(tag("span", number, *bar, class_="plot-count"), f"{count:06}")


def _bar(count: int, most: int) -> list[Tag]:
    return [tag("span", drawn(bar_drawing(count, most)), class_="plot-bar")]


def heading(value: str) -> str:
    """The option `by` or `across`. Raises ValueError for what is no heading of a count."""
    return directives.choice(value, Count._fields)


VIEW = View(
    name="plot",
    shown=shown,
    empty="There is nothing to count yet.",
    arguments=tuple(COUNTED),
    options={"by": heading, "across": heading},
)
