"""Numbers that the header states of the text, against the text: words, pages, hands, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from edition.checks.check import Fault, check
from edition.checks.pointing import in_tei, shortened
from edition.checks.scopes import Scope
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.surroundings import around
from edition.tei import Element, local_name

_WORDS = frozenset("word words token tokens wörter mots parole".split())
_PAGES = frozenset("page pages".split())
_NUMBER = re.compile("[1-9][0-9]{0,2}(?:[ ,.'’\u00a0\u202f]?[0-9]{3}){0,4}|[0-9]{1,12}")
_NO_DIGIT = re.compile("[^0-9]")
_WORD = re.compile(r"\w+")
_TOLERANCE = 0.05
_FEWEST = 100
_SCRIBES = ("scribe", "scribeRef", "corresp")
_WHOLE = 100.5


@check(
    "stated-extent",
    Severity.NOTE,
    hint="count again, or look whether a part of the text is missing",
    example='<extent><measure unit="words">25232</measure></extent> in a text of 22600 words',
)
def stated_extents(file: TeiFile) -> Iterator[Fault]:
    """The extent that fileDesc states in words or pages is not that of the text.

    Words may be counted by white space or by letters, and five in a hundred more or fewer do not
    matter. Pages are compared with pb, where there are any.
    """
    for scope in file.scopes:
        for measure in scope.declared("measure"):
            unit = (measure.get("unit") or measure.get("type") or "").strip().lower()
            stated = _stated(measure) if _is_own_extent(measure) else None
            if stated is not None and unit in _WORDS:
                yield from _other_words(measure, stated, scope)
            elif stated is not None and unit in _PAGES:
                pages = scope.names.get("pb", 0)
                if pages and pages != stated:
                    yield Fault(measure, f"{stated} pages stated, {pages} pb in the text")


@check(
    "hand-count",
    Severity.NOTE,
    hint="correct @hands, or describe the hand that is missing",
    example='<handDesc hands="2"><handNote>...</handNote></handDesc>',
)
def hand_counts(file: TeiFile) -> Iterator[Fault]:
    """The number of hands in handDesc is not that of the handNote inside it, where there are any.

    Several handNote of one scribe may be one hand.
    """
    for described in filter(in_tei, file.named("handDesc")):
        stated = described.get("hands", "").strip()
        notes = list(described.iterchildren("{*}handNote"))
        scribes = {tuple(note.get(name) for name in _SCRIBES) for note in notes}
        if stated.isdecimal() and notes:
            if stated.lstrip("0") not in {str(len(notes)), str(len(scribes))}:
                message = f"hands is {shortened(stated)}, but {len(notes)} are described"
                yield Fault(described, message, "hands")


@check(
    "language-shares",
    Severity.REVIEW,
    hint="correct @usage: percentages of the whole text",
    example='<language ident="la" usage="80"/><language ident="de" usage="40"/>',
)
def language_shares(file: TeiFile) -> Iterator[Fault]:
    """The shares of the languages of a langUsage (usage, in percent) are more than the whole."""
    for usage in filter(in_tei, file.named("langUsage")):
        shares = [one.get("usage", "").strip() for one in usage.iterchildren("{*}language")]
        numbers = [int(share) for share in shares if share.isdecimal() and len(share) <= 3]
        if sum(numbers) > _WHOLE:
            yield Fault(usage, f"the shares of the languages are {sum(numbers)} % together")


def _is_own_extent(measure: Element) -> bool:
    """Whether a measure is of this file, not of its source."""
    above = [local_name(one) for one in islice(measure.iterancestors(), 2)]
    return above == ["extent", "fileDesc"]


def _stated(measure: Element) -> int | None:
    written = (measure.get("quantity") or measure.text or "").strip()
    return int(_NO_DIGIT.sub("", written)) if _NUMBER.fullmatch(written) else None


def _other_words(measure: Element, stated: int, scope: Scope) -> Iterator[Fault]:
    outer = around({"text"})
    texts = [e for e in scope.used("text") if outer.nearest(e) is None]
    words = "\n".join(str(text) for one in texts for text in one.itertext("*"))
    counts = len(words.split()), len(_WORD.findall(words))
    least, most = min(counts) * (1 - _TOLERANCE), max(counts) * (1 + _TOLERANCE)
    if texts and max(stated, *counts) >= _FEWEST and not least <= stated <= most:
        yield Fault(measure, f"{stated} words stated, about {counts[0]} in the text")
