"""A reader's proposal finds its place in the witness: the annotation that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from edition import findings
from edition.annotations.annotation import Annotation
from edition.compiled import CompiledText
from edition.corrections import Sent, category_of, narrowed, remark
from edition.diagnostics import Diagnostic, InputError, printable
from edition.reading.document import TeiText
from edition.reading.passages import Passage, passages
from edition.reading.running import is_passage
from edition.spans import Span
from edition.tei import XML_ID, Element, local_name
from edition.texts import Reading, is_omitted


class Emending(NamedTuple):
    """What a proposal asks for: the kind of annotation, its place in the witness, its fields."""

    kind: str
    span: Span
    fields: dict[str, str]


class _Character(NamedTuple):
    """A character of a passage's edited text; `offset` in the witness, none for an editor's."""

    character: str
    offset: int | None


def compiled_passages(compiled: CompiledText) -> dict[str, Passage]:
    """The passages of a compiled text, by identifier."""
    root = compiled.text.getparent()
    if root is None:
        raise ValueError(f"the text of {compiled.siglum} has been taken out of its document")
    text = TeiText(root, compiled.siglum, compiled.text, compiled.siglum)
    return {one.id: one for one in passages(text)}


def emending(sent: Sent, compiled: CompiledText, known: dict[str, Passage]) -> Emending:
    """The annotation that a proposal asks for; `known` are the passages of its text.

    Of the quote only the words that are to change are taken. Raises InputError where the passage
    has changed, where the quote stands not once in it, and where it is emended already.
    """
    proposal = sent.proposal
    passage = known.get(proposal.passage)
    if passage is None:
        hint = f"edition show {compiled.siglum} --annotated names the passages"
        raise _unfit(sent, f"there is no passage {printable(proposal.passage)}", hint)
    _check_digest(sent, passage)
    characters = list(_characters(compiled.text, passage.id))
    inked = [place for place, one in enumerate(characters) if not one.character.isspace()]
    first = _place(sent, characters, inked)
    front, quote, suggestion = narrowed(proposal.quote, proposal.suggestion)
    if quote == suggestion:
        raise _unfit(sent, "the suggestion is what stands there already", "nothing is to be done")
    first += sum(map(len, proposal.quote.split()[:front]))
    last = first + sum(map(len, quote.split())) - 1
    span = _span(sent, compiled, characters, (inked[first], inked[last]))
    note = {"note": remark(proposal)}
    if not suggestion:
        return Emending("surplus", span, note)
    category = category_of(quote, suggestion)
    return Emending("emendation", span, {"corr": suggestion, "category": category, **note})


def _check_digest(sent: Sent, passage: Passage) -> None:
    proposal = sent.proposal
    if proposal.digest in ("", passage.digest):
        return
    version = f"since version {proposal.version}" if proposal.version else "since"
    fact = f"{passage.id} has changed {printable(version)}: its digest is {passage.digest} now"
    fact += f", not {printable(proposal.digest)}"
    hint = "read the passage as it is now; if the proposal still holds, empty its digest"
    raise _unfit(sent, fact, hint)


def _place(sent: Sent, characters: Sequence[_Character], inked: Sequence[int]) -> int:
    """The number of the inked character at which the quote begins."""
    quote = "".join(sent.proposal.quote.split())
    whole = "".join(characters[place].character for place in inked)
    found = [i for i in range(len(whole) - len(quote) + 1) if whole.startswith(quote, i)]
    where = f"“{printable(sent.proposal.quote)}” stands"
    if not found:
        hint = "the quote is a passage's edited text, letter for letter"
        raise _unfit(sent, f"{where} nowhere in {sent.proposal.passage}", hint)
    if sent.proposal.offset in found:
        return sent.proposal.offset
    whole_words = [
        i
        for i in found
        if _is_parted(characters, inked, i) and _is_parted(characters, inked, i + len(quote))
    ]
    if len(whole_words or found) > 1:
        number = len(whole_words or found)
        hint = "give the quote more words of the passage, and the suggestion the same"
        raise _unfit(sent, f"{where} {number} times in {sent.proposal.passage}", hint)
    return (whole_words or found)[0]


def _is_parted(characters: Sequence[_Character], inked: Sequence[int], number: int) -> bool:
    """Whether no word runs on over the place before the n-th inked character."""
    if number in (0, len(inked)):
        return True
    before, behind = inked[number - 1], inked[number]
    runs_on = characters[before].character.isalnum() and characters[behind].character.isalnum()
    return behind - before > 1 or not runs_on


def _span(
    sent: Sent, compiled: CompiledText, characters: Sequence[_Character], ends: tuple[int, int]
) -> Span:
    """The span of the witness between two characters, each included."""
    first, last = ends
    offsets = [one.offset for one in characters[first : last + 1]]
    known = [one for one in offsets if one is not None]
    if len(known) == len(offsets) and known[-1] - known[0] == len(known) - 1:
        return Span(known[0], known[-1] + 1)
    start = next((c.offset for c in reversed(characters[: first + 1]) if c.offset is not None), 0)
    after = (c.offset for c in characters[last:] if c.offset is not None)
    end = next(after, len(compiled.anchored.witness.text))
    area = Span(start, end + 1)
    changing = [a for a in compiled.anchored.inline if a.changes_text and area.covers(a.span)]
    told = "; ".join(map(_told, changing)) or "the editors changed the text here"
    hint = "if the proposal is better, change that annotation by hand"
    raise _unfit(sent, f"the place is emended already: {told}", hint)


def _told(one: Annotation) -> str:
    reading = one.reading(one.quote)
    change = f"“{printable(one.quote)}”, edited “{printable(reading)}”"
    return f"{one.kind} {change}" + (f" ({one.place})" if one.place else "")


def _unfit(sent: Sent, fact: str, hint: str) -> InputError:
    return InputError([Diagnostic(findings.UNFIT_PROPOSAL, sent.place, fact, hint)])


def _characters(text: Element, identifier: str) -> Iterator[_Character]:
    """The edited text of a passage, without that of passages inside it.

    Read diplomatically, a compiled text is its witness: so each character has its offset.
    """
    states = [(True, True, False)]
    reached = 0
    for event, element in etree.iterwalk(text, events=("start", "end", "comment", "pi")):
        if event == "start":
            states.append(_inside(element, text, identifier, states[-1]))
            words = element.text or ""
        else:
            if event == "end":
                states.pop()
            words = (element.tail or "") if element is not text else ""
        in_witness, is_edited, is_wanted = states[-1]
        if is_edited and is_wanted:
            for number, character in enumerate(words):
                yield _Character(character, reached + number if in_witness else None)
        reached += len(words) if in_witness else 0


def _inside(
    element: Element, text: Element, identifier: str, around: tuple[bool, bool, bool]
) -> tuple[bool, bool, bool]:
    """Whether what stands in an element is the witness's, is edited text, is the passage's."""
    in_witness, is_edited, is_wanted = around
    own = element.get(XML_ID)
    if own is not None and is_passage(element, local_name(element)):
        is_wanted = own == identifier
    if element is text:
        return in_witness, is_edited, is_wanted
    return (
        in_witness and not is_omitted(element, Reading.DIPLOMATIC),
        is_edited and not is_omitted(element, Reading.EDITED),
        is_wanted,
    )
