"""The settings `tei_…` of conf.py: one sentence for each that cannot be used, before anything else.

Sphinx itself only warns of a value of the wrong type, and goes on with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from edition.reading.source import web_address


def _is_size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_switch(value: object) -> bool:
    return value in (True, False) and isinstance(value, (bool, int))


def _is_address(value: object) -> bool:
    return isinstance(value, str) and (not value or bool(web_address(value)))


def _are_downloads(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(map(_is_pair, value))


def _is_pair(value: object) -> bool:
    return isinstance(value, (list, tuple)) and len(value) == 2 and all(map(_is_text, value))


EXPECTED: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "tei_page_size": (_is_size, "a number of characters, or 0 for never"),
    "tei_corrections": (_is_address, "a mailto: address, or the address of a form for issues"),
    "tei_edition_title": (_is_text, "a title in quotation marks"),
    "tei_downloads": (_are_downloads, 'pairs like ("TEI", "texts/{siglum}.xml") in a list'),
    "tei_versions": (_is_text, "the name of a folder in quotation marks"),
    "tei_search": (_is_switch, "True or False"),
}


def connect(app: Sphinx) -> None:
    """Have the settings that no single part of the extension owns, and all of them checked."""
    app.add_config_value("tei_page_size", 0, "env", frozenset({int}))
    app.add_config_value("tei_corrections", "", "html", frozenset({str}))
    app.add_config_value("tei_edition_title", "", "html", frozenset({str}))
    app.connect("config-inited", check_settings)


def check_settings(app: Sphinx, config: Config) -> None:
    """Raise ConfigError with a sentence for each setting that has a value of no use."""
    wrong = [
        f"{name} is {config[name]!r}; write {words}"
        for name, (is_sound, words) in EXPECTED.items()
        if name in config and not is_sound(config[name])
    ]
    if wrong:
        raise ConfigError(". ".join(wrong))
