"""The wording of released versions, kept so that a citation can be answered, yet no word is kept.

Of each passage a version records its digest, and one byte for each word and mark: enough to say
which words are new and where words have gone, too little to give one back, for some hundred words
share each value. (The `fingerprint` of a witness knows neither capitals nor marks; a correction
is often no more than that.)
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from edition.reading.facts import PageFacts
from edition.reading.passages import Passage

_TOKEN = re.compile(r"\w+|[^\w\s]")
_RUN = 3
_KEPT = 0.5


class Wording(NamedTuple):
    """A passage as recorded: its digest, and a byte for each of its words and marks."""

    digest: str
    tokens: bytes


@dataclass(frozen=True, slots=True)
class Version:
    """A released version: its name, its date, and by siglum and passage how it was worded."""

    name: str
    date: str
    texts: Mapping[str, Mapping[str, Wording]]


class Stretch(NamedTuple):
    """Characters of a passage, white space not counted; `lost` words stood where it begins.

    An empty stretch is a place at which words only went.
    """

    start: int
    end: int
    lost: int


class Rewording(NamedTuple):
    """What became of a passage since a version.

    `now` is the passage that has its words today: another one where it was moved, empty where it
    is gone. `digest` is the recorded one. `stretches` say what is new in the passage `now`; none,
    where only white space was changed, or a change escapes the record.
    """

    passage: str
    now: str
    digest: str
    stretches: tuple[Stretch, ...] = ()


class TextChanges(NamedTuple):
    """What happened to one text since a version; passages are named by identifier.

    `reworded` have the same identifier and other words; `moved` have another identifier, with
    the same words or most of them; `gone` are no longer there, `new` were not there.
    """

    siglum: str
    unchanged: int
    reworded: tuple[Rewording, ...]
    moved: tuple[Rewording, ...]
    gone: tuple[Rewording, ...]
    new: tuple[str, ...]


def wording(passage: Passage) -> Wording:
    """What is recorded of a passage."""
    return Wording(passage.digest, bytes(_byte(match.group()) for match in _tokens(passage.text)))


def recorded(name: str, date: str, texts: Mapping[str, Iterable[Passage]]) -> Version:
    """The version as its passages stand now, by siglum of the text."""
    return Version(
        name,
        date,
        {siglum: {one.id: wording(one) for one in some} for siglum, some in texts.items()},
    )


def version_record(version: Version) -> dict[str, Any]:
    """The version as it is written in JSON: of each passage its digest and tokens in base 64."""
    return {
        "version": version.name,
        "date": version.date,
        "texts": {
            siglum: {
                name: f"{one.digest} {b64encode(one.tokens).decode()}" for name, one in some.items()
            }
            for siglum, some in version.texts.items()
        },
    }


def version_of(record: Mapping[str, Any]) -> Version:
    """The version of a record. Raises ValueError where it is none."""
    try:
        texts = {
            siglum: {name: _wording(value) for name, value in some.items()}
            for siglum, some in record["texts"].items()
        }
        return Version(str(record["version"]), str(record["date"]), texts)
    except (KeyError, AttributeError, TypeError) as error:
        raise ValueError("version, date or texts are missing or not as they are written") from error


def text_changes(version: Version, siglum: str, passages: Sequence[Passage]) -> TextChanges:
    """What became of each passage that a version records of a text."""
    before = version.texts.get(siglum, {})
    now = {one.id: one for one in passages}
    kept = {name for name, one in before.items() if name in now and now[name].digest == one.digest}
    finder = _Finder([one for one in passages if one.id not in kept])
    found: list[Rewording] = []
    for name, one in before.items():
        if name not in kept:
            place = finder.place(name, one)
            stretches = tuple(stretches_of(one, now[place])) if place else ()
            found.append(Rewording(name, place, one.digest, stretches))
    return TextChanges(
        siglum,
        len(kept),
        reworded=tuple(one for one in found if one.now == one.passage),
        moved=tuple(one for one in found if one.now not in ("", one.passage)),
        gone=tuple(one for one in found if not one.now),
        new=tuple(name for name in now if name not in before),
    )


def changes_since(
    version: Version, texts: Mapping[str, Sequence[Passage]]
) -> tuple[TextChanges, ...]:
    """What became of every text since a version: of those it records, then of those that are new.

    Of a text that it records and that is no longer there, all passages are gone.
    """
    sigla = dict.fromkeys([*version.texts, *texts])
    return tuple(text_changes(version, siglum, texts.get(siglum, ())) for siglum in sigla)


def by_text(facts: Iterable[PageFacts]) -> dict[str, list[Passage]]:
    """The passages of each text, gathered from its pages."""
    found: dict[str, list[Passage]] = {}
    for page in facts:
        found.setdefault(page.text.siglum, []).extend(page.passages)
    return found


def stretches_of(before: Wording, now: Passage) -> Iterator[Stretch]:
    """Where the words of a passage are not those recorded, in order."""
    if before.digest == now.digest:
        return
    ends: list[tuple[int, int]] = []
    reached = 0
    for match in _tokens(now.text):
        ends.append((reached, reached + len(match.group())))
        reached = ends[-1][1]
    matcher = SequenceMatcher(None, before.tokens, wording(now).tokens, autojunk=False)
    for sort, first, last, start, end in matcher.get_opcodes():
        if sort == "equal":
            continue
        begin = ends[start][0] if start < len(ends) else reached
        yield Stretch(begin, ends[end - 1][1] if end > start else begin, last - first)


class _Finder:
    """Finds among passages the one that has the words of a recorded one."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._runs = {one.id: _runs(wording(one).tokens) for one in passages}
        self._by_digest: dict[str, list[str]] = {}
        self._by_run: dict[bytes, list[str]] = {}
        for one in passages:
            self._by_digest.setdefault(one.digest, []).append(one.id)
            for run in self._runs[one.id]:
                self._by_run.setdefault(run, []).append(one.id)

    def place(self, name: str, before: Wording) -> str:
        """The passage with the same words; else its own, or the one with most of its words."""
        same = self._by_digest.get(before.digest, [])
        if len(same) == 1:
            return same[0]
        runs = _runs(before.tokens)
        shared = Counter(place for run in runs for place in self._by_run.get(run, ()))
        own = name in self._runs
        best = max(shared, key=lambda place: (shared[place], place == name), default="")
        if best and shared[best] >= _KEPT * len(runs):
            return best
        return name if own else ""


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return _TOKEN.finditer(text)


def _runs(tokens: bytes) -> set[bytes]:
    return {tokens[i : i + _RUN] for i in range(max(1, len(tokens) - _RUN + 1))}


def _byte(token: str) -> int:
    return hashlib.blake2b(token.encode(), digest_size=1).digest()[0]


def _wording(value: str) -> Wording:
    digest, _, tokens = value.partition(" ")
    return Wording(digest, b64decode(tokens, validate=True))
