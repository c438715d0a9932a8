"""The mention of an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edition.annotations.mention import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMention(Mention):
    """Words that name an organisation.

    TEI: `orgName` with `ref`.
    """

    kind: ClassVar[str] = "organisation"
    depth: ClassVar[int] = 204
    tag: ClassVar[str] = "orgName"
    register: ClassVar[str] = "organisation"
