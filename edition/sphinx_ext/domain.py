"""The domain `tei`: what all TEI documents of a project say, and references to it.

`:tei:person:`trotsky-leon`` and like roles, in reStructuredText and in MyST, lead to a register
entry, `:tei:passage:`L.p12`` to a passage or a division; other projects reach them by intersphinx.

The facts of a page are kept pickled inside Sphinx's own pickled environment: a build that changes
nothing reads them as one string each. For references and for the inventory, which Sphinx writes at
every build, only what can be referred to is unpacked; all facts are for the views.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from edition.reading.entries import RegisterEntry
from edition.reading.facts import PageFacts
from edition.reading.index import Addresses, Index, Placed, addresses, index, objects_of
from edition.reading.mentions import Mention
from edition.reading.passages import Passage
from edition.reading.pointing import DeadPointer
from edition.reading.source import TextFacts

ENTRIES = ("person", "place", "organisation", "work", "event")
PASSAGE = "passage"
REGISTERS = {f"{sort}s": sort for sort in ENTRIES}
_PAGES = "pages"
_REGISTERS = "registers"
logger = logging.getLogger(__name__)


class _Packed(NamedTuple):
    """What a page says, pickled: what can be referred to, and all facts."""

    objects: bytes
    facts: bytes


class TeiDomain(Domain):
    """Persons, places, organisations, works, events and passages of TEI documents."""

    name = "tei"
    label = "TEI"
    data_version = 3
    object_types: ClassVar[dict[str, ObjType]] = {
        name: ObjType(name, name) for name in (*ENTRIES, PASSAGE)
    }
    roles: ClassVar[dict[str, Any]] = {
        name: XRefRole(innernodeclass=nodes.inline, warn_dangling=True)
        for name in (*ENTRIES, PASSAGE)
    }
    initial_data: ClassVar[dict[str, Any]] = {_PAGES: {}, _REGISTERS: {}}
    dangling_warnings: ClassVar[dict[str, str]] = {
        **{name: f"no register of the texts has the {name} %(target)s" for name in ENTRIES},
        PASSAGE: "no text has the passage %(target)s",
    }

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._forget()

    def _forget(self) -> None:
        """Forget what is made of the data; called when these change."""
        self._index: Index | None = None
        self._addresses: Addresses | None = None

    # What the parser and the views tell.

    def note(self, docname: str, facts: PageFacts) -> None:
        """Keep the facts of a page, and warn of its dead pointers; a page may show several."""
        self._warn_of_dead(docname, facts.dead)
        kept = _Packed(_packed(objects_of(facts)), _packed(facts._replace(dead=())))
        self.data[_PAGES].setdefault(docname, []).append(kept)
        self._forget()

    def _warn_of_dead(self, docname: str, dead: Sequence[DeadPointer]) -> None:
        """One warning for all pointers alike, at the first of them: they have one cause."""
        own = Path(self.env.doc2path(docname)).name
        times = Counter((one.element, one.pointer) for one in dead)
        for one in dead:
            number = times.pop((one.element, one.pointer), 0)
            if not number:
                continue
            place = f"{one.path}:{one.line}" if one.line else one.path
            logger.warning(
                f"{one.element} points to {one.pointer}{f' ({number} times)' * (number > 1)}, but"
                " nothing in the file has that xml:id; correct the pointer or add what it should"
                " lead to",
                location=(docname, one.line) if one.path == own and one.line else place,
                type="tei",
                subtype="dead-pointer",
            )

    def note_view(self, docname: str, name: str, argument: str) -> None:
        """Keep which page holds a register: entries are there, each at its identifier."""
        if name == "register" and argument in REGISTERS:
            self.data[_REGISTERS][REGISTERS[argument]] = docname

    # What Sphinx asks to keep the data right.

    def clear_doc(self, docname: str) -> None:
        """Forget what a page said."""
        if self.data[_PAGES].pop(docname, None) is not None:
            self._forget()
        for sort, page in list(self.data[_REGISTERS].items()):
            if page == docname:
                del self.data[_REGISTERS][sort]

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over the facts of pages that another process has read."""
        for docname in docnames:
            if docname in otherdata[_PAGES]:
                self.data[_PAGES][docname] = otherdata[_PAGES][docname]
        for sort, page in otherdata[_REGISTERS].items():
            if page in docnames:
                self.data[_REGISTERS][sort] = page
        self._forget()

    def check_consistency(self) -> None:
        """Warn where pages have passages of the same identifiers, and texts the same siglum."""
        self._check_sigla()
        counted: Counter[tuple[str, str]] = Counter()
        example: dict[tuple[str, str], str] = {}
        known = self._places()
        for identifier, docname in known.repeated:
            pages = (known.passages[identifier].docname, docname)
            counted[pages] += 1
            example.setdefault(pages, identifier)
        for pages, number in counted.items():
            logger.warning(
                f"{number} passages, such as {example[pages]}, have the same xml:id as passages"
                f" of {pages[0]}; references lead to the page {pages[0]}",
                location=pages[1],
                type="tei",
                subtype="duplicate-passage",
            )

    def _check_sigla(self) -> None:
        """Registers, ledger and references name a text by its siglum alone."""
        first: dict[str, str] = {}
        for docname, facts in self.pages():
            siglum = facts.text.siglum
            if not facts.page and first.setdefault(siglum, docname) != docname:
                logger.warning(
                    f"the text has the siglum {siglum}, as the text of {first[siglum]} has; what"
                    " is told of both cannot be told apart: give its text element another xml:id",
                    location=docname,
                    type="tei",
                    subtype="duplicate-siglum",
                )

    # What views ask.

    def docnames(self) -> list[str]:
        """The pages that show TEI, in the order of the table of contents; others behind."""
        order = {name: number for number, name in enumerate(self.env.collect_relations())}
        return sorted(self.data[_PAGES], key=lambda name: (order.get(name, len(order)), name))

    def pages(self) -> list[tuple[str, PageFacts]]:
        """All facts, with the pages they are of, in the order of `docnames`."""
        return self._known().pages

    def facts(self) -> list[PageFacts]:
        """The facts of all pages."""
        return [facts for _, facts in self.pages()]

    def texts(self) -> list[TextFacts]:
        """What the headers say of the texts, each once."""
        return list({facts.text.siglum: facts.text for facts in self.facts()}.values())

    def entry(self, identifier: str) -> RegisterEntry | None:
        """A register entry; relations come from all texts that have it."""
        return self._known().entries.get(identifier)

    def entries(self) -> list[RegisterEntry]:
        """All register entries, each once."""
        return list(self._known().entries.values())

    def mentions_of(self, identifier: str) -> Sequence[Placed[Mention]]:
        """The mentions of an entry, in the order of the texts."""
        return self._known().mentions.get(identifier, ())

    def passages(self) -> Mapping[str, Placed[Passage]]:
        """All passages by identifier; the first page counts where several have one."""
        return self._known().passages

    def passage(self, identifier: str) -> tuple[str, Passage] | None:
        """A passage and the page on which it stands."""
        found = self.passages().get(identifier)
        return (found.docname, found.what) if found else None

    def page_of(self, identifier: str) -> str:
        """The register page on which an entry stands, its identifier the anchor; "" for none."""
        sort = self._places().sorts.get(identifier, "")
        return str(self.data[_REGISTERS].get(sort, ""))

    def hint(self, sort: str, target: str) -> str:
        """What an author may have meant who named nothing that there is; "" without an idea."""
        known = self._places()
        if target in known.sorts:
            return f"; it is of another sort: write :tei:{known.sorts[target]}:"
        names = [name for name, other in known.sorts.items() if other == sort]
        near = get_close_matches(target, known.passages if sort == PASSAGE else names, 1)
        return f"; did you mean {near[0]}?" if near else ""

    # References.

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """A link to an entry or a passage, with its name unless the author wrote a title."""
        found = self._target(typ, target)
        if found is None:
            return None
        docname, anchor, title = found
        content = contnode
        if not node.get("refexplicit"):
            content = nodes.inline(title, title, classes=contnode["classes"])
        return make_refnode(builder, fromdocname, docname, anchor, content, title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """The links to whatever has that identifier."""
        found: list[tuple[str, nodes.reference]] = []
        for sort in (*ENTRIES, PASSAGE):
            link = self.resolve_xref(env, fromdocname, builder, sort, target, node, contnode)
            if link is not None:
                found.append((f"tei:{sort}", link))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Every entry and passage with its address, for the inventory of intersphinx.

        Passages are left out of Sphinx's own search (priority -1): their words are found anyway.
        """
        known = self._places()
        for identifier, (_, name) in known.entries.items():
            yield identifier, name, known.sorts[identifier], *self._place(identifier), 1
        for identifier, (docname, title) in (*known.passages.items(), *known.divisions.items()):
            yield identifier, title, PASSAGE, docname, identifier, -1

    def get_full_qualified_name(self, node: Element) -> str | None:
        """The identifier to which a reference leads."""
        target = node.get("reftarget")
        return str(target) if target else None

    def _target(self, sort: str, target: str) -> tuple[str, str, str] | None:
        """Page, anchor and title of what a role names."""
        known = self._places()
        if sort == PASSAGE:
            found = known.passages.get(target) or known.divisions.get(target)
            return (found.docname, target, found.title) if found else None
        if known.sorts.get(target) != sort:
            return None
        return *self._place(target), known.entries[target].title

    def _place(self, entry: str) -> tuple[str, str]:
        """Where an entry can be read: in a register, or else where a text names it first."""
        known = self._places()
        if docname := self.data[_REGISTERS].get(known.sorts[entry]):
            return docname, entry
        if docname := known.named.get(entry):
            return docname, f"named-{entry}"
        return known.entries[entry].docname, ""

    def _places(self) -> Addresses:
        if self._addresses is None:
            self._addresses = addresses(
                (docname, pickle.loads(one.objects)) for docname, one in self._kept()
            )
        return self._addresses

    def _known(self) -> Index:
        if self._index is None:
            self._index = index((docname, pickle.loads(one.facts)) for docname, one in self._kept())
        return self._index

    def _kept(self) -> Iterator[tuple[str, _Packed]]:
        return ((name, one) for name in self.docnames() for one in self.data[_PAGES][name])


def _packed(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def warn_of_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say that a role names nothing, and what may have been meant; True if it was one of ours."""
    if not isinstance(domain, TeiDomain):
        return None
    sort, target = node["reftype"], node["reftarget"]
    logger.warning(
        f"{domain.dangling_warnings[sort] % {'target': target}}{domain.hint(sort, target)}",
        location=node,
        type="tei",
        subtype="dead-pointer",
    )
    return True


def connect(app: Sphinx) -> None:
    """Add the domain to an application."""
    app.add_domain(TeiDomain)
    app.connect("warn-missing-reference", warn_of_missing)
