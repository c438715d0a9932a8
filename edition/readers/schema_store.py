"""The schema store: RELAX NG schemas by name and version, in a folder of the user.

A schema stands in `<name>/<version>/`: its files, untouched, and beside them `schema.json`, which
says which of them is the grammar and which the Schematron rules, and where they came from. Nothing
here ever uses the network: see `schema_adding` and `schema_fetching` for how schemas come in.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from edition import __version__, findings
from edition.diagnostics import Diagnostic, InputError, Place

DESCRIPTION = "schema.json"
OWN = "edition"
TITLES = {
    "tei-all": "TEI All",
    "tei-lite": "TEI Lite",
    "tei-simpleprint": "TEI SimplePrint",
    "dtabf": "Basisformat of the Deutsches Textarchiv",
    "dracor": "DraCor",
}
_OTHER_NAMES = {
    "lite": "tei-lite",
    "simpleprint": "tei-simpleprint",
    "basisformat": "dtabf",
    "dracor.org/schema": "dracor",
}
_OWN_GRAMMAR = Path(__file__).parent.parent / "schema" / "edition.rng"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,40}")
_IN_FILE_NAME = re.compile(r"[-_]v?(\d+(?:\.\d+)+)$")
_ENDING = re.compile(r"\.(rng|rnc|isosch|sch|xml)$")
_IN_ADDRESS = re.compile(r"/(\d+\.\d+\.\d+)/")


@dataclass(frozen=True, slots=True)
class StoredSchema:
    """A schema of the store.

    `tei` is the version of TEI it was made from, as it says itself (none: it does not say);
    `rules` its Schematron, `origin` where it came from, `digests` the SHA-256 of each of its
    files by path inside `folder`.
    """

    name: str
    version: str
    title: str
    tei: str | None
    folder: Path
    grammar: Path
    rules: Path | None
    origin: str
    digests: Mapping[str, str]

    def changed(self) -> list[str]:
        """The files that are not what was added, or are gone."""
        return [name for name, one in self.digests.items() if _digest(self.folder / name) != one]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def stored_schemas(folder: Path) -> list[StoredSchema]:
    """All schemas of a store, by name, the newest version of each first.

    The edition's own schema, which comes with the program, is always among them. Raises
    InputError where a description in the store cannot be read.
    """
    found = [_read(path) for path in folder.glob(f"*/*/{DESCRIPTION}")]
    newest_first = sorted(found, key=lambda one: version_order(one.version), reverse=True)
    return sorted([*newest_first, own_schema()], key=lambda one: one.name)


def find_schema(folder: Path, wanted: str) -> StoredSchema:
    """The newest schema of a name (`tei-all`), or one of its versions (`tei-all@4.8.1`).

    Raises InputError where the store has none; the hint names what it has.
    """
    name, version = name_and_version(wanted)
    found = _newest(folder, name, version)
    if found is None:
        raise InputError([_unknown(folder, name, wanted)])
    return found


def find_declared(folder: Path, address: str) -> StoredSchema | None:
    """The schema of the store that the address in an `<?xml-model?>` stands for, if any.

    Schemas are known by the name of the file (`…/tei_all.rng`). A version in the address is
    taken if the store has it, else the newest; nothing is fetched.
    """
    parts = urlsplit(address) if _is_address(address) else None
    if parts is None:
        return None
    path = unquote(parts.path)
    name = _OTHER_NAMES.get(f"{parts.netloc.removeprefix('www.')}{path.removesuffix('.rng')}")
    name = name or schema_name(path.rpartition("/")[2])
    version = _IN_ADDRESS.search(path)
    exact = _newest(folder, name, version[1]) if version else None
    return exact or _newest(folder, name, None)


def schema_name(file: str) -> str:
    """The name in the store for a file name: `tei_simplePrint.rng` is `tei-simpleprint`."""
    name = _IN_FILE_NAME.sub("", _ENDING.sub("", file)).lower().replace("_", "-").replace(" ", "-")
    return _OTHER_NAMES.get(name, name)


def name_from_file(file: str) -> str:
    """What a file is called in the store: `tei_all-4.8.1.rng` is `tei-all@4.8.1`."""
    version = _IN_FILE_NAME.search(_ENDING.sub("", file))
    return f"{schema_name(file)}@{version[1]}" if version else schema_name(file)


def name_and_version(wanted: str) -> tuple[str, str | None]:
    """The two parts of `name@version`; names that TEI uses for files are known, too.

    Raises InputError for what cannot be the name of a schema or its version.
    """
    first, _, version = wanted.partition("@")
    name = schema_name(first)
    if not _NAME.fullmatch(name) or (version and not _VERSION.fullmatch(version)):
        fact = f"“{wanted[:80]}” is no name of a schema"
        hint = "use letters, digits, - and a version after @, such as tei-all@4.8.1"
        raise InputError([Diagnostic(findings.UNKNOWN_SCHEMA, Place("schema store"), fact, hint)])
    return name, version or None


def version_order(version: str) -> tuple[list[int], str]:
    """What versions are sorted by: 4.10.0 is newer than 4.9.1."""
    return [int(number) for number in re.findall(r"\d+", version)], version


def own_schema() -> StoredSchema:
    """The schema of this edition, a part of the program."""
    return StoredSchema(
        name=OWN,
        version=__version__,
        title="Texts made by this program",
        tei=None,
        folder=_OWN_GRAMMAR.parent,
        grammar=_OWN_GRAMMAR,
        rules=None,
        origin="comes with the program",
        digests={},
    )


def _newest(folder: Path, name: str, version: str | None) -> StoredSchema | None:
    if name == OWN:
        own = own_schema()
        return own if version in {None, own.version} else None
    if not _NAME.fullmatch(name):
        return None
    found = [p for p in folder.glob(f"{name}/*/{DESCRIPTION}") if version in {None, _of(p)}]
    return _read(max(found, key=lambda p: version_order(_of(p)))) if found else None


def _of(description: Path) -> str:
    return description.parent.name


def _unknown(folder: Path, name: str, wanted: str) -> Diagnostic:
    known = [one for one in stored_schemas(folder) if one.name != OWN]
    names = {one.name for one in known}
    near = difflib.get_close_matches(name, names, 1)
    if name in names:
        hint = f"it has {', '.join(str(one) for one in known if one.name == name)}"
    elif near:
        hint = f"did you mean {near[0]}? edition schema list shows all"
    elif name == "tei-all":
        hint = "edition schema fetch tei-all, or edition schema add FILE for one you have"
    else:
        hint = "edition schema add FILE puts a schema into the store; edition schema list shows all"
    fact = f"there is no schema {wanted} in the store"
    return Diagnostic(findings.UNKNOWN_SCHEMA, Place(str(folder)), fact, hint)


def _is_address(text: str) -> bool:
    try:
        return urlsplit(text).scheme in {"http", "https"}
    except ValueError:
        return False


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _read(path: Path) -> StoredSchema:
    folder = path.parent
    try:
        said = json.loads(path.read_text("utf-8"))
        rules = said["rules"]
        return StoredSchema(
            name=folder.parent.name,
            version=folder.name,
            title=_text(said, "title"),
            tei=_text(said, "tei") if said["tei"] is not None else None,
            folder=folder,
            grammar=folder / _inside(_text(said, "grammar")),
            rules=folder / _inside(_text(said, "rules")) if rules is not None else None,
            origin=_text(said, "origin"),
            digests={_inside(str(name)): str(one) for name, one in said["sha256"].items()},
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        fact = f"the description of a schema cannot be read: {error}"
        hint = f"remove the folder {folder} and add the schema again"
        raise InputError([Diagnostic(findings.BAD_SCHEMA, Place(str(path)), fact, hint)]) from error


def _text(said: Mapping[str, Any], field: str) -> str:
    if not isinstance(said[field], str):
        raise TypeError(f"{field} is no text")
    return str(said[field])


def _inside(name: str) -> str:
    if name.startswith(("/", "\\")) or ".." in Path(name).parts or ":" in name:
        raise ValueError(f"{name} leads out of the folder")
    return name
