"""Numbers of pages, divisions, paragraphs, lines: gaps, repeats, and numbers out of their order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.checks.check import Fault, check
from edition.checks.pointing import in_tei, shortened
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.numerals import Numeral, read_numeral
from edition.surroundings import around
from edition.tei import Element, local_name

_DIVISIONS = tuple("div div1 div2 div3 div4 div5 div6 div7 lg p ab".split())
_TEXTS = frozenset("TEI teiCorpus text floatingText".split())
_HOLD_LINES = _TEXTS | frozenset(
    "front body back div div1 div2 div3 div4 div5 div6 div7 note quote q rdg lem".split()
)
_KIND = ("type", "subtype")
_EDITION = ("ed", "edRef", "type", "subtype", "unit", "resp")
_ANEW = 2
_INCOHERENT = 4
_USUAL = 0.6
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class _Numbered:
    """An element with its number, and what tells its order."""

    element: Element
    numeral: Numeral
    order: tuple[int, str]

    def fault(self, fact: str, severity: Severity | None = None) -> Fault:
        message = f"{local_name(self.element)} `{shortened(self.numeral.written)}` {fact}"
        return Fault(self.element, message, "n", severity=severity)


@check(
    "page-number",
    Severity.REVIEW,
    hint="compare the images: correct @n, or add the page that is missing",
    example='<pb n="44"/> ... <pb n="54"/> ... <pb n="46"/>',
)
def page_numbers(file: TeiFile) -> Iterator[Fault]:
    """The number of a page is given twice or stands out of order; a gap is a note.

    Pages are compared with their neighbours in one text of one edition (@ed), Arabic and Roman
    numbers and leaves (1r, 1v) each with their like. A count that begins anew is left alone.
    """
    text = around(_TEXTS)
    for pages in _series(file.named("pb"), _EDITION, text.nearest):
        yield from _disorder(pages, _is_repeat)
        yield from _gaps(pages)


@check(
    "division-number",
    Severity.REVIEW,
    hint="correct @n, or bring the divisions into their order",
    example='<div n="1"/><div n="2"/><div n="2"/><div n="4"/>',
)
def division_numbers(file: TeiFile) -> Iterator[Fault]:
    """Divisions, stanzas or paragraphs side by side have a number twice or out of order.

    Only siblings of the same type are compared. A gap is a note: not every edition is whole.
    """
    for divisions in _series(file.named(*_DIVISIONS), _KIND, _parent):
        yield from _disorder(divisions, _is_repeat)
        yield from _gaps(divisions)


@check(
    "line-number",
    Severity.REVIEW,
    hint="correct @n; a line that was moved may say so by a note",
    example='<l n="8">...</l><l n="90">...</l><l n="10">...</l>',
)
def line_numbers(file: TeiFile) -> Iterator[Fault]:
    """The number of a verse line or milestone stands out of order, or two lines have the same.

    Gaps are left alone, as are letters (9a), lines in parts, and lines shared by speakers. Lines
    for whose number there is no room between their neighbours are a note: editors move verses.
    """
    lines, text = around(_HOLD_LINES), around(_TEXTS)
    for verses in _series(file.named("l"), _KIND, lines.nearest):
        yield from _disorder(verses, _is_repeated_line, Severity.NOTE)
    for milestones in _series(file.named("milestone"), _EDITION, text.nearest):
        yield from _disorder(milestones, _is_no_repeat, Severity.NOTE)


def _series(
    elements: Iterable[Element], attributes: Sequence[str], place: Callable[[Element], object]
) -> Iterator[list[_Numbered]]:
    """The numbered elements that can be compared, in document order."""
    found: dict[object, list[_Numbered]] = defaultdict(list)
    for element in elements:
        numeral = read_numeral(element.get("n", "")) if in_tei(element) else None
        if numeral is not None:
            kind = tuple(element.get(name) for name in attributes)
            key = (local_name(element), place(element), kind, numeral.series)
            letter = numeral.letter if local_name(element) != "l" else ""
            found[key].append(_Numbered(element, numeral, (numeral.first, letter)))
    yield from (some for some in found.values() if len(some) > 1)


def _disorder(
    series: list[_Numbered],
    is_repeat: Callable[[_Numbered, _Numbered], bool],
    runs_back: Severity | None = None,
) -> Iterator[Fault]:
    """Numbers that do not fit between their neighbours; told once if there are too many of them."""
    strays, rest = _strays(series)
    faults = [_out_of_place(before, one, after, runs_back) for before, one, after in strays]
    for one, following in pairwise(rest):
        if is_repeat(one, following):
            faults.append(following.fault("is given twice"))
        elif following.order < one.order and following.numeral.first > _ANEW:
            faults.append(following.fault(f"comes after `{one.numeral.written}`", runs_back))
    if len(faults) > max(_INCOHERENT, len(series) // _INCOHERENT):
        first = faults[0].element
        numbers = f"{len(faults)} of {len(series)} numbers of {local_name(series[0].element)}"
        yield Fault(first, f"{numbers} do not follow each other", "n", severity=Severity.NOTE)
    else:
        yield from faults


def _out_of_place(
    before: _Numbered, one: _Numbered, after: _Numbered, runs_back: Severity | None
) -> Fault:
    """A stray: where its neighbours leave a number out, it was meant; if not, it was moved."""
    fact = f"stands between `{before.numeral.written}` and `{after.numeral.written}`"
    has_room = after.numeral.first > before.numeral.last + 1
    return one.fault(fact, None if has_room else runs_back)


def _strays(
    series: list[_Numbered],
) -> tuple[list[tuple[_Numbered, _Numbered, _Numbered]], list[_Numbered]]:
    """Single numbers that do not stand between those around them, with these; and the others."""
    strays: list[tuple[_Numbered, _Numbered, _Numbered]] = []
    rest = series[:1]
    for one, after in zip(series[1:], [*series[2:], None], strict=False):
        before = rest[-1]
        if after is not None and before.order < after.order:
            if not before.order <= one.order <= after.order:
                strays.append((before, one, after))
                continue
        rest.append(one)
    return strays, rest


def _gaps(series: list[_Numbered]) -> Iterator[Fault]:
    """One note for all gaps of a series whose numbers otherwise keep the same distance."""
    steps = [(b.numeral.first - a.numeral.last, a, b) for a, b in _orderly_pairs(series)]
    if len(steps) < _FEWEST:
        return
    usual, count = Counter(step for step, _, _ in steps).most_common(1)[0]
    wide = [step for step in steps if step[0] > usual]
    if wide and count >= _USUAL * len(steps):
        _, before, after = wide[0]
        more = f"; {len(wide)} gaps in all" if len(wide) > 1 else ""
        yield after.fault(f"follows `{before.numeral.written}`{more}", Severity.NOTE)


def _orderly_pairs(series: list[_Numbered]) -> Iterator[tuple[_Numbered, _Numbered]]:
    """Neighbours of which the second is higher, where neither is a stray or a repeat."""
    strays = {stray.element for _, stray, _ in _strays(series)[0]}
    previous = None
    for one, following in pairwise(series):
        repeated = previous is not None and _is_repeat(previous, one)
        previous = one
        if not repeated and strays.isdisjoint({one.element, following.element}):
            if one.numeral.first < following.numeral.first:
                yield one, following


def _is_repeat(one: _Numbered, following: _Numbered) -> bool:
    return one.order == following.order and one.numeral.letter == following.numeral.letter


def _is_repeated_line(one: _Numbered, following: _Numbered) -> bool:
    """Whether two lines of the same speech have a number, and neither is a part of a line."""
    if not _is_repeat(one, following) or _parent(one.element) is not _parent(following.element):
        return False
    parts = (e.get(name) for e in (one.element, following.element) for name in ("part", "next"))
    return not any(parts)


def _is_no_repeat(one: _Numbered, following: _Numbered) -> bool:
    return False


def _parent(element: Element) -> Element | None:
    return element.getparent()
