"""What tagsDecl says of the elements of the text, against those that are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from lxml import etree

from edition.checks.check import Fault, check
from edition.checks.pointing import in_tei, shortened
from edition.checks.scopes import Scope
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.tei import TEI_NAMESPACE, XML_ID, Element, local_name

_LONGEST_LIST = 5
_MOST_DIGITS = 12


@check(
    "tag-count",
    Severity.REVIEW,
    hint="count again, or let the program that makes the file do it; --fix writes the number",
    example='<tagUsage gi="p" occurs="7"/> with eight p in the text',
)
def tag_counts(file: TeiFile) -> Iterator[Fault]:
    """The number of an element, as tagUsage gives it, is not the number of them in the text.

    Right is the number in text, in all that is not header, or in the whole file; the same goes for
    those with an identifier (withId).
    """
    for scope in file.scopes:
        usages = list(scope.declared("tagUsage"))
        if usages:
            tallies = _Tallies(scope)
            for usage in usages:
                yield from _miscounts(usage, tallies)


@check(
    "undeclared-tag",
    Severity.REVIEW,
    hint="add a tagUsage for it, or say partial=“true”",
    example='<tagsDecl partial="false"><namespace><tagUsage gi="p"/> ... <l>...</l>',
)
def undeclared_tags(file: TeiFile) -> Iterator[Fault]:
    """The tagsDecl says that it lists all elements (partial="false"), and does not."""
    for scope in file.scopes:
        for declared in scope.declared("tagsDecl"):
            if declared.get("partial") == "false":
                listed = {usage.get("gi") for usage in declared.iter("{*}tagUsage")}
                missing = [name for name in _in_text(scope) if name not in listed]
                if missing:
                    shown = ", ".join(f"`{name}`" for name in missing[:_LONGEST_LIST])
                    more = ", …" if len(missing) > _LONGEST_LIST else ""
                    message = f"{len(missing)} elements of the text are not listed: {shown}{more}"
                    yield Fault(declared, message, "partial")


class _Tally:
    """How many elements there are of each name, and how many of them with an identifier."""

    def __init__(self, elements: Iterable[Element]) -> None:
        found = list(elements)
        self._all = Counter(str(element.tag) for element in found)
        self._with_id = Counter(str(e.tag) for e in found if e.get(XML_ID) is not None)

    def number(self, attribute: str, tags: Iterable[str]) -> int:
        """The number that `occurs` or `withId` should state for elements of these names."""
        counted = self._with_id if attribute == "withId" else self._all
        return sum(counted[tag] for tag in tags)


class _Tallies:
    """What may be counted: the text; all that is not header; everything. Counted when asked for."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    @cached_property
    def text(self) -> _Tally:
        return _Tally(_of_texts(self._scope))

    @cached_property
    def others(self) -> tuple[_Tally, _Tally]:
        document = self._scope.document
        return _Tally(self._scope.text), _Tally(document.iter(etree.Element))


def _of_texts(scope: Scope) -> Iterator[Element]:
    for element in scope.text:
        parent = element.getparent()
        if local_name(element) == "text" and parent is not None and local_name(parent) != "group":
            yield from element.iter(etree.Element)


def _miscounts(usage: Element, tallies: _Tallies) -> Iterator[Fault]:
    gi = usage.get("gi", "").strip()
    tags = _tags(usage, gi)
    for attribute in ("occurs", "withId"):
        stated = usage.get(attribute, "").strip()
        if not gi or not stated.isdecimal() or len(stated) > _MOST_DIGITS:
            continue
        number = tallies.text.number(attribute, tags)
        if int(stated) == number:
            continue
        if all(int(stated) != other.number(attribute, tags) for other in tallies.others):
            what = " with xml:id" if attribute == "withId" else ""
            message = f"{shortened(gi)}{what}: {stated} stated, {number} in the text"
            yield Fault(usage, message, attribute, str(number))


def _tags(usage: Element, gi: str) -> tuple[str, ...]:
    """The names of the elements that a tagUsage means; TEI's may be in no namespace."""
    parent = usage.getparent()
    namespace = TEI_NAMESPACE if parent is None else parent.get("name", TEI_NAMESPACE)
    return (f"{{{namespace}}}{gi}", *([gi] if namespace == TEI_NAMESPACE else []))


def _in_text(scope: Scope) -> list[str]:
    return list(dict.fromkeys(local_name(e) for e in _of_texts(scope) if in_tei(e)))
