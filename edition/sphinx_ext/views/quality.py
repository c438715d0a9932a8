"""`tei:quality`: figures of each text: who read it, how often it was emended, how surely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from edition.drawings.bars import Bars
from edition.reading.facts import PageFacts
from edition.reading.passages import Change
from edition.reading.source import TextFacts
from edition.sphinx_ext.views.counting import MOST_COLUMNS, NONE, shown_number, text_columns
from edition.sphinx_ext.views.drawn import bars
from edition.sphinx_ext.views.markup import Tag, tag
from edition.sphinx_ext.views.readings import CERTAINTIES, NOT_STATED, by_certainty
from edition.sphinx_ext.views.tables import Row, table
from edition.sphinx_ext.views.view import Showing, View

CORRECTIONS = frozenset({"emendation", "supplied", "surplus"})
ALWAYS = CERTAINTIES[:3]  # the others only where there are any
STATED: Mapping[str, Callable[[PageFacts], Iterable[str]]] = {
    "corrections": lambda of: (one.certainty for one in of.alterations if one.sort in CORRECTIONS),
    "identifications": lambda of: (one.certainty for one in of.mentions if one.entries),
    "dates": lambda of: (one.certainty for one in of.dates),
}
STATEMENTS = frozenset({"Correction", "What is included"})


def shown(showing: Showing) -> list[Tag]:
    """The tables, then what each header states on correction."""
    pages = [facts for _, facts in showing.pages]
    if not pages:
        return []
    return [
        _readings(showing, pages),
        _emendations(showing, pages),
        _certainty(showing, pages),
        *_statements(showing.texts.values()),
    ]


def _section(anchor: str, heading: str, sentence: str, *content: Tag) -> Tag:
    return tag("section", tag("h2", heading), tag("p", sentence), *content, id=f"quality-{anchor}")


def _by_text(pages: Sequence[PageFacts]) -> Mapping[str, Sequence[PageFacts]]:
    found: dict[str, list[PageFacts]] = {}
    for facts in pages:
        found.setdefault(facts.text.siglum, []).append(facts)
    return found


def _readings(showing: Showing, pages: Sequence[PageFacts]) -> Tag:
    by_text = {
        siglum: [passage.readings for facts in some for passage in facts.passages]
        for siglum, some in _by_text(pages).items()
    }
    readers = {
        siglum: Counter(len({reading.who for reading in readings}) for readings in some)
        for siglum, some in by_text.items()
    }
    numbers = range(max((n for counted in readers.values() for n in counted), default=0) + 1)
    rows = [
        Row(
            [showing.named(siglum), *map(shown_number, (*map(of.__getitem__, numbers), of.total()))]
        )
        for siglum, of in readers.items()
    ]
    columns = ("Text", *(f"by {n or 'none'}" for n in numbers), "all")
    return _section(
        "readings",
        "Who read the paragraphs",
        "Paragraphs, headings and other blocks, by how many of the readers and revisers whom the"
        " history of the file names went through them after they were entered.",
        table("Blocks of text by the number of their readers", columns, rows),
        _covered(by_text),
    )


def _covered(by_text: Mapping[str, Iterable[Iterable[Change]]]) -> Tag:
    """How many blocks each reading covers, in each text, or in all where they are many."""
    columns = text_columns(by_text)
    covered = {name: Counter[Change]() for name in columns or ["All texts"]}
    for siglum, some in by_text.items():
        covered[siglum if columns else "All texts"].update(
            reading for readings in some for reading in dict.fromkeys(readings)
        )
    every = dict.fromkeys(reading for counted in covered.values() for reading in counted)
    rows = [
        Row([_named(one), *(shown_number(of[one]) for of in covered.values())]) for one in every
    ]
    return table("Blocks of text that each reading covers", ("Reading", *covered), rows)


def _named(one: Change) -> str:
    return ": ".join(filter(None, (one.who, one.what)))


def _emendations(showing: Showing, pages: Sequence[PageFacts]) -> Tag:
    rows, plotted = [], []
    for siglum, of_text in _by_text(pages).items():
        found = [one for facts in of_text for one in facts.alterations if one.sort in CORRECTIONS]
        length = sum(len(passage.text) for facts in of_text for passage in facts.passages)
        rate = 10_000 * len(found) / length if length else 0.0
        shown = f"{rate:.1f}" if length else NONE
        numbers = shown_number(length), shown_number(len(found)), shown
        rows.append(Row([showing.named(siglum), *numbers]))
        plotted.append(Bars(showing.named(siglum), [rate], [shown]))
    columns = ("Text", "characters", "corrections", "in 10,000 characters")
    return _section(
        "rates",
        "How often the texts are corrected",
        "Emendations, supplied and surplus words together, in relation to the length of the"
        " edited text; regularized spellings are not counted.",
        *_plot(showing, "Corrections in 10,000 characters", [""], plotted),
        table("Corrections by the length of the text", columns, rows),
    )


def _certainty(showing: Showing, pages: Sequence[PageFacts]) -> Tag:
    by_text = [(showing.named(siglum), some) for siglum, some in _by_text(pages).items()]
    parts = [
        part
        for what, stated in STATED.items()
        for part in _degrees(
            showing,
            f"Certainty of {what}",
            [
                (title, Counter(one or NOT_STATED for of in some for one in stated(of)))
                for title, some in by_text
            ],
        )
    ]
    sentence = "The certainty that the editors state, decision by decision."
    return _section("certainty", "How sure the decisions are", sentence, *parts)


def _degrees(
    showing: Showing, caption: str, counted: Sequence[tuple[str, Counter[str]]]
) -> list[Tag]:
    used = by_certainty([*ALWAYS, *(degree for _, of in counted for degree in of)])
    rows = [Row([title, *(shown_number(of[degree]) for degree in used)]) for title, of in counted]
    plotted = [_shares(title, of, used) for title, of in counted if of]
    plot = _plot(showing, f"{caption}, as shares of all in a text", used, plotted)
    return [*plot, table(caption, ("Text", *used), rows)]


def _shares(title: str, of: Counter[str], used: Sequence[str]) -> Bars:
    shares = [100 * of[degree] / of.total() for degree in used]
    return Bars(f"{title}, {of.total():,}", shares, [_per_cent(share) for share in shares])


def _per_cent(share: float) -> str:
    """A share in words: none and some are told apart, and so are nearly all and all."""
    if not share or share == 100:
        return f"{share:.0f}%" if share else NONE
    return "<1%" if share < 1 else ">99%" if share >= 99.5 else f"{share:.0f}%"


def _plot(
    showing: Showing, title: str, columns: Sequence[str], rows: Sequence[Bars]
) -> Sequence[Tag]:
    """The bars of the texts, where HTML is written; none where the texts are too many for them."""
    is_drawn = showing.is_html and 0 < len(rows) <= MOST_COLUMNS
    return [bars(title, columns, rows)] if is_drawn else []


def _statements(texts: Iterable[TextFacts]) -> list[Tag]:
    """What the headers say on correction and its completeness, text by text."""
    told = [
        part
        for text in texts
        for heading, sentences in text.principles
        if heading in STATEMENTS
        for part in (tag("h3", f"{text.title}: {heading}"), *(tag("p", s) for s in sentences))
    ]
    if not told:
        return []
    sentence = "What the file of each text says of its correction, in its own words."
    return [_section("statements", "Statements of the editors", sentence, *told)]


VIEW = View(name="quality", shown=shown, empty="There is no text yet whose quality could be told.")
