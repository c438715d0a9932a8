"""References in words: four styles, written out, for the facts of an edition are few and fixed.

A reader who needs another style takes the data (see `citation_formats`) to a reference manager.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from edition.citation import Reference
from edition.personal_names import Name
from edition.reading.dates import MONTHS

_MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_END = re.compile("[.?!]”?$")


class Piece(NamedTuple):
    """Words of a reference; titles of whole editions stand in italics."""

    text: str
    italic: bool = False


def plain(pieces: list[Piece]) -> str:
    """A reference without italics."""
    return "".join(piece.text for piece in pieces)


def chicago(one: Reference) -> list[Piece]:
    """The Chicago Manual of Style, as in a bibliography."""
    imprint = _joined(", ", one.publisher, _day(one.published, "{month} {day}, {year}"))
    if not one.title:
        version = _joined(", ", _version(one, "Version"), *_places(one))
        back = _sentences(_by("Edited by", one.editors), version, imprint, one.address)
        return _framed("", one.edition, ". ", _american(back))
    front = _sentences(
        _bibliographic(one.authors),
        _quoted(one.title, "."),
        one.written,
        _by("Translated by", one.translators),
    )
    edited = _by("edited by", one.editors)
    version = _joined(", ", edited, _version(one), *_places(one))
    back = _sentences(version, imprint, one.address)
    mark = ", " if version else ". "
    return _framed(f"{front} In ", one.edition, mark, _american(back))


def mla(one: Reference) -> list[Piece]:
    """The MLA Handbook, as in a list of works cited."""
    front = _sentences(
        _bibliographic(one.authors),
        _quoted(one.title, "."),
        one.written,
        _by("Translated by", one.translators),
    )
    back = _joined(
        ", ",
        _by("edited by", one.editors),
        _version(one),
        one.publisher,
        _day(one.published, "{day} {short} {year}"),
        *_places(one),
        one.address.partition("://")[2] or one.address,
    )
    front = f"{front} " if front else ""
    return _framed(front, one.edition, ", ", _american(_sentences(back)))


def apa(one: Reference) -> list[Piece]:
    """The style of the American Psychological Association."""
    places = _joined(", ", _version(one, "Version"), *_places(one))
    year = f"({one.year or 'n.d.'})"
    role = {0: "", 1: "(Ed.)"}.get(len(one.editors), "(Eds.)")
    if not one.title:
        editors = _joined(" ", _initialled(one.editors), role)
        front = _sentences(editors or one.publisher, year)
        publisher = _sentences(one.publisher if editors else "")
        back = _joined(" ", f"({places})." if places else "", publisher, one.address)
        return _framed(f"{front} ", one.edition, " ", back)
    translators, authors = _initialled(one.translators), _initialled(one.authors)
    title = f"{one.title} ({translators}, Trans.)" if translators else one.title
    front = _sentences(authors, year, title) if authors else _sentences(title, year)
    work = f"(Original work published {one.written})" if one.written else ""
    publisher = _sentences(one.publisher)
    back = _joined(" ", f"({places})." if places else "", publisher, one.address, work)
    editors = f"{_listed(one.editors)} {role}, " if role else ""
    return _framed(f"{front} In {editors}", one.edition, " ", back)


def footnote(one: Reference) -> list[Piece]:
    """A plain footnote, the names in their natural order."""
    work = _quoted(one.title, "")
    work = f"{work} ({one.written})" if work and one.written else work
    front = _joined(", ", _listed(one.authors), work, _by("trans.", one.translators))
    imprint = _joined(", ", one.publisher, _day(one.published, "{day} {month} {year}"))
    version = _joined(" ", _version(one), f"({imprint})" if imprint else "")
    edited = _by("ed.", one.editors)
    back = _sentences(_joined(", ", edited, version, *_places(one), one.address))
    return _framed(f"{front}, in " if front else "", one.edition, ", ", back)


Style = Callable[[Reference], list[Piece]]
STYLES: Mapping[str, Style] = {"Chicago": chicago, "MLA": mla, "APA": apa, "Footnote": footnote}


def _framed(front: str, edition: str, mark: str, back: str) -> list[Piece]:
    """A reference of three pieces, of which the first and the last may be missing."""
    opening = [Piece(front)] if front else []
    return [*opening, Piece(edition, italic=True), Piece(f"{mark}{back}" if back else ".")]


def _joined(mark: str, *parts: str) -> str:
    """The parts that say something, the mark between them."""
    return mark.join(filter(None, parts))


def _sentences(*parts: str) -> str:
    """The parts that say something, each ended by a full stop if it has no end of its own."""
    return " ".join(part if _END.search(part) else f"{part}." for part in parts if part)


def _american(text: str) -> str:
    """American styles put the comma inside the quotation mark."""
    return text.replace("”,", ",”")


def _quoted(title: str, mark: str) -> str:
    """A title in quotation marks, with the mark that ends it inside, if it has none."""
    if not title:
        return ""
    return f"“{title}”" if title[-1] in ".?!" else f"“{title}{mark}”"


def _places(one: Reference) -> list[str]:
    return [_quoted(one.part, ""), one.passage]


def _version(one: Reference, word: str = "version") -> str:
    return f"{word} {one.version}" if one.version else ""


def _by(what: str, names: tuple[Name, ...]) -> str:
    return f"{what} {_listed(names)}" if names else ""


def _listed(names: tuple[Name, ...]) -> str:
    return _and([one.natural for one in names], "and")


def _bibliographic(names: tuple[Name, ...]) -> str:
    """The first name inverted, the others not."""
    return _and([names[0].inverted, *(one.natural for one in names[1:])], "and") if names else ""


def _initialled(names: tuple[Name, ...]) -> str:
    shown = [
        f"{one.family}, {' '.join(f'{word[0]}.' for word in one.given.split())}"
        if one.given
        else one.family
        for one in names
    ]
    return _and(shown, "&")


def _and(names: list[str], word: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, {word} {names[-1]}"


def _day(date: str, form: str) -> str:
    """An ISO day in words; any other date as it stands."""
    match = _DAY.fullmatch(date)
    if match is None or not 1 <= int(match[2]) <= len(MONTHS):
        return date
    month = int(match[2]) - 1
    return form.format(
        day=int(match[3]), month=MONTHS[month], short=_MLA_MONTHS[month], year=match[1]
    )
