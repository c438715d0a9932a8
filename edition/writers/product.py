"""What writers take and what they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edition.compiled import CompiledText, Edition


@dataclass(frozen=True, slots=True)
class CompiledEdition:
    """The compiled texts of an edition, the TEI document of each by siglum, and the corpus."""

    edition: Edition
    texts: tuple[CompiledText, ...]
    documents: Mapping[str, bytes]
    corpus: bytes


@dataclass(frozen=True, slots=True)
class Product:
    """A file to write: its name and its bytes."""

    name: str
    content: bytes
