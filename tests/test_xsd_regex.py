"""The regular expressions of XSD: their syntax, what they match, and that they match in no time."""

from __future__ import annotations

import gc
import random
import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.relaxng.datatypes import DatatypeError
from edition.relaxng.datatypes import pattern as pattern_module
from edition.relaxng.datatypes.pattern import Pattern, State

# Pattern; texts that it matches; texts that it does not. A pattern always means the whole text.
MATCHES: list[tuple[str, list[str], list[str]]] = [
    ("", [""], ["a"]),
    ("a|", ["", "a"], ["b"]),
    ("(|a)b", ["b", "ab"], ["a"]),
    ("a", ["a"], ["", "aa", "ba", "ab"]),
    ("^a$", ["^a$"], ["a"]),
    ("a.c", ["abc", "a\tc", "a\U0001f600c"], ["a\nc", "a\rc", "ac"]),
    ("a?b*c+", ["c", "abbcc"], ["ab", "aac"]),
    ("a{2}", ["aa"], ["a", "aaa"]),
    ("a{2,}", ["aa", "aaaaa"], ["a"]),
    ("a{2,3}", ["aa", "aaa"], ["a", "aaaa"]),
    ("a{0}b", ["b"], ["ab"]),
    ("a{0,2}", ["", "a", "aa"], ["aaa"]),
    ("a{02,03}", ["aa"], ["a"]),
    ("(a?){3}", ["", "a", "aaa"], ["aaaa"]),
    ("(a{2}b){2}", ["aabaab"], ["aab", "aabaabaab", "abab"]),
    ("(a{1,2}b?){2}c", ["aac", "abac", "aabaac"], ["ac", "aaaaac"]),
    ("(a|b)*a(a|b){3}", ["abbb", "aaaa", "babab" + "abab"], ["bbbb", "babb", "abbbb"]),
    ("((a{2}|b){2,3}c){1,2}", ["bbc", "aabc", "aaaaaacbbbc"], ["bc", "abc", "bbcbbcbbc"]),
    ("(ab|a)(bc|c)", ["abc", "abbc", "ac"], ["ab"]),
    ("[abc]", ["a", "c"], ["d", "ab"]),
    ("[a-c]", ["b"], ["d", "-"]),
    ("[^a-c]", ["d", "\n"], ["b"]),
    ("[a-z-[aeiou]]+", ["bcd"], ["bad"]),
    ("[^a-z-[0-9]]", ["A", " "], ["a", "1"]),
    ("[a-z-[b-y-[m]]]", ["a", "m", "z"], ["b"]),
    ("[-a]", ["-", "a"], ["b"]),
    ("[a-]", ["-", "a"], ["b"]),
    ("[^-a]", ["b"], ["-", "a"]),
    ("[+--[+]]", ["-"], ["+"]),
    ("[a^]", ["a", "^"], ["b"]),
    (r"[\^\-\]\[]", ["^", "-", "]", "["], ["a", "\\"]),
    ("[.?*]", [".", "?", "*"], ["a"]),
    (r"[\d\-.]+", ["1-2.3"], ["a"]),
    (r"[^\P{L}a]", ["b", "é"], ["a", "1"]),
    (r"[^\S\n]", [" ", "\t"], ["\n", "a"]),
    (r"\.\\\?\*\+\{\}\(\)\[\]\|\^\-", [".\\?*+{}()[]|^-"], ["a"]),
    (r"\n\r\t", ["\n\r\t"], ["nrt"]),
    (r"\s", [" ", "\t", "\n", "\r"], ["\u00a0", "\v", "a"]),
    (r"\S+", ["a\u00a0b"], ["a b"]),
    (r"(\d|a|[^a-z]|\p{Ll})+", ["19aA-é"], [""]),
    (r"(a|[^\W\d]|[a-z-[b]])", ["a", "b", "A"], ["1", "-"]),
    (r"\d+", ["19", "١٩"], ["½", "a"]),
    (r"\D", ["a", "½"], ["1"]),
    (r"\w+", ["été", "a1", "€", "^"], ["a b", "a-b", "\ue000"]),
    (r"\W+", ["-", " ", "\ue000"], ["a"]),
    (r"\i\c*", ["a1", ":a", "_·"], ["1a", "-a", ""]),
    (r"[\i-[:]][\c-[:]]*", ["a-b"], ["a:b"]),
    (r"\I\C", ["1 "], ["a ", "1a"]),
    (r"\p{L}\p{Lu}\p{Nd}", ["aA1"], ["AA", "aa1"]),
    (r"\P{L}", ["1"], ["a"]),
    (r"[^\p{C}\p{Z}]+", ["word", "naïve—"], ["two words", "a\u00a0b", "a\ue000", "a\u200b", ""]),
    (r"\p{C}", ["\ue000", "\U000f0000", "\u200b", "\x7f"], ["a"]),
    (r"\p{IsBasicLatin}+", ["abc"], ["é"]),
    (r"\P{IsBasicLatin}", ["é"], ["e"]),
    (r"\p{IsGreek}\p{IsGreekExtended}", ["αἀ"], ["aα"]),
    (r"\p{IsPrivateUse}+", ["\ue000\U000f0000\U0010fffd"], ["a"]),
    (r"\p{IsDeseret}", ["\U00010400"], ["\U00010450"]),
    ("-?[0-9]+(\\.[0-9]+)?,-?[0-9]+", ["-1.5,2"], ["1,", "1.,2"]),
    ("(19[789][0-9]|[2-9][0-9]{3}).*", ["1970-01-01", "2000"], ["1969", "0200"]),
]

