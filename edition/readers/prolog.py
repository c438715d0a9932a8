"""The beginning of an XML file: the schemas it names, and its root element."""

from __future__ import annotations

import contextlib
import pyexpat
import re
from dataclasses import dataclass
from typing import IO

_LONGEST = 65_536
_TEI = "http://www.tei-c.org/ns/1.0"
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Prolog:
    """The addresses of `<?xml-model?>` in order; namespace and name of the root, if it came."""

    models: tuple[str, ...] = ()
    namespace: str = ""
    root: str | None = None

    @property
    def is_tei(self) -> bool:
        """Whether the root is TEI's, or could be meant for it."""
        named = (self.root or "").lower().startswith("tei")
        return self.namespace == _TEI or (not self.namespace and named)


def read_prolog(stream: IO[bytes]) -> Prolog:
    """What the first 64 kB of a file say; what is not well-formed ends the reading early."""
    reading = _Reading()
    with contextlib.suppress(pyexpat.ExpatError, _RootMetError, ValueError, LookupError):
        reading.parser.Parse(stream.read(_LONGEST), False)
    return Prolog(tuple(reading.models), reading.namespace, reading.root)


class _RootMetError(Exception):
    """The root was met."""


class _Reading:
    """What was met so far."""

    def __init__(self) -> None:
        self.models: list[str] = []
        self.namespace = ""
        self.root: str | None = None
        self.parser = pyexpat.ParserCreate(None, " ")
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._start
        self.parser.EntityDeclHandler = self._entity

    def _instruction(self, target: str, words: str) -> None:
        match = _HREF.search(words) if target == "xml-model" else None
        if match:
            self.models.append(match[1] or match[2] or "")

    def _entity(self, *declared: object) -> None:
        """Nothing is expanded before the root."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.namespace, _, self.root = name.rpartition(" ")
        raise _RootMetError
