"""Who has read which blocks of a text: the state of its verification, block by block."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition import findings
from edition.annotations.annotation import Annotation, order
from edition.annotations.block import Block
from edition.diagnostics import Diagnostic, Place, printable
from edition.settings import Verification, WitnessSettings
from edition.spans import Span

INDEPENDENT = 2


@dataclass(frozen=True, slots=True)
class VerifiedBlock:
    """A block that holds text, who has read it independently, and whether it was compared."""

    block: Block
    readers: frozenset[str]
    compared: bool


def text_blocks(annotations: Iterable[Annotation]) -> tuple[Block, ...]:
    """The confirmed blocks among annotations that hold text, in the order of the text."""
    blocks = [a for a in annotations if isinstance(a, Block) and a.status == "confirmed"]
    return tuple(sorted((one for one in blocks if one.holds_text), key=order))


def verified(
    blocks: Iterable[Block], verifications: Iterable[Verification]
) -> tuple[VerifiedBlock, ...]:
    """The state of each block that holds text, in the order of the text.

    Only a reading counts as one: who settles or compares has seen what others found. A name
    that is no block verifies nothing (see `verification_faults`).
    """
    every = tuple(blocks)
    holding = text_blocks(every)
    readers: dict[str | None, set[str]] = {one.id: set() for one in holding}
    compared: set[str | None] = set()
    for one in verifications:
        covered = {block.id for block in _covered(one, every, holding)}
        if one.how == "reading":
            for name in covered:
                readers[name].add(one.by)
        elif one.how == "comparison":
            compared |= covered
    return tuple(VerifiedBlock(b, frozenset(readers[b.id]), b.id in compared) for b in holding)


def targets(siglum: str, one: Verification, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The identifiers that a verification is about: the text, or its outermost blocks."""
    if not one.blocks:
        return (f"{siglum}.text",)
    outermost: list[Block] = []
    for block in _covered(one, blocks, text_blocks(blocks)):
        if not (outermost and outermost[-1].span.covers(block.span)):
            outermost.append(block)
    return tuple(f"{siglum}.{block.id}" for block in outermost)


def correction_status(state: Sequence[VerifiedBlock], persons: Collection[str]) -> str:
    """How far a text is corrected, in TEI's words (the attribute status of correction).

    high: every block was read by two independent readers at least, one of them a person;
    medium: by one reader, person or program; low: some block by nobody.
    """
    if not state or not all(one.readers for one in state):
        return "low"
    twice = all(len(one.readers) >= INDEPENDENT for one in state)
    by_persons = all(not one.readers.isdisjoint(persons) for one in state)
    return "high" if twice and by_persons else "medium"


def verification_statement(state: Sequence[VerifiedBlock]) -> str:
    """How many blocks of a text were read and compared, as a sentence for its header."""
    twice = sum(len(one.readers) >= INDEPENDENT for one in state)
    once = sum(len(one.readers) == 1 for one in state)
    compared = sum(one.compared for one in state)
    return (
        f"Of {len(state)} blocks of text {twice} were read by two or more independent readers,"
        f" {once} by one, {len(state) - twice - once} by none; {compared} were compared with"
        " parallel passages."
    )


def verification_faults(
    settings: WitnessSettings, blocks: Sequence[Block], responsibilities: Collection[str]
) -> Iterator[Diagnostic]:
    """What the verifications of a witness name that does not exist."""
    place = Place(f"{settings.siglum}/witness.toml")
    by_id = _by_id(blocks)
    for one in settings.verification:
        if one.by not in responsibilities:
            fact = f"[[verification]]: nobody is called {printable(one.by)}"
            hint = "name it under [[responsibility]] in edition.toml"
            yield Diagnostic(findings.UNKNOWN_RESPONSIBILITY, place, fact, hint)
        for name in one.blocks:
            if _span(name, by_id) is None:
                fact = f"[[verification]]: {printable(name)} is no block and no range of blocks"
                hint = "write the id of a block (p12), or of the first and last one (p12-p40)"
                yield Diagnostic(findings.UNKNOWN_REFERENCE, place, fact, hint)


def _covered(
    one: Verification, blocks: Iterable[Block], holding: Sequence[Block]
) -> Sequence[Block]:
    if not one.blocks:
        return holding
    by_id = _by_id(blocks)
    spans = [span for name in one.blocks if (span := _span(name, by_id)) is not None]
    return [block for block in holding if any(span.covers(block.span) for span in spans)]


def _by_id(blocks: Iterable[Block]) -> dict[str, Span]:
    return {block.id: block.span for block in blocks if block.id is not None}


def _span(name: str, by_id: Mapping[str, Span]) -> Span | None:
    """The span of a block or of a range; an id may itself hold the sign of a range."""
    if name in by_id:
        return by_id[name]
    for place in (n for n, character in enumerate(name) if character == "-"):
        first, last = by_id.get(name[:place]), by_id.get(name[place + 1 :])
        if first and last and first.start <= last.start:
            return Span(first.start, max(first.end, last.end))
    return None
