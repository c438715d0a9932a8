"""TEI files read as documents of Sphinx."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.parsers import Parser
from sphinx.util import logging

from edition.sphinx_ext import html, plain
from edition.sphinx_ext.nodes import ASIDE
from edition.sphinx_ext.paging import SUFFIX
from edition.sphinx_ext.rendering import renderers
from edition.sphinx_ext.tei_files import TeiFiles, UnreadableError, page_shown

_TEI = ".xml"
logger = logging.getLogger(__name__)


class TeiParser(Parser):
    """Makes a doctree of a TEI file, or of one page of it, and tells the domain what it says."""

    supported = ("tei",)
    files: ClassVar[TeiFiles]

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document; where the file cannot be read, with a sentence that says so."""
        from edition.sphinx_ext.page_making import PageMaker  # see `_load_page_making`

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
                document += PageMaker(file, env, docname).section(name)
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
    aside = [ASIDE]
    title = nodes.title("", docname.rpartition("/")[2], classes=aside)
    place = f"{path.name}, line {line}" if line else path.name
    words = f"This text cannot be shown: its file cannot be read ({place})."
    return nodes.section("", title, nodes.paragraph("", words, classes=aside), ids=["unreadable"])


def _load_page_making(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Load what makes pages, which takes a while: only if a page is read, then once for all.

    Processes that read by turns are copies of this one and would each load it again.
    """
    if docnames:
        importlib.import_module("edition.sphinx_ext.page_making")
        renderers()


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
    app.connect("env-before-read-docs", _load_page_making)
    app.add_source_suffix(_TEI, "tei")
    app.add_source_suffix(SUFFIX, "tei")
    app.add_source_parser(type("TeiParser", (TeiParser,), {"files": TeiFiles()}))
    html.connect(app)
    plain.connect(app)
