"""The edition of this folder, compiled so that it can be checked like any other TEI."""

from __future__ import annotations

from pathlib import Path

from edition.building import build
from edition.checks.review import inside_emendations
from edition.checks.unread import unread_paragraphs
from edition.cli.options import build_ready
from edition.compiled import Edition
from edition.diagnostics import Diagnostic
from edition.readers.edition import read_edition
from edition.readers.schemas import own_schema
from edition.readers.tei_sources import TeiSource
from edition.readers.user_folders import compiled_schemas


def compiled_documents(folder: Path, scratch: Path) -> tuple[list[Diagnostic], list[TeiSource]]:
    """What the layers leave to look at, and the documents, written to the folder `scratch`.

    Raises InputError with the faults of settings, layers and registers, and ProofError where an
    invariant does not hold.
    """
    found = read_edition(folder)
    ready = [one for witness in found.witnesses if (one := build_ready(witness))]
    schema = own_schema(folder, compiled_schemas())
    edition = Edition(found.settings, found.registers, found.parallels)
    compiled = build(edition, ready, lambda stage: None, schema)
    layers = list(found.missing())
    for text in compiled.texts:
        layers += [*inside_emendations(text.anchored), *unread_paragraphs(text)]
    sources = []
    for siglum, document in compiled.documents.items():
        path = scratch / f"{siglum}.xml"
        path.write_bytes(document)
        sources.append(TeiSource(path, path.name))
    return layers, sources
