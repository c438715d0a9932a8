"""Digests of the compiled texts: they may be published where the texts may not.

Each document has one, and each block of text too, so that a difference can be named by
paragraph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from edition import findings
from edition.diagnostics import Diagnostic, Place
from edition.tei import XML_ID, elements, local_name
from edition.writers.product import CompiledEdition

DIGESTS_FILE = "digests.tsv"
_BLOCKS = frozenset("p ab head item bibl byline dateline salute signed speaker".split())
_NAMED = 5


def digests(compiled: CompiledEdition) -> dict[str, str]:
    """The SHA-256 of each document by file name, shortened ones of each block by identifier."""
    found = {
        f"{siglum}.xml": hashlib.sha256(data).hexdigest()
        for siglum, data in compiled.documents.items()
    }
    for one in compiled.texts:
        for element in elements(one.text):
            identifier = element.get(XML_ID)
            if identifier and local_name(element) in _BLOCKS:
                data = etree.tostring(element, with_tail=False, encoding="UTF-8")
                found[identifier] = hashlib.sha256(data).hexdigest()[:12]
    return found


def to_table(found: Mapping[str, str]) -> str:
    """One line for each digest: name, tab, digest."""
    return "".join(f"{name}\t{digest}\n" for name, digest in found.items())


def changes(
    recorded: Mapping[str, str], found: Mapping[str, str], folder: Path
) -> Iterator[Diagnostic]:
    """One diagnostic for each document that is not the recorded one, naming its blocks."""
    place = Place(str(folder / DIGESTS_FILE))
    for name in [n for n in recorded if n.endswith(".xml") and n not in found]:
        fact, hint = f"{name} was not built", "bring its source"
        yield Diagnostic(findings.DIGEST_DIFFERS, place, fact, hint)
    for name in [n for n in found if n.endswith(".xml")]:
        if name not in recorded:
            fact, hint = f"{name} has no recorded digest", "record it: edition build --record"
            yield Diagnostic(findings.DIGEST_DIFFERS, place, fact, hint)
        elif recorded[name] != found[name]:
            hint = "if that is as intended: edition build --record"
            fact = f"{name}: {_blocks(name.removesuffix('.xml'), recorded, found)}"
            yield Diagnostic(findings.DIGEST_DIFFERS, place, fact, hint)


def _blocks(siglum: str, recorded: Mapping[str, str], found: Mapping[str, str]) -> str:
    mine = f"{siglum}."
    before = {k: v for k, v in recorded.items() if k.startswith(mine) and not k.endswith(".xml")}
    now = {k: v for k, v in found.items() if k.startswith(mine) and not k.endswith(".xml")}
    sorts = {
        "changed": [k for k in now if k in before and now[k] != before[k]],
        "new": [k for k in now if k not in before],
        "gone": [k for k in before if k not in now],
    }
    parts = [
        f"{len(names)} blocks {what} ({_some(names)})" for what, names in sorts.items() if names
    ]
    return "; ".join(parts) or "the header or registers changed, no block did"


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
