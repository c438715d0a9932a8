"""What a header declares, and nothing uses: categories, glyphs, hands, calendars, prefixes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from edition.checks.check import Fault, check
from edition.checks.pointing import in_tei, shortened
from edition.checks.scopes import Scope
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.surroundings import around
from edition.tei import XML_ID, Element, local_name

_LONGEST_LIST = 4
_MOST_TARGETS = 50


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of declaration: the elements and where they stand.

    Of some (`by_some`) a file may well use none: then it says what there is, not what it uses.
    """

    many: str
    inside: str
    names: tuple[str, ...]
    by_some: bool = False


_SORTS = (
    _Sort("categories", "taxonomy", ("category",)),
    _Sort("characters and glyphs", "charDecl", ("char", "glyph")),
    _Sort("calendars", "calendarDesc", ("calendar",)),
    _Sort("renditions", "tagsDecl", ("rendition",)),
    _Sort("hands", "handNotes", ("handNote",), by_some=True),
    _Sort("hands", "handDesc", ("handNote",), by_some=True),
    _Sort("witnesses", "listWit", ("witness",), by_some=True),
    _Sort("changes", "creation", ("change",), by_some=True),
    _Sort("persons", "particDesc", ("person", "personGrp"), by_some=True),
)


@check(
    "unused-declaration",
    Severity.NOTE,
    hint="delete what is not needed, or look for the mark-up that should point to it",
    example='<calendar xml:id="julian"><p>Julian</p></calendar> and no calendar="#julian"',
)
def unused(file: TeiFile) -> Iterator[Fault]:
    """The header declares things that nothing in the file points to.

    Categories, characters, calendars, renditions; hands, witnesses, changes and participants only
    where some of them are used. A category counts as used if one below it is, a rendition if it has
    a selector.
    """
    for scope in file.scopes:
        if scope.text:
            for sort in _SORTS:
                for container in _outermost(scope, sort.inside):
                    yield from _unused_in(container, sort, file)


def _unused_in(container: Element, sort: _Sort, file: TeiFile) -> Iterator[Fault]:
    found = [e for name in sort.names for e in container.iter(f"{{*}}{name}") if in_tei(e)]
    declared = [e for e in found if e.get(XML_ID) and e.get("selector") is None]
    used = _used(declared, file)
    idle = [one for one in declared if one not in used]
    if idle and (used or not sort.by_some):
        identifiers = [shortened(one.get(XML_ID, "")) for one in idle]
        whose = container.get(XML_ID)
        where = f"{local_name(container)} `{shortened(whose)}`: " if whose else ""
        names = f"{_listed(identifiers)} ({len(idle)} of {len(declared)})"
        yield Fault(idle[0], f"{where}{sort.many} to which nothing points: {names}")


def _used(declared: Sequence[Element], file: TeiFile) -> set[Element]:
    """Those of the declared elements that something points to, and those around them."""
    if not declared:
        return set()
    used: set[Element] = set()
    for one in declared:
        above: Element | None = one if one.get(XML_ID) in file.named_ids else None
        while above is not None and above not in used:
            used.add(above)
            above = above.getparent()
    return used


@check(
    "unused-prefix",
    Severity.NOTE,
    hint="delete the prefixDef, or look for the pointers that should use it",
    example='<prefixDef ident="gnd"/> and no pointer gnd:...',
)
def unused_prefixes(file: TeiFile) -> Iterator[Fault]:
    """A prefixDef explains a prefix with which no attribute of the file begins."""
    if not file.prefixes:
        return
    seen = {
        token.partition(":")[0]
        for _, _, value in file.values
        if ":" in value
        for token in value.split()
    }
    idle = [e for e in file.named("prefixDef") if in_tei(e) and e.get("ident", "") not in seen]
    if idle and any(scope.text for scope in file.scopes):
        names = _listed([shortened(one.get("ident", "")) for one in idle])
        yield Fault(idle[0], f"no attribute begins with {names}", "ident")


@check(
    "category-outside-scheme",
    Severity.REVIEW,
    hint="correct @scheme or @target",
    example='<catRef scheme="#genre" target="#letter"/>, letter being a category of #medium',
)
def outside_schemes(file: TeiFile) -> Iterator[Fault]:
    """A catRef names a scheme (taxonomy), but its category stands in another."""
    taxonomies = around({"taxonomy"})
    for reference in filter(in_tei, file.named("catRef")):
        scheme = file.ids.get(reference.get("scheme", "").strip().removeprefix("#"))
        taxonomy = None if scheme is None else taxonomies.nearest_or_self(scheme)
        if taxonomy is None or not reference.get("scheme", "").strip().startswith("#"):
            continue
        for target in reference.get("target", "").split()[:_MOST_TARGETS]:
            category = file.ids.get(target[1:]) if target.startswith("#") else None
            if category is not None and local_name(category) == "category":
                if taxonomies.nearest(category) is not taxonomy:
                    message = f"`{shortened(target)}` is no category of the scheme"
                    yield Fault(reference, message, "target")


def _outermost(scope: Scope, name: str) -> Iterator[Element]:
    """The elements of a header with a name that stand in no other of it."""
    outer = around({name})
    return (one for one in scope.declared(name) if outer.nearest(one) is None)


def _listed(names: Collection[str]) -> str:
    some = ", ".join(f"`{name}`" for name in list(names)[:_LONGEST_LIST])
    return f"{some}, …" if len(names) > _LONGEST_LIST else some
