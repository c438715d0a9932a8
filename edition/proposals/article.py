"""An encyclopaedia article: narrative under headings, pictures, then numbered sources."""

from __future__ import annotations

import re
from itertools import zip_longest

from edition.annotations.annotation import Annotation
from edition.proposals.drafting import Draft, Line, groups, lines
from edition.spans import Span
from edition.witness import Witness

TEXT_TYPE = "article"
_SOURCES = "Primary Sources"
_SOURCE = re.compile(r"\((\d+)\) ")
_ENDS = (".", "?", "!", ":", '"', "”", ")")
_LONGEST_HEADING = 60


def propose(witness: Witness) -> list[Annotation]:
    """Title, pictures, sections with their headings, numbered sources, paragraphs.

    In the narrative two short lines in a row are a picture (alternative text and caption); a
    third short line behind them, or a short line alone, is a heading.
    """
    draft = Draft(witness)
    found = lines(witness)
    if not found:
        return []
    title, *rest = found
    draft.block("heading", title.span)
    border = next((i for i, line in enumerate(rest) if line.text == _SOURCES), len(rest))
    headings = [line for group in groups(rest[:border]) for line in _narrative(draft, group, title)]
    if headings:
        _divide(draft, headings, rest[border - 1].span.end, "section")
    if border < len(rest):
        draft.block("division", Span(rest[border].span.start, rest[-1].span.end), type="sources")
        _sources(draft, rest[border:])
    return draft.proposed()


def _is_short(line: Line) -> bool:
    return len(line.text) <= _LONGEST_HEADING and not line.text.endswith(_ENDS)


def _narrative(draft: Draft, group: list[Line], title: Line) -> list[Line]:
    """Draft the blocks of a group; return its headings."""
    if group[0].number <= title.number + 2 and len(group) == 1 and _is_short(group[0]):
        draft.block("figure", group[0].span)
        draft.block("alternative-text", group[0].span)
        return []
    if len(group) > 1 and all(map(_is_short, group[:2])):
        draft.block("figure", Span(group[0].span.start, group[1].span.end))
        draft.block("alternative-text", group[0].span)
        draft.block("caption", group[1].span)
        group = group[2:]
    headings = [line for line in group if _is_short(line)]
    for line in group:
        draft.block("heading" if line in headings else "paragraph", line.span)
    return headings


def _divide(draft: Draft, headings: list[Line], end: int, sort: str) -> None:
    for line, following in zip_longest(headings, headings[1:]):
        last = end if following is None else following.span.start
        draft.block("division", Span(line.span.start, last), type=sort)


def _sources(draft: Draft, found: list[Line]) -> None:
    draft.block("heading", found[0].span)
    starts = [i for i, line in enumerate(found) if _SOURCE.match(line.text)]
    for first, following in zip(starts, [*starts[1:], len(found)], strict=True):
        number = _SOURCE.match(found[first].text)
        span = Span(found[first].span.start, found[following - 1].span.end)
        draft.block("division", span, type="source", n=number.group(1) if number else None)
        draft.block("heading", found[first].span)
        for line in found[first + 1 : following]:
            draft.block("paragraph", line.span)
