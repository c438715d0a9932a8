"""Blocks that nobody has read: they may hold errors that nobody has looked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from edition import findings
from edition.compiled import CompiledText
from edition.diagnostics import Diagnostic, Place, Severity
from edition.verification import verified

_HINT = "read it, and say so under [[verification]] in witness.toml"


def unread_paragraphs(text: CompiledText) -> Iterator[Diagnostic]:
    """One diagnostic for each run of blocks of a text that nobody has read."""
    state = verified(text.anchored.blocks, text.settings.verification)
    for is_read, run in groupby(state, key=lambda one: bool(one.readers)):
        if is_read:
            continue
        blocks = [f"{text.siglum}.{one.block.id}" for one in run]
        first, last, number = blocks[0], blocks[-1], len(blocks)
        fact = "nobody has read it"
        if number > 1:
            fact = f"nobody has read it and what follows up to {last}: {number} blocks"
        place = Place(f"{text.siglum}/witness.toml", near=first)
        yield Diagnostic(findings.UNREAD, place, f"{first}: {fact}", _HINT, Severity.REVIEW)
