"""The edited text as it runs: every character once, and where each element stands in it.

A note of the author's own runs beside the text, so each has a flow of its own: words in context
never run from a sentence into its footnote. Between two blocks, and at a line break that parts
words, a space is put where the file has none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from edition.tei import XML_ID, Element, local_name
from edition.texts import Reading, is_omitted

DIVISIONS = frozenset(("div", *(f"div{number}" for number in range(8))))
STRUCTURAL = DIVISIONS | frozenset(
    "text front body back group floatingText sp spGrp list listBibl lg quote cit q said figure"
    " titlePage opener closer castList castGroup set prologue epilogue argument epigraph".split()
)
_ALWAYS_BLOCKS = frozenset(
    "p ab head l lg sp item speaker closer opener dateline salute signed byline trailer"
    " titlePart docTitle docAuthor figDesc note castItem".split()
)
_BLOCKS_OR_PHRASES = frozenset("quote bibl stage docDate".split())
_BLOCKS = (
    _ALWAYS_BLOCKS
    | DIVISIONS
    | frozenset(
        "text front body back group floatingText list listBibl table row cell figure titlePage"
        " address addrLine postscript argument epigraph label castList biblStruct biblFull"
        " entry msItem listPerson listPlace listOrg listEvent person place org event".split()
    )
)
_APART = (_BLOCKS | {"lb"}) - {"note"}  # a note has a flow of its own
_LITTLE = frozenset(("cell", "addrLine"))  # what is found with its row, its address
_LONGEST_WORDS = 300
CONTEXT = 60


class Stand(NamedTuple):
    """Where an element stands: its flow and the places in it at which it begins and ends.

    `passage` and `division` are the identifiers of the passage and division it lies in, `block`
    the innermost block around it or itself. An element that is `aside` has no part in the edited
    text: a rejected reading, an editorial note, page furniture.
    """

    name: str
    flow: int
    start: int
    end: int
    block: Element | None
    passage: str
    division: str
    aside: bool = False


_UNKNOWN = Stand("", 0, 0, 0, None, "", "")  # until its element ends


@dataclass(frozen=True, slots=True, eq=False)
class RunningText:
    """A text as it runs.

    `stands` are its elements in document order (of those aside only the outermost), `flows` the
    text and each of its author's notes, `passages` the characters of each passage that lie in no
    passage inside it, `uncited` the words of each block outside all passages, with the identifier
    of its division ("" for none): other archives seldom give their paragraphs identifiers.
    """

    flows: tuple[str, ...]
    stands: Mapping[Element, Stand]
    passages: Mapping[Element, str]
    uncited: tuple[tuple[str, str], ...] = ()

    def words(self, stand: Stand, longest: int = _LONGEST_WORDS) -> str:
        """The words between two places, white space made single spaces; `…` where cut short."""
        found = self.flows[stand.flow][stand.start : min(stand.end, stand.start + 2 * longest)]
        return shortened(collapsed(found).strip(), longest)

    def before(self, stand: Stand) -> str:
        """The words before an element in its block: at most CONTEXT characters, cut at a word."""
        low = self._bounds(stand)[0]
        start = max(low, stand.start - 2 * CONTEXT)
        found = collapsed(self.flows[stand.flow][start : stand.start]).lstrip()
        if len(found) <= CONTEXT and start == low:
            return found
        return found[-CONTEXT:].partition(" ")[2]

    def after(self, stand: Stand) -> str:
        """The words behind an element in its block: at most CONTEXT characters, cut at a word."""
        high = self._bounds(stand)[1]
        end = min(high, stand.end + 2 * CONTEXT)
        found = collapsed(self.flows[stand.flow][stand.end : end]).rstrip()
        if len(found) <= CONTEXT and end == high:
            return found
        return found[:CONTEXT].rpartition(" ")[0]

    def _bounds(self, stand: Stand) -> tuple[int, int]:
        block = self.stands.get(stand.block) if stand.block is not None else None
        if block is None or block.flow != stand.flow:
            return 0, len(self.flows[stand.flow])
        return block.start, block.end


def collapsed(text: str) -> str:
    """A text with each run of white space made one space, also at its ends."""
    middle = " ".join(text.split())
    if not middle:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{middle}{' ' * text[-1].isspace()}"


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters, with `…` for what is cut off, at a word if it can."""
    if len(text) <= longest:
        return text
    return f"{text[: longest - 1].rpartition(' ')[0] or text[: longest - 1]}…"


def plain(element: Element, omitted: Collection[Element] = frozenset()) -> str:
    """The edited words of an element (also of a note), without notes and the elements `omitted`;
    single spaces.
    """
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join(running_text(element, omitted).flows[0].split())


