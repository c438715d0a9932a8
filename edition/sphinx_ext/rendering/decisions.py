"""What an editor's decision is called: for the eye in its entry, for the ear on its mark."""

from __future__ import annotations

from collections.abc import Iterator

from edition.reading.alterations import category_label
from edition.reading.reasons import reason_of
from edition.sphinx_ext.rendering.known import Known
from edition.sphinx_ext.rendering.renderer import Parts
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element, local_name

_EVIDENCE = {
    "internal": "Decided from the text itself.",
    "external": "Decided from another source.",
    "conjecture": "A conjecture.",
}
_CERTAINTY = frozenset({"high", "medium", "low"})
_EDITED_FROM = {
    "emendation": "edited from {source}",
    "regularization": "regularized from {source}",
    "expansion": "written in full for {source}",
    "supplied": "{edited} added",
    "surplus": "{source} left out",
}
_OF_EDITOR = {
    "emendation": "editor’s correction",
    "regularization": "editor’s form",
    "expansion": "abbreviation",
    "supplied": "editor’s addition",
    "surplus": "editor’s omission",
    "variant": "editor’s choice",
}
_LONGEST = 80


def shown(words: str) -> str:
    """A reading in words: white space alone is named, what is long is cut."""
    if not words:
        return "nothing"
    if not words.strip():
        return "a line end" if "\n" in words else "a space"
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rpartition(' ')[0] or plain}…"


def quoted(words: str) -> str:
    """A reading in quotation marks, unless it has no word to quote."""
    found = shown(words)
    return f"“{found}”" if words.strip() else found


def spoken(sort: str, source: str, edited: str, decided: Element, page: Rendering) -> str:
    """The sentence of a mark: `edited from transfter, misspelling, editor’s correction, …`."""
    first = _EDITED_FROM[sort].format(source=shown(source), edited=shown(edited))
    category = category_label(category_of(decided, page))
    return ", ".join(filter(None, (first, category, _OF_EDITOR[sort], certainty(decided))))


def entry(sort: str, source: str, edited: str, decided: Element, page: Rendering) -> Parts:
    """The parts of an entry: lemma, what the source has, category, certainty, evidence, who."""
    lemma = shown(source) if sort == "surplus" else shown(edited)
    has = f"The source has {quoted(source)}{' here' * (sort == 'supplied')}."
    return [("lemma", lemma), ("source", has), *kind_and_grounds(decided, page)]


def kind_and_grounds(decided: Element, page: Rendering) -> Iterator[tuple[str, str]]:
    """What kind of decision it is, then its grounds."""
    category = category_of(decided, page)
    if category:
        meaning = page.known.categories.get(category) or sentence(category_label(category))
        yield "category", meaning
    yield from grounds(decided, page)


def grounds(decided: Element, page: Rendering) -> Iterator[tuple[str, str]]:
    """Why a decision was made, how sure it is, on what ground, by whom, as far as the file says."""
    if why := reason_of(decided, page.known.reasons):
        yield "reason", ended(why)
    if sure := certainty(decided):
        yield "certainty", sentence(sure)
    if ground := _EVIDENCE.get(decided.get("evidence") or ""):
        yield "evidence", ground
    if who := by_whom(page.known, decided.get("resp")):
        yield "who", who


def category_of(decided: Element, page: Rendering) -> str:
    """The first category that a decision names, or the reason or type that it gives; or ""."""
    named = page.host.targets(decided.get("ana"))
    return named[0] if named else decided.get("reason") or decided.get("type") or ""


def certainty(decided: Element) -> str:
    """`high certainty`; "" if the file does not say."""
    said = decided.get("cert") or ""
    return f"{said} certainty" if said in _CERTAINTY else ""


def by_whom(known: Known, pointers: str | None) -> str:
    """The names of those who answer for a decision."""
    names = known.names.of(pointers)
    return f"{'; '.join(names)}." if names else ""


def ended(words: str) -> str:
    """A remark with a capital and a mark at its end."""
    return f"{words[:1].upper()}{words[1:]}{'' if words[-1] in '.!?' else '.'}"


def sentence(words: str) -> str:
    """Words with a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def sort_of(decided: Element) -> str:
    """The sort of a decision by the element that holds its edited reading."""
    return _SORTS.get(local_name(decided), "emendation")


_SORTS = {
    "reg": "regularization",
    "expan": "expansion",
    "supplied": "supplied",
    "surplus": "surplus",
}
