"""`tei:principles`: what the headers declare of how the texts were edited."""

from __future__ import annotations

from collections.abc import Iterable

from edition.reading.source import TextFacts
from edition.sphinx_ext.views.markup import Tag, tag
from edition.sphinx_ext.views.view import Showing, View

_OTHERS = "Other principles"


def shown(showing: Showing) -> list[Tag]:
    """Each principle with its paragraphs; after one that not all texts share, which do."""
    texts = list(showing.texts.values())
    stated: dict[str, dict[str, list[str]]] = {}
    for text in texts:
        for heading, paragraphs in text.principles:
            for words in paragraphs:
                stated.setdefault(heading or _OTHERS, {}).setdefault(words, []).append(text.siglum)
    return [_section(heading, of, texts) for heading, of in stated.items()]


def _section(heading: str, stated: dict[str, list[str]], texts: Iterable[TextFacts]) -> Tag:
    every = [text.siglum for text in texts]
    paragraphs = [tag("p", words, _whose(sigla, every)) for words, sigla in stated.items()]
    anchor = f"principle-{'-'.join(heading.casefold().split())}"
    return tag("section", tag("h2", heading), *paragraphs, id=anchor.replace(",", ""))


def _whose(sigla: list[str], every: list[str]) -> Tag | str:
    return "" if sigla == every else tag("span", f" ({', '.join(sigla)})", class_="whose")


VIEW = View(name="principles", shown=shown, empty="No header states editorial principles.")
