"""All texts in one TEI corpus."""

from __future__ import annotations

from collections.abc import Iterator

from edition.writers.product import CompiledEdition, Product

FORMAT = "corpus"


def products(compiled: CompiledEdition) -> Iterator[Product]:
    """The corpus file."""
    yield Product("corpus.xml", compiled.corpus)
