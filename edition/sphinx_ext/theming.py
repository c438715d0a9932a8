"""The theme `edition`: what its templates are told, its typeface, and HTML that needs no style.

The templates, style sheets and scripts are in `themes/edition`; why it stands on Sphinx's `basic`
is said in its theme.toml.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from edition import __version__
from edition.sphinx_ext.typeface import write_typeface
from edition.sphinx_ext.views.view import PAGES as VIEWS

logger = logging.getLogger(__name__)

THEME = Path(__file__).parent / "themes" / "edition"

# Nothing but the site's own files; no script or style within a page, so that no text can smuggle
# one in. `wasm-unsafe-eval` is for the search, which is WebAssembly.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'"
)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z%]*)")
_UNLEVELLED = '<p class="caption" role="heading"'  # of a table of contents, as Sphinx writes it
_TEI = frozenset({".xml", ".tei", ".tei-page"})


def connect(app: Sphinx) -> None:
    """Add the theme; nothing happens in a build that does not use it."""
    app.add_html_theme("edition", str(THEME))
    app.connect("builder-inited", _prepare)
    app.connect("html-page-context", _tell)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the theme to a project without TEI; called by Sphinx, by the entry point of the theme."""
    connect(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _uses_theme(app: Sphinx) -> bool:
    """Whether pages are made with this theme or one that inherits it."""
    builder = app.builder
    return isinstance(builder, StandaloneHTMLBuilder) and str(THEME) in map(
        str, builder.theme.get_theme_dirs()
    )


def _prepare(app: Sphinx) -> None:
    """Put the typeface into the site and name the scripts every page has."""
    if not _uses_theme(app):
        return
    app.add_post_transform(WithoutStyles)
    folder = Path(app.outdir) / "_static" / "fonts"
    if write_typeface(folder):
        app.add_css_file("fonts/faces.css", priority=100)
    else:
        logger.info("the typeface of the theme is not installed: serif faces of the system")
    app.add_js_file("edition-early.js", priority=100)
    app.add_js_file("edition-site.js", loading_method="defer")


def _tell(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Give the templates what Sphinx does not: the policy, the sort of page and its scripts."""
    if not _uses_theme(app):
        return
    context["edition_policy"] = POLICY
    context["body"] = context.get("body", "").replace(_UNLEVELLED, f'{_UNLEVELLED} aria-level="2"')
    context.setdefault("page_kind", _kind(app, pagename))
    if context["page_kind"] == "text":
        app.add_js_file("edition-toolbar.js")
        app.add_js_file("edition-reading.js", loading_method="defer", priority=600)
        app.add_js_file("edition-citing.js", loading_method="defer", priority=601)


def _kind(app: Sphinx, pagename: str) -> str:
    """`text` for a page made of TEI, `view` for one made of all texts, else `page`."""
    if pagename not in app.env.found_docs:
        return "page"
    if Path(app.env.doc2path(pagename)).suffix in _TEI:
        return "text"
    return "view" if VIEWS in app.env.metadata.get(pagename, {}) else "page"


class WithoutStyles(SphinxPostTransform):
    """Widths that docutils would write as inline styles become attributes or classes, or go.

    A table's columns are as wide as what stands in them; an image's width in pixels becomes its
    attribute, in per cent a class of the style sheet (in steps of ten).
    """

    default_priority = 500
    formats = ("html",)

    def run(self, **_: Any) -> None:
        for table in list(self.document.findall(nodes.table)):
            table.attributes.pop("width", None)
            classes = table["classes"]
            table["classes"] = [one for one in classes if one != "colwidths-given"]
            table["classes"].append("colwidths-auto")
            _wrap(table)
        for image in self.document.findall(nodes.image):
            _set_size(image)
        for figure in self.document.findall(nodes.figure):
            _set_size(figure)


def _wrap(table: nodes.table) -> None:
    """Put a table into a box of its own, in which it scrolls where the page is narrow."""
    box = nodes.container(classes=["table-wrapper"])
    if table.parent is not None:
        table.parent.replace(table, box)  # not `replace_self`, which gives the box the table's id
        box += table


def _set_size(image: nodes.Element) -> None:
    for side in ("width", "height"):
        said = _LENGTH.fullmatch(str(image.attributes.pop(side, "")))
        if said is None:
            continue
        number, unit = float(said[1]), said[2]
        if unit == "%" and side == "width":
            image["classes"].append(f"width-{min(10, max(1, round(number / 10)))}0")
        elif unit in ("", "px") and isinstance(image, nodes.image):
            image[side] = str(round(number))
