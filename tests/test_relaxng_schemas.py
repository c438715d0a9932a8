"""Schemas: what is refused and why, files that include each other, the cache."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.relaxng import Schema, SchemaError, caching, compiling, read_schema
from edition.relaxng.table import Table
from edition.relaxng.uris import resolved

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
XSD = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def grammar(*definitions: str) -> str:
    """A grammar of one element, which holds what the first definition says, each in its line."""
    start = '<start><element name="a"><ref name="d"/></element></start>'
    lines = "\n".join((start, *definitions))
    return f"<grammar {RNG} {XSD}>\n{lines}\n</grammar>"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# The grammar's own line is 1, its start is 2, the first definition is 3.
REFUSED = {
    "": ("2:26", "“d” is not defined"),
    '<define name="D"><empty/></define>': ("2:26", "“d” is not defined"),
    '<define name="d"><ref name="d"/></define>': ("3:18", "refers to itself"),
    '<define name="d"><optional><ref name="d"/></optional></define>': ("3:28", "refers to itself"),
    '<define name="d"><text/></define><define name="d"><text/></define>': ("3:34", "twice"),
    '<define name="d"><foo/></define>': ("3:18", "<foo> cannot stand here in <define>"),
    '<define name="d"><element/></define>': ("3:18", "has no name"),
    '<define name="d"><element name="b"/></define>': ("3:18", "holds no pattern"),
    '<define name="d"><element name="1"><text/></element></define>': ("3:18", "not a name"),
    '<define name="d"><element name="p:b"><text/></element></define>': ("3:18", "prefix “p”"),
    '<define name="d"><data type="dat"/></define>': ("3:18", "dat"),
    '<define name="d"><data type="int"><param name="length">2</param></data></define>': (
        "3:18",
        "length",
    ),
    '<define name="d"><data type="string"><param name="pattern">[</param></data></define>': (
        "3:18",
        "[",
    ),
    '<define name="d"><value type="int">x</value></define>': ("3:18", "not a value of the type"),
    '<define name="d">words</define>': ("3:23", "may not hold text"),
    '<define name="d"><ref name="d" href="x"/></define>': ("3:18", "no attribute href"),
    '<define name="d"><attribute name="xmlns"/></define>': ("3:18", "namespace declaration"),
    '<define name="d"><data type="int"/><text/></define>': ("2:8", "cannot stand beside"),
    '<define name="d"><attribute><anyName/></attribute></define>': ("3:18", "in oneOrMore"),
    '<define name="d"><attribute name="b"/><attribute name="b"/></define>': (
        "3:1",
        "stands twice",
    ),
    '<define name="d"><interleave><text/><text/></interleave></define>': ("3:18", "two parts"),
    '<define name="d"><list><text/></list></define>': ("3:24", "text cannot stand in a list"),
    '<define name="d"><externalRef href="http://example.org/x.rng"/></define>': (
        "3:18",
        "is not fetched",
    ),
    '<define name="d"><externalRef href="/etc/passwd"/></define>': ("3:18", "is not fetched"),
    '<define name="d"><externalRef href="none.rng"/></define>': ("3:18", "cannot be read"),
    '<define name="d"><externalRef href="schema.rng"/></define>': ("3:18", "refers to itself"),
}


@pytest.mark.parametrize("definition", REFUSED)
def test_what_is_wrong_with_a_schema_is_said(tmp_path: Path, definition: str) -> None:
    path = write(tmp_path, "schema.rng", grammar(definition))
    with pytest.raises(SchemaError) as caught:
        read_schema(path)
    error = caught.value
    place, words = REFUSED[definition]
    assert f"{error.line}:{error.column}" == place, error
    assert words in error.message
    assert str(error).startswith(f"{path}:{place}: ")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not well-formed"),
        ("start = element a { text }", "not well-formed"),
        ("<schema/>", "<schema> is not RELAX NG"),
        (f"<start {RNG}/>", "cannot begin with <start>"),
        (f"<grammar {RNG}><start>", "not well-formed"),
        (f'<!DOCTYPE x [<!ENTITY e SYSTEM "e">]><grammar {RNG}>&e;</grammar>', "not fetched"),
        (f"<group {RNG}>" + "<group>" * 5000 + "</group>" * 5001, "nested deeper"),
        ('<?xml version="1.0" encoding="none"?><a/>', "encoding"),
    ],
)
def test_what_is_no_schema_is_refused(tmp_path: Path, content: str, words: str) -> None:
    path = write(tmp_path, "schema.rng", content)
    with pytest.raises(SchemaError, match=words):
        read_schema(path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "none.rng", tmp_path, tmp_path / "nul\0.rng"):
        with pytest.raises(SchemaError, match="cannot be read"):
            read_schema(path)


def test_definitions_nested_without_end_are_refused(tmp_path: Path) -> None:
    chain = [f'<define name="d{n}"><ref name="d{n + 1}"/></define>' for n in range(2000)]
    first = '<define name="d"><ref name="d0"/></define>'
    last = '<define name="d2000"><empty/></define>'
    path = write(tmp_path, "schema.rng", grammar(first, *chain, last))
    with pytest.raises(SchemaError, match="nested deeper"):
        read_schema(path)


def test_a_schema_made_to_explode(tmp_path: Path) -> None:
    """Each definition is the one before it twice: 2 to the power of 60 parts, if written out."""
    once = '<optional><element name="b"><empty/></element></optional>'
    doubled = "".join(
        f'<define name="d{n}"><ref name="d{n + 1}"/><ref name="d{n + 1}"/></define>'
        for n in range(60)
    )
    path = write(
        tmp_path,
        "schema.rng",
        grammar('<define name="d"><ref name="d0"/></define>', doubled).replace(
            "</grammar>", f'<define name="d60">{once}</define></grammar>'
        ),
    )
    schema = read_schema(path)
    assert schema.check(b"<a>" + b"<b/>" * 20 + b"</a>").is_valid
    assert not schema.check(b"<a><b/><c/></a>").is_valid


# Files that include each other


START = '<start combine="choice"><element name="z"><empty/></element></start>'
INCLUDED = {
    "schema.rng": f"""<grammar {RNG}>
        <start><element name="a"><ref name="d"/></element></start>
        <include href="parts/p.rng"><define name="x"><empty/></define></include>
        </grammar>""",
    "parts/p.rng": f"""<grammar {RNG}>
        <include href="q.rng"/>
        <div><define name="x"><text/></define></div>
        <define name="d"><element name="b"><ref name="x"/></element><ref name="e"/></define>
        {START}
        </grammar>""",
    "parts/q.rng": f"""<grammar {RNG}>
        <define name="e"><externalRef href="../r%20s.rng" ns="urn:r"/></define>
        {START.replace("z", "y")}
        </grammar>""",
    "r s.rng": f'<element {RNG} name="c"><text/></element>',
}


@pytest.fixture
def included(tmp_path: Path) -> Path:
    """A schema of four files."""
    for name, text in INCLUDED.items():
        write(tmp_path, name, text)
    return tmp_path / "schema.rng"


def test_files_include_each_other(included: Path) -> None:
    schema = read_schema(included)
    assert schema.check(b'<a><b/><c xmlns="urn:r">d</c></a>').is_valid
    assert schema.check(b"<z/>").is_valid
    assert schema.check(b"<y/>").is_valid
    assert not schema.check(b'<a><b>e</b><c xmlns="urn:r">d</c></a>').is_valid
    assert not schema.check(b"<a><b/><c>d</c></a>").is_valid


def test_a_file_beside_the_folder_of_the_schema_is_included(tmp_path: Path) -> None:
    inner = f'<grammar {RNG}><include href="../common/more.rng"/></grammar>'
    write(tmp_path, "common/names.rng", inner)
    write(tmp_path, "common/more.rng", grammar('<define name="d"><text/></define>'))
    schema = write(
        tmp_path,
        "letters/1.0/schema.rng",
        f'<grammar {RNG} xml:base=".."><include href="./../common/names.rng"/></grammar>',
    )
    cache = tmp_path / "cache"
    assert [read_schema(schema, cache).check(b"<a>b</a>").is_valid for _ in range(2)] == [True] * 2
    write(tmp_path, "common/more.rng", grammar('<define name="d"><empty/></define>'))
    assert not read_schema(schema, cache).check(b"<a>b</a>").is_valid


@pytest.mark.parametrize(
    ("base", "reference", "meant"),
    [
        ("s.rng", "t.rng", "t.rng"),
        ("a/s.rng", "t.rng", "a/t.rng"),
        ("a/s.rng", "../t.rng", "t.rng"),
        ("a/s.rng", "../../b/t.rng", "../b/t.rng"),
        ("../s.rng", "../t.rng", "../../t.rng"),
        ("../a/s.rng", "..", "../"),
        ("s.rng", "a/", "a/"),
        ("s.rng", "./a/./t.rng?x=../y", "a/t.rng?x=../y"),
        ("s.rng", "", "s.rng"),
        ("s.rng", "#t", "s.rng#t"),
        ("s.rng", "/t.rng", "/t.rng"),
        ("s.rng", "urn:t", "urn:t"),
        ("http://example.org/a/s.rng", "../t.rng", "http://example.org/t.rng"),
    ],
)
def test_what_a_reference_means(base: str, reference: str, meant: str) -> None:
    assert resolved(base, reference) == meant


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("parts/q.rng", f'<grammar {RNG}><include href="p.rng"/></grammar>', "refers to itself"),
        ("parts/q.rng", f'<element {RNG} name="c"><text/></element>', "only a <grammar>"),
        ("parts/q.rng", f"<grammar {RNG}><define/></grammar>", "needs the attribute name"),
        ("r s.rng", "<!-- nothing -->", "not well-formed"),
        ("parts/p.rng", f"<grammar {RNG}>{START}</grammar>", "no definition of “x”"),
    ],
)
def test_errors_in_included_files(included: Path, name: str, text: str, words: str) -> None:
    write(included.parent, name, text)
    with pytest.raises(SchemaError, match=words):
        read_schema(included)


# The cache


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often a schema was compiled rather than found in the cache."""
    count = 0
    compile_schema = compiling.compile_schema

    def counting(path: Path, content: bytes) -> tuple[Table, dict[str, str]]:
        nonlocal count
        count += 1
        return compile_schema(path, content)

    monkeypatch.setattr(compiling, "compile_schema", counting)
    return lambda: count


