"""XPath 3.1 by elementpath, for what libxml2 cannot say; imported only where a rule needs it.

No function of it reaches a file, the network or the environment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from locale import Error as LocaleError
from typing import Any, TypeAlias

from elementpath import ElementPathError, XPathContext, get_node_tree
from elementpath.collations import UNICODE_CODEPOINT_COLLATION
from elementpath.datatypes import Integer, UntypedAtomic
from elementpath.xpath31 import XPath31Parser
from elementpath.xpath_nodes import EtreeDocumentNode, EtreeElementNode, XPathNode
from elementpath.xpath_tokens import XPathToken
from lxml import etree

from edition.schematron.expressions import identified, normalized
from edition.schematron.plain import CURRENT
from edition.schematron.rules import UnusableError
from edition.tei import Element

Node: TypeAlias = Element | XPathNode  # elements as lxml has them, all else as elementpath has it

_OUTSIDE = frozenset(
    "available-environment-variables collection doc doc-available document environment-variable"
    " json-doc load-xquery-module parse-xml parse-xml-fragment trace transform unparsed-text"
    " unparsed-text-available unparsed-text-lines uri-collection".split()
)
_LONGEST_RANGE = 1_000_000
_CLASSES = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]", re.DOTALL)
_SHORTHANDS = {r"\s": r"[\s]", r"\S": r"[\S]", r"\w": r"[\w]", r"\W": r"[^\w]"}
_CURRENT = re.compile(r"""("[^"]*"|'[^']*')|(?<![\w:.-])current\s*\(\s*\)""")
_CALL = re.compile(r"""("[^"]*"|'[^']*')|(?<![\w.-])([\w-]+)\s*\(""")
_string_value: Any = etree.XPath("string()", smart_strings=False)
# What elementpath raises for a wrong expression, and what may escape it for an odd one.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    LocaleError,
    NameError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


def _symbol(name: str) -> Any:
    return XPath31Parser.symbol_table[name]


class _Range(_symbol("to")):  # type: ignore[misc]
    """`1 to n`, which elementpath writes out in memory."""

    def evaluate(self, context: XPathContext | None = None) -> list[int]:
        first, last = self.get_operands(context, cls=Integer)
        if None in (first, last):
            return []
        if last - first > _LONGEST_RANGE:
            raise UnusableError(f"a range of more than {_LONGEST_RANGE:,} numbers")
        return list(range(first, last + 1))


class _Identified(_symbol("id")):  # type: ignore[misc]
    """`id()`, for which elementpath goes through the document twice."""

    def select(self, context: XPathContext | None = None) -> Iterator[XPathNode]:
        if context is None or len(self) != 1:
            yield from super().select(context)
            return
        found = [self.string_value(one) for one in self[0].select(copy(context))]
        tree: Any = context.root
        for element in identified(tree.value.getroot(), " ".join(found)):
            yield tree.elements[element]


class _NormalizedSpace(_symbol("normalize-space")):  # type: ignore[misc]
    """`normalize-space()`, which in elementpath takes a no-break space for white space."""

    def evaluate(self, context: XPathContext | None = None) -> str:
        if self:
            return normalized(self.get_argument(context, default="", cls=str))
        return normalized(self.string_value(self.get_argument(context, default_to_context=True)))


class _Expressed:
    r"""A function with a regular expression; elementpath takes `\s` and `\w` as Python does."""

    def get_argument(self, context: XPathContext | None, index: int = 0, **options: Any) -> Any:
        found = super().get_argument(context, index, **options)  # type: ignore[misc]
        if index != 1 or not isinstance(found, str):
            return found
        return _CLASSES.sub(lambda part: _SHORTHANDS.get(part[0], part[0]), found)


def _expressed(name: str) -> Any:
    return type(name, (_Expressed, _symbol(name)), {})


class _Parser(XPath31Parser):
    """XPath 3.1 without what reaches outside the document."""

    symbol_table = {n: t for n, t in XPath31Parser.symbol_table.items() if n not in _OUTSIDE} | {
        "id": _Identified,
        "matches": _expressed("matches"),
        "normalize-space": _NormalizedSpace,
        "replace": _expressed("replace"),
        "to": _Range,
        "tokenize": _expressed("tokenize"),
    }


