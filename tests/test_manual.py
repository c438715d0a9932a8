"""The manual is complete and as the code says."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from edition import findings
from edition.annotations import kinds
from edition.cli import edition
from edition.cli.commands_page import commands_page
from edition.manual import findings_page, kinds_page
from edition.sphinx_ext.rendering.manual_page import renderings_page
from edition.writers import writers

DOCS = Path(__file__).resolve().parent.parent / "docs"
MANUAL = DOCS / "manual"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("kinds.md", kinds_page()),
        ("findings.md", findings_page()),
        ("commands.md", commands_page(edition)),
        ("renderings.md", renderings_page()),
    ],
)
def test_generated_pages_are_fresh(name: str, page: str) -> None:
    assert (MANUAL / name).read_text(encoding="utf-8") == page, "run scripts/manual"


def test_every_kind_finding_command_and_writer_has_its_place() -> None:
    kinds_text = (MANUAL / "kinds.md").read_text(encoding="utf-8")
    assert all(f"\n### {name}\n" in kinds_text for name in kinds())
    findings_text = (MANUAL / "findings.md").read_text(encoding="utf-8")
    assert all(f"`{one.word}`" in findings_text for one in findings.ALL)
    commands_text = (MANUAL / "commands.md").read_text(encoding="utf-8")
    assert all(
        f"## edition {name}\n" in commands_text
        for name in edition.list_commands(click.Context(edition))
    )
    products_text = (MANUAL / "products.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in products_text for name in writers())


def test_every_warning_of_the_site_is_in_the_manual() -> None:
    extension = DOCS.parent / "edition/sphinx_ext"
    code = "".join(path.read_text(encoding="utf-8") for path in extension.rglob("*.py"))
    used = re.findall(r'subtype="([a-z-]+)"|\bwarn\(\s*"([a-z-]+)"', code)
    words = {one or other for one, other in used}
    described = re.findall(
        r"^\| `tei\.([a-z-]+)` \|", (MANUAL / "publishing.md").read_text("utf-8"), re.M
    )
    assert sorted(described) == sorted(words)


def test_every_finding_explains_itself() -> None:
    assert all(one.explanation.endswith(".") for one in findings.ALL)
    assert len({one.word for one in findings.ALL}) == len(findings.ALL)
