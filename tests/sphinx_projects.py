"""Small Sphinx projects with TEI in them, built in the test's own process."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

CONF = """\
project = "Two letters"
extensions = ["myst_parser", "edition.sphinx_ext"]
html_theme = "basic"
"""


@dataclass(frozen=True)
class Built:
    """What one run of Sphinx left: its output, its warnings, the pages it wrote again."""

    folder: Path
    warnings: list[str]
    written: list[str]

    def page(self, name: str) -> html.HtmlElement:
        """A page of HTML by its name."""
        return html.fromstring(self.text(f"{name}.html"))

    def text(self, name: str) -> str:
        """A file of the output."""
        return (self.folder / name).read_text("utf-8")


@dataclass(frozen=True)
class Project:
    """A source folder that can be changed and built again."""

    folder: Path

    def write(self, files: Mapping[str, str]) -> None:
        """Write source files by their paths; a file whose text is the same is left alone."""
        for name, text in files.items():
            path = self.folder / "source" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.is_file() or path.read_text("utf-8") != text:
                path.write_text(text, "utf-8")

    def build(self, builder: str = "html", jobs: int = 1) -> Built:
        """Build what has changed since the last time."""
        source, target = self.folder / "source", self.folder / builder
        warnings = io.StringIO()
        written: list[str] = []
        with patch_docutils(str(source)), docutils_namespace():
            app = Sphinx(
                source,
                source,
                target,
                self.folder / "doctrees",
                builder,
                status=None,
                warning=warnings,
                parallel=jobs,
            )
            app.connect("doctree-resolved", lambda app, tree, name: written.append(name))
            app.build()
        return Built(target, warnings.getvalue().splitlines(), sorted(written))


def project(folder: Path, files: Mapping[str, str]) -> Project:
    """A project with the usual conf.py and these files."""
    made = Project(folder)
    made.write({"conf.py": CONF, **files})
    return made


def words(element: html.HtmlElement) -> str:
    """What an element says, white space made single spaces."""
    return " ".join(element.text_content().split())