def running_text(root: Element, omitted: Collection[Element] = frozenset()) -> RunningText:
    """An element's edited text as it runs, without the elements `omitted` in it."""
    walk = _Walk()
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event == "start":
            if element in omitted:
                events.skip_subtree()
                continue
            aside = element is not root and is_omitted(element, Reading.EDITED)
            walk.start(element, aside=aside)
            if aside:
                events.skip_subtree()
            elif element.text:
                walk.write(element.text)
            continue
        if event == "end" and element not in omitted:
            walk.end(element)
        if element is not root and element.tail:
            walk.write(element.tail)
    return walk.finished()


class _Open(NamedTuple):
    """What is open at a place of the walk; `pieces` are those of the passage, if there is one."""

    name: str
    flow: int
    start: int
    block: Element | None
    passage: Element | None
    identifier: str
    pieces: list[str] | None
    division: str
    aside: bool = False

    def stand(self, end: int) -> Stand:
        """The stand of an element that ends here."""
        return Stand(
            self.name,
            self.flow,
            self.start,
            max(self.start, end),
            self.block,
            self.identifier,
            self.division,
            self.aside,
        )


class _Walk:
    def __init__(self) -> None:
        self._flows: list[list[str]] = [[]]
        self._lengths = [0]
        self._open = [_Open("", 0, 0, None, None, "", None, "")]
        self._passages: dict[Element, list[list[str]]] = {}
        self._uncited: dict[Element | None, tuple[str, list[str]]] = {}
        self._stands: dict[Element, Stand] = {}

    def start(self, element: Element, *, aside: bool) -> None:
        name = local_name(element)
        if not aside and name in _APART and (name != "lb" or element.get("break") != "no"):
            self._part()
        above = self._open[-1]
        flow, pieces = above.flow, above.pieces
        block, division = above.block, above.division
        passage, identifier = above.passage, above.identifier
        own = None if aside else element.get(XML_ID)
        if name == "note" and not aside and self._stands:
            flow, pieces = self._beside(passage)
        if name in _BLOCKS and not aside:
            block = element
        if own and is_passage(element, name):
            passage, identifier, pieces = element, own, []
            self._passages[element] = [pieces]
        elif own and name in DIVISIONS:
            division = own
        start = self._lengths[flow]
        opened = _Open(name, flow, start, block, passage, identifier, pieces, division, aside)
        self._open.append(opened)
        self._stands[element] = _UNKNOWN

    def end(self, element: Element) -> None:
        opened = self._open.pop()
        self._stands[element] = opened.stand(self._lengths[opened.flow])
        if opened.name in _APART and not opened.aside and opened.name != "lb":
            self._part()

    def write(self, text: str) -> None:
        opened = self._open[-1]
        self._flows[opened.flow].append(text)
        self._lengths[opened.flow] += len(text)
        if opened.pieces is not None:
            opened.pieces.append(text)
            return
        block = _told_with(opened.block)
        if block in self._uncited or not text.isspace():
            self._uncited.setdefault(block, (opened.division, []))[1].append(text)

    def finished(self) -> RunningText:
        flows = tuple("".join(pieces) for pieces in self._flows)
        passages = {
            element: " ".join(" ".join("".join(pieces) for pieces in parts).split())
            for element, parts in self._passages.items()
        }
        uncited = tuple(
            (division, " ".join("".join(pieces).split()))
            for division, pieces in self._uncited.values()
        )
        return RunningText(flows, self._stands, passages, uncited)

    def _beside(self, passage: Element | None) -> tuple[int, list[str] | None]:
        """A flow for a note, and where its words go: behind those of the passage around it."""
        self._flows.append([])
        self._lengths.append(0)
        pieces: list[str] | None = None
        if passage is not None:
            pieces = []
            self._passages[passage].append(pieces)
        return len(self._flows) - 1, pieces

    def _part(self) -> None:
        """A space before or behind a block, where the file has none."""
        pieces = self._flows[self._open[-1].flow]
        if pieces and not pieces[-1][-1].isspace():
            self.write(" ")


def _told_with(block: Element | None) -> Element | None:
    """The block itself; of a cell its row, of a line its address."""
    if block is not None and local_name(block) in _LITTLE:
        return block.getparent()
    return block


def is_passage(element: Element, name: str) -> bool:
    """Whether an element is a block that may be cited: a paragraph, a line, a heading and so on.

    A quotation, a reference or a stage direction is one where it stands by itself, not in a
    sentence.
    """
    if name in _ALWAYS_BLOCKS:
        return True
    if name not in _BLOCKS_OR_PHRASES:
        return False
    parent = element.getparent()
    return parent is not None and local_name(parent) in STRUCTURAL
