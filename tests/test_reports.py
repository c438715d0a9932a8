"""Reports in every format, repairs and suppressions: pure functions over diagnostics."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.diagnostics import Diagnostic, Finding, InputError, Place, Repair, Severity
from edition.readers.suppressions import read_suppressions
from edition.repairs import repaired
from edition.reports import Report, formats
from edition.suppressions import Suppression, apply
from edition.tei import parse

DEAD = Finding("dead-pointer", "A pointer leads nowhere.", Severity.ERROR, "mend it")
GAPS = Finding("page-gap", "A page number is missing.", Severity.REVIEW)
FOUND = Report(
    (
        Diagnostic(DEAD, Place("a b.xml", 3, 5, near="p1"), "`#x` leads nowhere, 100 %", "mend it"),
        Diagnostic(GAPS, Place("a b.xml", 9), "page 4: after 2", None, Severity.REVIEW),
        Diagnostic(DEAD, Place("c.xml"), "the file, as a whole"),
    ),
    ("a b.xml", "c.xml", "clean.xml"),
)


def test_formats_are_found() -> None:
    assert list(formats()) == ["github", "json", "junit", "sarif"]


def test_json_keeps_everything() -> None:
    record = json.loads(formats()["json"].render(FOUND))
    assert record["files"] == ["a b.xml", "c.xml", "clean.xml"]
    assert record["counts"] == {"error": 2, "review": 1, "note": 0}
    assert record["diagnostics"][0] == {
        "path": "a b.xml",
        "line": 3,
        "column": 5,
        "near": "p1",
        "severity": "error",
        "finding": "dead-pointer",
        "message": "`#x` leads nowhere, 100 %",
        "hint": "mend it",
    }


def test_sarif_names_rules_and_places() -> None:
    run = json.loads(formats()["sarif"].render(FOUND))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["dead-pointer", "page-gap"]
    first, second, third = run["results"]
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "a%20b.xml"
    assert location["region"] == {"startLine": 3, "startColumn": 5}
    assert (first["level"], second["level"]) == ("error", "warning")
    assert "region" not in third["locations"][0]["physicalLocation"]
    assert all(
        run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"]
    )


def test_junit_has_a_case_for_each_file_and_fails_those_with_errors() -> None:
    suite = etree.fromstring(formats()["junit"].render(FOUND).encode())[0]
    assert suite.get("tests") == "3" and suite.get("failures") == "2"
    assert [case.get("name") for case in suite] == ["a b.xml", "c.xml", "clean.xml"]
    assert "page-gap" in suite[0].findtext("system-out", "")
    assert len(suite[2]) == 0


def test_github_escapes_what_would_end_a_command() -> None:
    first, second, third = formats()["github"].render(FOUND).splitlines()
    assert first == (
        "::error file=a b.xml,line=3,col=5,title=dead-pointer::"
        "`#x` leads nowhere, 100 %25%0Ahint: mend it"
    )
    assert second.startswith("::warning file=a b.xml,line=9,title=page-gap::page 4: after 2")
    assert third == "::error file=c.xml,title=dead-pointer::the file, as a whole"


def test_an_empty_report_is_well_formed_in_every_format() -> None:
    empty = Report((), ())
    assert json.loads(formats()["json"].render(empty))["diagnostics"] == []
    assert json.loads(formats()["sarif"].render(empty))["runs"][0]["results"] == []
    assert etree.fromstring(formats()["junit"].render(empty).encode()) is not None
    assert formats()["github"].render(empty) == ""


# Suppressions

LET_STAND = Suppression("dead-pointer", "the register is kept elsewhere", Place("s.toml"), "c.xml")


def test_a_suppression_covers_its_finding_and_place_only() -> None:
    left = list(apply([LET_STAND], FOUND.diagnostics))
    assert left == list(FOUND.diagnostics[:2])


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ({"path": "a*.xml"}, True),
        ({"path": "texts/*.xml"}, False),
        ({"near": "p1"}, True),
        ({"near": "p2"}, False),
        ({"message": "leads nowhere"}, True),
        ({"message": "something else"}, False),
    ],
)
def test_each_field_narrows_a_suppression(fields: dict[str, str], fits: bool) -> None:
    one = Suppression("dead-pointer", "known", Place("s.toml"), **fields)
    assert one.fits(FOUND.diagnostics[0]) is fits


def test_an_unused_suppression_is_a_finding() -> None:
    (left,) = apply([LET_STAND], [])
    assert left.finding.word == "unused-suppression" and left.place.path == "s.toml"
    assert "dead-pointer" in left.message and "kept elsewhere" in left.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[suppression]]\nfinding = "dead-pointer"', "dead-pointer has no reason"),
        ('[[suppression]]\nfinding = "dead-pointer"\nreason = "  "', "has no reason"),
        ('[[suppression]]\nfinding = "dead-ponter"\nreason = "x"', "did you mean dead-pointer?"),
        ('[[suppression]]\nfinding = "dead-pointer"\nwhy = "x"', "why is not a field"),
        ('[[suppression]]\nfinding = 3\nreason = "x"', "every field is text"),
        ('finding = "dead-pointer"', "only [[suppression]] tables"),
        ("[[suppression]\n", "Expected"),
    ],
)
def test_a_bad_suppression_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "suppressions.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as raised:
        read_suppressions(path, {"dead-pointer", "page-gap"})
    assert told in str(raised.value) and str(path) in str(raised.value)


def test_all_bad_suppressions_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "suppressions.toml"
    path.write_text('[[suppression]]\nfinding = "x"\n' * 3, "utf-8")
    with pytest.raises(InputError) as raised:
        read_suppressions(path, {"dead-pointer"})
    assert len(raised.value.diagnostics) == 3


# Repairs


def wish(line: int, column: int, attribute: str, old: str, new: str) -> Diagnostic:
    place = Place("a.xml", line, column)
    return Diagnostic(DEAD, place, "", repair=Repair(attribute, old, new))


@pytest.mark.parametrize(
    ("before", "repair", "after"),
    [
        ('<p ref="a"/>', wish(1, 1, "ref", "a", "#a"), '<p ref="#a"/>'),
        ("<p ref = 'a' />", wish(1, 1, "ref", "a", "#a"), "<p ref = '#a' />"),
        (
            '<p>\n <q n="x"\n  ref="a">a</q></p>',
            wish(2, 2, "ref", "a", "#a"),
            '<p>\n <q n="x"\n  ref="#a">a</q></p>',
        ),
        (
            '<p n="ref=&quot;a" ref="a"/>',
            wish(1, 1, "ref", "a", "#a"),
            '<p n="ref=&quot;a" ref="#a"/>',
        ),
        ('<p n="a>b" ref="a"/>', wish(1, 1, "ref", "a", "#a"), '<p n="a>b" ref="#a"/>'),
        ("<p ref='a'/>", wish(1, 1, "ref", "a", "'<&"), "<p ref='&#39;&lt;&amp;'/>"),
        (
            '<p xml:id="a"/>',
            wish(1, 1, "{http://www.w3.org/XML/1998/namespace}id", "a", "b"),
            '<p xml:id="b"/>',
        ),
        ('é<p/>\r\n<q ref="a"/>', wish(2, 1, "ref", "a", "#a"), 'é<p/>\r\n<q ref="#a"/>'),
    ],
)
def test_a_repair_touches_one_value(before: str, repair: Diagnostic, after: str) -> None:
    assert repaired(before, [repair]) == (after, 1)


@pytest.mark.parametrize(
    "repair",
    [
        wish(1, 1, "ref", "b", "#b"),  # another value stands there
        wish(1, 1, "corresp", "a", "#a"),  # no such attribute
        wish(1, 2, "ref", "a", "#a"),  # no tag begins there
        wish(7, 1, "ref", "a", "#a"),  # no such line
        wish(1, 14, "ref", "a", "#a"),  # the attribute is the neighbour's
    ],
)
def test_what_does_not_fit_is_left_alone(repair: Diagnostic) -> None:
    text = '<p ref="a">w</p>'
    assert repaired(text, [repair]) == (text, 0)


def test_the_same_repair_asked_for_twice_is_made_once() -> None:
    one = wish(1, 1, "ref", "a", "#a")
    assert repaired('<p ref="a"/>', [one, one]) == ('<p ref="#a"/>', 1)


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.text("xyz <>&\"'é", max_size=6)),
        min_size=1,
        max_size=5,
        unique_by=lambda p: p[0],
    ),
    st.text("xyz#<>&\"'é", max_size=8),
)
def test_after_a_repair_the_file_says_the_new_value_and_nothing_else_differs(
    attributes: list[tuple[str, str]], new: str
) -> None:
    element = etree.Element("p", dict(attributes))
    element.text = "words"
    text = etree.tostring(element, encoding="unicode")
    name, old = attributes[-1]
    after, number = repaired(text, [wish(1, 1, name, old, new)])
    assert number == 1
    assert dict(parse(after.encode()).attrib) == {**dict(attributes), name: new}
    assert after.endswith(">words</p>")
