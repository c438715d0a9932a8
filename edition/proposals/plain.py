"""A text of paragraphs: its first line is the title, every other line a paragraph."""

from __future__ import annotations

from edition.annotations.annotation import Annotation
from edition.proposals.drafting import Draft, lines
from edition.witness import Witness

TEXT_TYPE = "plain"


def propose(witness: Witness) -> list[Annotation]:
    """A heading and paragraphs."""
    draft = Draft(witness)
    found = lines(witness)
    for line in found[:1]:
        draft.block("heading", line.span)
    for line in found[1:]:
        draft.block("paragraph", line.span)
    return draft.proposed()
