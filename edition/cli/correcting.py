"""Readers' corrections become annotations: the part of `edition annotate` behind --from."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import click

from edition import findings
from edition.annotating import with_annotations
from edition.annotations import Annotation, kinds
from edition.building import Annotated
from edition.characters import FORBIDDEN
from edition.cli.options import open_witness
from edition.compilation import compile_text
from edition.compiled import Edition
from edition.corrections import Proposal, Sent
from edition.diagnostics import Diagnostic, InputError, Place, printable
from edition.emending import compiled_passages, emending
from edition.layers import Layer, to_line, to_lines
from edition.quotes import guard
from edition.readers.corrections import read_corrections
from edition.readers.files import read_characters
from edition.readers.layers import from_record
from edition.readers.settings import EDITION_FILE, read_edition_settings
from edition.settings import EditionSettings, Responsibility
from edition.spans import Span
from edition.witness import Witness
from edition.writers.disk import write_all
from edition.writers.product import Product

_DOES = "Proposed corrections as a reader of the edition, and gave this name."
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


class _Corrected(NamedTuple):
    """The annotations that proposals become, and the witnesses with them."""

    added: list[tuple[Sent, Annotation]]
    layers: list[tuple[str, Layer]]


def correct(
    folder: Path,
    sources: Path | None,
    files: Sequence[Path],
    resp: str,
    fields: Mapping[str, Any],
    *,
    writes: bool,
) -> None:
    """Show the annotations that the proposals in files become; write them where told to.

    `resp` decides; a reader who gave a name answers for it too. `fields` go before what the
    program supposes. Raises InputError with what is wrong with any proposal; then none is
    written.
    """
    sent = [one for path in files for one in read_corrections(path)]
    settings = read_edition_settings(folder)
    _check_edition(sent, settings)
    readers = _readers(sent, settings)
    new = [one for one in readers.values() if one not in settings.responsibilities]
    corrected = _Corrected([], [])
    for siglum in dict.fromkeys(one.proposal.witness for one in sent):
        edition, annotated = open_witness(folder, sources, siglum)
        known = replace(
            edition.settings, responsibilities=(*edition.settings.responsibilities, *new)
        )
        own = [one for one in sent if one.proposal.witness == siglum]
        some = _annotations(replace(edition, settings=known), annotated, own, readers, resp, fields)
        corrected.added.extend(some.added)
        corrected.layers.extend(some.layers)
    for one, annotation in corrected.added:
        click.echo(_shown(one, annotation))
    for reader in new:
        click.echo(f"New in {EDITION_FILE}:\n{_responsibility(reader)}")
    if writes:
        _write(folder, corrected, new)
        click.echo(f"{len(corrected.added)} annotations written.")
    else:
        click.echo("Nothing is written yet: give --write to take them over.")


def annotation_at(
    witness: Witness, kind: str, span: Span, fields: Mapping[str, Any], place: Place
) -> Annotation:
    """The annotation of a kind at a span of a witness; `place` is where faults are said to be."""
    record = {"kind": kind, "start": span.start, "end": span.end}
    return from_record({**record, **guard(witness.text, span), **fields}, place)


def _check_edition(sent: Sequence[Sent], settings: EditionSettings) -> None:
    faults = []
    for proposal, place in sent:
        if proposal.edition not in ("", settings.title):
            fact = f"the proposal is for another edition, “{printable(proposal.edition)}”"
            hint = "name the folder of that edition with --edition"
            faults.append(Diagnostic(findings.UNFIT_PROPOSAL, place, fact, hint))
        elif proposal.witness not in settings.witnesses:
            fact = f"there is no witness {printable(proposal.witness)}"
            hint = f"the edition has {', '.join(settings.witnesses)}"
            faults.append(Diagnostic(findings.UNFIT_PROPOSAL, place, fact, hint))
        elif FORBIDDEN.search(f"{proposal.suggestion}{proposal.reason}{proposal.reader}"):
            fact = "the proposal holds a control character that XML cannot carry"
            faults.append(Diagnostic(findings.UNFIT_PROPOSAL, place, fact, "take it away"))
    if faults:
        raise InputError(faults)


def _annotations(
    edition: Edition,
    annotated: Annotated,
    sent: Sequence[Sent],
    readers: Mapping[str, Responsibility],
    resp: str,
    fields: Mapping[str, Any],
) -> _Corrected:
    """The annotations for one witness; compiled with them, so that they fit each other too."""
    witness = annotated.witness
    faults: list[Diagnostic] = []
    added: list[tuple[Sent, Annotation]] = []
    compiled = compile_text(edition, annotated.settings, witness, annotated.layers)
    passages = compiled_passages(compiled)
    for one in sent:
        try:
            wanted = emending(one, compiled, passages)
            who = readers.get(one.proposal.reader)
            names = dict.fromkeys([*([who.id] if who else []), *resp.split()])
            own = {**wanted.fields, **fields, "resp": " ".join(names)}
            annotation = annotation_at(witness, wanted.kind, wanted.span, own, one.place)
            added.append((one, annotation))
        except InputError as error:
            faults.extend(error.diagnostics)
    if faults:
        raise InputError(faults)
    layers: Sequence[Layer] = annotated.layers
    names = dict.fromkeys(kinds()[one.kind].layer for _, one in added)
    for name in names:
        some = [one for _, one in added if kinds()[one.kind].layer == name]
        layers = with_annotations(layers, name, some)
    compile_text(edition, annotated.settings, witness, layers)
    return _Corrected(added, [(witness.siglum, one) for one in layers if one.name in names])


def _readers(sent: Sequence[Sent], settings: EditionSettings) -> dict[str, Responsibility]:
    """Who answers for the proposals of each reader who gave a name: one known by it, or new."""
    found = {one.name: one for one in settings.responsibilities}
    taken = {*(one.id for one in settings.responsibilities), *settings.witnesses}
    readers: dict[str, Responsibility] = {}
    for name in dict.fromkeys(one.proposal.reader for one in sent if one.proposal.reader):
        if name not in found:
            plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
            stem = f"reader-{_NOT_IN_ID.sub('-', plain).strip('-') or 'named'}"
            numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
            identifier = next(one for one in (stem, *numbered) if one not in taken)
            taken.add(identifier)
            found[name] = Responsibility(identifier, name, "person", _DOES)
        readers[name] = found[name]
    return readers


def _shown(sent: Sent, annotation: Annotation) -> str:
    proposal: Proposal = sent.proposal
    version = f" of version {printable(proposal.version)}" if proposal.version else ""
    who = printable(proposal.reader) or "a reader who gave no name"
    reason = f"\n  because: {printable(proposal.reason)}" if proposal.reason else ""
    return (
        f"{sent.place}: {proposal.passage}{version}, by {who}\n"
        f"  “{printable(proposal.quote)}” -> “{printable(proposal.suggestion)}”{reason}\n"
        f"  {to_line(annotation).rstrip()}"
    )


def _responsibility(one: Responsibility) -> str:
    """The lines of edition.toml; a basic string of TOML is written as one of JSON."""
    pairs = {"id": one.id, "name": one.name, "kind": one.kind, "does": one.does}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in pairs.items()]
    return "\n".join(["[[responsibility]]", *lines, ""])


def _write(folder: Path, corrected: _Corrected, new: Sequence[Responsibility]) -> None:
    products = [
        (
            folder / "witnesses" / siglum,
            Product(f"{layer.name}.jsonl", to_lines(layer.annotations).encode()),
        )
        for siglum, layer in corrected.layers
    ]
    if new:
        before = read_characters(folder / EDITION_FILE).rstrip("\n")
        content = "\n\n".join([before, *map(_responsibility, new)])
        products.append((folder, Product(EDITION_FILE, content.encode())))
    write_all(products)
