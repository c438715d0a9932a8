"""Corrections that readers propose: the block they send, and its place in a witness.

A block is JSON between two lines of its own, so that it is found in a mail or an issue, quoted or
wrapped. Places in a passage are counted in characters, white space left out, as pages do it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from edition import findings
from edition.diagnostics import Diagnostic, InputError, Place, printable

OPENING = "-----BEGIN CORRECTION-----"
CLOSING = "-----END CORRECTION-----"
_QUOTED = re.compile(r"^(?:[ \t]*>)+[ \t]?")
_AS_SENT = "take the block over as it was sent, from its BEGIN line to its END line"
_LONGEST = 4000
_ALIKE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a reader proposes: in a passage, for the words `quote`, the `suggestion`.

    `offset` says where the quote begins, if known. `version` and `digest` are those of the page
    that was read; `reader` is who sends it. Every field but the first three may be empty.
    """

    passage: str
    quote: str
    suggestion: str
    edition: str = ""
    version: str = ""
    siglum: str = ""
    digest: str = ""
    offset: int | None = None
    reason: str = ""
    reader: str = ""

    @property
    def witness(self) -> str:
        """The siglum; where it is not given, what stands before the point of the passage."""
        return self.siglum or self.passage.partition(".")[0]


class Sent(NamedTuple):
    """A proposal and where its block begins."""

    proposal: Proposal
    place: Place


_FIELDS = tuple(one.name for one in fields(Proposal))
_NEEDED = ("passage", "quote", "suggestion")


def block(proposal: Proposal) -> str:
    """The block of a proposal, as pages make it."""
    record = json.dumps(asdict(proposal), ensure_ascii=False, indent=1)
    return f"{OPENING}\n{record}\n{CLOSING}\n"


def proposals_in(text: str, path: str) -> list[Sent]:
    """The proposals of all blocks of a text, or of a text that is JSON: one, or a list of them.

    Raises InputError with the faults of all of them, and where there is none.
    """
    found: list[Sent] = []
    faults: list[Diagnostic] = []
    for place, source in _blocks(text, path):
        try:
            found += [Sent(_proposal(one, place), place) for one in _records(source, place)]
        except InputError as error:
            faults.extend(error.diagnostics)
    if not found and not faults:
        fact = f"there is no line {OPENING} in it"
        faults.append(Diagnostic(findings.NO_PROPOSAL, Place(path), fact, _AS_SENT))
    if faults:
        raise InputError(faults)
    return found


def _blocks(text: str, path: str) -> Iterator[tuple[Place, str]]:
    lines = [_QUOTED.sub("", line) for line in text.splitlines()]
    start: int | None = None
    any_block = False
    for number, line in enumerate(lines):
        if line.strip() == OPENING:
            start, any_block = number, True
        elif line.strip() == CLOSING and start is not None:
            yield Place(path, start + 1), "\n".join(lines[start + 1 : number])
            start = None
    if start is not None:
        yield Place(path, start + 1), "\n".join(lines[start + 1 :])
    if not any_block and text.lstrip()[:1] in ("{", "["):
        yield Place(path, 1), text


def _records(source: str, place: Place) -> list[Any]:
    """The objects of a block; a line end inside a value was put there by a mail program."""
    try:
        record = json.loads(source.replace("\xa0", " "), strict=False)
    except (ValueError, RecursionError) as error:
        fact = f"the block is not JSON: {getattr(error, 'msg', error)}"
        raise InputError([Diagnostic(findings.NO_PROPOSAL, place, fact, _AS_SENT)]) from error
    return record if isinstance(record, list) else [record]


def _proposal(record: object, place: Place) -> Proposal:
    fault = _fault(record)
    if fault or not isinstance(record, dict):
        raise InputError([Diagnostic(findings.NO_PROPOSAL, place, fault or "no object", _AS_SENT)])
    values: dict[str, Any] = {
        name: " ".join(value.split()) if isinstance(value, str) else value
        for name, value in record.items()
    }
    return Proposal(**values)


def _fault(record: object) -> str | None:
    if not isinstance(record, dict):
        return "the block is not a JSON object"
    if unknown := sorted(record.keys() - set(_FIELDS)):
        return f"{printable(unknown[0])} is no field; fields are {', '.join(_FIELDS)}"
    for name in _FIELDS:
        value = record.get(name)
        if name == "offset":
            if value is not None and (type(value) is not int or value < 0):
                return "offset is not a whole number"
        elif value is None and name not in _NEEDED and name not in record:
            continue
        elif not isinstance(value, str):
            return f"{name} is missing" if name not in record else f"{name} is not a text"
        elif len(value) > _LONGEST:
            return f"{name} is longer than {_LONGEST} characters"
        elif name in _NEEDED[:2] and not value.strip():
            return f"{name} is empty"
    return None


def narrowed(quote: str, suggestion: str) -> tuple[int, str, str]:
    """The words in which two differ, and how many words the quote has in front of them.

    Neither is left empty, unless it was: then a neighbouring word stays in both.
    """
    old, new = quote.split(), suggestion.split()
    shortest = min(len(old), len(new))
    front = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    back = 0
    while back < shortest - front and old[-1 - back] == new[-1 - back]:
        back += 1
    if shortest and shortest == front + back:
        front, back = (front - 1, back) if front else (front, back - 1)
    return front, " ".join(old[front : len(old) - back]), " ".join(new[front : len(new) - back])


def category_of(quote: str, suggestion: str) -> str:
    """The category of an emendation that its two readings show; an editor may know better."""
    bare, new = (re.sub(r"\s", "", one) for one in (quote, suggestion))
    if bare == new:
        return (
            "spacing" if quote.count(" ") == suggestion.count(" ") else _parted(quote, suggestion)
        )
    if bare.casefold() == new.casefold():
        return "case"
    if bare.replace("-", "") == new.replace("-", ""):
        return "hyphenation"
    old_letters, new_letters = (re.sub(r"\W", "", one) for one in (bare, new))
    if old_letters == new_letters:
        changed = set(bare) ^ set(new)
        return "quotation-mark" if changed and changed <= set("\"'“”‘’") else "punctuation"
    words, corrected = quote.split(), suggestion.split()
    if len(words) != len(corrected):
        return "missing-word" if len(words) < len(corrected) else "repetition"
    if len(bare) == len(new):
        pairs = [(a, b) for a, b in zip(bare, new, strict=True) if a != b]
        if all(a.isdigit() != b.isdigit() for a, b in pairs):
            return "digit-for-letter"
    is_alike = SequenceMatcher(None, bare, new, autojunk=False).ratio() >= _ALIKE
    return "misspelling" if is_alike else "wrong-word"


def _parted(quote: str, suggestion: str) -> str:
    return "split" if quote.count(" ") > suggestion.count(" ") else "joined"


def remark(proposal: Proposal) -> str:
    """The note on an annotation that comes from a proposal: who proposed it, on what, and why."""
    who = proposal.reader or "a reader who gave no name"
    on = f" on version {proposal.version}" if proposal.version else ""
    why = f": {proposal.reason}" if proposal.reason else ""
    return f"proposed by {who}{on}{why}"
