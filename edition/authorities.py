"""Numbers of authority files: which authority a text names, and whether the number can be right.

Shapes and check digits are those that the authorities publish:

GND      DNB, https://wiki.dnb.de (Prüfziffernberechnung): digits weighted 2, 3, 4 ... from the
         right, check digit (11 - sum mod 11) mod 11, X for 10; the older numbers with a hyphen
         (SWD, GKD) have sum mod 11. Shapes as in Wikidata's property P227.
ISNI     ISO 27729 and ISO/IEC 7064, MOD 11-2: sixteen characters.
ORCID    the same, https://support.orcid.org (Structure of the ORCID Identifier).
VIAF     two to nine digits, or 19 to 22 (Wikidata's property P214); no check digit.
Wikidata Q and a number without leading zero.
GeoNames a number without leading zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_LONGEST = 300
_ADDRESS = re.compile(r"https?://(?:www\.|sws\.)?([a-z-]+(?:\.[a-z-]+)+)/(.*)", re.DOTALL)
_REGISTRATION = re.compile(r"\((?:DE-588|uri|orcid)\)", re.I)
_SEPARATORS = re.compile(r"[\s\u2010-\u2013-]+")
_HALVES = re.compile(r"(\d{1,10})-?([0-9Xx])")


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority file: its name, an example of its numbers, what they look like."""

    name: str
    example: str
    shape: re.Pattern[str]
    check_digit_fits: Callable[[str], bool] | None = None

    def fits(self, number: str) -> bool:
        """Whether a number has the shape of this authority's."""
        return self.shape.fullmatch(number) is not None

    def can_exist(self, number: str) -> bool:
        """Whether a number of the right shape has the right check digit."""
        return self.check_digit_fits is None or self.check_digit_fits(number)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number and the authority whose it is said to be."""

    authority: Authority
    number: str


def _weighted_sum(digits: str) -> int:
    return sum(int(digit) * weight for weight, digit in enumerate(reversed(digits), 2))


def _sign(value: int) -> str:
    return "X" if value == 10 else str(value)


def gnd_fits(number: str) -> bool:
    """Whether the check digit of a GND number is right: for old numbers, by either way."""
    parts = _HALVES.fullmatch(number)
    if parts is None:
        return False
    digits, check = parts[1], parts[2].upper()
    rest = _weighted_sum(digits) % 11
    return check == _sign(-rest % 11) or ("-" in number and check == _sign(rest))


def mod_11_2_fits(number: str) -> bool:
    """Whether the last of sixteen characters is the check digit of ISO/IEC 7064, MOD 11-2."""
    plain = _SEPARATORS.sub("", number).upper()
    total = 0
    for digit in plain[:-1]:
        total = (total + int(digit)) * 2
    return plain[-1:] == _sign((12 - total % 11) % 11)


_SIXTEEN = re.compile(r"(?:\d{4}[\s\u2010-\u2013-]?){3}\d{3}[\dXx]", re.ASCII)
GND = Authority("GND", "118540238", re.compile(r"\d{8,9}[\dXx]|\d{1,8}-[\dXx]", re.A), gnd_fits)
VIAF = Authority("VIAF", "24602065", re.compile(r"[1-9]\d(?:\d{0,7}|\d{17,20})", re.ASCII))
ISNI = Authority("ISNI", "0000 0001 2103 2683", _SIXTEEN, mod_11_2_fits)
ORCID = Authority("ORCID", "0000-0002-1825-0097", _SIXTEEN, mod_11_2_fits)
WIKIDATA = Authority("Wikidata", "Q5879", re.compile(r"Q[1-9]\d{0,11}", re.ASCII))
GEONAMES = Authority("GeoNames", "2761369", re.compile(r"[1-9]\d{0,9}", re.ASCII))

_BY_WORD: Mapping[str, Authority] = {
    **dict.fromkeys(("gnd", "pnd", "gndid", "dnb", "gndnummer", "gkd", "swd"), GND),
    **dict.fromkeys(("viaf", "viafid"), VIAF),
    **dict.fromkeys(("isni", "isniid"), ISNI),
    **dict.fromkeys(("orcid", "orcidid"), ORCID),
    **dict.fromkeys(("wikidata", "wd", "wikidataid", "qid"), WIKIDATA),
    **dict.fromkeys(("geonames", "geonamesid", "geonameid"), GEONAMES),
}
# Host of the address, then what stands before the number in its path.
_BY_HOST: Mapping[str, tuple[Authority, re.Pattern[str]]] = {
    "d-nb.info": (GND, re.compile(r"gnd/([^/?#]+)")),
    "lobid.org": (GND, re.compile(r"gnd/([^/?#]+)")),
    "viaf.org": (VIAF, re.compile(r"viaf/(\d[^/?#]*)")),
    "isni.org": (ISNI, re.compile(r"(?:isni|page)/([^/?#]+)")),
    "isni-url.oclc.nl": (ISNI, re.compile(r"isni/([^/?#]+)")),
    "orcid.org": (ORCID, re.compile(r"(\d[^/?#]*)")),
    "wikidata.org": (WIKIDATA, re.compile(r"(?:entity|wiki)/([Qq]\d[^/?#.]*)")),
    "geonames.org": (GEONAMES, re.compile(r"(\d[^/?#]*)")),
}


def named(word: str) -> Authority | None:
    """The authority that a type or prefix names (`GND`, `wikidata`); none for any other word."""
    return _BY_WORD.get(re.sub(r"[\s_:-]", "", word[:_LONGEST]).lower())


def in_address(address: str) -> Identifier | None:
    """The number in an address of an authority (`https://d-nb.info/gnd/118540238`)."""
    found = _ADDRESS.fullmatch(address.strip()[:_LONGEST])
    known = _BY_HOST.get(found[1]) if found else None
    if found is None or known is None:
        return None
    number = known[1].match(found[2])
    return Identifier(known[0], number[1]) if number else None


def plain_number(text: str) -> str:
    """The number in what an editor wrote: without the authority's code or name before it."""
    short = " ".join(_REGISTRATION.sub("", text[:_LONGEST]).split())
    before, mark, after = short.partition(":")
    if mark and named(before):
        return after.strip()
    first, _, rest = short.partition(" ")
    return rest if rest and named(first) else short


def normal(identifier: Identifier) -> str:
    """The number written one way, so that two can be compared."""
    number = identifier.number.upper()
    return _SEPARATORS.sub("", number) if identifier.authority in (ISNI, ORCID) else number
