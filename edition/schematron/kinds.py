"""What expressions yield, and the functions that XPath 1.0 and 2 have in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum, auto
from typing import TypeAlias

IDENTIFIED = "edition:id"  # stands for id(), which libxml2 finds only by a DTD


class Kind(Enum):
    """What an expression yields."""

    NODE = auto()  # one node or none
    NODES = auto()
    STRING = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    LIST = auto()  # of strings or nodes, written as ('a', 'b')


Kinds: TypeAlias = Collection[Kind]

NODE = frozenset({Kind.NODE})
NODES = frozenset({Kind.NODE, Kind.NODES})
STRING = frozenset({Kind.NODE, Kind.STRING})
STRINGS = NODES | STRING
NUMBER = frozenset({Kind.NUMBER})
SCALAR = frozenset({Kind.STRING, Kind.NUMBER, Kind.BOOLEAN})
ANY = frozenset(Kind) - {Kind.LIST}

# Name: what it is in XPath 1.0, what each argument may be, how many there must be, what it yields.
FUNCTIONS: Mapping[str, tuple[str, tuple[Kinds, ...], int, Kind]] = {
    "boolean": ("boolean", (ANY,), 1, Kind.BOOLEAN),
    "concat": ("concat", (STRING,) * 20, 2, Kind.STRING),
    "contains": ("contains", (STRING,) * 2, 2, Kind.BOOLEAN),
    "count": ("count", (NODES,), 1, Kind.NUMBER),
    "empty": ("not", (NODES,), 1, Kind.BOOLEAN),
    "exists": ("boolean", (NODES,), 1, Kind.BOOLEAN),
    "false": ("false", (), 0, Kind.BOOLEAN),
    "id": (IDENTIFIED, (STRING,), 1, Kind.NODES),
    "last": ("last", (), 0, Kind.NUMBER),
    "local-name": ("local-name", (NODE,), 0, Kind.STRING),
    "name": ("name", (NODE,), 0, Kind.STRING),
    "namespace-uri": ("namespace-uri", (NODE,), 0, Kind.STRING),
    "normalize-space": ("normalize-space", (STRING,), 0, Kind.STRING),
    "not": ("not", (ANY,), 1, Kind.BOOLEAN),
    "position": ("position", (), 0, Kind.NUMBER),
    "starts-with": ("starts-with", (STRING,) * 2, 2, Kind.BOOLEAN),
    "string": ("string", (STRING,), 0, Kind.STRING),
    "string-length": ("string-length", (STRING,), 0, Kind.NUMBER),
    "substring": ("substring", (STRING, NUMBER, NUMBER), 2, Kind.STRING),
    "substring-after": ("substring-after", (STRING,) * 2, 2, Kind.STRING),
    "substring-before": ("substring-before", (STRING,) * 2, 2, Kind.STRING),
    "translate": ("translate", (STRING,) * 3, 3, Kind.STRING),
    "true": ("true", (), 0, Kind.BOOLEAN),
}
