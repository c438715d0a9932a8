"""TEI SimplePrint: early modern and modern printed books."""

from __future__ import annotations

from edition.profiles.profile import Profile

PROFILE = Profile(
    name="simpleprint",
    title="TEI SimplePrint",
    explanation="The selection of TEI for printed books that comes with a processing model.",
    schema="tei-simpleprint",
    rules="tei-simpleprint",
)
