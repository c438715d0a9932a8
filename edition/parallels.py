"""Parallels: passages that stand in two texts of an edition, or twice in one.

They are data of their own, a line of JSON each, and say where the passage stands, which blocks
it joins, and how its two copies differ. What they say is of the witnesses, which never change.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from edition import findings
from edition.anchoring import AnchoredText
from edition.diagnostics import Diagnostic, Finding, Place, printable
from edition.quotes import agrees, guard, nearest, opening
from edition.spans import Span
from edition.witness import Witness

LAYER_FILE = "parallels.jsonl"
RULE = "parallel-rule"
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Extract:
    """A stretch of a witness and the quote that guards it (see edition.quotes)."""

    span: Span
    quote: str
    digest: str | None = None

    @classmethod
    def of(cls, text: str, span: Span) -> Extract:
        """The extract of a text, guarded; that of a place has an empty quote."""
        if span.is_empty:
            return cls(span, "")
        return cls(span, **guard(text, span))

    def record(self) -> dict[str, Any]:
        """Its fields in a line."""
        known = {"start": self.span.start, "end": self.span.end, "quote": self.quote}
        return known if self.digest is None else {**known, "digest": self.digest}


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between the two copies, of one of the sorts of `edition.collation`."""

    sort: str
    first: Extract
    second: Extract


@dataclass(frozen=True, slots=True)
class Parallel:
    """One passage in two places; `words` of them are the same in both edited texts.

    `sigla` and `ends` are those of the first and the second copy. `blocks` are the pairs of
    blocks that the passage joins. `status` is that of an annotation: only what is confirmed
    is compiled.
    """

    id: str
    sigla: tuple[str, str]
    ends: tuple[Extract, Extract]
    words: int
    blocks: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]
    resp: str
    status: str = "proposed"
    note: str | None = None
    place: Place | None = field(default=None, compare=False)

    def is_about(self, siglum: str, block: str | None = None) -> bool:
        """Whether one of its copies stands in that text, and in that block of it."""
        return any(
            own == siglum and (block is None or any(pair[n] == block for pair in self.blocks))
            for n, own in enumerate(self.sigla)
        )


def to_line(one: Parallel) -> str:
    """The canonical line of a parallel, with its line end."""
    ends = (
        {"witness": siglum, **end.record()} for siglum, end in zip(one.sigla, one.ends, strict=True)
    )
    differences = [
        {"sort": d.sort, "first": d.first.record(), "second": d.second.record()}
        for d in one.differences
    ]
    record: dict[str, Any] = {"id": one.id, **dict(zip(("first", "second"), ends, strict=True))}
    record |= {"words": one.words, "blocks": one.blocks, "differences": differences}
    record |= {"resp": one.resp, "status": one.status}
    if one.note is not None:
        record["note"] = one.note
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def to_lines(parallels: Iterable[Parallel]) -> str:
    """The whole layer, in the order given."""
    return "".join(map(to_line, parallels))


def confirmed(parallels: Iterable[Parallel]) -> Iterator[Parallel]:
    """Those that an editor has confirmed."""
    return (one for one in parallels if one.status == "confirmed")


def compared_blocks(parallels: Iterable[Parallel]) -> dict[str, frozenset[str]]:
    """The ids of the blocks of each witness of which a confirmed parallel covers words."""
    found: dict[str, set[str]] = {}
    for one in confirmed(parallels):
        for n, siglum in enumerate(one.sigla):
            found.setdefault(siglum, set()).update(pair[n] for pair in one.blocks)
    return {siglum: frozenset(blocks) for siglum, blocks in found.items()}


def keep_decisions(proposed: Iterable[Parallel], earlier: Iterable[Parallel]) -> list[Parallel]:
    """The proposals, with the id and the decision of the earlier parallel they repeat.

    What editors entered themselves, without the rule, is kept too. A parallel is repeated where
    both its copies share more than half of their characters with those of the proposal.
    """
    left = {one.id: one for one in earlier}
    kept: list[Parallel] = []
    for one in proposed:
        same = left.get(one.id)
        if same is None or _shared(one, same) <= _HALF:
            same = max(left.values(), key=lambda other: _shared(one, other), default=None)
        if same is None or _shared(one, same) <= _HALF:
            kept.append(one)
            continue
        del left[same.id]
        kept.append(replace(one, id=same.id, resp=same.resp, status=same.status, note=same.note))
    return [*kept, *(one for one in left.values() if RULE not in one.resp.split())]


def _shared(one: Parallel, other: Parallel) -> float:
    """The share of characters that the copies of two parallels have in common, at least."""
    if one.sigla != other.sigla:
        return 0
    return min(
        _overlap(mine.span, theirs.span) for mine, theirs in zip(one.ends, other.ends, strict=True)
    )


def _overlap(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / max(len(one), len(other), 1)


def parallel_faults(
    parallels: Iterable[Parallel],
    texts: Mapping[str, AnchoredText],
    sigla: Collection[str],
    responsibilities: Collection[str],
) -> Iterator[Diagnostic]:
    """What parallels have wrong: witnesses, quotes, blocks, responsibilities.

    `texts` are those at hand, of the witnesses with these `sigla`.
    """
    blocks = {siglum: {b.id: b.span for b in text.blocks} for siglum, text in texts.items()}
    for one in parallels:
        for name in sorted(set(one.resp.split()).difference(responsibilities)):
            fact, hint = f"nobody is called {printable(name)}", "name it in edition.toml"
            yield _fault(one, findings.UNKNOWN_RESPONSIBILITY, fact, hint)
        for n, siglum in enumerate(one.sigla):
            if siglum not in sigla:
                fact = f"the edition has no witness {printable(siglum)}"
                hint = f"its witnesses are {', '.join(sigla)}"
                yield _fault(one, findings.UNKNOWN_REFERENCE, fact, hint)
            elif siglum in texts:
                yield from _block_faults(one, n, blocks[siglum])
                yield from _quote_faults(one, n, texts[siglum].witness)


def _block_faults(one: Parallel, n: int, known: Mapping[str | None, Span]) -> Iterator[Diagnostic]:
    siglum, span = one.sigla[n], one.ends[n].span
    for name in dict.fromkeys(pair[n] for pair in one.blocks):
        if name not in known:
            fact = f"{siglum} has no block {printable(name)}"
        elif not known[name].overlaps(span):
            fact = f"{siglum} {span} covers no word of the block {name}"
        else:
            continue
        hint = "correct the pair of blocks, or have it proposed anew: edition parallels propose"
        yield _fault(one, findings.UNKNOWN_REFERENCE, fact, hint)


def _quote_faults(one: Parallel, n: int, witness: Witness) -> Iterator[Diagnostic]:
    for extract in (one.ends[n], *((d.first, d.second)[n] for d in one.differences)):
        if agrees(witness.text, extract.span, extract.quote, extract.digest):
            continue
        stands = printable(witness.text[extract.span.start :][:40])
        fact = (
            f"“{printable(extract.quote)}” stands in the parallel, “{stands}” in "
            f"{witness.siglum} at {extract.span}"
        )
        words = opening(extract.quote) if extract.digest else extract.quote
        found = nearest(witness.text, words, extract.span.start) if words else None
        hint = "is it the right witness and copy?"
        if found is not None and found != extract.span.start:
            hint = f"the words stand at {found}"
        yield _fault(one, findings.QUOTE_MISMATCH, fact, hint)


def _fault(one: Parallel, finding: Finding, fact: str, hint: str) -> Diagnostic:
    place = one.place or Place(LAYER_FILE)
    return Diagnostic(finding, place, f"{one.id}: {fact}", hint)
