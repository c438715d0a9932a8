"""TEI files read as documents of Sphinx."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.parsers import Parser
from sphinx.util import logging

from edition.reading.entries import RegisterEntry
from edition.reading.facts import PageFacts, page_facts
from edition.reading.pages import Page
from edition.sphinx_ext import html, plain
from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.domain import TeiDomain
from edition.sphinx_ext.paging import SUFFIX, page_docname
from edition.sphinx_ext.rendering import renderers
from edition.sphinx_ext.rendering.known import Host, Known, Named
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.sphinx_ext.rendering.structure import whole_page
from edition.sphinx_ext.tei_files import (
    OpenText,
    TeiFile,
    TeiFiles,
    UnreadableError,
    page_shown,
    picture,
)
from edition.sphinx_ext.titles import TITLE

_TEI = ".xml"
logger = logging.getLogger(__name__)


class TeiParser(Parser):
    """Makes a doctree of a TEI file, or of one page of it, and tells the domain what it says."""

    supported = ("tei",)
    files: ClassVar[TeiFiles]

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document; where the file cannot be read, with a sentence that says so."""
        env = document.settings.env
        docname = env.current_document.docname
        document.settings.smart_quotes = False  # no character of a text is ours to change
        path = shown = Path(env.doc2path(docname))
        try:
            shown, landing, name = page_shown(path, docname, inputstring)
            if shown != path:
                env.note_dependency(str(shown))
            with _without_collector():
                file = self.files.read(shown, landing, env.config.tei_page_size)
                document += _Reader(file, env, docname).section(name)
        except (UnreadableError, OSError) as error:
            document += _apology(error, shown, docname)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for garbage among many new nodes: there is none, and it is slow."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _apology(error: Exception, path: Path, docname: str) -> nodes.section:
    line = error.line if isinstance(error, UnreadableError) else None
    where = f"{path}:{line or 1}"  # without a line Sphinx would take it for a docname
    logger.warning("%s", error, location=where, type="tei", subtype="malformed")
    aside = [text_nodes.ASIDE]
    title = nodes.title("", docname.rpartition("/")[2], classes=aside)
    place = f"{path.name}, line {line}" if line else path.name
    words = f"This text cannot be shown: its file cannot be read ({place})."
    return nodes.section("", title, nodes.paragraph("", words, classes=aside), ids=["unreadable"])


class _Reader:
    """Makes the section of one document."""

    def __init__(self, file: TeiFile, env: BuildEnvironment, docname: str) -> None:
        self.file = file
        self.env = env
        self.docname = docname
        self.domain = cast(TeiDomain, env.domains["tei"])

    def section(self, name: str) -> nodes.section:
        """A page with its lists; the landing page of a corpus has all its texts."""
        page = next((one for one in self.file.texts[0].pages if one.name == name), None)
        if page is None:
            raise UnreadableError(f"{self.file.path.name} has no division {name}")
        if not page.name:
            self.env.metadata[self.docname][TITLE] = page.title
        section = self._rendered(self.file.texts[0], page)
        if not page.name:
            section += [self._rendered(one, one.pages[0]) for one in self.file.texts[1:]]
        inside = (*page.inside, page.name) if page.name else ()
        below = [p.name for p in self.file.texts[0].pages if p.name and p.inside == inside]
        if below:
            section += _contents(self.docname, [page_docname(self.file.docname, n) for n in below])
        return section

    def _rendered(self, opened: OpenText, page: Page) -> nodes.section:
        facts = opened.landing
        if page.name:
            facts = page_facts(opened.text, page, opened.shared)
        self.domain.note(self.docname, facts)
        rendering = Rendering(page, _known(opened, facts), self._host(opened), renderers())
        section = whole_page(rendering, page.name or opened.text.siglum)
        self._lead(rendering.pointers, rendering.used)
        listed = _named(rendering, opened.entries)
        if listed:
            section += text_nodes.named("", entries=listed)
        return section

    def _host(self, opened: OpenText) -> Host:
        source, home = Path(self.env.srcdir), self.file.docname
        return Host(
            warn=self._warn,
            picture=lambda address: picture(source, home, address),
            page_of=self.file.page_of,
            targets=opened.targets,
        )

    def _warn(self, subtype: str, sentence: str, line: int | None) -> None:
        """One warning a kind and build, at the first place where it is met."""
        where = f"{self.file.path}:{line or 1}"
        logger.warning(sentence, location=where, type="tei", subtype=subtype, once=True)

    def _lead(self, pointers: Sequence[text_nodes.elsewhere], used: set[str]) -> None:
        """Tell each link within the text on which page its anchor is."""
        for one in pointers:
            docname = self.file.page_of(one["anchor"])
            if docname != self.docname or one["anchor"] in used:
                one["docname"] = docname


def _known(opened: OpenText, facts: PageFacts) -> Known:
    return Known(
        passages={one.id: one for one in facts.passages},
        entries=opened.entries,
        names=opened.shared.names,
        categories=opened.shared.categories,
        lemmas={one.id: one.lemma for one in facts.notes if one.lemma},
        julian=opened.shared.julian,
        parallels=opened.parallels,
    )


def _named(page: Rendering, entries: Mapping[str, RegisterEntry]) -> list[Named]:
    """Those named on a page, by sort and name."""
    found = [
        Named(one.id, one.sort, one.name, _life(one), page.mentioned[identifier])
        for identifier in page.mentioned
        if (one := entries[identifier])
    ]
    return sorted(found, key=lambda one: (entries[one.id].filed.casefold(), one.id))


def _life(entry: RegisterEntry) -> str:
    """The dates of an entry in a line."""
    born = entry.born.shown if entry.born else ""
    died = entry.died.shown if entry.died else ""
    if born and died:
        return f"{born} – {died}"
    if born or died:
        return f"born {born}" if born else f"died {died}"
    return entry.dates[0].shown if entry.dates else ""


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


def _leave_out_undecodable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Leave out TEI that Sphinx, which reads every source as UTF-8, would stop at.

    What an XML declaration says of the encoding comes too late for it.
    """
    for docname in list(docnames):
        path = Path(env.doc2path(docname))
        if path.suffix != _TEI:
            continue
        try:
            path.read_bytes().decode(app.config.source_encoding)
        except UnicodeDecodeError as error:
            docnames.remove(docname)
            logger.warning(
                "not UTF-8 (byte %d): save the file as UTF-8; it is left out until then",
                error.start,
                location=docname,
                type="tei",
                subtype="malformed",
            )
            env.project.docnames.discard(docname)


def connect(app: Sphinx) -> None:
    """Have Sphinx read TEI, and every builder write it."""
    app.connect("env-before-read-docs", _leave_out_undecodable)
    app.add_source_suffix(_TEI, "tei")
    app.add_source_suffix(SUFFIX, "tei")
    app.add_source_parser(type("TeiParser", (TeiParser,), {"files": TeiFiles()}))
    html.connect(app)
    plain.connect(app)
