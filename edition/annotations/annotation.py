"""What every annotation is, whatever its kind.

A kind is a frozen dataclass derived from `Annotation`, alone in a module of this
package. Its docstring is its section of the manual, its fields are the fields of its
lines in a layer, `encode` is its TEI. Nothing else has to be told of a new kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from functools import cache
from typing import Any, ClassVar

from edition import findings
from edition.diagnostics import Finding, Place
from edition.spans import Span
from edition.tei import Element

CERTAINTIES = ("high", "medium", "low", "unknown")
EVIDENCES = ("internal", "external", "conjecture")
STATUSES = ("proposed", "confirmed", "rejected")
COMMON = frozenset({"span", "place"})


def fitting(pattern: str, **options: Any) -> Any:
    """A field whose whole text fits a regular expression."""
    return field(metadata={"pattern": pattern}, **options)


def one_of(values: tuple[str, ...], **options: Any) -> Any:
    """A field that holds one of a closed list of values."""
    return field(metadata={"values": values}, **options)


@dataclass(frozen=True, slots=True)
class Declared:
    """What using a kind declares: an element of `editorialDecl` and the sentence in it."""

    section: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What an editor says about one span of a witness.

    `resp` names one or more responsible persons or rules of edition.toml, separated by
    spaces; `evidence` and `cert` are TEI's words; `note` is the reason, which
    stands beside the text in the TEI.

    `layer` names the file that its lines belong to. `depth` says who is outside where spans
    are equal: the smaller number. `atomic` annotations are never cut. These are two orders,
    not one. `anywhere` kinds may stand between blocks. `marks_ends` kinds cover nothing
    themselves: an anchor stands where they begin.
    """

    kind: ClassVar[str]
    layer: ClassVar[str]
    declared: ClassVar[Declared]
    depth: ClassVar[int]
    atomic: ClassVar[bool] = False
    may_be_empty: ClassVar[bool] = False
    changes_text: ClassVar[bool] = False
    anywhere: ClassVar[bool] = False
    marks_ends: ClassVar[bool] = False
    fault: ClassVar[Finding] = findings.BAD_VALUE

    span: Span
    quote: str = ""
    digest: str | None = None
    before: str | None = None
    after: str | None = None
    resp: str
    status: str = one_of(STATUSES, default="confirmed")
    cert: str = one_of(CERTAINTIES, default="high")
    evidence: str = one_of(EVIDENCES, default="internal")
    note: str | None = None
    id: str | None = None
    place: Place | None = field(default=None, compare=False)

    @property
    def local_id(self) -> str:
        """Its identifier inside its witness: given, or made of kind and offsets.

        The offsets of a witness never change, so neither does the identifier when
        other annotations come or go.
        """
        return self.id or f"{self.kind}.{self.span}"

    def faults(self) -> Iterator[str]:
        """What is wrong with its own fields, beyond what their types tell."""
        return iter(())

    def references(self) -> Iterator[tuple[str, str]]:
        """The register entries it points to: identifier and sort, empty for any sort."""
        return iter(())

    def targets(self) -> Iterator[str]:
        """The identifiers of blocks or annotations of its own witness that it points to."""
        return iter(())

    def reading(self, words: str) -> str:
        """What the edited text has where the witness has `words`."""
        return words

    def responsibility(self) -> dict[str, str]:
        """The TEI attributes that say who asserts it and how surely (att.global.responsibility)."""
        return {"resp": pointers(self.resp), "cert": self.cert}

    def ground(self) -> dict[str, str]:
        """The TEI attribute for the evidence, unless it is the text itself and leaves no doubt."""
        is_plain = self.evidence == "internal" and self.cert == "high"
        return {} if is_plain else {"evidence": self.evidence}

    def encode(self, parent: Element, attributes: dict[str, str]) -> Element | None:
        """Append its TEI to `parent`; return the element that takes the witness's characters.

        `attributes` hold xml:id and, for a fragment, next and prev. None is returned
        where no character of the witness goes inside.
        """
        raise NotImplementedError


@cache
def pointers(names: str) -> str:
    """Names as pointers inside the file."""
    return " ".join(f"#{name}" for name in names.split())


def own_fields(kind: type[Annotation]) -> tuple[Field[Any], ...]:
    """The fields that a kind adds to the common ones."""
    common = {f.name for f in fields(Annotation)}
    return tuple(f for f in fields(kind) if f.name not in common)


def number_fields(kind: type[Annotation]) -> tuple[str, ...]:
    """The names of the fields that hold a whole number."""
    return tuple(one.name for one in own_fields(kind) if "int" in str(one.type))


def order(annotation: Annotation) -> tuple[int, bool, int, int, str, str]:
    """The total order of annotations: by start, places first, longest first, outer kinds first."""
    span = annotation.span
    start, end = span.start, span.end
    return start, start != end, -end, annotation.depth, annotation.kind, annotation.id or ""
