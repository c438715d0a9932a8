"""The tree of a view: elements of HTML as values, written as HTML that is XML too (for EPUB)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple, TypeAlias

_HEADING = re.compile("h[1-6]")
VOID = frozenset({"br", "col", "hr", "input"})


class Tag(NamedTuple):
    """An element with its attributes in order and its content."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Content, ...]

    def get(self, attribute: str) -> str:
        """The value of an attribute; empty if it has none."""
        return dict(self.attributes).get(attribute, "")

    @property
    def is_hidden(self) -> bool:
        """Whether it stands hidden, until a script shows it."""
        return any(key == "hidden" for key, _ in self.attributes)


Content: TypeAlias = "Tag | str"


def tag(name: str, *children: Content | Iterable[Content], **attributes: str | bool) -> Tag:
    """An element; content may be given in lists, which are laid open.

    `class_="x"` is written `class="x"`, `data_words="x"` as `data-words="x"`; True makes an
    attribute without value, False and the empty string leave it out.
    """
    pairs = ((_attribute(key), _value(value)) for key, value in attributes.items() if value)
    return Tag(name, tuple(pairs), tuple(_laid_open(children)))


def _value(value: str | bool) -> str:
    return "" if isinstance(value, bool) else value


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _laid_open(children: Iterable[Content | Iterable[Content]]) -> Iterator[Content]:
    for child in children:
        if isinstance(child, (Tag, str)):
            yield child
        else:
            yield from child


def serialised(content: Content, lower: int = 0) -> str:
    """The content as HTML5 that is well-formed XML too, headings so many levels lower."""
    parts: list[str] = []
    _write(content, parts, lower)
    return "".join(parts)


def _write(content: Content, parts: list[str], lower: int) -> None:
    if isinstance(content, str):
        parts.append(escape(content, quote=False))
        return
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in content.attributes)
    name = _lowered(content.name, lower) if lower else content.name
    if name in VOID:
        parts.append(f"<{name}{attributes}/>")
        return
    parts.append(f"<{name}{attributes}>")
    for child in content.children:
        _write(child, parts, lower)
    parts.append(f"</{name}>")


def _lowered(heading: str, lower: int) -> str:
    """The heading so many levels lower; h6 is the lowest."""
    return f"h{min(6, int(heading[1]) + lower)}" if _HEADING.fullmatch(heading) else heading


def words(content: Content) -> str:
    """The words of the content without any mark-up."""
    return content if isinstance(content, str) else "".join(map(words, content.children))
