"""Blocks that TEI has no place for are refused before anything is compiled."""

from __future__ import annotations

import pytest
from test_fixtures import compiled

from edition import findings
from edition.diagnostics import InputError

TEXT = "One\n\nTwo\n\nThree"


@pytest.mark.parametrize(
    ("annotations", "fact"),
    [
        ("paragraph | One | id=p1\nheading | Two | id=h1\nparagraph | Three | id=p2", "heading"),
        ("division | One | type=a | id=d1\nparagraph | One | id=p1\n"
         "paragraph | Two ... Three | id=p2", "stands behind division"),
        ("closer | One | id=c1\nsignature | One | id=s1\nparagraph | Two ... Three | id=p1",
         "stands behind closer"),
        ("item | One | id=i1\nparagraph | Two ... Three | id=p1", "item 0-3 stands in the text"),
        ("paragraph | One ... Three | id=p1\nparagraph | Two | id=p2", "stands in paragraph"),
    ],
)  # fmt: skip
def test_misplaced_blocks_are_refused(annotations: str, fact: str) -> None:
    with pytest.raises(InputError) as error:
        compiled(TEXT, annotations)
    found = [one for one in error.value.diagnostics if one.finding is findings.MISPLACED_BLOCK]
    assert fact in found[0].message and found[0].hint


def test_blocks_in_their_order_are_accepted() -> None:
    compiled(
        TEXT,
        "heading | One | id=h1\nparagraph | Two | id=p1\n"
        "division | Three | type=a | id=d1\nparagraph | Three | id=p2",
    )
