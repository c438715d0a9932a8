"""Notes in notes, and spans of notes and changes that cross or run backwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edition.checks.check import Fault, check
from edition.checks.pointing import in_tei, shortened
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.surroundings import around
from edition.tei import Element, local_name

_HEADERS = frozenset("teiHeader standOff listPerson listPlace listOrg listBibl".split())
_BORDERS = frozenset({"note", "floatingText"})
_SORTS = ("type", "subtype", "place", "resp", "source", "target", "n")
_STRETCHES = {"spanTo": "", "targetEnd": "target", "to": "from"}
_STRETCHED = frozenset({"app", "span"})


@check(
    "nested-note",
    Severity.REVIEW,
    hint="close the outer note first; a note on a note has its own @resp, @type or @place",
    example="<note>See p. 4.<note>And p. 5.</note></note>",
)
def nested_notes(file: TeiFile) -> Iterator[Fault]:
    """A note stands inside another of the same sort, most often because the first is not closed.

    Notes that differ in type, place, responsibility, source, target or number are left alone, as
    are notes of headers and registers, and of a text that is quoted inside a note.
    """
    headers, borders = around(_HEADERS), around(_BORDERS)
    for note in filter(in_tei, file.named("note")):
        outer = borders.nearest(note)
        if outer is None or local_name(outer) != "note" or headers.nearest(note) is not None:
            continue
        if all(note.get(a) == outer.get(a) for a in _SORTS):
            yield Fault(note, f"a note inside the note of line {_line(outer)}")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What an element says of a piece of the text: the places of first and last element in it."""

    element: Element
    attribute: str
    start: int
    end: int
    ends_around: bool

    @property
    def runs_back(self) -> bool:
        """Whether it ends before it begins; not where its end is an element around its start."""
        if self.end == self.start:
            return self.attribute == "spanTo"
        return self.end < self.start and not self.ends_around


@check(
    "reversed-span",
    Severity.ERROR,
    hint="exchange the two ends, or correct the pointer",
    example='<anchor xml:id="b"/> ... <delSpan spanTo="#b"/>',
)
def reversed_spans(file: TeiFile) -> Iterator[Fault]:
    """A stretch of text ends before it begins: spanTo, targetEnd or to leads back."""
    for one in _stretches(file):
        if one.runs_back:
            back = f"`{shortened(one.element.get(one.attribute, ''))}`"
            begins = _STRETCHES[one.attribute]
            start = f"what @{begins} begins" if begins else "this element"
            message = f"@{one.attribute} {back} does not come after {start}"
            yield Fault(one.element, message, one.attribute)


@check(
    "crossing-notes",
    Severity.NOTE,
    hint="look whether both stretches are meant: one begins inside the other and ends outside",
    example='<note target="#a" targetEnd="#c"/> and <note target="#b" targetEnd="#d"/>',
)
def crossing_notes(file: TeiFile) -> Iterator[Fault]:
    """The stretches of text that two notes (or spans of notes) comment on cross each other."""
    notes = [s for s in _stretches(file) if s.attribute == "targetEnd" and s.start <= s.end]
    around: list[_Stretch] = []
    for one in sorted(notes, key=lambda s: (s.start, -s.end)):
        while around and around[-1].end < one.start:
            around.pop()
        if around and around[-1].end < one.end and around[-1].start < one.start:
            other = around[-1].element
            message = f"what this note comments on crosses that of the note of line {_line(other)}"
            yield Fault(one.element, message, one.attribute)
        around.append(one)


def _stretches(file: TeiFile) -> Iterator[_Stretch]:
    """The stretches whose two ends stand in this file, each by one pointer."""
    ends = [p for p in file.pointers if p.attribute in _STRETCHES and p.local_id in file.ids]
    if not ends:
        return
    places = {element: place for place, element in enumerate(file.elements)}
    for pointer in ends:
        element, attribute = pointer.element, pointer.attribute
        if attribute == "to" and local_name(element) not in _STRETCHED:
            continue
        begins = _STRETCHES[attribute]
        start = (
            element
            if not begins
            else file.ids.get(element.get(begins, "").strip().removeprefix("#"))
        )
        if start is not None and pointer.local_id is not None:
            end = file.ids[pointer.local_id]
            around = places[end] < places[start] and end in start.iterancestors()
            yield _Stretch(element, attribute, places[start], places[end], around)


def _line(element: Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0
