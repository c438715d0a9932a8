"""One long TEI file on several pages: a stub for each division that has a page of its own.

Sphinx reads a document from a file of its own, so each such division gets one, two lines long,
beside the TEI: `texts/T.xml` has its stubs in `texts/T/`. They are written before Sphinx looks for
sources, only when they change, and taken away when the division or the setting is gone. A stub
says nothing of the text itself: who reads it reads the TEI file that it names.
"""

from __future__ import annotations

from pathlib import Path
from posixpath import join, relpath
from typing import NamedTuple, cast

from lxml import etree
from sphinx.application import Sphinx
from sphinx.util.matching import get_matching_files

from edition.reading.document import read_texts
from edition.reading.pages import pages
from edition.sphinx_ext.domain import TeiDomain
from edition.tei import parse

SUFFIX = ".tei-page"
_TEI = ".xml"
_FILE, _DIVISION = "file: ", "division: "
_SEEN = "stubs"
_Seen = tuple[tuple[int, int, int], list[str]]


class Stub(NamedTuple):
    """What a stub says: the path of the TEI file, seen from the stub, and the name of the page."""

    file: str
    division: str


def read_stub(content: str) -> Stub | None:
    """What a stub says; None for a file that is none."""
    lines = content.splitlines()
    if len(lines) != 2 or not lines[0].startswith(_FILE) or not lines[1].startswith(_DIVISION):
        return None
    return Stub(lines[0].removeprefix(_FILE), lines[1].removeprefix(_DIVISION))


def written(stub: Stub) -> str:
    """The content of a stub."""
    return f"{_FILE}{stub.file}\n{_DIVISION}{stub.division}\n"


def page_docname(landing: str, name: str) -> str:
    """The docname of a page of a text, from that of its landing page and the name of the page."""
    return f"{landing}/{name}" if name else landing


def place_stubs(app: Sphinx) -> None:
    """Make the source folder hold the stubs that its TEI files need, and no other."""
    largest = app.config.tei_page_size
    wanted: dict[str, str] = {}
    domain = cast(TeiDomain, app.env.domains["tei"])
    known: dict[str, _Seen] = domain.data.get(_SEEN, {})
    seen = domain.data[_SEEN] = {
        file: _names(Path(app.srcdir, file), file, largest, known.get(file))
        for file in (_files(app, _TEI) if largest > 0 else ())
    }
    for file, (_, names) in seen.items():
        for name in names:
            stub = page_docname(app.project.path2doc(file) or "", name) + SUFFIX
            wanted[stub] = written(Stub(_from(stub, file), name))
    for stub in _files(app, SUFFIX):
        if stub not in wanted:
            _remove(Path(app.srcdir), stub)
    for stub, content in wanted.items():
        _write(Path(app.srcdir, stub), content)


def _files(app: Sphinx, suffix: str) -> list[str]:
    """The source files with a suffix, seen from the source folder, in alphabetical order."""
    config = app.config
    found = get_matching_files(
        app.srcdir,
        config.include_patterns,
        [*config.exclude_patterns, *config.templates_path, *app.builder.get_asset_paths()],
    )
    return sorted(name for name in found if name.endswith(suffix))


def _from(stub: str, file: str) -> str:
    return relpath(file, join(stub, ".."))


def _names(path: Path, file: str, largest: int, known: _Seen | None) -> _Seen:
    """The names of the pages of a TEI file without its landing page, and the state of the file.

    They are kept until the file changes, so that a build that changes nothing reads none.
    """
    state = path.stat()
    now = (state.st_mtime_ns, state.st_size, largest)
    return known if known and known[0] == now else (now, _read_names(path, file, largest))


def _read_names(path: Path, file: str, largest: int) -> list[str]:
    """The names as the file has them now; none where it cannot be read: its reader will say so."""
    try:
        texts = read_texts(parse(path.read_bytes()), file)
    except (OSError, etree.XMLSyntaxError):
        return []
    return [page.name for text in texts[:1] for page in pages(text, largest) if page.name]


def _write(path: Path, content: str) -> None:
    if path.is_file() and path.read_text("utf-8") == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8", newline="\n")


def _remove(folder: Path, stub: str) -> None:
    """Take away a stub, and the folder that held no other file."""
    path = folder / stub
    if read_stub(path.read_text("utf-8", "replace")) is None:
        return  # somebody's own file
    path.unlink()
    if not any(path.parent.iterdir()):
        path.parent.rmdir()


def connect(app: Sphinx) -> None:
    """Have the settings looked at, and stubs placed before Sphinx looks for its sources."""
    app.connect("builder-inited", place_stubs)
