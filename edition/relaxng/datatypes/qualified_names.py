"""QName and NOTATION: names whose prefix stands for a namespace."""

from __future__ import annotations

from edition.relaxng.datatypes.texts import name_fault
from edition.relaxng.datatypes.value_space import Namespaces, ValueSpace
from edition.relaxng.datatypes.wording import shown
from edition.relaxng.datatypes.xml_names import NameForm

_XML = "http://www.w3.org/XML/1998/namespace"


class QualifiedName(ValueSpace):
    """A local name, or a prefix that is bound where the value stands and a local name.

    The default namespace is bound to the empty prefix. A NOTATION need not be declared: no
    document type definition is read.
    """

    __slots__ = ("_form",)

    needs_context = True

    def __init__(self) -> None:
        self._form = NameForm(is_token=False, with_colons=False)

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        prefix, colon, local = text.rpartition(":")
        if not self._form.holds(local):
            return False
        return not colon or (self._form.holds(prefix) and bool(_namespace(prefix, namespaces)))

    def same(self, one: str, other: str, here: Namespaces, there: Namespaces) -> bool:
        return _expanded(one, here) == _expanded(other, there)

    def fault(self, text: str, namespaces: Namespaces) -> str:
        prefix, colon, local = text.rpartition(":")
        if colon and self._form.holds(prefix) and self._form.holds(local):
            return f"the prefix {prefix} of {shown(text)} is bound to no namespace here"
        if ":" in prefix:
            return f"{shown(text)} has more than one colon"
        if colon and not (prefix and local):
            return f"{shown(text)} lacks a name {'after' if prefix else 'before'} the colon"
        wrong = local if not self._form.holds(local) else prefix
        return name_fault(self._form, wrong)


def _expanded(text: str, namespaces: Namespaces) -> tuple[str, str]:
    prefix, _, local = text.rpartition(":")
    return _namespace(prefix, namespaces), local


def _namespace(prefix: str, namespaces: Namespaces) -> str:
    return _XML if prefix == "xml" else namespaces.get(prefix, "")
