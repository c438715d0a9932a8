"""The source folder of a site: pages that come with the program, an edition's own pages, TEI.

Nothing is rewritten that has not changed, so that Sphinx reads again only what has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

PAGES = Path(__file__).parent / "pages"
SITE_FILE = "site.json"
PAGE_SIZE = 30_000  # characters: what is longer has a page for each of its divisions
BESIDE = "beside"
DOWNLOADS = (
    ("TEI", "downloads/{siglum}.xml"),
    ("edited text", "downloads/{siglum}.edited.txt"),
    ("the source’s text", "downloads/{siglum}.diplomatic.txt"),
    ("EPUB", "downloads/{siglum}.epub"),
    ("PDF", "downloads/{siglum}.pdf"),
    ("TEI of all texts", "downloads/corpus.xml"),
)
_MANUAL = """```{toctree}
:hidden:
:caption: Manual

manual/index
```"""
_SENT = "Send it to the [editors](<{}>)."
_UNSENT = (
    "This edition names no address for corrections: copy the proposal, or save it, and send it to"
    " whoever publishes this edition."
)
_HOME = "index.md"
_ORPHAN = b"---\norphan: true\n---\n\n"
_STUB = ".tei-page"  # written by paging.py, which takes away its own
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|&])")


class SiteFacts(NamedTuple):
    """What the pages say of a site or book as a whole; `texts` are the sigla in order.

    `title` and `author` are those of the site or book, `edition` the title of the edition;
    `corrections` is the address to which readers send them, or "".
    """

    title: str
    author: str
    edition: str
    version: str
    date: str
    language: str
    publisher: str
    project: str
    licence: str
    texts: tuple[str, ...]
    corrections: str = ""


def assemble(
    folder: Path,
    site: SiteFacts,
    texts: Mapping[str, bytes],
    own: Mapping[str, Path],
    beside: Mapping[str, bytes],
    base: Path = PAGES,
) -> int:
    """Make the folder hold the pages of the site, the TEI of the texts, and no other file.

    `own` are folders with pages of the edition's own, by where they go in the site ("" is its
    root); they replace pages of the same name in the folder `base`. `beside` are files of the
    finished site that are no pages. Returns how many files were written or removed.
    """
    ours = dict(_pages("", base))
    wanted = dict(ours)
    for prefix, pages in own.items():
        wanted |= _pages(prefix, pages)
    if wanted.get(_HOME) is not ours.get(_HOME):
        wanted |= _orphaned(wanted, ours)
    wanted = _filled(wanted, site)
    wanted |= {f"texts/{siglum}.xml": tei for siglum, tei in texts.items()}
    wanted |= {f"{BESIDE}/{name}": content for name, content in beside.items()}
    wanted[SITE_FILE] = json.dumps(site._asdict(), ensure_ascii=False, indent=1).encode()
    written = sum(_write(folder / name, content) for name, content in wanted.items())
    return written + _remove_others(folder, {folder / name for name in wanted})


def site_settings(folder: Path) -> dict[str, Any]:
    """The settings that Sphinx needs for an assembled folder, for its conf.py."""
    site = SiteFacts(**json.loads((folder / SITE_FILE).read_text("utf-8")))
    return {
        "project": site.title,
        "author": site.author,
        "version": site.version,
        "release": site.version,
        "language": site.language,
        "extensions": ["myst_parser", "edition.sphinx_ext"],
        "myst_enable_extensions": ["colon_fence", "deflist", "attrs_block"],
        "myst_heading_anchors": 3,
        "smartquotes": False,  # the texts have the quotation marks they have
        "suppress_warnings": ["misc.highlighting_failure"],  # examples may be cut short
        "html_theme": "edition",
        "html_title": site.title,
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_show_sphinx": False,
        "html_use_index": False,
        "html_domain_indices": False,
        "html_extra_path": [BESIDE] if (folder / BESIDE).is_dir() else [],
        "tei_corrections": site.corrections,
        "tei_edition_title": site.edition,
        "tei_page_size": PAGE_SIZE,
        "tei_downloads": _downloads(folder / BESIDE, site.texts),
    }


def _downloads(folder: Path, sigla: Iterable[str]) -> list[tuple[str, str]]:
    """The files to take away of which there is one for each text, and those of the whole."""
    return [
        (label, path)
        for label, path in DOWNLOADS
        if all((folder / path.replace("{siglum}", siglum)).is_file() for siglum in sigla)
    ]


def _pages(prefix: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a folder by their names in the site."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part[0] in "._" for part in inside.parts):
            yield (Path(prefix) / inside).as_posix(), path.read_bytes()


def _orphaned(
    wanted: Mapping[str, bytes], ours: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """Those of our pages that stay, marked as needing no table of contents.

    The one that lists them has been replaced by a page that need not name them all.
    """
    for name, content in ours.items():
        if name.endswith(".md") and wanted[name] is content:
            yield name, _ORPHAN + content


def _filled(pages: Mapping[str, bytes], site: SiteFacts) -> dict[str, bytes]:
    """The pages with fields like {{ edition.title }} filled in, in Markdown alone."""
    fields = {name: _SPECIAL.sub(r"\\\1", str(value)) for name, value in site._asdict().items()}
    fields["texts"] = "\n".join(f"/texts/{siglum}" for siglum in site.texts)
    fields["corrections"] = _SENT.format(site.corrections) if site.corrections else _UNSENT
    fields["manual"] = _MANUAL if "manual/index.md" in pages else ""
    return {
        name: _fill(content, fields) if name.endswith(".md") else content
        for name, content in pages.items()
    }


def _fill(page: bytes, fields: Mapping[str, str]) -> bytes:
    for name, value in fields.items():
        page = page.replace(f"{{{{ edition.{name} }}}}".encode(), value.encode())
    return page


def _write(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _remove_others(folder: Path, wanted: set[Path]) -> int:
    found = [path for path in folder.rglob("*") if path.is_file() and path.suffix != _STUB]
    others = [path for path in found if path not in wanted]
    for path in others:
        path.unlink()
    return len(others)
