"""What a header speaks about: the text that stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from edition.checks.pointing import in_tei
from edition.surroundings import Surroundings, around
from edition.tei import TEI_NAMESPACE, Element, local_name

_DOCUMENTS = frozenset({"TEI", "teiCorpus"})
_DEEPEST = 4


@dataclass(frozen=True, eq=False)
class Scope:
    """A header and the document whose header it is."""

    header: Element
    document: Element

    @cached_property
    def text(self) -> tuple[Element, ...]:
        """The elements of the document in document order, without those of headers."""
        beside = (child for child in self.document.iterchildren("*") if not _is_header(child))
        found = (element for child in beside for element in child.iter(etree.Element))
        if local_name(self.document) == "teiCorpus":
            found = (e for e in found if self._headers.nearest_or_self(e) is None)
        return tuple(found)

    @cached_property
    def names(self) -> Mapping[str, int]:
        """How often each of TEI's elements occurs in the text, by local name."""
        tags = Counter(str(element.tag) for element in self.text)
        names: Counter[str] = Counter()
        for tag, count in tags.items():
            namespace, _, name = tag.rpartition("}")
            if namespace in {"", f"{{{TEI_NAMESPACE}"}:
                names[name] += count
        return names

    def declared(self, *names: str) -> Iterator[Element]:
        """TEI's elements of the header with these local names, in document order."""
        return filter(in_tei, self.header.iter(*(f"{{*}}{name}" for name in names)))

    def used(self, *names: str) -> list[Element]:
        """TEI's elements of the text with these local names, in document order."""
        found = filter(in_tei, self.document.iter(*(f"{{*}}{name}" for name in names)))
        return [e for e in found if self._headers.nearest(e) is None and e is not self.document]

    @cached_property
    def _headers(self) -> Surroundings:
        return Surroundings(_is_header)


def scopes_of(headers: Iterable[Element]) -> Iterator[Scope]:
    """The scope of each header that has a text; corpora within corpora only to a few levels."""
    documents = around(_DOCUMENTS)
    for header in filter(in_tei, headers):
        document = header.getparent()
        above, depth = document, 0
        while above is not None and depth < _DEEPEST:
            above, depth = documents.nearest(above), depth + 1
        if document is not None and above is None:
            yield Scope(header, document)


def _is_header(element: Element) -> bool:
    return local_name(element) == "teiHeader" and in_tei(element)
