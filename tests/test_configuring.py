"""Settings of conf.py that are of no use are said in one sentence, before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from edition.sphinx_ext.configuring import EXPECTED


def configured(folder: Path, **settings: object) -> Sphinx:
    """A project of Sphinx with these settings."""
    settings |= {"extensions": ["edition.sphinx_ext"]}
    conf = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    (folder / "conf.py").write_text(conf, "utf-8")
    (folder / "index.rst").write_text("Start\n=====\n", "utf-8")
    out = folder / "out"
    with patch_docutils(), docutils_namespace():
        return Sphinx(folder, folder, out, out / "trees", "html", status=None)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("tei_page_size", "big", "'big'; write a number of characters"),
        ("tei_page_size", -1, "-1; write a number of characters"),
        ("tei_page_size", True, "True; write a number of characters"),
        ("tei_corrections", "javascript:alert(1)", "write a mailto: address"),
        ("tei_corrections", 1, "1; write a mailto: address"),
        ("tei_edition_title", 5, "5; write a title"),
        ("tei_downloads", ["T.xml"], "['T.xml']; write pairs like"),
        ("tei_versions", None, "None; write the name of a folder"),
        ("tei_search", "no", "'no'; write True or False"),
    ],
)
def test_a_setting_of_no_use_is_said_in_one_sentence(
    tmp_path: Path, name: str, value: object, said: str
) -> None:
    with pytest.raises(ConfigError) as stopped:
        configured(tmp_path, **{name: value})
    assert str(stopped.value).startswith(f"{name} is ")
    assert said in str(stopped.value)


def test_two_settings_of_no_use_are_said_together(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"tei_page_size is .*\. tei_search is "):
        configured(tmp_path, tei_page_size="big", tei_search="no")


def test_sound_settings_pass_and_none_is_left_out(tmp_path: Path) -> None:
    app = configured(
        tmp_path,
        tei_page_size=30_000,
        tei_corrections="https://example.org/new-issue",
        tei_downloads=[("TEI", "texts/{siglum}.xml")],
        tei_search=False,
    )
    assert {one.name for one in app.config if one.name.startswith("tei_")} == set(EXPECTED)
