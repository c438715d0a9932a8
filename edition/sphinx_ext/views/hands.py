"""Who answers for a decision, in a word that fits a column, and what that word stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from edition.reading.source import Responsibility, TextFacts
from edition.sphinx_ext.views.markup import Tag, tag

_LEGEND = "by-whom"
_SHORT = 16  # characters of a name that needs no shorter form


class Hands(NamedTuple):
    """Those whom the headers name, by their names."""

    known: Mapping[str, Responsibility]

    @classmethod
    def of(cls, texts: Iterable[TextFacts]) -> Hands:
        """All whom the headers of the texts name."""
        return cls({one.name: one for text in texts for one in text.responsibilities})

    def shown(self, names: Iterable[str]) -> str:
        """The names, a long one by the identifier that the header gives it."""
        return ", ".join(self._short(name) for name in names)

    def _short(self, name: str) -> str:
        known = self.known.get(name)
        return known.id if known and known.id and len(name) > _SHORT else name

    def legend(self, names: Iterable[str]) -> list[Tag]:
        """What those of the names did who are shown by an identifier; nothing if none is."""
        items = [
            tag("div", tag("dt", one.id), tag("dd", tag("b", one.name), f": {one.what}"))
            for one in self._shortened(names)
        ]
        if not items:
            return []
        listed = tag("dl", *items, class_="responsibilities")
        return [tag("section", tag("h2", "By whom"), listed, id=_LEGEND)]

    def key(self, names: Iterable[str]) -> list[Tag]:
        """Whom the identifiers stand for, in a line before the list that uses them."""
        told = [
            tag(
                "li", tag("b", one.id), "\N{NO-BREAK SPACE}", tag("a", one.name, href=f"#{_LEGEND}")
            )
            for one in self._shortened(names)
        ]
        return [tag("ul", told, class_="sigla")] if told else []

    def _shortened(self, names: Iterable[str]) -> list[Responsibility]:
        used = set(names)
        return [
            one
            for name, one in self.known.items()
            if name in used and self._short(one.name) != one.name
        ]
