"""The words of a text as its editors establish it, each with its place in the witness."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from edition.anchoring import AnchoredText
from edition.annotations.footer import Footer
from edition.annotations.join import Join
from edition.annotations.split import Split
from edition.spans import Span

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_LAYOUT = (Footer, Join, Split)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an edited text.

    `key` is what words are compared by: case folded, one sort of apostrophe. `span` is its
    place in the witness, empty where editors supplied it; `edited` its place in the edited text.
    """

    key: str
    span: Span
    edited: Span


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text; `edited` is the edited text, `layout` what layout alone adds."""

    siglum: str
    witness: str
    edited: str
    words: tuple[Word, ...]
    layout: tuple[Span, ...]

    def written(self, span: Span) -> str:
        """What the witness has there, without its page furniture."""
        parts: list[str] = []
        reached = span.start
        for other in self.layout[bisect_right(self.layout, span.start, key=lambda o: o.end) :]:
            if other.start >= span.end:
                break
            parts += self.witness[reached : max(reached, other.start)], " "
            reached = min(other.end, span.end)
        parts.append(self.witness[reached : span.end])
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the edited text and of the witness; where `same`, letter for letter."""

    edited: int
    span: Span
    same: bool

    def start(self, offset: int) -> int:
        return self.span.start + offset - self.edited if self.same else self.span.start

    def end(self, offset: int) -> int:
        return self.span.start + offset - self.edited if self.same else self.span.end


def words_of(text: AnchoredText) -> Words:
    """The words of an anchored text."""
    pieces, edited = _pieces(text)
    starts = [piece.edited for piece in pieces]
    words = []
    for match in WORD.finditer(edited):
        first = pieces[bisect_right(starts, match.start()) - 1]
        last = pieces[bisect_right(starts, match.end() - 1) - 1]
        span = Span(first.start(match.start()), last.end(match.end()))
        key = match.group().casefold().replace("’", "'")
        words.append(Word(key, span, Span(match.start(), match.end())))
    layout = tuple(one.span for one in text.inline if isinstance(one, _LAYOUT))
    layout += tuple(b.span for b in text.blocks if isinstance(b, _LAYOUT))
    siglum, characters = text.witness.siglum, text.witness.text
    return Words(siglum, characters, edited, tuple(words), tuple(sorted(layout)))


def _pieces(text: AnchoredText) -> tuple[list[_Piece], str]:
    """The pieces of a text that hold characters, and the edited text that they make."""
    characters = text.witness.text
    pieces: list[_Piece] = []
    parts: list[str] = []
    length = reached = 0

    def add(span: Span, words: str, *, same: bool) -> None:
        nonlocal length
        if words:
            pieces.append(_Piece(length, span, same))
            parts.append(words)
            length += len(words)

    for one in text.inline:
        if one.changes_text and one.span.start >= reached:
            before = Span(reached, one.span.start)
            add(before, before.of(characters), same=True)
            add(one.span, one.reading(one.span.of(characters)), same=False)
            reached = one.span.end
    rest = Span(reached, len(characters))
    add(rest, rest.of(characters), same=True)
    return pieces, "".join(parts)
