"""Values of attributes that are written in more than one way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.pointing import shortened
from edition.checks.tei_file import Sighting, TeiFile
from edition.diagnostics import Severity

_CLASSES = frozenset(
    "type subtype rend unit place reason role function cert status level sex medium material"
    " script scope evidence cause agent".split()
)
_APART = str.maketrans("_- ", "---")


@check(
    "two-spellings",
    Severity.NOTE,
    hint="decide for one spelling, or no search finds all",
    example='<name type="Person"/> and <name type="person"/>',
)
def two_spellings(file: TeiFile) -> Iterator[Fault]:
    """The same value of an attribute is written with a capital and without, or with - and _.

    Only attributes that sort things (type, unit, role ...) count, each on one element.
    """
    found: dict[tuple[str, str, str], list[tuple[str, Sighting]]] = defaultdict(list)
    for (element, attribute, value), seen in file.values.items():
        if attribute in _CLASSES and len(value) > 1:
            folded = " ".join(value.split()).casefold().translate(_APART)
            found[element, attribute, folded].append((value, seen))
    for (element, attribute, _), spellings in found.items():
        if len(spellings) > 1:
            spellings.sort(key=lambda one: -one[1].count)
            shown = ", ".join(f"`{shortened(v)}` ({seen.count})" for v, seen in spellings[:4])
            rarest = spellings[-1][1]
            yield Fault(rarest.element, f"{element}/@{attribute}: {shown}", rarest.attribute)
