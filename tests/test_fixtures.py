"""Fixtures in prose: witness, annotations, the TEI and the edited text that come of them.

Each file of tests/fixtures has a title and four parts. An annotation is a line
`kind | words | field=value | ...`; `words ... more words` spans from the first to the last,
`words #2` means the second place, `behind words` the place directly behind them; ⏎ is a line
end, ␣ a space at an edge. Without a paragraph or heading among the annotations, each line of
the witness is a paragraph. The TEI leaves out resp, cert and evidence where they say nothing
special.

`pytest --regen` rewrites the last two parts; look at the difference before you commit it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.anchoring import AnchoredText, Known, anchor
from edition.annotations import Annotation, kinds
from edition.annotations.annotation import own_fields
from edition.checks.invariants import coverage, identity
from edition.compiled import CompiledText
from edition.diagnostics import Place
from edition.encoding import encode
from edition.layers import Layer
from edition.nesting import nest
from edition.outline import outline
from edition.quotes import guard
from edition.readers.layers import from_record
from edition.settings import WitnessSettings
from edition.spans import Span
from edition.tei import elements, tei
from edition.texts import edited_text
from edition.witness import Witness

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.txt"))
PARTS = ("witness", "annotations", "tei", "edited")
DEFAULTS = {"resp": "#e", "cert": "high", "evidence": "internal"}
NAMES = {"lenin": "person", "varn": "place", "duma": "organisation", "almanac": "work"}
KNOWN = Known({**NAMES, "fire": "event"}, {"e"})


def parts_of(path: Path) -> dict[str, str]:
    pieces = re.split(r"^--- (\w+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    assert tuple(found) == PARTS, f"{path.name} has the parts {tuple(found)}"
    return {"title": pieces[0], **found}


def place_of(text: str, words: str) -> Span:
    behind = words.startswith("behind ")
    words = words.removeprefix("behind ")
    first, _, last = words.replace("⏎", "\n").replace("␣", " ").partition(" ... ")
    first, _, number = first.partition(" #")
    start = -1
    for _ in range(int(number or 1)):
        start = text.index(first, start + 1)
    end = text.index(last, start) + len(last) if last else start + len(first)
    return Span(end, end) if behind else Span(start, end)


def annotation(text: str, line: str, number: int) -> Annotation:
    kind, words, *given = [part.strip(" ") for part in line.split(" | ")]
    span = place_of(text, words)
    own = dict(one.split("=", 1) for one in given)
    numbers = {f.name for f in own_fields(kinds()[kind]) if "int" in str(f.type)}
    values = {k: int(v) if k in numbers else v.replace("␣", " ") for k, v in own.items()}
    record = {"kind": kind, "start": span.start, "end": span.end, "resp": "e"}
    return from_record({**record, **guard(text, span), **values}, Place("fixture", number))


def annotations_of(text: str, lines: str) -> Iterator[Annotation]:
    written = [line for line in lines.splitlines() if line.strip()]
    if not any(line.startswith(("paragraph", "heading")) for line in written):
        for number, match in enumerate(re.finditer(r"[^\n]+", text), 1):
            paragraph = {"kind": "paragraph", "id": f"p{number}", "resp": "e"}
            span = Span(*match.span())
            offsets = {"start": span.start, "end": span.end}
            yield from_record({**paragraph, **offsets, **guard(text, span)}, Place("fixture"))
    for number, line in enumerate(written, 1):
        yield annotation(text, line, number)


def compiled(text: str, lines: str) -> tuple[AnchoredText, etree._Element]:
    witness = Witness.of("W", text)
    anchored = anchor(witness, [Layer("all", tuple(annotations_of(text, lines)))], KNOWN)
    tree = outline(anchored)
    element = encode(anchored, tree, nest(anchored, tree), "en")
    settings = WitnessSettings("W", "", "", "", "en", "")
    assert not list(identity("W", element, anchored))
    assert not list(coverage(CompiledText(settings, anchored, tree, element), element))
    return anchored, element


def readable(text: etree._Element) -> str:
    for element in elements(text):
        for name, value in DEFAULTS.items():
            if element.get(name) == value:
                del element.attrib[name]
    body = etree.tostring(text.find(tei("body")), encoding="unicode", with_tail=False)
    bare = re.sub(r' xmlns(:\w+)?="[^"]*"', "", body)
    return bare.removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.stem)
def test_fixture(path: Path, request: pytest.FixtureRequest) -> None:
    parts = parts_of(path)
    _, element = compiled(parts["witness"].removesuffix("\n"), parts["annotations"])
    edited = edited_text(element) + "\n"
    made = {**parts, "tei": readable(element) + "\n", "edited": edited}
    if request.config.getoption("--regen"):
        sections = "".join(f"--- {name}\n{made[name]}" for name in PARTS)
        path.write_text(made["title"] + sections, encoding="utf-8")
    assert made["edited"] == parts["edited"]
    assert made["tei"] == parts["tei"]


def test_every_kind_has_a_fixture() -> None:
    shown = {
        line.split(" | ")[0] for p in FIXTURES for line in parts_of(p)["annotations"].splitlines()
    }
    assert set(kinds()) - shown == set()
