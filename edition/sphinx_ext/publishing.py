"""Sphinx run on an assembled folder."""

from __future__ import annotations

import os
import re
from calendar import timegm
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import strptime
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from edition.citation_formats import FORMATS

JOBS = 2
_EPOCH = "SOURCE_DATE_EPOCH"
_COLOUR = re.compile(r"\x1b\[[0-9;]*[mK]")
Report = Callable[[str], None]


class SiteError(Exception):
    """Sphinx could not build: the message says why."""


class _Warnings:
    """The stream Sphinx writes warnings to: each goes on without colours, and is counted."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.number = 0

    def write(self, text: str) -> int:
        if text.strip():
            self.number += 1
            self.report(_COLOUR.sub("", text).rstrip("\n"))
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False


def publish(
    pages: Path,
    target: Path,
    doctrees: Path,
    *,
    date: str,
    report: Report,
    builder: str = "html",
    settings: Mapping[str, Any] | None = None,
) -> int:
    """Build an assembled folder with Sphinx; only what changed since the last time.

    `date` (as 2026-11-22) stands for today, so that no product depends on the clock. `report` is
    given each warning; returns how many there were. Raises SiteError where Sphinx gives up.
    """
    warnings = _Warnings(report)
    try:
        with patch_docutils(pages), docutils_namespace(), _today(date):
            app = Sphinx(
                srcdir=pages,
                confdir=pages,
                outdir=target,
                doctreedir=doctrees,
                buildername=builder,
                confoverrides=dict(settings or {}),
                status=None,
                warning=warnings,  # type: ignore[arg-type]  # all of a stream that Sphinx uses
                parallel=JOBS,
            )
            app.connect("env-get-outdated", _remove_pages)
            app.build()
    except SphinxError as error:
        raise SiteError(f"{error.category}: {error}") from error
    return warnings.number


def _remove_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Take away pages, with their references, whose documents are gone: Sphinx leaves them."""
    if app.builder.format == "html":
        for docname in removed:
            for ending in (".html", *(one.ending for one in FORMATS)):
                (app.outdir / f"{docname}{ending}").unlink(missing_ok=True)
    return []


@contextmanager
def _today(date: str) -> Iterator[None]:
    """$SOURCE_DATE_EPOCH set to a date; of 2026 or 2026-11, the first day."""
    before = os.environ.get(_EPOCH)
    whole = f"{date}-01-01"[:10]
    os.environ[_EPOCH] = str(timegm(strptime(whole, "%Y-%m-%d")))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_EPOCH]
        else:
            os.environ[_EPOCH] = before
