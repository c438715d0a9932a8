"""Alternatives of the text (choice): a side that is missing, or no difference between the sides."""

from __future__ import annotations

from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.pointing import in_tei, shortened
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.tei import Element, local_name

_SOURCE = {"sic": "corr", "orig": "reg", "abbr": "expan"}
_EDITED = {edited: source for source, edited in _SOURCE.items()}
_FORMS = frozenset("rend rendition style hand facs type subtype".split())


@check(
    "incomplete-choice",
    Severity.ERROR,
    hint="add the side that is missing, or take choice away: sic and corr may stand alone",
    example="<choice><sic>transfter</sic></choice>",
)
def incomplete_choices(file: TeiFile) -> Iterator[Fault]:
    """A choice has fewer than two children, no words at all, or only one side.

    A correction of nothing (empty sic) or to nothing (empty corr) is complete; sic, orig and abbr
    may stand against corr, reg and expan in any pairing.
    """
    for choice in filter(in_tei, file.named("choice")):
        children = list(map(local_name, choice.iterchildren("*")))
        if len(children) < 2:
            held = f"only {children[0]}" if children else "nothing"
            yield Fault(choice, f"choice holds {held}")
        elif not any(choice.itertext()) and not _is_filled(choice):
            yield Fault(choice, f"choice holds no words: {_listed(children)} are empty")
        else:
            yield from _one_sided(choice, children)


def _one_sided(choice: Element, children: list[str]) -> Iterator[Fault]:
    names = set(children)
    parent = choice.getparent()
    inner = parent is not None and local_name(parent) == "choice"
    for side in (_SOURCE, _EDITED):
        if names <= side.keys() and not inner:
            wanted = _listed(sorted({side[name] for name in names}), "or")
            message = f"choice holds {_listed(sorted(names))}, but no {wanted}"
            yield Fault(choice, message, severity=Severity.REVIEW)
    empty = [
        local_name(one) for one in choice.iterchildren("{*}abbr", "{*}expan") if _is_empty(one)
    ]
    if empty:
        yield Fault(choice, f"{_listed(empty)} is empty", severity=Severity.REVIEW)


@check(
    "choice-without-difference",
    Severity.REVIEW,
    hint="correct one side, or take choice away",
    example="<choice><sic>transfer</sic><corr>transfer</corr></choice>",
)
def indifferent_choices(file: TeiFile) -> Iterator[Fault]:
    """Both sides of a choice have the same words, so that there is nothing to choose.

    Sides that differ in elements inside them, or in how they look (rend), are left alone.
    """
    for choice in filter(in_tei, file.named("choice")):
        children = list(choice.iterchildren("*"))
        if len(children) == 2 and not any(map(len, children)):
            first, second = children
            same = first.text and first.text == second.text
            if same and _sides(first, second) and not _look_different(first, second):
                message = f"{local_name(first)} and {local_name(second)} are both"
                yield Fault(choice, f"{message} “{shortened(first.text or '')}”")


def _sides(first: Element, second: Element) -> bool:
    names = {local_name(first), local_name(second)}
    return bool(names & _SOURCE.keys()) and bool(names & _EDITED.keys())


def _look_different(first: Element, second: Element) -> bool:
    return any(first.get(name) != second.get(name) for name in _FORMS)


def _is_filled(choice: Element) -> bool:
    """Whether a side holds elements that stand for something, such as gap or graphic."""
    return any(len(child) for child in choice.iterchildren("*"))


def _is_empty(element: Element) -> bool:
    return not len(element) and not (element.text or "").strip()


def _listed(names: list[str], word: str = "and") -> str:
    return f" {word} ".join(names)
