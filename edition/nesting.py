"""Crossing spans become fragments, fragments become a forest: one grove for each run.

Overlap never fails and never widens a span. Where two annotations cross, the later one is
cut at the end of the earlier, unless one of them is atomic: then the other is cut. The sweep
goes by start, so that time grows with the number of fragments.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from edition import findings
from edition.anchoring import AnchoredText
from edition.annotations.annotation import Annotation
from edition.diagnostics import Diagnostic, Finding, InputError, Place, printable, raise_for
from edition.outline import Run, Section, runs

DEEPEST = 200


class Role(Enum):
    """What stands at a point: an annotation's content, or the anchor of one of its ends."""

    CONTENT = "content"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Point:
    """Something without extent at an offset: a supplied word, a gap, a note, an anchor."""

    annotation: Annotation
    offset: int
    role: Role
    displaced: bool = False


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of an annotation that lies in one place of the tree.

    `rank` is the annotation's place in the order of all; `number` counts its fragments from 1.
    """

    annotation: Annotation
    rank: int
    start: int
    end: int
    number: int
    children: tuple[Fragment | Point, ...]


Grove: TypeAlias = tuple[Fragment | Point, ...]


@dataclass(frozen=True, slots=True)
class Forest:
    """A grove for each run of the outline, in its order; fragments counted by annotation's rank."""

    groves: tuple[Grove, ...]
    totals: Mapping[int, int]


@dataclass(slots=True)
class _Open:
    annotation: Annotation
    rank: int
    start: int
    end: int
    number: int
    children: list[Fragment | Point] = field(default_factory=list)


_Piece: TypeAlias = tuple[int, int, int, Annotation]  # start, minus end, rank, annotation
_Standing: TypeAlias = tuple[int, int, int, Point]  # offset, order at it, rank, point


def nest(text: AnchoredText, outline: Section) -> Forest:
    """The forest of a text's inline annotations.

    Raises InputError for an atomic annotation that runs over the border of a block, and for
    one that covers no character of a block that may hold it.
    """
    in_order = list(runs(outline))
    pieces = _cut_by_runs(text.inline, in_order)
    points = _place_points(text.inline, in_order)
    counts: Counter[int] = Counter()
    groves = tuple(
        _Sweep(run_pieces, run_points, counts).grove() if run_pieces or run_points else ()
        for run_pieces, run_points in zip(pieces, points, strict=True)
    )
    return Forest(groves, counts)


def _has_extent(annotation: Annotation) -> bool:
    return not annotation.span.is_empty and not annotation.marks_ends


def _cut_by_runs(inline: Sequence[Annotation], in_order: Sequence[Run]) -> list[list[_Piece]]:
    extended = [(rank, a) for rank, a in enumerate(inline) if _has_extent(a)]
    placed: list[list[_Piece]] = []
    placed_in: Counter[int] = Counter()
    lengths: Counter[int] = Counter()
    active: list[tuple[int, Annotation]] = []
    following = 0
    for run in in_order:
        active = [(r, a) for r, a in active if a.span.end > run.span.start]
        while following < len(extended) and extended[following][1].span.start < run.span.end:
            active.append(extended[following])
            following += 1
        here = [_piece(run, r, a) for r, a in active if _fits(run, a)]
        for start, minus_end, rank, _ in here:
            placed_in[rank] += 1
            lengths[rank] -= minus_end + start
        placed.append(here)
    raise_for(_misplaced(extended, placed_in, lengths))
    return placed


def _fits(run: Run, annotation: Annotation) -> bool:
    in_place = run.holds_text or annotation.anywhere
    return in_place and annotation.span.overlaps(run.span)


def _piece(run: Run, rank: int, annotation: Annotation) -> _Piece:
    start = max(run.span.start, annotation.span.start)
    end = min(run.span.end, annotation.span.end)
    return start, -end, rank, annotation


def _misplaced(
    extended: Iterable[tuple[int, Annotation]],
    placed_in: Mapping[int, int],
    lengths: Mapping[int, int],
) -> Iterator[Diagnostic]:
    for rank, annotation in extended:
        whole = placed_in[rank] == 1 and lengths[rank] == len(annotation.span)
        if not placed_in[rank]:
            hint = "let it cover words inside a paragraph, or correct the structure layer"
            yield _fault(annotation, findings.ANNOTATION_OUTSIDE_TEXT, "lies in no text", hint)
        elif annotation.atomic and not whole:
            hint = "end it at the border, or correct the structure layer (join)"
            yield _fault(annotation, findings.CROSSES_BLOCK, "runs over a border of blocks", hint)


def _fault(annotation: Annotation, finding: Finding, fact: str, hint: str) -> Diagnostic:
    place = annotation.place or Place(annotation.local_id)
    whole = f"{annotation.kind} {annotation.span} (“{printable(annotation.quote)}”) {fact}"
    return Diagnostic(finding, place, whole, hint)


