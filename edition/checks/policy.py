"""What the editorial declaration says of the text, against what the text does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.line_ends import parted_word
from edition.checks.passages import excerpt, text_before
from edition.checks.pointing import shortened, times
from edition.checks.scopes import Scope
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.surroundings import around
from edition.tei import Element

_MARK = re.compile('[“”„‟«»"]')
_EDGE_MARKS = frozenset("“”„‟«»\"‘’‚‹›'—–-")
_QUOTED = ("q", "said")
_FEWEST_QUOTED = 3
_SOURCE_SIDE = frozenset({"sic", "orig", "del", "surplus"})
_CORRECTIONS = ("corr", "sic")
_REGULARIZATIONS = ("reg", "orig")
_EMENDING = frozenset((*_CORRECTIONS, *_REGULARIZATIONS, "choice"))
_SENTENCE_END = re.compile(r"\w[.,;:!?](?:\s|\Z)")
_FEWEST_MARKS = 20
_LONGEST_LIST = 5


@check(
    "hyphenation-policy",
    Severity.REVIEW,
    hint="take the hyphens out, or declare eol=“some” or “all”",
    example='<hyphenation eol="none"/> ... a revo-<lb/>lution',
)
def hyphenation(file: TeiFile) -> Iterator[Fault]:
    """The header says that no hyphens are left at line ends (eol="none"), but some are.

    Counted are hyphens before lb, pb or cb with a small letter after them, but not in what the
    edition itself rejects (sic, orig, del).
    """
    for scope in file.scopes:
        if any(one.get("eol") == "none" for one in scope.declared("hyphenation")):
            rejected = around(_SOURCE_SIDE)
            breaks = (b for b in scope.used("lb", "pb", "cb") if rejected.nearest(b) is None)
            ends = [(b, word) for b in breaks if (word := parted_word(b))]
            if ends:
                first, word = ends[0]
                message = f"eol is none, but “{word}” has a hyphen at the line end"
                yield Fault(first, f"{message}{times(len(ends))}")


@check(
    "quotation-policy",
    Severity.REVIEW,
    hint="change @marks of quotation, or treat the marks as it says",
    example='<quotation marks="none"/> ... <q>“Come here,”</q>',
)
def quotation(file: TeiFile) -> Iterator[Fault]:
    """The header says that all quotation marks are kept, or none, but the text does otherwise.

    None are kept: then no text may have them. All are kept: then not every q or said can be
    without a mark inside or beside it.
    """
    for scope in file.scopes:
        for declared in scope.declared("quotation"):
            if declared.get("marks") == "none":
                yield from _kept_marks(scope)
            elif declared.get("marks") == "all":
                quoted = scope.used(*_QUOTED)
                if len(quoted) >= _FEWEST_QUOTED and not any(map(_has_marks, quoted)):
                    message = f"marks is all, but none of {len(quoted)} quotations has a mark"
                    yield Fault(declared, message, "marks")


@check(
    "punctuation-policy",
    Severity.REVIEW,
    hint="change @marks of punctuation, or take the marks out",
    example='<punctuation marks="none"/> ... <p>He came, and went.</p>',
)
def punctuation(file: TeiFile) -> Iterator[Fault]:
    """The header says that no punctuation is kept (marks="none"), but the text is full of it."""
    for scope in file.scopes:
        for declared in scope.declared("punctuation"):
            if declared.get("marks") == "none":
                count = sum(len(_SENTENCE_END.findall(text)) for _, text in _words(scope))
                if count >= _FEWEST_MARKS:
                    yield Fault(
                        declared, f"marks is none, but the text has {count} of them", "marks"
                    )


@check(
    "correction-policy",
    Severity.REVIEW,
    hint="change @method, or the mark-up",
    example='<correction method="silent"/> ... <choice><sic>teh</sic><corr>the</corr></choice>',
)
def correction(file: TeiFile) -> Iterator[Fault]:
    """The header says that corrections or regularizations are silent, but the text marks them.

    That none are marked where they should be is a note: there may have been nothing to correct.
    """
    for scope in file.scopes:
        for name, marks in (("correction", _CORRECTIONS), ("normalization", _REGULARIZATIONS)):
            for declared in scope.declared(name):
                found = sum(scope.names.get(mark, 0) for mark in marks)
                method = declared.get("method")
                if method == "silent" and found:
                    message = f"{name} is silent, but the text has {' or '.join(marks)}"
                    yield Fault(declared, f"{message}{times(found)}", "method")
                elif method == "markup" and not found and scope.text:
                    message = f"{name} is marked up, but the text has no {' or '.join(marks)}"
                    yield Fault(declared, message, "method", severity=Severity.NOTE)


@check(
    "element-policy",
    Severity.NOTE,
    hint="correct the declaration, if the element is not used at all",
    example="<segmentation><p>Sentences are marked <gi>s</gi>.</p></segmentation>",
)
def elements(file: TeiFile) -> Iterator[Fault]:
    """The editorial declaration names elements (gi) that the text does not have.

    Those of corrections and regularizations are left out: there may be none to make.
    """
    for scope in file.scopes:
        if not scope.text:
            continue
        missing: dict[str, Element] = {}
        for one in scope.declared("editorialDecl"):
            for named in one.iter("{*}gi"):
                name = "".join(map(str, named.itertext("*"))).strip("<>/ \t\n")
                if name and name not in scope.names and name not in _EMENDING:
                    missing.setdefault(name, named)
        if missing:
            some = list(missing)[:_LONGEST_LIST]
            names = ", ".join(f"`{shortened(name)}`" for name in some)
            more = ", …" if len(missing) > len(some) else ""
            yield Fault(missing[some[0]], f"declared, but not in the text: {names}{more}")


def _kept_marks(scope: Scope) -> Iterator[Fault]:
    count = 0
    first: tuple[Element, str] | None = None
    for element, text in _words(scope):
        marks = list(_MARK.finditer(text))
        count += len(marks)
        if marks and first is None:
            first = element, excerpt(text, *marks[0].span())
    if first is not None:
        element, shown = first
        message = f"marks is none, but the text has quotation marks: `{shown}`"
        yield Fault(element, f"{message}{times(count)}")


def _words(scope: Scope) -> Iterator[tuple[Element, str]]:
    """The texts of a scope with the element nearest before each."""
    for element in scope.text:
        if element.text:
            yield element, element.text
        if element.tail:
            yield element, element.tail


def _has_marks(quoted: Element) -> bool:
    """Whether a quotation mark or dash stands just inside or just outside an element."""
    words = "".join(map(str, quoted.itertext("*"))).strip()
    before, after = text_before(quoted).rstrip(), (quoted.tail or "").lstrip()
    edges = {words[:1], words[-1:], before[-1:], after[:1]}
    return not edges.isdisjoint(_EDGE_MARKS)
