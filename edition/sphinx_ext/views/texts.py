"""`tei:texts`: the texts, each with what it is, how long it is, and where to begin."""

from __future__ import annotations

from collections.abc import Sequence

from edition.reading.facts import PageFacts
from edition.sphinx_ext.views.counting import counted
from edition.sphinx_ext.views.markup import Tag, tag
from edition.sphinx_ext.views.quality import CORRECTIONS
from edition.sphinx_ext.views.view import Showing, View


def shown(showing: Showing) -> list[Tag]:
    """A card for each text, in the order of the table of contents."""
    texts: dict[str, list[tuple[str, PageFacts]]] = {}
    for docname, facts in showing.pages:
        texts.setdefault(facts.text.siglum, []).append((docname, facts))
    cards = [tag("li", _card(showing, pages)) for pages in texts.values()]
    return [tag("ul", cards, class_="text-cards")] if cards else []


def _card(showing: Showing, pages: Sequence[tuple[str, PageFacts]]) -> Tag:
    docname, first = pages[0]
    text = first.text
    parts = [tag("h2", showing.link(docname, "", text.title))]
    by = ", ".join(part for part in (text.author, text.date) if part)
    parts += [tag("p", by, class_="text-author")] if by else []
    parts += [tag("p", text.description, class_="description")] if text.description else []
    begin = showing.link(
        docname, "", "Begin reading", tag("span", f" {text.title}", class_="visually-hidden")
    )
    size = tag("span", _size([facts for _, facts in pages]), class_="text-size")
    parts.append(tag("p", begin, " ", size, class_="begin"))
    return tag("article", *parts, class_="text-card")


def _size(pages: Sequence[PageFacts]) -> str:
    persons = {
        entry
        for facts in pages
        for mention in facts.mentions
        if mention.sort == "person"
        for entry in mention.entries
    }
    corrections = sum(one.sort in CORRECTIONS for facts in pages for one in facts.alterations)
    numbers = (
        (sum(len(passage.text.split()) for facts in pages for passage in facts.passages), "word"),
        (sum(len(facts.passages) for facts in pages), "passage"),
        (len(persons), "person"),
        (corrections, "correction"),
    )
    return ", ".join(counted(number, noun) for number, noun in numbers if number)


VIEW = View(name="texts", shown=shown, empty="There is no text here yet.")
