"""Who is named on a page in its notes alone: kept for the registers, which count the text."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from edition.sphinx_ext import nodes as text_nodes

_KEY = "tei-in-notes"  # in the metadata of a page, which Sphinx keeps, merges and clears by itself


def connect(app: Sphinx) -> None:
    """Have every page of TEI noted when it is read."""
    app.connect("doctree-read", _note)


def named_in_notes(env: BuildEnvironment) -> frozenset[str]:
    """The entries that some page names in a note and not in its text."""
    kept = (metadata.get(_KEY, "") for metadata in env.metadata.values())
    return frozenset(entry for page in kept for entry in page.split())


def _note(app: Sphinx, doctree: nodes.document) -> None:
    last = doctree.children[-1:]
    while last and isinstance(last[0], nodes.section):
        last = last[0].children[-1:]
    if last and isinstance(last[0], text_nodes.named):
        entries = [one.id for one in last[0]["entries"] if not one.times]
        env = doctree.settings.env
        env.metadata[env.current_document.docname][_KEY] = " ".join(entries)
