"""Values that a program wrote because it had none: None, undefined, {name}, TODO."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.pointing import in_tei, is_pointer, shortened, times
from edition.checks.tei_file import Sighting, TeiFile
from edition.datings import DATING
from edition.diagnostics import Severity
from edition.tei import Element, local_name

_NOTHING = frozenset("None null NULL undefined NaN".split())
# `undefined` is a value that projects use (supplied/@reason in EpiDoc), so are `null` and `none`
# for classes; in these attributes they can only come from a program.
_COUNTED = frozenset(
    "n key quantity min max atLeast atMost width height depth ulx uly lrx lry points url uri ident"
    " lang level version occurs usage rows cols unit mimeType value".split()
)
_CLASSES = frozenset("type subtype rend role place function reason status sex cert".split())
_IN_CLASSES = frozenset("None NaN".split())
_NAMED = frozenset(
    "persName surname forename roleName addName orgName placeName settlement country region"
    " geogName name author editor idno title date publisher pubPlace biblScope num measure geo"
    " height width depth".split()
)
_NUMBERS = frozenset("num measure".split())
_CODE = frozenset(
    "match matchPattern replacementPattern test context select use predicate expression formula"
    " restriction pattern path selector behaviour output style".split()
)
_TEMPLATE = re.compile(
    r"\$\{[^{}]{1,60}\}|\{\{[^{}]{1,60}\}\}|^\s*\{[A-Za-z_][\w.]{0,40}\}\s*$"
    r"|^\s*%(?:\(\w{1,40}\))?[sd]\s*$|\[object [A-Za-z]{1,20}\]"
)
# In a text, {name} may be the editor's sign for what is one too many.
_TEMPLATE_TEXT = re.compile(
    r"\$\{[^{}]{1,60}\}|\{\{[^{}]{1,60}\}\}|%(?:\(\w{1,40}\))?[sd]"
    r"|.{0,60}\[object [A-Z][a-z]{1,20}\].{0,60}"
)
_OBJECT = re.compile(r"\[object [A-Za-z]{1,20}\]")
_TASK = re.compile(r"\s*(?:TODO|FIXME|TBD)(?::.*|[.!?]*\s*)", re.DOTALL)
_TASK_KEY = re.compile("TODO|FIXME|TBD|XXX+")
_KEYS = frozenset("key type subtype rend unit".split())
_FILLER = re.compile(r"\blorem ipsum dolor\b", re.IGNORECASE)
_QUOTING = frozenset("code eg egXML gi att val tag ident formula".split())
_LONGEST = 200
_HINT = "write the value, or leave the attribute or element out; and mend the program"


@check(
    "program-leaving",
    Severity.REVIEW,
    hint=_HINT,
    example='<pb n="undefined"/><idno>None</idno>',
)
def leavings(file: TeiFile) -> Iterator[Fault]:
    """A value that a program writes when it has none stands in an attribute or for an element.

    None, null, undefined, NaN, [object Object] and the fields of templates (${name}, {{name}},
    %s). Identifiers, pointers and dates have findings of their own. What people write in words
    (`none`, a sentence that begins with None) is left alone.
    """
    for (_, name, value), seen in file.values.items():
        if _is_attribute_leaving(seen.element, name, value):
            yield _found(seen, value)
    for element, text in _leaf_texts(file):
        name = local_name(element)
        if name in _QUOTING or not _is_text_leaving(name, text.strip()):
            continue
        if in_tei(element):
            severity = Severity.ERROR if _OBJECT.fullmatch(text.strip()) else None
            message = f"{name} holds “{text.strip()}”"
            yield Fault(element, message, severity=severity)


@check(
    "left-to-do",
    Severity.REVIEW,
    hint="do what is left to do, or write a comment instead of text",
    example="<note>TODO: who is this?</note>",
)
def left_to_do(file: TeiFile) -> Iterator[Fault]:
    """A reminder (TODO, FIXME, TBD) or filler text stands where the text should."""
    for (_, name, value), seen in file.values.items():
        if name in _KEYS and _TASK_KEY.fullmatch(value.strip()):
            yield _found(seen, value)
    for element, text in _leaf_texts(file):
        if in_tei(element):
            if _TASK.fullmatch(text) or _FILLER.search(text):
                shown = shortened(" ".join(text.split()))
                yield Fault(element, f"“{shown}” in {local_name(element)}")


def _found(seen: Sighting, value: str) -> Fault:
    where = f"{local_name(seen.element)}/@{seen.attribute.rpartition('}')[2]}"
    severity = Severity.ERROR if _OBJECT.search(value) else None
    message = f"{where} is `{shortened(value)}`{times(seen.count)}"
    return Fault(seen.element, message, seen.attribute, severity=severity)


def _is_attribute_leaving(element: Element, name: str, value: str) -> bool:
    if name in _CODE or name in DATING or is_pointer(element, name):
        return False
    if value in _NOTHING:
        return name in _COUNTED or (name in _CLASSES and value in _IN_CLASSES)
    return ("{" in value or "[" in value or "%" in value) and bool(_TEMPLATE.search(value))


def _is_text_leaving(name: str, text: str) -> bool:
    if text in _NOTHING:
        return name in _NAMED and not (text == "null" and name in _NUMBERS)
    signs = "{" in text or "%" in text or "[object" in text
    return signs and len(text) < _LONGEST and bool(_TEMPLATE_TEXT.fullmatch(text))


def _leaf_texts(file: TeiFile) -> Iterator[tuple[Element, str]]:
    for element in file.elements:
        text = element.text
        if text and not len(element):
            yield element, text
