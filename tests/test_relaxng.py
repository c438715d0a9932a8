"""RELAX NG: what a schema allows, and what is said of a document that it does not allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.relaxng import Schema, read_schema
from edition.relaxng.faults import Fault, Kind
from edition.relaxng.wording import listed, worded

# A little vocabulary of letters, in a namespace.
LETTERS = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:letters" xmlns:l="urn:letters"
    xmlns:x="urn:other" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="letter">
    <ref name="common"/>
    <optional><attribute name="status"><choice>
      <value>draft</value><value>sent</value><value>received</value>
    </choice></attribute></optional>
    <element name="head"><ref name="common"/><text/></element>
    <optional><element name="date"><ref name="when"/><text/></element></optional>
    <oneOrMore><choice><ref name="p"/><ref name="list"/></choice></oneOrMore>
    <optional><element name="closer"><text/></element></optional>
  </element></start>
  <define name="common">
    <optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
    <optional><attribute name="resp"><list><oneOrMore><data type="IDREF"/></oneOrMore></list>
    </attribute></optional>
  </define>
  <define name="when"><choice>
    <attribute name="when"><data type="date"/></attribute>
    <group><attribute name="from"><data type="date"/></attribute>
      <attribute name="to"><data type="date"/></attribute></group>
  </choice></define>
  <define name="p"><element name="p"><ref name="common"/><zeroOrMore><choice>
    <text/><ref name="hi"/><ref name="note"/>
  </choice></zeroOrMore></element></define>
  <define name="hi"><element name="hi"><text/></element></define>
  <define name="note"><element name="note"><oneOrMore><ref name="p"/></oneOrMore></element></define>
  <define name="list"><element name="list">
    <oneOrMore><element name="item"><text/></element></oneOrMore>
  </element></define>
  <define name="unused"><element name="x:stamp"><data type="int"/></element></define>
</grammar>
"""


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    return schema_of(LETTERS, tmp_path_factory.mktemp("letters"))


def schema_of(text: str, folder: Path) -> Schema:
    path = folder / "schema.rng"
    path.write_text(text, encoding="utf-8")
    return read_schema(path)


def letter(content: str, attributes: str = "") -> bytes:
    """A letter; its own tag is line 1, its content begins in line 2."""
    return f'<letter xmlns="urn:letters"{attributes}>\n{content}\n</letter>'.encode()


def said(schema: Schema, document: bytes, **options: bool) -> list[str]:
    """Each fault as line:column: message (hint)."""
    faults = schema.check(document, **options).faults  # type: ignore[arg-type]
    return [line_of(fault) for fault in faults]


def line_of(fault: Fault) -> str:
    message, hint = worded(fault)
    return f"{fault.line}:{fault.column}: {message}" + (f" ({hint})" if hint else "")


VALID = [
    "<head>To A.</head><p/>",
    "<head xml:id='h'>To A.</head>\n<!-- a comment --><p>a <hi>b</hi> c<note><p>d</p></note></p>",
    '<head/><date when="1916-05-04">4 May</date><list><item/><item>b</item></list><closer/>',
    '<head/><date from="1916-05-04" to="1916-05-05"/><p xml:id="a" resp="a"/>',
    "<head/><p><?instruction a > b?>x</p>",
    "<head/><p>a &amp; b &#x3c; c<![CDATA[ <d> ]]></p>",
]


@pytest.mark.parametrize("content", VALID)
def test_what_the_schema_allows_is_valid(letters: Schema, content: str) -> None:
    assert said(letters, letter(content), identifiers=True) == []
    assert said(letters, letter(content, ' status="sent"')) == []
    prefixed = letter(content).decode().replace("<", "<l:").replace("<l:/", "</l:")
    for opening in ("!", "?"):
        prefixed = prefixed.replace(f"<l:{opening}", f"<{opening}")
    document = prefixed.replace(' xmlns="urn', ' xmlns:l="urn', 1).replace("<l:d>", "<d>")
    assert said(letters, document.encode()) == []


