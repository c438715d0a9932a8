"""Passages that stand in two texts, or twice in one, found from their words alone.

Runs of a few equal words are found by an index; runs that follow each other closely in both
texts make one passage, small differences included. The time is linear in the number of words:
a sequence that recurs more often than `MOST_OFTEN` times is a formula and finds nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from edition.anchoring import AnchoredText
from edition.annotations.block import Block
from edition.collation import Pair, align, transmitted, variants
from edition.parallels import RULE, Difference, Extract, Parallel
from edition.spans import Span
from edition.verification import text_blocks
from edition.words import Words, words_of

FEWEST = 8
SEED = 4
LONGEST_RUN = 6
MANY = 12
GAP = 5
MOST_OFTEN = 8
_FOOTHOLD = 3


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Equal words: so many from word `first` of one text and word `second` of another."""

    first: int
    second: int
    length: int

    @property
    def ends(self) -> tuple[int, int]:
        return self.first + self.length, self.second + self.length


@dataclass(frozen=True, slots=True)
class Passage:
    """A parallel passage: the numbers of two texts, and its runs of equal words in order."""

    texts: tuple[int, int]
    runs: tuple[Run, ...]

    @property
    def words(self) -> int:
        """How many words are equal."""
        return sum(run.length for run in self.runs)

    @property
    def first(self) -> range:
        return range(self.runs[0].first, self.runs[-1].ends[0])

    @property
    def second(self) -> range:
        return range(self.runs[0].second, self.runs[-1].ends[1])


def propose(texts: Sequence[AnchoredText]) -> list[Parallel]:
    """The parallels of anchored texts, proposed by the rule, in the order of texts and places."""
    words = [words_of(text) for text in texts]
    blocks = [_blocks_of_words(text, one) for text, one in zip(texts, words, strict=True)]
    found = (_parallel(one, words, blocks) for one in find_passages(words))
    return [one for one in found if one is not None]


def aligned(passage: Passage, texts: Sequence[Words]) -> list[Pair]:
    """The numbers of the words of a passage that are equal, in order."""
    first, second = (texts[number] for number in passage.texts)
    return list(align(first, second, ((r.first, r.second, r.length) for r in passage.runs)))


def _parallel(
    passage: Passage, texts: Sequence[Words], blocks: Sequence[Sequence[str]]
) -> Parallel | None:
    """The parallel of a passage; none where only chance words of further blocks filled it up."""
    first, second = (texts[number] for number in passage.texts)
    own, other = (blocks[number] for number in passage.texts)
    pairs = aligned(passage, texts)
    of_pair = [(own[i], other[j]) for i, j in pairs]
    joined = {pair: n for pair, n in Counter(of_pair).items() if n >= _FOOTHOLD}
    inner = [n for n, pair in enumerate(of_pair) if pair in joined]
    if not inner:
        return None
    pairs = pairs[inner[0] : inner[-1] + 1]
    if len(pairs) < FEWEST:
        return None
    ends = _extract(first, pairs[0][0], pairs[-1][0]), _extract(second, pairs[0][1], pairs[-1][1])
    sigla = first.siglum, second.siglum
    return Parallel(
        id="-".join(f"{name}{end.span.start}" for name, end in zip(sigla, ends, strict=True)),
        sigla=sigla,
        ends=ends,
        words=len(pairs),
        blocks=tuple(joined),
        differences=tuple(_differences(first, second, pairs)),
        resp=RULE,
    )


def _extract(text: Words, start: int, end: int) -> Extract:
    span = Span(text.words[start].span.start, text.words[end].span.end)
    return Extract.of(text.witness, span)


def _differences(first: Words, second: Words, pairs: Sequence[Pair]) -> Iterator[Difference]:
    both = (first, transmitted(first)), (second, transmitted(second))
    for one in variants(*both, pairs):
        extracts = Extract.of(first.witness, one.first), Extract.of(second.witness, one.second)
        yield Difference(one.sort, *extracts)


def _blocks_of_words(text: AnchoredText, words: Words) -> list[str]:
    """The id of the innermost block of text around each word."""
    found: list[str] = []
    around: list[Block] = []
    left = deque(text_blocks(text.blocks))
    for word in words.words:
        while left and left[0].span.start <= word.span.start:
            around.append(left.popleft())
        while around and around[-1].span.end <= word.span.start:
            around.pop()
        found.append(around[-1].id or "" if around else "")
    return found


def find_passages(texts: Sequence[Words]) -> list[Passage]:
    """The maximal passages of eight equal words or more between texts and inside each.

    They are sorted by text and place; the two ends of one never overlap.
    """
    keys = [[word.key for word in text.words] for text in texts]
    found: list[Passage] = []
    for pair, seeds in sorted(_seeds(keys).items()):
        first, second = keys[pair[0]], keys[pair[1]]
        same = pair[0] == pair[1]
        runs = list(_runs(seeds, first, second))
        for chain in _chains(runs):
            whole = _apart(_extended(chain, first, second), same=same)
            if _is_passage(whole):
                found.append(Passage(pair, tuple(whole)))
    return list(_outermost(found))


