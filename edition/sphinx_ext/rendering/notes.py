"""Notes: the author's own belong to the text, the editors' stand beside it (TEI, 3.9)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from docutils import nodes

from edition.reading.alterations import category_label
from edition.sphinx_ext.nodes import edited_words
from edition.sphinx_ext.rendering import decisions
from edition.sphinx_ext.rendering.arranging import phrasing
from edition.sphinx_ext.rendering.renderer import Nodes, Parts, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.sphinx_ext.rendering.standing import stands_by_itself
from edition.tei import XML_ID, Element
from edition.texts import Reading, is_omitted

_LONGEST_SIGN = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CLOSING = frozenset({"Pe", "Pf", "Pi"})  # „so“, «so», »so«
_QUOTES = frozenset("\"'")
_NO_STOPS = frozenset("%‰&@#*/\\§¶†‡′″")


@renders("note", "noteGrp", "witDetail")
def note(element: Element, page: Rendering) -> Nodes:
    """A mark and its note; a note that stands by itself, among paragraphs, is a block."""
    editors = is_omitted(element, Reading.EDITED)
    if stands_by_itself(element) and not editors:
        return page.block(element, "note")
    inside = phrasing(page.note_content(element, editors=editors))
    sort = "note" if editors else "footnote"
    ids = page.claimed(element.get(XML_ID)) or page.new_identifier(sort)
    sign = _sign(element, page, sort)
    label = _spoken(element, page) if editors else f"footnote {sign}"
    parts = _parts(element, page) if editors else []
    if parts and not is_ended(edited_words(*inside)):
        _end(inside)
    return page.apparatus(ids, sort, sign, label, parts, *inside)


def is_ended(words: str) -> bool:
    """Whether words end with a mark of any script, perhaps inside quotation marks or brackets."""
    left = words.rstrip()
    while left and (unicodedata.category(left[-1]) in _CLOSING or left[-1] in _QUOTES):
        left = left[:-1].rstrip()
    return not left or (unicodedata.category(left[-1]) == "Po" and left[-1] not in _NO_STOPS)


def _end(inside: list[nodes.Node]) -> None:
    """Put a full stop behind the last word, for what kind of note it is follows in the entry."""
    place: list[nodes.Node] | nodes.Element = inside
    at = _last(inside)
    while at is not None:
        last = place[at]
        if isinstance(last, nodes.Element) and "set-apart" in last["classes"]:
            place, at = last, _last(last.children)
            continue
        if isinstance(last, nodes.Text):
            place[at] = nodes.Text(f"{last.rstrip()}.")
        else:
            place.insert(at + 1, nodes.Text("."))
        return


def _last(found: Sequence[nodes.Node]) -> int | None:
    """The place of the last that has words."""
    return next((at for at in reversed(range(len(found))) if found[at].astext().strip()), None)


def _parts(element: Element, page: Rendering) -> Parts:
    lemma = page.known.lemmas.get(element.get(XML_ID) or "")
    return [
        *([("lemma", decisions.shown(lemma))] if lemma else []),
        *decisions.kind_and_grounds(element, page),
    ]


def _sign(element: Element, page: Rendering, sort: str) -> str:
    """Letters for the editors' notes, numbers (or the source's own sign) for the author's."""
    page.met.counted[f"{sort} sign"] += 1
    number = page.met.counted[f"{sort} sign"]
    if sort == "note":
        return letters(number)
    own = " ".join((element.get("n") or "").split())
    return own if own and len(own) <= _LONGEST_SIGN else str(number)


def letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    found = ""
    while number:
        number, rest = divmod(number - 1, len(_LETTERS))
        found = _LETTERS[rest] + found
    return found


def _spoken(element: Element, page: Rendering) -> str:
    category = category_label(decisions.category_of(element, page))
    parts = ("editors’ note", category, decisions.certainty(element))
    return ", ".join(filter(None, parts))