WRONG: list[tuple[str, int, str]] = [
    ("(a", 2, "a round bracket is not closed; add “)”"),
    ("a)b", 2, "“)” closes nothing; write “\\)” for the character"),
    ("*a", 1, "there is nothing before “*” that could be repeated"),
    ("a**", 3, "there is nothing before “*” that could be repeated"),
    ("a{2}{3}", 5, "there is nothing before “{” that could be repeated"),
    ("(?:a)", 2, "there is nothing before “?” that could be repeated"),
    ("a|+", 3, "there is nothing before “+” that could be repeated"),
    ("a{", 2, "“{” is not followed by a number of times such as {2} or {2,5}"),
    ("a{,2}", 2, "“{” is not followed by a number of times such as {2} or {2,5}"),
    ("a{2, 3}", 2, "“{” is not followed by a number of times such as {2} or {2,5}"),
    ("a{3,2}", 6, "{3,2} has its numbers in the wrong order"),
    ("a{1000001}", 10, "a part may be repeated up to 1,000,000 times"),
    ("a{1," + "9" * 5000 + "}", 5005, "a part may be repeated up to 1,000,000 times"),
    ("a}", 2, "“}” must be written “\\}”"),
    ("a]", 2, "“]” must be written “\\]”"),
    ("[a", 2, "a square bracket is not closed; add “]”"),
    ("[]", 2, "in square brackets “]” must be written “\\]”"),
    ("[^]", 3, "in square brackets “]” must be written “\\]”"),
    ("[a[b]]", 3, "in square brackets “[” must be written “\\[”"),
    ("[a-c-e]", 5, "“-” must be written “\\-” unless it stands first or last"),
    ("[c-a]", 4, "the range c-a goes backwards"),
    ("[a-\\d]", 5, "a range goes from one character to another"),
    ("[\\d-z]", 3, "a range goes from one character to another; write “\\-”"),
    ("[a-[b]c]", 7, "after what is taken away, “]” must follow"),
    ("\\", 1, "nothing follows the backslash"),
    ("\\b", 2, "XSD has no “\\b”"),
    ("\\1", 2, "XSD has no “\\1”"),
    ("\\$", 2, "“$” needs no backslash in XSD and may have none"),
    ("\\pL", 3, "“\\p” must be followed by a name such as {Lu} or {IsGreek}"),
    ("\\p{Cs}", 3, "there is no category or block of characters Cs"),
    ("\\p{IsKlingon}", 3, "there is no category or block of characters IsKlingon"),
    ("\\p{Greek}", 3, "there is no category or block of characters Greek"),
    ("(" * 10_000, 1001, "brackets may be nested 1,000 deep"),
    ("[a-" * 5_000, 61, "sets may be nested 20 deep"),
]


