"""A web page: what its mark-up says is proposed, and divisions from the levels of headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edition.annotations import kinds
from edition.annotations.annotation import Annotation
from edition.annotations.block import Block
from edition.proposals.drafting import Draft
from edition.spans import Span
from edition.witness import Witness


@dataclass(frozen=True, slots=True)
class Marked:
    """A span of the text and what the page's mark-up makes of it: a kind, with its level."""

    kind: str
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, and what is marked in it, in order."""

    text: str
    marked: tuple[Marked, ...]


def propose_page(witness: Witness, page: Page) -> list[Annotation]:
    """The structure and the italics of a page.

    The first heading is the title; each later one begins a division, which ends where a heading
    of the same or a higher level begins.
    """
    draft = Draft(witness)
    for span in _divisions(page):
        draft.block("division", span, type="section")
    for one in page.marked:
        if issubclass(kinds()[one.kind], Block):
            draft.block(one.kind, one.span)
        else:
            draft.annotation(one.kind, one.span)
    return draft.proposed()


def _divisions(page: Page) -> Iterator[Span]:
    headings = [one for one in page.marked if one.kind == "heading"][1:]
    last = max((one.span.end for one in page.marked), default=0)
    for place, heading in enumerate(headings):
        later = (one for one in headings[place + 1 :] if one.level <= heading.level)
        following = next(later, None)
        yield Span(heading.span.start, following.span.start if following else last)
