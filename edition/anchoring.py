"""Witness and layers become an anchored text: every quote verified, every conflict named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition import findings
from edition.annotations.annotation import Annotation, order
from edition.annotations.block import Block
from edition.diagnostics import Diagnostic, Finding, Place, printable, raise_for, sorted_by_place
from edition.layers import Layer
from edition.quotes import agrees, nearest, opening
from edition.witness import Witness


@dataclass(frozen=True, slots=True)
class AnchoredText:
    """A witness with its confirmed annotations, each sorted by start, outer before inner."""

    witness: Witness
    blocks: tuple[Block, ...]
    inline: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What annotations may refer to: register entries with their sort, responsibilities."""

    entries: Mapping[str, str]
    responsibilities: Collection[str]


def anchor(witness: Witness, layers: Iterable[Layer], known: Known) -> AnchoredText:
    """Verify every annotation and keep the confirmed ones.

    Raises InputError with all that is wrong: quotes, spans, references, identifiers,
    emendations that cross.
    """
    everything = [a for layer in layers for a in layer.annotations]
    confirmed = [a for a in everything if a.status == "confirmed"]
    raise_for(
        sorted_by_place(
            *(d for a in everything for d in _span_faults(witness, a)),
            *_unknown_responsibilities(everything, known),
            *(d for a in everything for d in _reference_faults(a, known)),
            *_target_faults(witness.siglum, confirmed),
            *_duplicates(confirmed),
        )
    )
    ordered = sorted(confirmed, key=order)
    raise_for(_conflicts(a for a in ordered if a.changes_text))
    return AnchoredText(
        witness,
        tuple(a for a in ordered if isinstance(a, Block)),
        tuple(a for a in ordered if not isinstance(a, Block)),
    )


def _fault(annotation: Annotation, finding: Finding, fact: str, hint: str) -> Diagnostic:
    return Diagnostic(finding, annotation.place or Place(annotation.local_id), fact, hint)


def _span_faults(witness: Witness, annotation: Annotation) -> Iterator[Diagnostic]:
    span, text = annotation.span, witness.text
    if span.end > len(text):
        fact = f"{span} lies behind the end of {witness.siglum} ({len(text)} characters)"
        yield _fault(annotation, findings.QUOTE_MISMATCH, fact, _where(witness, annotation))
    elif span.is_empty:
        yield from _place_faults(witness, annotation)
    elif not agrees(text, span, annotation.quote, annotation.digest):
        stands = printable(text[span.start : min(span.end, span.start + 40)])
        line, column = witness.position(span.start)
        fact = (
            f"“{printable(annotation.quote)}” stands in the layer, “{stands}” in "
            f"{witness.siglum} at {span} (line {line}, column {column})"
        )
        yield _fault(annotation, findings.QUOTE_MISMATCH, fact, _where(witness, annotation))


def _place_faults(witness: Witness, annotation: Annotation) -> Iterator[Diagnostic]:
    offset, text = annotation.span.start, witness.text
    if not annotation.may_be_empty:
        fact = f"the {annotation.kind} covers no character"
        hint = "give start and end of the words it is about"
        yield _fault(annotation, findings.EMPTY_SPAN, fact, hint)
        return
    if annotation.before is None or annotation.after is None:
        fact = f"nothing guards the place of the {annotation.kind}"
        hint = "add before and after: up to 20 characters either side"
        yield _fault(annotation, findings.MISSING_FIELD, fact, hint)
    before, after = annotation.before or "", annotation.after or ""
    if not (text.endswith(before, 0, offset) and text.startswith(after, offset)):
        fact = (
            f"“{printable(before)}” and “{printable(after)}” do not meet in "
            f"{witness.siglum} at {offset}"
        )
        place = nearest(text, before + after, offset - len(before))
        hint = "the words do not meet anywhere in the witness"
        if place is not None:
            hint = f"they meet at {place + len(before)}"
        yield _fault(annotation, findings.QUOTE_MISMATCH, fact, hint)


