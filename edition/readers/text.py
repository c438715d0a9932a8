"""A source file, plain text or web page, becomes a witness."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from edition import findings
from edition.characters import FORBIDDEN
from edition.diagnostics import Diagnostic, InputError, Place, raise_for
from edition.fingerprint import Fingerprint, first_difference
from edition.readers.files import BYTE_ORDER_MARK, read_characters
from edition.readers.html import SUFFIXES, read_page
from edition.settings import WitnessSettings
from edition.witness import Witness


def read_witness(
    settings: WitnessSettings, path: Path, fingerprint: Fingerprint | None = None
) -> Witness:
    """The witness that a source file transmits; of a web page, the text that it shows.

    Raises InputError for what is no text (not UTF-8, control characters, a byte order mark,
    carriage returns, nothing at all) and for a copy that is not the one annotated; the
    fingerprint then tells where the two part.
    """
    if path.suffix.lower() in SUFFIXES:
        text = read_page(path).text
    else:
        text = read_characters(path, findings.SOURCE_MISSING)
    raise_for(_unfit(text, path))
    digest = hashlib.sha256(text.encode()).hexdigest()
    if settings.sha256 and digest != settings.sha256:
        raise InputError([_changed(settings, text, path, digest, fingerprint)])
    return Witness(settings.siglum, text, digest)


def _unfit(text: str, path: Path) -> Iterator[Diagnostic]:
    name = str(path)
    if not text.strip():
        hint = "bring the text, or take the witness out of edition.toml"
        yield Diagnostic(findings.EMPTY_WITNESS, Place(name), "the file holds no text", hint)
    if text.startswith(BYTE_ORDER_MARK):
        hint = "take it away: it is no character of the text (sed -i '1s/^\\xEF\\xBB\\xBF//')"
        fact = "the file begins with a byte order mark (U+FEFF)"
        yield Diagnostic(findings.BYTE_ORDER_MARK, Place(name, 1, 1), fact, hint)
    if match := FORBIDDEN.search(text):
        fact = f"the character U+{ord(match.group()):04X} cannot stand in XML"
        hint = "find out what it stands for in the source, and replace it before annotating"
        yield Diagnostic(findings.FORBIDDEN_CHARACTER, _at(name, text, match.start()), fact, hint)
    if (offset := text.find("\r")) >= 0:
        fact = "lines end with a carriage return"
        hint = "convert the line ends to LF (dos2unix), then compare the digest"
        yield Diagnostic(findings.CARRIAGE_RETURN, _at(name, text, offset), fact, hint)


def _at(path: str, text: str, offset: int) -> Place:
    line = text.count("\n", 0, offset) + 1
    return Place(path, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def _changed(
    settings: WitnessSettings,
    text: str,
    path: Path,
    digest: str,
    fingerprint: Fingerprint | None,
) -> Diagnostic:
    place, where = Place(str(path)), ""
    offset = None if fingerprint is None else first_difference(fingerprint, text)
    if offset is not None:
        place = _at(str(path), text, offset)
        where = "; the words part here"
    elif fingerprint is not None:
        where = "; all its words agree, so the difference is in spaces, marks or case"
    fact = (
        f"this is not the copy of {settings.siglum} that was annotated: its SHA-256 is "
        f"{digest[:12]}..., not {settings.sha256[:12]}...{where}"
    )
    hint = "bring the copy with that digest; the offsets of the layers fit no other"
    return Diagnostic(findings.WITNESS_CHANGED, place, fact, hint)
