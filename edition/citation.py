"""What a reference to an edition, one of its texts, a division or a passage says.

Only what the edition states is said. Its editors may be programs: nobody is named as editor whom
the header does not call a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from edition.personal_names import Name, parted
from edition.reading.passages import UNITS
from edition.reading.source import TextFacts

PASSAGE, ADDRESS = "{passage}", "{address}"
_NOT_IN_KEY = re.compile(r"[^a-z0-9.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is cited; every field but the first four may be empty.

    `published` is the ISO date of the version, `written` the date of the work as the edition
    has it. Without `title` the edition as a whole is cited. `part` is the heading of a division,
    `passage` words such as "paragraph 12". `key` is the key of its entry in BibTeX and CSL JSON.
    """

    edition: str
    version: str
    published: str
    key: str
    publisher: str = ""
    address: str = ""
    title: str = ""
    authors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    written: str = ""
    part: str = ""
    passage: str = ""
    language: str = ""
    licence: str = ""

    @property
    def year(self) -> str:
        return self.published[:4]


def edition_reference(texts: Sequence[TextFacts], title: str, address: str = "") -> Reference:
    """The edition as a whole; said of it is what all its texts say."""
    versions = _common(one.version for one in texts)
    return Reference(
        edition=title,
        version=versions,
        published=max((one.published for one in texts), default=""),
        key=key_of(title, versions),
        publisher=_common(one.publisher for one in texts),
        address=address,
        editors=_editors(texts),
        language=_common(one.language for one in texts),
        licence=_common(one.licence_address for one in texts),
    )


def text_reference(text: TextFacts, title: str, address: str = "", part: str = "") -> Reference:
    """A text of the edition called `title`, or the division with the heading `part`."""
    return Reference(
        edition=title,
        version=text.version,
        published=text.published,
        key=key_of(title, text.version, text.siglum, part),
        publisher=text.publisher,
        address=address,
        title=text.title,
        authors=names_of(text.author),
        translators=tuple(
            parted(one.name) for one in text.responsibilities if one.type == "translator"
        ),
        editors=_editors([text]),
        written=text.date,
        part=part,
        language=text.language,
        licence=text.licence_address,
    )


def key_of(*parts: str) -> str:
    """A key for BibTeX: the parts that say something, in plain letters, parted by colons."""
    clean = (_NOT_IN_KEY.sub("-", part.lower()).strip("-") for part in parts)
    return ":".join(filter(None, clean))


def names_of(written: str) -> tuple[Name, ...]:
    """The names in a field that parts several by semicolons."""
    return tuple(parted(one) for one in written.split(";") if one.strip())


def passage_words(unit: str, number: str, identifier: str) -> str:
    """A passage as a reference names it: "paragraph 12", or its identifier if it has no number."""
    return f"{UNITS.get(unit, unit)} {number}" if number else identifier


def passage_address(page: str, version: str, digest: str, identifier: str) -> str:
    """The address that pins a passage to its wording: PAGE?cited=VERSION-DIGEST#PASSAGE.

    Without a version there is nothing to pin it to.
    """
    pinned = f"?cited={quote(version, safe='')}-{digest}" if version else ""
    return f"{page}{pinned}#{quote(identifier, safe='')}"


def _common(values: Iterable[str]) -> str:
    """What all say, or nothing."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""


def _editors(texts: Sequence[TextFacts]) -> tuple[Name, ...]:
    """Persons who answer for the edition of a text; programs and the source's editors are none."""
    stated = (one for text in texts for one in text.responsibilities if one.id)
    found = (one.name for one in stated if one.type in {"person", "editor"})
    return tuple(parted(name) for name in dict.fromkeys(found))
