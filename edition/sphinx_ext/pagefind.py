"""Pagefind's index of records, by the protocol of its service (messages of JSON in base64).

Its own Python interface waits a tenth of a second for each record.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from edition.sphinx_ext.pagefind_order import in_order
from edition.sphinx_ext.search_records import Record

FOLDER = "pagefind"
_END = b","
_ENTRY = "pagefind-entry.json"
_NEEDED = frozenset({_ENTRY, "pagefind.js", "pagefind-worker.js"})
_PARTS = ("filter/", "fragment/", "index/", "pagefind.")


class PagefindError(Exception):
    """The index could not be written: the message says why."""


def executable() -> Path | None:
    """The program, where the package `pagefind[bin]` is installed."""
    try:
        from pagefind.service import get_executable
    except ModuleNotFoundError:
        return None
    return get_executable()


def write_index(program: Path, records: Iterable[Record], language: str, site: Path) -> int:
    """Write the index of a site into its folder `pagefind`; returns the number of records.

    All records are in one index, their words reduced as those of the language are. Raises
    PagefindError.
    """
    number = 0
    with _Service(program) as service:
        index = service.ask("NewIndex", config={"force_language": language})["index_id"]
        for record in records:
            number += 1
            service.ask("AddRecord", index_id=index, **_message(record, number, language))
        # To have the service write them is quicker, but it answers before all is on the disk.
        files = service.ask("GetFiles", index_id=index)["files"]
    made = {one["path"]: base64.b64decode(one["content"]) for one in files}
    _put(site / FOLDER, in_order({name: made[name] for name in _needed(made)}))
    return number


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold these files and no other; the one that names the others comes last."""
    wanted = {folder / name: content for name, content in files.items()}
    entry = folder / _ENTRY
    for path, content in sorted(wanted.items(), key=lambda one: one[0] == entry):
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for path in list(folder.rglob("*")):
        if path.is_file() and path not in wanted:
            path.unlink()


def _message(record: Record, number: int, language: str) -> dict[str, Any]:
    filters = {name: list(values) for name, values in record.filters.items()}
    fields = record._asdict() | {"meta": dict(record.meta), "filters": filters}
    return fields | {"language": language, "sort": {"order": str(number)}}


def _needed(files: Mapping[str, bytes]) -> set[str]:
    """What the search asks for; Pagefind makes scripts and styles of its own pages too."""
    languages = json.loads(files[_ENTRY])["languages"].values()
    words = {f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in languages}
    return {name for name in files if name in {*_NEEDED, *words} or name.startswith(_PARTS)}


class _Service:
    """The program running; a message is answered before the next one is sent."""

    def __init__(self, program: Path) -> None:
        self._process = subprocess.Popen(
            [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with suppress(OSError):  # of a program that has ended by itself
            self._stream(self._process.stdin).close()
        self._stream(self._process.stdout).close()
        self._process.wait()

    def ask(self, kind: str, **fields: Any) -> Mapping[str, Any]:
        """The answer to a message. Raises PagefindError where the service refuses or is gone."""
        self._number += 1
        message = {"message_id": self._number, "payload": {"type": kind, **fields}}
        try:
            self._stream(self._process.stdin).write(
                base64.b64encode(json.dumps(message).encode()) + _END
            )
            self._stream(self._process.stdin).flush()
            answer = json.loads(base64.b64decode(self._read()))["payload"]
        except (OSError, ValueError, KeyError) as error:
            raise PagefindError(f"the program does not answer {kind}: {error}") from error
        if answer["type"] == "Error":
            raise PagefindError(f"{kind}: {answer['message']}")
        return dict(answer)

    def _read(self) -> bytes:
        answer = bytearray()
        while not answer.endswith(_END):
            part = os.read(self._stream(self._process.stdout).fileno(), 65536)
            if not part:
                raise ValueError("it has ended")
            answer += part
        return bytes(answer.removesuffix(_END))

    @staticmethod
    def _stream(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None  # both are pipes
        return stream
