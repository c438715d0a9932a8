"""A fault in words: what is wrong, and what to do about it.

No word here knows of any schema: names come from the fault.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from edition.relaxng.faults import Fault, Kind
from edition.relaxng.lexicon import is_near

SHOWN = 6
LONGEST_VALUE = 60


class Wording(NamedTuple):
    """A sentence that states the fault, and one that says what to do, if there is advice.

    Neither ends with a full stop. They may hold whatever characters the document holds.
    """

    message: str
    hint: str | None


def worded(fault: Fault, shown: int = SHOWN) -> Wording:
    """The fault in words; of long lists so many names are shown."""
    return _WORDINGS[fault.kind](fault, shown)


def listed(names: Sequence[str], shown: int = SHOWN, last: str = "or") -> str:
    """Names in a row, the last joined by a word; of many only the first, and how many more."""
    quoted = [f"`{name}`" for name in names[:shown]]
    if len(names) > shown:
        return f"{', '.join(quoted)} and {len(names) - shown} more"
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def _unknown_element(fault: Fault, shown: int) -> Wording:
    message = f"`{fault.element}` is not an element of this schema"
    return Wording(message + _meant(fault.element, fault.expected), _here(fault, shown))


def _wrong_namespace(fault: Fault, shown: int) -> Wording:
    written = f"in the namespace {fault.value}" if fault.value else "in no namespace"
    wanted = " or ".join(fault.expected)
    message = f"`{fault.element}` stands {written}; the schema has it in {wanted}"
    return Wording(message, f'declare xmlns="{fault.expected[0]}"')


def _misplaced_element(fault: Fault, shown: int) -> Wording:
    name, parent = fault.element, fault.parent
    if not parent:
        return Wording(
            f"a document cannot begin with `{name}`",
            f"it begins with {listed(fault.expected, shown)}" if fault.expected else None,
        )
    if fault.missing_before:
        missing = listed(fault.missing_before, shown, "and")
        verb = "is" if len(fault.missing_before) == 1 else "are"
        message = f"`{name}` comes too early in `{parent}`: {missing} {verb} missing before it"
        return Wording(message, f"add {missing}")
    if fault.any_before and (len(fault.any_before) <= shown or not fault.closing):
        before = listed(fault.any_before, shown)
        message = f"`{name}` comes too early in `{parent}`: {before} must stand before it"
        return Wording(message, None)
    if fault.closing:
        message = f"`{name}` cannot stand inside `{parent}`: close the"
        message = f"{message} {listed(fault.closing, shown, 'and the')} first"
        return Wording(message, _wrapped(fault, shown, "or put it"))
    if fault.elsewhere:
        message = f"`{name}` cannot stand at this place in `{parent}`"
        if fault.before:
            message = f"`{name}` cannot stand in `{parent}` after `{fault.before}`"
        return Wording(message, _here(fault, shown))
    message = f"`{name}` cannot stand inside `{parent}`"
    return Wording(message, _wrapped(fault, shown, "put it") or _here(fault, shown))


def _missing_content(fault: Fault, shown: int) -> Wording:
    if fault.required:
        verb = "is" if len(fault.required) == 1 else "are"
        missing = f"{listed(fault.required, shown, 'and')} {verb} missing"
    else:
        missing = f"it needs {listed(fault.expected, shown)}"
    message = f"`{fault.element}` ends too early: {missing}"
    more = fault.required and len(fault.expected) > len(fault.required)
    return Wording(message, _here(fault, shown) if more else None)


def _text_not_allowed(fault: Fault, shown: int) -> Wording:
    message = f"text cannot stand directly in `{fault.element}`: “{_cut(fault.value)}”"
    hint = f"put it into {listed(fault.expected, shown)}" if fault.expected else "remove it"
    return Wording(message, hint)


def _refused_attribute(fault: Fault, shown: int) -> Wording:
    name = fault.attribute or ""
    message = f"`@{name}` is not an attribute of `{fault.element}`"
    others = f"it may have {listed(fault.expected, shown)}" if fault.expected else None
    return Wording(message + _meant(name, fault.expected), others or "remove it")


def _conflicting_attribute(fault: Fault, shown: int) -> Wording:
    message = f"`@{fault.attribute}` excludes another attribute that this `{fault.element}` has"
    return Wording(message, "keep one of them")


def _missing_attribute(fault: Fault, shown: int) -> Wording:
    if fault.required:
        missing = listed([f"@{name}" for name in fault.required], shown, "and")
        return Wording(f"`{fault.element}` lacks {missing}", f"add {missing}")
    choices = listed([f"@{name}" for name in fault.expected], shown)
    return Wording(f"`{fault.element}` lacks an attribute", f"add {choices}" if choices else None)


def _bad_value(fault: Fault, shown: int) -> Wording:
    where = f"`{fault.attribute or fault.element}`"
    value = _cut(fault.value)
    if fault.expected:
        message = f"{where}: “{value}” is not one of the values allowed"
        meant = _meant(fault.value or "", fault.expected)
        return Wording(message + meant, f"write {listed(fault.expected, shown)}")
    if fault.reason:
        return Wording(f"{where}: {fault.reason}", None)
    return Wording(f"{where}: “{value}” is not allowed", None)


def _duplicate_identifier(fault: Fault, shown: int) -> Wording:
    message = f"`{fault.attribute}` “{_cut(fault.value)}” is given twice; {fault.reason}"
    return Wording(message, "give one of the two another identifier")


def _dangling_reference(fault: Fault, shown: int) -> Wording:
    message = f"`{fault.attribute}`: nothing has the identifier “{_cut(fault.value)}”"
    return Wording(message, "correct it, or add what it refers to")


def _not_well_formed(fault: Fault, shown: int) -> Wording:
    hint = None
    if fault.reason and "is not UTF-8" in fault.reason:
        hint = 'convert the file to UTF-8, or declare its encoding, as in encoding="ISO-8859-1"'
    elif fault.element:
        hint = f"`{fault.element}` is open here"
    return Wording(f"not well-formed: {fault.reason}", hint)


def _bad_encoding(fault: Fault, shown: int) -> Wording:
    return Wording(f"cannot be read: {fault.reason}", "convert the file to UTF-8")


def _beyond_limit(fault: Fault, shown: int) -> Wording:
    return Wording(f"given up: {fault.reason}", "split the file, or raise the limit")


def _too_complex(fault: Fault, shown: int) -> Wording:
    return Wording(f"given up: {fault.reason}", "simplify the schema")


_WORDINGS: dict[Kind, Callable[[Fault, int], Wording]] = {
    Kind.UNKNOWN_ELEMENT: _unknown_element,
    Kind.WRONG_NAMESPACE: _wrong_namespace,
    Kind.MISPLACED_ELEMENT: _misplaced_element,
    Kind.MISSING_CONTENT: _missing_content,
    Kind.TEXT_NOT_ALLOWED: _text_not_allowed,
    Kind.UNKNOWN_ATTRIBUTE: _refused_attribute,
    Kind.MISPLACED_ATTRIBUTE: _refused_attribute,
    Kind.CONFLICTING_ATTRIBUTE: _conflicting_attribute,
    Kind.MISSING_ATTRIBUTE: _missing_attribute,
    Kind.BAD_VALUE: _bad_value,
    Kind.BAD_TEXT: _bad_value,
    Kind.DUPLICATE_IDENTIFIER: _duplicate_identifier,
    Kind.DANGLING_REFERENCE: _dangling_reference,
    Kind.NOT_WELL_FORMED: _not_well_formed,
    Kind.BAD_ENCODING: _bad_encoding,
    Kind.ENTITY_TOO_LARGE: _beyond_limit,
    Kind.TOO_DEEP: _beyond_limit,
    Kind.TOO_MANY_ATTRIBUTES: _beyond_limit,
    Kind.TOO_LONG: _beyond_limit,
    Kind.TOO_COMPLEX: _too_complex,
}


def _meant(written: str, expected: Sequence[str]) -> str:
    """The question whether the first of the expected was meant, if it is alike."""
    near = bool(expected) and is_near(written, expected[0])
    return f"; did you mean `{expected[0]}`?" if near else ""


def _here(fault: Fault, shown: int) -> str | None:
    if not fault.expected:
        return "nothing more can stand here"
    return f"here can stand {listed(fault.expected, shown)}"


def _wrapped(fault: Fault, shown: int, put: str) -> str | None:
    return f"{put} into {listed(fault.wrappers, shown)}" if fault.wrappers else None


def _cut(value: str | None) -> str:
    text = " ".join((value or "").split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
