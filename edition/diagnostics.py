"""What can be wrong, where it is, and what to do about it.

`Finding` is the one list of words: the same in the terminal, in reports and in the
manual, where the comment behind each word is its explanation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a finding matters: it must be mended, looked at, or known."""

    ERROR = "error"
    REVIEW = "review"
    NOTE = "note"


class Finding(Enum):
    """A sort of problem; the value is its public name, the text after it its explanation."""

    NO_EDITION = "no-edition", "There is no edition.toml where the edition was looked for."
    BAD_SETTINGS = "bad-settings", "edition.toml or witness.toml cannot be read or lacks a field."
    SOURCE_MISSING = "source-missing", "The source text of a witness was not found in any folder."
    UNREADABLE = "unreadable-file", "A file cannot be read."
    NOT_UTF8 = "not-utf8", "A file is not UTF-8; the message gives the byte."
    FORBIDDEN_CHARACTER = (
        "forbidden-character",
        "A witness or layer holds a character that XML cannot carry (NUL, control).",
    )
    BYTE_ORDER_MARK = "byte-order-mark", "A witness begins with a byte order mark."
    CARRIAGE_RETURN = "carriage-return", "The lines of a witness end with carriage returns."
    EMPTY_WITNESS = "empty-witness", "A witness holds no text."
    WITNESS_CHANGED = (
        "witness-changed",
        "The copy of a source is not the one that was annotated: its digest differs.",
    )
    BROKEN_LINE = "broken-line", "A line of a layer is not a JSON object."
    UNKNOWN_KIND = "unknown-kind", "A layer uses a kind of annotation that does not exist."
    UNKNOWN_FIELD = "unknown-field", "An annotation has a field that its kind does not know."
    MISSING_FIELD = "missing-field", "An annotation lacks a field that its kind needs."
    BAD_VALUE = "bad-value", "A field holds a value that is not allowed there."
    QUOTE_MISMATCH = (
        "quote-mismatch",
        "The words of an annotation are not those that stand at its offsets.",
    )
    EMPTY_SPAN = "empty-span", "An annotation covers nothing, and its kind must cover something."
    DUPLICATE_ANNOTATION = (
        "duplicate-annotation",
        "Two annotations would get the same identifier: the same kind at the same place.",
    )
    EMENDATIONS_CROSS = (
        "emendations-cross",
        "Two annotations that change the text claim the same characters; neither may be cut.",
    )
    STRUCTURE_CROSSES = "structure-crosses", "Two blocks of the structure cross."
    CROSSES_BLOCK = (
        "crosses-block",
        "An annotation that may not be cut runs over the border of a block.",
    )
    TEXT_OUTSIDE_BLOCK = (
        "text-outside-block",
        "Words of the witness stand in no block that may hold text.",
    )
    ANNOTATION_OUTSIDE_TEXT = (
        "annotation-outside-text",
        "An annotation covers no character of a block that may hold it.",
    )
    TOO_DEEP = "too-deep", "Annotations or elements are nested deeper than any text needs."
    MISPLACED_BLOCK = "misplaced-block", "A block stands in another that may not hold it."
    UNKNOWN_REFERENCE = "unknown-reference", "A reference names no entry of the registers."
    WRONG_REFERENCE = "wrong-reference", "A reference names an entry of another register."
    UNKNOWN_RESPONSIBILITY = (
        "unknown-responsibility",
        "An annotation is ascribed to nobody that edition.toml names.",
    )
    BAD_REGISTER = "bad-register", "A register is not well-formed XML or not a TEI register."
    DUPLICATE_ID = "duplicate-id", "One xml:id is given twice."
    BAD_NOTE = "bad-note", "The text of an editorial note is not a well-formed TEI fragment."
    INSIDE_EMENDATION = (
        "inside-emendation",
        "An annotation lies inside an emendation, or crosses it: the edited words there carry"
        " no mark-up of it.",
    )
    NOT_WRITABLE = "not-writable", "A product cannot be written; all earlier files are whole."
    DIGEST_DIFFERS = "digest-differs", "A product is not the one whose digest was recorded."
    NOT_IDENTICAL = (
        "not-identical",
        "A bug of the program: a text read back from the TEI is not the text put in.",
    )
    NOT_STABLE = "not-stable", "A bug of the program: the same input gave different bytes."
    NOT_COVERED = "not-covered", "A bug of the program: annotated characters lie in no fragment."
    DEAD_POINTER = "dead-pointer", "A bug of the program: a pointer of the TEI resolves to nothing."

    explanation: str

    def __new__(cls, word: str, explanation: str) -> Finding:
        member = object.__new__(cls)
        member._value_ = word
        member.explanation = explanation
        return member


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file and, where known, line and column (from 1)."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        return ":".join([self.path, *numbers])


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One instance of a finding, with its place, the fact and what to do."""

    finding: Finding
    place: Place
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        line = f"{self.place}: {self.severity.value}: {self.finding.value}: {self.message}"
        return f"{line}\n  hint: {self.hint}" if self.hint else line


class EditionError(Exception):
    """Base of all errors: carries every diagnostic of the stage that failed."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


class InputError(EditionError):
    """What was brought is wrong: the user can mend it."""


class ProofError(EditionError):
    """An invariant does not hold: a bug of this program."""


def printable(text: str) -> str:
    """The text with every character that could disturb a terminal shown as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def sorted_by_place(*diagnostics: Diagnostic) -> list[Diagnostic]:
    """Diagnostics in the order of files and lines."""
    return sorted(diagnostics, key=lambda one: (one.place.path, one.place.line or 0))


def raise_for(diagnostics: Iterable[Diagnostic]) -> None:
    """Raise InputError with all the diagnostics, if there is any error among them."""
    found = tuple(diagnostics)
    if any(d.severity is Severity.ERROR for d in found):
        raise InputError(found)