def is_right(schema: Schema) -> bool:
    good, bad = b'<a><b/><c xmlns="urn:r">d</c></a>', b"<a><b/></a>"
    return schema.check(good).is_valid and not schema.check(bad).is_valid


def test_a_schema_is_compiled_once(
    included: Path, tmp_path: Path, compiled: Callable[[], int]
) -> None:
    cache = tmp_path / "some" / "cache"
    assert [is_right(read_schema(included, cache)) for _ in range(3)] == [True] * 3
    assert compiled() == 1
    assert [file.suffix for file in cache.iterdir()] == [".json"], "nothing is left beside it"


@pytest.mark.parametrize("name", INCLUDED)
def test_a_change_in_any_file_is_seen(
    included: Path, tmp_path: Path, compiled: Callable[[], int], name: str
) -> None:
    cache = tmp_path / "cache"
    read_schema(included, cache)
    file = included.parent / name
    file.write_text(file.read_text(encoding="utf-8") + "<!-- changed -->", encoding="utf-8")
    assert is_right(read_schema(included, cache))
    assert is_right(read_schema(included, cache))
    assert compiled() == 2
    if name != "schema.rng":
        file.unlink()
        with pytest.raises(SchemaError):
            read_schema(included, cache)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80\x04K\x01.",
        b"{}",
        b"[]\n[]",
        b"null\nnull",
        b'{"format":"another","digest":"","sources":{}}\n{}',
    ],
)
def test_a_foreign_cache_file_is_written_anew(
    included: Path, tmp_path: Path, compiled: Callable[[], int], content: bytes
) -> None:
    cache = tmp_path / "cache"
    read_schema(included, cache)
    (file,) = cache.iterdir()
    file.write_bytes(content)
    assert is_right(read_schema(included, cache))
    assert is_right(read_schema(included, cache))
    assert compiled() == 2


