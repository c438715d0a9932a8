"""TEI All: every element of the Guidelines."""

from __future__ import annotations

from edition.profiles.profile import Profile

PROFILE = Profile(
    name="tei-all",
    title="TEI All",
    explanation="All elements of the TEI Guidelines, with TEI's own Schematron rules.",
    schema="tei-all",
    rules="tei-all",
)
