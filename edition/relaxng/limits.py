"""Caps on what a document may ask of the machine."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """How much is followed before a document is given up or a part of it left unchecked.

    `depth`: nested elements; `attributes`: of one element; `faults`: reported before checking
    stops; `entity`: characters that one entity may expand to; `token`: bytes of one tag,
    comment or processing instruction; `text`: characters of one element whose content is a
    value (other text has no limit).
    """

    depth: int = 250_000
    attributes: int = 10_000
    faults: int = 1_000
    entity: int = 1_000_000
    token: int = 32_000_000
    text: int = 10_000_000
