"""The section that a document becomes: the text of a page, and the lists that the page adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from edition.reading.entries import RegisterEntry, life_line
from edition.reading.facts import PageFacts, page_facts
from edition.reading.pages import Page
from edition.reading.running import plain
from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.domain import TeiDomain
from edition.sphinx_ext.paging import page_docname
from edition.sphinx_ext.rendering import renderers
from edition.sphinx_ext.rendering.known import Host, Known, Met, Named
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.sphinx_ext.rendering.structure import whole_page
from edition.sphinx_ext.tei_files import OpenText, TeiFile, UnreadableError, picture
from edition.sphinx_ext.titles import TITLE

logger = logging.getLogger(__name__)


class PageMaker:
    """Makes the section of one document, and tells the domain what the page says."""

    def __init__(self, file: TeiFile, env: BuildEnvironment, docname: str) -> None:
        self._file = file
        self._env = env
        self._docname = docname
        self._domain = cast(TeiDomain, env.domains["tei"])
        self._met = Met()

    def section(self, name: str) -> nodes.section:
        """A page by its name; raises UnreadableError where the file has no such page (any more)."""
        first = self._file.texts[0]
        page = next((one for one in first.pages if one.name == name), None)
        if page is None:
            raise UnreadableError(f"{self._file.path.name} has no division {name}")
        if not page.name:
            self._env.metadata[self._docname][TITLE] = self._title(page)
        is_corpus = len(self._file.texts) > 1 and not page.name
        section = self._corpus() if is_corpus else self._rendered(first, page)
        self._lead()
        if below := self._below(page):
            section += _contents(self._docname, below)
        if listed := self._named():
            section += text_nodes.named("", entries=listed)
        return section

    def _title(self, page: Page) -> str:
        """What the page is called: by the header of its corpus, if its file is one."""
        around = self._file.texts[0].text.shared
        if len(self._file.texts) > 1 and around:
            title = around[-1].find("{*}teiHeader/{*}fileDesc/{*}titleStmt/{*}title")
            return (plain(title) if title is not None else "") or self._file.path.stem
        return page.title

    def _corpus(self) -> nodes.section:
        """All texts of a corpus, each a section of the page."""
        title = nodes.title("", self._title(self._file.texts[0].pages[0]))
        title["classes"].append(text_nodes.ASIDE)
        texts = [self._rendered(one, one.pages[0]) for one in self._file.texts]
        identifier = next(name for name in _names("corpus") if name not in self._met.used)
        return nodes.section("", title, *texts, ids=[identifier])

    def _rendered(self, opened: OpenText, page: Page) -> nodes.section:
        facts = opened.landing
        if page.name:
            facts = page_facts(opened.text, page, opened.shared)
        self._domain.note(self._docname, facts)
        known, host = _known(opened, facts), self._host(opened)
        rendering = Rendering(page, known, host, renderers(), self._met)
        section = whole_page(rendering, page.name or opened.text.siglum)
        if not page.name:
            begin = next(iter(self._below(page)), "") if opened is self._file.texts[0] else ""
            about = text_nodes.about("", siglum=opened.text.siglum, begin=begin)
            section.insert(_behind_heading(section), about)
        return section

    def _host(self, opened: OpenText) -> Host:
        source, home = Path(self._env.srcdir), self._file.docname
        return Host(
            warn=self._warn,
            picture=lambda address: picture(source, home, address),
            page_of=self._file.page_of,
            targets=opened.targets,
        )

    def _warn(self, subtype: str, sentence: str, line: int | None) -> None:
        """One warning a kind and build, at the first place where it is met."""
        where = f"{self._file.path}:{line or 1}"
        logger.warning(sentence, location=where, type="tei", subtype=subtype, once=True)

    def _lead(self) -> None:
        """Tell each link within the text on which page its anchor is."""
        for one in self._met.pointers:
            docname = self._file.page_of(one["anchor"])
            if docname != self._docname or one["anchor"] in self._met.used:
                one["docname"] = docname

    def _named(self) -> list[Named]:
        """Those named on the page, in the order of an index."""
        entries: dict[str, RegisterEntry] = {}
        for opened in self._file.texts:
            entries = {**opened.entries, **entries}
        found = [(entries[name], times) for name, times in self._met.mentioned.items()]
        found.sort(key=lambda one: (one[0].filed.casefold(), one[0].id))
        return [
            Named(one.id, one.sort, one.name, _life(one), _short(one.description), times)
            for one, times in found
        ]

    def _below(self, page: Page) -> list[str]:
        """The docnames of the pages directly under a page."""
        inside = (*page.inside, page.name) if page.name else ()
        pages = self._file.texts[0].pages
        names = [one.name for one in pages if one.name and one.inside == inside]
        return [page_docname(self._file.docname, name) for name in names]


def _known(opened: OpenText, facts: PageFacts) -> Known:
    return Known(
        passages={one.id: one for one in facts.passages},
        entries=opened.entries,
        names=opened.shared.names,
        categories=opened.shared.categories,
        lemmas={one.id: one.lemma for one in facts.notes if one.lemma},
        julian=opened.shared.julian,
        parallels=opened.parallels,
        reasons=opened.shared.reasons,
    )


def _behind_heading(section: nodes.section) -> int:
    """The place in a section behind its heading, with what belongs to that."""
    place = next((n for n, one in enumerate(section) if isinstance(one, text_nodes.heading)), 0) + 1
    while place < len(section) and _belongs_to_heading(section[place]):
        place += 1
    return place


def _belongs_to_heading(node: nodes.Node) -> bool:
    if isinstance(node, text_nodes.block):
        return "entries" in node["classes"]
    return isinstance(node, (text_nodes.heading, text_nodes.parallel))


def _names(wanted: str) -> Iterator[str]:
    """A name, and others to choose from where it is taken."""
    yield wanted
    yield from (f"{wanted}-{number}" for number in count(2))


def _short(description: str) -> str:
    """A description as a part of a line: without its full stop."""
    return description.strip().removesuffix(".")


def _life(entry: RegisterEntry) -> str:
    """The dates of an entry in a line."""
    dates = entry.dates[0].shown if entry.dates else ""
    return life_line(entry.born, entry.died) or dates


def _contents(docname: str, below: Sequence[str]) -> nodes.compound:
    """The pages of the divisions, as a table of contents."""
    tree = addnodes.toctree(
        parent=docname,
        entries=[(None, name) for name in below],
        includefiles=list(below),
        rawentries=[],
        maxdepth=1,
        glob=False,
        hidden=False,
        includehidden=False,
        numbered=0,
        titlesonly=True,
        caption=None,
        rawcaption="",
        reversed=False,
    )
    return nodes.compound("", tree, classes=["toctree-wrapper", text_nodes.ASIDE])
