"""Characters that hardly stand in a text by intention."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from edition.checks.check import Fault, check
from edition.checks.misreading import without_misread
from edition.checks.passages import Passage, Sighted, excerpt, named, passages, sighted
from edition.checks.pointing import times
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.tei import local_name

_NEXT_LINE = "\x85"
_LOST = frozenset("\ufffc\ufffd")
_DECLARING = frozenset("char glyph charProp localProp unicodeProp mapping g value".split())
_DECLARED_FONT = re.compile(r"\bMUFI\b|Medieval Unicode Font")
_LONGEST_WORD = 40


@check(
    "control-character",
    Severity.ERROR,
    hint="look at the source and write the character that stands there",
    example="<p>the &#x93;new course&#x94;</p>",
)
def control_characters(file: TeiFile) -> Iterator[Fault]:
    """A text holds control characters, most often quotation marks of Windows-1252 read as Latin-1.

    U+0085 is a line end on some machines, so that it is only to be reviewed. What belongs to
    misread UTF-8 is another finding.
    """
    for character, seen in _sorted(file, _is_control):
        if character not in without_misread(seen.passage.text):
            continue
        meant = _in_windows(character)
        stands = f"; Windows-1252 has `{meant}` at this number" if meant else ""
        severity = Severity.REVIEW if character == _NEXT_LINE else None
        yield _fault(character, seen, f"is a control character{stands}", severity)


@check(
    "noncharacter",
    Severity.ERROR,
    hint="delete it, or write the character that the source has",
    example="<p>a word&#xFDD0;</p>",
)
def noncharacters(file: TeiFile) -> Iterator[Fault]:
    """A text holds a code point that Unicode reserves for ever and that is no character."""
    for character, seen in _sorted(file, _is_noncharacter):
        yield _fault(character, seen, "is no character and never will be one")


@check(
    "lost-character",
    Severity.ERROR,
    hint="look at the source and write the character that stands there",
    example="<p>na&#xFFFD;ve</p>",
)
def lost_characters(file: TeiFile) -> Iterator[Fault]:
    """A conversion left U+FFFD where it lost a character, or U+FFFC where an object stood."""
    for character, seen in _sorted(file, _LOST.__contains__):
        if character == "\ufffd":
            yield _fault(character, seen, "stands where a conversion lost a character")
        else:
            yield _fault(character, seen, "stands where an object was", Severity.REVIEW)


@check(
    "private-character",
    Severity.REVIEW,
    hint="declare it as glyph in charDecl, with a mapping to Unicode, and write g",
    example="<p>a&#xE8BF;</p>",
)
def private_characters(file: TeiFile) -> Iterator[Fault]:
    """A text holds a private use character that nothing in the file explains.

    What a charDecl declares, what stands in g, and files whose header names MUFI are left alone.
    """
    private = frozenset(filter(_is_private, file.characters))
    if not private or _names_a_font(file):
        return
    for character, seen in sorted(sighted(file, private - _declared(file)).items()):
        if local_name(seen.passage.owner) not in _DECLARING:
            yield _fault(character, seen, "is for private use and means nothing elsewhere")


@check(
    "not-nfc",
    Severity.NOTE,
    hint="convert the file to the normal form NFC, unless the other form is meant",
    example="<p>prole&#x301;tariat</p>",
)
def not_composed(file: TeiFile) -> Iterator[Fault]:
    """Characters are not in the normal form NFC, so that words that look the same are not."""
    suspect = frozenset(filter(_may_compose, file.characters))
    first: Passage | None = None
    count = 0
    for passage in passages(file, suspect):
        if not unicodedata.is_normalized("NFC", passage.text):
            count += 1
            first = first or passage
    if first is not None:
        more = f" (in {count} passages)" if count > 1 else ""
        message = f"“{_first_decomposed(first.text)}” is not in the normal form NFC{more}"
        yield Fault(first.element, message, first.attribute)


def _may_compose(character: str) -> bool:
    """Whether a character is not in NFC, or may not be after another (mark or Hangul letter)."""
    if character.isascii():
        return False
    return (
        unicodedata.combining(character) > 0
        or "\u1160" <= character <= "\u11ff"
        or not unicodedata.is_normalized("NFC", character)
    )


def _first_decomposed(text: str) -> str:
    words = (w for w in text.split() if not unicodedata.is_normalized("NFC", w))
    return next(words, text)[:_LONGEST_WORD]


def _sorted(file: TeiFile, is_wanted: Callable[[str], bool]) -> Iterable[tuple[str, Sighted]]:
    return sorted(sighted(file, frozenset(filter(is_wanted, file.characters))).items())


def _fault(character: str, seen: Sighted, fact: str, severity: Severity | None = None) -> Fault:
    text = seen.passage.text
    start = text.index(character)
    shown = excerpt(text, start, start + 1)
    message = f"{named(character)} {fact}: “{shown}”{times(seen.count)}"
    return Fault(seen.passage.element, message, seen.passage.attribute, severity=severity)


def _is_control(character: str) -> bool:
    return "\x7f" <= character <= "\x9f"


def _is_noncharacter(character: str) -> bool:
    code = ord(character)
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _is_private(character: str) -> bool:
    return unicodedata.category(character) == "Co"


def _in_windows(control: str) -> str:
    """What Windows-1252 has at the number of a control character; nothing where it has none."""
    return control.encode("latin-1").decode("cp1252", errors="ignore").strip("\x7f")


def _names_a_font(file: TeiFile) -> bool:
    header = (str(text) for e in file.named("encodingDesc") for text in e.itertext())
    return any(map(_DECLARED_FONT.search, header))


def _declared(file: TeiFile) -> set[str]:
    declared: set[str] = set()
    for element in file.named("charDecl"):
        for text in element.itertext():
            declared.update(str(text))
        for one in element.iter("{*}localProp", "{*}unicodeProp"):
            declared.update(one.get("value", ""))
    return declared
