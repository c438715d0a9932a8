"""The nodes of an edited text that docutils has no name for, and what each carries.

Each is a kind of a docutils node, so that a builder which knows none of them still shows the
edited text. What is not edited text stands in attributes, not in children, or in a node whose
classes hold `no-search`: neither `astext` of a heading nor Sphinx's search index sees it.
"""

from __future__ import annotations

from docutils import nodes

ASIDE = "no-search"


class plain_title(nodes.title):  # noqa: N801 (docutils names nodes so)
    """The words of a heading, for tables of contents; in HTML `heading` stands in its place."""


class heading(nodes.TextElement):  # noqa: N801
    """A heading with its mark-up, directly in its section; only HTML shows it."""


class passage(nodes.paragraph):  # noqa: N801
    """A block of running text.

    `tag` is its HTML element. Of a citable passage `unit`, `number`, `digest` and `readings` are
    those of `edition.reading.passages.Passage`, `readings` their number.
    """


class block(nodes.container):  # noqa: N801
    """A block that holds blocks; `tag` is its HTML element; a citable one as `passage`."""


class quotation(nodes.block_quote):  # noqa: N801
    """A quotation set apart."""


class verse(nodes.line_block):  # noqa: N801
    """A stanza, or lines that stand together."""


class verse_line(nodes.line):  # noqa: N801
    """A line of verse; `shown` is the number to print beside it, if any."""


class item(nodes.list_item):  # noqa: N801
    """An item of a list that can be a passage."""


class phrase(nodes.inline):  # noqa: N801
    """Words within a block; `tag` is the HTML element, `rend` what it looked like."""


class mention(nodes.inline):  # noqa: N801
    """Words that name somebody or something.

    `entry` is the identifier of the register entry or the web address it is known by, or "";
    `linked` says whether it may be a link.
    """


class dated(nodes.inline):  # noqa: N801
    """A date; `datetime` as HTML wants it, `shown` the date in words, each "" if not known."""


class alteration(nodes.inline):  # noqa: N801
    """A place at which the edited text is not the source's.

    Its children are the edited reading, then perhaps one `source_reading`.
    """


class source_reading(nodes.inline):  # noqa: N801
    """What the source has and the edited text has not; `sort` is why, or "" in an alteration."""


class source_block(nodes.container):  # noqa: N801
    """Blocks that the source has and the edited text has not; `sort` is why."""


class apparatus(nodes.inline):  # noqa: N801
    """A mark in the text and the entry that it leads to.

    `sort` is emendation, variant, date, name, note or footnote; `sign` the mark, `label` what a
    screen reader says for it, `parts` pairs of class and words. Its children are the words of a
    note; those of a footnote, the author's own, are edited text. It `shows` both, or the mark of
    the entry `target` that stands apart, or that entry.
    """


class point(nodes.inline):  # noqa: N801
    """A place without words of the text, such as a page break or a gap.

    `sort` is its kind, `shown` what is printed there (may be ""), `label` what is read out.
    """


class elsewhere(nodes.inline):  # noqa: N801
    """A link to an `anchor` on another page of the same text, `docname`."""


class named(nodes.General, nodes.Element):  # noqa: N801
    """The list of those named on a page; `entries` is a tuple of `Named`."""


class parallel(nodes.General, nodes.Element):  # noqa: N801
    """Where else the `passage` before it stands; `links` are pairs (link, other passage)."""


class about(nodes.General, nodes.Element):  # noqa: N801
    """What the text with this `siglum` is, before its words; `begin` is its first page, or ""."""


TEXT_NODES: tuple[type[nodes.Element], ...] = (
    plain_title,
    heading,
    passage,
    block,
    quotation,
    verse,
    verse_line,
    item,
    phrase,
    mention,
    dated,
    alteration,
    source_reading,
    source_block,
    apparatus,
    point,
    elsewhere,
    named,
    parallel,
    about,
)


def is_inline(node: nodes.Node) -> bool:
    """Whether a node stands within a paragraph."""
    return isinstance(node, (nodes.Text, nodes.Inline))


def is_edited_text(node: nodes.Node) -> bool:
    """Whether the words of a node belong to the edited text, and stand there only."""
    if isinstance(node, plain_title):
        return False
    return not (isinstance(node, nodes.Element) and ASIDE in node["classes"])


def edited_words(*found: nodes.Node) -> str:
    """The edited text of nodes, white space made single spaces."""
    return " ".join("".join(_edited(found)).split())


def _edited(found: tuple[nodes.Node, ...]) -> list[str]:
    parts: list[str] = []
    pending = list(reversed(found))
    while pending:
        node = pending.pop()
        if isinstance(node, nodes.Text):
            parts.append(str(node))
        elif is_edited_text(node):
            pending.extend(reversed(node.children))
    return parts
