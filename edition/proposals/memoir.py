"""A memoir: title, citation, paragraphs, and dialogue whose turns are labelled."""

from __future__ import annotations

import re

from edition.annotations.annotation import Annotation
from edition.proposals.drafting import Draft, Line, lines
from edition.spans import Span
from edition.witness import Witness

TEXT_TYPE = "memoir"
_LABEL = re.compile(r"(?:- )?(\w+):(?= )")
_LONGEST_LABEL = 12


def propose(witness: Witness) -> list[Annotation]:
    """Heading, citation line, paragraphs; a line that begins with a label is a speech."""
    draft = Draft(witness)
    found = lines(witness)
    for kind, line in zip(("heading", "citation"), found, strict=False):
        draft.block(kind, line.span)
    for line in found[2:]:
        label = _LABEL.match(line.text)
        if label and len(label.group(1)) <= _LONGEST_LABEL:
            _speech(draft, line, label.end())
        else:
            draft.block("paragraph", line.span)
    return draft.proposed()


def _speech(draft: Draft, line: Line, length: int) -> None:
    start, end = line.span.start, line.span.end
    draft.block("speech", line.span)
    draft.block("speaker", Span(start, start + length))
    draft.block("paragraph", Span(start + length + 1, end))
