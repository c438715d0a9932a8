"""What can be wrong with a document, as the engine sees it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """A sort of fault."""

    UNKNOWN_ELEMENT = "unknown-element"  # no element of the schema has this name
    WRONG_NAMESPACE = "wrong-namespace"  # one has, but in another namespace
    MISPLACED_ELEMENT = "misplaced-element"
    MISSING_CONTENT = "missing-content"  # an element ends too early
    TEXT_NOT_ALLOWED = "text-not-allowed"
    UNKNOWN_ATTRIBUTE = "unknown-attribute"  # no attribute of the schema has this name
    MISPLACED_ATTRIBUTE = "misplaced-attribute"
    CONFLICTING_ATTRIBUTE = "conflicting-attribute"  # not beside the others that are there
    MISSING_ATTRIBUTE = "missing-attribute"
    BAD_VALUE = "bad-value"  # of an attribute
    BAD_TEXT = "bad-text"  # of an element whose content is a value
    DUPLICATE_IDENTIFIER = "duplicate-identifier"
    DANGLING_REFERENCE = "dangling-reference"  # an IDREF without ID
    NOT_WELL_FORMED = "not-well-formed"
    BAD_ENCODING = "bad-encoding"
    ENTITY_TOO_LARGE = "entity-too-large"
    TOO_DEEP = "too-deep"
    TOO_MANY_ATTRIBUTES = "too-many-attributes"
    TOO_COMPLEX = "too-complex"  # the schema: checking was given up
    TOO_LONG = "too-long"  # a tag, or the text of an element whose content is a value


class Fault(NamedTuple):
    """One breach of the schema, or of XML.

    `line` and `column` count from 1, in characters. `path` leads to the element: for a start
    tag that is the element itself. Names are as in the schema, without prefix where their
    namespace is the schema's main one.

    `expected` are the names or values that could stand there, the likeliest first; `required`
    those among them without which it will not do. `before` is the element that stands before
    it in its parent. `reason` is a short sentence of the parser
    or datatype. For misplaced elements: `closing` are the open elements (innermost first)
    that would have to end before it, `wrappers` the elements that may stand here and hold
    it, `missing_before` those without which it comes too early, `any_before` those of which one
    would have to stand before it, and `elsewhere` says that its parent does hold it at other
    places.
    """

    kind: Kind
    line: int = 1
    column: int = 1
    path: str = ""
    element: str = ""
    parent: str = ""
    before: str | None = None
    attribute: str | None = None
    value: str | None = None
    expected: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    reason: str | None = None
    closing: tuple[str, ...] = ()
    wrappers: tuple[str, ...] = ()
    missing_before: tuple[str, ...] = ()
    any_before: tuple[str, ...] = ()
    elsewhere: bool = False


class FactKind(Enum):
    """Something about a document's entities that no schema sees, but a reader should know."""

    EXTERNAL_SUBSET = "external-subset"  # a document type declaration in another file
    EXTERNAL_ENTITY = "external-entity"  # a reference to text in another file, not fetched
    SKIPPED_ENTITY = "skipped-entity"  # a reference to an entity that no declaration explains


class Fact(NamedTuple):
    """What was left out of the document as it was read: the name, and where it points to.

    The name of a parameter entity is not known: it has its address for a name. A reference in
    an attribute's value to an entity that nothing explains is not among the facts.
    """

    kind: FactKind
    line: int
    column: int
    name: str
    system: str | None
