"""Schemas of the user's disk into the store: a grammar with all it includes, or its rules."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition import findings
from edition.diagnostics import Diagnostic, InputError, Place
from edition.readers.schema_store import (
    DESCRIPTION,
    OWN,
    TITLES,
    StoredSchema,
    find_schema,
    name_and_version,
    name_from_file,
    stored_schemas,
)
from edition.tei import Element, elements, local_name, parse
from edition.writers.disk import write_all
from edition.writers.product import Product

_RELAX_NG = "http://relaxng.org/ns/structure/1.0"
_SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
_PATTERNS = frozenset(
    "grammar element attribute group interleave choice optional zeroOrMore oneOrMore list mixed"
    " ref parentRef empty text value data notAllowed externalRef".split()
)
_LARGEST = 64_000_000
_MOST_FILES = 1_000
_TEI_VERSION = re.compile(r"TEI Edition:[^\n]*?(\d+\.\d+\.\d+[a-z]?)")
_GENERATED = re.compile(r"generated from ODD source (\d{4}-\d{2}-\d{2})")
_TITLE = re.compile(r"TEI Edition Location:[^\n]*\n *(\S[^\n]*)")
_HOW_TO_CONVERT = "RELAX NG's compact syntax must be converted first: trang schema.rnc schema.rng"


@dataclass(frozen=True, slots=True)
class SchemaFiles:
    """The files of a schema by their paths, the grammar's own (or the rules') first."""

    contents: Mapping[str, bytes]
    grammar: str
    rules: str | None = None


def add_schema(folder: Path, file: Path, name: str | None = None) -> StoredSchema:
    """Put a schema into the store: a `.rng` with all it includes, or the rules of one there.

    Rules that stand beside a grammar under the same name (`x.rng`, `x.isosch`) come with it.
    Name and version are `name` (`dracor`, `dracor@2024`), or are taken from the file's name
    (`tei_all-4.8.1.rng`); a version that neither gives, from what the schema says of itself.
    Raises InputError for what is not RELAX NG or Schematron, and where another schema stands
    under that name and version.
    """
    root = _root(file, _content(file))
    if _is_schematron(root):
        return _add_rules(folder, file, name)
    _must_be_grammar(file, root)
    files = _gathered(file)
    return put_schema(folder, name or name_from_file(file.name), files, str(file.resolve()))


def put_schema(folder: Path, name: str, files: SchemaFiles, origin: str) -> StoredSchema:
    """Write a schema into the store. Raises InputError as `add_schema` does."""
    plain, version = name_and_version(name)
    if plain == OWN:
        fact = f"the name {OWN} is that of the schema that comes with the program"
        raise _error(Path(origin), fact, "give another with --name")
    statement = _statement(files.contents[files.grammar])
    return _written(
        folder / plain / (version or _version(folder, plain, statement, files)),
        files,
        {
            "title": TITLES.get(plain) or _found(_TITLE, statement) or plain,
            "tei": _found(_TEI_VERSION, statement),
            "grammar": files.grammar,
            "rules": files.rules,
            "origin": origin,
            "sha256": {n: hashlib.sha256(c).hexdigest() for n, c in files.contents.items()},
        },
    )


def _written(target: Path, files: SchemaFiles, said: dict[str, object]) -> StoredSchema:
    wanted = f"{target.parent.name}@{target.name}"
    if (target / DESCRIPTION).exists():
        there = find_schema(target.parent.parent, wanted)
        if not _fits(there, files):
            fact = f"another schema stands in the store as {wanted}"
            hint = f"give this one another version: --name {target.parent.name}@VERSION"
            raise InputError([Diagnostic(findings.BAD_SCHEMA, Place(str(target)), fact, hint)])
        if files.rules is None:
            return there
    description = json.dumps(said, ensure_ascii=False, indent=2) + "\n"
    contents = {**files.contents, DESCRIPTION: description.encode()}
    paths = ((target / name, content) for name, content in contents.items())
    write_all((path.parent, Product(path.name, content)) for path, content in paths)
    return find_schema(target.parent.parent, wanted)


def _fits(there: StoredSchema, files: SchemaFiles) -> bool:
    """Whether files can stand where a schema stands: the same grammar, only rules are new."""
    rules = there.rules and there.rules.name
    return all(
        hashlib.sha256(files.contents.get(name, b"")).hexdigest() == digest
        for name, digest in there.digests.items()
        if name != rules
    )


def _add_rules(folder: Path, file: Path, name: str | None) -> StoredSchema:
    wanted = name or name_from_file(file.name)
    there = find_schema(folder, wanted)
    if there.name == OWN:
        raise _error(file, "rules cannot be added to the schema that comes with the program")
    several = [str(one) for one in stored_schemas(folder) if one.name == there.name]
    if len(several) > 1 and name_and_version(wanted)[1] is None:
        fact = f"the rules do not say for which version they are: {', '.join(several)}"
        raise _error(file, fact, f"say it with --name {there.name}@VERSION")
    old = there.rules and there.rules.name
    contents = {n: _content(there.folder / n) for n in there.digests if n != old}
    grammar = there.grammar.relative_to(there.folder).as_posix()
    files = SchemaFiles({**contents, file.name: _content(file)}, grammar, file.name)
    return put_schema(folder, f"{there.name}@{there.version}", files, there.origin)


def _gathered(file: Path) -> SchemaFiles:
    """A grammar, the files it includes (laid out as they are on disk), and rules beside it."""
    found = dict(_with_includes(file.resolve()))
    rules = next((p for p in _rules_beside(file) if _is_schematron(_root(p, _content(p)))), None)
    if rules is not None:
        found[rules] = _content(rules)
    shared = Path(os.path.commonpath([path.parent for path in found]))
    paths = {path: path.relative_to(shared).as_posix() for path in found}
    contents = {paths[path]: content for path, content in found.items()}
    return SchemaFiles(contents, paths[file.resolve()], paths[rules] if rules else None)


def _rules_beside(file: Path) -> Iterator[Path]:
    for ending in (".isosch", ".sch"):
        beside = file.resolve().with_suffix(ending)
        if beside.is_file():
            yield beside


def _with_includes(first: Path) -> Iterator[tuple[Path, bytes]]:
    waiting, seen = [first], {first}
    while waiting:
        file = waiting.pop()
        content = _content(file)
        root = _root(file, content)
        _must_be_grammar(file, root)
        yield file, content
        for path in _included(file, root):
            if path not in seen:
                seen.add(path)
                waiting.append(path)
        if len(seen) > _MOST_FILES:
            raise _error(file, f"the schema includes more than {_MOST_FILES} files")


def _included(file: Path, root: Element) -> Iterator[Path]:
    for element in elements(root):
        if _namespace(element) == _RELAX_NG and local_name(element) in {"include", "externalRef"}:
            href = element.get("href", "")
            if urlsplit(href).scheme or PurePosixPath(href).is_absolute():
                fact = f"it includes {href}, and nothing is fetched"
                hint = "put a copy beside the schema and give the path to it"
                raise _error(file, fact, hint, _line(element))
            path = (file.parent / unquote(href.partition("#")[0])).resolve()
            if not path.is_file():
                fact = f"it includes {href}, which is not there"
                raise _error(file, fact, f"looked for {path}", _line(element))
            yield path


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise _error(file, "the file is too large for a schema")
        return file.read_bytes()
    except OSError as error:
        fact = f"cannot be read: {error.strerror or error}"
        raise InputError([Diagnostic(findings.UNREADABLE, Place(str(file)), fact)]) from error


def _root(file: Path, content: bytes) -> Element:
    try:
        return parse(content)
    except etree.XMLSyntaxError as error:
        compact = file.suffix == ".rnc" or content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<"
        hint = _HOW_TO_CONVERT if compact else "give RELAX NG in XML syntax (.rng)"
        fact = f"cannot be read as XML: {error.msg if content else 'it is empty'}"
        raise _error(file, fact, hint, error.lineno or None) from error


def _must_be_grammar(file: Path, root: Element) -> None:
    if _namespace(root) != _RELAX_NG or local_name(root) not in _PATTERNS:
        fact = f"<{local_name(root)}> in the namespace “{_namespace(root)}” is not RELAX NG"
        hint = "give RELAX NG in XML syntax (.rng): TEI publishes it beside every DTD and XSD"
        raise _error(file, fact, hint, _line(root))


def _is_schematron(root: Element) -> bool:
    return _namespace(root) == _SCHEMATRON and local_name(root) == "schema"


def _line(element: Element) -> int | None:
    return element.sourceline if isinstance(element.sourceline, int) else None


def _namespace(element: Element) -> str:
    return etree.QName(element).namespace or ""


def _statement(content: bytes) -> str:
    """The comments of a grammar, where TEI's stylesheets say what it was made from."""
    root = parse(content)
    return "\n".join(str(one.text) for one in root.iterchildren(etree.Comment))


def _version(folder: Path, name: str, statement: str, files: SchemaFiles) -> str:
    """TEI's own schemas have TEI's version, others the date they were made, or a number."""
    tei, made = _found(_TEI_VERSION, statement), _found(_GENERATED, statement)
    said = tei or made if name.startswith("tei-") else made or tei
    if said is not None:
        return said
    there = [one for one in stored_schemas(folder) if one.name == name]
    same = next((one for one in there if _fits(one, files)), None)
    return same.version if same else str(len(there) + 1)


def _found(pattern: re.Pattern[str], statement: str) -> str | None:
    found = pattern.search(statement)
    return found[1].strip() if found else None


def _error(file: Path, fact: str, hint: str | None = None, line: int | None = None) -> InputError:
    return InputError([Diagnostic(findings.BAD_SCHEMA, Place(str(file), line), fact, hint)])
