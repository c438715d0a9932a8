"""TEI registers from a folder: well-formed, each entry with an identifier of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from lxml import etree

from edition import findings
from edition.characters import is_name
from edition.diagnostics import Diagnostic, Finding, Place, printable, raise_for
from edition.header import CALENDARS
from edition.registers import SORTS, Entry, Registers
from edition.tei import POINTERS, XML_ID, Element, elements, local_name, parse

_NAMES = {
    "person": ("persName",),
    "place": ("placeName",),
    "organisation": ("orgName",),
    "work": ("title",),
    "event": ("eventName", "head", "label"),
}


def read_registers(folder: Path, taken: Collection[str] = ()) -> Registers:
    """All entries of the registers in a folder, file by file in alphabetical order.

    `taken` are identifiers that the headers use. Raises InputError with every file that is no
    register, every entry without a good identifier of its own, every pointer to nothing.
    """
    reading = _Reading(set(taken))
    for path in sorted(folder.glob("*.xml")):
        reading.read(path)
    reading.resolve()
    raise_for(reading.faults)
    return Registers(reading.entries, tuple(reading.relations))


class _Reading:
    """Registers being read: what was found so far, and what is wrong with it."""

    def __init__(self, taken: set[str]) -> None:
        self.entries: dict[str, Entry] = {}
        self.relations: list[Element] = []
        self.faults: list[Diagnostic] = []
        self._taken = taken
        self._known = set(taken)
        self._complete = True
        self._pointing: list[tuple[Place, str]] = []

    def fault(self, finding: Finding, place: Place, fact: str, hint: str) -> None:
        self.faults.append(Diagnostic(finding, place, printable(fact), hint))

    def read(self, path: Path) -> None:
        """Take in the entries and relations of one file."""
        tree = self._parse(path)
        if tree is None:
            self._complete = False
            return
        if tree.getroottree().docinfo.internalDTD is not None:
            fact, hint = "a register has no DOCTYPE", "take it away, and write out its entities"
            self.fault(findings.BAD_REGISTER, Place(str(path), 1), fact, hint)
            self._complete = False
            return
        for element in elements(tree):
            self._identify(path, element)
            if local_name(element) == "relation" and not _inside_entry(element):
                self.relations.append(element)
        found = list(_entries(tree))
        if not found:
            hint = f"expected: {', '.join(outer for outer, _ in SORTS.values())}"
            fact = "the file holds no register entry"
            self.fault(findings.BAD_REGISTER, Place(str(path)), fact, hint)
        for sort, element in found:
            self._enter(path, sort, element)

    def _parse(self, path: Path) -> Element | None:
        try:
            return parse(path.read_bytes())
        except etree.XMLSyntaxError as error:
            line, column = error.position
            place = Place(str(path), line, column)
            hint = "mend the XML; an editor that knows XML shows the place"
            self.fault(findings.BAD_REGISTER, place, error.msg or "not well-formed", hint)
        except OSError as error:
            fact, hint = error.strerror or str(error), "check the path and its permissions"
            self.fault(findings.UNREADABLE, Place(str(path)), fact, hint)
        return None

    def _identify(self, path: Path, element: Element) -> None:
        place = Place(str(path), _line(element))
        identifier = element.get(XML_ID)
        if identifier is not None and not is_name(identifier):
            hint = "write letters, digits, - and _, beginning with a letter"
            self.fault(findings.BAD_REGISTER, place, f"{identifier} is no identifier", hint)
        elif identifier is not None and identifier in self._known:
            hint = "give one of them another id"
            other = " (a siglum or a responsibility)" if identifier in self._taken else ""
            self.fault(findings.DUPLICATE_ID, place, f"{identifier} is given twice{other}", hint)
        elif identifier is not None:
            self._known.add(identifier)
        self._pointing += [(place, name) for name in _own_links(element)]

    def _enter(self, path: Path, sort: str, element: Element) -> None:
        identifier = element.get(XML_ID)
        if identifier:
            self.entries.setdefault(identifier, _entry(identifier, sort, element))
            return
        place = Place(str(path), _line(element))
        fact = f"<{local_name(element)}> has no xml:id"
        self.fault(findings.BAD_REGISTER, place, fact, "give it one, for references")

    def resolve(self) -> None:
        """Find the pointers that lead to nothing, where all files could be read."""
        for place, name in self._pointing if self._complete else ():
            if name not in self._known and name not in CALENDARS:
                hint = "add the entry, or correct the pointer"
                fact = f"no register has an entry {name}"
                self.fault(findings.UNKNOWN_REFERENCE, place, fact, hint)


def _inside_entry(element: Element) -> bool:
    return any(above.get(XML_ID) for above in element.iterancestors())


def _own_links(element: Element) -> list[str]:
    values = [element.get(name, "") for name in POINTERS]
    return [p[1:] for value in values for p in value.split() if p[:1] == "#"]


def _line(element: Element) -> int | None:
    line = element.sourceline
    return line if isinstance(line, int) else None


def _entries(tree: Element) -> Iterator[tuple[str, Element]]:
    sorts = {names: sort for sort, names in SORTS.items()}
    for element in elements(tree):
        parent = element.getparent()
        if parent is not None:
            sort = sorts.get((local_name(parent), local_name(element)))
            if sort:
                yield sort, element


def _entry(identifier: str, sort: str, element: Element) -> Entry:
    named = [e for e in elements(element) if local_name(e) in _NAMES[sort]]
    forms = _unique(_words(e) for e in named if _own(e, element))
    inside = _inside_entry(element)
    return Entry(identifier, sort, forms[0] if forms else identifier, forms, element, inside)


def _words(name: Element) -> str:
    return " ".join("".join(map(str, name.itertext())).split())


def _own(name: Element, entry: Element) -> bool:
    """Whether a name is the entry's, not one inside a description, relation or note."""
    return name.getparent() is entry


def _unique(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form))
