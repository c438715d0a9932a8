"""What is raised when a schema cannot be used."""

from __future__ import annotations


class SchemaError(Exception):
    """A schema is not RELAX NG, breaks one of its rules, or cannot be read.

    `line` and `column` count from 1; both are None where the fault is the file as a whole.
    """

    def __init__(
        self,
        message: str,
        path: str,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        super().__init__(f"{place}: {message}")
