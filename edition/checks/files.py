"""Pointers to other files and to addresses of the web, of which nothing is ever fetched."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from edition.checks.check import Fault, check
from edition.checks.pointing import Pointer, shortened, times
from edition.checks.schemes import is_registered
from edition.checks.tei_file import TeiFile
from edition.checks.xml_ids import is_unfinished
from edition.diagnostics import Severity

_TEXTS = (".xml", ".tei", ".odd")
_WEB = frozenset({"http", "https"})
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"\[[0-9A-Fa-f:.]+\]|[^\s/?#\[\]@\\<>\"{}|^`:]+")
_WEB_INSIDE = re.compile(r"https?[:;,.]?/{1,3}", re.I)
_LONGEST_ADDRESS = 4_000


def _by_path(file: TeiFile) -> Mapping[str, Sequence[Pointer]]:
    """The pointers to other files, by path; a value without ending is rarely meant as one."""
    found: dict[str, list[Pointer]] = defaultdict(list)
    for pointer in file.pointers:
        path = pointer.path
        if path is not None and "." in path.rpartition("/")[2].strip("."):
            found[path].append(pointer)
    return found


@check(
    "missing-file",
    Severity.REVIEW,
    hint="bring the file, or correct the path; it is looked for from the folder of this file",
    example='<persName ref="persons.xml#smith">Smith</persName>',
)
def missing(file: TeiFile) -> Iterator[Fault]:
    """A pointer leads to a file that is not there, seen from the folder of this one.

    Only TEI files are looked for, and images where others of the same folder are at hand.
    """
    paths = _by_path(file)
    there = {path: file.library.exists(file.path, path) for path in paths}
    folders = {path.rpartition("/")[0] for path, found in there.items() if found}
    for path, pointers in paths.items():
        wanted = path.lower().endswith(_TEXTS) or path.rpartition("/")[0] in folders
        if there[path] is False and wanted:
            first = pointers[0]
            message = f"there is no file `{shortened(path)}`{times(len(pointers))}"
            yield Fault(first.element, message, first.attribute)


@check(
    "dead-in-other-file",
    Severity.ERROR,
    hint="correct the pointer, or add the entry to the other file",
    example='<persName ref="persons.xml#smyth">Smith</persName>',
)
def dead(file: TeiFile) -> Iterator[Fault]:
    """A pointer leads into another file that is there, but has no element of that identifier."""
    for path, pointers in _by_path(file).items():
        bearers = file.library.bearers(file.path, path)
        if bearers is None:
            continue
        lost: dict[str, list[Pointer]] = defaultdict(list)
        for pointer in pointers:
            name = pointer.fragment
            if name and name not in bearers and not is_unfinished(name):
                lost[name].append(pointer)
        for name, some in lost.items():
            first = some[0]
            message = f"`{shortened(path)}` has no element `{shortened(name)}`{times(len(some))}"
            yield Fault(first.element, message, first.attribute)


@check(
    "bad-address",
    Severity.REVIEW,
    hint="correct the address; it should begin like https://example.org/",
    example='<ref target="http:/example.org">here</ref>',
)
def ill_formed(file: TeiFile) -> Iterator[Fault]:
    """The address of a web page is not well-formed; no address is ever fetched to try it.

    It is an error where the address names no host, or begins twice.
    """
    told: dict[str, list[Pointer]] = defaultdict(list)
    for pointer in file.pointers:
        if not pointer.address.startswith("#"):
            told[pointer.address].append(pointer)
    for address, pointers in told.items():
        found = _address_fault(address, pointers[0])
        if found:
            first, (fact, severity) = pointers[0], found
            message = f"{first.shown} {fact}{times(len(pointers))}"
            yield Fault(first.element, message, first.attribute, severity=severity)


def _address_fault(address: str, pointer: Pointer) -> tuple[str, Severity] | None:
    if len(address) > _LONGEST_ADDRESS:
        return "is longer than any address", Severity.REVIEW
    if pointer.scheme in _WEB:
        return _web_fault(address)
    if address.lower().startswith(("www.", "//http", "http//", "https//")):
        return "is no address of the web without http:// or https://", Severity.REVIEW
    if pointer.scheme in {"htp", "htpp", "htttp", "ttp", "hhtp", "htps", "htpps", "httpp"}:
        return f"begins with {pointer.scheme}: instead of http:", Severity.REVIEW
    return None


def _web_fault(address: str) -> tuple[str, Severity] | None:
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "is not well-formed", Severity.REVIEW
    name = host.rpartition(":")[0] if re.search(r":\d*$", host) else host
    if _WEB_INSIDE.match(f"{host}{parts.path}"):
        return "begins twice", Severity.ERROR
    if not host:
        return "names no host: two slashes and a host follow http:", Severity.ERROR
    if not _HOST.fullmatch(name):
        return f"has no well-formed host: `{shortened(host)}`", Severity.REVIEW
    if _BAD_ESCAPE.search(address):
        return "has a % without two hexadecimal digits behind it", Severity.REVIEW
    return None


@check(
    "pointer-into-one-machine",
    Severity.REVIEW,
    hint="write a path relative to this file, or the address where others find it",
    example='<graphic url="file:///home/anna/scans/001.jpg"/>',
)
def one_machine(file: TeiFile) -> Iterator[Fault]:
    """A pointer leads to a place on one person's computer, where nobody else will find it."""
    found: dict[str, list[Pointer]] = defaultdict(list)
    for pointer in file.pointers:
        if pointer.scheme == "file" or _DRIVE.match(pointer.value) or "\\" in pointer.value[:2]:
            found[pointer.where].append(pointer)
    for pointers in found.values():
        first = pointers[0]
        message = f"{first.shown} leads into one machine{times(len(pointers))}"
        yield Fault(first.element, message, first.attribute)