def _points_of(annotation: Annotation) -> Iterator[Point]:
    if annotation.marks_ends and not annotation.span.is_empty:
        yield Point(annotation, annotation.span.start, Role.START)
    if annotation.marks_ends or annotation.span.is_empty:
        yield Point(annotation, annotation.span.end, Role.CONTENT)


def _standing(rank: int, point: Point) -> _Standing:
    at_offset = 1000 if point.role is Role.START else point.annotation.depth
    return point.offset, at_offset, rank, point


def _place_points(inline: Sequence[Annotation], in_order: Sequence[Run]) -> list[list[_Standing]]:
    """Each point goes to the run in whose text it stands, at the end of one rather than at the
    beginning of the next; outside text only what may stand anywhere.
    """
    placed: list[list[_Standing]] = [[] for _ in in_order]
    points = sorted(
        (_standing(rank, point) for rank, a in enumerate(inline) for point in _points_of(a)),
        key=lambda standing: standing[:3],
    )
    homeless: list[Diagnostic] = []
    first = 0
    for standing in points:
        offset, _, _, point = standing
        while first < len(in_order) and in_order[first].span.end < offset:
            first += 1
        home = _home(in_order, first, point)
        if home is None:
            hint = "place it inside a paragraph, or correct the structure layer"
            fault = _fault(point.annotation, findings.ANNOTATION_OUTSIDE_TEXT, "is outside", hint)
            homeless.append(fault)
        else:
            placed[home].append(standing)
    raise_for(homeless)
    return placed


def _home(in_order: Sequence[Run], first: int, point: Point) -> int | None:
    touching = [
        index
        for index in range(first, min(first + 2, len(in_order)))
        if in_order[index].span.start <= point.offset
    ]
    in_text = [index for index in touching if in_order[index].holds_text]
    allowed = in_text or (touching if point.annotation.anywhere else [])
    return allowed[0] if allowed else None


class _Sweep:
    """One run's pieces and points, taken by offset, nested on a stack of open fragments."""

    def __init__(self, pieces: list[_Piece], points: list[_Standing], counts: Counter[int]) -> None:
        self._pieces = pieces
        self._points = points
        self._counts = counts
        self._stack: list[_Open] = []
        self._roots: list[Fragment | Point] = []
        heapq.heapify(self._pieces)
        heapq.heapify(self._points)

    def grove(self) -> Grove:
        while self._pieces:
            start, minus_end, rank, annotation = heapq.heappop(self._pieces)
            self._stand_up_to(start)
            self._close_up_to(start)
            self._open(start, -minus_end, rank, annotation)
        self._stand_up_to(None)
        self._close_up_to(None)
        return tuple(self._roots)

    def _here(self) -> list[Fragment | Point]:
        return self._stack[-1].children if self._stack else self._roots

    def _open(self, start: int, end: int, rank: int, annotation: Annotation) -> None:
        if annotation.atomic:
            while self._stack and self._stack[-1].end < end:
                self._cut_open(start)
        elif self._stack and self._stack[-1].end < end:
            border = self._stack[-1].end
            heapq.heappush(self._pieces, (border, -end, rank, annotation))
            end = border
        if len(self._stack) >= DEEPEST:
            hint = "take some away: no text needs so many around one word"
            fact = f"lies in {DEEPEST} others"
            raise InputError([_fault(annotation, findings.TOO_DEEP, fact, hint)])
        self._counts[rank] += 1
        number = self._counts[rank]
        self._stack.append(_Open(annotation, rank, start, end, number))

    def _cut_open(self, offset: int) -> None:
        """Close the innermost fragment early; its rest follows as a piece of its own."""
        cut = self._shorten(offset)
        heapq.heappush(self._pieces, (offset, -cut.end, cut.rank, cut.annotation))

    def _shorten(self, offset: int) -> _Open:
        cut = self._stack.pop()
        if cut.start < offset:
            self._freeze(cut, offset)
        else:
            self._counts[cut.rank] -= 1
            self._here().extend(cut.children)
        return cut

    def _freeze(self, done: _Open, end: int) -> None:
        children = tuple(done.children)
        annotation, rank = done.annotation, done.rank
        self._here().append(Fragment(annotation, rank, done.start, end, done.number, children))

    def _close_up_to(self, offset: int | None) -> None:
        while self._stack and (offset is None or self._stack[-1].end <= offset):
            done = self._stack.pop()
            self._freeze(done, done.end)

    def _stand_up_to(self, offset: int | None) -> None:
        while self._points and (offset is None or self._points[0][0] <= offset):
            place, order, rank, point = heapq.heappop(self._points)
            self._close_up_to(place)
            behind = self._atomic_end(place)
            if point.role is Role.CONTENT and point.annotation.marks_ends and behind is not None:
                moved = Point(point.annotation, behind, Role.CONTENT, displaced=True)
                heapq.heappush(self._points, (behind, order, rank, moved))
                point = Point(point.annotation, place, Role.END)
            self._here().append(point)

    def _atomic_end(self, offset: int) -> int | None:
        """Where the outermost open fragment ends that may not be cut, if one is open."""
        return next((o.end for o in self._stack if o.annotation.atomic and o.end > offset), None)
