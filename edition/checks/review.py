"""What an editor should look at: nothing is wrong, but perhaps not meant."""

from __future__ import annotations

from collections.abc import Iterator

from edition import findings
from edition.anchoring import AnchoredText
from edition.annotations.annotation import Annotation
from edition.annotations.footer import Footer
from edition.diagnostics import Diagnostic, Place, Severity, printable


def inside_emendations(text: AnchoredText) -> Iterator[Diagnostic]:
    """Annotations of which an emendation takes only a part, found by one sweep."""
    changing = [a for a in text.inline if a.changes_text and not a.span.is_empty]
    marked = [a for a in text.inline if not (a.marks_ends or isinstance(a, Footer))]
    active: list[Annotation] = []
    following = 0
    for emendation in changing:
        active = [a for a in active if a.span.end > emendation.span.start]
        while following < len(marked) and marked[following].span.start < emendation.span.end:
            active.append(marked[following])
            following += 1
        for one in active:
            if _is_cut(one, emendation):
                yield _inside(one, emendation)


def _is_cut(one: Annotation, emendation: Annotation) -> bool:
    """Whether an emendation takes a part of an annotation, or the place of another emendation."""
    if one.span.is_empty:
        return emendation.span.start < one.span.start < emendation.span.end
    return one.span.overlaps(emendation.span) and not one.span.covers(emendation.span)


def _inside(one: Annotation, emendation: Annotation) -> Diagnostic:
    fact = (
        f"{one.kind} {one.span} (“{printable(one.quote)}”) is cut by {emendation.kind} "
        f"{emendation.span} (“{printable(emendation.quote)}”)"
    )
    hint = "let the emendation cover only what changes, or the annotation all of it"
    place = one.place or Place(one.local_id)
    return Diagnostic(findings.INSIDE_EMENDATION, place, fact, hint, Severity.REVIEW)
