"""What the search finds: one record for each passage, reading, note, register entry and page.

Pagefind looks for words in the content of a record and, with less weight, in its `meta`; so what
only tells the reader where he is stands there in one word (`D_5`), which nobody looks for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from edition.reading.alterations import Alteration, category_label
from edition.reading.entries import RegisterEntry, life_line
from edition.reading.facts import PageFacts
from edition.reading.passages import label

TEXT, SOURCE, NOTE, PAGE = "text", "source", "note", "page"
SLOTS = 12  # the words of a source's reading come first, then a filler, then its context
FILLER = "·"
FORMS_END = " — "
_CONTEXT = 4
_LONGEST_SPAN = 12
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"-?\d{4,}")
Filters = Mapping[str, tuple[str, ...]]
Pages = Sequence[tuple[str, PageFacts]]


class Record(NamedTuple):
    """One thing to be found: its address in the site, the words looked for, what is shown of it."""

    url: str
    content: str
    meta: Mapping[str, str]
    filters: Filters


class Site(NamedTuple):
    """Where things stand: the address of a page, and of a register entry ("" for none)."""

    page: Callable[[str], str]
    entry: Callable[[str], str]


def records(pages: Pages, entries: Sequence[RegisterEntry], site: Site) -> Iterator[Record]:
    """All records, in the order of texts and registers."""
    persons = frozenset(one.id for one in entries if one.sort == "person")
    places = {p.id: label(facts.text.siglum, p) for _, facts in pages for p in facts.passages}
    for docname, facts in pages:
        narrow = _narrowing(facts, persons)
        page = site.page(docname)
        yield from _passages(facts, page, narrow)
        yield from _uncited(facts, page)
        yield from _readings(facts, page, narrow, places)
        yield from _notes(facts, page, narrow, places)
    yield from _entries(pages, entries, persons, site)


def person_labels(entries: Iterable[RegisterEntry]) -> dict[str, str]:
    """The words that stand for each person in the filter, by identifier; no two the same."""
    filed = {one.id: one.filed or one.name for one in entries if one.sort == "person"}
    times = Counter(filed.values())
    return {i: name if times[name] == 1 else f"{name} ({i})" for i, name in filed.items()}


def _narrowing(facts: PageFacts, persons: Container[str]) -> Callable[[str, str], Filters]:
    """What gives the filters of a record of some kind that belongs to a passage."""
    named: defaultdict[str, dict[str, None]] = defaultdict(dict)
    years: defaultdict[str, set[str]] = defaultdict(set)
    for mention in facts.mentions:
        found = (one for one in mention.entries if one in persons)
        named[mention.passage] |= dict.fromkeys(found)
    for date in facts.dates:
        years[date.passage].update(_years(date.earliest, date.latest))

    def narrow(kind: str, passage: str) -> Filters:
        return _filters(kind, [facts.text.siglum], named[passage], sorted(years[passage]))

    return narrow


def _filters(
    kind: str, texts: Iterable[str], persons: Iterable[str] = (), years: Iterable[str] = ()
) -> Filters:
    every = {"kind": (kind,), "text": tuple(texts), "person": tuple(persons), "year": tuple(years)}
    return {name: values for name, values in every.items() if values}


def _years(earliest: str, latest: str) -> Iterator[str]:
    """The years of a date; none of one that is open or as vague as a generation."""
    first, last = _YEAR.match(earliest), _YEAR.match(latest)
    if first and last and int(last[0]) - int(first[0]) <= _LONGEST_SPAN:
        yield from map(str, range(int(first[0]), int(last[0]) + 1))


def _passages(
    facts: PageFacts, page: str, narrow: Callable[[str, str], Filters]
) -> Iterator[Record]:
    for one in facts.passages:
        place = _in_one_word(label(facts.text.siglum, one))
        yield Record(f"{page}#{one.id}", one.text, {"place": place}, narrow(TEXT, one.id))


def _uncited(facts: PageFacts, page: str) -> Iterator[Record]:
    """Blocks without an identifier: the address is that of their division, or of the page."""
    siglum = facts.text.siglum
    for division, words in facts.uncited:
        url = f"{page}#{division}" if division else page
        yield Record(url, words, {"place": _in_one_word(siglum)}, _filters(TEXT, [siglum]))


def _readings(
    facts: PageFacts,
    page: str,
    narrow: Callable[[str, str], Filters],
    places: Mapping[str, str],
) -> Iterator[Record]:
    for one in facts.alterations:
        source, edited = _whole_words(one, one.source), _whole_words(one, one.edited)
        if _plain(source) <= _plain(edited or [*one.before.split()[-1:], *one.after.split()[:1]]):
            continue  # the edited text has the same words here
        words = source[:SLOTS]
        filler = [FILLER] * (SLOTS - len(words))
        around = [*one.before.split()[-_CONTEXT:], *source, *one.after.split()[:_CONTEXT]]
        meta = {
            "place": _in_one_word(places.get(one.passage, facts.text.siglum)),
            "source": " ".join(source),
            "edited": " ".join(edited),
            "category": _in_one_word(category_label(one.category) or one.sort),
            **({"reason": one.reason} if one.reason else {}),
        }
        yield Record(
            f"{page}#{one.id or one.passage}",
            " ".join([*words, *filler, *around]),
            meta,
            narrow(SOURCE, one.passage),
        )


def _whole_words(one: Alteration, reading: str) -> list[str]:
    """A reading, with what stands before and behind it without a space: an editor may have
    altered a part of a word.
    """
    before = "" if one.before[-1:].isspace() else one.before.rpartition(" ")[2]
    after = "" if one.after[:1].isspace() else one.after.partition(" ")[0]
    return f"{before}{reading}{after}".split()


def _plain(words: Iterable[str]) -> set[str]:
    return set(_WORD.findall(" ".join(words).casefold()))


def _notes(
    facts: PageFacts,
    page: str,
    narrow: Callable[[str, str], Filters],
    places: Mapping[str, str],
) -> Iterator[Record]:
    for one in facts.notes:
        content = f"“{one.lemma}”: {one.text}" if one.lemma else one.text
        place = _in_one_word(places.get(one.passage, facts.text.siglum))
        url = f"{page}#{one.id or one.passage}"
        yield Record(url, content, {"place": place}, narrow(NOTE, one.passage))


def _entries(
    pages: Pages, entries: Iterable[RegisterEntry], persons: Container[str], site: Site
) -> Iterator[Record]:
    naming: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, facts in pages:
        for mention in facts.mentions:
            for identifier in mention.entries:
                naming[identifier][facts.text.siglum] += 1
    for one in entries:
        url = site.entry(one.id)
        if url:
            person = [one.id] if one.id in persons else []
            mentions = _in_one_word(f"{naming[one.id].total()} mentions")
            filters = _filters(one.sort, naming[one.id], person)
            yield Record(url, _entry(one), {"mentions": mentions}, filters)


def _entry(one: RegisterEntry) -> str:
    """All forms of a name, then its dates and description."""
    forms = "; ".join(dict.fromkeys([one.name, *one.forms, *one.misprints]))
    dates = life_line(one.born, one.died) or "; ".join(date.shown for date in one.dates)
    told = " ".join(filter(None, (f"({dates})" if dates else "", one.description)))
    return f"{forms}{FORMS_END}{told}" if told else forms


def _in_one_word(text: str) -> str:
    return "_".join(text.split())
