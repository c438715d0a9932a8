"""TEI registers from a folder: well-formed, each entry with an identifier of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from edition.diagnostics import Diagnostic, Finding, Place, raise_for
from edition.registers import SORTS, Entry, Registers
from edition.tei import XML_ID, Element, elements, local_name, parse

_NAMES = {
    "person": ("persName",),
    "place": ("placeName",),
    "organisation": ("orgName",),
    "work": ("title",),
    "event": ("eventName", "head", "label"),
}


def read_registers(folder: Path) -> Registers:
    """All entries of the registers in a folder, file by file in alphabetical order.

    Raises InputError with every file that is no register, every entry without identifier and
    every identifier given twice.
    """
    entries: dict[str, Entry] = {}
    relations: list[Element] = []
    faults: list[Diagnostic] = []
    for path in sorted(folder.glob("*.xml")):
        tree = _parse(path, faults)
        if tree is not None:
            faults.extend(_collect(path, tree, entries))
            relations.extend(e for e in elements(tree) if local_name(e) == "relation")
    raise_for(faults)
    return Registers(entries, tuple(relations))


def _parse(path: Path, faults: list[Diagnostic]) -> Element | None:
    try:
        return parse(path.read_bytes())
    except etree.XMLSyntaxError as error:
        line, column = _position(error)
        place = Place(str(path), line, column)
        hint = "mend the XML; an editor that knows XML shows the place"
        faults.append(Diagnostic(Finding.BAD_REGISTER, place, error.msg or "broken", hint))
    except OSError as error:
        fact = error.strerror or str(error)
        faults.append(Diagnostic(Finding.BAD_REGISTER, Place(str(path)), fact))
    return None


def _line(element: Element) -> int | None:
    line = element.sourceline
    return line if isinstance(line, int) else None


def _position(error: etree.XMLSyntaxError) -> tuple[int, int]:
    line, column = error.args[2:4]
    return int(line), int(column)


def _collect(path: Path, tree: Element, entries: dict[str, Entry]) -> Iterator[Diagnostic]:
    found = list(_entries(tree))
    if not found:
        lists = ", ".join(outer for outer, _ in SORTS.values())
        fact = "the file holds no register entry"
        yield Diagnostic(Finding.BAD_REGISTER, Place(str(path)), fact, f"expected: {lists}")
    for sort, element in found:
        place = Place(str(path), _line(element))
        identifier = element.get(XML_ID)
        if not identifier:
            fact = f"<{local_name(element)}> has no xml:id"
            yield Diagnostic(Finding.BAD_REGISTER, place, fact, "give it one, for references")
        elif identifier in entries:
            fact = f"{identifier} is given twice"
            yield Diagnostic(Finding.DUPLICATE_ID, place, fact, "give one of them another id")
        else:
            entries[identifier] = _entry(identifier, sort, element)


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
    return Entry(identifier, sort, forms[0] if forms else identifier, forms, element)


def _words(name: Element) -> str:
    return " ".join("".join(map(str, name.itertext())).split())


def _own(name: Element, entry: Element) -> bool:
    """Whether a name is the entry's, not one inside a description, relation or note."""
    return name.getparent() is entry


def _unique(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form))
