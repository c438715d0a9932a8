"""How the parts of a text are cited (refsDecl), against the parts that it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from edition.checks.check import Fault, check
from edition.checks.pointing import in_tei, shortened
from edition.checks.scopes import Scope
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.location_paths import LocationPath, UndecidedError, read_path
from edition.tei import XML_ID, Element, local_name

_XPATH = re.compile(r"#(?:xpath1?|xpointer)\((.*)\)\s*", re.DOTALL)
_GROUP = re.compile(r"\$(\d)")
_USES = {"@n": "n", "@xml:id": XML_ID}
_MOST = 20
_UNITS = {
    "page": frozenset({"pb"}),
    "column": frozenset({"cb"}),
    "line": frozenset({"l", "lb"}),
    "paragraph": frozenset({"p", "ab"}),
    "poem": frozenset({"lg", "div"}),
    "stanza": frozenset({"lg"}),
}


@check(
    "citation-leads-nowhere",
    Severity.REVIEW,
    hint="correct the path, or add the identifiers (xml:id, n) that it asks for",
    example='<citeStructure match="//div[@type=\'chapter\']" use="@n"/> and no div of that type',
)
def leads_nowhere(file: TeiFile) -> Iterator[Fault]:
    """A citeStructure or cRefPattern of the header leads to no part of the text.

    Followed are paths that name elements and attributes; others are left undecided.
    """
    for scope in file.scopes:
        if not scope.text:
            continue
        yield from _dead_structures(scope)
        patterns = _distinct(scope.declared("cRefPattern"), "replacementPattern")
        for replacement, pattern in islice(patterns.items(), _MOST):
            inner = _XPATH.fullmatch(replacement)
            path = _path(inner[1]) if inner else None
            if inner and path and not path.find([scope.document], scope.document):
                message = f"`{shortened(inner[1])}` leads to nothing in the text"
                yield Fault(pattern, message, "replacementPattern")


@check(
    "missing-group",
    Severity.ERROR,
    hint="put the part of the reference that is meant into brackets in matchPattern",
    example=r'<cRefPattern matchPattern="(\d+)\.\d+" replacementPattern="#x$1.$2"/>',
)
def missing_groups(file: TeiFile) -> Iterator[Fault]:
    """A replacementPattern uses a group ($2) that its matchPattern does not have."""
    for pattern in filter(in_tei, file.named("cRefPattern", "prefixDef")):
        match, replacement = pattern.get("matchPattern"), pattern.get("replacementPattern")
        if match is not None and replacement is not None:
            groups = _groups(match)
            wanted = max(map(int, _GROUP.findall(replacement)), default=0)
            if wanted > groups:
                has = "1 group" if groups == 1 else f"{groups} groups"
                message = f"${wanted} is used, but matchPattern `{shortened(match)}` has {has}"
                yield Fault(pattern, message, "replacementPattern")


@check(
    "unknown-unit",
    Severity.NOTE,
    hint="correct the unit, or mark the units in the text by milestone or div",
    example='<refState unit="chapter"/> and no milestone or div of that name',
)
def unknown_units(file: TeiFile) -> Iterator[Fault]:
    """A refState counts units that no milestone, division, segment or break of the text has."""
    for scope in file.scopes:
        states = list(scope.declared("refState")) if scope.text else []
        if states:
            there = _units(scope)
            for state in states:
                unit = state.get("unit", "")
                if unit and unit.lower() not in there:
                    yield Fault(state, f"nothing in the text is a `{shortened(unit)}`", "unit")


def _dead_structures(scope: Scope) -> Iterator[Fault]:
    """Faults of the citeStructures; one inside another counts from what that leads to."""
    ends: dict[Element | None, list[Element]] = {}
    for structure in islice(scope.declared("citeStructure"), _MOST):
        outer = structure.getparent()
        is_inner = outer is not None and local_name(outer) == "citeStructure"
        starts = ends.get(outer, []) if is_inner else [scope.document]
        match, use = structure.get("match", ""), structure.get("use", "")
        path = _path(match)
        if path is None or not starts:
            continue
        found = ends[structure] = path.find(starts, scope.document)
        if not found:
            yield Fault(structure, f"`{shortened(match)}` leads to nothing in the text", "match")
        elif use in _USES and not any(element.get(_USES[use]) for element in found):
            message = f"none of {len(found)} `{shortened(match)}` has {use}"
            yield Fault(structure, message, "use")


def _distinct(elements: Iterable[Element], attribute: str) -> Mapping[str, Element]:
    """The first element with each value of an attribute."""
    found: dict[str, Element] = {}
    for element in elements:
        found.setdefault(element.get(attribute, ""), element)
    return found


def _path(written: str) -> LocationPath | None:
    try:
        return read_path(written)
    except UndecidedError:
        return None


def _groups(pattern: str) -> int:
    """The number of groups of a regular expression: brackets not escaped and not in a class."""
    count, in_class, position = 0, False, 0
    while position < len(pattern):
        sign = pattern[position]
        if sign == "\\":
            position += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign == "(" and pattern[position + 1 : position + 2] != "?":
            count += 1
        position += 1
    return count


def _units(scope: Scope) -> set[str]:
    there = {name.lower() for name in scope.names}
    there.update(unit for unit, names in _UNITS.items() if not names.isdisjoint(scope.names))
    for element in scope.text:
        for attribute in ("unit", "type", "subtype"):
            value = element.get(attribute)
            if value:
                there.update(value.lower().split())
    return there
