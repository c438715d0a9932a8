"""What stands around an element, asked of many elements without going up from each."""

from __future__ import annotations

from collections.abc import Callable, Collection

from edition.tei import Element, local_name


class Surroundings:
    """Finds the nearest element around others that is wanted; each is looked at only once."""

    def __init__(self, is_wanted: Callable[[Element], bool]) -> None:
        self._is_wanted = is_wanted
        self._known: dict[Element, Element | None] = {}

    def nearest(self, element: Element) -> Element | None:
        """The nearest wanted element around an element, which is not itself asked."""
        parent = element.getparent()
        return None if parent is None else self.nearest_or_self(parent)

    def nearest_or_self(self, element: Element) -> Element | None:
        """The element itself, if it is wanted, or the nearest around it."""
        path: list[Element] = []
        above: Element | None = element
        while above is not None and above not in self._known:
            path.append(above)
            above = above.getparent()
        found = None if above is None else self._known[above]
        for one in reversed(path):
            found = one if self._is_wanted(one) else found
            self._known[one] = found
        return found


def around(names: Collection[str]) -> Surroundings:
    """The surroundings in which elements of these local names are wanted."""
    return Surroundings(lambda element: local_name(element) in names)
