"""Numbers of authority files: check digits as the authorities publish them."""

from __future__ import annotations

import pytest

from edition.authorities import (
    GND,
    ISNI,
    ORCID,
    VIAF,
    in_address,
    mod_11_2_fits,
    named,
    normal,
    plain_number,
)


@pytest.mark.parametrize(
    "number",
    ["118540238", "101115658X", "1019646128", "4005728-8", "1231643-X", "2007744-0"],
)
def test_gnd_numbers_that_exist(number: str) -> None:
    assert GND.fits(number) and GND.can_exist(number)


@pytest.mark.parametrize("number", ["118540238", "1019646128"])
def test_every_wrong_digit_and_every_exchange_of_neighbours_is_found(number: str) -> None:
    for place, digit in enumerate(number):
        for other in "0123456789":
            changed = number[:place] + other + number[place + 1 :]
            assert GND.can_exist(changed) == (other == digit)
    for place in range(len(number) - 1):
        one, other = number[place : place + 2]
        changed = number[:place] + other + one + number[place + 2 :]
        assert GND.can_exist(changed) == (one == other)


@pytest.mark.parametrize(
    "number", ["0000-0002-1825-0097", "0000 0002 1694 233X", "0000000218250097"]
)
def test_sixteen_characters(number: str) -> None:
    assert ISNI.fits(number) and ORCID.fits(number) and mod_11_2_fits(number)
    assert not mod_11_2_fits(number[:-1] + "5")


@pytest.mark.parametrize(
    ("address", "authority", "number"),
    [
        ("https://d-nb.info/gnd/118540238", "GND", "118540238"),
        ("http://d-nb.info/gnd/4005728-8/about/lds", "GND", "4005728-8"),
        ("https://viaf.org/viaf/24602065/#Goethe", "VIAF", "24602065"),
        ("http://www.wikidata.org/entity/Q5879", "Wikidata", "Q5879"),
        ("https://sws.geonames.org/2761369/", "GeoNames", "2761369"),
        ("https://orcid.org/0000-0002-1825-0097", "ORCID", "0000-0002-1825-0097"),
        ("https://isni.org/isni/0000000218250097", "ISNI", "0000000218250097"),
    ],
)
def test_numbers_in_addresses(address: str, authority: str, number: str) -> None:
    found = in_address(address)
    assert found is not None
    assert (found.authority.name, found.number) == (authority, number)


def test_other_addresses_hold_no_number() -> None:
    for address in ("https://viaf.org/viaf/search", "https://d-nb.info/12", "gnd/1", "https://a.b"):
        assert in_address(address) is None


def test_the_words_before_a_number_are_no_part_of_it() -> None:
    for text in ("(DE-588)118540238", "GND: 118540238", "gnd 118540238", " 118540238 "):
        assert plain_number(text) == "118540238"


def test_types_name_authorities() -> None:
    assert named("GND-ID") is GND and named("viaf") is VIAF
    assert named("shelfmark") is None


def test_two_ways_of_writing_one_number() -> None:
    one = in_address("https://isni.org/isni/0000000218250097")
    other = in_address("https://isni.org/isni/0000-0002-1825-0097")
    assert one and other and normal(one) == normal(other)
