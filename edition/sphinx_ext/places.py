"""On which page of a text each of its passages and divisions stands: a file beside the first page.

A page whose address names what does not stand on it asks for that file (`static/versions.js`):
in the pages themselves the list would weigh more than their words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from sphinx.builders import Builder
from sphinx.util.osutil import relative_uri

from edition.reading.facts import PageFacts

_ENDING = ".places.json"
Places = Mapping[str, Mapping[str, str]]


def landing_of(docname: str, facts: PageFacts) -> str:
    """The first page of the text to which a page belongs."""
    return docname.removesuffix(f"/{facts.page}") if facts.page else docname


def places(pages: Iterable[tuple[str, PageFacts]]) -> Places:
    """By first page of a text the page of each of its passages and divisions, by identifier.

    Texts are told apart by their pages, for several may have the same identifiers.
    """
    found: dict[str, dict[str, str]] = {}
    for docname, facts in pages:
        own = found.setdefault(landing_of(docname, facts), {})
        for name in (*(one.id for one in facts.passages), *(one.id for one in facts.divisions)):
            if name:
                own.setdefault(name, docname)
    return found


def address_of_places(builder: Builder, docname: str, landing: str, known: Places) -> str:
    """The address of the file of a text, seen from one of its pages; "" if it has no other page."""
    if not _is_needed(landing, known):
        return ""
    return relative_uri(builder.get_target_uri(docname), quote(landing) + _ENDING)


def write_places(builder: Builder, landing: str, known: Places) -> None:
    """Write the file of a text: by page, as an address seen from the file, what stands on it.

    Where the text has one page only, or is no longer there, there is no file.
    """
    path = Path(builder.outdir, landing + _ENDING)
    if not _is_needed(landing, known):
        path.unlink(missing_ok=True)
        return
    grouped: dict[str, list[str]] = {}
    for name, docname in known[landing].items():
        page = relative_uri(quote(landing) + _ENDING, builder.get_target_uri(docname))
        grouped.setdefault(page, []).append(name)
    content = json.dumps(grouped, ensure_ascii=False, separators=(",", ":")).encode()
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _is_needed(landing: str, known: Places) -> bool:
    return len({landing, *known.get(landing, {}).values()}) > 1
