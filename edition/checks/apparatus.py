"""How the apparatus is linked to the text, as variantEncoding says and as the entries do."""

from __future__ import annotations

from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.pointing import times
from edition.checks.scopes import Scope
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.surroundings import around
from edition.tei import Element

_PROSE = frozenset("p l ab head lg sp".split())
_APART = frozenset("listApp standOff back note".split())


@check(
    "apparatus-method",
    Severity.REVIEW,
    hint="correct variantEncoding, or the attributes of the entries",
    example='<variantEncoding method="parallel-segmentation"/> ... <app loc="1">',
)
def apparatus(file: TeiFile) -> Iterator[Fault]:
    """The header declares one method of linking the apparatus, and its entries (app) use another.

    Parallel segmentation has no @loc, @from or @to and stands in the text; location-referenced
    entries have @loc; double-end-point entries have @from, or @to where they stand at the lemma.
    """
    for scope in file.scopes:
        for declared in scope.declared("variantEncoding"):
            method, location = declared.get("method"), declared.get("location")
            if method == "parallel-segmentation" and location == "external":
                message = "entries of parallel segmentation stand in the text: they are internal"
                yield Fault(declared, message, "location")
            else:
                yield from _otherwise(scope, method or "", location or "")


def _otherwise(scope: Scope, method: str, location: str) -> Iterator[Fault]:
    """The entries that do not keep to what is declared."""
    entries = scope.used("app")
    against = [one for one in entries if _keeps_not_to(method, one)]
    if against:
        message = f"the header declares {method}, but app has {_links(against[0])}"
        yield Fault(against[0], f"{message}{times(len(against))}")
    apart, lists, prose = around(_APART), around({"listApp"}), around(_PROSE)
    if location == "internal":
        elsewhere = [one for one in entries if lists.nearest(one) is not None]
    elif location == "external":
        beside = [one for one in entries if apart.nearest(one) is None]
        elsewhere = [one for one in beside if prose.nearest(one) is not None]
    else:
        elsewhere = []
    if elsewhere:
        message = f"the apparatus is declared {location}, but app stands {_where(location)}"
        yield Fault(elsewhere[0], f"{message}{times(len(elsewhere))}")


def _keeps_not_to(method: str, entry: Element) -> bool:
    ends, place = _has(entry, "from", "to"), _has(entry, "loc")
    if method == "parallel-segmentation":
        return ends or place
    if method == "location-referenced":
        return not place and not ends
    return method == "double-end-point" and not ends


def _has(entry: Element, *attributes: str) -> bool:
    return any(entry.get(name) for name in attributes)


def _links(entry: Element) -> str:
    there = [f"@{name}" for name in ("loc", "from", "to") if entry.get(name)]
    return " and ".join(there) or "neither @loc nor @from"


def _where(location: str) -> str:
    return "in a list apart" if location == "internal" else "inside the text"
