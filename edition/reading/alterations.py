"""What editors altered or marked in a text: emendations, supplied words, gaps (TEI 12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from edition.reading.pointing import Pointing
from edition.reading.running import RunningText, Stand, collapsed, shortened
from edition.reading.source import Names
from edition.tei import XML_ID, Element, local_name
from edition.texts import diplomatic_text

SORTS = {
    "emendation": "An evident error corrected.",
    "regularization": "Another spelling or form put in the place of the source's.",
    "expansion": "An abbreviation written in full.",
    "layout": "Paragraphs joined or parted.",
    "supplied": "Added by the editor.",
    "surplus": "Left out by the editor as redundant.",
    "gap": "Missing in the source.",
    "unclear": "Hard to read in the source.",
}
_IN_CHOICE = {
    "corr": "emendation",
    "sic": "emendation",
    "reg": "regularization",
    "orig": "regularization",
    "expan": "expansion",
    "abbr": "expansion",
}
_EDITED = ("corr", "reg", "expan")
_SOURCE = ("sic", "orig", "abbr")
_ALONE = frozenset({"supplied", "surplus", "gap", "unclear"})
_LAYOUT = "layout"
_LONGEST = 300


class Alteration(NamedTuple):
    """One decision of an editor: sort (see SORTS), category and its meaning, both readings.

    The category is the identifier of the first one it names, or its `@reason` or `@type`. White
    space of the readings is single spaces, kept at their ends, where it may be what is altered.
    """

    id: str
    sort: str
    category: str
    category_text: str
    source: str
    edited: str
    passage: str
    before: str
    after: str
    certainty: str
    evidence: str
    responsible: tuple[str, ...]
    reason: str = ""


def alterations(
    running: RunningText,
    pointing: Pointing,
    categories: Mapping[str, str],
    names: Names,
) -> Iterator[Alteration]:
    """The alterations of a text in document order, without those inside a rejected reading."""
    for element, stand in running.stands.items():
        if stand.name == "choice":
            yield from _choice(running, element, pointing, categories, names)
        elif stand.name in _ALONE or (stand.name == "corr" and not _is_chosen(element)):
            readings = _readings(running, element, stand)
            sort = _IN_CHOICE.get(stand.name, stand.name)
            category = _category(pointing, element)
            yield _alteration(
                running, (element, element), sort, category, readings, categories, names
            )


def decision_label(one: Alteration) -> str:
    """What an alteration is, in words: `wrong word` for an emendation, else `gap: lost`.

    One without category is called by its sort.
    """
    sort, _, category = one.category.rpartition(".")
    sort, words = sort or one.sort, category_label(category)
    if words in {"", sort}:
        return one.sort
    return words if sort == "emendation" else f"{sort}: {words}"


def category_label(category: str) -> str:
    """The word of a category for readers: `emendation.wrong-word` is `wrong word`."""
    return category.rpartition(".")[2].replace("-", " ").replace("_", " ")


def _choice(
    running: RunningText,
    choice: Element,
    pointing: Pointing,
    categories: Mapping[str, str],
    names: Names,
) -> Iterator[Alteration]:
    parts = {local_name(one): one for one in reversed(choice)}
    edited = next((parts[name] for name in _EDITED if name in parts), None)
    source = next((parts[name] for name in _SOURCE if name in parts), None)
    if edited is None or source is None:
        return
    category = _category(pointing, edited) or _category(pointing, choice)
    sort = _IN_CHOICE[local_name(edited)]
    if category.partition(".")[0] == _LAYOUT:
        sort = _LAYOUT
    words = running.flows[running.stands[edited].flow]
    stand = running.stands[edited]
    readings = _short(diplomatic_text(source)), _short(words[stand.start : stand.end])
    yield _alteration(running, (choice, edited), sort, category, readings, categories, names)


def _alteration(
    running: RunningText,
    elements: tuple[Element, Element],
    sort: str,
    category: str,
    readings: tuple[str, str],
    categories: Mapping[str, str],
    names: Names,
) -> Alteration:
    whole, own = elements
    stand = running.stands[whole]
    return Alteration(
        whole.get(XML_ID) or own.get(XML_ID) or "",
        sort,
        category,
        categories.get(category, ""),
        *readings,
        stand.passage,
        running.before(stand),
        running.after(stand),
        own.get("cert") or whole.get("cert") or "",
        own.get("evidence") or whole.get("evidence") or "",
        names.of(own.get("resp") or whole.get("resp")),
    )


def _readings(running: RunningText, element: Element, stand: Stand) -> tuple[str, str]:
    """The reading of the source and the edited one, of an element that stands alone."""
    if stand.name == "surplus":
        return _short(diplomatic_text(element)), ""
    edited = _short(running.flows[stand.flow][stand.start : stand.end])
    return (edited if stand.name == "unclear" else ""), edited


def _short(text: str) -> str:
    return shortened(collapsed(text[: 2 * _LONGEST]), _LONGEST)


def _category(pointing: Pointing, element: Element) -> str:
    named = pointing.targets(element.get("ana"))
    return named[0] if named else element.get("reason") or element.get("type") or ""


def _is_chosen(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == "choice"
