"""`tei:parallels`: passages that stand twice, side by side, with their differences marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from edition.reading.index import Placed
from edition.reading.parallels import (
    OUTSIDE,
    Stretch,
    beginning,
    compared,
    differences,
    end,
    is_comparable,
    is_partial,
)
from edition.reading.passages import Passage
from edition.sphinx_ext.views.counting import counted, first_of, share
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.view import Showing, View

MOST_PAIRS = 1_000  # about 2 MB of HTML
_AROUND = 240  # characters
_NOT_COMPARED = "Not compared: the two are too long for the few words that they repeat."


Side = Placed[Passage]


class Pair(NamedTuple):
    """Two passages and the identifiers of the links between them: of each parallel stretch one."""

    links: Sequence[str]
    first: Side
    second: Side

    @property
    def texts(self) -> tuple[str, str]:
        """The sigla of the two."""
        return self.first.siglum, self.second.siglum


def shown(showing: Showing) -> list[Tag]:
    """All pairs, by the two texts they join."""
    pairs = list(_pairs(showing))
    if not pairs:
        return []
    groups: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair.texts, []).append(pair)
    most = share(map(len, groups.values()), MOST_PAIRS)
    sections = (_group(showing, texts, some, most) for texts, some in groups.items())
    return [_index(showing, groups), *sections]


def _pairs(showing: Showing) -> Iterator[Pair]:
    """Two passages each once, however many links they have and however many texts record them."""
    known = showing.domain.passages()
    links: dict[tuple[str, str], dict[str, None]] = {}
    for one in showing.every(lambda of: of.parallels):
        ends = one.what.first, one.what.second
        joined = ends if ends in links or ends[::-1] not in links else ends[::-1]
        links.setdefault(joined, {})[one.what.id] = None
    for (first, second), some in links.items():
        if first in known and second in known:
            yield Pair(list(some), known[first], known[second])


def _anchor(texts: tuple[str, str]) -> str:
    return f"parallels-{'-'.join(texts)}"


def _heading(showing: Showing, texts: tuple[str, str]) -> str:
    first, second = (showing.title_of(siglum) for siglum in texts)
    return f"{first}, twice" if texts[0] == texts[1] else f"{first} – {second}"


def _index(showing: Showing, groups: Mapping[tuple[str, str], Sequence[Pair]]) -> Tag:
    items = [
        tag(
            "li",
            tag("a", _heading(showing, texts), href=f"#{_anchor(texts)}"),
            f" ({len(pairs):,})",
        )
        for texts, pairs in groups.items()
    ]
    return tag("nav", tag("ul", items), class_="parallel-index", aria_label="Pairs of texts")


def _group(showing: Showing, texts: tuple[str, str], pairs: Sequence[Pair], most: int) -> Tag:
    heading = tag("h2", _heading(showing, texts))
    listed, cut = first_of(pairs, most)
    shown = (_pair(showing, one) for one in listed)
    return tag("section", heading, *shown, *cut, id=_anchor(texts))


def _pair(showing: Showing, pair: Pair) -> Tag:
    """The two side by side; the identifier of each of their links leads here."""
    names = [showing.called(one.what.id) for one in (pair.first, pair.second)]
    texts = pair.first.what.text, pair.second.what.text
    is_compared = is_comparable(*texts)
    stretches = compared(*texts) if is_compared else [Stretch(*texts, OUTSIDE)]
    sorts = _sorts(stretches) if is_compared else _NOT_COMPARED
    first = _side(showing, pair.first, _marked(stretches, 0))
    second = _side(showing, pair.second, _marked(stretches, 1))
    own, *others = pair.links
    made = tag(
        "article",
        tag("h3", " and ".join(names)),
        tag("p", sorts, class_="parallel-sorts"),
        tag("div", first, second, class_="parallel-columns"),
        class_="parallel-pair no-search",
        id=own,
    )
    for other in others:
        made = tag("div", made, id=other)
    return made


def _side(showing: Showing, side: Side, marked: Iterable[Content]) -> Tag:
    passage = side.what.id
    address = showing.link(side.docname, passage, showing.called(passage))
    return tag("div", tag("p", address, class_="parallel-place"), tag("p", marked))


def _marked(stretches: Sequence[Stretch], side: int) -> Iterator[Content]:
    """The words of one side; what the other side has otherwise is marked and said in words."""
    for number, stretch in enumerate(stretches):
        words = stretch.second if side else stretch.first
        if stretch.sort == OUTSIDE:
            is_before = number == 0 and len(stretches) > 1
            yield tag("span", _shortened(words, is_before=is_before), class_="outside")
        elif not stretch.sort or not words:
            yield words
        else:
            said = tag("span", f"[{stretch.sort}: ", class_="visually-hidden")
            end = tag("span", "]", class_="visually-hidden")
            yield tag("span", said, words, end, class_=f"variant variant-{stretch.sort}")


def _shortened(words: str, *, is_before: bool) -> str:
    """What stands around the parallel, cut to the sentence or two nearest to it."""
    if len(words) <= _AROUND:
        return words
    return f"… {end(words, _AROUND)}" if is_before else f"{beginning(words, _AROUND)} …"


def _sorts(stretches: Sequence[Stretch]) -> str:
    """The differences counted by sort, the most frequent first, and whether they are of a part."""
    if all(one.sort == OUTSIDE for one in stretches):
        return "No words in common."
    found = Counter(one.sort for one in differences(stretches))
    sorts = ", ".join(f"{sort} {number}" for sort, number in found.most_common())
    said = f"{counted(found.total(), 'difference')}: {sorts}." if found else "the same words."
    return f"In part: {said}" if is_partial(stretches) else f"{said[:1].upper()}{said[1:]}"


VIEW = View(
    name="parallels",
    shown=shown,
    empty="No passage is recorded as standing in two places.",
)