def test_a_damaged_cache_file_is_written_anew(
    included: Path, tmp_path: Path, compiled: Callable[[], int]
) -> None:
    cache = tmp_path / "cache"
    read_schema(included, cache)
    (file,) = cache.iterdir()
    head, body = file.read_bytes().split(b"\n")
    file.write_bytes(head + b"\n" + body.replace(b'"start":', b'"start" :'))
    assert is_right(read_schema(included, cache))
    assert compiled() == 2


def test_the_cache_of_another_version_does_not_count(
    included: Path, tmp_path: Path, compiled: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    read_schema(included, cache)
    monkeypatch.setattr(caching, "FORMAT", "another")
    assert is_right(read_schema(included, cache))
    assert compiled() == 2


def test_a_cache_that_cannot_be_written_is_done_without(included: Path, tmp_path: Path) -> None:
    assert is_right(read_schema(included, write(tmp_path, "file", "") / "cache"))


def test_the_cache_file_is_plain_json(included: Path, tmp_path: Path) -> None:
    read_schema(included, tmp_path / "cache")
    (file,) = (tmp_path / "cache").iterdir()
    head, body = file.read_text(encoding="utf-8").split("\n")
    assert list(json.loads(head)["sources"]) == [
        "schema.rng",
        "parts/p.rng",
        "parts/q.rng",
        "r%20s.rng",
    ]
    assert json.loads(body)["start"] >= 0