@pytest.mark.parametrize(("pattern", "matched", "others"), MATCHES)
def test_a_pattern_matches(pattern: str, matched: list[str], others: list[str]) -> None:
    found = Pattern(pattern)
    for text in matched:
        assert found.allows(text), text
    for text in others:
        assert not found.allows(text), text


@pytest.mark.parametrize(("pattern", "position", "fault"), WRONG, ids=[p[:20] for p, _, _ in WRONG])
def test_a_wrong_pattern_is_told_where_and_why(pattern: str, position: int, fault: str) -> None:
    with pytest.raises(DatatypeError) as raised:
        Pattern(pattern)
    message = str(raised.value)
    assert message.endswith(f"is wrong at character {position}: {fault}")
    assert len(message) < 200


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("a" * 20_001, "a pattern may have 20,000 characters, this one has 20,001"),
        ("((a{1,1000}){1,1000}){1,1000}", "1,000,000 characters; 2,000 are allowed"),
    ],
)
def test_a_pattern_beyond_all_use_is_refused(pattern: str, fault: str) -> None:
    with pytest.raises(DatatypeError, match=re.escape(fault)):
        Pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "text", "explanation"),
    [
        ("[a-z]+", "ab cd", "“ab cd” holds a space as character 3; the pattern is [a-z]+"),
        ("[a-z]+", "abC", "abC holds “C” as character 3; the pattern is [a-z]+"),
        ("[a-z]+[0-9]", "ab", "ab ends too early; the pattern is [a-z]+[0-9]"),
        ("[a-z]+", "", "the value is empty; the pattern is [a-z]+"),
    ],
)
def test_it_says_where_a_text_leaves_the_pattern(pattern: str, text: str, explanation: str) -> None:
    assert Pattern(pattern).fault(text) == explanation


# Against the expressions of Python, which have the same meaning in these parts

ATOMS = ["a", "b", "c", "ab", ".", "[ab]", "[^a]", "[^ab]", r"\.", r"\n", "-", " ", "é"]
QUANTIFIERS = ["", "", "", "?", "*", "+", "{2}", "{0,2}", "{1,3}", "{2,}", "{0}"]


