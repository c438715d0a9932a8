"""Which findings are wanted, by their words or the families they belong to."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from edition.checks import all_findings, families, profile_checks, words_of


class UnknownNameError(ValueError):
    """There is no finding, family or profile of a name; the text says so, with a guess."""


def chosen(select: Sequence[str], ignore: Sequence[str], profile: str | None) -> frozenset[str]:
    """The words of the findings that are wanted: all, or those selected, without those ignored.

    Those of a profile are wanted only with that profile. Raises UnknownNameError.
    """
    wanted = _words(select) if select else _without_other_profiles(profile)
    return wanted - _words(ignore)


def known_word(word: str) -> str:
    """The word itself. Raises UnknownNameError where no finding has it."""
    known = all_findings()
    if word in known:
        return word
    near = difflib.get_close_matches(word, [*known, *families()], n=1)
    guess = f"Did you mean {near[0]}?" if near else "See the page Findings of the manual."
    raise UnknownNameError(f"There is no finding {word}. {guess}")


def _words(names: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        found |= words_of(name) or {known_word(name)}
    return frozenset(found)


def _without_other_profiles(profile: str | None) -> frozenset[str]:
    from edition.profiles import profiles  # here: most runs need none

    others = {one.finding.word for one in profile_checks()}
    if profile is not None:
        if profile not in profiles():
            known = ", ".join(profiles())
            raise UnknownNameError(f"There is no profile {profile}; there are {known}.")
        others.difference_update(one.finding.word for one in profiles()[profile].checks)
    return frozenset(all_findings()) - others
