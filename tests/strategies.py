"""Random witnesses with a structure and annotations, for the properties of the program.

A `Case` is one witness: its text, the blocks of its structure (always one that TEI allows),
the runs of characters that stand directly in a block that holds text, and its inline
annotations. Kinds are taken from the registry and their values from the metadata of their
fields, so that a new kind is covered as soon as it exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, Field, dataclass, field
from datetime import date
from functools import cache
from html import escape
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from edition.annotations import Annotation, kinds
from edition.annotations.annotation import CERTAINTIES, EVIDENCES, own_fields
from edition.annotations.block import Block
from edition.annotations.referring_string import REGISTERS
from edition.calendars import Calendar
from edition.checks.invariants import prove
from edition.compilation import compile_text, tei_document
from edition.compiled import CompiledText, Edition
from edition.diagnostics import Diagnostic
from edition.layers import Layer, to_line
from edition.quotes import guard
from edition.readers.edition import SPECIMEN, read_edition
from edition.settings import WitnessSettings
from edition.spans import Span
from edition.witness import Witness

# Hypothesis loads its own profile for CI (nothing random, no deadline) where it sees one.
ENOUGH = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

WITNESS = WitnessSettings("W", "w.txt", "A Random Text", "plain", "en", "Invented; free of rights.")


@cache
def edition() -> Edition:
    """The settings and registers of the specimen, for witnesses of our own."""
    found = read_edition(SPECIMEN)
    return Edition(found.settings, found.registers)


@dataclass(frozen=True, repr=False)
class Case:
    """A witness with its annotations; shown as text and layer lines."""

    text: str
    blocks: tuple[Block, ...]
    held: tuple[Span, ...] = ()
    inline: tuple[Annotation, ...] = ()

    def __repr__(self) -> str:
        lines = "".join(to_line(one) for one in (*self.blocks, *self.inline))
        return f"\n{self.text!r}\n{lines}"

    @property
    def witness(self) -> Witness:
        return Witness.of(WITNESS.siglum, self.text)

    @property
    def layers(self) -> list[Layer]:
        return [Layer("structure", self.blocks), Layer("all", self.inline)]

    def compiled(self) -> CompiledText:
        return compile_text(edition(), WITNESS, self.witness, self.layers)

    def document(self) -> bytes:
        return tei_document(edition(), self.compiled())

    def proofs(self) -> list[Diagnostic]:
        """What the program's own proof says of the compiled document."""
        compiled = self.compiled()
        document = tei_document(edition(), compiled)
        return list(prove(edition(), compiled, self.layers, document))

    def having(self, inline: Iterable[Annotation]) -> Case:
        """The same witness and structure with other inline annotations."""
        return Case(self.text, self.blocks, self.held, tuple(inline))


# Characters and words


CHARACTERS = st.characters(
    min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"
)
_HARD = "aZé .,;-'\"<>&]“”\n\t\r\u00a0\u0301\u200d\u2028\x85\x7f\U0001f600\U00012000\U0010ffff"


def _written(least: int, most: int) -> st.SearchStrategy[str]:
    """Mostly of the characters that make trouble, sometimes of any others."""
    hard = st.text(_HARD, min_size=least, max_size=most)
    return hard | hard | st.text(CHARACTERS, min_size=least, max_size=most)


READING = _written(0, 5)
WORDS = _written(1, 14)
WORD = st.sampled_from("illegible torn-off pages smudge Seiten".split())
SPACE = st.sampled_from(["\n\n", "\n\n", "\n", "", "\n\n\n", "\r\n\r\n", "\n \t\n"])


# Structure: what stands in what, laid out as text and blocks


@dataclass(frozen=True)
class Part:
    """A block before it is laid out: its kind, its fields, its content in order."""

    kind: str
    content: tuple[str | Part, ...]
    fields: dict[str, str] = field(default_factory=dict)