FAULTY = {
    "<head/><p>a <titel>b</titel></p>": [
        "2:13: `titel` is not an element of this schema (here can stand `hi` or `note`)",
    ],
    "<head/><p>a <noote><p/><hi/></noote></p>": [
        "2:13: `noote` is not an element of this schema; did you mean `note`?"
        " (here can stand `note` or `hi`)",
        "2:24: `hi` cannot stand inside `noote`: close the `noote` first (or put it into `p`)",
    ],
    "<head/><p>a <hi>b <p>c</p></hi></p>": [
        "2:19: `p` cannot stand inside `hi`: close the `hi` and the `p` first",
    ],
    "<head/><p><p>a</p></p>": [
        "2:11: `p` cannot stand inside `p`: close the `p` first (or put it into `note`)",
    ],
    "<head/><p/><item>a</item>": [
        "2:12: `item` cannot stand inside `letter` (put it into `list`)",
    ],
    "<p>a</p>": [
        "2:1: `p` comes too early in `letter`: `head` is missing before it (add `head`)",
    ],
    "<head/><closer/>": [
        "2:8: `closer` comes too early in `letter`: `list` or `p` must stand before it",
    ],
    "<head/><p/><head/>": [
        "2:12: `head` cannot stand in `letter` after `p` (here can stand `closer`, `list` or `p`)",
    ],
    "<head/>": [
        "3:1: `letter` ends too early: it needs `date`, `list` or `p`",
    ],
    "": [
        "3:1: `letter` ends too early: `head` is missing",
    ],
    "<head/><list>\n</list>": [
        "3:1: `list` ends too early: `item` is missing",
    ],
    "<head/>some words<p/> more\nwords <list>a<item/></list>": [
        "2:8: text cannot stand directly in `letter`: “some words” (put it into `date` or `p`)",
        "2:23: text cannot stand directly in `letter`: “more” (put it into `closer` or `p`)",
        "3:13: text cannot stand directly in `list`: “a” (put it into `item`)",
    ],
    '<head/><p statuss="a"/>': [
        "2:8: `@statuss` is not an attribute of `p` (it may have `xml:id` or `resp`)",
    ],
    '<head rsp="a"/><p/>': [
        "2:1: `@rsp` is not an attribute of `head`; did you mean `resp`?"
        " (it may have `resp` or `xml:id`)",
    ],
    '<head/><date when="4 May"/><p/>': [
        "2:8: `when`: “4 May” is not a date; write it as in 1823-03-12",
    ],
    '<head/><date when="12.3.1823"/><p/>': [
        "2:8: `when`: 12.3.1823 is not a date; write 1823-03-12",
    ],
    '<head/><date from="1916-05-04"/><p/>': [
        "2:8: `date` lacks `@to` (add `@to`)",
    ],
    "<head/><date/><p/>": [
        "2:8: `date` lacks an attribute (add `@when`)",
    ],
    '<head/><date when="1916-05-04" to="1916-05-05"/><p/>': [
        "2:8: `@to` excludes another attribute that this `date` has (keep one of them)",
    ],
    '<head/><p resp="a\n\tb\u00a0c"/>': [
        "2:8: `resp`: “b\\xa0c” holds a no-break space (U+00A0), which cannot stand in a name",
    ],
    '<head/><p resp=""/>': [
        "2:8: `resp`: no value is too few here",
    ],
    "<head/><p><x:hi xmlns:x='urn:other'/></p>": [
        "2:11: `hi` stands in the namespace urn:other; the schema has it in urn:letters"
        ' (declare xmlns="urn:letters")',
    ],
    "<head/><p><o:box xmlns:o='urn:o' o:a='b'><c/></o:box></p>": [
        "2:11: `o:box` is not an element of this schema (here can stand `hi` or `note`)",
    ],
    "<head/><p>a</p": [
        "3:1: not well-formed: XML does not allow this character here (`p` is open here)",
    ],
    "<head/><p><hi>a</p></hi>": [
        "2:18: not well-formed: </p> closes another element than the one that is open"
        " (`hi` is open here)",
    ],
    "<head/><p>&nbsp;</p>": [
        "2:11: not well-formed: the entity “nbsp” is not declared (`p` is open here)",
    ],
    "<head/><p>R & D</p>": [
        "2:14: not well-formed: this & begins no reference: write &amp; (`p` is open here)",
    ],
}


@pytest.mark.parametrize("content", FAULTY)
def test_what_is_wrong_is_said(letters: Schema, content: str) -> None:
    assert said(letters, letter(content)) == FAULTY[content]


