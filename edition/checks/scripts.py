"""Words of letters that look alike and are not: Latin, Greek and Cyrillic mixed in one word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.passages import Passage, named, passages
from edition.checks.pointing import times
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_CYRILLIC = "\u0400-\u052f\ua640-\ua69f"
_SCRIPTS = {
    "Latin": re.compile(f"[{_LATIN}]"),
    "Greek": re.compile(f"[{_GREEK}]"),
    "Cyrillic": re.compile(f"[{_CYRILLIC}]"),
}
_IS_OTHER = re.compile(f"[{_GREEK}{_CYRILLIC}]")
_BORDER = re.compile(
    f"[{_LATIN}][{_GREEK}{_CYRILLIC}]|[{_GREEK}][{_LATIN}{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}{_GREEK}]"
)
_WORD = re.compile(r"[^\W\d_]+")
_NUMERAL = re.compile(f"[IVXLCDM]+[{_CYRILLIC}]{{1,3}}")
# Letters that a reader takes for each other, Latin, Greek, Cyrillic (a point: none): from the
# confusables of Unicode (UTS 39), without pairs that differ in most typefaces.
_ALIKE = [
    dict(zip(_SCRIPTS, letters, strict=True))
    for letters in (
        "AΑА BΒВ C.С EΕЕ HΗН IΙІ J.Ј KΚК MΜМ NΝ. OΟО PΡР S.Ѕ TΤТ XΧХ YΥУ ZΖ. a.а c.с e.е"
        " i.і j.ј oοо óό. p.р s.ѕ x.х y.у Ë.Ё ë.ё Ï.Ї ï.ї"
    ).split()
]


@check(
    "mixed-scripts",
    Severity.REVIEW,
    hint="write all letters of the word in its own script",
    example="<persName>Тrotsky</persName> with a Cyrillic Т",
)
def mixed_scripts(file: TeiFile) -> Iterator[Fault]:
    """A word mixes Latin, Greek or Cyrillic letters that look alike, so that no search finds it.

    Letters that nobody confuses are left alone (μm, Δt, β-decay), as are mixtures across a hyphen
    or digit, and Roman numerals with a Cyrillic ending.
    """
    others = frozenset(filter(_IS_OTHER.match, file.characters))
    first: dict[str, Passage] = {}
    count: Counter[str] = Counter()
    for passage in passages(file, others):
        words = _WORD.findall(passage.text) if _BORDER.search(passage.text) else ()
        for word, number in Counter(words).items():
            if _BORDER.search(word) and _deceiving(word):
                first.setdefault(word, passage)
                count[word] += number
    for word, passage in first.items():
        letters = ", ".join(named(letter) for letter in _deceiving(word)[:3])
        message = f"“{word[:40]}” mixes scripts: {letters}{times(count[word])}"
        yield Fault(passage.element, message, passage.attribute)


def _deceiving(word: str) -> list[str]:
    """The letters of a word's lesser script, if all of them look like letters of the other."""
    parts = {name: script.findall(word) for name, script in _SCRIPTS.items()}
    present = sorted((len(letters), name) for name, letters in parts.items() if letters)
    if len(present) != 2 or present[1][0] < 2 or _NUMERAL.fullmatch(word):
        return []
    lesser, other = present[0][1], present[1][1]
    alike = {letters[lesser] for letters in _ALIKE if letters[other] != "."}
    return sorted(set(parts[lesser])) if alike.issuperset(parts[lesser]) else []
