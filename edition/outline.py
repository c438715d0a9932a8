"""The blocks of a text become its outline: a tree, with the runs of characters between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from edition import findings
from edition.anchoring import AnchoredText
from edition.annotations.block import Block
from edition.characters import WHITE_SPACE
from edition.diagnostics import Diagnostic, Place, printable, raise_for
from edition.spans import Span
from edition.witness import Witness


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that belong to one block and stand between two of its inner blocks."""

    span: Span
    holds_text: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A block (none at the root, the body) with the runs and blocks inside it, in order."""

    block: Block | None
    span: Span
    children: tuple[Section | Run, ...]


@dataclass(slots=True)
class _Open:
    block: Block | None
    span: Span
    children: list[Section | Run] = field(default_factory=list)
    reached: int = 0
    last: Block | None = None


def outline(text: AnchoredText) -> Section:
    """The tree of blocks and runs of a text.

    Raises InputError where blocks cross or stand in others that may not hold them, or words
    stand in no block that holds text.
    """
    whole = Span(0, len(text.witness.text))
    stack = [_Open(None, whole)]
    faults: list[Diagnostic] = []
    for block in text.blocks:
        while len(stack) > 1 and stack[-1].span.end <= block.span.start:
            _close(stack)
        if not stack[-1].span.covers(block.span):
            faults.append(_crosses(stack[-1], block))
            continue
        outer = stack[-1].block
        if (outer.kind if outer else "") not in block.inside:
            faults.append(_misplaced(outer, block))
        faults.extend(_disordered(stack[-1], block))
        _run_up_to(stack[-1], block.span.start)
        stack.append(_Open(block, block.span, reached=block.span.start))
    while len(stack) > 1:
        _close(stack)
    _run_up_to(stack[0], whole.end)
    raise_for(faults)
    tree = Section(None, whole, tuple(stack[0].children))
    raise_for(_stray_words(text, tree))
    return tree


def runs(section: Section) -> Iterator[Run]:
    """All runs of a tree in the order of the text."""
    for child in section.children:
        if isinstance(child, Run):
            yield child
        else:
            yield from runs(child)


def _close(stack: list[_Open]) -> None:
    done = stack.pop()
    _run_up_to(done, done.span.end)
    stack[-1].children.append(Section(done.block, done.span, tuple(done.children)))
    stack[-1].reached = done.span.end


def _run_up_to(section: _Open, offset: int) -> None:
    if section.reached < offset:
        block = section.block
        span = Span(section.reached, offset)
        holds_text = block is not None and block.holds_text
        section.children.append(Run(span, holds_text))
        section.reached = offset


def _crosses(outer: _Open, block: Block) -> Diagnostic:
    other = outer.block
    fact = f"{block.kind} {block.span} crosses {other.kind if other else 'text'} {outer.span}"
    hint = "blocks nest: let one end before the other begins, or inside it"
    return Diagnostic(findings.STRUCTURE_CROSSES, block.place or Place(block.local_id), fact, hint)


def _misplaced(outer: Block | None, block: Block) -> Diagnostic:
    where = f"{outer.kind} {outer.span}" if outer else "the text directly"
    allowed = ", ".join(sorted(kind or "the text directly" for kind in block.inside))
    fact = f"{block.kind} {block.span} stands in {where}"
    place = block.place or Place(block.local_id)
    return Diagnostic(findings.MISPLACED_BLOCK, place, fact, f"it may stand in: {allowed}")


def _disordered(outer: _Open, block: Block) -> Iterator[Diagnostic]:
    """A heading behind a paragraph, a paragraph behind a division, anything behind a closer."""
    if block.order is None:
        return
    last = outer.last
    if last is not None and last.order is not None and block.order < last.order:
        fact = f"{block.kind} {block.span} stands behind {last.kind} {last.span}"
        hint = "put a division around what follows, or correct the kinds"
        place = block.place or Place(block.local_id)
        yield Diagnostic(findings.MISPLACED_BLOCK, place, fact, hint)
        return
    outer.last = block


def _stray_words(text: AnchoredText, tree: Section) -> Iterator[Diagnostic]:
    allowed = sorted(
        a.span for a in text.inline if a.anywhere and not (a.marks_ends or a.span.is_empty)
    )
    for run in runs(tree):
        if run.holds_text or not run.span.of(text.witness.text).strip(WHITE_SPACE):
            continue
        for span in _without(run.span, allowed):
            if words := span.of(text.witness.text).strip(WHITE_SPACE):
                yield _stray(text.witness, span, words)


def _without(span: Span, taken: list[Span]) -> Iterator[Span]:
    start = span.start
    for other in taken[bisect_left(taken, Span(start, start)) :]:
        if other.start >= span.end:
            break
        if start < other.start:
            yield Span(start, other.start)
        start = max(start, other.end)
    if start < span.end:
        yield Span(start, span.end)


def _stray(witness: Witness, span: Span, words: str) -> Diagnostic:
    offset = span.start + span.of(witness.text).index(words[0])
    place = Place(witness.siglum, *witness.position(offset))
    fact = f"“{printable(words[:40])}” stands in no block that holds text"
    hint = "add a paragraph or other block for it to the structure layer"
    return Diagnostic(findings.TEXT_OUTSIDE_BLOCK, place, fact, hint)
