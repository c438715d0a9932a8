"""What a page that can be cited has in its head, for scripts, and as examples."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import quote

from edition.citation import ADDRESS, PASSAGE, Reference, passage_address, passage_words
from edition.citation_formats import FORMATS
from edition.citation_styles import STYLES, plain
from edition.corrections import Proposal, block
from edition.linked_data import Download, meta_tags, work
from edition.reading.passages import Passage


def tags(reference: Reference, files: Sequence[Download], home: str, text: str) -> Iterator[str]:
    """The elements for the head of a page: meta tags, linked data.

    `home` is the address of the edition, `text` that of the text to which a division belongs.
    """
    known = files if home else ()  # a program takes the address of a file only as a whole
    for name, content in meta_tags(reference, known):
        if content:
            yield f'<meta name="{escape(name)}" content="{escape(content)}">'
    yield linked(work(reference, files, home, text))


def linked(graph: Mapping[str, Any]) -> str:
    """Linked data as an element of HTML."""
    return f'<script type="application/ld+json">{data(graph)}</script>'


def data(facts: object) -> str:
    """JSON that may stand in a `script` of HTML."""
    written = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&":
        written = written.replace(mark, f"\\u{ord(mark):04x}")
    return written


def record(reference: Reference, siglum: str, corrections: str) -> dict[str, Any]:
    """What scripts need; in each style {passage} and {address} are left to be filled in."""
    blank = replace(reference, passage=PASSAGE, address=ADDRESS)
    styles = {name: plain(style(blank)) for name, style in STYLES.items()}
    return {
        "edition": reference.edition,
        "version": reference.version,
        "title": reference.title or reference.edition,
        "author": "; ".join(one.natural for one in reference.authors),
        "url": reference.address,
        "siglum": siglum,
        "styles": styles | {one.name: one.write(blank) for one in FORMATS},
        "corrections": corrections,
    }


def example(
    reference: Reference, passages: Sequence[Passage], page: str
) -> Mapping[str, str] | None:
    """A passage of a page and its address, to show how one is made; `page` is its file."""
    first = next(iter(passages), None)
    found = next((one for one in passages if one.unit == "p"), first)
    if found is None:
        return None
    address = reference.address or page
    version = reference.version
    return {
        "words": passage_words(found.unit, found.number, found.id),
        "id": found.id,
        "address": passage_address(address, version, found.digest, found.id),
        "by_hand": f"{address}?cited={quote(version, safe='')}#" if version else f"{address}#",
    }


def empty_form(reference: Reference, siglum: str) -> str:
    """The block of a correction with what is known of the page, the rest to be filled in."""
    edition, version = reference.edition, reference.version
    return block(
        Proposal(
            passage="", quote="", suggestion="", edition=edition, version=version, siglum=siglum
        )
    )


def letter(corrections: str, siglum: str, form: str) -> str:
    """The address that opens a message with a form in it; "" where no corrections are taken."""
    if not corrections:
        return ""
    title = "subject" if corrections.startswith("mailto:") else "title"
    joint = "&" if "?" in corrections else "?"
    return f"{corrections}{joint}{title}={quote(f'Correction: {siglum}')}&body={quote(form)}"
