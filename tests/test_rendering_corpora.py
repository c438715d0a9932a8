"""Files of other archives, and the five texts, as pages: every word once, in order, and no other.

What a page says to a reader is set beside `edited_text()`: the same characters in the same order,
so nothing of header, register, note or rejected reading is among them; and words end on the page
wherever they end in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lxml import etree, html
from rendered_pages import BLOCKS, boundaries, read_words, squeezed, wanted_words
from sphinx_projects import CONF, Built, project

from edition.sphinx_ext.rendering import renderers
from edition.tei import TEI_NAMESPACE, elements, local_name, parse
from edition.writers.product import CompiledEdition

OF_OTHERS = {"blort", "chapter"}  # what test files of TEI's invent
WARNINGS = ("tei.unknown-element", "tei.malformed", "tei.duplicate-passage", "tei.dead-pointer")
Archives = tuple[dict[str, Path], Built]
SLUG = re.compile(r"[^A-Za-z0-9]+")


def is_tei(path: Path) -> bool:
    try:
        root = parse(path.read_bytes())
    except etree.XMLSyntaxError:
        return False
    return local_name(root) in {"TEI", "teiCorpus"}


def named(shared: Path) -> dict[str, Path]:
    """The TEI files of other archives by names that can be docnames."""
    found = sorted(path for path in (shared / "corpora").rglob("*.xml") if is_tei(path))
    return {SLUG.sub("-", f"{path.parent.name}-{path.stem}"): path for path in found}


def built(folder: Path, sources: Mapping[str, str]) -> Built:
    """The sources as pages, without Sphinx's index of words, which would take most of the time."""
    index = "Index\n=====\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in sources)
    conf = CONF.replace('"myst_parser", ', "") + (
        "def setup(app):\n"
        "    app.connect('builder-inited', lambda app: setattr(app.builder, 'search', False))\n"
    )
    files = {f"{name}.xml": text for name, text in sources.items()}
    return project(folder, {"conf.py": conf, "index.rst": index, **files}).build()


@pytest.fixture(scope="module")
def archives(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Archives:
    files = named(shared)
    sources = {name: path.read_text("utf-8") for name, path in files.items()}
    return files, built(tmp_path_factory.mktemp("archives"), sources)


def faults(page: html.HtmlElement, root: etree._Element) -> Iterator[str]:
    """How the words of a page differ from the edited text of its file."""
    wanted, read = wanted_words(root), read_words(page)
    one, other = squeezed(wanted), squeezed(read)
    if one != other:
        both = zip(one, other, strict=False)
        at = next((n for n, (a, b) in enumerate(both) if a != b), min(len(one), len(other)))
        yield f"{one[at - 20 : at + 20]!r} is {other[at - 20 : at + 20]!r}"
        return
    lost = boundaries(wanted) - boundaries(read)
    # White space between the parts of a choice is no part of the text.
    if len(lost) > len(list(root.iter("{*}choice"))):
        yield f"words run together after {sorted(lost)[:5]} characters"


def test_every_word_of_every_archive_is_on_its_page(
    archives: Archives,
) -> None:
    files, pages = archives
    assert len(files) > 90
    found = {
        name: list(faults(pages.page(name), parse(path.read_bytes())))
        for name, path in files.items()
    }
    assert {name: some for name, some in found.items() if some} == {}


def test_archives_give_only_warnings_that_have_a_name(
    archives: Archives,
) -> None:
    _, pages = archives
    others = [w for w in pages.warnings if not any(f"[{name}]" in w for name in WARNINGS)]
    assert others == []
    unknown = [w for w in pages.warnings if "tei.unknown-element" in w]
    kinds = {w.partition("<")[2].partition(">")[0] for w in unknown if " of http" not in w}
    assert kinds == OF_OTHERS
    assert len(unknown) == len(set(unknown))


def test_pages_of_archives_are_sound(archives: Archives) -> None:
    files, pages = archives
    for name in files:
        part = xml_of(pages.text(f"{name}.html"))
        identifiers = part.xpath(".//@id")
        assert len(identifiers) == len(set(identifiers)), name
        inside = {link[1:] for link in part.xpath(".//a/@href") if link.startswith("#")}
        assert inside <= {*identifiers, part.get("id")}, name
        assert part.xpath(".//a//a | .//*[@style or @onclick]") == [], name
        for block in part.iter("p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "a"):
            held = {one.tag for one in block.iter(etree.Element)} - {block.tag}
            assert not held & BLOCKS - {"br"}, name


def xml_of(page: str) -> etree._Element:
    """The text of a page read as XML, which mends nothing."""
    body = page[page.index('role="main"') :]
    section = body[body.index("<section") : body.rindex("</section>") + len("</section>")]
    return etree.fromstring(section.replace("&nbsp;", " "))


def test_every_element_of_the_archives_has_a_renderer(shared: Path) -> None:
    used = {
        local_name(one)
        for path in named(shared).values()
        for text in parse(path.read_bytes()).iter("{*}text")
        for one in elements(text)
        if one.tag.startswith((f"{{{TEI_NAMESPACE}}}", local_name(one)))
    }
    assert len(used) > 190
    assert used - set(renderers()) == OF_OTHERS


def test_every_word_of_the_five_texts_is_on_its_page(
    compiled_five: CompiledEdition, tmp_path: Path
) -> None:
    documents = compiled_five.documents
    pages = built(tmp_path, {name: data.decode() for name, data in documents.items()})
    assert [line for line in pages.warnings if "tei.dead-pointer" not in line] == []
    for name, data in documents.items():
        root = parse(data)
        assert list(faults(pages.page(name), root)) == []
        assert read_words(pages.page(name)).split() == wanted_words(root).split()
        assert {local_name(one) for one in elements(root[-1])} - set(renderers()) == set()
