"""Products to disk: all are written aside first, then renamed, so that none is ever half there."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from edition.diagnostics import Diagnostic, Finding, InputError, Place
from edition.writers.product import Product

_ASIDE = ".unfinished"
_HINTS = {
    errno.ENOSPC: "make room on the disk and run the command again",
    errno.EDQUOT: "your quota is used up: make room and run the command again",
    errno.EACCES: "you may not write there: choose another folder with --to",
    errno.EPERM: "you may not write there: choose another folder with --to",
    errno.EROFS: "that disk cannot be written: choose another folder with --to",
}


def write(folder: Path, products: Iterable[Product]) -> list[Path]:
    """Write all products into a folder, or none of them.

    Returns the paths. Raises InputError where the disk refuses; whatever stood in the folder
    before is then still whole, also after an interrupt.
    """
    aside = folder / _ASIDE
    try:
        aside.mkdir(parents=True, exist_ok=True)
        written = [_write_aside(aside, product) for product in products]
        targets = [folder / path.name for path in written]
        for path, target in zip(written, targets, strict=True):
            os.replace(path, target)
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "earlier files are as they were")
        fact = f"cannot be written: {error.strerror or error}"
        place = Place(str(error.filename or folder))
        raise InputError([Diagnostic(Finding.NOT_WRITABLE, place, fact, hint)]) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return targets


def _write_aside(aside: Path, product: Product) -> Path:
    path = aside / product.name
    with path.open("wb") as file:
        file.write(product.content)
        file.flush()
        os.fsync(file.fileno())
    return path
