"""ISO Schematron to rules: a schema of its own, or the patterns inside a RELAX NG schema.

Abstract patterns and rules are filled in here, so that what comes after knows only plain rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.schematron.rules import (
    Assertion,
    Insertion,
    Let,
    Pattern,
    Rule,
    Rules,
    SchematronError,
)
from edition.tei import Element, local_name

NAMESPACE = "http://purl.oclc.org/dsdl/schematron"
_OLD_NAMESPACE = "http://www.ascc.net/xml/schematron"
_RELAX_NG = "http://relaxng.org/ns/structure/1.0"
_SCH = f"{{{NAMESPACE}}}"
_PARAMETER = re.compile(r"\$([^\W\d][\w.-]*)")
_DEEPEST = 50  # abstract rules that extend each other
_ELSEWHERE = "a part of it stands in another file (include, extends), which is not read"
_DOCUMENTS = "it is about other documents (@documents), which are not read"
_MARKUP = "a variable of it holds markup, which cannot be evaluated"


def rules_from(content: bytes, path: str) -> Rules:
    """The rules of a Schematron schema, or of a RELAX NG schema with rules inside.

    A RELAX NG schema may have none. `path` is for messages only: no other file is read. Raises
    SchematronError where the content is not well-formed or is neither of the two.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        fact, hint = f"not well-formed: {error.msg}", "mend the schema, or save it anew"
        raise SchematronError(fact, path, error.lineno, hint) from None
    namespace = etree.QName(root).namespace
    if root.tag != f"{_SCH}schema" and namespace != _RELAX_NG:
        old = " (this is Schematron 1.5)" if namespace == _OLD_NAMESPACE else ""
        fact = f"<{local_name(root)}> of the namespace “{namespace or ''}” is no schema{old}"
        hint = f"give ISO Schematron, <schema xmlns=“{NAMESPACE}”>, or RELAX NG with such rules"
        raise _error(root, path, fact, hint)
    return _Reading(root, path).rules()


@dataclass(frozen=True, slots=True)
class _Around:
    """What the rules of a pattern have from what stands around them."""

    identifier: str | None
    lets: tuple[tuple[Let, ...], ...]
    values: Mapping[str, str]  # what the parameters of an abstract pattern stand for
    problem: str | None

    def filled(self, expression: str) -> str:
        """The expression with each `$parameter` replaced."""
        return _PARAMETER.sub(lambda found: self.values.get(found[1], found[0]), expression)


