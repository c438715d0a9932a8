"""Numbers of authority files: their shape, their check digits, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edition.authorities import GND, Identifier, in_address, named, plain_number
from edition.checks.check import Fault, check
from edition.checks.pointing import in_tei, shortened, times
from edition.checks.readings import said
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.tei import Element

_NOTHING = frozenset({"", "-", "–", "none", "n/a", "unknown", "?", "null", "undefined", "nan"})


@dataclass(frozen=True, slots=True)
class _Given:
    """A number in a file: at which element and attribute, and as what it is given."""

    element: Element
    attribute: str | None
    identifier: Identifier


def _given(file: TeiFile) -> Iterator[_Given]:
    for element in file.named("idno"):
        found = _in_idno(element) if in_tei(element) else None
        if found is not None:
            yield _Given(element, None, found)
    for pointer in file.pointers:
        if pointer.scheme in {"http", "https"}:
            found = in_address(pointer.address)
        elif pointer.scheme and (authority := named(pointer.scheme)):
            found = Identifier(authority, pointer.address.partition(":")[2])
        else:
            continue
        if found is not None:
            yield _Given(pointer.element, pointer.attribute, found)


def _in_idno(element: Element) -> Identifier | None:
    text = _text(element)
    if "://" in text:
        return in_address(text)
    authority = named(element.get("type", "")) or named(element.get("subtype", ""))
    return Identifier(authority, plain_number(text)) if authority else None


def _text(element: Element) -> str:
    return next(iter(said(element)), "")


@check(
    "bad-identifier",
    Severity.REVIEW,
    hint="look the number up in the authority file",
    example='<idno type="Wikidata">42</idno>',
)
def misshapen(file: TeiFile) -> Iterator[Fault]:
    """A number of an authority file (GND, VIAF, ISNI, ORCID, Wikidata, GeoNames) has not its shape.

    It is found in `idno`, by its type or address, and in the addresses and prefixes of pointers.
    """
    told: dict[Identifier, list[_Given]] = {}
    for given in _given(file):
        if not given.identifier.authority.fits(given.identifier.number):
            told.setdefault(given.identifier, []).append(given)
    for identifier, some in told.items():
        first, authority = some[0], identifier.authority
        number = identifier.number.strip()
        if number.lower() in _NOTHING:
            fact = f"there is no {authority.name} number: `{number}`"
        else:
            fact = f"`{shortened(number)}` has not the shape of a {authority.name} number"
        message = f"{fact} (like {_example(identifier)}){times(len(some))}"
        yield Fault(first.element, message, first.attribute)


def _example(identifier: Identifier) -> str:
    """The number with the hyphen it lacks, where that would be a good one, or any other."""
    number = identifier.number.strip()
    hyphened = f"{number[:-1]}-{number[-1:]}"
    mended = identifier.authority is GND and GND.fits(hyphened) and GND.can_exist(hyphened)
    return hyphened if mended else identifier.authority.example


@check(
    "wrong-check-digit",
    Severity.ERROR,
    hint="look the number up in the authority file: a digit is wrong, missing or misplaced",
    example='<idno type="GND">118540239</idno>',
)
def wrong_digit(file: TeiFile) -> Iterator[Fault]:
    """The check digit of a GND, ISNI or ORCID number is not what its other digits make it.

    Such a number was never given to anybody.
    """
    told: dict[Identifier, list[_Given]] = {}
    for given in _given(file):
        authority, number = given.identifier.authority, given.identifier.number
        if authority.fits(number) and not authority.can_exist(number):
            told.setdefault(given.identifier, []).append(given)
    for identifier, some in told.items():
        first, authority = some[0], identifier.authority
        message = (
            f"`{identifier.number}` is no number of {authority.name}: its check digit is wrong"
        )
        yield Fault(first.element, message + times(len(some)), first.attribute)


@check(
    "other-authority",
    Severity.REVIEW,
    hint="correct the type, or the address",
    example='<idno type="VIAF">https://d-nb.info/gnd/118540238</idno>',
)
def other_authority(file: TeiFile) -> Iterator[Fault]:
    """The type of an `idno` names one authority file, its address leads to another."""
    for element in file.named("idno"):
        kind = named(element.get("type", "")) or named(element.get("subtype", ""))
        text = _text(element) if kind and in_tei(element) else ""
        found = in_address(text) if "://" in text else None
        if kind and found and found.authority is not kind:
            message = f"the type says {kind.name}, the address is of {found.authority.name}"
            yield Fault(element, message)
