"""One TEI file for each witness, with the register entries it needs."""

from __future__ import annotations

from collections.abc import Iterator

from edition.writers.product import CompiledEdition, Product

FORMAT = "tei"


def products(compiled: CompiledEdition) -> Iterator[Product]:
    """One TEI file for each witness."""
    for one in compiled.texts:
        yield Product(f"{one.siglum}.xml", compiled.documents[one.siglum])
