"""anyURI: an address, or a part of one.

XSD takes the grammar of RFC 2396, with the brackets of RFC 2732, after everything has been escaped
that the grammar does not know. So spaces, braces and letters of every script are allowed; what is
not: % without two digits, a second #, brackets in a path, a colon after what is no scheme.
"""

from __future__ import annotations

from edition.relaxng.datatypes.lexical import LexicalForm
from edition.relaxng.datatypes.value_space import Namespaces, ValueSpace, advised
from edition.relaxng.datatypes.wording import shown

# Most addresses: nothing in them that needs a closer look.
_PLAIN = LexicalForm(r"(?:https?://[^%#:\[\]/?]++|(?!//))[^%#:\[\]]*+(?:#[^%#]*+)?")
_PERCENT = LexicalForm("(?:[^%]++|%[0-9A-Fa-f]{2})*+")
_SCHEME = LexicalForm(r"[A-Za-z][A-Za-z0-9+.\-]*+")
_SERVER = LexicalForm(
    r"(?:[^@\[\]]*+@)?\[(?P<address>[0-9A-Fa-f:.]++)(?:%[A-Za-z0-9_.]++)?\](?::[0-9]{0,9})?"
)


class Address(ValueSpace):
    """An absolute or relative reference; the empty one is the document itself."""

    __slots__ = ()

    unit = "character"

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        return _is_simple(text) or _PLAIN.holds(text) or _wrong(text) is None

    def fault(self, text: str, namespaces: Namespaces) -> str:
        return advised(f"{shown(text)} is not an address: {_wrong(text)}", self.correction(text))

    def correction(self, text: str) -> str | None:
        if _PERCENT.holds(text):
            return None
        parts = text.split("%")
        escaped = [part if _PERCENT.holds(f"%{part}") else f"25{part}" for part in parts[1:]]
        return "%".join([parts[0], *escaped])


def _is_simple(text: str) -> bool:
    """Whether a text is a reference such as `#a` or `b.xml`: found out without an expression."""
    others = text.find(":") + text.find("%") + text.find("[") + text.find("]")
    return others == -4 and text.count("#") < 2 and not text.startswith("//")


def _wrong(text: str) -> str | None:
    """What keeps a text from being an address; None where nothing does."""
    if not _PERCENT.holds(text):
        return "two hexadecimal digits must follow %"
    body, _, fragment = text.partition("#")
    if "#" in fragment:
        return "it has a second #, which would be %23"
    head = body.partition("/")[0].partition("?")[0]
    if ":" not in head:
        return _wrong_hierarchy(body, is_all=body == text)
    scheme, _, rest = body.partition(":")
    if not _SCHEME.holds(scheme):
        return f"{shown(scheme)} before the colon is no scheme such as https"
    if not rest:
        return "nothing follows the colon"
    return _wrong_hierarchy(rest, is_all=body == text) if rest.startswith("/") else None


def _wrong_hierarchy(body: str, *, is_all: bool) -> str | None:
    path, question_mark, _ = body.partition("?")
    if path.startswith("//"):
        server, slash, path = path[2:].partition("/")
        if not server and is_all and not slash and not question_mark:
            return "nothing follows the //"
        if ("[" in server or "]" in server) and not _has_address(server):
            return "brackets may stand only around the number of a server (IPv6)"
    if "[" in path or "]" in path:
        return "it has brackets in its path, which would be %5B and %5D"
    return None


def _has_address(server: str) -> bool:
    """Whether a server is a number in brackets, with a user's name and a port or without."""
    match = _SERVER.match(server)
    if match is None:
        return False
    # Imported here because hardly any document needs it.
    from ipaddress import AddressValueError, IPv6Address

    try:
        IPv6Address(match["address"])
    except AddressValueError:
        return False
    return True
