"""A web page as source: what it shows is the text, what its mark-up says is proposed."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run

from edition import findings
from edition.diagnostics import InputError
from edition.proposals.page import Page
from edition.readers.html import read_page

PAGE = """<!DOCTYPE html><html><head><title>Not shown</title><style>p {color: red}</style></head>
<body><nav><a href="/">Home</a> <a href="/x">More</a></nav>
<h1>The   Winter</h1>
<p>I came to <em>Varn</em> on
   3&nbsp;February,<br>by the old reckoning &amp; alone.</p>
<!-- not shown --><script>alert("not shown")</script>
<figure><img src="a.png" alt="A stone house"><figcaption>The station</figcaption></figure>
<h2>Duties</h2><ol><li>to trim</li><li>to <i>write</i></li></ol>
<blockquote><p>It is true.</p><p>It is cold.</p></blockquote>
<h3>At night</h3>Bare words<div>in a div</div>
<h2>The end</h2><table><tr><td>1903</td><td>died</td></tr></table></body></html>"""

TEXT = """Home More

The Winter

I came to Varn on 3\u00a0February,
by the old reckoning & alone.

A stone house

The station

Duties

to trim

to write

It is true.

It is cold.

At night

Bare words

in a div

The end

1903

died
"""


@pytest.fixture
def page(tmp_path: Path) -> Page:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return read_page(path)


def test_the_text_is_what_the_page_shows(page: Page) -> None:
    assert page.text == TEXT


def test_what_the_markup_says_is_kept(page: Page) -> None:
    marked = [(one.kind, one.span.of(page.text)) for one in page.marked]
    for expected in (
        ("footer", "Home More"),
        ("heading", "The Winter"),
        ("italics", "Varn"),
        ("italics", "write"),
        ("alternative-text", "A stone house"),
        ("caption", "The station"),
        ("figure", "A stone house\n\nThe station"),
        ("list", "to trim\n\nto write"),
        ("item", "to write"),
        ("block-quotation", "It is true.\n\nIt is cold."),
        ("paragraph", "It is cold."),
        ("paragraph", "Bare words"),
        ("paragraph", "died"),
    ):
        assert expected in marked
    assert ("paragraph", "to trim") not in marked


def test_a_page_becomes_an_edition(own_edition: Path, run: Run) -> None:
    (own_edition / "sources" / "page.html").write_text(PAGE, encoding="utf-8")
    folder = own_edition / "witnesses" / "C"
    folder.mkdir()
    settings = own_edition / "witnesses" / "B" / "witness.toml"
    lines = [x for x in settings.read_text(encoding="utf-8").splitlines() if "sha256" not in x]
    text = "\n".join(lines).replace("winter-b.txt", "page.html")
    (folder / "witness.toml").write_text(text, encoding="utf-8")
    edition = own_edition / "edition.toml"
    changed = edition.read_text(encoding="utf-8").replace('["A", "B"]', '["A", "B", "C"]')
    edition.write_text(changed, encoding="utf-8")
    named = ("--edition", own_edition)
    assert run("outline", "C", "--write", "--confirm", *named).exit_code == 0
    target = own_edition / "out"
    built = run("build", "--to", target, *named)
    assert built.exception is None, built.exception
    assert (target / "C.diplomatic.txt").read_text(encoding="utf-8") == TEXT
    tei = (target / "C.xml").read_text(encoding="utf-8")
    assert 'rend="italic"' in tei and tei.count("<div ") == 3
    again = run("outline", "C", "--write", *named)
    assert again.exit_code == 2 and "move it away first" in again.output


def test_a_page_in_another_encoding_is_read_as_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    markup = (
        '<html><head><meta charset="windows-1252"></head><body><p>Émigré – “no”</p></body></html>'
    )
    path.write_bytes(markup.encode("windows-1252"))
    assert read_page(path).text == "Émigré – “no”\n"


def test_a_page_that_cannot_be_decoded_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "broken.html"
    path.write_bytes(b'<html><head><meta charset="utf-8"></head><body>\xff\x81\x8d caf\xe9</body>')
    try:
        text = read_page(path).text
    except InputError as error:
        assert error.diagnostics[0].finding is findings.NOT_UTF8
    else:
        assert "\ufffd" not in text
