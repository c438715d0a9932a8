"""Tables of views, and the controls that narrow a list down where scripts run.

What a filter may hide is marked `data-item`, what it hides when nothing is left in it
`data-group`. A facet is an attribute `data-` of an item; words are looked for in `data-words`,
or in all an item says where it has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from edition.sphinx_ext.views.markup import Content, Tag, tag

_NUMBER = re.compile(r"[\d,.]+|–")


class Cell(NamedTuple):
    """A cell that is sorted by something else than what it shows."""

    content: Content
    sort: str


class Row(NamedTuple):
    """A row: its cells, the first of which names it, its id and, if it is an item, its facets."""

    cells: Sequence[Content | Cell]
    id: str = ""
    facets: Mapping[str, str] = {}


def table(
    caption: str, columns: Sequence[str], rows: Iterable[Row], *, id_: str = "", sort: bool = False
) -> Tag:
    """A table with a caption and headers of both axes; with `sort` a script may reorder it.

    It stands in a region that can be scrolled by keyboard where it is wider than the screen.
    """
    body = [_row(row) for row in rows]
    numbers = _of_numbers(body)
    head = tag("tr", [_head(name, at in numbers) for at, name in enumerate(columns)])
    made = tag(
        "table",
        tag("caption", caption),
        tag("thead", head),
        tag("tbody", body),
        id=id_,
        class_="view-table",
        data_sortable=sort,
    )
    return tag("div", made, class_="table-wrapper", role="region", aria_label=caption, tabindex="0")


def _head(name: str, is_number: bool) -> Tag:
    return tag("th", name, scope="col", class_="number" if is_number else "")


def _of_numbers(body: Iterable[Tag]) -> frozenset[int]:
    """Which columns have nothing but numbers, which stand right under a head that does too."""
    numbers = [
        {at for at, cell in enumerate(row.children) if isinstance(cell, Tag) and _is_number(cell)}
        for row in body
    ]
    return frozenset(set.intersection(*numbers)) if numbers else frozenset()


def _is_number(cell: Tag) -> bool:
    return cell.get("class") == "number"


def _row(row: Row) -> Tag:
    first, *others = row.cells
    cells = [_cell("th", first, scope="row"), *(_cell("td", other) for other in others)]
    return tag("tr", cells, id=row.id, **item(row.facets))


def _cell(name: str, cell: Content | Cell, **attributes: str) -> Tag:
    content, sort = cell if isinstance(cell, Cell) else (cell, "")
    is_number = name == "td" and isinstance(content, str) and _NUMBER.fullmatch(content)
    kind = "number" if is_number else ""
    return tag(name, content, class_=kind, data_sort=sort, **attributes)


def item(facets: Mapping[str, str]) -> dict[str, str | bool]:
    """The attributes of an element that filters may hide; none if it has no facets."""
    if not facets:
        return {}
    return {"data-item": True, **{f"data-{name}": value for name, value in facets.items()}}


def filters(target: str, search: str, choices: Mapping[str, Mapping[str, str]]) -> Tag:
    """Controls for the list with the id `target`, hidden until a theme with a script shows them.

    `search` is the label of the field for words, `choices` are the values and their words by
    facet. A facet with one value only needs no control.
    """
    controls = [_search(target, search)]
    controls += [_select(target, facet, of) for facet, of in choices.items() if len(of) > 1]
    counted = tag("output", data_counts=f"#{target}")
    return tag("div", *controls, counted, class_="filters no-search", hidden=True)


def _search(target: str, label: str) -> Tag:
    field = tag("input", type="search", id=f"{target}-search", data_filters=f"#{target}")
    return tag("p", tag("label", label, for_=f"{target}-search"), " ", field)


def _select(target: str, facet: str, values: Mapping[str, str]) -> Tag:
    name = f"{target}-{facet}"
    options = [tag("option", words, value=value) for value, words in values.items()]
    select = tag(
        "select",
        tag("option", "all", value=True),
        options,
        id=name,
        data_filters=f"#{target}",
        data_facet=facet,
    )
    return tag("p", tag("label", facet.capitalize(), for_=name), " ", select)
