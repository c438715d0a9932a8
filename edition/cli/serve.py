"""edition serve"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from edition.cli.options import edition_options
from edition.cli.site import EXIT_INTERRUPTED, need_site_packages, own_pages, site_options
from edition.diagnostics import InputError
from edition.readers.edition import source_folders
from edition.readers.settings import read_edition_settings, read_witness_settings

HERE = "127.0.0.1"
# The kinds of files of which an edition is made; an editor's temporary files have other endings.
_KINDS = frozenset(
    ".bib .css .csv .gif .htm .html .ico .jpeg .jpg .js .json .jsonl .md .mjs .odd .pdf .png .py"
    " .rng .rst .sch .svg .tei .toml .tsv .txt .webp .woff2 .xml .xsd .yaml .yml".split()
)
_WAIT = 200  # milliseconds
_SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@click.command("serve")
@edition_options
@site_options
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="A free one is taken where this is not free.",
)
def command(folder: Path, sources: Path | None, into: Path, docs: Path | None, port: int) -> None:
    """Build the site, show it on this machine, and build again when anything changes.

    Only this machine can see it. The sources, layers, registers, settings and pages are
    watched. End it with Ctrl-C.

    \b
    Examples:
      edition serve
      edition serve --port 8080
    """
    need_site_packages()
    import watchfiles  # here: other commands do without

    again = _build(folder, sources, into, docs)
    ignored = watchfiles.DefaultFilter(ignore_paths=[into.absolute()])
    named = _witness_files(folder)

    def own(change: watchfiles.Change, path: str) -> bool:
        return ignored(change, path) and is_source(Path(path), named)

    watching = watchfiles.watch(
        *_watched(folder, sources, docs),
        watch_filter=own,
        raise_interrupt=False,
        rust_timeout=_WAIT,
        yield_on_timeout=True,
    )
    next(watching)  # from here on no change is lost, not even one made during the first build
    again()
    site = into / "site"
    if not site.is_dir():
        raise click.ClickException("there is no site to show: mend what is said above.")
    with _served(site, port) as address:
        click.echo(f"The site is at {address} (Ctrl-C ends)")
        for changes in filter(None, watching):
            names = sorted({Path(path).name for _, path in changes})
            click.echo(f"Changed: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}")
            again()
    click.echo("Ended.", err=True)
    raise click.exceptions.Exit(EXIT_INTERRUPTED)


def is_source(path: Path, named: Container[str] = ()) -> bool:
    """Whether a file may be one of an edition's: by its name or ending, and not an editor's own."""
    is_known = path.suffix.lower() in _KINDS and path.name[0] not in ".#~"
    return is_known or path.name in named


def _witness_files(folder: Path) -> frozenset[str]:
    """The names of the witnesses' files, which may end as they like; none that cannot be read."""
    try:
        sigla = read_edition_settings(folder).witnesses
        settings = [read_witness_settings(folder / "witnesses" / one, one) for one in sigla]
    except InputError:
        return frozenset()
    return frozenset(one.file for one in settings)


def _build(
    folder: Path, sources: Path | None, into: Path, docs: Path | None
) -> Callable[[], object]:
    """What builds the site, in a process of its own, so that each build begins afresh."""
    command = [sys.executable, "-m", "edition", "build", "--edition", folder, "--into", into]
    command += ["--sources", sources] if sources else []
    command += ["--docs", docs] if docs else []
    return partial(subprocess.run, list(map(str, command)), check=False)


def _watched(folder: Path, sources: Path | None, docs: Path | None) -> Sequence[Path]:
    """The folders whose files make the site, as far as they are there; none inside another."""
    pages = own_pages(folder, folder, docs).values()
    found = [one.resolve() for one in [folder, *source_folders(folder, sources), *pages]]
    there = sorted({one for one in found if one.is_dir()})
    return [one for one in there if not any(one != o and one.is_relative_to(o) for o in there)]


class _Pages(SimpleHTTPRequestHandler):
    """Files of the site, to this machine only, with headers that keep them to themselves."""

    def end_headers(self) -> None:
        for name, value in _SAFE.items():
            self.send_header(name, value)
        super().end_headers()

    def send_head(self) -> object:  # type: ignore[override]
        """A file; 403 where another site's name leads here (its page could read ours)."""
        name = self.headers.get("Host", "").partition(":")[0]
        if name not in {HERE, "localhost"}:
            self.send_error(403, "Ask for 127.0.0.1 or localhost")
            return None
        return super().send_head()

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Requests are not listed."""


@contextmanager
def _served(site: Path, port: int) -> Iterator[str]:
    """The site served for as long as the context lasts; gives the address."""
    pages = partial(_Pages, directory=str(site))
    try:
        server = ThreadingHTTPServer((HERE, port), pages)
    except OSError:
        server = ThreadingHTTPServer((HERE, 0), pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HERE}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
