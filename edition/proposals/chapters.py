"""A book of chapters, its page footers left in the text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, zip_longest

from edition.annotations.annotation import Annotation
from edition.proposals.drafting import Draft, Line, lines
from edition.spans import Span
from edition.witness import Witness

TEXT_TYPE = "chapters"
_CHAPTER = re.compile(r"Chapter (\w+): ")
_WORDS = {"One": 1, "Two": 2, "Three": 3, "Four": 4, "Five": 5, "Six": 6, "Seven": 7, "Eight": 8}
_SENTENCE_ENDS = (".", "?", "!", ":", '"', "”", "'", "’", ";", "*")
_OFTEN = 5


def propose(witness: Witness) -> list[Annotation]:
    """Title, byline, chapters, paragraphs, footers.

    A line that comes back five times or more is a page footer. A paragraph that ends without
    a mark of punctuation goes on behind the footer or empty line: the cut is a join.
    """
    draft = Draft(witness)
    found = lines(witness)
    footer = _footer(found)
    trimmed = [_without_last(draft, line, footer) for line in found]
    rest = trimmed[2:]
    for kind, line in zip(("heading", "byline"), trimmed, strict=False):
        draft.block(kind, line.span)
    _chapters(draft, rest)
    open_paragraph: list[Line] = []
    for line in rest:
        if _is_footer(line.text, footer):
            draft.annotation("footer", line.span)
        elif _CHAPTER.match(line.text):
            _close(draft, witness, open_paragraph)
            open_paragraph = []
            draft.block("heading", line.span)
        elif open_paragraph and not open_paragraph[-1].text.endswith(_SENTENCE_ENDS):
            open_paragraph.append(line)
        else:
            _close(draft, witness, open_paragraph)
            open_paragraph = [line]
    _close(draft, witness, open_paragraph)
    _inner_footers(draft, rest, footer)
    return draft.proposed()


def _plain(text: str) -> str:
    return text.replace("*", "")


def _footer(found: list[Line]) -> str | None:
    counts = Counter(_plain(line.text) for line in found)
    return next((text for text, times in counts.most_common(1) if times >= _OFTEN), None)


def _is_footer(text: str, footer: str | None) -> bool:
    return _plain(text) == footer


def _chapters(draft: Draft, rest: list[Line]) -> None:
    starts = [line for line in rest if _CHAPTER.match(line.text)]
    for line, following in zip_longest(starts, starts[1:]):
        end = rest[-1].span.end if following is None else following.span.start
        match = _CHAPTER.match(line.text)
        number = match.group(1) if match else ""
        n = str(_WORDS.get(number, number))
        span = Span(line.span.start, end)
        draft.block("division", span, type="chapter", n=n, id=f"ch{n}")


def _close(draft: Draft, witness: Witness, parts: list[Line]) -> None:
    if not parts:
        return
    draft.block("paragraph", Span(parts[0].span.start, parts[-1].span.end))
    for before, after in pairwise(parts):
        draft.annotation("join", Span(before.span.end, after.span.start))


def _without_last(draft: Draft, line: Line, footer: str | None) -> Line:
    """The line without the footer that ends it, if one does; the footer is drafted."""
    if footer is None or not line.text.endswith(f" {footer}"):
        return line
    text = line.text.removesuffix(footer)
    start = line.span.start
    draft.annotation("footer", Span(start + len(text), line.span.end))
    return Line(line.number, Span(start, start + len(text.rstrip())), text.rstrip())


def _inner_footers(draft: Draft, rest: list[Line], footer: str | None) -> None:
    for line in rest:
        at = line.text.find(f" {footer} ") if footer else -1
        if footer and at > 0:
            start = line.span.start + at
            draft.annotation("footer", Span(start + 1, start + 1 + len(footer)))
            draft.annotation("join", Span(start, start + len(footer) + 2))
