"""`tei:network`: who is named with whom, drawn, and the strongest pairs as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from docutils.parsers.rst import directives

from edition.drawings.networks import Named, Tie, network_drawing, ties
from edition.reading.entries import RegisterEntry
from edition.sphinx_ext.views.counting import counted
from edition.sphinx_ext.views.drawn import figure, unnamed
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.tables import Cell, Row, table
from edition.sphinx_ext.views.view import Showing, View

MOST_PERSONS = 45  # as many names as can be read on one drawing
MOST_PAIRS = 100
MOST_DRAWN = 150
MOST_TOGETHER = 50  # a passage that names more is a list, and says nothing of any two of them
FEWEST = 2


def shown(showing: Showing) -> list[Tag]:
    """The drawing, where HTML is written, and the table of the strongest pairs."""
    persons = {one.id: one for one in showing.domain.entries() if one.sort == "person"}
    without = frozenset(showing.options.get("without", "").split())
    passages = list(_passages(showing, persons.keys() - without))
    every = ties(passages)
    least = int(showing.options.get("least") or _least(every))
    strong = _readable([tie for tie in every if len(tie.passages) >= least])
    if not strong:
        return []
    named = Counter(key for _, keys in passages for key in keys)
    people = [_named(showing, persons[key], count) for key, count in named.items()]
    left_out = sorted(without & persons.keys())
    names = ", ".join(persons[key].name for key in left_out)
    told = tag("p", _explained(least, names))
    drawing = [_drawing(people, strong, names)] if showing.is_html else []
    pairs = _table(showing, strong, {one.key: one for one in people}, left_out)
    return [*drawing, told, pairs]


def _passages(showing: Showing, wanted: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Every passage with the persons it names, once each, in the order of the texts."""
    for _, facts in showing.pages:
        found: dict[str, dict[str, None]] = {}
        for mention in facts.mentions:
            if mention.passage:
                named = found.setdefault(mention.passage, {})
                named.update((entry, None) for entry in mention.entries if entry in wanted)
        for passage, named in found.items():
            if 0 < len(named) <= MOST_TOGETHER:
                yield passage, list(named)


def _least(every: Sequence[Tie]) -> int:
    """The fewest joint passages with which the drawing has no more persons than can be read.

    The ties come strongest first. Where the strongest alone are too many, they are drawn.
    """
    highest = len(every[0].passages) if every else FEWEST
    fewest = min(FEWEST, highest)
    drawn: set[str] = set()
    for tie in every:
        drawn.update((tie.first, tie.second))
        if len(drawn) > MOST_PERSONS:
            return max(fewest, min(len(tie.passages) + 1, highest))
    return fewest


def _readable(strong: Sequence[Tie]) -> list[Tie]:
    """The strongest ties of as many persons as can be drawn at all."""
    drawn: set[str] = set()
    kept = []
    for tie in strong:
        drawn.update((tie.first, tie.second))
        if len(drawn) > MOST_DRAWN:
            break
        kept.append(tie)
    return kept


def _named(showing: Showing, entry: RegisterEntry, passages: int) -> Named:
    docname = showing.domain.page_of(entry.id)
    address = showing.address(docname, entry.id) if docname else ""
    return Named(entry.id, entry.name, passages, address)


def _explained(least: int, without: str) -> str:
    apart = f" Left out: {without}." if without else ""
    return (
        f"Two persons are joined where at least {counted(least, 'passage')} name both; the line is"
        " the thicker the more there are, and the circle the larger the more passages name the"
        f" person. Who is often named together lies close together.{apart}"
    )


def _drawing(people: Sequence[Named], strong: Sequence[Tie], without: str) -> Tag:
    label = "Who is named with whom" + (f", without {without}" if without else "")
    drawn = {key for tie in strong for key in tie[:2]}
    drawing = network_drawing(label, people, strong)
    caption = f"{label}: {counted(len(drawn), 'person')}, {counted(len(strong), 'pair')}."
    caption += unnamed([person.name for person in drawing.unnamed])
    return figure("network", label, drawing.svg, caption)


def _table(
    showing: Showing, strong: Sequence[Tie], people: Mapping[str, Named], without: Sequence[str]
) -> Tag:
    """The pairs; its identifier says who is left out, so that a page may show several."""
    columns = ("Pair", "Passages") if showing.is_book else ("Pair", "Passages", "Where")
    rows = []
    for tie in strong[:MOST_PAIRS]:
        pair = tag("span", _person(people[tie.first]), " and ", _person(people[tie.second]))
        cells: list[Content | Cell] = [
            pair,
            Cell(str(len(tie.passages)), f"{len(tie.passages):06}"),
        ]
        rows.append(Row([*cells, _where(showing, tie.passages)][: len(columns)]))
    caption = f"The {counted(len(rows), 'pair')} most often named together"
    identifier = "-".join(["network-pairs", *without])
    return table(caption, columns, rows, id_=identifier, sort=True)


def _person(person: Named) -> Content:
    return tag("a", person.name, href=person.address) if person.address else person.name


def _where(showing: Showing, passages: Sequence[str]) -> Content:
    """Links to all passages, folded where they are many; how many stands beside it."""
    links: list[Content] = []
    for passage in passages:
        links += [", "] if links else []
        links.append(showing.passage_link(passage))
    if len(passages) <= 5:
        return tag("span", *links)
    return tag("details", tag("summary", "list"), *links, class_="no-search")


VIEW = View(
    name="network",
    shown=shown,
    empty="No two persons are named together yet.",
    options={"least": directives.positive_int, "without": directives.unchanged},
)
