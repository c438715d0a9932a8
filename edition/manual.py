"""The parts of the manual that are generated from the code: kinds and findings."""

from __future__ import annotations

import inspect
from collections import defaultdict
from dataclasses import MISSING

from edition import findings
from edition.annotations import Annotation, kinds
from edition.annotations.annotation import own_fields

_GENERATED = "*This page is generated from the code; `scripts/manual` writes it anew.*\n"


def kinds_page() -> str:
    """A section for each kind of annotation, by layer."""
    by_layer: dict[str, list[type[Annotation]]] = defaultdict(list)
    for kind in kinds().values():
        by_layer[kind.layer].append(kind)
    parts = ["# Kinds of annotation\n", _GENERATED, inspect.cleandoc(Annotation.__doc__ or "")]
    for layer in sorted(by_layer):
        parts.append(f"\n## Layer `{layer}.jsonl`")
        parts += [_kind_section(kind) for kind in by_layer[layer]]
    return "\n".join(parts) + "\n"


def _kind_section(kind: type[Annotation]) -> str:
    rows = []
    for one in own_fields(kind):
        required = "yes" if one.default is MISSING else ""
        values = ", ".join(f"`{value}`" for value in one.metadata.get("values", ()))
        rows.append(f"| `{one.name}` | {required} | {values} |")
    table = "\n".join(["", "| field | required | values |", "|---|---|---|", *rows]) if rows else ""
    traits = [
        word
        for word, holds in (
            ("never cut", kind.atomic),
            ("may be empty", kind.may_be_empty),
            ("changes the edited text", kind.changes_text),
        )
        if holds
    ]
    told = f"\n\n({'; '.join(traits)})" if traits else ""
    return f"\n### {kind.kind}\n\n{inspect.cleandoc(kind.__doc__ or '')}{told}\n{table}"


def findings_page() -> str:
    """A row for each finding."""
    rows = [f"| `{one.word}` | {one.explanation} |" for one in findings.ALL]
    head = ["# Findings\n", _GENERATED, "| finding | what it means |", "|---|---|"]
    return "\n".join([*head, *rows]) + "\n"
