"""TEI Lite: the small TEI of the textbooks."""

from __future__ import annotations

from edition.profiles.profile import Profile

PROFILE = Profile(
    name="lite",
    title="TEI Lite",
    explanation="The small selection of TEI that most introductions teach.",
    schema="tei-lite",
    rules="tei-lite",
)
