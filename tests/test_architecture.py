"""The house is built as the plan says: who may import what, where things are found."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import edition

PACKAGE = Path(edition.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def part(path: Path) -> str:
    """The folder of a module inside the package; empty for the core."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    names = list(imported(path))
    tops = {name.partition(".")[0] for name in names}
    if part(path) != "cli":
        assert not tops & {"click", "tqdm"}, "only the command line imports click"
        assert not any(n.startswith("edition.cli") for n in names) or path.name == "__main__.py"
    if part(path) != "sphinx_ext":
        assert not tops & {"sphinx", "docutils"}, "only the extension imports Sphinx"
    if part(path) not in {"sphinx_ext", "cli"}:
        extension = [n for n in names if n.startswith("edition.sphinx_ext")]
        assert not extension, "the extension reads TEI, nothing reads the extension"
    is_facade = path == PACKAGE / "__init__.py"
    if part(path) not in {"cli", "readers", "writers", "sphinx_ext"} and not is_facade:
        readers = [n for n in names if n.startswith("edition.readers")]
        assert not readers, "the core is given its input, it does not read it"
    if part(path) == "annotations":
        later = ("edition.anchoring", "edition.nesting", "edition.encoding", "edition.outline")
        assert not any(n.startswith(later) for n in names), "the vocabulary knows no stage"


DISK = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"}


# a schema is read with the files it includes, and Sphinx with the folder of its sources
ENDS = {"cli", "readers", "writers", "relaxng", "sphinx_ext"}
CORE = [path for path in MODULES if part(path) not in ENDS]


@pytest.mark.parametrize("path", CORE, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_readers_writers_and_cli_touch_the_disk(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else None
            name = function.id if isinstance(function, ast.Name) else name
            assert name not in DISK, f"line {node.lineno}: {name}() belongs to readers or writers"


def own_lines(function: ast.FunctionDef) -> int:
    """The lines of a function without those of the functions inside it, which count themselves."""
    inside = [one for one in ast.walk(function) if isinstance(one, ast.FunctionDef)]
    inner = {n for one in inside if one is not function for n in range(one.lineno, ends(one))}
    return len(set(range(function.lineno, ends(function))) - inner)


def ends(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) + 1


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_and_functions_are_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") < LONGEST_MODULE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            length = own_lines(node)
            assert length <= LONGEST_FUNCTION, f"{node.name} is {length} lines long"


VAGUE = {"utils", "util", "helpers", "manager", "data", "process", "common", "misc", "handler"}


def test_no_module_has_a_vague_name() -> None:
    assert not [path for path in MODULES if path.stem in VAGUE]
