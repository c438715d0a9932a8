"""Where in a document: the elements that are open, and their numbers among their like."""

from __future__ import annotations

from collections.abc import Callable

MOST_STEPS = 50
MOST_COUNTED = 10_000
MOST_PREFIXES = 100


class Trail:
    """The open elements of a document being read.

    `names` are theirs, expanded, from the outermost. `counts` has an entry for the document and
    one for each of them: how many children of a name have begun there so far; `last` likewise
    the name of the child that ended last. `prefixes` are those that the document declares, by
    namespace.
    """

    __slots__ = ("counts", "last", "names", "prefixes")

    def __init__(self) -> None:
        self.names: list[str] = []
        self.counts: list[dict[str, int]] = [{}]
        self.last: list[str | None] = [None]
        self.prefixes: dict[str, str] = {}

    def enter(self, name: str) -> None:
        """An element begins; of endlessly many names in one parent only the first are counted."""
        here = self.counts[-1]
        if name in here or len(here) < MOST_COUNTED:
            here[name] = here.get(name, 0) + 1
        self.names.append(name)
        self.counts.append({})
        self.last.append(None)

    def declare(self, prefix: str | None, uri: str | None) -> None:
        """A namespace is declared; the first prefix of each counts."""
        if prefix and uri and len(self.prefixes) < MOST_PREFIXES:
            self.prefixes.setdefault(uri, prefix)

    def path(self, printed: Callable[[str], str]) -> str:
        """The way to the innermost element, as in `/TEI/text/body/div[2]`.

        A step has the element's number among its siblings of the same name if it is not the
        first. Of a very long path the middle is left out.
        """
        depth = len(self.names)
        shown: list[int | None] = list(range(depth))
        if depth > MOST_STEPS:
            shown[MOST_STEPS // 2 : -MOST_STEPS // 2] = [None]
        steps = ("…" if level is None else self._step(level, printed) for level in shown)
        return "/" + "/".join(steps)

    def _step(self, level: int, printed: Callable[[str], str]) -> str:
        name = self.names[level]
        number = self.counts[level].get(name, 1)
        return f"{printed(name)}[{number}]" if number > 1 else printed(name)
