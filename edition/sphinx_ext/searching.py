"""The search of a site: Pagefind's index, written when the pages are, and what its page is told.

`tei_search = False`, or a missing Pagefind, leaves the site with Sphinx's own search.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from edition import __version__
from edition.sphinx_ext.domain import TeiDomain
from edition.sphinx_ext.pagefind import FOLDER, PagefindError, executable, write_index
from edition.sphinx_ext.search_records import PAGE, Record, Site, person_labels, records

_BUILDERS = ("html", "dirhtml")
_SOURCES = frozenset({".md", ".rst", ".txt"})
_STATE = "search.sha256"
_SEARCH = "search"
logger = logging.getLogger(__name__)


def connect(app: Sphinx) -> None:
    """Have HTML sites searched by Pagefind."""
    app.add_config_value("tei_search", True, "html", bool)
    app.connect("builder-inited", _look_for_program)
    app.connect("html-page-context", _tell)
    app.connect("build-finished", _index)


def _is_site(app: Sphinx) -> bool:
    return bool(app.builder.name in _BUILDERS and app.config.tei_search)


def _look_for_program(app: Sphinx) -> None:
    """Warn once where there is no Pagefind, and go on with Sphinx's own search."""
    if _is_site(app) and executable() is None:
        logger.warning(
            "the search of Sphinx stands in for Pagefind, which is not installed;"
            " install it (pip install 'pagefind[bin]') or set tei_search = False",
            type="tei",
            subtype="no-pagefind",
        )
        app.config.tei_search = False


def _tell(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Give the search page its choices."""
    if pagename != _SEARCH or not _is_site(app):
        return
    domain = cast(TeiDomain, app.env.domains["tei"])
    titles = {one.siglum: one.title for one in domain.texts()}
    labels = person_labels(domain.entries())
    persons = sorted(labels.items(), key=lambda one: one[1].casefold())
    context["tei_search"] = {"texts": titles, "persons": persons}
    for script in ("search-order.js", "search.js"):
        app.add_js_file(script, loading_method="defer")
    app.add_css_file("edition-search.css", priority=900)


def _index(app: Sphinx, error: Exception | None) -> None:
    """Write the index, unless nothing was read since it was written."""
    if error is not None or not _is_site(app):
        return
    program = executable()
    if program is None:
        return
    record = Path(app.doctreedir) / _STATE
    state = _state(app)
    if (Path(app.outdir) / FOLDER).is_dir() and record.is_file() and record.read_text() == state:
        return
    language = (app.config.language or "en").partition("_")[0].partition("-")[0]
    try:
        write_index(program, _records(app), language, Path(app.outdir))
    except PagefindError as problem:
        logger.warning(f"there is no search: {problem}", type="tei", subtype="no-pagefind")
    else:
        record.write_text(state)


def _state(app: Sphinx) -> str:
    """What changes whenever a page is read again."""
    known = [__version__, sorted(app.env.all_docs.items()), app.config.language]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def _records(app: Sphinx) -> Iterator[Record]:
    domain = cast(TeiDomain, app.env.domains["tei"])
    places: Mapping[str, str] = {
        name: f"{app.builder.get_target_uri(docname)}#{anchor}"
        for name, _, sort, docname, anchor, _ in domain.get_objects()
        if sort != "passage"
    }
    site = Site(app.builder.get_target_uri, partial(_found, places))
    yield from records(domain.pages(), domain.entries(), site)
    for docname in sorted(app.env.found_docs):
        if Path(app.env.doc2path(docname)).suffix in _SOURCES:
            yield from _sections(app, docname)


def _found(places: Mapping[str, str], name: str) -> str:
    return places.get(name, "")


def _sections(app: Sphinx, docname: str) -> Iterator[Record]:
    """The sections of a page of prose that say anything themselves; views are made later."""
    page = app.builder.get_target_uri(docname)
    for section in app.env.get_doctree(docname).findall(nodes.section):
        own = [one.astext() for one in section if not isinstance(one, nodes.section)]
        words = [" ".join(part.split()) for part in own if part.strip()]
        if len(words) > 1:
            content = f"{words[0]} — {' '.join(words[1:])}"
            yield Record(f"{page}#{section['ids'][0]}", content, {}, {"kind": (PAGE,)})
