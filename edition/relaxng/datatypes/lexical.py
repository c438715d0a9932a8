"""Regular expressions of ours for the forms that types have."""

from __future__ import annotations

import re


class LexicalForm:
    """A form of text, given as a regular expression of Python that fits it as a whole.

    Compiled when first used, because no document meets every type. The expressions are ours and
    linear; those of a schema go through `pattern`.
    """

    __slots__ = ("_compiled", "_source")

    def __init__(self, source: str) -> None:
        self._source = source
        self._compiled: re.Pattern[str] | None = None

    def holds(self, text: str) -> bool:
        """Whether the whole text has the form."""
        return self.match(text) is not None

    def match(self, text: str) -> re.Match[str] | None:
        """The match of the whole text."""
        if self._compiled is None:
            self._compiled = re.compile(self._source)
        return self._compiled.fullmatch(text)

    def reach(self, text: str) -> int:
        """How many characters from the beginning have the form; 0 where none have."""
        found = re.match(self._source, text)
        return found.end() if found else 0
