"""Parallels: passages that stand in two places, and how the two differ (TEI Guidelines, 17.1)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from edition.collation import align_spans, established, variants
from edition.reading.document import TeiText
from edition.reading.pointing import pointing
from edition.spans import Span
from edition.tei import XML_ID, Element, local_name
from edition.words import WORD, Word, Words

OUTSIDE = "outside"
MOST_ALIKE = 100_000  # pairs of equal words; prose of 4,000 words has fewer
_QUOTES = frozenset("\"'„‚")
_ENDS = 2
_SURE = 4
_NEAR = 2
Pair = tuple[int, int]


class ParallelLink(NamedTuple):
    """A link between two passages that say the same, by their identifiers."""

    id: str
    first: str
    second: str


class Difference(NamedTuple):
    """How two parallel passages differ in one place; sorts are those of `edition.collation`."""

    sort: str
    first: str
    second: str


class Stretch(NamedTuple):
    """A stretch of two texts: equal words (sort ""), or how they differ there.

    The sort `outside` is for what stands before or behind what the two have in common. All the
    stretches of a comparison, put together, are the two texts.
    """

    first: str
    second: str
    sort: str


def parallel_links(text: TeiText) -> Iterator[ParallelLink]:
    """The links between parallel passages in the `standOff` of a text, or of the corpus around."""
    pointers = pointing(text)
    for holder in (text.root, *text.shared):
        for group in _groups(holder):
            for link in group.iterchildren("{*}link"):
                ends = pointers.targets(link.get("target"))
                if len(ends) == _ENDS:
                    yield ParallelLink(link.get(XML_ID) or "", *ends)


def _groups(holder: Element) -> Iterator[Element]:
    for child in holder:
        if local_name(child) in {"standOff", "text"}:
            yield from (g for g in child.iter("{*}linkGrp") if g.get("type") == "parallel")


def is_comparable(first_text: str, second_text: str) -> bool:
    """Whether `compared` takes a second at most: long texts of few different words take minutes."""
    first, second = (
        Counter(word.key for word in _words(t).words) for t in (first_text, second_text)
    )
    return sum(number * second[key] for key, number in first.items()) <= MOST_ALIKE


def compared(first_text: str, second_text: str) -> list[Stretch]:
    """Two texts word by word, in stretches that are equal or differ.

    Words are equal whatever their case; capitals and marks count as differences. Words before and
    behind what is parallel stand outside: who says how far the two are the same must say that too.
    """
    first, second = _words(first_text), _words(second_text)
    spans = Span(0, len(first_text)), Span(0, len(second_text))
    pairs = _certain(align_spans((first, spans[0]), (second, spans[1])))
    if not pairs:
        return [Stretch(first_text, second_text, OUTSIDE)] if first_text or second_text else []
    (one, other), (last, other_last) = pairs[0], pairs[-1]
    start = _widened(first_text, second_text, first.words[one].span, second.words[other].span, -1)
    end = _widened(
        first_text, second_text, first.words[last].span, second.words[other_last].span, 1
    )
    found = [_around(first_text[: start[0]], second_text[: start[1]])]
    for variant in variants((first, established(first)), (second, established(second)), pairs):
        places = variant.first, variant.second
        equal = first_text[start[0] : places[0].start], second_text[start[1] : places[1].start]
        found.append(Stretch(*equal, ""))
        words = places[0].of(first_text), places[1].of(second_text)
        found.append(Stretch(*words, variant.sort))
        start = places[0].end, places[1].end
    found.append(Stretch(first_text[start[0] : end[0]], second_text[start[1] : end[1]], ""))
    found.append(_around(first_text[end[0] :], second_text[end[1] :]))
    return [one for one in found if one.first or one.second]


def _around(first: str, second: str) -> Stretch:
    """What stands before or behind the parallel; marks without words are a difference in it."""
    if WORD.search(first) or WORD.search(second):
        return Stretch(first, second, OUTSIDE)
    return Stretch(first, second, "" if _marks(first) == _marks(second) else "punctuation")


def _marks(text: str) -> str:
    """Marks without white space and without the shapes of quotation marks and dashes."""
    return "".join(map(_mark, "".join(text.split())))


def _mark(mark: str) -> str:
    category = unicodedata.category(mark)
    if category in {"Pi", "Pf"} or mark in _QUOTES:
        return '"'
    return "-" if category == "Pd" else mark


def _widened(first: str, second: str, one: Span, other: Span, step: int) -> Pair:
    """Where two equal words end (step 1) or begin (-1), with the equal marks beside them."""
    place, other_place = (one.end, other.end) if step > 0 else (one.start - 1, other.start - 1)
    while 0 <= place < len(first) and 0 <= other_place < len(second):
        mark = first[place]
        if mark != second[other_place] or mark.isalnum():
            break
        place, other_place = place + step, other_place + step
    return (place, other_place) if step > 0 else (place + 1, other_place + 1)


def differences(stretches: Sequence[Stretch]) -> list[Difference]:
    """The differences of a comparison, without what stands outside."""
    return [Difference(o.sort, o.first, o.second) for o in stretches if o.sort not in {"", OUTSIDE}]


def is_partial(stretches: Sequence[Stretch]) -> bool:
    """Whether words of either text stand outside what is parallel."""
    return any(one.sort == OUTSIDE for one in stretches)


def beginning(text: str, length: int) -> str:
    """The first words of a text, within so many characters; cut in a word if it is long."""
    if len(text) <= length:
        return text
    cut = text[:length]
    return cut[: cut.rfind(" ")] if cut.rfind(" ") > length // 2 else cut


def end(text: str, length: int) -> str:
    """The last words of a text, within so many characters; cut in a word if it is long."""
    return beginning(text[::-1], length)[::-1]


def _words(text: str) -> Words:
    found = (
        Word(match.group().casefold().replace("’", "'"), span, span)
        for match in WORD.finditer(text)
        if (span := Span(*match.span()))
    )
    return Words("", text, text, tuple(found), ())


def _certain(pairs: list[Pair]) -> list[Pair]:
    """The pairs of what is parallel without doubt, and of what stands near: others may be chance.

    Sure are runs of some equal words (or else the longest); a run near their ends joins them if
    it is not much shorter than what lies between.
    """
    runs: list[list[Pair]] = []
    for pair in pairs:
        if runs and (pair[0] - 1, pair[1] - 1) == runs[-1][-1]:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    if not runs:
        return []
    sure = [n for n, run in enumerate(runs) if len(run) >= _SURE]
    sure = sure or [max(range(len(runs)), key=lambda n: len(runs[n]))]
    first, last = sure[0], sure[-1]
    while first > 0 and _apart(runs[first - 1], runs[first]) <= _NEAR * len(runs[first - 1]):
        first -= 1
    while last + 1 < len(runs) and _apart(runs[last], runs[last + 1]) <= _NEAR * len(
        runs[last + 1]
    ):
        last += 1
    return [pair for run in runs[first : last + 1] for pair in run]


def _apart(run: list[Pair], following: list[Pair]) -> int:
    """How many words stand between two runs, where there are more of them."""
    (one, other), (next_one, next_other) = run[-1], following[0]
    return max(next_one - one, next_other - other) - 1
