"""Pointers of a TEI file: which attributes hold them, and the parts they are made of.

The attributes are those whose datatype in TEI P5 is `teidata.pointer`, one or several; where the
same name means something else on other elements (`date/@from`, `gi/@scheme`) the elements are
named. `@key` is no pointer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urljoin

from edition.checks.private_uris import PrefixDefinition
from edition.tei import TEI_NAMESPACE, XML_NAMESPACE, Element, local_name

XML_BASE = f"{{{XML_NAMESPACE}}}base"
_LONGEST_BASE = 500
_LONGEST_SHOWN = 80
_MOST_PIECES = 10_000
_REMEMBERED = 1_000
_ON_ALL = frozenset(
    "ana calendar change copyOf corresp datingMethod datingPoint decls edRef exclude facs hand"
    " lemmaRef next nymRef period prev ref rendition resp sameAs scribeRef scriptRef select spanTo"
    " synch target targetEnd toWhom unitRef who wit".split()
)
_NODES = "eLeaf eTree iNode leaf node root triangle"
_SPANS = "app arc rt span"
_WORK_OR_STATUS = "occupation socecStatus"
_ON_SOME: Mapping[str, frozenset[str]] = {
    name: frozenset(elements.split())
    for name, elements in {
        "active": "relation",
        "adj": "node",
        "adjFrom": "node",
        "adjTo": "node",
        "children": "iNode root",
        "class": "msContents msItem msItemStruct",
        "code": _WORK_OR_STATUS,
        "domains": "altGrp joinGrp linkGrp",
        "end": "annotationBlock binaryObject ellipsis gap incident kinesic media pause post u"
        " vocal writing",
        "fVal": "f",
        "feats": "fs",
        "follow": "iNode leaf",
        "from": _SPANS,
        "fromUnit": "conversion",
        "given": "certainty",
        "inst": "interp interpGrp span spanGrp",
        "mutual": "relation",
        "new": "handShift",
        "origin": "timeline",
        "parent": "iNode leaf",
        "parts": "nym",
        "passive": "relation",
        "perf": "actor camera caption castGroup castItem castList move role sound stage tech view",
        "replyTo": "post",
        "require": "lem rdg rdgGrp",
        "scheme": f"catRef classCode keywords locus locusGrp {_WORK_OR_STATUS}",
        "since": "when",
        "start": "annotationBlock binaryObject ellipsis gap incident kinesic media pause post"
        " surface u vocal writing zone",
        "to": _SPANS,
        "toUnit": "conversion",
        "url": "graphic media",
        "value": _NODES,
        "where": "birth conversion death event",
    }.items()
}
_MAY_POINT = _ON_ALL | {"source", *_ON_SOME}
_NO_SOURCE = frozenset("classRef dataRef elementRef macroRef moduleRef schemaSpec".split())
_WITH_FOLDERS = frozenset({"http", "https", "ftp", "file"})
_TEI = f"{{{TEI_NAMESPACE}}}"
_SPACE = re.compile("[ \t\r\n]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_XPOINTER = re.compile(r"#[A-Za-z][\w-]*\(")


@dataclass(frozen=True, slots=True)
class Pointer:
    """One pointer: where it stands, its words, and the address it stands for.

    In the address a private prefix is replaced and `xml:base` applied. Of its parts, `scheme` is
    what stands before a colon, in small letters; `path` the file to which a relative address
    leads; `fragment` the identifier behind `#`, where it is one (not an XPointer); `local_id` the
    same where the pointer leads into this file. Each is none where it is not there.
    """

    element: Element
    attribute: str
    value: str
    address: str
    scheme: str | None
    path: str | None
    fragment: str | None

    @property
    def local_id(self) -> str | None:
        """The identifier in this file to which `#id` leads; none for any other pointer."""
        return self.fragment if self.address.startswith("#") else None

    @property
    def where(self) -> str:
        """Element and attribute, as a person writes them."""
        return f"{local_name(self.element)}/@{self.attribute}"

    @property
    def shown(self) -> str:
        """The pointer for a message: as written, with what its prefix stands for, not too long."""
        written = shortened(self.value)
        private = self.address != self.value and self.value.partition(":")[0].lower() != self.scheme
        stands = private and ":" in self.value
        return f"`{written}` (that is `{shortened(self.address)}`)" if stands else f"`{written}`"


def shortened(text: str) -> str:
    """A text for a message: not longer than a line."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def times(count: int) -> str:
    """How often the same fault was found, where that was more than once."""
    return f" ({count} times)" if count > 1 else ""


