"""`tei:versions`: which version of each text this is, from which source, and what has changed.

`:only: texts` leaves out what has changed, `:only: changes` the table of the texts.

A version recorded after the last change of a text is told of from the next change on: until then
nothing could be said but that all is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from docutils.parsers.rst import directives

from edition.diagnostics import InputError
from edition.readers.versions import read_versions
from edition.reading.source import TextFacts
from edition.sphinx_ext.views.counting import NONE, shown_number
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.tables import Row, table
from edition.sphinx_ext.views.view import Showing, View
from edition.versions import Rewording, TextChanges, Version, by_text, changes_since

COLUMNS = ("Text", "Version", "Published", "Digest of the source (SHA-256)")
CHANGES = ("Text", "unchanged", "reworded", "moved", "gone", "new")


def shown(showing: Showing) -> list[Tag]:
    """The table of the texts, then what has changed since each recorded version, newest first."""
    texts = showing.texts
    if not texts:
        return []
    only = showing.options.get("only", "")
    table_of_texts = [] if only == "changes" else [_table(showing, texts.items())]
    versions = () if only == "texts" else _recorded(showing)
    sections = [_since(showing, one) for one in reversed(versions)]
    if only == "changes" and not sections:
        return [tag("p", "No earlier version is recorded.")]
    return [*table_of_texts, *sections]


def _table(showing: Showing, texts: Iterable[tuple[str, TextFacts]]) -> Tag:
    rows = [
        Row(
            [
                showing.named(siglum),
                one.version or NONE,
                tag("span", one.published, class_="day") if one.published else NONE,
                _digest(one.digest),
            ]
        )
        for siglum, one in texts
    ]
    return table("The texts as they stand here", COLUMNS, rows)


def _digest(digest: str) -> Content:
    return tag("code", digest, class_="digest") if digest else NONE


def _recorded(showing: Showing) -> Sequence[Version]:
    """The recorded versions; none where a record cannot be read: `citing` warns of that."""
    builder = showing.builder
    folder = getattr(builder.config, "tei_versions", "")
    try:
        return read_versions(Path(builder.srcdir, folder)) if folder else ()
    except InputError:
        return ()


def _since(showing: Showing, version: Version) -> Tag:
    passages = by_text(facts for _, facts in showing.pages)
    changes = changes_since(version, passages)
    heading = tag("h2", f"Since version {version.name} of {version.date}")
    altered = [one for one in changes if one.reworded or one.moved or one.gone or one.new]
    if not altered:
        words = tag("p", "No passage has changed.")
        return tag("section", heading, words, id=f"since-{version.name}")
    counted = table(
        f"Passages, compared with version {version.name}", CHANGES, map(_counts, changes)
    )
    told = [part for one in altered for part in _told(showing, one)]
    return tag("section", heading, counted, *told, id=f"since-{version.name}")


def _counts(one: TextChanges) -> Row:
    numbers = (one.unchanged, *map(len, (one.reworded, one.moved, one.gone, one.new)))
    return Row([one.siglum, *map(shown_number, numbers)])


def _told(showing: Showing, one: TextChanges) -> Iterator[Tag]:
    """Which passages changed, as links where they still stand."""
    sorts: dict[str, list[Content]] = {
        "Reworded": [showing.passage_link(it.passage) for it in one.reworded],
        "Moved": [_moved(showing, it) for it in one.moved],
        "Gone": [it.passage for it in one.gone],
        "New": [showing.passage_link(name) for name in one.new],
    }
    for sort, links in sorts.items():
        if links:
            listed = [part for link in links for part in (", ", link)][1:]
            yield tag("p", f"{sort} in {one.siglum}: ", *listed, ".")


def _moved(showing: Showing, one: Rewording) -> Tag:
    return tag("span", f"{one.passage} to ", showing.passage_link(one.now))


def _only(given: str) -> str:
    return directives.choice(given, ("texts", "changes"))


VIEW = View(
    name="versions",
    shown=shown,
    empty="There is no text here yet.",
    options={"only": _only},
)