class _Layout:
    """Writes parts one after another; notes the span of each block and of each run of text."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[tuple[str, int, int, dict[str, str]]] = []
        self.held: list[Span] = []

    def write(self, part: Part) -> None:
        start, number = len(self.text), len(self.blocks)
        identifier = f"{part.kind}{number}"
        self.blocks.append((part.kind, start, start, {"id": identifier, **part.fields}))
        for inner in part.content:
            if isinstance(inner, Part):
                self.write(inner)
            else:
                self.run(inner, holds_text=kinds()[part.kind].holds_text)  # type: ignore[attr-defined]
        self.blocks[number] = (part.kind, start, len(self.text), self.blocks[number][3])

    def run(self, characters: str, *, holds_text: bool = False) -> None:
        if characters and holds_text:
            self.held.append(Span(len(self.text), len(self.text) + len(characters)))
        self.text += characters

    def case(self) -> Case:
        made = (
            make(self.text, kind, Span(start, end), **fields)
            for kind, start, end, fields in self.blocks
        )
        return Case(self.text, tuple(made), tuple(self.held))  # type: ignore[arg-type]


def make(text: str, kind: str, span: Span, /, **fields: Any) -> Annotation:
    """An annotation with the guard that its words need; an empty span has its neighbours."""
    values = {"resp": "editor", **guard(text, span), **fields}
    return kinds()[kind](span=span, **values)


def laid_out(*parts: str | Part) -> Case:
    """The text and blocks of parts in a body; strings stand between them."""
    layout = _Layout()
    for part in parts:
        if isinstance(part, Part):
            layout.write(part)
        else:
            layout.run(part)
    return layout.case()


def _leaf(kind: str) -> st.SearchStrategy[Part]:
    return WORDS.map(lambda words: Part(kind, (words,)))


def _spaced(draw: st.DrawFn, parts: Iterable[Part]) -> tuple[str | Part, ...]:
    """The parts with white space between, sometimes none."""
    content: list[str | Part] = []
    for part in parts:
        if content:
            content.append(draw(SPACE))
        content.append(part)
    return tuple(content)


@st.composite
def _lists(draw: st.DrawFn) -> Part:
    items = draw(st.lists(_leaf("item"), min_size=1, max_size=3))
    return Part("list", _spaced(draw, items))


@st.composite
def _paragraphs_with_list(draw: st.DrawFn) -> Part:
    return Part("paragraph", (draw(WORDS), draw(_lists()), draw(READING)))


@st.composite
def _speeches(draw: st.DrawFn) -> Part:
    turn = draw(st.lists(_leaf("paragraph"), min_size=1, max_size=2))
    who = draw(st.sampled_from([{}, {"who": "brandt-oskar"}]))
    return Part("speech", _spaced(draw, [draw(_leaf("speaker")), *turn]), who)


@st.composite
def _figures(draw: st.DrawFn) -> Part:
    both = [draw(_leaf("alternative-text")), draw(_leaf("caption"))]
    return Part("figure", _spaced(draw, both[draw(st.integers(0, 1)) :]))


@st.composite
def _block_quotations(draw: st.DrawFn) -> Part:
    inner = draw(st.lists(_leaf("paragraph"), min_size=1, max_size=2))
    source = draw(st.sampled_from([{}, {"source": "lamp-book"}]))
    return Part("block-quotation", _spaced(draw, inner), source)


@st.composite
def _letters(draw: st.DrawFn) -> Part:
    opener = Part("opener", _spaced(draw, [draw(_leaf("dateline")), draw(_leaf("salute"))]))
    closer = Part("closer", _spaced(draw, [draw(_leaf("signature")), draw(_leaf("dateline"))]))
    inner = [opener, draw(_leaf("paragraph")), closer]
    first, last = draw(st.sampled_from([(0, 3), (0, 2), (1, 3), (1, 2)]))
    return Part("letter", _spaced(draw, inner[first:last]))


_CONTENTS = st.one_of(
    _leaf("paragraph"),
    _leaf("paragraph"),
    _paragraphs_with_list(),
    _lists(),
    _speeches(),
    _figures(),
    _letters(),
    _block_quotations(),
    _leaf("boilerplate"),
    _leaf("citation"),
)


@st.composite
def _divisions(draw: st.DrawFn) -> Part:
    top = draw(st.lists(_leaf("heading"), max_size=1))
    inner = draw(st.lists(_CONTENTS, min_size=1, max_size=2))
    return Part("division", _spaced(draw, [*top, *inner]), {"type": "section"})


@st.composite
def plain_texts(draw: st.DrawFn) -> Case:
    """Paragraphs with white space between, and nothing else."""
    parts = draw(st.lists(_leaf("paragraph"), min_size=1, max_size=4))
    return laid_out(*_spaced(draw, parts))


@st.composite
def structured_texts(draw: st.DrawFn) -> Case:
    """Title, byline, citation, all sorts of blocks, then divisions."""
    top = [draw(_leaf(kind)) for kind in ("heading", "byline") if draw(st.booleans())]
    inner = [*draw(st.lists(_CONTENTS, max_size=3)), draw(_leaf("paragraph"))]
    divisions = draw(st.lists(_divisions(), max_size=2))
    around = st.sampled_from(["", "\n", " \n\n"])
    return laid_out(draw(around), *_spaced(draw, [*top, *inner, *divisions]), draw(around))


TEXTS = plain_texts() | structured_texts()


# Annotations: every kind, with values that it allows

INLINE = {name: kind for name, kind in kinds().items() if not issubclass(kind, Block)}
KINDS = st.sampled_from(list(INLINE.values()))


def _entries(sort: str) -> list[str]:
    return [name for name, its_sort in edition().registers.sorts().items() if its_sort == sort]


DAYS = st.dates(date(1582, 10, 15), date(1950, 12, 31)).map(date.isoformat)


@st.composite
def _date_fields(draw: st.DrawFn) -> dict[str, Any]:
    pairs = [(), ("when",), ("notBefore", "notAfter"), ("from_date", "to_date")]
    names = draw(st.sampled_from(pairs))
    length = draw(st.sampled_from([len("1903"), len("1903-02"), len("1903-02-16")]))
    values = sorted(draw(DAYS)[:length] for _ in names)
    calendar = draw(st.sampled_from([None, *Calendar]))
    named = {} if calendar is None else {"calendar": calendar.value}
    return {**dict(zip(names, values, strict=True)), **named}


@st.composite
def _referring_fields(draw: st.DrawFn) -> dict[str, Any]:
    sort = draw(st.sampled_from(REGISTERS))
    ref = draw(st.none() | st.sampled_from(_entries(sort)))
    return {"of": sort} if ref is None else {"of": sort, "ref": ref}


_NOTE = st.one_of(
    READING.map(lambda words: escape(words, quote=False)),
    st.just('See <persName ref="#agda">Agda</persName>.'),
    st.just("<p>In: <bibl><author>N.</author>, <title>Book</title></bibl></p>"),
)

# Fields whose values are not free, by kind, by kind and name, or by name.
_BY_KIND = {"date": _date_fields, "referring-string": _referring_fields}
_BY_NAME = {
    "note.text": _NOTE,
    "lang": st.sampled_from("de fr grc ru-Latn sr-Cyrl-RS".split()),
    "reason": WORD,
    "unit": WORD,
}
_POINTERS = {"speaker": "person", "source": "work"}


def _values(kind: type[Annotation], one: Field[Any]) -> st.SearchStrategy[Any]:
    sort = getattr(kind, "register", "") if one.name == "ref" else _POINTERS.get(one.name)
    if sort:
        return st.sampled_from(_entries(sort))
    if allowed := one.metadata.get("values"):
        return st.sampled_from(allowed)
    if "int" in str(one.type):
        return st.integers(0, 9999)
    for name in (f"{kind.kind}.{one.name}", one.name):
        if name in _BY_NAME:
            return _BY_NAME[name]
    if pattern := one.metadata.get("pattern"):
        return st.from_regex(pattern, fullmatch=True, alphabet=CHARACTERS)
    return READING


def plainest(kind: type[Annotation]) -> dict[str, Any]:
    """The fields that a kind needs, with the first fitting value."""
    needed = {one.name: one for one in own_fields(kind) if one.default is MISSING}
    values = {"lang": "de"}
    return {
        name: next(iter(one.metadata.get("values", ())), values.get(name, "word"))
        for name, one in needed.items()
    }


@cache
def fields_of(kind: type[Annotation]) -> st.SearchStrategy[dict[str, Any]]:
    """Values for the own fields of a kind: all that it needs, and any of the others."""
    if kind.kind in _BY_KIND:
        return _BY_KIND[kind.kind]()
    values = {one: _values(kind, one) for one in own_fields(kind)}
    needed = {one.name: drawn for one, drawn in values.items() if one.default is MISSING}
    others = {one.name: drawn for one, drawn in values.items() if one.default is not MISSING}
    return st.fixed_dictionaries(needed, optional=others)


_COMMON = st.fixed_dictionaries(
    {},
    optional={
        "resp": st.sampled_from(["editor", "markdown-asterisks", "editor markdown-asterisks"]),
        "cert": st.sampled_from(CERTAINTIES),
        "evidence": st.sampled_from(EVIDENCES),
        "note": READING,
        "id": st.integers(1, 99).map("own{}".format),
    },
)


@st.composite
def annotations(draw: st.DrawFn, text: str, kind: type[Annotation], span: Span) -> Annotation:
    """An annotation of a kind; at the end of the span where the kind must be empty."""
    values = {**draw(_COMMON), **draw(fields_of(kind))}
    made = make(text, kind.kind, span, **values)
    if list(made.faults()):
        made = make(text, kind.kind, Span(span.end, span.end), **values)
    assert not list(made.faults()), f"the strategies have no fitting values for {kind.kind}"
    return made


@st.composite
def _spans(draw: st.DrawFn, case: Case) -> st.SearchStrategy[Span]:
    """Spans between a few offsets, so that many are equal, nested, crossing, touching, empty."""
    borders = sorted({offset for one in case.blocks for offset in (one.span.start, one.span.end)})
    anywhere = st.integers(0, len(case.text))
    offsets = draw(st.lists(anywhere | st.sampled_from(borders), min_size=2, max_size=7))
    ends = st.sampled_from([*offsets, 0, len(case.text)])
    return st.builds(lambda a, b: Span(min(a, b), max(a, b)), ends, ends)


@st.composite
def _span_for(
    draw: st.DrawFn, kind: type[Annotation], case: Case, spans: st.SearchStrategy[Span]
) -> Span:
    """A span that suits the kind: not empty where it must not be, in one run if never cut."""
    if not kind.atomic:
        return draw(spans.filter(lambda span: not span.is_empty or kind.may_be_empty))
    run = draw(st.sampled_from(case.held))
    start = draw(st.integers(run.start, run.end if kind.may_be_empty else run.end - 1))
    return Span(start, draw(st.integers(start if kind.may_be_empty else start + 1, run.end)))


@st.composite
def wild_cases(draw: st.DrawFn) -> Case:
    """Annotations that may conflict in every way that layers can."""
    case = draw(TEXTS)
    spans = draw(_spans(case))
    inline = []
    for kind in draw(st.lists(KINDS, max_size=10)):
        fitting = draw(st.integers(0, 9))
        span = draw(_span_for(kind, case, spans) if fitting else spans)
        inline.append(draw(annotations(case.text, kind, span)))
    return case.having(inline)


@st.composite
def peaceful_cases(draw: st.DrawFn) -> Case:
    """Annotations that must compile: they overlap at will, but those that may not be cut lie
    in one run of text, and those that change the text share no character.
    """
    case = draw(TEXTS)
    spans = draw(_spans(case))
    inline: list[Annotation] = []
    for kind in draw(st.lists(KINDS, max_size=12)):
        made = draw(annotations(case.text, kind, draw(_span_for(kind, case, spans))))
        if _fits(case, made, inline):
            inline.append(made)
    return case.having(inline)


def _fits(case: Case, made: Annotation, others: Iterable[Annotation]) -> bool:
    if any(made.local_id == other.local_id for other in others):
        return False
    if made.changes_text and any(o.changes_text and made.span.overlaps(o.span) for o in others):
        return False
    return any(_stands_in(made.span, run) for run in case.held)


def _stands_in(span: Span, run: Span) -> bool:
    return run.covers(span) if span.is_empty else run.overlaps(span)
