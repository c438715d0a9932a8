"""What edition.toml and witness.toml say: titles, responsibilities, licences, witnesses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Somebody, or a rule of a program, that is responsible for annotations.

    `kind` is person, software or rule; `does` what it did; `checked` how that was checked.
    """

    id: str
    name: str
    kind: str
    does: str
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence in words, with its address where it has one."""

    statement: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the revision history: when (ISO date), who (a responsibility), what."""

    when: str
    who: str
    what: str


VERIFICATIONS = {
    "reading": "Read line by line, without sight of another reader's list.",
    "settlement": "Decided where the readings differ.",
    "comparison": "Compared with parallel passages.",
}


@dataclass(frozen=True, slots=True)
class Verification:
    """What has been verified: by a responsibility, when (ISO date), how (see VERIFICATIONS).

    `blocks` are ids of blocks or ranges of them ("p12-p40"); none is the whole text.
    """

    by: str
    when: str
    how: str
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the pages say and the TEI does not: `corrections` is where readers send theirs.

    That is a `mailto:` address or the https address of a form for issues; "" where there is none.
    """

    corrections: str = ""


@dataclass(frozen=True, slots=True)
class EditionSettings:
    """edition.toml: the edition as a whole; `witnesses` are sigla in order."""

    title: str
    version: str
    language: str
    date: str
    publisher: str
    project: str
    licence: Licence
    witnesses: tuple[str, ...]
    responsibilities: tuple[Responsibility, ...]
    changes: tuple[Change, ...]
    site: SiteSettings = SiteSettings()


@dataclass(frozen=True, slots=True)
class WitnessSettings:
    """witness.toml: one witness.

    `file` is the name of the source, `sha256` the digest of the copy that was annotated (empty
    before the first annotation), `text_type` the outline rule that fits it; `availability` is
    free, restricted or unknown; `sampling` says whether the text is whole.
    """

    siglum: str
    file: str
    title: str
    text_type: str
    language: str
    rights: str
    sha256: str = ""
    author: str | None = None
    translator: str | None = None
    date: str | None = None
    published: str | None = None
    description: str = ""
    availability: str = "restricted"
    sampling: str = ""
    verification: tuple[Verification, ...] = ()
