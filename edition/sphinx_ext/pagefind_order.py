"""Pagefind's index in one order: by itself it lists filters and values in another each time.

Its files are CBOR (RFC 8949) behind a signature, compressed; each is named after its content.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from hashlib import sha256

_SIGNATURE = b"pagefind_dcd"
_UNSIGNED, _TEXT, _ARRAY = 0, 3, 4
_FILTERS = 3  # which part of the overview lists the filters


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index with filters and their values sorted, and named anew.

    The same records give the same bytes. An index of another make is given back as it is.
    """
    try:
        return _renamed(_sorted_filters(files))
    except (IndexError, OSError, ValueError):
        return dict(files)


def _sorted_filters(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[bytes, bytes]]:
    """The files with each filter's values sorted, and the new names of these files by the old."""
    found: dict[str, bytes] = {}
    names: dict[bytes, bytes] = {}
    for path, content in files.items():
        if not path.startswith("filter/"):
            found[path] = content
            continue
        name, values = _elements(_opened(content))
        sorted_values = _array(sorted(_elements(values)))
        packed = _packed(_array([name, sorted_values]))
        folder, _, old = path.removesuffix(".pf_filter").rpartition("/")
        new = f"{old.partition('_')[0]}_{sha256(packed).hexdigest()[: len(old.partition('_')[2])]}"
        names[old.encode()] = new.encode()
        found[f"{folder}/{new}.pf_filter"] = packed
    return found, names


def _renamed(made: tuple[dict[str, bytes], dict[bytes, bytes]]) -> dict[str, bytes]:
    """The files with the new names in the overview, which is named anew in the entry."""
    files, names = made
    (path,) = [one for one in files if one.endswith(".pf_meta")]
    parts = _elements(_opened(files.pop(path)))
    for old, new in names.items():
        parts[_FILTERS] = parts[_FILTERS].replace(old, new)
    parts[_FILTERS] = _array(sorted(_elements(parts[_FILTERS])))
    packed = _packed(_array(parts))
    old_name = path.split(".")[1]
    language, _, digest = old_name.partition("_")
    new_name = f"{language}_{sha256(packed).hexdigest()[: len(digest)]}"
    files[path.replace(old_name, new_name)] = packed
    entry = "pagefind-entry.json"
    files[entry] = files[entry].replace(old_name.encode(), new_name.encode())
    return files


def _opened(content: bytes) -> bytes:
    opened = gzip.decompress(content)
    if not opened.startswith(_SIGNATURE):
        raise ValueError("no file of Pagefind")
    return opened.removeprefix(_SIGNATURE)


def _packed(content: bytes) -> bytes:
    return gzip.compress(_SIGNATURE + content, mtime=0)


def _head(encoded: bytes, at: int) -> tuple[int, int, int]:
    """The major type and argument of an item, and where its content begins."""
    kind, argument = encoded[at] >> 5, encoded[at] & 31
    if argument < 24:
        return kind, argument, at + 1
    length = 1 << (argument - 24)
    return kind, int.from_bytes(encoded[at + 1 : at + 1 + length], "big"), at + 1 + length


def _end(encoded: bytes, at: int) -> int:
    """Where an item ends; of types there are whole numbers, texts and arrays."""
    kind, argument, at = _head(encoded, at)
    if kind == _TEXT:
        return at + argument
    if kind == _ARRAY:
        for _ in range(argument):
            at = _end(encoded, at)
    elif kind != _UNSIGNED:
        raise ValueError(f"an item of type {kind}")
    return at


def _elements(encoded: bytes) -> list[bytes]:
    """The items of an array, each as it is encoded."""
    kind, number, at = _head(encoded, 0)
    if kind != _ARRAY:
        raise ValueError("no array")
    found = []
    for _ in range(number):
        end = _end(encoded, at)
        found.append(encoded[at:end])
        at = end
    return found


def _array(elements: Iterable[bytes]) -> bytes:
    found = list(elements)
    number = len(found)
    if number < 24:
        head = bytes([_ARRAY << 5 | number])
    else:
        size = next(n for n in (0, 1, 2, 3) if number < 1 << (8 << n))
        head = bytes([_ARRAY << 5 | 24 + size]) + number.to_bytes(1 << size, "big")
    return head + b"".join(found)