def _seeds(keys: Sequence[Sequence[str]]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Where two texts have the same few words, by the numbers of the texts, in order."""
    places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, words in enumerate(keys):
        for start in range(len(words) - SEED + 1):
            places[tuple(words[start : start + SEED])].append((number, start))
    seeds: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for of_words in places.values():
        if 1 < len(of_words) <= MOST_OFTEN:
            for place, (text, start) in enumerate(of_words):
                for other, other_start in of_words[place + 1 :]:
                    seeds[text, other].append((start, other_start))
    return {pair: sorted(found) for pair, found in seeds.items()}


def _runs(
    seeds: Iterable[tuple[int, int]], first: Sequence[str], second: Sequence[str]
) -> Iterator[Run]:
    """The seeds grown as far as words are equal, each run once."""
    reached: dict[int, int] = {}
    for i, j in seeds:
        if i < reached.get(j - i, -1):
            continue
        back = _equal_before(first, second, i, j)
        length = back + _equal_from(first, second, i, j)
        reached[j - i] = i - back + length
        yield Run(i - back, j - back, length)


def _equal_from(first: Sequence[str], second: Sequence[str], i: int, j: int) -> int:
    """How many words are equal from two places on."""
    length = 0
    while i + length < len(first) and j + length < len(second):
        if first[i + length] != second[j + length]:
            break
        length += 1
    return length


def _equal_before(first: Sequence[str], second: Sequence[str], i: int, j: int) -> int:
    """How many words are equal before two places."""
    length = 0
    while i > length and j > length and first[i - length - 1] == second[j - length - 1]:
        length += 1
    return length


def _chains(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that follow each other closely in both texts, joined."""
    done: list[list[Run]] = []
    active: list[list[Run]] = []
    for run in sorted(runs):
        still = [chain for chain in active if run.first - chain[-1].ends[0] <= GAP]
        done += [chain for chain in active if run.first - chain[-1].ends[0] > GAP]
        active = still
        fits = [(_distance(chain[-1], run), n) for n, chain in enumerate(active)]
        best = min((one for one in fits if one[0] is not None), default=None)
        if best is None:
            active.append([run])
        elif (rest := _behind(active[best[1]][-1], run)) is not None:
            active[best[1]].append(rest)
    return done + active


def _distance(last: Run, run: Run) -> int | None:
    """How far a run is from the one before, none where it cannot follow it."""
    gaps = [start - end for start, end in zip((run.first, run.second), last.ends, strict=True)]
    if max(gaps) > GAP or run.ends[0] <= last.ends[0] or run.ends[1] <= last.ends[1]:
        return None
    return None if run.second <= last.second else sum(map(abs, gaps))


def _behind(last: Run, run: Run) -> Run | None:
    """The part of a run behind the one before it."""
    over = max(0, last.ends[0] - run.first, last.ends[1] - run.second)
    if over >= run.length:
        return None
    return Run(run.first + over, run.second + over, run.length - over)


def _extended(chain: list[Run], first: Sequence[str], second: Sequence[str]) -> list[Run]:
    """The chain with shorter runs that stand close to its ends."""
    whole = list(chain)
    while (found := _near(whole[-1].ends, 1, partial(_equal_from, first, second))) is not None:
        whole.append(found)
    start = whole[0].first, whole[0].second
    while (found := _near(start, -1, partial(_equal_before, first, second))) is not None:
        start = found.first - found.length, found.second - found.length
        whole.insert(0, Run(*start, found.length))
    return whole


def _near(place: tuple[int, int], step: int, equal: Callable[[int, int], int]) -> Run | None:
    """The nearest few equal words on one side of a place of two texts."""
    for distance in range(1, 2 * GAP + 1):
        for more in range(max(0, distance - GAP), min(GAP, distance) + 1):
            i, j = place[0] + step * more, place[1] + step * (distance - more)
            if (length := equal(i, j)) >= _FOOTHOLD:
                return Run(i, j, length)
    return None


def _apart(chain: list[Run], *, same: bool) -> list[Run]:
    """In one text, the runs up to where the passage meets its own repetition."""
    if not same:
        return chain
    limit = chain[0].second
    cut = [Run(r.first, r.second, min(r.length, limit - r.first)) for r in chain]
    return [run for run in cut if run.length > 0]


def _is_passage(chain: Sequence[Run]) -> bool:
    words = sum(run.length for run in chain)
    longest = max((run.length for run in chain), default=0)
    return words >= FEWEST and (longest >= LONGEST_RUN or words >= MANY)


def _outermost(found: Iterable[Passage]) -> Iterator[Passage]:
    """The passages that do not lie at both ends inside another one, sorted by place."""
    around: list[Passage] = []
    for one in sorted(found, key=_widest_first):
        around = [o for o in around if o.texts == one.texts and o.first.stop > one.first.start]
        if not any(_covers(o.first, one.first) and _covers(o.second, one.second) for o in around):
            around.append(one)
            yield one


def _widest_first(one: Passage) -> tuple[tuple[int, int], int, int, int, int]:
    return one.texts, one.first.start, -one.first.stop, one.second.start, -one.second.stop


def _covers(outer: range, inner: range) -> bool:
    return outer.start <= inner.start and inner.stop <= outer.stop
