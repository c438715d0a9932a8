"""Expressions of rules, evaluated by libxml2 where XPath 1.0 is enough, else by elementpath."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from lxml import etree

from edition.characters import WHITE_SPACE
from edition.schematron.kinds import IDENTIFIED, SCALAR, Kind
from edition.schematron.plain import (
    CURRENT,
    NotPlainError,
    Plain,
    necessary,
    plain,
    plain_pattern,
)
from edition.schematron.rules import UnusableError
from edition.schematron.tokens import (
    at_node,
    elements_named,
    selecting,
    tokens_of,
    variables_of,
)
from edition.tei import Element

if TYPE_CHECKING:
    from edition.schematron.full import FullDocument, FullLanguage, Node

_OWN = "https://example.org/edition/functions"
_OWN_PREFIX, _, _ID = IDENTIFIED.partition(":")
_BY_IDENTIFIER: Any = etree.XPath("//*[@xml:id = $wanted]")
_STRING = etree.XPath("string()", smart_strings=False)
_SPACES = re.compile(f"[{WHITE_SPACE}]+")
_LONGEST_TEXT = 10_000_000


Plainly: TypeAlias = "Callable[[Scope], Any]"  # XPath 1.0, called at an element


class Language:
    """The prefixes of a schema, and XPath as they make it."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self.namespaces = namespaces

    @cached_property
    def full(self) -> FullLanguage:
        """XPath 3.1; its library is imported here, and not before."""
        from edition.schematron.full import FullLanguage

        return FullLanguage(self.namespaces)

    def expanded(self, names: Iterable[str]) -> frozenset[str]:
        """The names as lxml has them; none where a prefix is not declared."""
        parts = [name.rpartition(":") for name in names]
        if any(colon and prefix not in self.namespaces for prefix, colon, _ in parts):
            return frozenset()
        return frozenset(
            f"{{{self.namespaces[prefix]}}}{local}" if colon else local
            for prefix, colon, local in parts
        )

    def compiled(self, expression: str) -> Callable[..., Any]:
        """An expression of XPath 1.0, ready for libxml2."""
        spaces = {**self.namespaces, _OWN_PREFIX: _OWN}
        return etree.XPath(expression, namespaces=spaces, extensions={(_OWN, _ID): _identified})


class Document:
    """A document under check."""

    def __init__(self, root: Element) -> None:
        self.root = root

    @cached_property
    def named(self) -> Mapping[str, list[Element]]:
        """The elements by name, in document order."""
        found: dict[str, list[Element]] = {}
        for element in self.root.iter(etree.Element):
            found.setdefault(str(element.tag), []).append(element)
        return found

    @cached_property
    def full(self) -> FullDocument:
        """The document for XPath 3.1; made where a rule needs it."""
        from edition.schematron.full import FullDocument

        return FullDocument(self.root)


class Scope:
    """A node at which expressions are evaluated, and the variables that stand there."""

    def __init__(
        self,
        document: Document,
        node: Node | None,
        lets: Mapping[str, Expression],
        around: Scope | None = None,
    ) -> None:
        self.document = document
        self.element: Element | None = None  # the node, where it is an element
        if isinstance(node, etree._Element) and isinstance(node.tag, str):
            self.element = node
        self._node = node
        self._lets = lets
        self._around = around
        self._values: dict[str, Any] = {}
        self._under_way: set[str] = set()

    @property
    def node(self) -> Node:
        """The node; the document, where none was given."""
        return self.document.full.node if self._node is None else self._node

    @property
    def nearest(self) -> Element:
        """The element that the node is or belongs to; the root for the document."""
        found = self.element
        return self.document.full.element_of(self.node) if found is None else found

    def values(self, names: Iterable[str]) -> dict[str, Any]:
        """The variables of these names, as far as they stand here; raises UnusableError."""
        # Inside a variable its own name is that of a variable further out.
        own = [name for name in names if name in self._lets and name not in self._under_way]
        others = [name for name in names if name not in own]
        outer = self._around.values(others) if self._around and others else {}
        return outer | {name: self._value(name) for name in own}

    def _value(self, name: str) -> Any:
        if name not in self._values:
            self._under_way.add(name)
            try:
                self._values[name] = self._lets[name].value(self)
            finally:
                self._under_way.remove(name)
        return self._values[name]


