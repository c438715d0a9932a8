"""XPath cut into its words and signs; enough to see what an expression names."""

from __future__ import annotations

import re
from itertools import pairwise

_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""
      \s+ | \(:.*?:\)                                           # white space, comment
    | (?P<token>
          "(?:[^"]|"")*" | '(?:[^']|'')*'                       # literal
        | (?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?              # number
        | (?:Q\{{[^}}]*\}})?{_NAME}(?::(?!:)(?:{_NAME}|\*))?    # name, prefix:name, prefix:*
        | :: | // | \.\. | != | <= | >= | << | >> | \|\| | .    # sign
      )
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens_of(expression: str) -> list[str]:
    """The words and signs of an expression in order, without white space and comments."""
    return [token for match in _TOKEN.finditer(expression) if (token := match["token"])]


def is_name(token: str) -> bool:
    """Whether the token is a name, with or without a prefix, or `prefix:*`."""
    return token[:1].isalpha() or token[:1] == "_"


def is_literal(token: str) -> bool:
    """Whether the token is a string in quotation marks."""
    return token[:1] in {'"', "'"}


def is_number(token: str) -> bool:
    """Whether the token is a number."""
    return token[:1].isdigit() or (token[:1] == "." and token[1:2].isdigit())


def variables_of(expression: str) -> list[str]:
    """The names that stand after a `$`, each once."""
    pairs = pairwise(tokens_of(expression))
    return list(dict.fromkeys(name for sign, name in pairs if sign == "$"))


def outside_brackets(expression: str, opening: str = "([") -> list[str]:
    """The tokens of an expression that stand in no brackets of these sorts."""
    closing = opening.translate({ord("("): ")", ord("["): "]"})
    depth, outside = 0, []
    for token in tokens_of(expression):
        depth += token in set(opening)
        if depth == 0:
            outside.append(token)
        depth -= token in set(closing)
    return outside


def elements_named(context: str) -> frozenset[str]:
    """Names of elements, one of which a document must have for the context to fit anything.

    None where that cannot be told from names.
    """
    tokens = ["", *outside_brackets(context, "["), ""]
    paths: list[set[str]] = [set()]
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token in {"*", "::"} or token.endswith(":*") or (is_name(token) and after == "("):
            return frozenset()
        if token == "|":
            paths.append(set())
        elif is_name(token) and before != "@":
            paths[-1].add(token)
    return frozenset().union(*paths) if all(paths) else frozenset()


def selecting(context: str) -> str:
    """An expression that selects from the document what a context fits."""
    is_absolute = context.lstrip().startswith("/") and "|" not in outside_brackets(context, "[")
    return context if is_absolute else f"//({context})"


def at_node(context: str) -> str | None:
    """An expression that yields the node at which it stands, where a context of one step fits it.

    None where the context has more steps than one, or counts nodes.
    """
    tokens = tokens_of(context)
    depth, text = 0, ""
    for token, after in pairwise([*tokens, ""]):
        counts = after == "(" and token in {"position", "last"}
        if counts or (token == "[" and (after == "$" or is_number(after))):
            return None
        depth += token == "["
        if depth == 0 and (is_name(token) or token == "*") and after not in {"(", "::"}:
            text += " self::"
        elif depth == 0 and token not in {"(", "|", ")"}:
            return None
        depth -= token == "]"
        text += token if text.endswith(("$", "::")) else f" {token}"
    return text