class _WholeElement(EtreeElementNode):
    """elementpath 5.1.4 loses the text that follows a comment or a processing instruction."""

    __slots__ = ()

    @property
    def string_value(self) -> str:
        return str(_string_value(self.value))

    @property
    def iter_typed_values(self) -> Iterator[Any]:
        yield UntypedAtomic(self.string_value)


class _WholeDocument(EtreeDocumentNode):
    """For elementpath 5.1.4 comments beside the root are text of the document."""

    __slots__ = ()

    @property
    def string_value(self) -> str:
        return str(_string_value(self.value))


class FullLanguage:
    """Expressions of a schema; each is read once."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._parser = _Parser(
            namespaces=dict(namespaces), default_collation=UNICODE_CODEPOINT_COLLATION
        )
        self._tokens: dict[str, XPathToken] = {}

    def read(self, expression: str) -> XPathToken:
        """The expression, ready to be evaluated; raises UnusableError."""
        if expression not in self._tokens:
            calls = {match[2] for match in _CALL.finditer(expression)}
            for name in sorted(calls & _OUTSIDE):
                raise UnusableError(f"{name}() reads something other than the document")
            with _explained():
                source = _CURRENT.sub(lambda found: found[1] or f"${CURRENT}", expression)
                self._tokens[expression] = self._parser.parse(source)
        return self._tokens[expression]


class FullDocument:
    """A document as elementpath sees it; raises UnusableError where it cannot."""

    def __init__(self, root: Element) -> None:
        self._root = root.getroottree().getroot()
        with _explained():
            self.node: Any = get_node_tree(root.getroottree())
        self._nodes: Mapping[Any, Any] = self.node.tree.elements
        beside = self._root.itersiblings
        if any(True for _ in (*beside(), *beside(preceding=True))):
            self.node.__class__ = _WholeDocument
        for aside in root.iter(etree.Comment, etree.PI, etree.Entity):
            for around in aside.iterancestors():
                self._nodes[around].__class__ = _WholeElement

    def items(self, token: XPathToken, node: Node, variables: Mapping[str, Any]) -> list[Any]:
        """What the expression yields at a node; raises UnusableError."""
        with _explained():
            return list(token.select(self._context(node, variables)))

    def holds(self, token: XPathToken, node: Node, variables: Mapping[str, Any]) -> bool:
        """Whether the expression is true at a node; raises UnusableError."""
        with _explained():
            return bool(token.boolean_value(token.evaluate(self._context(node, variables))))

    def nodes(self, token: XPathToken, node: Node, variables: Mapping[str, Any]) -> list[Node]:
        """The nodes that the expression selects; raises UnusableError."""
        return [_as_lxml(one) for one in self.items(token, node, variables)]

    def element_of(self, node: Node) -> Element:
        """The element that holds the node; the root for what is outside of it."""
        around = node.getparent() if isinstance(node, etree._Element) else _as_lxml(node.parent)
        return around if isinstance(around, etree._Element) else self._root

    def wrapped(self, found: Any) -> Any:
        """A result of lxml as elementpath has it: nodes as its own, strings and numbers as such."""
        if isinstance(found, list):
            return [self.wrapped(one) for one in found]
        if isinstance(found, etree._Element):
            return self._nodes[found]
        if getattr(found, "is_attribute", False):
            attributes = self._nodes[found.getparent()].attributes
            return next(one for one in attributes if one.name == found.attrname)
        return found

    def _context(self, node: Node, variables: Mapping[str, Any]) -> XPathContext:
        item = self.wrapped(node)
        known = {name: self.wrapped(value) for name, value in variables.items()}
        return XPathContext(self.node, item=item, variables={**known, CURRENT: item})


def _as_lxml(node: Any) -> Any:
    return node.value if isinstance(node, EtreeElementNode) else node


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ElementPathError as error:
        raise UnusableError(error.message) from None
    except (MemoryError, RecursionError):
        raise UnusableError("too large, or nested too deep") from None
    except _FAULTS as error:
        raise UnusableError(f"{type(error).__name__}: {error}") from None
