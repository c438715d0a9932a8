"""`tei:ledger`: every place at which the edited text departs from its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from edition.drawings.bars import Bars
from edition.reading.alterations import SORTS, Alteration, decision_label
from edition.reading.index import Placed
from edition.sphinx_ext.views.counting import counted, first_of, shown_number, text_columns
from edition.sphinx_ext.views.drawn import bars
from edition.sphinx_ext.views.hands import Hands
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.readings import CERTAINTIES, NOT_STATED, by_certainty, shown_reading
from edition.sphinx_ext.views.tables import Cell, Row, filters, table
from edition.sphinx_ext.views.view import Showing, View

COLUMNS = ("Place", "The source has", "The edition has", "Category", "Certainty", "Grounds", "By")
MOST_ROWS = 5_000  # about 4 MB of HTML
MOST_BARS = 24  # categories that are plotted; the table has them all
_TARGET = "ledger-table"
_COUNTED = "Departures by category and text"
_NUMBERS = "The numbers of the plot, and what the categories mean"


def shown(showing: Showing) -> list[Tag]:
    """The counts, the filters and the table of all alterations but those of layout."""
    every = list(departures(showing))
    if not every:
        return []
    hands = Hands.of(showing.texts.values())
    listed, cut = first_of(every, MOST_ROWS)
    rows = [_row(showing, hands, one, number) for number, one in enumerate(listed)]
    caption = f"All {len(every):,} departures of the edited texts from their sources"
    responsible = [who for one in listed for who in one.what.responsible]
    return [
        showing.sigla(),
        *_counts(showing, every),
        *hands.key(responsible),
        filters(_TARGET, "Find words", _choices(showing, listed)),
        *cut,
        table(caption, COLUMNS, rows, id_=_TARGET, sort=True),
        *hands.legend(responsible),
    ]


def departures(showing: Showing) -> Iterator[Placed[Alteration]]:
    """Every alteration that is not of layout, in the order of the texts."""
    return (one for one in showing.every(lambda of: of.alterations) if one.what.sort != "layout")


def _counts(showing: Showing, every: Sequence[Placed[Alteration]]) -> list[Tag]:
    """The plot of the categories in each text, where HTML is written, and its numbers."""
    texts = text_columns(one.siglum for one in every)
    labels = [(decision_label(one.what), one) for one in every]
    numbers = Counter((label, one.siglum) for label, one in labels)
    totals = Counter(label for label, _ in labels)
    by_text = Counter(one.siglum for one in every)
    words = {label: one.what.category_text or SORTS.get(one.what.sort, "") for label, one in labels}
    rows = [
        Row(
            [
                _category(label, words[label]),
                *(shown_number(numbers[label, text]) for text in texts),
                shown_number(number),
            ]
        )
        for label, number in totals.most_common()
    ]
    sums = (*(by_text[text] for text in texts), len(every))
    rows.append(Row(["All", *map(shown_number, sums)]))
    made = table(_COUNTED, ("Category", *texts, "All"), rows)
    folded = tag("details", tag("summary", _NUMBERS), made, class_="counts")
    plot = [_plot(totals, numbers, texts)] if showing.is_html else []
    return [*plot, folded]


def _plot(
    totals: Counter[str], numbers: Mapping[tuple[str, str], int], texts: Sequence[str]
) -> Tag:
    """A bar for each category in each text; for all texts together where they are many."""
    rows = []
    for label, number in totals.most_common(MOST_BARS):
        values = [numbers[label, text] for text in texts] or [number]
        rows.append(Bars(f"{label}, {number:,}", values, list(map(shown_number, values))))
    (label, most), *_ = totals.most_common(1)
    left = len(totals) - len(rows)
    further = counted(left, "further category", "further categories")
    others = [f" {further} in the table alone."] if left > 0 else []
    says = (
        f"{totals.total():,} in {len(totals)} categories, none with more than {label} ({most:,})."
    )
    return bars(_COUNTED, texts or ["All texts"], rows, *others, says=says)


def _category(name: str, words: str) -> Tag:
    explained = [tag("br"), tag("small", words)] if words else []
    return tag("span", name, *explained)


def _choices(showing: Showing, listed: Sequence[Placed[Alteration]]) -> dict[str, dict[str, str]]:
    found = [one.what for one in listed]
    sigla = dict.fromkeys(one.siglum for one in listed)
    return {
        "text": {siglum: showing.named(siglum) for siglum in sigla},
        "category": _same(sorted(set(map(decision_label, found)))),
        "decision": _same(sorted({one.sort for one in found})),
        "certainty": _same(by_certainty(one.certainty for one in found)),
        "evidence": _same(sorted({one.evidence or NOT_STATED for one in found})),
    }


def _same(values: Iterable[str]) -> dict[str, str]:
    return {value: value for value in values}


def _row(showing: Showing, hands: Hands, one: Placed[Alteration], number: int) -> Row:
    what, category = one.what, decision_label(one.what)
    certainty = what.certainty or NOT_STATED
    evidence = what.evidence or NOT_STATED
    before, _, after = showing.in_context(what.passage, what.before, "", what.after)
    context = [tag("span", before, class_="context"), shown_reading(what.source)]
    context += [tag("span", after, class_="context")]
    anchor = f"ledger-{what.id or number}"
    place = tag("span", _place(showing, one), " ", tag("a", "#", **_own_address(anchor)))
    cells: list[Content | Cell] = [
        Cell(place, f"{number:06}"),
        tag("span", *context),
        shown_reading(what.edited, "nothing" if what.sort != "gap" else "a gap"),
        category,
        Cell(certainty, _rank(certainty)),
        _grounds(evidence, what.reason),
        hands.shown(what.responsible),
    ]
    facets = {"text": one.siglum, "category": category, "decision": what.sort}
    return Row(cells, anchor, {**facets, "certainty": certainty, "evidence": evidence})


def _grounds(evidence: str, reason: str) -> Cell:
    """The evidence of a decision, by which it is sorted, and below it why it was taken."""
    why = [" ", tag("span", reason, class_="reason")] if reason else []
    return Cell(tag("span", evidence, *why), evidence)


def _rank(certainty: str) -> str:
    """By what certainties are sorted, as `by_certainty` does."""
    return str(CERTAINTIES.index(certainty)) if certainty in CERTAINTIES else f"9{certainty}"


def _place(showing: Showing, one: Placed[Alteration]) -> Content:
    """A link to the place itself, named after its passage."""
    words = showing.called(one.what.passage, one.siglum)
    return showing.link(one.docname, one.what.id or one.what.passage, words)


def _own_address(anchor: str) -> dict[str, str]:
    return {"href": f"#{anchor}", "class_": "row-address", "aria_label": "Address of this entry"}


VIEW = View(
    name="ledger",
    shown=shown,
    empty="The edited texts depart from their sources nowhere.",
)
