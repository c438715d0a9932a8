"""A whole edition compiled and proved, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from edition.checks.invariants import prove, prove_corpus
from edition.checks.validity import validity
from edition.compilation import compile_text, tei_corpus, tei_document
from edition.compiled import CompiledText, Edition
from edition.diagnostics import Diagnostic, InputError, ProofError
from edition.layers import Layer
from edition.parallels import parallel_faults
from edition.relaxng import Schema
from edition.settings import WitnessSettings
from edition.witness import Witness
from edition.writers.product import CompiledEdition

Stage = Callable[[str], None]
STAGES = 2


@dataclass(frozen=True, slots=True)
class Annotated:
    """A witness, its layers and the readings they were settled from, ready to compile."""

    settings: WitnessSettings
    witness: Witness
    layers: tuple[Layer, ...]
    readings: tuple[Layer, ...] = ()


def build(
    edition: Edition, witnesses: Iterable[Annotated], stage: Stage, schema: Schema
) -> CompiledEdition:
    """Compile and prove all witnesses; each document is valid against the schema.

    `stage` is told what is done next, for progress, `STAGES` times for each witness. Raises
    InputError with the faults of all layers of all witnesses, ProofError where an invariant
    does not hold.
    """
    texts: list[CompiledText] = []
    documents: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    bugs: list[Diagnostic] = []
    for one in witnesses:
        stage(f"{one.settings.siglum}: compile")
        try:
            text = compile_text(edition, one.settings, one.witness, one.layers, one.readings)
        except InputError as error:
            faults.extend(error.diagnostics)
            continue
        document = tei_document(edition, text)
        stage(f"{one.settings.siglum}: prove")
        bugs.extend(prove(edition, text, one.layers, document))
        faults.extend(validity(text.siglum, document, schema))
        texts.append(text)
        documents[text.siglum] = document
    faults.extend(
        parallel_faults(
            edition.parallels,
            {one.siglum: one.anchored for one in texts},
            edition.settings.witnesses,
            edition.known.responsibilities,
        )
    )
    _refuse(faults, bugs)
    corpus = tei_corpus(edition, texts)
    _refuse((), list(prove_corpus(texts, corpus)))
    return CompiledEdition(edition, tuple(texts), documents, corpus)


def _refuse(faults: Sequence[Diagnostic], bugs: Sequence[Diagnostic]) -> None:
    if faults:
        raise InputError(faults)
    if bugs:
        raise ProofError(bugs)
