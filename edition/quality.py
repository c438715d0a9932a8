"""How good an edition of a text is, as far as two independent readings and their settlement tell.

Two lists of one text are compared with each other (how far do the readers agree?) and with the
settled annotations (what did each of them find of what holds, and how much may both have
missed?). Everything here is counted from the data; nothing of it changes a text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.annotations.annotation import Annotation, order, own_fields
from edition.annotations.block import Block
from edition.annotations.editorial_note import EditorialNote
from edition.annotations.mention import Mention
from edition.estimates import Estimate, missed_by_both, still_missed
from edition.layers import Layer

READERS = 2
ERROR = "error"
_ERRORS = frozenset({"emendation", "supplied", "surplus"})
_CHANGES = _ERRORS | {"regularization"}
_NOT_A_VALUE = frozenset({"category", "level"})
_BUCKET = 64
_UNVERIFIED = "not verified"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two lists have of one sort of annotation, and what of it the settlement kept.

    `both` are pairs at the same place, `equal` those of them with the same span and value;
    `kept_1` and `kept_2` count what of each list stands among the settled annotations.
    """

    sort: str
    list_1: int
    list_2: int
    both: int
    equal: int
    kept_1: int
    kept_2: int

    @property
    def share(self) -> float | None:
        """Positive agreement: of the entries of both lists, those that have a partner."""
        entries = self.list_1 + self.list_2
        return 2 * self.both / entries if entries else None


@dataclass(frozen=True, slots=True)
class Completeness:
    """Who found the settled annotations of one sort, and how many both readers missed.

    `neither` were found by the settlement or later; `missed` and `left` are estimates, none
    where too little was found by both.
    """

    sort: str
    both: int
    only_1: int
    only_2: int
    neither: int

    @property
    def missed(self) -> Estimate | None:
        """How many the two readers both missed, by what each of them found."""
        return missed_by_both(self.both, self.only_1, self.only_2)

    @property
    def left(self) -> Estimate | None:
        """How many of them are left, after those found since."""
        return still_missed(self.both, self.only_1, self.only_2, self.neither)

    @property
    def is_too_low(self) -> bool:
        """Whether more was found since than the estimate allows: the readers depend."""
        missed = self.missed
        return missed is not None and self.neither > missed.high


@dataclass(frozen=True, slots=True)
class Quality:
    """What two readings of a text, named by their readers, tell of it, sort by sort."""

    readers: tuple[str, str]
    agreement: tuple[Agreement, ...]
    completeness: tuple[Completeness, ...]

    def errors(self) -> Completeness | None:
        """The row of the errors of transmission; none where there was nothing to correct."""
        return next((one for one in self.completeness if one.sort == ERROR), None)


@dataclass(frozen=True, slots=True)
class Question:
    """An annotation that leaves a question open, and which."""

    annotation: Annotation
    what: str


def quality(
    settled: Iterable[Annotation], readings: Sequence[Layer], rules: Collection[str]
) -> Quality | None:
    """The quality of a text; none unless there are exactly two readings.

    Blocks and notes are left out, and what is ascribed to one of the `rules` of a program: the
    readers were not asked for these.
    """
    if len(readings) != READERS:
        return None
    first, second = sorted(readings, key=lambda one: one.name)
    lists = [_countable(one.annotations) for one in (first, second)]
    kept = [a for a in _countable(settled) if not _is_of(a, rules)]
    kept = [a for a in kept if a.status == "confirmed"]
    sorts = sorted({_sort(a) for some in (*lists, kept) for a in some})
    return Quality(
        (first.name, second.name),
        tuple(_agreement(sort, lists[0], lists[1], kept) for sort in sorts),
        tuple(_completeness(sort, lists[0], lists[1], kept) for sort in sorts),
    )


def open_questions(annotations: Iterable[Annotation]) -> Iterator[Question]:
    """The confirmed annotations that leave a question open, in the order of the text."""
    for one in sorted((a for a in annotations if a.status == "confirmed"), key=order):
        if isinstance(one, Mention) and one.ref is None:
            yield Question(one, "who or what is it?")
        if isinstance(one, EditorialNote) and _UNVERIFIED in one.text:
            yield Question(one, "a fact is not verified")
        if one.cert in ("low", "unknown"):
            yield Question(one, f"certainty {one.cert}")


