"""The tree of a view as docutils nodes, for text, LaTeX, man and every other plain builder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from docutils import nodes

from edition.sphinx_ext.views.markup import Content, Tag, words

ON_SCREEN_ONLY = frozenset({"input", "select", "label", "nav", "summary", "output"})
INLINE: dict[str, type[nodes.TextElement]] = {
    "em": nodes.emphasis,
    "i": nodes.emphasis,
    "cite": nodes.emphasis,
    "b": nodes.strong,
    "strong": nodes.strong,
    "span": nodes.inline,
    "time": nodes.inline,
    "small": nodes.inline,
    "code": nodes.literal,
    "ins": nodes.strong,
    "del": nodes.emphasis,
}
HEADINGS = ("h2", "h3", "h4")
Builder: TypeAlias = Callable[[Tag], list[nodes.Node]]


def plain_nodes(content: Content) -> list[nodes.Node]:
    """The blocks of the content; what only serves a screen (filters, letter index) is left out."""
    if isinstance(content, str):
        return [nodes.paragraph("", content)] if content.strip() else []
    if content.name in ON_SCREEN_ONLY or content.is_hidden:
        return []
    made = BLOCKS.get(content.name)
    if made:
        return made(content)
    if content.name in INLINE or content.name == "a":
        return [nodes.paragraph("", "", *_inline(content))]
    return _anchored(content, _flow(content.children))


def _anchored(content: Tag, blocks: list[nodes.Node]) -> list[nodes.Node]:
    """The blocks, after a target if the element has an id."""
    anchor = content.get("id")
    return [nodes.target("", "", ids=[anchor]), *blocks] if anchor and blocks else blocks


def _flow(children: Iterable[Content]) -> list[nodes.Node]:
    """Blocks of mixed content: inline content that stands together becomes one paragraph."""
    blocks: list[nodes.Node] = []
    loose: list[nodes.Node] = []
    for child in children:
        if isinstance(child, str) or child.name in INLINE or child.name == "a":
            loose += _inline(child)
            continue
        blocks += [*_paragraph(loose), *plain_nodes(child)]
        loose = []
    return [*blocks, *_paragraph(loose)]


def _paragraph(loose: list[nodes.Node]) -> list[nodes.Node]:
    if not "".join(node.astext() for node in loose).strip():
        return []
    return [nodes.paragraph("", "", *loose)]


def _inline(content: Content) -> list[nodes.Node]:
    if isinstance(content, str):
        return [nodes.Text(content)]
    if content.name in ON_SCREEN_ONLY or content.is_hidden:
        return []
    inside = _inside(content)
    if content.name == "a":
        return [_reference(content, inside)]
    made = INLINE.get(content.name)
    return [made("", "", *inside)] if made and inside else inside


def _inside(content: Tag) -> list[nodes.Node]:
    return [node for child in content.children for node in _inline(child)]


def _reference(content: Tag, inside: list[nodes.Node]) -> nodes.reference:
    address = content.get("href")
    if address.startswith("#"):
        return nodes.reference("", "", *inside, refid=address[1:], internal=True)
    return nodes.reference("", "", *inside, refuri=address, internal=":" not in address)


def _section(content: Tag) -> list[nodes.Node]:
    """A section with its heading; what stands in it where it lacks a heading or an identifier."""
    first, *others = content.children or ("",)
    anchor = content.get("id")
    if isinstance(first, str) or first.name not in HEADINGS or not anchor:
        return _anchored(content, _flow(content.children))
    title = nodes.title("", "", *_inside(first))
    return [nodes.section("", title, *_flow(others), ids=[anchor])]


def _heading(content: Tag) -> list[nodes.Node]:
    """A heading without a section of its own does not enter the table of contents."""
    return [nodes.rubric("", "", *_inside(content))]


def _p(content: Tag) -> list[nodes.Node]:
    return _anchored(content, _paragraph(_inside(content)))


def _list(content: Tag) -> list[nodes.Node]:
    made: nodes.Element = nodes.enumerated_list() if content.name == "ol" else nodes.bullet_list()
    for item in _elements(content, "li"):
        made += nodes.list_item("", *_anchored(item, _flow(item.children)))
    return [made] if made.children else []


def _definitions(content: Tag) -> list[nodes.Node]:
    """A definition list; groups of `div` are laid open."""
    made = nodes.definition_list()
    for item in _elements(content, "dt", "dd", within=("div",)):
        if item.name == "dt":
            term = nodes.term("", "", *_inside(item))
            term["ids"] = [item.get("id")] if item.get("id") else []
            made += nodes.definition_list_item("", term, nodes.definition())
        elif made.children:
            made.children[-1].children[-1].extend(_flow(item.children))  # type: ignore[attr-defined]
    return [made] if made.children else []


def _table(content: Tag) -> list[nodes.Node]:
    """A table of as many equal columns as its longest row has cells."""
    rows = [list(_elements(row, "th", "td")) for row in _rows(content)]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return []
    table = nodes.table("")
    table += [nodes.title("", words(one)) for one in _elements(content, "caption")]
    group = nodes.tgroup("", cols=width)
    group += [nodes.colspec(colwidth=100 // width) for _ in range(width)]
    header = [row for row in rows[:1] if all(cell.name == "th" for cell in row)]
    if header:
        group += nodes.thead("", *(_row(row, width) for row in header))
    group += nodes.tbody("", *(_row(row, width) for row in rows[len(header) :]))
    table += group
    return [table]


def _rows(content: Tag) -> Iterator[Tag]:
    return _elements(content, "tr", within=("thead", "tbody"))


def _row(cells: list[Tag], width: int) -> nodes.row:
    row = nodes.row("", *(nodes.entry("", *_flow(cell.children)) for cell in cells))
    row += [nodes.entry("") for _ in range(width - len(cells))]
    return row


def _elements(content: Tag, *names: str, within: tuple[str, ...] = ()) -> Iterator[Tag]:
    for child in content.children:
        if isinstance(child, Tag) and child.name in names:
            yield child
        elif isinstance(child, Tag) and child.name in within:
            yield from _elements(child, *names, within=within)


BLOCKS: dict[str, Builder] = {
    "section": _section,
    **dict.fromkeys(HEADINGS, _heading),
    "p": _p,
    **dict.fromkeys(("ul", "ol"), _list),
    "dl": _definitions,
    "table": _table,
}
