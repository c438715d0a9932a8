"""Files of a schema: read, told apart by digest, found beside its first file."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from edition.relaxng.errors import SchemaError

try:  # hashlib takes 5 ms to import, for algorithms that are not needed here
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

# The digest of each file of a schema, by its URI relative to the first; that is the first.
Sources: TypeAlias = "dict[str, str]"


def digest(content: bytes) -> str:
    """What identifies the content of a file."""
    return blake2b(content, digest_size=20).hexdigest()


def read_file(path: Path) -> bytes:
    """The content of a schema file; raises SchemaError where it cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SchemaError(f"cannot be read: {reason}", str(path)) from None


def path_of(schema: Path, uri: str) -> Path:
    """Where a file stands that a schema names by a URI relative to its first file."""
    from urllib.parse import unquote

    return schema.parent / unquote(uri)
