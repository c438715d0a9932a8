"""Pointers are read as the standards say, and a document's own patterns can do no harm."""

from __future__ import annotations

import time

import pytest

from edition.checks.pointing import Pointer
from edition.checks.private_uris import PrefixDefinition, compiled
from edition.checks.tei_file import TeiFile
from edition.tei import TEI_NAMESPACE, parse


def read(markup: str) -> TeiFile:
    text = f'<TEI xmlns="{TEI_NAMESPACE}">{markup}</TEI>'
    return TeiFile("text.xml", parse(text.encode()))


def pointers(markup: str) -> list[Pointer]:
    return list(read(markup).pointers)


@pytest.mark.parametrize(
    ("value", "scheme", "path", "fragment"),
    [
        ("#p1", None, None, "p1"),
        ("persons.xml#smith", None, "persons.xml", "smith"),
        ("my%20persons.xml", None, "my persons.xml", None),
        ("../a/b.xml#caf%C3%A9", None, "../a/b.xml", "café"),
        ("https://example.org/a#b", "https", None, "b"),
        ("psn:smith", "psn", None, None),
        ("/people/smith", None, None, None),
        ("search.xml?q=1#b", None, None, "b"),
        ("#xpath(//p[1])", None, None, None),
        ("a.xml#element(/1/2)", None, "a.xml", None),
        ("#", None, None, None),
    ],
)
def test_parts_of_an_address(
    value: str, scheme: str | None, path: str | None, fragment: str | None
) -> None:
    [one] = pointers(f'<p ref="{value}"/>')
    assert (one.scheme, one.path, one.fragment) == (scheme, path, fragment)


def test_lists_are_split_and_xpointers_are_not() -> None:
    assert [p.value for p in pointers('<p ref=" #a  b.xml "/>')] == ["#a", "b.xml"]
    assert [p.value for p in pointers('<p target="#range(a(), b())"/>')] == ["#range(a(), b())"]


def test_only_attributes_of_pointers_are_read() -> None:
    markup = (
        '<date from="1900"/><span from="#a"/><gi scheme="TEI"/><catRef scheme="#t"/>'
        '<name key="k" ref="#n"/><moduleRef source="tei:4.8.0"/><q source="#s"/>'
        '<svg xmlns="http://www.w3.org/2000/svg" target="#x"/>'
    )
    assert [p.where for p in pointers(markup)] == [
        "span/@from",
        "catRef/@scheme",
        "name/@ref",
        "q/@source",
    ]


def test_bases_add_up_and_leave_local_pointers_alone() -> None:
    markup = (
        '<div xml:base="letters/"><p xml:base="1900/"><ref target="a.xml"/><ref target="#a"/></p>'
        '<ref target="b.xml"/></div><p xml:base="urn:cts:x"><ref target="c.xml"/></p>'
        '<p xml:base="http://[bad/"><ref target="d.xml"/></p>'
    )
    assert [p.path for p in pointers(markup)] == [
        "letters/1900/a.xml",
        None,
        "letters/b.xml",
        None,
        "d.xml",
    ]


def test_prefixes_stand_for_addresses() -> None:
    markup = (
        '<prefixDef ident="psn" matchPattern="([a-z]+)-(\\d{2})" '
        'replacementPattern="p.xml#$2-$1"/><name ref="psn:smith-12"/><name ref="psn:12"/>'
    )
    assert [p.address for p in pointers(markup)] == ["p.xml#12-smith", "psn:12"]


HARMFUL = ["(a+)+b", "(a|a)*b", "(a|b){2,}", "a*a*a*b", "a{99999999999999999999}", "a" * 999]
FOREIGN = ["(?=a)", r"(a)\1", "[[a]", r"[a-z-[aeiou]]", r"\p{Lu}", "(((", "+", "", "\\"]


@pytest.mark.parametrize("pattern", [*HARMFUL, *FOREIGN])
def test_patterns_that_could_do_harm_or_mean_something_else_are_not_tried(pattern: str) -> None:
    assert compiled(pattern) is None
    assert PrefixDefinition("x", pattern, "p.xml#$1").could_be("a" * 50)


def test_the_worst_pattern_that_is_tried_is_quick() -> None:
    worst = PrefixDefinition("x", ".*.*b", "$1")
    started = time.perf_counter()
    for number in range(1000):
        worst.could_be(f"{number:080}")
    assert time.perf_counter() - started < 5


def test_shorthands_of_xml_schema_are_understood() -> None:
    assert PrefixDefinition("x", r"\i\c*", "$0").address("a-b.c") == "a-b.c"
    assert PrefixDefinition("x", r"[\c]+", "#$0").address("ä-1") == "#ä-1"
    assert PrefixDefinition("x", r"\i+", "$0").address("1a") is None


def test_an_element_of_very_many_attributes_is_read_in_linear_time() -> None:
    many = " ".join(f'a{n}="#x"' for n in range(50_000))
    started = time.perf_counter()
    assert [p.value for p in pointers(f'<p {many} ref="#p"/>')] == ["#p"]
    assert time.perf_counter() - started < 5


def test_a_file_is_whole_unless_parts_stand_elsewhere() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="a.xml"/>'
    assert read("<text/>").is_whole
    assert not read(f"<text>{include}</text>").is_whole
    assert not TeiFile("a.xml", parse(b"<div/>")).is_whole
    entity = b'<!DOCTYPE TEI [<!ENTITY a SYSTEM "a.xml">]><TEI>&a;</TEI>'
    assert not TeiFile("a.xml", parse(entity)).is_whole
