"""The nodes of an edited text in builders without HTML: the edited text, and the author's notes.

Text, man pages, Texinfo and LaTeX show neither what the source has nor the editors' entries, for
they have no place to fold them away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from edition.sphinx_ext import nodes as text_nodes

Visit = Callable[[Any, Any], None]

_LATEX = {
    "i": r"\emph{",
    "em": r"\emph{",
    "cite": r"\emph{",
    "b": r"\textbf{",
    "sup": r"\textsuperscript{",
    "sub": r"\textsubscript{",
}
_LEFT_OUT = (
    text_nodes.heading,
    text_nodes.source_reading,
    text_nodes.source_block,
    text_nodes.named,
    text_nodes.parallel,
    text_nodes.about,
)
_WORDS_ONLY = (
    text_nodes.phrase,
    text_nodes.mention,
    text_nodes.dated,
    text_nodes.alteration,
    text_nodes.elsewhere,
)


def connect(app: Sphinx) -> None:
    """Tell Sphinx how each node is written where it is not written as its docutils base is."""
    for left_out in _LEFT_OUT:
        _add(app, left_out, _skip, _nothing)
    for inline in _WORDS_ONLY:
        latex = (_open_latex, _close_latex) if inline is text_nodes.phrase else None
        _add(app, inline, _nothing, _nothing, latex=latex)
    _add(
        app,
        text_nodes.apparatus,
        _open_note,
        _close_note,
        latex=(_open_latex_note, _close_group),
        texinfo=(_open_texinfo_note, _close_group),
    )
    _add(app, text_nodes.point, _point, _nothing)


def _add(
    app: Sphinx,
    node: type[nodes.Element],
    visit: Visit,
    depart: Visit,
    *,
    latex: tuple[Visit, Visit] | None = None,
    texinfo: tuple[Visit, Visit] | None = None,
) -> None:
    usual = (visit, depart)
    app.add_node(
        node,
        override=True,
        latex=latex or usual,
        text=usual,
        man=usual,
        texinfo=texinfo or usual,
    )


def _skip(self: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def _nothing(self: Any, node: nodes.Element) -> None:
    """Only the words are written."""


def _open_latex(self: Any, node: nodes.Element) -> None:
    self.body.append(_LATEX.get(node["tag"], "{"))


def _close_latex(self: Any, node: nodes.Element) -> None:
    self.body.append("}")


def _open_note(self: Any, node: nodes.Element) -> None:
    _skip_editors(self, node)
    _words(self, " (")


def _close_note(self: Any, node: nodes.Element) -> None:
    _words(self, ")")


def _open_latex_note(self: Any, node: nodes.Element) -> None:
    _skip_editors(self, node)
    self.body.append(r"\footnote{")


def _open_texinfo_note(self: Any, node: nodes.Element) -> None:
    _skip_editors(self, node)
    self.body.append("@footnote{")


def _close_group(self: Any, node: nodes.Element) -> None:
    self.body.append("}")


def _skip_editors(self: Any, node: nodes.Element) -> None:
    if not text_nodes.is_edited_text(node):
        raise nodes.SkipNode


def _words(self: Any, words: str) -> None:
    """Write words of our own: the text writer collects them otherwise than the rest."""
    if hasattr(self, "add_text"):
        self.add_text(words)
    else:
        self.body.append(words)


def _point(self: Any, node: nodes.Element) -> None:
    """A gap is seen in every product; a page break or a label is not."""
    if node["sort"] == "gap":
        _words(self, node["shown"])
    raise nodes.SkipNode
