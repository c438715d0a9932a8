"""Repairs of attributes in the text of a TEI file; every other character stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, unescape

from edition.diagnostics import Diagnostic, Repair
from edition.tei import XML_NAMESPACE

_ATTRIBUTE = re.compile(r"""([^\s=<>/"']+)\s*=\s*("[^"]*"|'[^']*')""")
_QUOTES = {"&quot;": '"', "&apos;": "'"}


def repaired(text: str, diagnostics: Iterable[Diagnostic]) -> tuple[str, int]:
    """The text of a file with the repairs made that its diagnostics carry, and how many.

    A repair is left out where the attribute does not stand there with the old value, written in
    full: an entity or a character reference in it is for an editor.
    """
    starts = _line_starts(text)
    changes = set(_changes(text, starts, diagnostics))
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text, len(changes)


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]


def _changes(
    text: str, starts: list[int], diagnostics: Iterable[Diagnostic]
) -> Iterator[tuple[int, int, str]]:
    for one in diagnostics:
        line, column = one.place.line, one.place.column
        if one.repair is None or line is None or column is None or line > len(starts):
            continue
        found = _value(text, starts[line - 1] + column - 1, one.repair)
        if found is not None:
            mark = text[found[0] - 1]
            yield (*found, escape(one.repair.new, {mark: f"&#{ord(mark)};"}))


def _value(text: str, offset: int, repair: Repair) -> tuple[int, int] | None:
    """Where the old value stands in the start tag at an offset, without its quotation marks."""
    if text[offset : offset + 1] != "<":
        return None
    name = repair.attribute.replace(f"{{{XML_NAMESPACE}}}", "xml:")
    place = offset + 1
    while match := _ATTRIBUTE.search(text, place, _tag_end(text, place)):
        if match[1] == name:
            same = unescape(match[2][1:-1], _QUOTES) == repair.old
            return (match.start(2) + 1, match.end(2) - 1) if same else None
        place = match.end()
    return None


def _tag_end(text: str, place: int) -> int:
    """Where the start tag ends that goes on at a place outside quotation marks."""
    match = re.compile(r"""(?:[^<>"']|"[^"]*"|'[^']*')*""").match(text, place)
    return match.end() if match else place
