"""Pagefind's index of records, by the protocol of its service (messages of JSON in base64).

Its own Python interface waits a tenth of a second for each record.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from edition.sphinx_ext.search_records import Record

FOLDER = "pagefind"
_END = b","
_NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.", "pagefind.")
_OTHERS = ("wasm.unknown", "pagefind-ui", "pagefind-modular", "pagefind-component")


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
    target = site.absolute() / FOLDER
    number = 0
    with _Service(program) as service:
        index = service.ask("NewIndex", config={"force_language": language})["index_id"]
        for record in records:
            number += 1
            service.ask("AddRecord", index_id=index, **_message(record, number, language))
        shutil.rmtree(target, ignore_errors=True)
        service.ask("WriteFiles", index_id=index, output_path=str(target))
    for path in target.iterdir():
        if path.is_file() and not _is_needed(path.name):
            path.unlink()
    return number


def _message(record: Record, number: int, language: str) -> dict[str, Any]:
    filters = {name: list(values) for name, values in record.filters.items()}
    fields = record._asdict() | {"meta": dict(record.meta), "filters": filters}
    return fields | {"language": language, "sort": {"order": str(number)}}


def _is_needed(name: str) -> bool:
    """Whether the search asks for a file; Pagefind writes its own pages' scripts and styles too."""
    return name.startswith(_NEEDED) and not name.startswith(_OTHERS)


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
        self._process.communicate()

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