def pointer(element: Element, attribute: str, value: str, address: str) -> Pointer:
    """A pointer with the parts of its address."""
    before, mark, after = address.partition("#")
    fragment = _bare_name(after) if mark else None
    if not before:
        return Pointer(element, attribute, value, address, None, None, fragment)
    found = _SCHEME.match(before)
    scheme = found[1].lower() if found else None
    outside = scheme or before.startswith("/") or "?" in before or "\\" in before
    path = None if outside else unquote(before)
    return Pointer(element, attribute, value, address, scheme, path, fragment)


def _bare_name(fragment: str) -> str | None:
    name = unquote(fragment) if "%" in fragment else fragment
    return None if not name or "(" in name or "=" in name or "/" in name else name


def is_pointer(element: Element, attribute: str) -> bool:
    """Whether an attribute (without namespace) holds pointers on that element."""
    if attribute in _ON_ALL:
        return True
    if attribute == "source":
        return local_name(element) not in _NO_SOURCE
    return local_name(element) in _ON_SOME.get(attribute, ())


def in_tei(element: Element) -> bool:
    """Whether an element is TEI's own, or in no namespace; examples (`egXML`) are not."""
    tag = element.tag
    return isinstance(tag, str) and (tag[0] != "{" or tag.startswith(_TEI))


def pointing_attributes(elements: Iterable[Element]) -> Iterator[tuple[Element, str, str]]:
    """Every attribute that holds pointers: its element, name and value, in document order."""
    for element in elements:
        # keys, not items: lxml takes the square of their number to collect the values
        for key in element.keys():  # noqa: SIM118 - an element is no mapping
            name = str(key)
            if name in _MAY_POINT and in_tei(element) and is_pointer(element, name):
                yield element, name, element.get(name, "")


def pieces(attribute: str, value: str) -> list[str]:
    """The single pointers of an attribute's value.

    An XPointer may hold spaces, as may the name of an image that is not written as it should be.
    Of a list without end only the beginning is read.
    """
    if " " not in value and value and value.isprintable():
        return [value]
    if attribute == "url" or ("(" in value and _XPOINTER.search(value)):
        return [value.strip(" \t\r\n")] if value.strip(" \t\r\n") else []
    return [piece for piece in _SPACE.split(value, _MOST_PIECES)[:_MOST_PIECES] if piece]


def pointers_in(
    elements: Sequence[Element],
    attributes: Iterable[tuple[Element, str, str]],
    prefixes: Mapping[str, Sequence[PrefixDefinition]],
) -> Iterator[Pointer]:
    """The pointers that attributes of a file hold, in document order."""
    bases = _Bases(elements)
    for element, attribute, value in attributes:
        for piece in pieces(attribute, value):
            address = bases.applied(element, _expanded(piece, prefixes))
            yield pointer(element, attribute, piece, address)


def _expanded(piece: str, prefixes: Mapping[str, Sequence[PrefixDefinition]]) -> str:
    found = _SCHEME.match(piece) if prefixes else None
    if found is None:
        return piece
    addresses = (one.address(piece[found.end() :]) for one in prefixes.get(found[1], ()))
    return next((address for address in addresses if address is not None), piece)


class _Bases:
    """The `xml:base` in force at each element, worked out once for each element that asks.

    `#id` always leads into the file itself (RFC 3986, section 4.4), whatever the base.
    """

    def __init__(self, elements: Sequence[Element]) -> None:
        self._own = {e: base for e in elements if (base := e.get(XML_BASE))}
        self._known: dict[Element, str] = {}
        self._joined = lru_cache(_REMEMBERED)(_joined)

    def applied(self, element: Element, address: str) -> str:
        if not self._own or address.startswith("#") or _SCHEME.match(address):
            return address
        return self._joined(self._at(element), address)

    def _at(self, element: Element) -> str:
        path: list[Element] = []
        above: Element | None = element
        while above is not None and above not in self._known:
            path.append(above)
            above = above.getparent()
        base = "" if above is None else self._known[above]
        for one in reversed(path):
            own = self._own.get(one)
            base = base if own is None else _joined(base, own)
            self._known[one] = base
        return base


def _joined(base: str, address: str) -> str:
    """An address seen from its base; the base itself where it has no folders (`urn:...`)."""
    if not base or len(base) > _LONGEST_BASE:
        return address
    scheme = _SCHEME.match(base)
    if scheme and not _SCHEME.match(address) and scheme[1].lower() not in _WITH_FOLDERS:
        return base
    try:
        return urljoin(base, address)
    except ValueError:
        return address
