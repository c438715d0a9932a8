"""White space at the borders of elements: words run together, or parted, by mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.check import Fault, check
from edition.checks.line_ends import parted_word
from edition.checks.passages import text_before
from edition.checks.pointing import in_tei, times
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Severity
from edition.surroundings import Surroundings, around
from edition.tei import Element, local_name

_MENTIONS = tuple("persName placeName orgName geogName date title name term".split())
_MARKED = (*_MENTIONS, *"rs q quote said foreign ref".split())
_ARE_MENTIONS = frozenset(_MENTIONS)
_INSIDE_WORDS = frozenset((*_MARKED, *"surname forename roleName hi emph seg".split()))
_PROSE = frozenset("p l note head item cell ab seg s q quote said ref hi emph foreign".split())
_ABOVE = frozenset("teiHeader standOff listPerson listPlace listBibl bibl correspDesc".split())
_LETTER = "A-Za-zÀ-ÖØ-öø-ɏΑ-ωἀ-ῼЀ-ӿ"
_ENDS = re.compile(f"[{_LETTER}0-9]+\\Z")
_BEGINS = re.compile(f"[{_LETTER}0-9]+")
_LONGEST_WORD = 40
# What is written together with a name that follows: MacDonald, DeLillo, preWar.
_BEFORE_NAMES = frozenset(
    "mc mac fitz de di da du del della des la le lo van von vander st saint al el abu ben bin ibn"
    " ap san santa tri bi co re ex anti pro pre non pan euro inter intra neo trans".split()
)
# What is written together with a name before it: KünstlerInnen, Verdis.
_AFTER_NAMES = frozenset({"In", "Innen"})
_COMMA = re.compile(r"[ \t\r\n]+,(?=\s)")
_SPACED_COMMA = re.compile(r"(?<=[ \t\r\n]),(?=\s)")
_INITIAL = re.compile("[BCDFGHJLMNPQRTW]")
_INITIALS = re.compile("initial|drop|versal", re.IGNORECASE)
_REST = re.compile("[ \t\r\n]+([a-zß-ÿ]{2,20})")


@check(
    "words-run-together",
    Severity.REVIEW,
    hint="write the space between the two words",
    example="<p>with<persName>Anna</persName><persName>Otto</persName> came</p>",
)
def words_run_together(file: TeiFile) -> Iterator[Fault]:
    """Two words stand without a space at the border of a name, date, title or quotation.

    That is: two names side by side, or a small letter before the capital of the next word. Endings
    (Goethes), parts of names (Mac) and everything that is no running text are left alone.
    """
    aside = around(_ABOVE)
    for element in filter(in_tei, file.named(*_MARKED)):
        before, after = text_before(element), element.tail
        joined = _joined(before, _beginning(element)) if before else None
        if joined is None and after:
            joined = _joined(_end(element), after)
        elif joined is None and local_name(element) in _ARE_MENTIONS:
            joined = _adjoined(element)
        if joined is not None and _in_prose(element, aside):
            yield Fault(element, f"“{joined}” at the border of {local_name(element)}")


@check(
    "initial-apart",
    Severity.REVIEW,
    hint="take the space out: the initial belongs to the word after it",
    example='<p><hi rend="initial">T</hi> he new course</p>',
)
def initials_apart(file: TeiFile) -> Iterator[Fault]:
    """A highlighted initial is parted by a space from the word that it begins.

    Initials open a paragraph, or are called so (rend); only consonants that are no word by
    themselves in the usual languages count.
    """
    aside = around(_ABOVE)
    for element in filter(in_tei, file.named("hi", "c")):
        text = element.text or ""
        rest = _REST.match(element.tail or "") if _INITIAL.fullmatch(text) else None
        if rest and not len(element) and _opens(element) and _in_prose(element, aside):
            yield Fault(element, f"“{text} {rest[1]}”: the initial is parted from its word")


@check(
    "space-before-comma",
    Severity.REVIEW,
    hint="take the space out; often a program that indents elements put it there",
    example="<p><persName>Anna</persName> , who came</p>",
)
def spaces_before_commas(file: TeiFile) -> Iterator[Fault]:
    """White space between the end of an element and a comma, which no typography has.

    Left alone where the text itself has spaces before commas as often: then it is the source's.
    """
    aside = around(_ABOVE)
    found = [e for e in file.named(*_MARKED, "hi") if _parts_a_comma(e)]
    found = [e for e in found if in_tei(e) and _in_prose(e, aside)]
    if found and len(found) > sum(len(_SPACED_COMMA.findall(text)) for text in _inner_texts(file)):
        first = found[0]
        word = _end(first)[-_LONGEST_WORD:].split()[-1:]
        yield Fault(first, f"“{''.join(word)} ,” at {local_name(first)}{times(len(found))}")


@check(
    "space-in-name",
    Severity.NOTE,
    hint="move the space out of the element",
    example="<p><persName>Anna </persName>came</p>",
)
def spaces_in_names(file: TeiFile) -> Iterator[Fault]:
    """The words of a name, date or title begin or end with a space, which then counts as theirs.

    Line breaks and indents at the borders are left alone, as are places with a comma after them.
    """
    aside = around(_ABOVE)
    first: dict[str, tuple[Element, str]] = {}
    count: dict[str, int] = {}
    for element in filter(in_tei, file.named(*_MENTIONS)):
        text = element.text or ""
        bordered = not len(element) and text.strip() and _has_border(text)
        if bordered and not _parts_a_comma(element) and _in_prose(element, aside):
            name = local_name(element)
            first.setdefault(name, (element, text))
            count[name] = count.get(name, 0) + 1
    for name, (element, text) in first.items():
        shown = text[-_LONGEST_WORD:]
        yield Fault(element, f"{name} “{shown}” has a space at its border{times(count[name])}")


@check(
    "hyphen-without-break",
    Severity.REVIEW,
    hint="write break=“no” if the word goes on in the next line, break=“yes” if not",
    example='<p>one re-<lb/>volution and one re-<lb break="no"/>action</p>',
)
def hyphens_without_break(file: TeiFile) -> Iterator[Fault]:
    """A hyphen ends a line, and lb does not say whether the word goes on, as others in the file do.

    A file in which no lb, pb or cb has break="no" leaves this to its readers; one whose header
    says that no hyphens are left has a finding of its own.
    """
    breaks = [e for e in file.named("lb", "pb", "cb") if in_tei(e)]
    declared = any(one.get("eol") == "none" for one in file.named("hyphenation"))
    if declared or not any(e.get("break") == "no" for e in breaks):
        return
    unsaid = (e for e in breaks if e.get("break") is None)
    found = [(e, word) for e in unsaid if (word := parted_word(e))]
    if found:
        first, word = found[0]
        yield Fault(first, f"“{word}” at {local_name(first)}{times(len(found))}")


def _joined(before: str, after: str) -> str | None:
    """The two words that stand together, if a capital follows a small letter (or a digit)."""
    left, right = _ENDS.search(before[-_LONGEST_WORD:]), _BEGINS.match(after[:_LONGEST_WORD])
    if left is None or right is None or not (len(left[0]) > 1 and len(right[0]) > 1):
        return None
    if not (left[0][-1].islower() and right[0][0].isupper()):
        return None
    if left[0].lower() in _BEFORE_NAMES or right[0] in _AFTER_NAMES:
        return None
    return left[0] + right[0]


def _adjoined(element: Element) -> str | None:
    """The words that stand together where the next mention follows at once."""
    following = element.getnext()
    if following is None or local_name(following) not in _ARE_MENTIONS:
        return None
    left = _ENDS.search(_end(element)[-_LONGEST_WORD:])
    right = _BEGINS.match(_beginning(following)[:_LONGEST_WORD])
    return left[0] + right[0] if left and right else None


def _beginning(element: Element) -> str:
    """The text with which an element begins; nothing where that is no part of a word."""
    one: Element | None = element
    while one is not None and not one.text and local_name(one) in _INSIDE_WORDS:
        one = next(one.iterchildren(), None)
    return "" if one is None or local_name(one) not in _INSIDE_WORDS else one.text or ""


def _end(element: Element) -> str:
    """The text with which an element ends; nothing where that is no part of a word."""
    one = element
    while local_name(one) in _INSIDE_WORDS:
        if not len(one):
            return one.text or ""
        if one[-1].tail:
            return one[-1].tail
        one = one[-1]
    return ""


def _in_prose(element: Element, aside: Surroundings) -> bool:
    parent = element.getparent()
    if parent is None or local_name(parent) not in _PROSE:
        return False
    return aside.nearest(parent) is None


def _opens(element: Element) -> bool:
    """Whether an element is the first in its parent, or its rendition is that of an initial."""
    first = element.getprevious() is None and not text_before(element).strip()
    return first or _INITIALS.search(element.get("rend", "")) is not None


def _parts_a_comma(element: Element) -> bool:
    tail = element.tail
    if tail is None:
        return False
    if tail.startswith(",") and (_end(element)[-1:] in {" ", "\n", "\t"}):
        return True
    return _COMMA.match(tail) is not None


def _inner_texts(file: TeiFile) -> Iterator[str]:
    """The texts of a file, each without the white space with which it begins."""
    return (text.lstrip() for text in map(str, file.root.itertext()))


def _has_border(text: str) -> bool:
    """Whether a text begins or ends with a space of the line itself."""
    ends = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return any(end and "\n" not in end and "\r" not in end for end in ends)
