"""Views: directives whose pages are made of what all texts say together.

A view cannot be made while its page is read, for other texts may not have been read yet. So:

1. the directive `tei:NAME` leaves a `Placeholder` in the doctree and notes its page in the
   page's metadata (`tei-views`), which Sphinx keeps, merges and clears by itself;
2. `updated` gives those pages back at `env-updated` when any TEI document was read again, came
   or went, so that they are written again though their own source is the same;
3. `replace` puts the view in the place of the placeholder at `doctree-resolved`, when the domain
   knows every text.

A new view is a module of this folder with a `VIEW`, a `View`; nothing else knows of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, TypeVar, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from edition.reading.facts import PageFacts
from edition.reading.index import Placed
from edition.reading.passages import label
from edition.reading.source import TextFacts, web_address
from edition.sphinx_ext.domain import TeiDomain
from edition.sphinx_ext.views.markup import Content, Tag, serialised, tag
from edition.sphinx_ext.views.plain import plain_nodes
from edition.sphinx_ext.views.readings import in_context

PAGES = "tei-views"  # the key of a page's metadata that says which views stand on it
logger = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Showing:
    """One view on one page for one builder: all that the function of a view is given.

    `texts` are by their sigla, in the order of the table of contents.
    """

    builder: Builder
    docname: str  # of the page on which the view stands
    domain: TeiDomain
    texts: Mapping[str, TextFacts]
    argument: str
    options: Mapping[str, Any]

    @property
    def pages(self) -> Sequence[tuple[str, PageFacts]]:
        """The pages of all texts, each with its docname, in the order of the contents."""
        return self.domain.pages()

    def every(self, of: Callable[[PageFacts], Iterable[_T]]) -> Iterator[Placed[_T]]:
        """What the pages have of some sort, in the order of the texts."""
        for docname, facts in self.pages:
            for one in of(facts):
                yield Placed(docname, facts.text.siglum, one)

    @property
    def is_html(self) -> bool:
        """Whether HTML is written, be it for a site or for an EPUB."""
        return self.builder.format == "html"

    @property
    def is_book(self) -> bool:
        """Whether the product is read as a book, for which long lists of contexts are left out."""
        return self.builder.name in {"epub", "singlehtml"} or not self.is_html

    def title_of(self, siglum: str) -> str:
        """The title of a text."""
        return self.texts[siglum].title

    def named(self, siglum: str) -> str:
        """The title of a text, and its siglum unless that is all there is of a title."""
        title = self.title_of(siglum)
        return f"{title} ({siglum})" if title != siglum else title

    def sigla(self) -> Tag:
        """What the sigla stand for, for a page that uses them."""
        first = {facts.text.siglum: docname for docname, facts in reversed(self.pages)}
        told = [
            tag("li", tag("b", siglum), "\N{NO-BREAK SPACE}", self.link(first[siglum], "", title))
            for siglum, title in ((siglum, text.title) for siglum, text in self.texts.items())
        ]
        return tag("ul", told, class_="sigla")

    def in_context(self, passage: str, before: str, words: str, after: str) -> list[Content]:
        """The words in bold between those around them, with dots where the passage goes on."""
        found = self.domain.passages().get(passage)
        text = found.what.text if found else ""
        return in_context(text, before, words, after)

    def address(self, docname: str, anchor: str = "") -> str:
        """The relative address of an anchor, or of a whole page, as this builder writes it."""
        if docname == self.docname and anchor:
            return f"#{anchor}"
        page = self.builder.get_relative_uri(self.docname, docname)
        if page.startswith("#") and anchor:  # all pages are one
            return f"#{anchor}"
        return f"{page}#{anchor}" if anchor else page

    def link(self, docname: str, anchor: str, *children: Content, **attributes: str) -> Tag:
        """A link to an anchor of a page."""
        return tag("a", *children, href=self.address(docname, anchor), **attributes)

    def called(self, passage: str, otherwise: str = "") -> str:
        """How a passage is called (“L 12”); `otherwise` or its identifier if no page has it."""
        found = self.domain.passages().get(passage)
        return label(found.siglum, found.what) if found else otherwise or passage

    def passage_link(self, passage: str, *children: Content) -> Content:
        """A link to a passage, called so unless told otherwise; plain words if no page has it."""
        found = self.domain.passages().get(passage)
        words = children or (self.called(passage),)
        return self.link(found.docname, passage, *words) if found else tag("span", *words)

    def entry_link(self, entry: str, *children: Content) -> Content:
        """A link to an entry of a register, called by its name unless told otherwise.

        An address of the web is linked as it stands; what is neither stays words.
        """
        known = self.domain.entry(entry)
        words = children or (known.name if known else entry,)
        docname = self.domain.page_of(entry)
        if docname:
            return self.link(docname, entry, *words)
        address = web_address(entry)
        return tag("a", *words, href=address) if address else tag("span", *words)


Shown = Sequence[Tag | nodes.Node]


class View(NamedTuple):
    """A directive `tei:NAME` and what makes it.

    `shown` returns the content, `Tag`s (written for every builder) or docutils nodes; nothing
    at all if the texts have nothing to show, and then the sentence `empty` stands there.
    """

    name: str
    shown: Callable[[Showing], Shown]
    empty: str
    arguments: tuple[str, ...] = ()  # one of these must be given; none: the view takes none
    options: Mapping[str, Callable[[str], Any]] = {}


class Placeholder(nodes.General, nodes.Element):
    """Stands for a view, with `view`, `argument` and `options`, until all texts are known."""


class Written(nodes.raw):
    """A part of a view as HTML.

    Sphinx's own search leaves it out: what it says stands elsewhere, and entries of registers are
    found as objects of the domain.
    """


def visit_written(translator: HTML5Translator, node: Written) -> None:
    """Write the HTML, without the element that docutils puts around a class."""
    translator.body.append(node.astext())
    raise nodes.SkipNode


class ViewDirective(SphinxDirective):
    """Leaves a placeholder for the view of the subclass."""

    view: ClassVar[View]
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the placeholder; nothing, with one warning, if the argument is none of them."""
        argument = self.arguments[0].strip() if self.arguments else ""
        if argument not in (self.view.arguments or ("",)):
            logger.warning(
                _wrong_argument(self.view, argument),
                location=self.get_location(),
                type="tei",
                subtype="unknown-argument",
            )
            return []
        pages = self.env.metadata[self.env.current_document.docname]
        pages[PAGES] = " ".join([*pages.get(PAGES, "").split(), self.view.name])
        domain = cast(TeiDomain, self.env.domains["tei"])
        domain.note_view(self.env.current_document.docname, self.view.name, argument)
        node = Placeholder(view=self.view.name, argument=argument, options=dict(self.options))
        self.set_source_info(node)
        return [node]


