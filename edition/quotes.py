"""The quote that guards an offset, and the digest that keeps long quotes short.

The repository may hold the few words an annotation covers, not sentences: a quote of
more than `LONGEST` characters or `MOST_WORDS` words is stored as its first and last words
and a digest.
"""

from __future__ import annotations

import hashlib
import re

from edition.spans import Span

LONGEST = 60
MOST_WORDS = 9
CONTEXT = 20
_ELLIPSIS = " … "
_EDGE = 24
_SPACE = re.compile(r"\s")


def digest_of(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def guard(text: str, span: Span) -> dict[str, str]:
    """The fields that guard a span: `quote`, with `digest` where it is cut.

    An empty span has no words of its own: its quote is empty, `before` and `after`
    hold up to 20 characters either side.
    """
    if span.is_empty:
        before = text[max(0, span.start - CONTEXT) : span.start]
        return {"quote": "", "before": before, "after": text[span.start : span.start + CONTEXT]}
    words = span.of(text)
    if len(words) <= LONGEST and len(words.split()) <= MOST_WORDS:
        return {"quote": words}
    return {"quote": _shorten(words), "digest": digest_of(words)}


def agrees(text: str, span: Span, quote: str, digest: str | None) -> bool:
    """Whether the guard of a span that covers something fits the text."""
    words = text[span.start : span.end]
    if digest is None:
        return words == quote
    return digest_of(words) == digest and _shorten(words) == quote


def nearest(text: str, quote: str, offset: int) -> int | None:
    """The offset nearest to `offset` at which the quote stands, if it stands anywhere."""
    near = max(0, offset)
    before = text.rfind(quote, 0, near + len(quote))
    after = text.find(quote, near)
    found = [i for i in (before, after) if i >= 0]
    return min(found, key=lambda i: (abs(i - offset), i), default=None)


def opening(quote: str) -> str:
    """The first words of a shortened quote."""
    return quote.split(_ELLIPSIS, 1)[0]


def _shorten(words: str) -> str:
    edge = min(_EDGE, len(words) // 2 - 1)
    first, last = words[:edge], words[-edge:]
    if not words[edge].isspace() and (cut := _last_space(first)):
        first = first[:cut]
    if not words[-edge - 1].isspace() and (space := _SPACE.search(last)):
        last = last[space.end() :] or last
    return f"{first}{_ELLIPSIS}{last}"


def _last_space(words: str) -> int | None:
    return max((m.start() for m in _SPACE.finditer(words)), default=None)
