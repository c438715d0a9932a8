"""The words for what can be wrong with an edition's own files, and with what it compiles.

Each is the same in the terminal, in reports and in the manual. The words of checks on any TEI stand
with the checks: see `edition.checks`.
"""

from __future__ import annotations

from edition.diagnostics import Finding

NO_EDITION = Finding("no-edition", "There is no edition.toml where the edition was looked for.")
BAD_SETTINGS = Finding(
    "bad-settings", "edition.toml or witness.toml cannot be read or lacks a field."
)
SOURCE_MISSING = Finding(
    "source-missing", "The source text of a witness was not found in any folder."
)
UNREADABLE = Finding("unreadable-file", "A file cannot be read.")
NOT_UTF8 = Finding("not-utf8", "A file is not UTF-8; the message gives the byte.")
FORBIDDEN_CHARACTER = Finding(
    "forbidden-character",
    "A witness or layer holds a character that XML cannot carry (NUL, control).",
)
BYTE_ORDER_MARK = Finding("byte-order-mark", "A witness begins with a byte order mark.")
CARRIAGE_RETURN = Finding("carriage-return", "The lines of a witness end with carriage returns.")
EMPTY_WITNESS = Finding("empty-witness", "A witness holds no text.")
WITNESS_CHANGED = Finding(
    "witness-changed", "The copy of a source is not the one that was annotated: its digest differs."
)
BROKEN_LINE = Finding("broken-line", "A line of a layer is not a JSON object.")
UNKNOWN_KIND = Finding("unknown-kind", "A layer uses a kind of annotation that does not exist.")
UNKNOWN_FIELD = Finding("unknown-field", "An annotation has a field that its kind does not know.")
MISSING_FIELD = Finding("missing-field", "An annotation lacks a field that its kind needs.")
BAD_VALUE = Finding("bad-value", "A field holds a value that is not allowed there.")
QUOTE_MISMATCH = Finding(
    "quote-mismatch", "The words of an annotation are not those that stand at its offsets."
)
EMPTY_SPAN = Finding(
    "empty-span", "An annotation covers nothing, and its kind must cover something."
)
DUPLICATE_ANNOTATION = Finding(
    "duplicate-annotation",
    "Two annotations would get the same identifier: the same kind at the same place.",
)
EMENDATIONS_CROSS = Finding(
    "emendations-cross",
    "Two annotations that change the text claim the same characters; neither may be cut.",
)
STRUCTURE_CROSSES = Finding("structure-crosses", "Two blocks of the structure cross.")
CROSSES_BLOCK = Finding(
    "crosses-block", "An annotation that may not be cut runs over the border of a block."
)
TEXT_OUTSIDE_BLOCK = Finding(
    "text-outside-block", "Words of the witness stand in no block that may hold text."
)
ANNOTATION_OUTSIDE_TEXT = Finding(
    "annotation-outside-text", "An annotation covers no character of a block that may hold it."
)
TOO_DEEP = Finding("too-deep", "Annotations or elements are nested deeper than any text needs.")
MISPLACED_BLOCK = Finding("misplaced-block", "A block stands in another that may not hold it.")
UNKNOWN_REFERENCE = Finding("unknown-reference", "A reference names no entry of the registers.")
WRONG_REFERENCE = Finding("wrong-reference", "A reference names an entry of another register.")
UNKNOWN_RESPONSIBILITY = Finding(
    "unknown-responsibility", "An annotation is ascribed to nobody that edition.toml names."
)
BAD_REGISTER = Finding("bad-register", "A register is not well-formed XML or not a TEI register.")
DUPLICATE_ID = Finding("duplicate-id", "One xml:id is given twice.")
BAD_NOTE = Finding("bad-note", "The text of an editorial note is not a well-formed TEI fragment.")
INSIDE_EMENDATION = Finding(
    "inside-emendation",
    "An annotation lies inside an emendation, or crosses it: the edited words there carry no"
    " mark-up of it.",
)
UNREAD = Finding(
    "unread-paragraph",
    "By [[verification]] of witness.toml nobody has read a block of the text independently.",
)
NOT_WRITABLE = Finding("not-writable", "A product cannot be written; all earlier files are whole.")
DIGEST_DIFFERS = Finding("digest-differs", "A product is not the one whose digest was recorded.")
NOT_IDENTICAL = Finding(
    "not-identical", "A bug of the program: a text read back from the TEI is not the text put in."
)
NOT_STABLE = Finding("not-stable", "A bug of the program: the same input gave different bytes.")
NOT_COVERED = Finding(
    "not-covered", "A bug of the program: annotated characters lie in no fragment."
)
NOT_VALID = Finding(
    "not-valid",
    "The structure or a value that the layers ask for is not what the edition's schema allows.",
)
BROKEN_REFERENCE = Finding(
    "broken-reference", "A bug of the program: a pointer of the TEI resolves to nothing."
)
UNUSED_SUPPRESSION = Finding(
    "unused-suppression", "A suppression covers nothing that was found: its cause is gone."
)
BAD_SUPPRESSION = Finding(
    "bad-suppression", "A suppression names no finding that exists, or gives no reason."
)
BAD_SCHEMA = Finding(
    "bad-schema", "A schema is not RELAX NG in XML syntax or Schematron, or cannot be kept."
)
UNKNOWN_SCHEMA = Finding("unknown-schema", "The schema store has no schema of that name.")
NOT_FETCHED = Finding(
    "not-fetched", "A schema could not be fetched: no network, or the file is not the one known."
)
NO_PROPOSAL = Finding(
    "no-proposal", "A file holds no block of a reader's correction, or one that cannot be read."
)
UNFIT_PROPOSAL = Finding(
    "unfit-proposal",
    "A reader's correction fits no place of the text: its words stand there not at all or more"
    " than once, the passage has changed, or the place is emended already.",
)
BAD_VERSION = Finding("bad-version", "The record of a released version cannot be read.")

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Finding))
