"""Characters that cannot be seen: zero-width, soft hyphens, controls of direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from edition.checks.check import Fault, check
from edition.checks.passages import Passage, excerpt, named, passages, sighted
from edition.checks.pointing import times
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.surroundings import around

_SOFT_HYPHEN = "\xad"
_WITHIN_A_LINE = re.compile(r"\xad(?![ \t]*(?:[\r\n]|\Z))")
_MARKS = frozenset("\u200e\u200f\u061c")
_JOINERS = frozenset("\u200c\u200d")
_INVISIBLE = frozenset("\u180e\u200b\u2028\u2029\u2060\u2061\u2062\u2063\u2064\ufeff") | _MARKS
_STRAY = re.compile(r"\s([\u200c\u200d])|([\u200c\u200d])\s")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff]")
_EMBEDDINGS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c")
_OPENING = {**_EMBEDDINGS, **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
_DIRECTIONS = frozenset(_OPENING) | frozenset(_OPENING.values())
_DIRECTION = re.compile(f"[{''.join(sorted(_DIRECTIONS))}]")
_BLOCKS = frozenset(
    "p ab l lg head item cell note stage speaker quote seg div body salute signed closer".split()
)


@check(
    "invisible-character",
    Severity.REVIEW,
    hint="delete it unless it is meant: it parts words that look the same from every search",
    example="<persName>Trot&#x200B;sky</persName>",
)
def invisible_characters(file: TeiFile) -> Iterator[Fault]:
    """A text holds a character without width: zero-width space, byte order mark, line separator.

    Marks of direction are left alone in a file with right-to-left script, zero-width spaces in
    scripts without spaces between words.
    """
    for character, seen in sorted(sighted(file, _INVISIBLE - _excused(file)).items()):
        text = seen.passage.text
        start = text.index(character)
        shown = excerpt(text, start, start + 1)
        message = f"{named(character)} cannot be seen: “{shown}”{times(seen.count)}"
        yield Fault(seen.passage.element, message, seen.passage.attribute)


@check(
    "stray-joiner",
    Severity.REVIEW,
    hint="delete it: it does something only between two letters or signs",
    example="<p>a word&#x200D; and another</p>",
)
def stray_joiners(file: TeiFile) -> Iterator[Fault]:
    """A zero-width joiner or non-joiner stands beside white space, where it joins nothing.

    At the border of an element it is left alone: the next letter may stand outside.
    """
    for passage in passages(file, _JOINERS):
        found = _STRAY.search(passage.text)
        if found:
            shown = excerpt(passage.text, *found.span())
            message = f"{named(found[1] or found[2])} joins nothing: “{shown}”"
            yield Fault(passage.element, message, passage.attribute)


@check(
    "soft-hyphen",
    Severity.NOTE,
    hint="delete it, or, at the end of a line, write lb with break=“no” after it",
    example="<p>revo&#xAD;lution</p>",
)
def soft_hyphens(file: TeiFile) -> Iterator[Fault]:
    """A text holds soft hyphens within the line: they part words from most searches.

    Soft hyphens at the end of a line, or of an element's text before a break, are left alone.
    """
    first: tuple[Passage, int] | None = None
    count = 0
    for passage in passages(file, frozenset(_SOFT_HYPHEN)):
        places = [found.start() for found in _WITHIN_A_LINE.finditer(passage.text)]
        if places and first is None:
            first = passage, places[0]
        count += len(places)
    if first is not None:
        passage, start = first
        shown = excerpt(passage.text, start, start + 1)
        message = f"{named(_SOFT_HYPHEN)} within a line: “{shown}”{times(count)}"
        yield Fault(passage.element, message, passage.attribute)


@check(
    "unbalanced-direction",
    Severity.REVIEW,
    hint="close what is opened within the same paragraph, by U+202C or U+2069",
    example="<p>the word &#x202B;שלום means peace</p>",
)
def unbalanced_directions(file: TeiFile) -> Iterator[Fault]:
    """Controls of writing direction are opened and not closed in a block, or closed unopened."""
    nested: dict[object, _Nested] = {}
    blocks = around(_BLOCKS)
    for passage in passages(file, _DIRECTIONS, in_order=True):
        block = blocks.nearest_or_self(passage.owner)
        key = (passage.owner, passage.attribute) if passage.attribute else block
        nested.setdefault(key, _Nested(passage, [])).read(passage.text)
    for one in nested.values():
        if fact := one.fault():
            yield Fault(one.passage.element, fact, one.passage.attribute)


@dataclass(slots=True)
class _Nested:
    """The controls of direction of a block: which are open, whether one was closed unopened."""

    passage: Passage
    open_now: list[str]
    unopened: str | None = None

    def read(self, text: str) -> None:
        for character in _DIRECTION.findall(text):
            if character in _OPENING:
                self.open_now.append(character)
            elif self.open_now and _OPENING[self.open_now[-1]] == character:
                self.open_now.pop()
            else:
                self.unopened = self.unopened or character

    def fault(self) -> str | None:
        if self.unopened:
            return f"{named(self.unopened)} closes what was not opened"
        if self.open_now:
            return f"{named(self.open_now[-1])} is opened and not closed in its block"
        return None


def _excused(file: TeiFile) -> frozenset[str]:
    others = file.characters - _MARKS
    excused: set[str] = set()
    if any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in others):
        excused.update(_MARKS)
    if any(map(_UNSPACED.match, others)):
        excused.update("\u200b\u2060")
    return frozenset(excused)
