"""`tei:register persons`: an alphabetical register, each entry with its mentions in context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from edition.reading.entries import Life, RegisterEntry
from edition.reading.filing import folded
from edition.reading.index import Placed
from edition.reading.mentions import Mention
from edition.reading.source import web_address
from edition.sphinx_ext.domain import REGISTERS
from edition.sphinx_ext.in_notes import named_in_notes
from edition.sphinx_ext.views.counting import counted, first_of, share
from edition.sphinx_ext.views.locators import Locators, key, locators
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.readings import certainty_mark, reason_words
from edition.sphinx_ext.views.tables import filters, item
from edition.sphinx_ext.views.view import Showing, View

MOST_MENTIONS = 10_000  # on a page: about 2.5 MB of HTML
_NO_LETTER = "#"


def shown(showing: Showing) -> list[Tag]:
    """The register of the sort that the argument names."""
    sort = REGISTERS[showing.argument]
    of_sort = [one for one in showing.domain.entries() if one.sort == sort]
    of_sort.sort(key=lambda one: (_letter(one), folded(one.filed), one.id))
    if not of_sort:
        return []
    target = f"register-{showing.argument}"
    numbers = (len(showing.domain.mentions_of(one.id)) for one in of_sort)
    noted = named_in_notes(showing.builder.env)
    references = locators(showing) if showing.is_book else None
    register = _Register(showing, share(numbers, MOST_MENTIONS), noted, references)
    letters = groupby(of_sort, key=_letter)
    sections = [register.letter(letter, list(some)) for letter, some in letters]
    return [
        *(key(references) if references else [showing.sigla()]),
        _letters(dict.fromkeys(map(_letter, of_sort))),
        filters(target, f"Find in {len(of_sort):,} {showing.argument}", {}),
        tag("div", *sections, id=target, class_=f"register register-{sort}"),
    ]


def _letter(entry: RegisterEntry) -> str:
    """The letter under which an entry is filed."""
    first = next((c for c in folded(entry.filed) if c.isalnum()), _NO_LETTER)
    return first.upper() if first.isalpha() else _NO_LETTER


def _letters(letters: Iterable[str]) -> Tag:
    links = [tag("li", tag("a", letter, href=f"#{_anchor(letter)}")) for letter in letters]
    return tag("nav", tag("ul", links), class_="letters no-search", aria_label="Letters")


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower() if letter.isalpha() else 'other'}"


class _Register(NamedTuple):
    """What every entry of a register is written with; `most` are the mentions that it shows.

    `noted` are the entries that some page names in notes alone, `references` those of a book.
    """

    showing: Showing
    most: int
    noted: frozenset[str]
    references: Locators | None

    def letter(self, letter: str, entries: Iterable[RegisterEntry]) -> Tag:
        """The section of a letter."""
        heading = tag("h2", letter)
        written = [self.entry(one) for one in entries]
        return tag(
            "section", heading, *written, class_="letter", id=_anchor(letter), data_group=True
        )

    def entry(self, entry: RegisterEntry) -> Tag:
        """One entry; its id is the anchor."""
        parts: list[Content] = [tag("h3", entry.filed)]
        if entry.description:
            parts.append(tag("p", entry.description, class_="description"))
        facts = [tag("div", tag("dt", term), told) for term, told in self.facts(entry) if told]
        if facts:
            parts.append(tag("dl", *facts, class_="entry-facts"))
        parts += self.named(entry)
        facets = item({"words": " ".join([entry.name, *entry.forms, *entry.misprints])})
        return tag("article", *parts, class_="register-entry", id=entry.id, **facets)

    def facts(self, entry: RegisterEntry) -> Iterator[tuple[str, list[Tag]]]:
        """The terms of an entry with what is told of each, empty where nothing is."""
        yield "kind", _told([entry.kind] if entry.kind else [])
        yield "also", _told([" · ".join(entry.forms)] if entry.forms else [])
        yield "misprinted", _told([" · ".join(entry.misprints)] if entry.misprints else [])
        apart = _sources_apart(entry)
        yield "born", _life(entry.born, apart)
        yield "died", _life(entry.died, apart)
        dates = [part for one in entry.dates for part in _life(one, apart)]
        yield "life" if entry.sort == "person" else "dates", dates
        for relation in entry.relations:
            others = sorted(relation.others, key=self.order)
            yield relation.shown, [tag("dd", _listed(map(self.showing.entry_link, others)))]
        yield "in", _told([self.showing.entry_link(entry.inside)] if entry.inside else [])
        if entry.coordinates:
            yield "coordinates", _told([_coordinates(*entry.coordinates)])
        for one in entry.identifiers:
            number = tag("a", one.value, href=one.address) if one.address else one.value
            yield one.authority, _told([number])
        yield "sources", _sources(entry, apart)

    def order(self, other: str) -> str:
        """Works by their titles; whoever else is related in the order of the file."""
        known = self.showing.domain.entry(other)
        return folded(known.filed) if known and known.sort == "work" else ""

    def named(self, entry: RegisterEntry) -> list[Tag]:
        """Where the texts name the entry: in a book the passages, else every context."""
        mentions = self.showing.domain.mentions_of(entry.id)
        if not mentions:
            in_notes = "Named in the notes alone."
            words = in_notes if entry.id in self.noted else "No text names it under this entry."
            return [tag("p", words, class_="mention-count")]
        if self.references:
            return [self.references.named(mentions)]
        counts = Counter(one.siglum for one in mentions)
        by_text = ", ".join(f"{siglum} {number:,}" for siglum, number in counts.items())
        words = f"{counted(len(mentions), 'mention')}: {by_text}"
        listed, cut = first_of(mentions, self.most)
        texts = groupby(listed, key=lambda one: one.siglum)
        lists = [part for siglum, some in texts for part in self.in_text(siglum, some)]
        return [tag("details", tag("summary", words), *lists, *cut, class_="mentions no-search")]

    def in_text(self, siglum: str, mentions: Iterable[Placed[Mention]]) -> list[Tag]:
        """The contexts of one text under its title."""
        items = [tag("li", *self.context(one)) for one in mentions]
        return [tag("h4", self.showing.title_of(siglum)), tag("ul", items, class_="contexts")]

    def context(self, named: Placed[Mention]) -> Iterator[Content]:
        """The words with those around them, as a link to their passage."""
        mention = named.what
        place = tag("small", self.showing.called(mention.passage, named.siglum))
        words = self.showing.in_context(
            mention.passage, mention.before, mention.words, mention.after
        )
        yield self.showing.link(named.docname, mention.passage, place, " ", *words)
        yield from certainty_mark(mention.certainty)
        if mention.certainty != "high":
            yield from reason_words(mention.reason)


def _lives(entry: RegisterEntry) -> list[Life]:
    return [one for one in (entry.born, entry.died, *entry.dates) if one and one.shown]


def _sources_apart(entry: RegisterEntry) -> bool:
    """Whether the dates have different sources, so that each must name its own."""
    return len({one.source for one in _lives(entry)}) > 1


def _sources(entry: RegisterEntry, apart: bool) -> list[Tag]:
    """The sources of the entry, without those that stand at its dates."""
    of_dates = [source for life in _lives(entry) for source in life.source.split()]
    told = frozenset(of_dates) if apart else frozenset()
    every = dict.fromkeys([*of_dates, *entry.sources])
    sources = [source for source in every if source not in told]
    return [tag("dd", _listed(map(_source, sources)), class_="sources")] if sources else []


def _source(source: str) -> Content:
    """A source: an address as a link called by its host and page, another in words."""
    host, page = _host(source), unquote(urlsplit(source).path.rstrip("/").rpartition("/")[2])
    words = ": ".join(filter(None, (host, page.replace("_", " "))))
    return tag("a", words, href=source, class_="source-link") if host else source


def _host(source: str) -> str:
    """The host of a web address without `www.`; empty if it is none."""
    host = urlsplit(source).hostname if web_address(source) else ""
    return (host or "").removeprefix("www.")


def _listed(links: Iterable[Content]) -> Iterator[Content]:
    """The links with a comma after each but the last, which a style can hold at its link."""
    every = list(links)
    for one in every[:-1]:
        yield from (tag("span", one, ","), " ")
    yield from every[-1:]


def _told(parts: Sequence[Content]) -> list[Tag]:
    return [tag("dd", part) for part in parts]


def _life(life: Life | None, apart: bool) -> list[Tag]:
    """A date of a life, with where it is taken from if not all dates are from there."""
    if life is None or not life.shown:
        return []
    return [tag("dd", life.shown, *_taken_from(life.source.split() if apart else []))]


def _taken_from(sources: Iterable[str]) -> Iterator[Content]:
    """The sources: addresses as links called by host and page, others in words."""
    for source in sources:
        yield " "
        yield _source(source) if _host(source) else f"({source})"


def _coordinates(latitude: float, longitude: float) -> str:
    north = f"{abs(latitude):.2f}° {'N' if latitude >= 0 else 'S'}"
    return f"{north}, {abs(longitude):.2f}° {'E' if longitude >= 0 else 'W'}"


VIEW = View(
    name="register",
    shown=shown,
    empty="No text has an entry of this sort.",
    arguments=tuple(REGISTERS),
)
