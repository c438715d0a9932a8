"""References as reference managers read them: BibTeX, RIS, CSL JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from edition.citation import Reference
from edition.personal_names import Name

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{mark: f"\\{mark}" for mark in "$&%#_"},
}
_TEX_SPECIAL = re.compile("[" + re.escape("".join(_TEX)) + "]")
_PLACEHOLDER = re.compile(r"(\{(?:passage|address)\})")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class Format(NamedTuple):
    """A format: its name, the ending and media type of its files, what writes it."""

    name: str
    ending: str
    media_type: str
    write: Callable[[Reference], str]


def bibtex(one: Reference) -> str:
    """An entry of BibTeX, with the fields of biblatex where BibTeX has none.

    Titles and bodies stand in double braces, so that no style changes their capitals.
    """
    kind = "incollection" if one.title else "book"
    names = {
        "author": _tex_names(one.authors),
        "translator": _tex_names(one.translators),
        "editor": _tex_names(one.editors),
    }
    titles = {"title": one.title or one.edition, "booktitle": one.edition if one.title else ""}
    entry = {
        **names,
        **{field: f"{{{_tex(words)}}}" for field, words in titles.items() if words},
        "publisher": f"{{{_tex(one.publisher)}}}" if one.publisher else "",
        "year": _tex(one.year),
        "date": _tex(one.published),
        "origdate": _tex(one.written) if _DATE.fullmatch(one.written) else "",
        "version": _tex(one.version),
        "chapter": f"{{{_tex(one.part)}}}" if one.part else "",
        "pages": _tex(one.passage),
        "language": _tex(one.language),
        "url": _tex_address(one.address),
        "note": _tex(f"Version {one.version}") if one.version else "",
    }
    lines = [f"  {field} = {{{value}}}" for field, value in entry.items() if value]
    return "".join([f"@{kind}{{{one.key},\n", ",\n".join(lines), "\n}\n"])


def ris(one: Reference) -> str:
    """A record of RIS; its lines end with CR and LF."""
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in _ris_lines(one))


def csl_json(one: Reference) -> str:
    """A list of one item of CSL JSON, with a line end at the end."""
    return json.dumps([csl_item(one)], ensure_ascii=False, indent=2) + "\n"


def csl_item(one: Reference) -> dict[str, Any]:
    """The item of CSL."""
    item: dict[str, Any] = {
        "id": one.key,
        "type": "chapter" if one.title else "book",
        "title": one.title or one.edition,
        "container-title": one.edition if one.title else "",
        "author": _csl_names(one.authors),
        "translator": _csl_names(one.translators),
        "editor": _csl_names(one.editors),
        "publisher": one.publisher,
        "version": one.version,
        "issued": _csl_date(one.published),
        "original-date": _csl_date(one.written),
        "section": one.part,
        "locator": one.passage,
        "URL": one.address,
        "language": one.language,
        "license": one.licence,
    }
    return {field: value for field, value in item.items() if value}


FORMATS = (
    Format("BibTeX", ".bib", "application/x-bibtex", bibtex),
    Format("RIS", ".ris", "application/x-research-info-systems", ris),
    Format("CSL JSON", ".csl.json", "application/vnd.citationstyles.csl+json", csl_json),
)


def _tex(text: str) -> str:
    """The text with what TeX would take for commands escaped; placeholders stay."""
    parts = _PLACEHOLDER.split(_one_line(text))
    return "".join(
        part if number % 2 else _TEX_SPECIAL.sub(lambda match: _TEX[match.group()], part)
        for number, part in enumerate(parts)
    )


def _tex_address(address: str) -> str:
    """An address as it is, but for characters that would end the field."""
    replaced = {"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"}
    parts = _PLACEHOLDER.split(address)
    return "".join(
        part if number % 2 else "".join(replaced.get(one, one) for one in part)
        for number, part in enumerate(parts)
    )


def _tex_names(names: Iterable[Name]) -> str:
    return " and ".join(
        f"{_tex(one.family)}, {_tex(one.given)}" if one.given else f"{{{_tex(one.family)}}}"
        for one in names
    )


def _ris_lines(one: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "CHAP" if one.title else "BOOK"
    yield from (("AU", name.inverted) for name in one.authors)
    yield "TI", one.title or one.edition
    if one.title:
        yield "T2", one.edition
    yield from (("A2", name.inverted) for name in one.editors)
    yield from (("A4", name.inverted) for name in one.translators)
    known = _DATE.fullmatch(one.published)
    given = {
        "PB": one.publisher,
        "PY": one.year,
        "DA": "/".join([*filter(None, known.groups())]) if known else "",
        "ET": f"Version {one.version}" if one.version else "",
        "OP": one.written,
        "SE": one.part,
        "SP": one.passage,
        "LA": one.language,
        "UR": one.address,
        "ID": one.key,
    }
    yield from ((tag, value) for tag, value in given.items() if value)
    yield "ER", ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _csl_names(names: Iterable[Name]) -> list[dict[str, str]]:
    return [
        {"family": one.family, "given": one.given} if one.given else {"literal": one.family}
        for one in names
    ]


def _csl_date(date: str) -> Mapping[str, Any] | None:
    if match := _DATE.fullmatch(date):
        return {"date-parts": [[int(part) for part in match.groups() if part]]}
    return {"literal": date} if date else None
