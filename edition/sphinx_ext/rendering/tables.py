"""Tables (TEI Guidelines, 15.1)."""

from __future__ import annotations

from docutils import nodes

from edition.sphinx_ext.rendering.arranging import arranged
from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.sphinx_ext.rendering.standing import has_words_of_its_own
from edition.tei import Element, local_name

_WIDEST = 100  # columns or rows of one cell: what is more is a slip, or meant to harm


@renders("table")
def table(element: Element, page: Rendering) -> Nodes:
    """A table; its heading stands before it, rows whose role is label are its head."""
    is_inside = next(element.iterancestors("{*}table"), None) is not None
    if is_inside or not _is_regular(element):  # Sphinx has no table in a table for LaTeX and man
        return page.block(element, "table")
    rows = [one for one in element if local_name(one) == "row"]
    made = nodes.table("", classes=["colwidths-auto"])
    made.update_all_atts_concatenating(page.marks(element))
    before: Nodes = []
    behind: Nodes = []
    filled: list[nodes.row] = []
    covered: list[int] = []
    for child in element:
        if local_name(child) == "row":
            filled.append(_row(child, page, covered, len(rows) - len(filled)))
        elif filled:
            behind += page.render(child)
        else:
            before += page.render(child)
    width = max((_width(row) for row in filled), default=0)
    if not width:
        return arranged([*before, *behind])
    made += _group(filled, width, _heads(rows))
    return arranged([*before, made, *behind])


def _is_regular(table: Element) -> bool:
    """Whether all words of a table stand in its cells, or in what is beside its rows."""
    rows = list(table.iterchildren("{*}row"))
    if any(has_words_of_its_own(one) for one in (table, *rows)):
        return False
    return all(local_name(cell) in {"cell", ""} for row in rows for cell in row)


def _heads(rows: list[Element]) -> int:
    """How many rows at the beginning are labels; the last row never is."""
    found = 0
    while found < len(rows) - 1 and rows[found].get("role") == "label":
        found += 1
    return found


def _row(row: Element, page: Rendering, covered: list[int], left: int) -> nodes.row:
    """A row; `covered` says for how many rows more each cell above reaches down into this one.

    `left` rows are there from this one on: no cell reaches farther.
    """
    made = nodes.row("", **page.marks(row))
    made["covered"] = len(covered)
    covered[:] = [rows - 1 for rows in covered if rows > 1]
    for cell in row:
        if local_name(cell) != "cell":
            continue
        entry = nodes.entry("", *arranged(page.content_of_cell(cell)), **page.marks(cell))
        columns, rows = _span(cell, "cols"), min(_span(cell, "rows"), left)
        if columns > 1:
            entry["morecols"] = columns - 1
        if rows > 1:
            entry["morerows"] = rows - 1
            covered += [rows - 1] * columns
        made += entry
    return made


def _span(cell: Element, name: str) -> int:
    said = cell.get(name) or "1"
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 1
    return max(1, min(number, _WIDEST))


def _width(row: nodes.row) -> int:
    cells = (entry for entry in row if isinstance(entry, nodes.entry))
    return int(row["covered"]) + sum(1 + entry.get("morecols", 0) for entry in cells)


def _group(rows: list[nodes.row], width: int, heads: int) -> nodes.tgroup:
    for row in rows:
        row += [nodes.entry("") for _ in range(width - _width(row))]
        del row["covered"]
    group = nodes.tgroup("", cols=width)
    group += [nodes.colspec(colwidth=max(1, 100 // width)) for _ in range(width)]
    if heads:
        group += nodes.thead("", *rows[:heads])
    group += nodes.tbody("", *rows[heads:])
    return group


@renders("row", "cell")
def loose_cell(element: Element, page: Rendering) -> Nodes:
    """A row or cell of a table in a table: a block."""
    return page.block(element, local_name(element))
