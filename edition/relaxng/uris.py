"""URI references, as far as a schema's `datatypeLibrary` and `href` need them."""

from __future__ import annotations

import string

_SCHEME = frozenset(string.ascii_letters + string.digits + "+-.")
_HEXADECIMAL = frozenset(string.hexdigits)


def scheme(uri: str) -> str:
    """The scheme before the first colon; empty where the reference is relative."""
    before, colon, _ = uri.partition(":")
    is_scheme = before[:1].isascii() and before[:1].isalpha() and _SCHEME.issuperset(before)
    return before if colon and is_scheme else ""


def has_fragment(uri: str) -> bool:
    """Whether the reference has a fragment identifier, be it empty."""
    return "#" in uri


def is_absolute(uri: str) -> bool:
    """Whether the URI has a scheme and something after it."""
    found = scheme(uri)
    return bool(found) and len(uri) > len(found) + 1


def has_broken_escape(uri: str) -> bool:
    """Whether a percent sign stands without two hexadecimal digits after it."""
    return any(
        len(piece) < 2 or not _HEXADECIMAL.issuperset(piece[:2]) for piece in uri.split("%")[1:]
    )


def resolved(base: str, reference: str) -> str:
    """What a reference means at a base, which may be relative itself.

    As in RFC 3986 (5.2), but steps upward from a relative base are kept, so that what stands
    beside the folder of a schema can be reached.
    """
    from urllib.parse import urljoin

    is_fixed = any(scheme(uri) or uri.startswith("/") for uri in (base, reference))
    if is_fixed or reference[:1] in ("", "?", "#"):
        return urljoin(base, reference)
    path, mark, query = reference.partition("?")
    steps = base.partition("?")[0].split("/")[:-1]
    for step in path.split("/"):
        if step == ".." and steps and steps[-1] != "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    if path.endswith(("/..", "/.")) or path in ("..", "."):
        steps.append("")
    return "/".join(steps) + mark + query
