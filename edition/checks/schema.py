"""What is found while a document is read: not well-formed, not valid, larger than can be taken.

These findings come from the reader and the schema engine, not from a function over the tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.diagnostics import Diagnostic, Finding, Place, Severity, printable
from edition.relaxng.checking import Checked
from edition.relaxng.faults import Fact, FactKind, Fault, Kind
from edition.relaxng.wording import worded

_GUIDELINES = "https://tei-c.org/release/doc/tei-p5-doc/en/html/ref-{}.html"

NOT_WELL_FORMED = Finding(
    "not-well-formed",
    "The file is not XML: a tag is not closed, a byte or character may not stand there, or the file"
    " ends too early. Nothing after that place can be checked.",
    hint="mend the place; an editor that knows XML shows it",
    example="<p>A tag that is <hi>not closed</p>",
)
BAD_ENCODING = Finding(
    "bad-encoding",
    "The file declares an encoding that cannot be read here, so that nothing of it can be checked.",
    hint="declare the true encoding in the first line, or convert the file to UTF-8",
    example='<?xml version="1.0" encoding="koi7"?>',
)
EXTERNAL_DOCTYPE = Finding(
    "external-doctype",
    "The file names a document type in another file. It is not read: entities and default values"
    " that stand there are missing here, and readers of the file may get another text.",
    Severity.REVIEW,
    "write out what the document type brings in, and take the DOCTYPE away",
    '<!DOCTYPE TEI SYSTEM "tei.dtd">',
)
SKIPPED_ENTITY = Finding(
    "skipped-entity",
    "An entity stands for text in another file, or is declared nowhere: its text is missing here.",
    hint="write the text itself, or a character reference",
    example="<p>Bront&euml;</p>",
)
TOO_LARGE = Finding(
    "too-large",
    "A part of the file (an entity, a tag, nesting, attributes) is larger than any edition needs,"
    " so that reading on could use up the machine.",
    hint="split what is so large; if it is meant, tell us about the file",
    example="<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'> and so on",
)
PARTLY_CHECKED = Finding(
    "partly-checked",
    "The file is too large or too deep for the checks that need all of it in memory; the schema was"
    " checked.",
    Severity.NOTE,
    "split the file, for example by text, to have all of it checked",
    "a file of 500 MB",
)
NO_SCHEMA = Finding(
    "no-schema",
    "There is no schema for the file, so that only the other checks were made.",
    Severity.NOTE,
    "edition schema fetch gets TEI All, edition schema add takes one of yours; or --schema FILE",
    "a file without xml-model, on a machine whose schema store is empty",
)
NOT_TEI = Finding(
    "not-tei",
    "The root of the file is no element of TEI; the file was not checked further.",
    Severity.NOTE,
    "leave the file out, or put its root into TEI's namespace http://www.tei-c.org/ns/1.0",
    '<html xmlns="http://www.w3.org/1999/xhtml"/>',
)
NOT_CHECKED = Finding(
    "not-checked",
    "The file could not be checked to the end: the process that did it was stopped.",
    hint="check the file alone, with --jobs 1; perhaps it needs more memory than there is",
    example="a file that uses up the memory",
)

UNKNOWN_ELEMENT = Finding(
    "unknown-element",
    "The schema has no element of that name, or not in that namespace.",
    hint="use one of the elements that the schema has",
    example="<p>A <foo>word</foo>.</p>",
)
MISPLACED_ELEMENT = Finding(
    "misplaced-element",
    "The schema has the element, but not at this place.",
    hint="close the element around it first, or choose one that may stand here",
    example="<p>One <div><p>two</p></div></p>",
)
MISSING_CONTENT = Finding(
    "missing-content",
    "An element ends before all that it must hold has been given.",
    hint="add what is missing before the end tag",
    example="<fileDesc><titleStmt><title>A</title></titleStmt></fileDesc>",
)
TEXT_NOT_ALLOWED = Finding(
    "text-not-allowed",
    "Text stands where only elements may stand.",
    hint="put the text into an element, for example p",
    example="<body>A loose sentence.</body>",
)
UNKNOWN_ATTRIBUTE = Finding(
    "unknown-attribute",
    "The schema has no attribute of that name on any element.",
    hint="use one of the attributes that the element has",
    example='<p colour="red">text</p>',
)
MISPLACED_ATTRIBUTE = Finding(
    "misplaced-attribute",
    "The schema has the attribute, but not on this element, or not beside the others here.",
    hint="take it away, or choose one that the element has",
    example='<p when="1917">text</p>',
)
MISSING_ATTRIBUTE = Finding(
    "missing-attribute",
    "The element lacks an attribute that it must have.",
    hint="add the attribute",
    example="<graphic/>",
)
INVALID_VALUE = Finding(
    "invalid-value",
    "The value of an attribute is not one that the schema allows there.",
    hint="write a value of the kind that the schema asks for",
    example='<date when="12.3.1823">12.3.1823</date>',
)
INVALID_TEXT = Finding(
    "invalid-text",
    "The text of an element is not a value of the kind that the schema asks for there.",
    hint="write a value of the kind that the schema asks for",
    example="<width>broad</width>",
)

_BY_KIND = {
    Kind.UNKNOWN_ELEMENT: UNKNOWN_ELEMENT,
    Kind.WRONG_NAMESPACE: UNKNOWN_ELEMENT,
    Kind.MISPLACED_ELEMENT: MISPLACED_ELEMENT,
    Kind.MISSING_CONTENT: MISSING_CONTENT,
    Kind.TEXT_NOT_ALLOWED: TEXT_NOT_ALLOWED,
    Kind.UNKNOWN_ATTRIBUTE: UNKNOWN_ATTRIBUTE,
    Kind.MISPLACED_ATTRIBUTE: MISPLACED_ATTRIBUTE,
    Kind.CONFLICTING_ATTRIBUTE: MISPLACED_ATTRIBUTE,
    Kind.MISSING_ATTRIBUTE: MISSING_ATTRIBUTE,
    Kind.BAD_VALUE: INVALID_VALUE,
    Kind.BAD_TEXT: INVALID_TEXT,
    Kind.DUPLICATE_IDENTIFIER: INVALID_VALUE,
    Kind.DANGLING_REFERENCE: INVALID_VALUE,
    Kind.NOT_WELL_FORMED: NOT_WELL_FORMED,
    Kind.BAD_ENCODING: BAD_ENCODING,
    Kind.ENTITY_TOO_LARGE: TOO_LARGE,
    Kind.TOO_DEEP: TOO_LARGE,
    Kind.TOO_MANY_ATTRIBUTES: TOO_LARGE,
    Kind.TOO_LONG: TOO_LARGE,
}

SCHEMA_WORDS = frozenset(
    value.word for value in list(globals().values()) if isinstance(value, Finding)
)
"""The findings for which a file need not be taken into memory."""


def parsed(path: str, checked: Checked) -> Iterator[Diagnostic]:
    """The faults and facts of a document as diagnostics."""
    for fact in checked.facts:
        yield _of_fact(path, fact)
    for fault in checked.faults:
        yield _of_fault(path, fault)


def _of_fault(path: str, fault: Fault) -> Diagnostic:
    finding = _BY_KIND[fault.kind]
    message, hint = worded_safely(fault)
    place = Place(path, fault.line, fault.column)
    return Diagnostic(finding, place, message, _with_page(hint or finding.hint, fault))


def worded_safely(fault: Fault) -> tuple[str, str | None]:
    """Message and hint, without what could disturb a terminal."""
    message, hint = worded(fault)
    return printable(message), None if hint is None else printable(hint)


def _with_page(hint: str | None, fault: Fault) -> str | None:
    """The hint with the address of the Guidelines' page on the element, where it is TEI's."""
    named = fault.parent if fault.kind is Kind.MISPLACED_ELEMENT else fault.element
    if hint is None or not named.isalpha() or _is_of_xml(fault.kind):
        return hint
    return f"{hint} ({_GUIDELINES.format(named)})"


def _is_of_xml(kind: Kind) -> bool:
    """Whether a sort of fault concerns XML itself, not a schema."""
    return _BY_KIND[kind] in (NOT_WELL_FORMED, BAD_ENCODING, TOO_LARGE)


def _of_fact(path: str, fact: Fact) -> Diagnostic:
    place = Place(path, fact.line, fact.column)
    if fact.kind is FactKind.EXTERNAL_SUBSET:
        told = f"the document type {fact.name} stands in {fact.system}, which is not read"
        return _diagnostic(EXTERNAL_DOCTYPE, place, told)
    where = f" in {fact.system}, which is not read" if fact.system else ", which is not declared"
    return _diagnostic(SKIPPED_ENTITY, place, f"the entity &{fact.name};{where}")


def _diagnostic(finding: Finding, place: Place, message: str) -> Diagnostic:
    return Diagnostic(finding, place, printable(message), finding.hint, finding.severity)
