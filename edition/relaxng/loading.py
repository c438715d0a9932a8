"""The files of a schema: each read once, `externalRef` and `include` followed to local files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from edition.relaxng.errors import SchemaError
from edition.relaxng.files import Sources, digest, path_of, read_file
from edition.relaxng.syntax import check_syntax
from edition.relaxng.tree import DEEPEST, Tag, read_tree
from edition.relaxng.uris import resolved, scheme

MOST_FILES = 1_000


class Loader:
    """Reads all that a schema refers to; `sources` then holds the files and digests."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._schema = path
        self._content = content
        self._open: list[str] = []
        self._count = 0
        self._depth = 0
        self.sources: Sources = {}

    def load(self) -> Tag:
        """The root of the schema, its syntax checked, every `external` filled in.

        Raises SchemaError.
        """
        first = quote(self._schema.name)
        return self._read(first, self._schema, self._content, "")

    def _load(self, uri: str, asked_by: Tag) -> Tag:
        if uri in self._open:
            raise asked_by.error(f"“{uri}” refers to itself", "remove the circle of files")
        self._count += 1
        if self._count > MOST_FILES:
            raise asked_by.error(f"more than {MOST_FILES} files are included")
        path = path_of(self._schema, uri)
        root = self._read(uri, path, _content(path, asked_by), asked_by.ns)
        if asked_by.name == "include" and root.name != "grammar":
            raise root.error("only a <grammar> can be included", "use externalRef for a pattern")
        return root

    def _read(self, uri: str, path: Path, content: bytes, ns: str) -> Tag:
        self.sources[uri] = digest(content)
        root = read_tree(content, str(path), uri, ns)
        check_syntax(root)
        self._open.append(uri)
        self._depth += 1
        self._follow([root])
        self._depth -= 1
        self._open.pop()
        return root

    def _follow(self, tags: Iterable[Tag]) -> None:
        self._depth += 1
        for tag in tags:
            if self._depth > DEEPEST:
                raise tag.error(f"nested deeper than {DEEPEST} elements in all files together")
            if "href" in tag.attributes:
                tag.external = self._load(_resolved(tag), tag)
            self._follow(tag.children)
        self._depth -= 1


def _resolved(tag: Tag) -> str:
    href = resolved(tag.base, tag.attributes["href"])
    if scheme(href) or href.startswith("/"):
        raise tag.error(
            f"“{href}” is not fetched: only files beside the schema are",
            "copy the file and give its path relative to this one",
        )
    return href


def _content(path: Path, asked_by: Tag) -> bytes:
    try:
        return read_file(path)
    except SchemaError as error:
        href = asked_by.attributes["href"]
        raise asked_by.error(f"“{href}” {error.message}", f"looked for {path}") from None
