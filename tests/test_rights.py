"""The repository carries no sentence of the source texts: they belong to others."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from edition.readers.edition import EditionFolder

ROOT = Path(__file__).resolve().parent.parent
RUN = 12
WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def committed() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_carries_a_run_of_words_of_a_source(five_texts: EditionFolder) -> None:
    known: set[tuple[str, ...]] = set()
    for one in five_texts.found:
        assert one.witness is not None
        known |= runs(one.witness.text)
    guilty = []
    for path in committed():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if runs(text) & known:
            guilty.append(str(path.relative_to(ROOT)))
    assert guilty == []


def test_every_long_quote_is_shortened(five_texts: EditionFolder) -> None:
    for one in five_texts.witnesses:
        for layer in one.layers:
            assert all(len(a.quote) <= 60 for a in layer.annotations)


def test_products_are_ignored() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {"build/", "tei/sources/"} <= set(ignored)