class Expression:
    """One expression; `kinds` are the variables that XPath 1.0 may use."""

    def __init__(self, source: str, language: Language, kinds: Mapping[str, Kind]) -> None:
        self._source = source
        self._language = language
        self._kinds = kinds
        self._reads = variables_of(source)

    @property
    def kind(self) -> Kind | None:
        """What a variable of this value is to XPath 1.0; none where it cannot be one."""
        found = self._plain
        return found.kind if found and found.kind in SCALAR else None

    def read(self) -> None:
        """Raises UnusableError where the expression is wrong in itself."""
        if not self._plain:
            self._language.full.read(self._source)

    def holds(self, scope: Scope) -> bool:
        """Whether the expression is true; raises UnusableError."""
        if scope.element is not None:
            if self._truth:
                return bool(self._truth(scope))
            if self._guard and not self._guard(scope):
                return False
        full = self._language.full.read(self._source)
        return scope.document.full.holds(full, scope.node, scope.values(self._reads))

    def value(self, scope: Scope) -> Any:
        """What the expression yields, for a variable; raises UnusableError."""
        if self._result and scope.element is not None:
            found = self._result(scope)
        else:
            full = self._language.full.read(self._source)
            found = scope.document.full.items(full, scope.node, scope.values(self._reads))
        if isinstance(found, str) and len(found) > _LONGEST_TEXT:
            raise UnusableError(f"a text of more than {_LONGEST_TEXT:,} characters")
        return found

    def text(self, scope: Scope) -> str:
        """What the expression yields, as a message shows it; raises UnusableError."""
        return _shown(self.value(scope))

    @cached_property
    def _plain(self) -> Plain | None:
        try:
            return plain(self._source, self._language.namespaces, self._kinds)
        except NotPlainError:
            return None

    @cached_property
    def _truth(self) -> Plainly | None:
        found = self._plain
        return self._compiled(f"boolean({found.text})") if found else None

    @cached_property
    def _result(self) -> Plainly | None:
        found = self._plain
        usable = found and (found.kind in SCALAR or not found.has_other_nodes)
        return self._compiled(found.text) if found and usable else None

    @cached_property
    def _guard(self) -> Plainly | None:
        """A condition without which the expression is not true."""
        try:
            condition = necessary(self._source, self._language.namespaces, self._kinds)
        except NotPlainError:
            return None
        return self._compiled(f"boolean({condition})")

    def _compiled(self, text: str) -> Plainly:
        evaluate = self._language.compiled(text)
        reads = [name for name in variables_of(text) if name != CURRENT]
        if f"${CURRENT}" in text:
            return lambda at: evaluate(at.element, **at.values(reads), **{CURRENT: at.element})
        if reads:
            return lambda at: evaluate(at.element, **at.values(reads))
        return lambda at: evaluate(at.element)


class Selector:
    """The context of a rule."""

    def __init__(self, context: str, language: Language) -> None:
        self._context = context
        self._language = language
        self._names = language.expanded(elements_named(context))
        self._is_name = bool(self._names) and len(tokens_of(context)) == 1

    def may_fit(self, document: Document) -> bool:
        """Whether the document has an element of a name that the context needs."""
        return not self._names or not self._names.isdisjoint(document.named)

    def nodes(self, outside: Scope) -> list[Node]:
        """The nodes of the document that the context fits; raises UnusableError."""
        document = outside.document
        if self._is_name:
            return self._elements(document)
        if self._select:
            return [_node(one, document) for one in self._select(document.root)]
        if self._test:
            self._test.read()
            fitting = (Scope(document, one, {}, outside) for one in self._elements(document))
            return [scope.node for scope in fitting if _fits(self._test, scope)]
        full = self._language.full.read(selecting(self._context))
        variables = outside.values(variables_of(self._context))
        return document.full.nodes(full, document.full.node, variables)

    @cached_property
    def _select(self) -> Callable[[Element], Any] | None:
        try:
            pattern = plain_pattern(self._context, self._language.namespaces)
        except NotPlainError:
            return None
        return self._language.compiled(pattern)

    @cached_property
    def _test(self) -> Expression | None:
        test = at_node(self._context)
        return Expression(f"exists({test})", self._language, {}) if test else None

    def _elements(self, document: Document) -> list[Node]:
        """The elements that the context names; where it names none, all."""
        named = document.named
        return [one for name in self._names or named for one in named.get(name, ())]


def _node(found: Any, document: Document) -> Node:
    return found if isinstance(found, etree._Element) else document.full.wrapped(found)


def _fits(test: Expression, scope: Scope) -> bool:
    """Whether a context fits; one that cannot be evaluated at a node does not."""
    try:
        return test.holds(scope)
    except UnusableError:
        return False


def _identified(context: Any, wanted: str | list[str]) -> list[Element]:
    root = context.context_node.getroottree().getroot()
    return identified(root, wanted if isinstance(wanted, str) else "".join(wanted[:1]))


def identified(root: Element, identifiers: str) -> list[Element]:
    """The elements that bear the identifiers, which white space parts: what `id()` yields."""
    found = (_BY_IDENTIFIER(root, wanted=one) for one in identifiers.split())
    return [one[0] for one in found if one]


def normalized(text: str) -> str:
    """The text with each run of XML's white space made one space, and none at its ends."""
    return _SPACES.sub(" ", text).strip(" ")


def _shown(found: Any) -> str:
    if isinstance(found, list):
        return " ".join(_shown(one) for one in found)
    if isinstance(found, etree._Element):
        return str(_STRING(found))
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, float):
        return f"{found:.15g}"
    return str(getattr(found, "string_value", found))
