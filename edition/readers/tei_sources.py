"""TEI files as the user names them: files, folders, patterns, `-`, `.gz` and `.zip`."""

from __future__ import annotations

import glob
import gzip
import os
import shutil
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

STANDARD_INPUT = "-"
_XML = (".xml", ".tei", ".odd")
_ENDINGS = (*_XML, *(f"{ending}.gz" for ending in _XML), ".zip")
BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)
"""What opening and reading a missing, damaged or encrypted file may raise."""


@dataclass(frozen=True, slots=True)
class TeiSource:
    """One document: a file, or a member of an archive; `name` is what messages call it."""

    path: Path
    name: str
    member: str | None = None

    def size(self) -> int:
        """Bytes of the file, still packed; 0 where it cannot be asked."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes of the document, unpacked. Raises one of `BROKEN`."""
        if self.path.suffix == ".zip":
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member or "") as file:
                yield file
        elif self.path.suffix == ".gz":
            with gzip.open(self.path) as unpacked:
                yield unpacked  # type: ignore[misc]
        else:
            with self.path.open("rb") as file:
                yield file


def find_sources(paths: Iterable[str], scratch: Path) -> Iterator[TeiSource]:
    """The documents behind the paths, folders in alphabetical order, each path in turn.

    Folders are searched for `.xml`, `.tei`, `.odd`, also packed; links to folders are not
    followed. What can be read only once (standard input, a pipe) is copied to the folder
    `scratch`. A path where nothing is becomes a source that cannot be opened.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield _copied(sys.stdin.buffer, "standard input", scratch)
        elif os.path.lexists(path):
            yield from _in_path(Path(path), scratch)
        else:
            fitting = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - the user's pattern
            for one in fitting or [path]:
                yield from _in_path(Path(one), scratch)


def _copied(stream: IO[bytes], name: str, scratch: Path) -> TeiSource:
    path = scratch / f"{len(list(scratch.iterdir()))}.xml"
    with path.open("wb") as file:
        shutil.copyfileobj(stream, file)
    return TeiSource(path, name)


def _in_path(path: Path, scratch: Path) -> Iterator[TeiSource]:
    if path.is_fifo() or path.is_char_device():
        with path.open("rb") as stream:
            yield _copied(stream, str(path), scratch)
    elif not path.is_dir():
        yield from _in_file(path)
    for folder, inner, names in os.walk(path):
        inner.sort()
        for name in sorted(names):
            one = Path(folder, name)
            if name.lower().endswith(_ENDINGS) and name[0] != "." and one.is_file():
                yield from _in_file(one)


def _in_file(path: Path) -> Iterator[TeiSource]:
    if path.suffix != ".zip":
        yield TeiSource(path, str(path))
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(n for n in archive.namelist() if n.lower().endswith(_XML))
    except BROKEN:
        yield TeiSource(path, str(path))
        return
    for member in members:
        yield TeiSource(path, f"{path}/{member}", member)
