"""How a page is cited: references, meta tags, linked data, files to take away, old addresses.

Every page of TEI gets them for its text or division, the home page for the edition as a whole.
The tags are for any theme; what readers see is in `themes/edition/edition/cite.html`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from posixpath import join
from typing import Any, NamedTuple, cast
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from edition.answers import answers
from edition.citation import Reference, edition_reference, text_reference
from edition.citation_formats import FORMATS, Format
from edition.citation_page import data, empty_form, example, letter, linked, record, tags
from edition.citation_styles import STYLES
from edition.diagnostics import InputError
from edition.linked_data import Download, entries_graph
from edition.readers.versions import VERSIONS_FOLDER, read_versions
from edition.reading.entries import RegisterEntry
from edition.reading.facts import PageFacts
from edition.reading.passages import Passage
from edition.reading.source import web_address
from edition.sphinx_ext.domain import TeiDomain
from edition.sphinx_ext.places import Places, address_of_places, landing_of, places, write_places
from edition.versions import TextChanges, Version, text_changes

HOW_TO_CITE = "how-to-cite"
LEDGER = "emendations"
_WHOLE = "edition"  # the name of its files
_SCRIPTS = ("passages.js", "corrections.js", "versions.js")
_SIGLUM = "{siglum}"
_OF_ADDRESSES = "%:/?#[]@!$&'()*+,;="  # RFC 3986, 2.2
_MEDIA_TYPES = {
    ".xml": "application/tei+xml",
    ".txt": "text/plain",
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
}
logger = logging.getLogger(__name__)


class _Text(NamedTuple):
    """A text by its first page, on which there may be others, and its siglum."""

    landing: str
    siglum: str


class Citing:
    """What one run of Sphinx says of citation; what it has worked out it keeps."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self._versions: tuple[Version, ...] | None = None
        self._facts: dict[str, list[PageFacts]] | None = None
        self._passages: dict[_Text, list[Passage]] | None = None
        self._changes: dict[tuple[str, _Text], TextChanges] = {}
        self._registers: dict[str, list[RegisterEntry]] | None = None
        self._places: Places | None = None
        self._is_new = False

    @property
    def domain(self) -> TeiDomain:
        return cast(TeiDomain, self.app.env.domains["tei"])

    @property
    def versions(self) -> tuple[Version, ...]:
        """The recorded versions; none, and one warning, where a record cannot be read."""
        if self._versions is None:
            self._versions = ()
            try:
                self._versions = read_versions(self._folder())
            except InputError as error:
                logger.warning(str(error), type="tei", subtype="versions")
        return self._versions

    def _folder(self) -> Path:
        return Path(self.app.srcdir, self.app.config.tei_versions)

    def _state(self) -> tuple[object, ...]:
        """What tells whether anything that is cited, or how, is not as it was the last time."""
        config, docnames = self.app.config, self.domain.docnames()
        found = [(path.name, path.stat()) for path in sorted(self._folder().glob("*.json"))]
        records = [(name, status.st_size, status.st_mtime_ns) for name, status in found]
        settings = config.html_baseurl, config.tei_edition_title, list(config.tei_downloads)
        shown_on_texts = records, LEDGER in self.app.env.found_docs
        docs = {name: self.app.env.all_docs.get(name) for name in docnames}
        return shown_on_texts, settings, docs

    def facts(self, docname: str) -> list[PageFacts]:
        """What is known of the texts that a page shows."""
        if self._facts is None:
            self._facts = {}
            for name, facts in self.domain.pages():
                self._facts.setdefault(name, []).append(facts)
        return self._facts.get(docname, [])

    def reference(self, docname: str) -> Reference | None:
        """What is cited of a page of TEI, or of a page that stands for the whole edition."""
        config = self.app.config
        title, facts = config.tei_edition_title or config.project, self.facts(docname)
        if len(facts) == 1:
            part = facts[0].title if facts[0].page else ""
            found = text_reference(facts[0].text, title, self._address(docname), part)
        else:
            if not facts and docname not in (config.root_doc, HOW_TO_CITE):
                return None
            texts = [one.text for one in facts] or self.domain.texts()
            if not texts:
                return None
            address = self._address(docname) if facts else config.html_baseurl
            found = edition_reference(texts, title, address)
        return found if found.version else replace(found, version=config.release)

    def _address(self, docname: str) -> str:
        """The address of a page in the web, or "" where the site has none yet."""
        base = self.app.config.html_baseurl
        return join(base, self.app.builder.get_target_uri(docname)) if base else ""

    def downloads(self, docname: str) -> list[tuple[str, str]]:
        """Label and path in the site of the files of a page's text, or else of the whole."""
        sigla = dict.fromkeys(one.text.siglum for one in self.facts(docname))
        offered: list[tuple[str, str]] = []
        for label, pattern in self.app.config.tei_downloads:
            if _SIGLUM in pattern:
                offered += [(label, pattern.replace(_SIGLUM, siglum)) for siglum in sigla]
            elif not sigla:
                offered.append((label, pattern))
        return offered

    def _linked_files(self, docname: str, offered: Sequence[tuple[str, str]]) -> list[Download]:
        """The files with their addresses: in the web, or else seen from the page."""
        here = self.app.builder.get_target_uri(docname)
        base = self.app.config.html_baseurl or "../" * here.count("/")
        return [
            Download(label, file_address(base, path), _media_type(path)) for label, path in offered
        ]

    def register(self, docname: str) -> list[RegisterEntry]:
        """The register entries that stand on a page."""
        if self._registers is None:
            self._registers = {}
            for entry in self.domain.entries():
                self._registers.setdefault(self.domain.page_of(entry.id), []).append(entry)
        return self._registers.get(docname, []) if docname else []

    @property
    def places(self) -> Places:
        """Where the passages and divisions of each text stand."""
        if self._places is None:
            self._places = places(self.domain.pages())
        return self._places

    def answers(self, docname: str, current: str) -> dict[str, Any]:
        """What the page tells those who come by an address of an earlier version."""
        builder = self.app.builder
        texts = [_Text(landing_of(docname, one), one.text.siglum) for one in self.facts(docname)]
        landing = texts[0].landing
        beside = address_of_places(builder, docname, landing, self.places)
        if not self.versions:
            return answers((), current, {}, {}, beside)
        passages = {one.id: one for text in texts for one in self._passages_of(text)}
        where = self.places[landing]
        seen = {one: builder.get_relative_uri(docname, one) for one in set(where.values())}
        pages = {name: seen[there] for name, there in where.items()}
        since = [
            (version, [self._changed(version, text) for text in texts]) for version in self.versions
        ]
        return answers(since, current, passages, pages, beside)

    def _passages_of(self, text: _Text) -> list[Passage]:
        if self._passages is None:
            self._passages = {}
            for docname, facts in self.domain.pages():
                own = _Text(landing_of(docname, facts), facts.text.siglum)
                self._passages.setdefault(own, []).extend(facts.passages)
        return self._passages[text]

    def _changed(self, version: Version, text: _Text) -> TextChanges:
        key = version.name, text
        if key not in self._changes:
            self._changes[key] = text_changes(version, text.siglum, self._passages_of(text))
        return self._changes[key]

    def tell(
        self,
        app: Sphinx,
        pagename: str,
        template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Give a page its citation: in its head for programs, to the template for readers."""
        if not _is_site(app) or pagename not in app.env.found_docs:
            return
        head = [
            linked(entries_graph(some, self._address(pagename)))
            for some in [self.register(pagename)]
            if some
        ]
        if reference := self.reference(pagename):
            facts, offered = self.facts(pagename), self.downloads(pagename)
            text = self._address(landing_of(pagename, facts[0]) if facts else pagename)
            files = self._linked_files(pagename, offered)
            head += tags(reference, files, app.config.html_baseurl, text)
            is_shown = pagename != app.config.root_doc or facts
            if is_shown and app.config.html_theme == "edition":
                context["edition_siglum"] = facts[0].text.siglum if facts else ""
                context["tei_citation"] = {
                    "references": [(name, style(reference)) for name, style in STYLES.items()],
                    "formats": [(one.name, path) for one, path in _files(pagename, facts)],
                    "downloads": offered,
                    "version": reference.version,
                    **(self._for_passages(pagename, reference, facts) if facts else {}),
                }
        context["metatags"] = "\n  ".join([context.get("metatags", ""), *head])

    def _for_passages(
        self, docname: str, reference: Reference, facts: Sequence[PageFacts]
    ) -> dict[str, Any]:
        """What cite.html shows of a page with passages, and gives to the scripts."""
        for script in _SCRIPTS:
            self.app.add_js_file(script, loading_method="defer", priority=590)
        siglum = facts[0].text.siglum
        passages = [one for some in facts for one in some.passages]
        page = self.app.builder.get_target_uri(docname).rpartition("/")[2]
        corrections = web_address(self.app.config.tei_corrections)
        form = empty_form(reference, siglum)
        return {
            "example": example(reference, passages, page),
            "corrections": letter(corrections, siglum, form),
            "form": form,
            "data": data(record(reference, siglum, corrections)),
            "versions": data(self.answers(docname, reference.version)),
        }

    def write(self, app: Sphinx, error: Exception | None) -> None:
        """Write references and places as files beside the pages, and look for the downloads."""
        if error is not None or not _is_site(app):
            return
        if not self._is_new and Path(app.outdir, f"{_WHOLE}{FORMATS[0].ending}").is_file():
            return
        for docname in [*self.domain.docnames(), app.config.root_doc]:
            if reference := self.reference(docname):
                for one, path in _files(docname, self.facts(docname)):
                    _write(Path(app.outdir, path), one.write(reference))
        for landing in self.places:
            write_places(app.builder, landing, self.places)
        self._look_for_downloads(Path(app.outdir))

    def remove(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], gone: set[str]
    ) -> list[str]:
        """Take away what stood beside pages that are no longer there."""
        for path in (path for docname in gone for _, path in _files(docname, [docname])):
            Path(app.outdir, path).unlink(missing_ok=True)
        for docname in gone:
            write_places(app.builder, docname, {})
        return []

    def _look_for_downloads(self, folder: Path) -> None:
        for label, pattern in self.app.config.tei_downloads:
            paths = {pattern.replace(_SIGLUM, text.siglum) for text in self.domain.texts()}
            own = (path for path in paths if not web_address(path))
            for path in sorted(path for path in own if not (folder / path).is_file()):
                logger.warning(
                    f"{path} ({label}) is offered by tei_downloads, but the site has no such file;"
                    " make it, or take it out of the list",
                    type="tei",
                    subtype="missing-download",
                )

    def updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """The pages to write again: those for the whole, and the texts if what they show changed.

        They show what the records of versions tell, and a link to the ledger if there is one.
        """
        known = self.domain.data.setdefault(_WHOLE, {})
        now, before = self._state(), known.get(app.builder.name)
        self._is_new = now != before
        if not self._is_new:
            return []
        known[app.builder.name] = now
        wholes = [name for name in (app.config.root_doc, HOW_TO_CITE) if name in env.found_docs]
        return wholes if before and before[0] == now[0] else [*wholes, *self.domain.docnames()]


def _is_site(app: Sphinx) -> bool:
    """Whether pages of HTML are made that stand in a site, not in a book."""
    return isinstance(app.builder, StandaloneHTMLBuilder) and app.builder.name in {
        "html",
        "dirhtml",
    }


def file_address(base: str, path: str) -> str:
    """The address of a file that is offered: `path` is inside the site or an address in the web.

    `base` is where the site begins: its own address, or the way there from a page.
    """
    return web_address(quote(path, safe=_OF_ADDRESSES)) or join(base, quote(path))


def _media_type(path: str) -> str:
    return _MEDIA_TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")


def _files(docname: str, facts: Sequence[object]) -> Iterator[tuple[Format, str]]:
    """The formats of a page's reference, with the paths of their files inside the site."""
    stem = docname if facts else _WHOLE
    return ((one, f"{stem}{one.ending}") for one in FORMATS)


def _write(path: Path, content: str) -> None:
    data = content.encode()
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def connect(app: Sphinx) -> None:
    """Have pages say how they are cited."""
    app.add_config_value("tei_downloads", [], "html", (list, tuple))
    app.add_config_value("tei_versions", VERSIONS_FOLDER, "html", str)
    citing = Citing(app)
    app.connect("env-get-outdated", citing.remove)
    app.connect("env-updated", citing.updated)
    app.connect("html-page-context", citing.tell, priority=450)
    app.connect("build-finished", citing.write, priority=900)
