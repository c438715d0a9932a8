"""James Clark's test suite of RELAX NG: every schema and every document judged as it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from edition.relaxng import Schema, SchemaError, read_schema

CASES = 385


@pytest.fixture(scope="module")
def suite(shared: Path) -> Path:
    folder = shared / "relaxng-test-suite"
    if not folder.is_dir():
        pytest.skip("the test suite of RELAX NG is not at hand")
    return folder


def index(suite: Path) -> list[tuple[int, str, list[tuple[str, str]]]]:
    """For each case: number, whether the schema is correct, documents with their verdict."""
    listed = json.loads((suite / "index.json").read_text(encoding="utf-8"))
    known = {number for number, _, _ in listed}
    # The index leaves out the one case whose names are an entity of the suite's own DTD.
    extra = [(n, "correct", []) for n in range(1, CASES + 1) if n not in known]
    return [*listed, *extra]


def schema_of(suite: Path, number: int) -> Path:
    return suite / "cases" / f"{number:03d}" / "schema.rng"


def test_every_case_is_at_hand(suite: Path) -> None:
    assert len(index(suite)) == CASES


def test_every_schema_is_judged_right(suite: Path) -> None:
    wrong = []
    for number, expected, _ in index(suite):
        try:
            read_schema(schema_of(suite, number))
            verdict = "correct"
        except SchemaError as error:
            assert error.line is not None, "an error in a schema has a place"
            verdict = "incorrect"
        if verdict != expected:
            wrong.append((number, expected))
    assert wrong == []


@pytest.mark.parametrize("is_cached", [False, True], ids=["fresh", "from the cache"])
def test_every_document_is_judged_right(suite: Path, tmp_path: Path, is_cached: bool) -> None:
    wrong = []
    documents = 0
    for number, expected, listed in index(suite):
        if expected == "incorrect":
            continue
        schema = read_schema(schema_of(suite, number), tmp_path)
        if is_cached:
            schema = read_schema(schema_of(suite, number), tmp_path)
        for verdict, path in listed:
            document = suite / "cases" / f"{number:03d}" / Path(path).name
            documents += 1
            if verdicts(schema, document) != {verdict == "valid"}:
                wrong.append(document.name)
    assert documents > 500
    assert wrong == []


def verdicts(schema: Schema, document: Path) -> set[bool]:
    """Whether the document is valid, asked cold and warm, and by reading it once or twice."""
    content = document.read_bytes()
    found = {schema.check(content).is_valid, schema.check(content).is_valid}
    found.add(schema.check(content, positions=True).is_valid)
    return found


def test_names_outside_ascii(suite: Path) -> None:
    """The case that the index leaves out."""
    schema = read_schema(schema_of(suite, 69))
    assert schema.check("<foo><\u0e14\u0e35/></foo>".encode()).is_valid
    assert not schema.check(b"<foo/>").is_valid
