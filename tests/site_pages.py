"""A built site as a reader meets it: its pages and their links, a server, a browser."""

from __future__ import annotations

import re
import shutil
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

ADDRESSES = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src"}
ALIEN = {"http", "https", "mailto"}
DATA = {"application/json", "application/ld+json"}
VIEWS = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1440, 900)}
PHRASES = {"a", "b", "cite", "code", "del", "em", "i", "ins", "q", "span", "strong", "time"}
_WHITE = re.compile(r"\s+")
MOST = 40  # faults that are shown
LONGEST = 200  # characters of each


def none_of(faults: Iterable[str]) -> None:
    """Fail the test where there is a fault; the first of them are shown, each short."""
    found = list(dict.fromkeys(faults))
    if found:
        shown = [" ".join(one.split())[:LONGEST] for one in found[:MOST]]
        pytest.fail("\n".join([f"{len(found)} faults:", *shown]), pytrace=False)


@dataclass(frozen=True)
class SitePages:
    """The pages of a built site by their path inside it."""

    folder: Path
    pages: dict[str, html.HtmlElement]

    def faults(self) -> Iterator[str]:
        """Dead links, dead anchors, ids given twice, things that are loaded from elsewhere."""
        ids = {name: Counter(page.xpath("//@id")) for name, page in self.pages.items()}
        for name, page in self.pages.items():
            yield from (f"{name}: id {one} twice" for one, n in ids[name].items() if n > 1)
            for tag, attribute in ADDRESSES.items():
                for element in page.iter(tag):
                    address = element.get(attribute)
                    if address:
                        yield from self._fault(name, tag, element, address, ids)

    def _fault(
        self,
        name: str,
        tag: str,
        element: html.HtmlElement,
        address: str,
        ids: dict[str, Counter[str]],
    ) -> Iterator[str]:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            is_link = tag == "a" or element.get("rel") in {"canonical", "license"}
            if not is_link or parts.scheme not in ALIEN:
                yield f"{name}: {tag} loads {address}"
            return
        target = (
            (self.folder / name).parent / unquote(parts.path) if parts.path else self.folder / name
        )
        target = target.resolve()
        if not target.is_file():
            yield f"{name}: {address} leads to no file"
            return
        inside = str(target.relative_to(self.folder.resolve()))
        if parts.fragment and inside in ids and unquote(parts.fragment) not in ids[inside]:
            yield f"{name}: {address} leads to no anchor"

    def active_parts(self) -> Iterator[str]:
        """Script and style inside a page, attributes that are script, pages without a policy."""
        for name, page in self.pages.items():
            for element in page.iter("*"):
                keys = [key for key in element.attrib if key == "style" or key.startswith("on")]
                yield from (f"{name}: {element.tag} {key}" for key in keys)
            scripts = page.xpath("//script[not(@src)]")
            yield from (f"{name}: script" for one in scripts if one.get("type") not in DATA)
            yield from (f"{name}: style" for _ in page.iter("style"))
            policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
            if not policy or "default-src 'none'" not in policy[0]:
                yield f"{name}: no policy"


def read_site(folder: Path) -> SitePages:
    """All pages of a site, parsed."""
    paths = sorted(folder.rglob("*.html"))
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    return SitePages(
        folder, {str(p.relative_to(folder)): html.parse(p, parser).getroot() for p in paths}
    )


def outline(element: html.HtmlElement, depth: int = 0) -> Iterator[str]:
    """An element as lines, one for each part, so that a difference is read at a glance.

    Text stands in quotation marks, white space made single spaces; what is white space with a line
    end in it, between blocks, is left out.
    """
    margin = "  " * depth
    names = sorted(element.attrib, key=lambda name: (name not in {"id", "class"}, name))
    attributes = "".join(f' {name}="{element.get(name)}"' for name in names)
    yield f"{margin}<{element.tag}{attributes}>"
    yield from _text(element.text, element, depth + 1)
    for child in element:
        if isinstance(child.tag, str):
            yield from outline(child, depth + 1)
        yield from _text(child.tail, element, depth + 1)


def _text(text: str | None, parent: html.HtmlElement, depth: int) -> Iterator[str]:
    is_layout = text and not text.strip() and "\n" in text and parent.tag not in PHRASES
    if text and not is_layout:
        yield f'{"  " * depth}"{_WHITE.sub(" ", text)}"'


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object, **named: object) -> None:
        """Say nothing."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the system; the test is skipped where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no chromium is at hand (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def reader(
    browser: Browser, *, view: str = "desktop", script: bool = True, **options: object
) -> Iterator[BrowserContext]:
    """A reader with nothing remembered; `options` are those of a browser's context."""
    width, height = VIEWS[view]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=script,
        reduced_motion="reduce",
        **options,  # type: ignore[arg-type]
    )
    try:
        yield context
    finally:
        context.close()


@dataclass
class Heard:
    """What a page said while it was read: console errors, dialogs, requests that left the site."""

    home: str
    faults: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> Page:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("dialog", lambda dialog: self.faults.append(f"{page.url}: {dialog.message}"))
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"{message.location.get('url')}: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before it came
            self.faults.append(f"{request.frame.url}: failed {request.url} {request.failure}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.faults.append(f"{request.frame.url}: asks for {request.url}")
