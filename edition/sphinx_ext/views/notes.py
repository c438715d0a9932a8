"""`tei:notes`: the editors' notes by text and category, each at the words it explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby

from edition.reading.alterations import category_label
from edition.reading.index import Placed
from edition.reading.notes import EditorialNote
from edition.reading.source import web_address
from edition.sphinx_ext.rendering.notes import is_ended
from edition.sphinx_ext.views.counting import counted, first_of
from edition.sphinx_ext.views.hands import Hands
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.readings import certainty_mark
from edition.sphinx_ext.views.tables import filters, item
from edition.sphinx_ext.views.view import Showing, View

_TARGET = "all-notes"
_OTHERS = "other"
MOST_NOTES = 5_000  # about 3.5 MB of HTML


def shown(showing: Showing) -> list[Tag]:
    """Filters, then the notes, text by text and category by category."""
    every = list(showing.every(lambda of: of.notes))
    if not every:
        return []
    hands = Hands.of(showing.texts.values())
    listed, cut = first_of(every, MOST_NOTES)
    texts = groupby(listed, key=lambda one: one.siglum)
    sections = [_text(showing, hands, siglum, list(notes)) for siglum, notes in texts]
    responsible = [who for one in listed for who in one.what.responsible]
    return [
        _counted(showing, every, {one.siglum for one in listed}),
        *hands.key(responsible),
        filters(_TARGET, "Find words", _choices(showing, listed)),
        tag("div", *sections, *cut, id=_TARGET, class_="notes"),
        *hands.legend(responsible),
    ]


def _counted(
    showing: Showing, every: Sequence[Placed[EditorialNote]], listed: Container[str]
) -> Tag:
    parts: list[Content] = []
    for siglum, number in Counter(one.siglum for one in every).items():
        title = showing.title_of(siglum)
        link = tag("a", title, href=f"#notes-{siglum}") if siglum in listed else title
        parts += [", ", link, f"\N{NO-BREAK SPACE}{number:,}"]
    return tag("p", f"{counted(len(every), 'note')}: ", *parts[1:], ".")


def _choices(
    showing: Showing, listed: Sequence[Placed[EditorialNote]]
) -> dict[str, dict[str, str]]:
    categories = sorted(set(map(_category_of, listed)))
    return {
        "text": {one.siglum: showing.title_of(one.siglum) for one in listed},
        "category": {category: category for category in categories},
    }


def _category_of(one: Placed[EditorialNote]) -> str:
    """The category of a note in words."""
    return category_label(one.what.category) or _OTHERS


def _text(
    showing: Showing, hands: Hands, siglum: str, notes: Sequence[Placed[EditorialNote]]
) -> Tag:
    in_order = sorted(notes, key=_category_of)  # stable: in the order of the text
    groups = groupby(in_order, key=_category_of)
    parts = [_category(showing, hands, list(some)) for _, some in groups]
    heading = tag("h2", showing.title_of(siglum))
    return tag("section", heading, *parts, id=f"notes-{siglum}", data_group=True)


def _category(showing: Showing, hands: Hands, notes: Sequence[Placed[EditorialNote]]) -> Tag:
    explained = notes[0].what.category_text
    heading = tag("h3", f"{_category_of(notes[0]).capitalize()} ({len(notes):,})")
    words = [tag("p", explained, class_="category-text")] if explained else []
    listed = tag("ul", [_note(showing, hands, one) for one in notes], class_="note-list")
    return tag("section", heading, *words, listed, data_group=True)


def _note(showing: Showing, hands: Hands, one: Placed[EditorialNote]) -> Tag:
    note = one.what
    place = showing.called(note.passage, one.siglum)
    told: list[Content] = [showing.link(one.docname, note.id or note.passage, place), " "]
    told += [tag("b", note.lemma, class_="lemma"), "] "] if note.lemma else []
    told += [*_linked(_closed(note.text), note.sources)]
    told += certainty_mark(note.certainty, hands.shown(note.responsible))
    facets = item({"text": one.siglum, "category": _category_of(one)})
    return tag("li", *told, id=f"note-{note.id}" if note.id else "", **facets)


def _linked(text: str, sources: Iterable[str]) -> Iterator[Content]:
    """The words of a note, those of its references as links to where they lead."""
    reached = 0
    for source in sources:
        words, _, address = source.rpartition(" ")
        start = text.find(words, reached) if words and web_address(address) else -1
        if start >= 0:
            yield text[reached:start]
            yield tag("a", words, href=address)
            reached = start + len(words)
    yield text[reached:]


def _closed(text: str) -> str:
    """The words of a note with a full stop where they end without any mark."""
    return text if is_ended(text) else f"{text}."


VIEW = View(name="notes", shown=shown, empty="No text has an editor's note.")