def test_values_listed_by_the_schema(letters: Schema) -> None:
    assert said(letters, letter("<head/><p/>", ' status="snt"')) == [
        "1:1: `status`: “snt” is not one of the values allowed; did you mean `sent`?"
        " (write `sent`, `draft` or `received`)"
    ]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            "<letter><head/><p/></letter>",
            "`letter` stands in no namespace; the schema has it in urn:letters",
        ),
        ("<html><p/></html>", "`html` is not an element of this schema"),
        ('<p xmlns="urn:letters"/>', "a document cannot begin with `p`"),
    ],
)
def test_the_outermost_element(letters: Schema, document: str, expected: str) -> None:
    faults = letters.check(document.encode()).faults
    assert [worded(fault).message for fault in faults] == [expected]


def test_a_fault_knows_its_place(letters: Schema) -> None:
    document = letter("<head/>\n<p/><p>é𝔄 <hi/><hi>a<note><p/></note></hi></p>")
    (fault,) = letters.check(document).faults
    assert (fault.kind, fault.line, fault.column) == (Kind.MISPLACED_ELEMENT, 3, 21)
    assert fault.path == "/letter/p[2]/hi[2]/note"
    assert (fault.element, fault.parent, fault.closing) == ("note", "hi", ("hi",))


def test_expected_names_are_complete_and_the_likeliest_come_first(letters: Schema) -> None:
    (fault,) = letters.check(letter("<head/><lst><item/></lst>")).faults
    assert fault.expected == ("list", "date", "p")
    letters.prefer(["p"])
    (fault,) = letters.check(letter("<head/><x/>")).faults
    assert fault.expected == ("p", "date", "list")
    letters.prefer([])


def test_long_lists_are_cut_short() -> None:
    names = [f"e{number}" for number in range(20)]
    assert listed(names, 3) == "`e0`, `e1`, `e2` and 17 more"
    assert listed(names[:3], 3) == "`e0`, `e1` or `e2`"
    assert listed([]) == ""


def test_each_kind_of_fault_has_words() -> None:
    for kind in Kind:
        assert worded(Fault(kind, expected=("a",), reason="b")).message


def test_identifiers_are_checked_if_asked_for(letters: Schema) -> None:
    document = letter('<head xml:id="a"/>\n<p xml:id="a" resp="b"/>\n<p resp="b a"/>')
    assert said(letters, document) == []
    assert said(letters, document, identifiers=True) == [
        "3:1: `xml:id` “a” is given twice; it was given first in line 2"
        " (give one of the two another identifier)",
        "3:1: `resp`: nothing has the identifier “b” (correct it, or add what it refers to)",
    ]


def test_identifiers_outside_ascii(letters: Schema) -> None:
    twice = letter('<head xml:id="é"/><p xml:id="é" resp="ö"/>')
    once = letter('<head xml:id=" é"/><p xml:id="ö" resp="ö é"/>')
    assert len(said(letters, twice, identifiers=True)) == 2
    assert said(letters, once, identifiers=True) == []
    assert len(said(letters, letter('<head xml:id="1"/><p/>'))) == 1


def test_places_of_all_start_tags(letters: Schema) -> None:
    checked = letters.check(letter("<head/>\n\n <p>ä<hi/></p>"), positions=True)
    assert checked.positions is not None
    assert list(checked.positions) == [1, 1, 2, 1, 4, 2, 4, 6]
    assert letters.check(letter("<head/><p/>")).positions is None


def test_an_observer_sees_each_start_tag(letters: Schema) -> None:
    seen: list[tuple[str, dict[str, str]]] = []
    checked = letters.check(
        letter('<head xml:id="a"/><p/>'),
        observer=lambda name, attributes: seen.append((name, dict(attributes))),
    )
    assert checked.is_valid
    assert [name for name, _ in seen] == [
        f"urn:letters\x1f{local}" for local in ("letter", "head", "p")
    ]
    assert list(seen[1][1].values()) == ["a"]


def test_what_the_schema_knows(letters: Schema) -> None:
    assert "{urn:letters}note" in letters.element_names
    assert "{urn:other}stamp" not in letters.element_names, "nothing uses it"
    types = letters.attribute_types("{urn:letters}p")
    assert types == {
        "{http://www.w3.org/XML/1998/namespace}id": {"ID"},
        "resp": {"IDREF"},
    }
    assert letters.attribute_types("{urn:letters}letter")["status"] == {"token"}
    assert letters.attribute_types("nothing") == {}
