"""From source texts and annotations to a scholarly edition in TEI.

Three names are for other programs: `check` looks at TEI files and returns a `Report` of
`Diagnostic`s. They are imported when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edition.diagnostics import Diagnostic
    from edition.readers.checking import check
    from edition.reports import Report

__version__ = "0.1.0"
__all__ = ["Diagnostic", "Report", "check"]


def __getattr__(name: str) -> object:
    if name == "check":
        from edition.readers.checking import check

        return check
    if name == "Report":
        from edition.reports import Report

        return Report
    if name == "Diagnostic":
        from edition.diagnostics import Diagnostic

        return Diagnostic
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