def compounds(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = st.tuples(inner, inner, st.sampled_from(QUANTIFIERS))
    return (
        group.map(lambda parts: f"({parts[0]}|{parts[1]}){parts[2]}")
        | group.map(lambda parts: f"({parts[0]}{parts[1]}){parts[2]}")
        | st.tuples(inner, inner).map("".join)
    )


atoms = st.tuples(st.sampled_from(ATOMS), st.sampled_from(QUANTIFIERS)).map("".join)
patterns = st.recursive(atoms, compounds, max_leaves=6)


@given(patterns, st.lists(st.text("aaabbc. -\né", max_size=12), min_size=1, max_size=8))
def test_it_agrees_with_python(pattern: str, texts: list[str]) -> None:
    ours, python = Pattern(pattern), re.compile(pattern)
    for text in texts:
        assert ours.allows(text) == (python.fullmatch(text) is not None), (pattern, text)


@given(patterns, st.text("ab", max_size=5))
def test_a_pattern_can_be_put_into_another(pattern: str, text: str) -> None:
    matched = Pattern(pattern).allows(text)
    assert Pattern(f"(({pattern}))").allows(text) == matched
    assert Pattern(f"x({pattern})y").allows(f"x{text}y") == matched
    assert Pattern(f"({pattern})|({pattern})").allows(text) == matched
    assert Pattern(f"({pattern}){{2}}").allows(text + text) >= matched


@given(st.characters(exclude_categories=["Cs"]))
def test_categories_are_those_of_unicode(character: str) -> None:
    name = unicodedata.category(character)
    assert Pattern(f"\\p{{{name}}}").allows(character)
    assert Pattern(f"\\p{{{name[0]}}}").allows(character)
    assert not Pattern(f"\\P{{{name}}}").allows(character)
    assert Pattern(r"\w").allows(character) == (name[0] not in "PZC")
    assert Pattern(r"\d").allows(character) == (name == "Nd")


@given(st.text(r"ab[]()^-{}|*+?,12\dwpLiIs.", max_size=20))
def test_any_pattern_is_read_or_refused(pattern: str) -> None:
    try:
        found = Pattern(pattern)
    except DatatypeError as error:
        assert "\n" not in str(error)
    else:
        found.allows("ab12")


# Patterns made to hurt

LONG = 100_000
NOISE = "".join(random.Random(1).choices("ab", k=20_000))
IDEOGRAMS = "".join(map(chr, range(0x4E00, 0x9F00))) * 4
WORDS = "|".join(f"w{number}x" for number in range(1500))
HOSTILE: list[tuple[str, str, bool]] = [
    ("(a|a)*b", "a" * LONG, False),
    ("(.*a){30}", "a" * LONG, True),
    ("(.*a){30}", NOISE + "b", False),
    ("(.*a){3000}", NOISE + "a", True),
    ("((a+)+)+$", "a" * LONG, False),
    ("((((a*)*)*)*)*b", "a" * LONG, False),
    ("(x+x+)+y", "x" * LONG, False),
    ("(a|aa|aaa|aaaa)*b", "a" * LONG, False),
    (".*.*.*.*.*.*=.*", "a" * LONG, False),
    ("(a?){2000}a{2000}", "a" * LONG, False),
    ("(a?){2000}a{2000}", "a" * 3000, True),
    ("(a|b)*a(a|b){20}", f"{NOISE}a{'b' * 20}", True),
    ("(a|b)*a(a|b){1000}", f"{NOISE}b{'a' * 1000}", False),
    ("(a|b)*a(a|b){1000000}", NOISE, False),
    ("(a|b)*a(a|b){5,1000000}", NOISE, True),
    ("a{1,1000000}", "a" * LONG, True),
    ("a{1,50000}", "a" * LONG, False),
    ("(a{1,30}b{0,30}){1,30}", NOISE, False),
    ("(" * 1000 + "a" + ")*" * 1000, "a" * LONG, True),
    ("(" * 1000 + "a" + r"|\d|[^x])" * 1000, "b", True),
    ("(" * 1000 + "a" + "b|c)" * 1000, "a", False),
    (f"({WORDS})*", "w1499x" * 1000, True),
    (r"[\p{L}-[\p{Lu}-[A-Z]]]*", IDEOGRAMS, True),
]


@pytest.mark.parametrize(
    ("pattern", "text", "is_allowed"), HOSTILE, ids=[pattern[:25] for pattern, _, _ in HOSTILE]
)
def test_no_pattern_takes_long(pattern: str, text: str, is_allowed: bool) -> None:
    before = time.process_time()
    assert Pattern(pattern).allows(text) == is_allowed
    assert time.process_time() - before < 10


def test_a_text_that_would_take_forever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_module, "MOST_WORK", 20_000)
    found = Pattern("(a|aa)?" * 1_000)
    assert found.allows("a" * 10)
    assert not found.allows("a" * 2_000)
    assert "would take too long to check; the pattern is " in found.fault("a" * 2_000)
    assert found.allows("a" * 10)


def test_large_counts_cost_nothing_before_they_are_used() -> None:
    before = time.process_time()
    found = Pattern(
        "(a{1,1000000}|b{1000000}c{5,}){0,1000000}" if False else "a{1,1000000}b{9,999999}"
    )
    assert not found.allows("abc")
    assert time.process_time() - before < 0.1


def test_what_a_pattern_keeps_is_bounded() -> None:
    """Every character leads to a new state here."""
    found = Pattern("(a|b)*a(a|b){50}")
    found.allows(NOISE)
    gc.collect()
    kept = sum(isinstance(one, State) for one in gc.get_objects())
    assert kept < len(NOISE) / 2
    assert found.allows("a" * 51)
    assert not found.allows("a" * 50)
