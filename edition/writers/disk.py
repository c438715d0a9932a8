"""Products to disk: all are written aside first, then renamed, so that none is ever half there."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from edition import findings
from edition.diagnostics import Diagnostic, InputError, Place
from edition.writers.product import Product

_ASIDE = ".unfinished-"
_HINTS = {
    errno.ENOSPC: "make room on the disk and run the command again",
    errno.EDQUOT: "your quota is used up: make room and run the command again",
    errno.EACCES: "you may not write there: choose another folder with --to",
    errno.EPERM: "you may not write there: choose another folder with --to",
    errno.EROFS: "that disk cannot be written: choose another folder with --to",
}


@dataclass(frozen=True, slots=True)
class _Move:
    """A file written aside, its target, and where the target's earlier content is kept."""

    new: Path
    target: Path
    old: Path


def write(folder: Path, products: Iterable[Product]) -> list[Path]:
    """Write all products into a folder, or none of them; see `write_all`."""
    return write_all([(folder, product) for product in products])


def write_all(products: Iterable[tuple[Path, Product]]) -> list[Path]:
    """Write products into their folders, all or none of them.

    Returns the paths. Raises InputError where the disk refuses. Then, and after an interrupt,
    every file that was there before is whole and as it was.
    """
    asides: dict[Path, Path] = {}
    try:
        moves = [_write_aside(folder, product, asides) for folder, product in products]
        _rename(moves)
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "earlier files are as they were")
        fact = f"cannot be written: {error.strerror or error}"
        place = Place(str(error.filename or next(reversed(asides), "")))
        raise InputError([Diagnostic(findings.NOT_WRITABLE, place, fact, hint)]) from error
    finally:
        for aside in asides.values():
            shutil.rmtree(aside, ignore_errors=True)
    return [move.target for move in moves]


def _write_aside(folder: Path, product: Product, asides: dict[Path, Path]) -> _Move:
    if folder not in asides:
        folder.mkdir(parents=True, exist_ok=True)
        asides[folder] = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder))
    aside, target = asides[folder], folder / product.name
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder stands in its place", str(target))
    new = aside / product.name
    with new.open("wb") as file:
        file.write(product.content)
        file.flush()
        os.fsync(file.fileno())
    return _Move(new, target, aside / f"{product.name}.old")


def _keep(move: _Move) -> None:
    try:
        os.link(move.target, move.old)
    except OSError:  # a file system without links
        shutil.copy2(move.target, move.old)


def _rename(moves: list[_Move]) -> None:
    """Put every new file in its place; if that fails half-way, put the old ones back."""
    try:
        for move in moves:
            if move.target.exists():
                _keep(move)
            os.replace(move.new, move.target)
    except BaseException:
        for move in moves:
            if move.old.exists():
                os.replace(move.old, move.target)
            elif not move.new.exists():
                move.target.unlink(missing_ok=True)
        raise
