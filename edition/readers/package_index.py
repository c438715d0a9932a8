"""A file of a package from the Python package index, fetched without running any of its code.

The index is the one that pip would ask: `$PIP_INDEX_URL` and its kind, or pip's own settings.
"""

from __future__ import annotations

import base64
import configparser
import hashlib
import http.client
import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit, urlunsplit

PYPI = "https://pypi.org/simple"
_ACCEPTED = (
    "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2,"
    " text/html;q=0.1"
)
_LARGEST = 64_000_000
_SILENCE = 30
_LONGEST = 300
_PIECE = 65_536


class FetchError(Exception):
    """Why a file did not come, in words for the user."""


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """Where packages are looked for, in order, and the certificates (none: the system's)."""

    indexes: tuple[str, ...] = (PYPI,)
    certificates: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came, from where (after redirects), and its media type."""

    content: bytes
    address: str
    media_type: str


def index_settings(environment: Mapping[str, str]) -> IndexSettings:
    """The settings that pip would use: its environment variables before its files."""
    files = configparser.RawConfigParser(strict=False)
    try:
        files.read(_pip_files(environment), encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError) as error:
        raise FetchError(f"pip's settings cannot be read: {error}") from error

    def said(name: str) -> str | None:
        variable = f"PIP_{name.upper().replace('-', '_')}"
        return environment.get(variable) or files.get("global", name, fallback=None)

    others = (said("extra-index-url") or "").split()
    indexes = [said("index-url") or PYPI, *(u for u in others if u.startswith("http"))]
    certificates = said("cert") or environment.get("REQUESTS_CA_BUNDLE")
    return IndexSettings(tuple(indexes), certificates or environment.get("CURL_CA_BUNDLE"))


def fetch_file(settings: IndexSettings, project: str, file: str, sha256: str) -> bytes:
    """The content of one file of a project, proved to be the one of that digest.

    Raises FetchError where no index can be reached or has it, or the file is another.
    """
    ask = _opener(settings)
    failures = []
    for index in settings.indexes:
        try:
            return _from_index(ask, index, project, file, sha256)
        except FetchError as failure:
            failures.append(f"{_shown(index)}: {failure}")
    raise FetchError("; ".join(failures))


def _from_index(
    ask: urllib.request.OpenerDirector, index: str, project: str, file: str, sha256: str
) -> bytes:
    page = _get(ask, f"{index.rstrip('/')}/{project}/", index)
    address = dict(_files_on(page)).get(file)
    if address is None:
        raise FetchError(f"it has no {file}")
    answer = _get(ask, address, index, page.address)
    if hashlib.sha256(answer.content).hexdigest() != sha256:
        raise FetchError(f"its {file} is not the file this program knows: the digest differs")
    return answer.content


def _pip_files(environment: Mapping[str, str]) -> list[Path]:
    """pip's settings, the last before the first; see pip's manual, Configuration."""
    own = environment.get("PIP_CONFIG_FILE")
    if own == os.devnull:
        return []
    home = Path.home()
    settings = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    places = [
        Path("/etc/xdg/pip/pip.conf"),
        Path("/etc/pip.conf"),
        home / ".pip" / "pip.conf",
        settings / "pip" / "pip.conf",
        home / "Library/Application Support/pip/pip.conf",
        Path(environment.get("APPDATA") or home) / "pip" / "pip.ini",
        Path(sys.prefix) / ("pip.ini" if os.name == "nt" else "pip.conf"),
    ]
    return [*places, Path(own)] if own else places


def _opener(settings: IndexSettings) -> urllib.request.OpenerDirector:
    where = settings.certificates
    try:
        folder = bool(where) and Path(str(where)).is_dir()
        context = ssl.create_default_context(
            cafile=None if folder else where, capath=where if folder else None
        )
    except OSError as error:
        raise FetchError(f"the certificates {where} cannot be read: {error}") from error
    return urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))


def _get(ask: urllib.request.OpenerDirector, address: str, index: str, base: str = "") -> _Answer:
    try:
        request = _request(urljoin(base, address), index)
        with ask.open(request, timeout=_SILENCE) as response:
            content = b"".join(_pieces(response))
            return _Answer(content, response.geturl(), response.headers.get_content_type())
    except urllib.error.HTTPError as error:
        error.close()
        raise FetchError(f"it answered {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise FetchError(f"it cannot be reached: {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise FetchError(f"it broke off: {error or type(error).__name__}") from error


def _request(address: str, index: str) -> urllib.request.Request:
    """A request; what stands before @ in the index's address goes to its own host only."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"}:
        raise FetchError("its address is not http")
    request = urllib.request.Request(_shown(address), headers={"Accept": _ACCEPTED})
    secret = urlsplit(index)
    if secret.username and secret.hostname == parts.hostname:
        pair = f"{unquote(secret.username)}:{unquote(secret.password or '')}"
        value = f"Basic {base64.b64encode(pair.encode()).decode()}"
        request.add_unredirected_header("Authorization", value)
    return request


def _shown(address: str) -> str:
    """An address without the secret before @ and without the digest behind #."""
    parts = urlsplit(urldefrag(address).url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    until = time.monotonic() + _LONGEST
    size = 0
    while piece := response.read(_PIECE):
        size += len(piece)
        if size > _LARGEST:
            raise FetchError(f"its answer is longer than {_LARGEST} bytes")
        if time.monotonic() > until:
            raise FetchError(f"its answer took more than {_LONGEST} seconds")
        yield piece


def _files_on(page: _Answer) -> Iterator[tuple[str, str]]:
    """Names and addresses of the files of a project: PEP 691, or PEP 503."""
    if page.media_type.endswith("+json"):
        try:
            for one in json.loads(page.content)["files"]:
                yield str(one["filename"]), str(one["url"])
        except (ValueError, LookupError, TypeError) as error:
            raise FetchError("its answer is not what PEP 691 says") from error
    else:
        links = _Links()
        links.feed(page.content.decode("utf-8", "replace"))
        yield from links.found


class _Links(HTMLParser):
    """The links of a page; the text of each is the name of a file."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._address: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._address = dict(attrs).get("href")

    def handle_data(self, data: str) -> None:
        if self._address and data.strip():
            self.found.append((data.strip(), self._address))
            self._address = None
