"""What programs leave in a text: misread bytes, escapes not undone, values without content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import name2codepoint

from edition.checks.check import Fault, check
from edition.checks.misreading import SIGNS, meant, misread_in
from edition.checks.passages import Passage, excerpt, passages
from edition.checks.pointing import times
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity

_ENTITY = re.compile("&(?:([A-Za-z]{2,8}[0-9]{0,2})|#[0-9]{2,7}|#[xX][0-9A-Fa-f]{2,6});")
_ENTITIES = frozenset(name2codepoint) | {"apos"}
_TAG = re.compile(
    r"</[A-Za-z][\w:.-]{0,40}>"
    r"|<[A-Za-z][\w:.-]{0,40}\s{1,9}[\w:.-]{1,40}=(?:\"[^\"<>]{0,200}\"|'[^'<>]{0,200}')"
    r"|<(?:br|hr|lb|pb|gap)\s?/>|(?<!\S)/>"
)


@check(
    "misread-encoding",
    Severity.ERROR,
    hint="convert the file again, reading it as UTF-8",
    example="<persName>MÃ¼ller</persName>",
)
def misread_encodings(file: TeiFile) -> Iterator[Fault]:
    """Bytes of UTF-8 were read as Windows-1252 or Latin-1, so that one letter became two or three.

    Only sequences that no word has by itself count. The file is told once, with their number.
    """
    first: tuple[Passage, int, str] | None = None
    count = 0
    for passage in passages(file, SIGNS):
        for start, misread in misread_in(passage.text):
            first = first or (passage, start, misread)
            count += 1
    if first is not None:
        passage, start, misread = first
        shown = excerpt(passage.text, start, start + len(misread))
        message = f"`{misread}` is `{meant(misread)}` misread: “{shown}”{times(count)}"
        yield Fault(passage.element, message, passage.attribute)


@check(
    "entity-as-text",
    Severity.ERROR,
    hint="write the character itself; an ampersand is escaped once",
    example="<title>Sons &amp;amp; Lovers</title>",
)
def entities_as_text(file: TeiFile) -> Iterator[Fault]:
    """An escape was escaped again, so that its name stands in the text instead of the character.

    In an address (a URL) it is to be reviewed. Elements that hold code are left alone.
    """
    first: dict[str, tuple[Passage, str]] = {}
    count: dict[str, int] = {}
    for passage in passages(file, frozenset("&")):
        for found in _ENTITY.finditer(passage.text):
            if found[1] is None or found[1] in _ENTITIES:
                first.setdefault(found[0], (passage, excerpt(passage.text, *found.span())))
                count[found[0]] = count.get(found[0], 0) + 1
    for entity, (passage, shown) in first.items():
        message = f"`{entity}` stands as text: “{shown}”{times(count[entity])}"
        severity = Severity.REVIEW if passage.attribute else None
        yield Fault(passage.element, message, passage.attribute, severity=severity)


@check(
    "markup-as-text",
    Severity.REVIEW,
    hint="write the mark-up as elements, or put what is quoted into code or eg",
    example="<p>a &lt;i>new&lt;/i> course</p>",
)
def markup_as_text(file: TeiFile) -> Iterator[Fault]:
    """Tags of HTML or XML stand as text, because they were escaped on the way.

    Angle brackets as such are left alone: editors enclose words in them.
    """
    for passage in passages(file, frozenset("<>")):
        tags = _TAG.findall(passage.text)
        if tags:
            message = f"`{tags[0].strip()}` stands as text{times(len(tags))}"
            yield Fault(passage.element, message, passage.attribute)