def statement(found: Completeness, readers: tuple[str, str]) -> str:
    """What the two readings tell about the errors of a text, in sentences for its header."""
    total = found.both + found.only_1 + found.only_2
    words = (
        f"Of the errors that are corrected here {total} were marked by two independent readings:"
        f" {found.both} by both, {found.only_1} by {readers[0]} alone, {found.only_2} by"
        f" {readers[1]} alone; found since: {found.neither}."
    )
    missed, left = found.missed, found.left
    if missed is None or left is None:
        return f"{words} The readings have too little in common to estimate what both missed."
    words += (
        f" If the two read independently and all errors are equally hard to see, both missed"
        f" {missed.number:.1f} by Chapman's estimator (95 % interval {missed.low} to"
        f" {missed.high})."
    )
    if found.is_too_low:
        return (
            f"{words} More than that were found since: the readers missed the same errors, and"
            " how many are left cannot be told from these readings."
        )
    return (
        f"{words} Of these {left.number:.1f} ({left.low} to {left.high}) are left; as readers"
        " miss the same errors, that is the least."
    )


def _countable(annotations: Iterable[Annotation]) -> list[Annotation]:
    return sorted(
        (
            a
            for a in annotations
            if not isinstance(a, Block | EditorialNote) and a.layer != "structure"
        ),
        key=order,
    )


def _is_of(annotation: Annotation, rules: Collection[str]) -> bool:
    return not set(annotation.resp.split()).isdisjoint(rules)


def _sort(annotation: Annotation) -> str:
    return ERROR if annotation.kind in _ERRORS else annotation.kind


def _agreement(
    sort: str, first: Iterable[Annotation], second: Iterable[Annotation], kept: Iterable[Annotation]
) -> Agreement:
    ours, theirs, settled = (
        [a for a in some if _sort(a) == sort] for some in (first, second, kept)
    )
    pairs = _pairs(ours, theirs)
    stands = _Places(settled)
    return Agreement(
        sort,
        len(ours),
        len(theirs),
        len(pairs),
        sum(_value(a) == _value(b) for a, b in pairs),
        sum(bool(stands.near(a)) for a in ours),
        sum(bool(stands.near(a)) for a in theirs),
    )


def _completeness(
    sort: str, first: Iterable[Annotation], second: Iterable[Annotation], kept: Iterable[Annotation]
) -> Completeness:
    kinds = _CHANGES if sort in (ERROR, "regularization") else frozenset({sort})
    marked_1, marked_2 = (_Places([a for a in some if a.kind in kinds]) for some in (first, second))
    settled = [a for a in kept if _sort(a) == sort]
    found = [(bool(marked_1.near(a)), bool(marked_2.near(a))) for a in settled]
    return Completeness(
        sort,
        found.count((True, True)),
        found.count((True, False)),
        found.count((False, True)),
        found.count((False, False)),
    )


def _pairs(
    first: Sequence[Annotation], second: Sequence[Annotation]
) -> list[tuple[Annotation, Annotation]]:
    """Each annotation has one partner at most: of equal value, else of equal span, else near."""
    places = _Places(second)
    free = {id(a) for a in second}
    waiting = list(first)
    pairs: list[tuple[Annotation, Annotation]] = []
    closeness: tuple[Callable[[Annotation, Annotation], bool], ...] = (
        lambda a, b: _value(a) == _value(b),
        lambda a, b: a.span == b.span,
        lambda a, b: True,
    )
    for is_close in closeness:
        alone = []
        for one in waiting:
            near = (a for a in places.near(one) if id(a) in free and is_close(one, a))
            partner = next(near, None)
            if partner is None:
                alone.append(one)
            else:
                free.remove(id(partner))
                pairs.append((one, partner))
        waiting = alone
    return pairs


def _value(annotation: Annotation) -> tuple[object, ...]:
    """What an annotation says: kind, span and its own fields, as far as they are no label."""
    names = [f.name for f in own_fields(type(annotation)) if f.name not in _NOT_A_VALUE]
    values = tuple(getattr(annotation, name) for name in names)
    return annotation.kind, annotation.span, values


class _Places:
    """Annotations by where they stand, so that what is near is found at once."""

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self._buckets: dict[int, list[Annotation]] = {}
        for one in annotations:
            for bucket in _buckets(one):
                self._buckets.setdefault(bucket, []).append(one)

    def near(self, other: Annotation) -> list[Annotation]:
        """Those that stand at the same place, in the order in which they were given."""
        found = {
            id(one): one for bucket in _buckets(other) for one in self._buckets.get(bucket, ())
        }
        return [one for one in found.values() if _meet(one, other)]


def _buckets(annotation: Annotation) -> range:
    first = max(annotation.span.start - 1, 0) // _BUCKET
    return range(first, (annotation.span.end + 1) // _BUCKET + 1)


def _meet(one: Annotation, other: Annotation) -> bool:
    """Whether two spans share a character; a place meets what is one character away at most.

    So it does not matter on which side of the white space a lost word is put.
    """
    a, b = one.span, other.span
    if a.is_empty or b.is_empty:
        return max(a.start, b.start) <= min(a.end, b.end) + 1
    return a.overlaps(b)
