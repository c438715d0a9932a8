"""Names and dates, and whom they name (TEI Guidelines, 14)."""

from __future__ import annotations

from docutils import nodes

from edition.reading.dates import dating_of
from edition.reading.mentions import SORTS
from edition.reading.pointing import is_address
from edition.reading.reasons import reason_of
from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.nodes import edited_words
from edition.sphinx_ext.rendering import decisions
from edition.sphinx_ext.rendering.arranging import has_blocks
from edition.sphinx_ext.rendering.days import datetime_of
from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import XML_ID, Element, local_name

_TYPES = {
    **{name: name for name in ("person", "place", "organisation", "work", "event")},
    "org": "organisation",
    "bibl": "work",
}
_MORE_SORTS = {"bloc": "place", "geogFeat": "place"}
_DOUBTFUL = frozenset({"medium", "low", "unknown"})
_OLD_STYLE, _NEW_STYLE = "O.S.", "N.S."
_DOUBT, _REMARK = "?", "*"


@renders(
    "persName",
    "placeName",
    "orgName",
    "eventName",
    "geogName",
    "settlement",
    "country",
    "region",
    "district",
    "bloc",
    "geogFeat",
    "name",
    "rs",
)
def name(element: Element, page: Rendering) -> Nodes:
    """A name, linked with what the page says of the one named; a mark where that is in doubt."""
    return mention(element, page)


@renders("title")
def title(element: Element, page: Rendering) -> Nodes:
    """The title of a work: linked like a name where the work is known, else in italics."""
    if _targets(element, page):
        return mention(element, page)
    return page.phrase(element, "title", tag="cite")


def mention(element: Element, page: Rendering) -> Nodes:
    """The words of a mention, then the marks that belong to them."""
    targets = _targets(element, page)
    known = next((one for one in targets if one in page.known.entries), "")
    if known and not page.is_in_note:
        page.met.mentioned[known] += 1
    elif known:
        page.met.mentioned[known] += 0
    entry = known or next((one for one in targets if is_address(one)), "")
    is_link = bool(entry) and not page.is_in_link and not _holds_links(element)
    inside, behind = _content(element, page, is_link=is_link)
    sort = _sort(element, page, known)
    if has_blocks(inside):
        return [*page.phrase(element, "mention", sort, children=inside), *behind]
    marks = page.marks(element, *([sort] if sort else []))
    certainty = element.get("cert") or ""
    node = text_nodes.mention(
        "", "", *inside, entry=entry, linked=is_link, certainty=certainty, **marks
    )
    return [node, *behind, *_doubt(element, page, known, node)]


def _content(element: Element, page: Rendering, *, is_link: bool) -> tuple[Nodes, Nodes]:
    return page.linked_content(element) if is_link else (page.content(element), [])


def _targets(element: Element, page: Rendering) -> tuple[str, ...]:
    pointers = element.get("ref") or element.get("key") or element.get("corresp")
    return page.host.targets(pointers) if pointers else ()


def _holds_links(element: Element) -> bool:
    """Whether a link of the text's own, or a footnote, stands inside, so that this is none."""
    if not len(element):
        return False
    return any(
        one.get("resp") is None or local_name(one) != "note"
        for one in element.iter("{*}ref", "{*}ptr", "{*}note")
    )


def _sort(element: Element, page: Rendering, known: str) -> str:
    if known:
        return page.known.entries[known].sort
    own = local_name(element)
    return SORTS.get(own) or _MORE_SORTS.get(own) or _TYPES.get(element.get("type") or "", "")


def _doubt(element: Element, page: Rendering, known: str, node: nodes.Node) -> Nodes:
    """The mark of a name of which the editors are not sure who is meant, or say why it is he."""
    doubtful = element.get("cert") in _DOUBTFUL
    if page.is_in_note or not (doubtful or reason_of(element, page.known.reasons)):
        return []
    entry = page.known.entries.get(known)
    who = f"Here taken for {entry.name}." if entry else "Here not identified."
    sure = decisions.certainty(element) or "uncertain"
    label = f"taken for {entry.name}, {sure}" if entry else f"not identified, {sure}"
    lemma = decisions.shown(edited_words(node))
    parts = [("lemma", lemma), ("named", who), *decisions.grounds(element, page)]
    sign = _DOUBT if doubtful else _REMARK
    return page.apparatus(_identifier(element, page, "name"), "name", sign, label, parts)


def _identifier(element: Element, page: Rendering, sort: str) -> list[str]:
    identifier = element.get(XML_ID)
    own = page.claimed(f"{identifier}-entry") if identifier else []
    return own or page.new_identifier(sort)


@renders("date", "time", "origDate")
def date(element: Element, page: Rendering) -> Nodes:
    """A date, with a mark where Old and New Style differ, or where the editors say why."""
    inside = page.content(element)
    if has_blocks(inside):
        return page.phrase(element, "date", children=inside)
    found = dating_of(element, page.known.julian) if element.attrib else None
    words = found.gregorian if found is not None else ""
    node = text_nodes.dated(
        "", "", *inside, datetime=datetime_of(element), shown=words, **page.marks(element)
    )
    if found is None or page.is_in_note:
        return [node]
    if found.julian and found.julian != found.gregorian:
        label = f"{found.gregorian}, in the Old Style {found.julian}"
        told = f"{found.gregorian} (New Style), {found.julian} (Old Style)."
        sign = _NEW_STYLE if _is_julian(element, page) else _OLD_STYLE
    elif reason_of(element, page.known.reasons):
        label, told = found.gregorian, f"{found.gregorian}."
        sign = _DOUBT if element.get("cert") in _DOUBTFUL else _REMARK
    else:
        return [node]
    parts = [("dates", told), *decisions.grounds(element, page)]
    return [node, *page.apparatus(_identifier(element, page, "date"), "date", sign, label, parts)]


def _is_julian(element: Element, page: Rendering) -> bool:
    return any(one in page.known.julian for one in page.host.targets(element.get("calendar")))


@renders(
    "forename",
    "surname",
    "roleName",
    "addName",
    "nameLink",
    "genName",
    "offset",
    "affiliation",
    "location",
)
def part_of_name(element: Element, page: Rendering) -> Nodes:
    """A part of a name: its words."""
    inside = page.content(element)
    return page.phrase(element, children=inside) if page.is_marked(element) else inside
