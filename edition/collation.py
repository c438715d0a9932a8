"""Two parallel stretches of text word by word: what is equal, and how the rest differs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from edition.spans import Span
from edition.words import WORD, Word, Words

SORTS = {
    "punctuation": "The words are the same, the marks between them are not.",
    "case": "The same words with other capitals.",
    "spelling": "The same word spelt otherwise, split or joined.",
    "word": "Another word or other words.",
    "omission": "Words that only the first passage has.",
    "addition": "Words that only the second passage has.",
    "order": "The same words in another order.",
}
_SHAPES = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'"), "–": "-", "—": "-"}
)
_SPACE = re.compile(r"\s+")
_ALIKE = 0.7
_SHORT = 4
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Variant:
    """Where two texts differ: of what sort, and the place in each (see `View`)."""

    sort: str
    first: Span
    second: Span


@dataclass(frozen=True, slots=True)
class View:
    """A text as it is compared: where a word stands in it, and what stands at a place."""

    span: Callable[[Word], Span]
    text: Callable[[Span], str]


def transmitted(words: Words) -> View:
    """The witness itself; places are the witness's, page furniture is passed over."""
    return View(lambda word: word.span, words.written)


def established(words: Words) -> View:
    """The edited text; places are those of the edited text."""
    return View(lambda word: word.edited, lambda span: span.of(words.edited))


def align(first: Words, second: Words, runs: Iterable[tuple[int, int, int]]) -> Iterator[Pair]:
    """The numbers of equal words: those of the runs, and what is equal between two runs.

    A run is a word of each text and how many words from there on are equal; runs are in order.
    """
    reached: Pair | None = None
    for i, j, length in runs:
        if reached is not None:
            yield from _between(first, second, reached, (i, j))
        yield from ((i + n, j + n) for n in range(length))
        reached = i + length, j + length


def align_spans(first: tuple[Words, Span], second: tuple[Words, Span]) -> list[Pair]:
    """The numbers of the words that are equal in a stretch of each witness, in order."""
    start, end = _within(*first)
    other_start, other_end = _within(*second)
    return list(_between(first[0], second[0], (start, other_start), (end, other_end)))


def _within(text: Words, span: Span) -> Pair:
    """The number of the first word in a stretch of the witness, and of the one behind it."""
    start = bisect_left(text.words, span.start, key=lambda word: word.span.start)
    return start, bisect_right(text.words, span.end, key=lambda word: word.span.end)


def _between(first: Words, second: Words, start: Pair, end: Pair) -> Iterator[Pair]:
    one = [word.key for word in first.words[start[0] : end[0]]]
    other = [word.key for word in second.words[start[1] : end[1]]]
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        yield from ((start[0] + block.a + n, start[1] + block.b + n) for n in range(block.size))


def variants(
    first: tuple[Words, View], second: tuple[Words, View], pairs: Iterable[Pair]
) -> Iterator[Variant]:
    """How two texts differ in and between words that are aligned, in order."""
    found = (
        (first[1].span(first[0].words[i]), second[1].span(second[0].words[j])) for i, j in pairs
    )
    places = _apart(found)
    if places:
        yield from _variant(first[1], second[1], *places[0])
    for (one, other), (next_one, next_other) in pairwise(places):
        gaps = _behind(one, next_one), _behind(other, next_other)
        yield from _variant(first[1], second[1], *gaps)
        yield from _variant(first[1], second[1], next_one, next_other)


def _apart(places: Iterable[tuple[Span, Span]]) -> list[tuple[Span, Span]]:
    """The places of words; one for those that one emendation of either text covers together."""
    apart: list[tuple[Span, Span]] = []
    for one, other in places:
        if apart and (one.overlaps(apart[-1][0]) or other.overlaps(apart[-1][1])):
            last, last_other = apart.pop()
            one = Span(last.start, max(last.end, one.end))
            other = Span(last_other.start, max(last_other.end, other.end))
        apart.append((one, other))
    return apart


def _behind(span: Span, following: Span) -> Span:
    return Span(span.end, max(span.end, following.start))


def _variant(first: View, second: View, one: Span, other: Span) -> Iterator[Variant]:
    if _plain(first.text(one)) == _plain(second.text(other)):
        return
    one, other = _narrowed(first, one, second, other)
    sort = sort_of(first.text(one), second.text(other))
    yield Variant(sort, one, other)


def _narrowed(first: View, one: Span, second: View, other: Span) -> tuple[Span, Span]:
    """The spans without white space and equal marks at their ends."""
    start = _equal_marks(first.text(one), second.text(other))
    one = _without(first, one, Span(one.start, one.start + start[0]))
    other = _without(second, other, Span(other.start, other.start + start[1]))
    end = _equal_marks(first.text(one)[::-1], second.text(other)[::-1])
    one = _without(first, one, Span(one.end - end[0], one.end))
    other = _without(second, other, Span(other.end - end[1], other.end))
    return one, other


def _without(view: View, whole: Span, part: Span) -> Span:
    """The rest of a stretch; the whole of it where page furniture stands in the part."""
    if len(view.text(part)) != len(part):
        return whole
    if part.start == whole.start:
        return Span(part.end, whole.end)
    return Span(whole.start, part.start)


def _equal_marks(words: str, others: str) -> Pair:
    """How many characters of each are white space or marks that both begin with."""
    i = j = 0
    while True:
        i += len(words) - i - len(words[i:].lstrip())
        j += len(others) - j - len(others[j:].lstrip())
        mark, other = words[i : i + 1], others[j : j + 1]
        if not mark or mark.isalnum() or _plain(mark) != _plain(other):
            return i, j
        i, j = i + 1, j + 1


def _plain(words: str) -> str:
    """The words without white space, and without the shapes of quotation marks and dashes."""
    return _SPACE.sub("", words.translate(_SHAPES))


def sort_of(one: str, other: str) -> str:
    """The sort of a difference between two readings (see SORTS)."""
    first, second = (WORD.findall(text.replace("’", "'")) for text in (one, other))
    if first == second:
        return "punctuation"
    if not second:
        return "omission"
    if not first:
        return "addition"
    folded, other_folded = ([word.casefold() for word in words] for words in (first, second))
    if folded == other_folded:
        return "case"
    if sorted(folded) == sorted(other_folded):
        return "order"
    return "spelling" if _spelt_alike("".join(folded), "".join(other_folded)) else "word"


def _spelt_alike(one: str, other: str) -> bool:
    if re.sub(r"\W", "", one) == re.sub(r"\W", "", other):
        return True
    if min(len(one), len(other)) < _SHORT:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > _ALIKE
