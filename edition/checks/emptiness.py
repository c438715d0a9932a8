"""Elements that hold nothing, although what they are for is to hold words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.pointing import in_tei, is_pointer, times
from edition.checks.tei_file import TeiFile
from edition.datings import DATING
from edition.diagnostics import Severity
from edition.surroundings import around
from edition.tei import Element, local_name

_WORDED = (
    "p ab head l persName placeName orgName geogName name rs title note q quote said speaker item"
    " stage s author editor publisher idno term surname forename settlement country label"
).split()
_MEANING = DATING | frozenset("key cRef".split())
_HEADERS = frozenset("teiHeader standOff particDesc settingDesc listPerson listPlace".split())
_SHOWN = 4


@check(
    "empty-element",
    Severity.REVIEW,
    hint="write the words, mark what is lost by gap or space, or take the element away",
    example="<p>He met <persName/> in Vienna.</p>",
)
def empty_elements(file: TeiFile) -> Iterator[Fault]:
    """An element that is there to hold words (paragraph, heading, name, verse line) has none.

    One that holds any element or points at something is left alone, as are names and titles that
    say by key or date what they mean. Those of the header and of registers are one note together.
    """
    found: dict[tuple[str, bool], list[Element]] = defaultdict(list)
    headers = around(_HEADERS)
    for element in file.named(*_WORDED):
        if _is_empty(element) and in_tei(element) and not _stands_for_something(element):
            found[_named(element), headers.nearest(element) is not None].append(element)
    for (name, in_header), elements in found.items():
        if not in_header:
            yield Fault(elements[0], f"{name} is empty{times(len(elements))}")
    yield from _in_header({name: some for (name, in_header), some in found.items() if in_header})


def _in_header(found: dict[str, list[Element]]) -> Iterator[Fault]:
    if found:
        elements = next(iter(found.values()))
        names = ", ".join(list(found)[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
        count = sum(map(len, found.values()))
        many = f"{count} elements are" if count > 1 else "an element is"
        message = f"{many} empty in the header: {names}"
        yield Fault(elements[0], message, severity=Severity.NOTE)


def _is_empty(element: Element) -> bool:
    if (element.text or "").strip():
        return False
    return all(local_name(c) == "" and not (c.tail or "").strip() for c in element)


def _stands_for_something(element: Element) -> bool:
    return any(name in _MEANING or is_pointer(element, str(name)) for name in element.attrib)


def _named(element: Element) -> str:
    """An element's name and, where it stands in one, that of its parent."""
    parent = element.getparent()
    name = local_name(element)
    return name if parent is None else f"{name} in {local_name(parent)}"
