"""The parts of the manual that are generated from the code: kinds and findings."""

from __future__ import annotations

import inspect
from collections import defaultdict
from dataclasses import MISSING

from edition import findings
from edition.annotations import Annotation, kinds
from edition.annotations.annotation import own_fields
from edition.checks import every_check
from edition.diagnostics import Finding

_SEVERITIES = """Each finding has a severity: `error` (must be mended), `review` (an editor must
look), `note` (good to know). `edition check --explain FINDING` shows these words in the terminal.
"""
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
    """A section for each finding of a check, by family, and a row for each of the pipeline."""
    by_family: dict[str, list[Finding]] = defaultdict(list)
    for one in every_check():
        by_family[one.family].append(one.finding)
    parts = ["# Findings\n", _GENERATED, _SEVERITIES]
    for family, some in by_family.items():
        parts.append(f"\n## {family.replace('_', ' ').capitalize()}")
        parts += [_finding_section(one) for one in some]
    rows = [f"| `{one.word}` | {_escaped(one.explanation)} |" for one in findings.ALL]
    head = ["\n## Files and layers of an edition\n", "| finding | what it means |", "|---|---|"]
    return "\n".join([*parts, *head, *rows]) + "\n"


def _finding_section(one: Finding) -> str:
    example = f"\n```xml\n{one.example}\n```\n" if one.example else ""
    hint = f" What to do: {one.hint}." if one.hint else ""
    told = _escaped(one.explanation + hint)
    return f"\n### {one.word}\n\n*{one.severity.value}.* {told}\n{example}"


def _escaped(prose: str) -> str:
    """Prose for Markdown, in which what looks like a tag would be taken for HTML."""
    return prose.replace("<", "\\<")
