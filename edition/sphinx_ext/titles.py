"""What a text is called in contents and breadcrumbs: by the title of its header.

The heading that the source prints may be that of a whole of which the text is a part, or the
same in two texts.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

TITLE = "tei-title"  # in the metadata of the first page of a text
_LAST = 900  # after Sphinx has collected the titles


def connect(app: Sphinx) -> None:
    """Have texts called by their titles."""
    app.connect("doctree-read", _entitle, priority=_LAST)


def _entitle(app: Sphinx, doctree: nodes.document) -> None:
    env = doctree.settings.env
    docname = env.current_document.docname
    title = env.metadata[docname].get(TITLE)
    if not title:
        return
    for collected in (env.titles, env.longtitles):
        collected[docname] = nodes.title("", title)
    first = next(env.tocs[docname].findall(nodes.reference), None)
    if first is not None:
        first.children = []
        first += nodes.Text(title)
