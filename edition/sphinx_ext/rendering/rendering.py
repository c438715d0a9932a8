"""One page while it is rendered: TEI elements become nodes, mixed content word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docutils import nodes
from docutils.nodes import Text
from lxml import etree

from edition.languages import shortest, tag_fault
from edition.reading.pages import Page
from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.nodes import ASIDE
from edition.sphinx_ext.rendering.arranging import arranged, has_blocks
from edition.sphinx_ext.rendering.known import Host, Known, Met
from edition.sphinx_ext.rendering.looks import looks
from edition.sphinx_ext.rendering.renderer import Nodes, Parts, Render
from edition.sphinx_ext.rendering.standing import (
    collapsed,
    is_beside_space,
    line_of,
    stands_by_itself,
)
from edition.tei import TEI_NAMESPACE, XML_ID, XML_LANG, Element, local_name
from edition.texts import edited_text

DEEPEST = 50  # elements inside each other: docutils and pickle go down by recursion
_LEVELS_OF_TABLE = 4  # group, body, row and entry
_TEI = f"{{{TEI_NAMESPACE}"
_WHITE = re.compile(r"[ \t\r\n]+")


class Rendering:
    """Makes the nodes of one page, and remembers what has been met on it.

    Whatever it returns holds every word of the edited text once and in its order. `headings` are
    the `head` elements that title a section.
    """

    def __init__(
        self, page: Page, known: Known, host: Host, renderers: Mapping[str, Render], met: Met
    ) -> None:
        self.page = page
        self.known = known
        self.host = host
        self.met = met
        self.headings: set[Element] = set()
        self._renderers = renderers
        self._by_tag: dict[str, Render] = {}
        self._has_other_pages = bool(page.omitted)
        self._depth = 0
        self._behind: Nodes | None = None
        self._apart: Nodes | None = None
        self._in_note = False

    def content(self, element: Element) -> Nodes:
        """The nodes of an element's mixed content: every word once, in order."""
        found: Nodes = []
        if element.text:
            found.append(Text(collapsed(element.text)))
        for child in element:
            found += self.render(child)
            if child.tail:
                found.append(Text(collapsed(child.tail)))
        return found

    def pieces(self, element: Element) -> Iterator[tuple[str, Nodes]]:
        """The parts of an element's content with their names; words of its own have none."""
        if element.text:
            yield "", [Text(collapsed(element.text))]
        for child in element:
            yield local_name(child), self.render(child)
            if child.tail:
                yield "", [Text(collapsed(child.tail))]

    def content_of_cell(self, cell: Element) -> Nodes:
        """The content of a table's cell, which is deeper than TEI's elements show."""
        self._depth += _LEVELS_OF_TABLE
        found = self.content(cell)
        self._depth -= _LEVELS_OF_TABLE
        return found

    def render(self, element: Element) -> Nodes:
        """The nodes of an element; none of a comment or of a division with a page of its own."""
        tag = element.tag
        if not isinstance(tag, str):
            return self._entity(element) if tag is etree.Entity else []
        if self._has_other_pages and element in self.page.omitted:
            return []
        if self._depth >= DEEPEST:
            return self._flat(element)
        render = self._by_tag.get(tag) or self._chosen(tag)
        self._depth += 1
        found = render(element, self)
        self._depth -= 1
        return found

    def _chosen(self, tag: str) -> Render:
        """The renderer for a tag: of TEI or of no namespace by its name; else of the namespace."""
        namespace, brace, name = tag.rpartition("}")
        known = self._renderers.get(name if namespace in {"", _TEI} else tag)
        render = known or self._renderers.get(f"{namespace}{brace}*") or self._unknown
        self._by_tag[tag] = render
        return render

    @staticmethod
    def _unknown(element: Element, page: Rendering) -> Nodes:
        namespace, _, name = element.tag[1:].rpartition("}") if "}" in element.tag else ("", "", "")
        of = f" of {namespace}" if namespace and namespace != TEI_NAMESPACE else ""
        page.host.warn(
            "unknown-element",
            f"<{name or element.tag}>{of} has no rendering of its own: only its text is shown",
            line_of(element),
        )
        return page.phrase(element)

    def _entity(self, entity: Element) -> Nodes:
        """The name of an entity: what it stands for is never read."""
        name = entity.text or ""
        sentence = f"the entity {name} is not resolved: write the characters that it stands for"
        self.host.warn("entity", sentence, line_of(entity))
        return [text_nodes.point("", sort="entity", shown=name, label="", classes=[ASIDE])]

    def _flat(self, element: Element) -> Nodes:
        sentence = f"elements stand more than {DEEPEST} deep: what is deeper is shown as plain text"
        self.host.warn("too-deep", sentence, line_of(element))
        return [Text(collapsed(edited_text(element)))]

    def marks(self, element: Element, *classes: str) -> dict[str, Any]:
        """The attributes of the node of an element: identifier, classes, looks, language."""
        found: dict[str, Any] = {}
        identifiers = self.claimed(element.get(XML_ID))
        if identifiers:
            found["ids"] = identifiers
        named = [*classes, *looks(element)]
        if named:
            found["classes"] = named
        language = element.get(XML_LANG)
        if language and tag_fault(tag := shortest(language)) is None:
            found["lang"] = tag
        return found

    @staticmethod
    def is_marked(element: Element) -> bool:
        """Whether an element has anything that its words need a node of their own for."""
        return any(element.get(name) for name in (XML_ID, XML_LANG, "rend", "rendition"))

    def claimed(self, identifier: str | None) -> list[str]:
        """An identifier, if nothing on the page has it yet; else nothing."""
        if not identifier or identifier in self.met.used or _WHITE.search(identifier):
            return []
        self.met.used.add(identifier)
        return [identifier]

    def new_identifier(self, sort: str) -> list[str]:
        """An identifier for what has none in the file."""
        while True:
            self.met.counted[sort] += 1
            found = self.claimed(f"{sort}-{self.met.counted[sort]}")
            if found:
                return found

    def citable(self, element: Element, *classes: str) -> dict[str, Any]:
        """The attributes of a block, which is a passage if it can be cited."""
        found = self.marks(element, *classes)
        known = self.known.passages.get(element.get(XML_ID) or "")
        if known is not None and "ids" in found:
            readers = {change.who for change in known.readings}
            found |= {"unit": known.unit, "number": known.number, "digest": known.digest}
            found["readings"] = len(readers)
        return found

    def phrase(
        self, element: Element, *classes: str, tag: str = "span", children: Nodes | None = None
    ) -> Nodes:
        """An element within a block; as a block where there are blocks in it."""
        inside = self.content(element) if children is None else children
        marks = self.marks(element, *classes)
        if has_blocks(inside):
            return [text_nodes.block("", *arranged(inside), tag="div", **marks)]
        if not inside and "ids" not in marks:
            return []
        return [text_nodes.phrase("", "", *inside, tag=tag, **marks)]

    def passage(
        self, element: Element, *classes: str, tag: str = "p", children: Nodes | None = None
    ) -> Nodes:
        """A paragraph or the like; where there are blocks in it, parts of it around them."""
        inside = self.content(element) if children is None else children
        marks = self.citable(element, *classes)
        made: nodes.Element
        if has_blocks(inside):
            around = tag if tag in {"figcaption", "figure"} else "div"
            made = text_nodes.block("", *arranged(inside), tag=around, **marks)
        elif not inside and "ids" not in marks:
            return []
        else:
            made = text_nodes.passage("", "", *inside, tag=tag, **marks)
        return [made, *self.elsewhere(element)]

    def block(self, element: Element, *classes: str, tag: str = "div") -> Nodes:
        """A block that holds blocks, inline content in paragraphs of its own."""
        inside = arranged(self.content(element))
        made = text_nodes.block("", *inside, tag=tag, **self.citable(element, *classes))
        return [made, *self.elsewhere(element)]

    def either(self, element: Element, *classes: str) -> Nodes:
        """A passage where the element stands by itself, a phrase where it stands in a sentence."""
        if stands_by_itself(element):
            return self.passage(element, *classes)
        return self.phrase(element, *classes)

    def named_block(self, element: Element, name: str, title: str) -> Nodes:
        """A block that begins with a title which is no part of the text, if there is one."""
        found = self.block(element, name)
        if title and isinstance(found[0], nodes.Element):
            found[0].insert(0, self.label(title))
        return found

    def anchor(self, element: Element) -> Nodes:
        """A place without words, if links can arrive there."""
        marks = self.marks(element)
        if "ids" not in marks:
            return []
        return [text_nodes.point("", sort="anchor", shown="", label="", **marks)]

    def label(self, words: str) -> text_nodes.point:
        """Words that are no part of the text, such as the value of an attribute."""
        return text_nodes.point("", sort="label", shown=words, label="", classes=[ASIDE])

    def place(self, element: Element, sort: str, label: str, *, shown: str = "") -> Nodes:
        """A place in the text; a space with it only where the file says that it parts words.

        Without `@break` the white space of the file alone tells: a page can end within a word.
        """
        marks = self.marks(element, ASIDE)
        found: Nodes = [text_nodes.point("", sort=sort, shown=shown, label=label, **marks)]
        found += self.content(element)
        parts = sort == "space" or element.get("break") == "yes"
        return [*found, Text(" ")] if parts and not is_beside_space(element) else found

    def elsewhere(self, element: Element) -> Nodes:
        """Where else a passage stands."""
        passage = element.get(XML_ID) or ""
        links = self.known.parallels.get(passage)
        return [text_nodes.parallel("", passage=passage, links=list(links))] if links else []

    def apparatus(
        self, ids: list[str], sort: str, sign: str, label: str, parts: Parts, *words: nodes.Node
    ) -> Nodes:
        """A mark with its entry, which has parts and, if it is a note, words.

        Inside a link there is nothing: the mark stands behind the link. In a heading there is the
        mark alone: the entry stands behind the heading.
        """
        is_text = sort == "footnote"
        made = text_nodes.apparatus("", "", *words, ids=ids, sort=sort, sign=sign, label=label)
        made["parts"], made["shows"] = parts, "both"
        made["classes"] += [] if is_text else [ASIDE]
        if self._apart is not None and not is_text:
            made["shows"] = "entry"
            self._apart.append(made)
            made = text_nodes.apparatus("", sort=sort, sign=sign, label=label, parts=[])
            made["shows"], made["target"], made["classes"] = "mark", ids[0], [ASIDE]
        if self._behind is None:
            return [made]
        self._behind.append(made)
        return []

    @property
    def is_in_link(self) -> bool:
        """Whether what is rendered now stands inside a link, so that it cannot be one."""
        return self._behind is not None

    @property
    def is_in_note(self) -> bool:
        """Whether what is rendered now stands in an editors' note."""
        return self._in_note

    def linked_content(self, element: Element) -> tuple[Nodes, Nodes]:
        """The content of a link, and the marks met in it, which must stand behind it."""
        around, self._behind = self._behind, []
        inside = self.content(element)
        behind, self._behind = self._behind, around
        return inside, behind

    def heading_content(self, element: Element) -> tuple[Nodes, Nodes]:
        """The content of a heading, and the entries of its marks, which must stand behind it."""
        around, self._apart = self._apart, []
        inside = self.content(element)
        apart, self._apart = self._apart, around
        return inside, apart

    def note_content(self, element: Element, *, editors: bool) -> Nodes:
        """The content of a note, which stands in no link whatever is around its mark."""
        around, self._behind = self._behind, None
        heading, self._apart = self._apart, None
        was_in_note, self._in_note = self._in_note, self._in_note or editors
        inside = self.content(element)
        self._behind, self._apart, self._in_note = around, heading, was_in_note
        return inside