class _Reading:
    """One schema while it is read."""

    def __init__(self, root: Element, path: str) -> None:
        self._root = root
        self._path = path
        self._named = {(e.tag, e.get("id")): e for e in root.iter(f"{_SCH}*") if e.get("id")}
        self._whole = _Around(None, (), {}, None)
        if local_name(root) == "schema":
            self._whole = self._around(root, root, self._whole)

    def rules(self) -> Rules:
        """Everything; raises SchematronError."""
        spaces = {self._needed(e, "prefix"): e.get("uri", "") for e in self._all("ns")}
        patterns = [self._pattern(e) for e in self._all("pattern") if e.get("abstract") != "true"]
        loose = [e for e in self._all("rule") if next(e.iterancestors(f"{_SCH}*"), None) is None]
        return Rules((*patterns, *((self._rule(e, self._whole),) for e in loose)), spaces)

    def _all(self, name: str) -> Iterator[Element]:
        return self._root.iter(f"{_SCH}{name}")

    def _pattern(self, pattern: Element) -> Pattern:
        kind = pattern.get("is-a")
        body = pattern if kind is None else self._found("pattern", kind, pattern)
        around = self._around(pattern, body, self._whole)
        rules = [e for e in body.iterchildren(f"{_SCH}rule") if e.get("abstract") != "true"]
        return tuple(self._rule(rule, around) for rule in rules)

    def _around(self, named: Element, body: Element, outside: _Around) -> _Around:
        """What a pattern or the schema gives to the rules inside."""
        parameters = named.iterchildren(f"{_SCH}param")
        values = {self._needed(e, "name"): e.get("value", "") for e in parameters}
        around = _Around(named.get("id"), outside.lets, values, None)
        parts = list(body.iterchildren(f"{_SCH}*"))
        problems = (outside.problem, *map(_problem, (named, body, *parts)))
        lets = (*outside.lets, self._lets(parts, around))
        return _Around(named.get("id"), lets, values, next(filter(None, problems), None))

    def _rule(self, rule: Element, around: _Around) -> Rule:
        parts = list(self._parts(rule, _DEEPEST))
        identifier = rule.get("id") or around.identifier or f"line {rule.sourceline}"
        said = [e for e in parts if local_name(e) in {"assert", "report"}]
        return Rule(
            context=around.filled(self._needed(rule, "context")),
            outer=around.lets,
            lets=self._lets(parts, around),
            assertions=tuple(self._assertion(e, rule, around, identifier) for e in said),
            identifier=identifier,
            problem=next(filter(None, (around.problem, *map(_problem, parts))), None),
        )

    def _parts(self, rule: Element, depth: int) -> Iterator[Element]:
        """The parts of a rule, with those of the abstract rules that it extends in their place."""
        for part in rule.iterchildren(f"{_SCH}*"):
            name = part.get("rule")
            if local_name(part) != "extends" or name is None:
                yield part
            elif depth == 0:
                hint = "end the circle of rules"
                raise _error(part, self._path, f"rule “{name}” extends itself", hint)
            else:
                yield from self._parts(self._found("rule", name, part), depth - 1)

    def _assertion(
        self, said: Element, rule: Element, around: _Around, identifier: str
    ) -> Assertion:
        named = said.get("diagnostics", "").split()
        diagnostics = [self._found("diagnostic", name, said) for name in named]
        message = [part for e in (said, *diagnostics) for part in (*_message(e, around), " ")]
        return Assertion(
            test=around.filled(self._needed(said, "test")),
            is_report=local_name(said) == "report",
            role=said.get("role") or rule.get("role") or "",
            identifier=said.get("id") or identifier,
            message=tuple(message),
        )

    def _lets(self, parts: list[Element], around: _Around) -> tuple[Let, ...]:
        lets = (e for e in parts if local_name(e) == "let" and e.get("value") is not None)
        return tuple(Let(self._needed(e, "name"), around.filled(e.get("value", ""))) for e in lets)

    def _found(self, name: str, identifier: str, asked_by: Element) -> Element:
        found = self._named.get((f"{_SCH}{name}", identifier))
        if found is None:
            fact = f"there is no {name} “{identifier}”"
            raise _error(asked_by, self._path, fact, f"give a {name} this id")
        return found

    def _needed(self, element: Element, attribute: str) -> str:
        value = element.get(attribute, "").strip()
        if not value:
            fact = f"<{local_name(element)}> has no @{attribute}"
            raise _error(element, self._path, fact, f"add {attribute}=“…”")
        return value


def _error(element: Element, path: str, fact: str, hint: str) -> SchematronError:
    line = element.sourceline
    return SchematronError(fact, path, line if isinstance(line, int) else None, hint)


def _problem(part: Element) -> str | None:
    """Why the rules cannot be run that have this part, or that stand in it."""
    if part.get("documents") is not None:
        return _DOCUMENTS
    if local_name(part) == "let" and part.get("value") is None:
        return _MARKUP
    return _ELSEWHERE if local_name(part) in {"include", "extends"} else None


def _message(element: Element, around: _Around) -> Iterator[str | Insertion]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_SCH}value-of":
            yield Insertion(around.filled(child.get("select", ".")))
        elif child.tag == f"{_SCH}name":
            yield Insertion(f"name({around.filled(child.get('path', '.'))})")
        elif isinstance(child.tag, str):
            yield from _message(child, around)
        yield child.tail or ""
