"""The diplomatic and the edited text as plain text, UTF-8."""

from __future__ import annotations

from collections.abc import Iterator

from edition.texts import diplomatic_text, edited_text
from edition.writers.product import CompiledEdition, Product

FORMAT = "plain"


def products(compiled: CompiledEdition) -> Iterator[Product]:
    """Two plain texts for each witness."""
    for one in compiled.texts:
        diplomatic = diplomatic_text(one.text).encode()
        yield Product(f"{one.siglum}.diplomatic.txt", diplomatic)
        yield Product(f"{one.siglum}.edited.txt", edited_text(one.text).encode())
