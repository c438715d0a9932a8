"""Texts made by this program: a strict subset of TEI All with closed lists of values."""

from __future__ import annotations

from edition.profiles.profile import Profile

PROFILE = Profile(
    name="own",
    title="This edition",
    explanation=(
        "What this program writes: its schema leaves nothing open that it never writes, and TEI's"
        " Schematron rules hold as well. The layers behind a text are proved when it is compiled."
    ),
    schema="edition",
    rules="tei-all",
)
