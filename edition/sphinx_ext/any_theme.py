"""Pages of TEI in a theme that is not ours: the style sheet by which their notes can be read."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders._epub_base import EpubBuilder
from sphinx.builders.html import StandaloneHTMLBuilder

from edition.sphinx_ext.printing import PDF_THEME
from edition.sphinx_ext.theming import THEME

STYLE = "tei-text.css"
_FOLDER = THEME.with_name("any")
_FIRST = 90  # before the style sheets of themes (200) and of the project, which may say otherwise


def connect(app: Sphinx) -> None:
    """Add the style sheet where neither our theme nor a book brings its own."""
    app.connect("builder-inited", _add_style)


def _add_style(app: Sphinx) -> None:
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or isinstance(builder, EpubBuilder):
        return
    if app.config.html_theme == PDF_THEME or str(THEME) in map(str, builder.theme.get_theme_dirs()):
        return
    target = Path(app.outdir) / "_static" / STYLE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes((_FOLDER / STYLE).read_bytes())
    app.add_css_file(STYLE, priority=_FIRST)