def _wrong_argument(view: View, argument: str) -> str:
    given = f"tei:{view.name} {argument}".strip()
    if not view.arguments:
        return f"“{given}”: tei:{view.name} takes no argument; leave it out"
    return f"“{given}”: write one of {', '.join(f'tei:{view.name} {a}' for a in view.arguments)}"


def directive_of(view: View) -> type[ViewDirective]:
    """The class of the directive of a view."""
    own = {"view": view, "option_spec": dict(view.options)}
    return type(f"{view.name.title()}Directive", (ViewDirective,), own)


def updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages with views, if this builder has not yet shown the texts as they are now."""
    domain = cast(TeiDomain, env.domains["tei"])
    now = {name: env.all_docs[name] for name in domain.docnames() if name in env.all_docs}
    shown = domain.data.setdefault("shown", {})
    if shown.get(app.builder.name) == now:
        return []
    shown[app.builder.name] = now
    return sorted(name for name, metadata in env.metadata.items() if PAGES in metadata)


def replace(app: Sphinx, doctree: nodes.document, docname: str, views: Mapping[str, View]) -> None:
    """Put the views in the place of their placeholders."""
    placeholders = list(doctree.findall(Placeholder))
    if not placeholders:
        return
    domain = cast(TeiDomain, app.env.domains["tei"])
    texts = {text.siglum: text for text in domain.texts()}
    for node in placeholders:
        view = views[node["view"]]
        showing = Showing(app.builder, docname, domain, texts, node["argument"], node["options"])
        shown = view.shown(showing) or [tag("p", view.empty, class_="view-empty")]
        node.replace_self([one for part in shown for one in _nodes(part, node, showing)])


def _nodes(part: Tag | nodes.Node, placeholder: nodes.Node, showing: Showing) -> list[nodes.Node]:
    if isinstance(part, nodes.Node):
        return [part]
    if showing.is_book and part.is_hidden:  # no script will show it there
        return []
    if showing.is_html:
        lower = sum(isinstance(one, nodes.section) for one in _around(placeholder)) - 1
        return [Written("", serialised(part, lower), format="html", classes=["no-search"])]
    return plain_nodes(part)


def _around(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node
