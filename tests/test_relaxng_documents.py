"""Documents as they come: encodings, entities, what is broken, huge or made to do harm."""

from __future__ import annotations

import gc
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.relaxng import Checked, Limits, Schema, pieces, read_schema
from edition.relaxng.faults import FactKind, Kind
from edition.relaxng.wording import worded

SCHEMA = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><ref name="a"/></start>
  <define name="a"><element name="a">
    <optional><attribute name="n"><data type="token"/></attribute></optional>
    <zeroOrMore><choice>
      <text/><ref name="a"/>
      <element name="number"><data type="integer"/></element>
      <element name="name"><data type="QName"/></element>
      <element name="only"><ref name="a"/></element>
    </choice></zeroOrMore>
  </element></define>
</grammar>
"""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    path = tmp_path_factory.mktemp("documents") / "schema.rng"
    path.write_text(SCHEMA, encoding="utf-8")
    return read_schema(path)


class OnceOnly(io.RawIOBase):
    """A file that cannot be read twice, in pieces as small as one byte."""

    def __init__(self, content: bytes, most: int = 1 << 16) -> None:
        self._file = io.BytesIO(content)
        self._most = most

    def read(self, size: int = -1) -> bytes:
        return self._file.read(min(size, self._most))


def both_ways(schema: Schema, document: bytes, limits: Limits | None = None) -> Checked:
    """The outcome, which is the same for a file that is scanned first and one that is not."""
    checked = schema.check(document, limits=limits)
    once = schema.check(OnceOnly(document), limits=limits)
    twice = schema.check(io.BytesIO(document), limits=limits)
    for other in (once, twice):
        assert (other.faults, other.facts) == (checked.faults, checked.facts)
        assert other.is_complete == checked.is_complete
    return checked


def messages(checked: Checked) -> list[str]:
    return [f"{f.line}:{f.column}: {worded(f).message}" for f in checked.faults]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-8", "UTF-8"),
        ("ascii", "US-ASCII"),
        ("utf-16", ""),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("latin-1", "ISO-8859-1"),
        ("cp1252", "windows-1252"),
        ("iso8859_15", "ISO-8859-15"),
        ("koi8_r", "KOI8-R"),
    ],
)
def test_encodings(schema: Schema, encoding: str, declared: str) -> None:
    letters = "" if encoding == "ascii" else {"koi8_r": "ж"}.get(encoding, "ä")
    declaration = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    for content, valid in (
        (f'<a n="{letters}">{letters}</a>', True),
        (f"<a>{letters}<b/></a>", False),
    ):
        document = (declaration + content).encode(encoding)
        assert both_ways(schema, document).is_valid == valid


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            "<a>\nBär</a>".encode("latin-1"),
            "2:2: not well-formed: the byte E4 is not UTF-8, and no other encoding is declared",
        ),
        (
            b'<?xml version="1.0" encoding="Shift_JIS"?><a/>',
            "1:31: cannot be read: multi-byte encodings are not supported",
        ),
        (
            b'<?xml version="1.0" encoding="nonsense"?><a/>',
            "1:31: cannot be read: unknown encoding: nonsense",
        ),
        (
            b'<?xml version="1.0" encoding="UTF-16"?><a/>',
            "1:31: not well-formed: the file is not in the encoding that it declares",
        ),
        (b"", "1:1: not well-formed: the file is empty"),
        (b" \n ", "2:2: not well-formed: the file ends before its outermost element does"),
        (b"words", "1:1: not well-formed: this is not XML"),
        (b"\0\0\0\0", "1:1: not well-formed: XML does not allow this character here"),
        (b"<a>x\0y</a>", "1:5: not well-formed: XML does not allow this character here"),
        (
            b"<a>\n<a>x",
            "2:5: not well-formed: the file ends before its outermost element does",
        ),
        (b"<a", "1:1: not well-formed: the file ends inside of a tag, comment or instruction"),
        (b"<a/><a/>", "1:5: not well-formed: nothing may follow the end of the outermost element"),
        (b'<a n="1" n="2"/>', "1:10: not well-formed: an attribute is given twice"),
        (b"<p:a/>", "1:1: not well-formed: a prefix is not declared"),
        (b"<a><!-- -- --></a>", "1:11: not well-formed: XML does not allow this character here"),
        (
            b"\n<?xml version='1.0'?><a/>",
            "2:1: not well-formed: the XML declaration must be the very first thing in the file",
        ),
    ],
)
def test_what_cannot_be_read_is_one_clear_fault(
    schema: Schema, document: bytes, expected: str
) -> None:
    checked = both_ways(schema, document)
    assert messages(checked) == [expected]
    assert not checked.is_complete


def test_faults_before_the_break_are_told_too(schema: Schema) -> None:
    checked = both_ways(schema, b"<a><b/>\n<number>x</number></c>")
    assert [line.partition(" ")[0] for line in messages(checked)] == ["1:4:", "2:9:", "2:21:"]


def test_entities_of_the_document_itself(schema: Schema) -> None:
    document = (
        '<!DOCTYPE a [<!ENTITY n "12"><!ENTITY e "<number>&n;</number>">'
        '<!ATTLIST a n CDATA "x">]><a>&e;&n;&#65;&lt;</a>'
    )
    assert both_ways(schema, document.encode()).is_valid
    wrong = document.replace("12", "twelve").encode()
    assert (
        messages(both_ways(schema, wrong))
        == [
            "1:108: `number`: twelve is not an integer",
        ]
        or len(both_ways(schema, wrong).faults) == 1
    )


def test_parameter_entities_of_the_document_itself(schema: Schema) -> None:
    document = b"<!DOCTYPE a [<!ENTITY % p \"<!ENTITY n '12'>\"> %p;]><a><number>&n;</number></a>"
    assert both_ways(schema, document).is_valid
    assert not both_ways(schema, document.replace(b"12", b"x")).is_valid


def test_nothing_outside_the_document_is_fetched(schema: Schema, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("<number>secret</number>", encoding="utf-8")
    document = f"""<!DOCTYPE a PUBLIC "-//X" "http://127.0.0.1:9/a.dtd" [
        <!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;
        ]><a>&e;&e;&undeclared;</a>"""
    checked = both_ways(schema, document.encode())
    assert checked.is_valid
    assert [(fact.kind, fact.name, fact.system) for fact in checked.facts] == [
        (FactKind.EXTERNAL_SUBSET, "a", "http://127.0.0.1:9/a.dtd"),
        (FactKind.EXTERNAL_ENTITY, secret.as_uri(), secret.as_uri()),
        (FactKind.EXTERNAL_ENTITY, "e", secret.as_uri()),
        (FactKind.SKIPPED_ENTITY, "undeclared", None),
    ]


@pytest.mark.parametrize(
    "declarations",
    [
        "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9)),
        "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in reversed(range(9))),
        '<!ENTITY e9 "' + "x" * 2_000_000 + '">',
    ],
    ids=["small to large", "large to small", "one"],
)
def test_entities_that_explode_are_refused(schema: Schema, declarations: str) -> None:
    document = f'<!DOCTYPE a [<!ENTITY e0 "ha">{declarations}]><a>&e9;</a>'
    checked = both_ways(schema, document.encode())
    assert [fault.kind for fault in checked.faults] == [Kind.ENTITY_TOO_LARGE]
    assert not checked.is_complete


def test_entities_used_without_end_are_refused(schema: Schema) -> None:
    document = f'<!DOCTYPE a [<!ENTITY e "{"x" * 100_000}">]><a>{"&e;" * 5_000}</a>'
    assert [fault.kind for fault in both_ways(schema, document.encode()).faults] == [
        Kind.ENTITY_TOO_LARGE
    ]


def test_entities_in_a_circle_are_refused(schema: Schema) -> None:
    document = b'<!DOCTYPE a [<!ENTITY e "&f;"><!ENTITY f "&e;">]><a>&e;</a>'
    assert messages(both_ways(schema, document)) == [
        "1:53: not well-formed: an entity contains itself"
    ]


@pytest.mark.parametrize("depth", [10_000, 200_000])
def test_deep_documents(schema: Schema, depth: int) -> None:
    assert both_ways(schema, b"<a>" * depth + b"</a>" * depth).is_valid
    checked = both_ways(schema, b"<a>" * depth + b"<b/>" + b"</a>" * depth)
    (fault,) = checked.faults
    assert fault.path.startswith("/a/a/a/") and fault.path.endswith("/a/a/b")
    assert len(fault.path) < 200


def test_a_document_beyond_the_limit_of_depth(schema: Schema) -> None:
    document = b"<a>" * 11 + b"</a>" * 11
    assert both_ways(schema, document, Limits(depth=11)).is_valid
    assert messages(both_ways(schema, document, Limits(depth=10))) == [
        "1:31: given up: more than 10 open elements"
    ]


def test_many_attributes(schema: Schema) -> None:
    many = " ".join(f'a{n}="x"' for n in range(200_000))
    checked = both_ways(schema, f"<a>\n<a {many}><b/></a></a>".encode())
    assert [fault.kind for fault in checked.faults] == [
        Kind.TOO_MANY_ATTRIBUTES,
        Kind.UNKNOWN_ELEMENT,
    ]


def test_a_long_text_costs_no_memory(schema: Schema) -> None:
    class Long(io.RawIOBase):
        pieces = iter([b"<a>", *[b"words and words " * 4096] * 300, b"</a>"])

        def read(self, size: int = -1) -> bytes:
            return next(self.pieces, b"")

    tracemalloc.start()
    assert schema.check(Long()).is_valid
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_long_text_that_is_scanned(schema: Schema) -> None:
    text = b"words and words " * 500_000
    assert schema.check(b"<a>" + text + b"</a>").is_valid
    assert not schema.check(b"<a><only>" + text + b"<a/></only></a>").is_valid


def test_a_long_value_is_given_up(schema: Schema) -> None:
    document = b"<a><number>" + b"1" * 3000 + b"</number></a>"
    assert not both_ways(schema, document).faults
    assert messages(both_ways(schema, document, Limits(text=2000))) == [
        "1:12: given up: more than 2000 characters of text"
    ]


def test_a_long_tag_is_given_up(schema: Schema) -> None:
    document = b'<a>\n<a n="' + b"x" * 300_000 + b'"/></a>'
    assert both_ways(schema, document).is_valid
    limits = Limits(token=100_000)
    assert schema.check(document, limits=limits, positions=True).is_valid, "it did no harm"
    checked = schema.check(document.replace(b"<a n", b"<b n"), limits=limits)
    assert [fault.kind for fault in checked.faults] == [Kind.TOO_LONG]


def test_faults_are_counted_up_to_the_limit(schema: Schema) -> None:
    checked = both_ways(schema, b"<a>" + b"<b/>" * 50 + b"</a>", Limits(faults=20))
    assert len(checked.faults) == 20
    assert not checked.is_complete


def test_unknown_names_are_not_remembered(schema: Schema) -> None:
    def document(first: int) -> bytes:
        strange = "".join(f'<b{n} c{n}="{n}"/>' for n in range(first, first + 3000))
        return f"<a>{strange}</a>".encode()

    limits = Limits(faults=100_000)
    schema.check(document(0), limits=limits)
    tracemalloc.start()
    schema.check(document(10_000), limits=limits)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 1_000_000


@pytest.mark.parametrize(
    ("content", "valid"),
    [
        ("<name>a</name>", True),
        ("<name>p:a</name>", False),
        ('<name xmlns:p="urn:p">p:a</name>', True),
        ('<a xmlns:p="urn:p"><name>p:a</name></a><name>p:a</name>', False),
        ("<number> 12 </number>", True),
        ("<number>1<!-- and -->2</number>", True),
        ("<number>1<![CDATA[2]]></number>", True),
        ("<number>&#49;2</number>", True),
        ("<number/>", False),
        ("<number>1<a/></number>", False),
        ("<only><a/></only>", True),
        ("<only> <?p x?>\n<a/><!-- c --> </only>", True),
        ("<only>&#32;<a/></only>", True),
        ("<only>x<a/></only>", False),
        ("<only><a/>x</only>", False),
        ("<only>\xa0<a/></only>", False),
        ("<a n='&lt;&quot;\">' />", True),
        ('<a n="a>b"></a >', True),
        ('<a\n\tn = "x"\r\n></a\n>', True),
        ("<a n='x' m='y'/>", False),
        ('<b:a xmlns:b=""/>', False),
        ('<a xmlns="urn:other"/>', False),
        ('<a xmlns=""/>', True),
    ],
)
def test_the_ways_to_write_xml(schema: Schema, content: str, valid: bool) -> None:
    document = f"<a>{content}</a>".encode()
    assert both_ways(schema, document).is_valid == valid
    assert schema.check(OnceOnly(document, 1)).is_valid == valid
    assert schema.check(io.BytesIO(b"<?skipped?>" + document)).is_valid == valid
    places = schema.check(document, positions=True).positions
    assert places == schema.check(OnceOnly(document), positions=True).positions


def test_a_file_is_read_from_where_it_stands(schema: Schema) -> None:
    file = io.BytesIO(b"preface <a><b/></a>")
    file.seek(8)
    (fault,) = schema.check(file).faults
    assert (fault.line, fault.column, fault.path) == (1, 4, "/a/b")


@pytest.mark.parametrize("size", [1 << 16, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 1 << 19])
def test_pieces_may_end_anywhere(schema: Schema, size: int) -> None:
    unit = '<a n="1">x<!-- <c> --><number>12</number><?p <d> ?></a>\n'
    for shift in range(0, 60, 7):
        head = f"<a><!--{'-' * 0}{'x' * shift}-->"
        count = (size - len(head)) // len(unit) + 2
        document = (head + unit * count + "</a>").encode()
        assert schema.check(document).is_valid
        assert schema.check(io.BytesIO(document)).is_valid
        broken = document[:-10] + b"<b/>" + document[-10:]
        assert not schema.check(broken).is_valid


# What is scanned is not parsed: so all that XML forbids must be refused there, too

WHOLE = (
    b'<a n="1">x<number>12</number><a/>y<name>b</name> <only> <a n="2"/>\n</only></a>',
    b'<?xml version="1.0" encoding="utf-8"?>\n<!-- c --><a>\n<a n="&amp;">a&lt;</a><?p q?>'
    b"<![CDATA[x<y]]></a>\n",
    b'<a xmlns:p="urn:p" n="\xc3\xa4"><name>p:b</name><a xmlns:q="urn:q">'
    b'<name xmlns:p="x">q:b</name></a></a>',
    b"<a><a n='1'/><a n=\"1\" ></a ><only><a\n/></only>]]</a>\n<!-- end -->",
)
SNIPPETS = b"""< > & ; " ' / = ! ? - -- [ ] ]]> <!-- --> <![CDATA[ <? ?> <?p?> <?XML?> <?1?>
&amp; &#65; &#x41; &#0; &#xD800; &#x110000; &#65 &x; a n : x 1 . _ <a> </a> <a/> <number> </number>
<only> </only> <p:a/> <!DOCTYPE|a> <a|/> <a|/|> <|a> </a|> </|a> |n="1" |n="2" |n='3' |p:n="1"
n="a>b" xmlns="urn:x" |xmlns="" |xmlns:p="" |xmlns:xml="urn:x" |xmlns:p="urn:p" |xmlns:q="urn:p"
|xmlns:xmlns="x" |xmlns:p="http://www.w3.org/XML/1998/namespace"
|xmlns:p="http://www.w3.org/2000/xmlns/" <?xml|version="1.0"?> |
""".split()
BYTES = (
    *(b"\0", b"\x0b", b"\x1f", b"\x7f", b"\n", b"\r", b"\t"),
    *(b"\xc3", b"\xc3\xa4", b"\xc2\xa0", b"\xef\xbb\xbf"),
    *(b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
)
put_in = st.sampled_from([*(one.replace(b"|", b" ") for one in SNIPPETS), *BYTES])
changes = st.tuples(st.integers(0, 130), st.integers(0, 4), st.one_of(st.just(b""), put_in))


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(WHOLE), st.lists(changes, max_size=4), st.sampled_from([2, 11, 60, 1 << 16]))
def test_a_scan_takes_nothing_that_is_not_well_formed(
    schema: Schema, document: bytes, made: list[tuple[int, int, bytes]], size: int
) -> None:
    for place, left_out, put in made:
        document = document[:place] + put + document[place + left_out :]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "PIECE", size)
        scanned = schema.check(document).is_valid
    assert scanned == schema.check(OnceOnly(document)).is_valid


@pytest.mark.parametrize(
    ("content", "valid"),
    [
        ("<only><![CDATA[ ]]><a/></only>", True),
        ("<only><![CDATA[x]]><a/></only>", False),
        ("<number><![CDATA[1]]>2</number>", True),
        ("<name><![CDATA[&amp;]]></name>", False),
        ("<![CDATA[<b>&c;]]]]><![CDATA[>]]>", True),
        ("<a n='1' n2='1'/>", False),
        ("&am<!-- -->p;", False),
        ("<a<!-- -->/>", False),
        ("<a n='1'/><a n='1'/></b>", False),
        ("]]>", False),
        ("<é/>", False),
        ('<a n="1" ></a><a n="1" "></a>', False),
        ('<a n="1" ></a><a n="1" </a>', False),
        ('<a xmlns:p="http://www.w3.org/2000/xmlns/"/>', False),
        ('<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>', False),
        ('<a xmlns:xml="urn:x"/>', False),
        ('<a xmlns:p=""/>', False),
    ],
)
def test_marked_sections_and_what_only_looks_well_formed(
    schema: Schema, content: str, valid: bool
) -> None:
    document = f"<a>{content}</a>".encode()
    assert both_ways(schema, document).is_valid == valid


def test_tags_alike_but_for_a_namespace_are_not_taken_for_each_other(schema: Schema) -> None:
    tags = ('<name xmlns:p="urn:p">p:b</name>', '<name xmlns:q="urn:p">p:b</name>')
    assert both_ways(schema, f"<a>{tags[0] * 3}</a>".encode()).is_valid
    assert not both_ways(schema, f"<a>{tags[0]}{tags[1]}</a>".encode()).is_valid
    assert both_ways(schema, b'<a xmlns="">' + b'<a xmlns="">x</a>' * 3 + b"</a>").is_valid
    other = b'<a xmlns="">x</a><a xmlns="urn:x">x</a>'
    assert not both_ways(schema, b'<a xmlns="">' + other + b"</a>").is_valid


def test_one_attribute_under_two_prefixes(tmp_path: Path) -> None:
    path = tmp_path / "any.rng"
    path.write_text(
        '<element xmlns="http://relaxng.org/ns/structure/1.0" name="a">'
        "<zeroOrMore><attribute><anyName/></attribute></zeroOrMore></element>",
        encoding="utf-8",
    )
    schema = read_schema(path)
    document = b'<a xmlns:x="urn:x" xmlns:y="urn:y" x:n="" y:n=""/>'
    assert both_ways(schema, document).is_valid
    assert not both_ways(schema, document.replace(b"urn:y", b"urn:x")).is_valid
