"""What the program promises of every text it compiles, proved on every build.

A failure is a bug of the program, never of the editor: a valid layer cannot cause one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from edition import findings
from edition.anchoring import AnchoredText
from edition.annotations.annotation import Annotation
from edition.annotations.block import Block
from edition.compilation import compile_text, tei_document
from edition.compiled import CompiledText, Edition
from edition.diagnostics import Diagnostic, Finding, Place, printable
from edition.layers import Layer
from edition.outline import runs
from edition.spans import Span
from edition.tei import POINTERS, XML_ID, Element, elements, parse, tei
from edition.texts import Reading, apply, diplomatic_text, edited_text, is_omitted

_CONTEXT = 30
_REPORT = "this is a bug of the program: please report it with the layer"


def prove(
    edition: Edition, compiled: CompiledText, layers: Sequence[Layer], document: bytes
) -> Iterator[Diagnostic]:
    """Every invariant of one compiled text, on its serialised document read back."""
    tree = parse(document)
    text = tree.find(tei("text"))
    if text is None:
        yield _bug(findings.NOT_IDENTICAL, compiled.siglum, "the document has no text")
        return
    yield from identity(compiled.siglum, text, compiled.anchored)
    yield from coverage(compiled, text)
    yield from references(compiled.siglum, tree)
    yield from stability(edition, compiled, layers, document)


def prove_corpus(texts: Sequence[CompiledText], corpus: bytes) -> Iterator[Diagnostic]:
    """Identity and references of the corpus file, read back."""
    tree = parse(corpus)
    found = {str(text.get(XML_ID)): text for text in tree.iterfind(f"{tei('TEI')}/{tei('text')}")}
    for one in texts:
        text = found.get(f"{one.siglum}.text")
        if text is None:
            yield _bug(findings.NOT_IDENTICAL, one.siglum, "the corpus does not hold the text")
        else:
            yield from identity(one.siglum, text, one.anchored)
    yield from references("corpus", tree)


def identity(siglum: str, text: Element, anchored: AnchoredText) -> Iterator[Diagnostic]:
    """Diplomatic identity and edited identity, code point for code point."""
    characters = anchored.witness.text
    edited = apply(anchored.inline, characters)
    for name, found, expected in (
        ("diplomatic", diplomatic_text(text), characters),
        ("edited", edited_text(text), edited),
    ):
        if found != expected:
            yield _bug(findings.NOT_IDENTICAL, siglum, _difference(name, found, expected))


def _difference(name: str, found: str, expected: str) -> str:
    pairs = enumerate(zip(found, expected, strict=False))
    shorter = min(len(found), len(expected))
    place = next((i for i, (a, b) in pairs if a != b), shorter)
    near = slice(max(0, place - _CONTEXT), place + _CONTEXT)
    return (
        f"the {name} text read back differs at character {place}: "
        f"“{printable(found[near])}” instead of “{printable(expected[near])}”"
    )


def coverage(compiled: CompiledText, text: Element) -> Iterator[Diagnostic]:
    """Each annotated character that a block holds lies in a fragment of its annotation."""
    extents = _extents(text)
    holding = [run.span for run in runs(compiled.outline) if run.holds_text]
    for annotation in (*compiled.anchored.blocks, *compiled.anchored.inline):
        identifier = f"{compiled.siglum}.{annotation.local_id}"
        found = extents.get(identifier, [])
        if annotation.marks_ends or annotation.span.is_empty:
            missing = identifier not in extents
        else:
            missing = not _is_covered(annotation, found, holding)
        if missing:
            fact = f"{annotation.kind} {annotation.span} is covered by {_spans(found)}"
            yield _bug(findings.NOT_COVERED, compiled.siglum, fact)


def _is_covered(annotation: Annotation, found: list[Span], holding: list[Span]) -> bool:
    span = annotation.span
    inside = all(span.covers(one) for one in found)
    if isinstance(annotation, Block):
        return found == [span]
    if annotation.anywhere or annotation.atomic:
        return inside and sum(map(len, found)) == len(span)
    return inside and sum(map(len, found)) == _held(span, holding)


def _held(span: Span, holding: list[Span]) -> int:
    """How many characters of a span stand in blocks that hold text (sorted, apart)."""
    place = bisect_right(holding, span.start, key=lambda run: run.end)
    held = 0
    while place < len(holding) and holding[place].start < span.end:
        held += min(holding[place].end, span.end) - max(holding[place].start, span.start)
        place += 1
    return held


def _spans(found: list[Span]) -> str:
    return ", ".join(map(str, found)) or "nothing"


def _extents(text: Element) -> dict[str, list[Span]]:
    """The witness's characters inside each identified element, fragments under the first's id."""
    extents: dict[str, list[Span]] = {}
    starts: list[int] = []
    offset = 0
    walk = etree.iterwalk(text, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            starts.append(offset)
            if is_omitted(element, Reading.DIPLOMATIC):
                walk.skip_subtree()
            else:
                offset += len(element.text or "")
            continue
        identifier = element.get(XML_ID) or _inner_id(element)
        if identifier is not None:
            whole = _whole_id(element, identifier)
            extents.setdefault(whole, []).append(Span(starts[-1], offset))
        starts.pop()
        offset += len(element.tail or "") if element is not text else 0
    return extents


def _inner_id(element: Element) -> str | None:
    """The identifier of an annotation encoded as a supplied reading inside a choice."""
    supplied = element.find(f"{tei('corr')}/{tei('supplied')}")
    return None if supplied is None else supplied.get(XML_ID)


def _whole_id(element: Element, identifier: str) -> str:
    if element.get("prev") is None:
        return identifier
    return identifier.rpartition(".")[0]


def references(siglum: str, tree: Element) -> Iterator[Diagnostic]:
    """Identifiers are unique, and every pointer inside the file resolves."""
    counts = Counter(one for e in elements(tree) if (one := e.get(XML_ID)) is not None)
    for identifier, times in counts.items():
        if times > 1:
            yield _bug(findings.DUPLICATE_ID, siglum, f"{identifier} stands {times} times")
    for element in elements(tree):
        for name in POINTERS:
            for pointer in element.get(name, "").split():
                if pointer.startswith("#") and pointer[1:] not in counts:
                    fact = f"{name}=“{pointer}” leads to nothing"
                    yield _bug(findings.BROKEN_REFERENCE, siglum, fact)


def stability(
    edition: Edition, compiled: CompiledText, layers: Sequence[Layer], document: bytes
) -> Iterator[Diagnostic]:
    """The same input gives the same bytes, also with its annotations in another order."""
    reordered = [
        Layer(layer.name, tuple(reversed(layer.annotations))) for layer in reversed(layers)
    ]
    witness = compiled.anchored.witness
    readings = tuple(reversed(compiled.readings))
    again = compile_text(edition, compiled.settings, witness, reordered, readings)
    if tei_document(edition, again) != document:
        fact = "compiling the same annotations in reverse order gave other bytes"
        yield _bug(findings.NOT_STABLE, compiled.siglum, fact)


def _bug(finding: Finding, siglum: str, fact: str) -> Diagnostic:
    return Diagnostic(finding, Place(siglum), fact, _REPORT)