_MOST_PREFIXES = 5


@check(
    "undeclared-prefix",
    Severity.REVIEW,
    hint="define it with a prefixDef in the header (encodingDesc, listPrefixDef), or with --with"
    " name the folder where that stands",
    example='<persName ref="psn:smith">Smith</persName>',
)
def undeclared(file: TeiFile) -> Iterator[Fault]:
    """A pointer begins with a prefix that no `prefixDef` defines and that is no scheme of the web.

    It is told once for each prefix.
    """
    if not file.is_whole:
        return
    found: dict[str, list[Pointer]] = defaultdict(list)
    for pointer in file.pointers:
        prefix = pointer.value.partition(":")[0]
        if pointer.scheme and len(prefix) > 1 and prefix.lower() == pointer.scheme:
            if not (prefix in file.prefixes or is_registered(pointer.scheme)):
                found[prefix].append(pointer)
    unknown = {p: some for p, some in found.items() if not file.library.defines(p)}
    if len(unknown) > _MOST_PREFIXES:
        yield _many_prefixes(unknown)
        return
    for prefix, pointers in unknown.items():
        first = pointers[0]
        message = f"the prefix `{shortened(prefix)}:` is defined nowhere: {first.shown}"
        yield Fault(first.element, message + times(len(pointers)), first.attribute)


def _many_prefixes(unknown: Mapping[str, Sequence[Pointer]]) -> Fault:
    some = ", ".join(f"`{shortened(prefix)}:`" for prefix in list(unknown)[:_MOST_PREFIXES])
    first = next(iter(unknown.values()))[0]
    message = f"{len(unknown)} prefixes are defined nowhere: {some}, …"
    return Fault(first.element, message, first.attribute)


@check(
    "prefix-mismatch",
    Severity.REVIEW,
    hint="correct the pointer, or the matchPattern of the prefixDef",
    example='<prefixDef ident="psn" matchPattern="[a-z]+" replacementPattern="p.xml#$0"/>'
    ' ... <persName ref="psn:12"/>',
)
def mismatch(file: TeiFile) -> Iterator[Fault]:
    """What follows a private prefix does not fit the pattern by which its `prefixDef` is read."""
    told: set[str] = set()
    for pointer in file.pointers:
        prefix, colon, rest = pointer.value.partition(":")
        definitions = file.prefixes.get(prefix) if colon else None
        if definitions and pointer.value not in told:
            told.add(pointer.value)
            if not any(one.could_be(rest) for one in definitions):
                pattern = shortened(definitions[0].pattern)
                message = f"{pointer.shown} does not fit the pattern `{pattern}` of its prefix"
                yield Fault(pointer.element, message, pointer.attribute)
