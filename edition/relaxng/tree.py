"""A schema's XML as a tree of RELAX NG elements: what is foreign to RELAX NG is left out.

Done here are sections 4.1 to 4.3 and 4.9 of the specification: annotations go, white space
goes, `datatypeLibrary` and `ns` are inherited.
"""

from __future__ import annotations

import pyexpat
from collections.abc import Mapping

from edition.relaxng.errors import SchemaError
from edition.relaxng.names import SEPARATOR, XML_NAMESPACE, namespace_and_local
from edition.relaxng.uris import resolved

RELAXNG = "http://relaxng.org/ns/structure/1.0"
WHITE_SPACE = " \t\n\r"
DEEPEST = 100

_BASE = f"{XML_NAMESPACE}{SEPARATOR}base"
_HOLD_TEXT = frozenset({"name", "value", "param"})
_TRIMMED = frozenset({"name", "type", "combine"})


class Tag:
    """One element of a schema: its name in RELAX NG, and what was inherited down to it.

    `attributes` are those without namespace. `external` is the root of the file that
    `externalRef` or `include` points to, once it has been loaded.
    """

    __slots__ = (
        "attributes",
        "base",
        "children",
        "column",
        "external",
        "library",
        "line",
        "name",
        "ns",
        "path",
        "prefixes",
        "text",
    )

    def __init__(self, name: str, attributes: dict[str, str], path: str) -> None:
        self.name = name
        self.attributes = attributes
        self.path = path
        self.children: list[Tag] = []
        self.text = ""
        self.line = 1
        self.column = 1
        self.prefixes: Mapping[str, str] = {}
        self.ns = ""
        self.library = ""
        self.base = ""
        self.external: Tag | None = None

    def error(self, message: str, hint: str | None = None) -> SchemaError:
        """The error that something is wrong with this element."""
        return SchemaError(message, self.path, self.line, self.column, hint)


def read_tree(content: bytes, path: str, base: str, ns: str) -> Tag:
    """The root of a schema file.

    `base` is what its `href` are relative to, `ns` the namespace inherited from the file that
    refers to it. Raises SchemaError where the file is not well-formed or not RELAX NG.
    """
    return _Reader(path, base, ns).read(content)


class _Reader:
    def __init__(self, path: str, base: str, ns: str) -> None:
        self._path = path
        self._outside = Tag("", {}, path)
        self._outside.ns = ns
        self._outside.base = base
        self._outside.prefixes = {"xml": XML_NAMESPACE}
        self._open = [self._outside]
        self._foreign = 0
        self._texts: list[str] = []
        self._prefixes = [self._outside.prefixes]
        self._parser = parser = pyexpat.ParserCreate(None, SEPARATOR)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._texts.append
        parser.StartNamespaceDeclHandler = self._start_prefix
        parser.EndNamespaceDeclHandler = self._end_prefix
        parser.ExternalEntityRefHandler = self._refuse_entity

    def read(self, content: bytes) -> Tag:
        try:
            self._parser.Parse(content, True)
        except pyexpat.ExpatError as error:
            what = pyexpat.errors.messages[error.code]
            message = f"not well-formed XML: {what}"
            line, column = error.lineno, error.offset + 1
            hint = "RELAX NG's compact syntax (.rnc) must be converted to XML syntax (.rng) first"
            first = line == 1 and column < 3
            raise SchemaError(message, self._path, line, column, hint if first else None) from None
        except (LookupError, ValueError) as error:
            raise SchemaError(f"unknown encoding: {error}", self._path, 1, 1) from None
        return self._outside.children[0]

    def _here(self, message: str, hint: str | None = None) -> SchemaError:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        return SchemaError(message, self._path, line, column, hint)

    def _refuse_entity(self, *names: str | None) -> int:
        raise self._here(f"external entity {names[2]} is not fetched", "put its text into the file")

    def _start_prefix(self, prefix: str | None, uri: str | None) -> None:
        self._prefixes.append({**self._prefixes[-1], (prefix or ""): uri or ""})

    def _end_prefix(self, prefix: str | None) -> None:
        self._prefixes.pop()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._take_text()
        namespace, local = namespace_and_local(name)
        if self._foreign or namespace != RELAXNG:
            self._start_foreign(local)
            return
        if len(self._open) > DEEPEST:
            raise self._here(f"nested deeper than {DEEPEST} elements", "split it into definitions")
        tag = self._tag(local, attributes)
        self._open[-1].children.append(tag)
        self._open.append(tag)

    def _start_foreign(self, local: str) -> None:
        if len(self._open) == 1:
            raise self._here(
                f"<{local}> is not RELAX NG",
                f"the outermost element must be in the namespace {RELAXNG}",
            )
        if self._open[-1].name in _HOLD_TEXT:
            raise self._here(f"<{self._open[-1].name}> may hold text only, not <{local}>")
        self._foreign += 1

    def _tag(self, local: str, attributes: dict[str, str]) -> Tag:
        own = {}
        for name, value in attributes.items():
            namespace, attribute = namespace_and_local(name)
            if namespace == RELAXNG:
                raise self._here(f"attribute {attribute} must stand without prefix")
            if not namespace:
                own[name] = value.strip(WHITE_SPACE) if name in _TRIMMED else value
        above = self._open[-1]
        tag = Tag(local, own, self._path)
        tag.line = self._parser.CurrentLineNumber
        tag.column = self._parser.CurrentColumnNumber + 1
        tag.prefixes = self._prefixes[-1]
        tag.ns = own.get("ns", above.ns)
        tag.library = own.get("datatypeLibrary", above.library)
        tag.base = resolved(above.base, attributes[_BASE]) if _BASE in attributes else above.base
        return tag

    def _end(self, name: str) -> None:
        if self._foreign:
            self._texts.clear()
            self._foreign -= 1
            return
        self._take_text()
        self._open.pop()

    def _take_text(self) -> None:
        text = "".join(self._texts)
        self._texts.clear()
        if self._foreign or not text:
            return
        tag = self._open[-1]
        if tag.name in _HOLD_TEXT:
            tag.text += text
        elif text.strip(WHITE_SPACE):
            raise self._here(f"<{tag.name}> may not hold text", f"remove “{text.strip()[:30]}”")