def _where(witness: Witness, annotation: Annotation) -> str:
    words = opening(annotation.quote) if annotation.digest else annotation.quote
    offset = nearest(witness.text, words, annotation.span.start) if words else None
    if offset is None:
        return "the quote stands nowhere in the witness: is it the right witness and copy?"
    distance = offset - annotation.span.start
    if not distance:
        return "the words begin rightly there, but go on or end differently: correct end or quote"
    line, column = witness.position(offset)
    direction = "later" if distance > 0 else "earlier"
    return (
        f"the quote stands {abs(distance)} characters {direction}, at "
        f"{offset}-{offset + len(words)} (line {line}, column {column})"
    )


def _unknown_responsibilities(
    annotations: Sequence[Annotation], known: Known
) -> Iterator[Diagnostic]:
    given = {one.resp for one in annotations}
    unknown = {resp: sorted(set(resp.split()) - set(known.responsibilities)) for resp in given}
    if not any(unknown.values()):
        return
    hint = "name it under [[responsibility]] in edition.toml"
    for one in annotations:
        for name in unknown[one.resp]:
            fact = f"nobody is called {printable(name)}"
            yield _fault(one, findings.UNKNOWN_RESPONSIBILITY, fact, hint)


def _reference_faults(annotation: Annotation, known: Known) -> Iterator[Diagnostic]:
    for entry, sort in annotation.references():
        actual = known.entries.get(entry)
        if actual is None:
            fact = f"no register has an entry {printable(entry)}"
            hint = "add the entry, or correct the reference"
            yield _fault(annotation, findings.UNKNOWN_REFERENCE, fact, hint)
        elif sort and actual != sort:
            fact = f"{entry} is an entry of sort {actual}, not {sort}"
            hint = "point to the right entry, or use the kind that fits it"
            yield _fault(annotation, findings.WRONG_REFERENCE, fact, hint)


def _target_faults(siglum: str, annotations: Sequence[Annotation]) -> Iterator[Diagnostic]:
    identifiers = {f"{siglum}.{one.local_id}" for one in annotations}
    for one in annotations:
        for target in one.targets():
            if target not in identifiers:
                hint = "point to a block or annotation of the same witness, or to a web address"
                fact = f"nothing has the identifier {printable(target)}"
                yield _fault(one, findings.UNKNOWN_REFERENCE, fact, hint)


def _duplicates(annotations: Iterable[Annotation]) -> Iterator[Diagnostic]:
    seen: dict[str, Annotation] = {}
    for annotation in annotations:
        first = seen.setdefault(annotation.local_id, annotation)
        if first is not annotation:
            fact = f"{annotation.local_id} is given twice, first at {first.place}"
            hint = "take one away, or give one of them an id of its own"
            yield _fault(annotation, findings.DUPLICATE_ANNOTATION, fact, hint)


def _conflicts(ordered: Iterable[Annotation]) -> Iterator[Diagnostic]:
    """Crossing and equal claims on the same characters, found by one sweep."""
    open_claims: list[Annotation] = []
    for annotation in ordered:
        while open_claims and open_claims[-1].span.end <= annotation.span.start:
            open_claims.pop()
        if open_claims:
            outer = open_claims[-1]
            if outer.span == annotation.span or not outer.span.covers(annotation.span):
                yield _conflict(outer, annotation)
                continue
        open_claims.append(annotation)


def _conflict(first: Annotation, second: Annotation) -> Diagnostic:
    fact = (
        f"{second.kind} {second.span} (“{printable(second.quote)}”) and {first.kind} "
        f"{first.span} (“{printable(first.quote)}”, {first.place}) claim the same characters"
    )
    hint = "make one annotation of the two, or let them end where the other begins"
    return _fault(second, findings.EMENDATIONS_CROSS, fact, hint)
