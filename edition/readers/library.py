"""Registers and targets of pointers on disk, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lxml import etree

from edition.checks.library import RegisterEntry, entries_in
from edition.checks.private_uris import prefix_definitions
from edition.tei import XML_ID, Element, elements, local_name, parse

_LARGEST = 64_000_000
_REMEMBERED = 32
_INCLUDE = "{http://www.w3.org/2001/XInclude}include"


@dataclass(frozen=True)
class FolderLibrary:
    """The registers in the folders that the user named, and files beside those checked."""

    entries: Mapping[str, RegisterEntry] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    repeated: Sequence[RegisterEntry] = ()
    prefixes: frozenset[str] = frozenset()

    def bearer(self, identifier: str) -> str | None:
        """The element name that bears an identifier in the folders that the user named."""
        return self.known.get(identifier)

    def defines(self, prefix: str) -> bool:
        """Whether a `prefixDef` in the folders that the user named defines a prefix."""
        return prefix in self.prefixes

    def exists(self, base: str, target: str) -> bool | None:
        """Whether there is such a file; none where the base itself is not on disk."""
        return _is_file(Path(base).parent / target) if _is_file(Path(base)) else None

    def bearers(self, base: str, target: str) -> Mapping[str, str] | None:
        """Identifiers and element names of a file; none where it cannot be read whole."""
        path = Path(base).parent / target
        return _bearers(path) if _is_file(path) else None


def read_library(folders: Iterable[Path]) -> FolderLibrary:
    """All entries and identifiers of the TEI files in the folders (or files) named.

    A file that is not well-formed is left out here: it is found when it is checked itself.
    """
    entries: dict[str, RegisterEntry] = {}
    known: dict[str, str] = {}
    repeated: list[RegisterEntry] = []
    prefixes: set[str] = set()
    for path in _files(folders):
        tree = _tree(path)
        if tree is not None:
            known.update(_identified(tree))
            prefixes.update(prefix_definitions(elements(tree)))
            found = list(entries_in(tree, str(path)))
            repeated += [one for one in found if entries.setdefault(one.id, one) is not one]
    return FolderLibrary(entries, known, tuple(repeated), frozenset(prefixes))


def _files(folders: Iterable[Path]) -> list[Path]:
    found = [p for f in folders for p in (f.rglob("*.xml") if f.is_dir() else [f])]
    return sorted(path for path in found if path.is_file())


def _tree(path: Path) -> Element | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        return parse(path.read_bytes())
    except (OSError, etree.XMLSyntaxError):
        return None


def _identified(tree: Element) -> dict[str, str]:
    return {i: local_name(e) for e in elements(tree) if (i := e.get(XML_ID)) is not None}


@lru_cache(_REMEMBERED)
def _bearers(path: Path) -> Mapping[str, str] | None:
    tree = _tree(path)
    if tree is None or next(tree.iter(_INCLUDE, etree.Entity), None) is not None:
        return None
    return _identified(tree)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
