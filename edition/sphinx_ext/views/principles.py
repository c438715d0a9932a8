"""`tei:principles`: what the headers declare of how the texts were edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from edition.reading.source import TextFacts
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.view import Showing, View

_OTHERS = "Other principles"
_LEGEND = "Signs of the mark-up"
_MEANINGS = {
    "sic": "what the source has where it is in error",
    "corr": "the correction, which the edited text has in its place",
    "orig": "the form that the source has",
    "reg": "the regularized form, which the edited text has in its place",
    "supplied": "what the source lacks and the editors add",
    "surplus": "what the source has too much and the edited text leaves out",
    "gap": "a place where something is lost",
    "unclear": "what cannot be read with certainty",
    "q": "words that somebody says or that are quoted",
    "soCalled": "words from which the writer keeps a distance",
    "foreign": "words of another language",
    "hi": "words that print sets off, as in italics",
    "ref": "the entry of the register that a name points to",
}
_WORDS = frozenset({"supplied", "surplus", "gap", "unclear", "foreign"})  # in another sense too
_TELLING = frozenset({"corr", "orig", "reg", "soCalled"})  # that elements are named at all
_AS_NAME = r"(?=[.,;:]| and\b)"
_NAME = re.compile("|".join(rf"\b{one}\b{_AS_NAME if one in _WORDS else ''}" for one in _MEANINGS))


def shown(showing: Showing) -> list[Tag]:
    """Each principle with its paragraphs; after one that not all texts share, which do.

    Where the headers name elements of TEI, which most readers do not know, those are explained.
    """
    texts = list(showing.texts.values())
    stated: dict[str, dict[str, list[str]]] = {}
    for text in texts:
        for heading, paragraphs in text.principles:
            for words in paragraphs:
                stated.setdefault(heading or _OTHERS, {}).setdefault(words, []).append(text.siglum)
    every = " ".join(words for of in stated.values() for words in of)
    named = list(dict.fromkeys(_NAME.findall(every)))
    known = frozenset(named if _TELLING.intersection(named) else ())
    legend = [_legend([one for one in _MEANINGS if one in known])] if known else []
    return [*(_section(heading, of, texts, known) for heading, of in stated.items()), *legend]


def _section(
    heading: str, stated: dict[str, list[str]], texts: Iterable[TextFacts], known: frozenset[str]
) -> Tag:
    every = [text.siglum for text in texts]
    paragraphs = [
        tag("p", _marked(words, known), _whose(sigla, every)) for words, sigla in stated.items()
    ]
    anchor = f"principle-{'-'.join(heading.casefold().split())}"
    return tag("section", tag("h2", heading), *paragraphs, id=anchor.replace(",", ""))


def _marked(words: str, known: frozenset[str]) -> Iterator[Content]:
    """The words of a principle, names of elements as such."""
    end = 0
    for found in _NAME.finditer(words):
        if found[0] in known:
            yield from (words[end : found.start()], tag("code", found[0]))
            end = found.end()
    yield words[end:]


def _legend(names: Iterable[str]) -> Tag:
    """What the elements are that the principles name."""
    told = [
        part for one in names for part in (tag("dt", tag("code", one)), tag("dd", _MEANINGS[one]))
    ]
    words = "The principles name elements of TEI, in which the files of the texts are written:"
    return tag("section", tag("h2", _LEGEND), tag("p", words), tag("dl", told), id="principle-tei")


def _whose(sigla: list[str], every: list[str]) -> Tag | str:
    return "" if sigla == every else tag("span", f" ({', '.join(sigla)})", class_="whose")


VIEW = View(name="principles", shown=shown, empty="No header states editorial principles.")
