"""Tags as they are written: taken apart once, then looked up by their bytes.

What a tag does depends on its bytes between attribute values, on the state that it is met in,
and on the prefixes in force.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias, TypeVar

from edition.relaxng.automaton import LONGEST_KEPT, Automaton, Checker, State
from edition.relaxng.names import expanded
from edition.relaxng.pieces import NotPlainError

MOST_STEPS = 2_000
MOST_OF_KIND = 300
MOST_STEPS_IN_ALL = 200_000
MOST_VIEWS = 20_000
MOST_SCOPES = 50

# Compiled when first used, which a cold start may never do.
_PART = rb"[A-Za-z_][A-Za-z0-9_.\-]*+"
_NAME = rb"(?:%b:)?%b" % (_PART, _PART)
_ATTRIBUTE = rb"\s+(%b)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')" % _NAME

# Of a value by its place among the parts between quotes: the good ones that are known (None if
# the value is a name and to be checked with all others of its kind), and what checks others
# (None if with another value the tag would do something else).
RawCheck: TypeAlias = "tuple[int, set[bytes] | None, Checker | None]"
Step: TypeAlias = "tuple[View | None, View | None]"
BACK: Step = (None, None)

_Kept = TypeVar("_Kept")


class TagKind:
    """What tags do that differ in their values only, and the checks of these.

    `scope` has the prefixes that the values may use. `room` is how many of the tags may still be
    kept each by itself: none where values that were once good need not always be.
    """

    __slots__ = ("checks", "room", "scope", "step")

    def __init__(self, step: Step, scope: Scope, checks: tuple[RawCheck, ...], room: int) -> None:
        self.step = step
        self.scope = scope
        self.checks = checks
        self.room = room


class View:
    """A state as tags see it in an element of a certain name, where certain prefixes are in force.

    `steps` leads by a tag to the view of its content (None if it has none) and to the view after
    it (None if that of the element around it is to be taken up again); `spaced` does so by a tag,
    its last bracket and the white space after it, `kinds` by the bytes between a tag's values, and
    has the checks of these. `end` is the end tag of the element; the document as a whole has none.
    """

    __slots__ = ("end", "kinds", "scope", "spaced", "state", "steps", "text")

    def __init__(self, scope: Scope, state: State, end: bytes | None) -> None:
        self.scope = scope
        self.state = state
        self.end = end
        self.text = state.text
        self.steps: dict[bytes, Step] = {}
        self.spaced: dict[bytes, Step] = {}
        self.kinds: dict[bytes, TagKind] = {}
        self.forget()

    def forget(self) -> None:
        """Let go of what tags do."""
        self.kinds.clear()
        self.spaced.clear()
        self.steps.clear()
        if self.state.ends and self.end is not None:
            self.steps[self.end] = BACK


class Scope:
    """Prefixes in force, and the states seen under them."""

    __slots__ = ("_views", "namespaces")

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self.namespaces = namespaces
        self._views: dict[tuple[State, bytes | None], View] = {}

    def view(self, state: State, end: bytes | None) -> View:
        """The state under these prefixes in an element with that end tag."""
        found = self._views.get((state, end))
        if found is None:
            if len(self._views) >= MOST_VIEWS:
                self.forget()
                self._views.clear()
            found = self._views[state, end] = View(self, state, end)
        return found

    def forget(self) -> None:
        """Let go of what tags do, but not of the views, in which a document may stand."""
        for view in self._views.values():
            view.forget()

    def expanded(self, name: str, default: str) -> str:
        """A name expanded; without prefix it is in the default namespace given."""
        prefix, colon, local = name.rpartition(":")
        if colon and prefix not in self.namespaces:
            raise NotPlainError
        return expanded(self.namespaces[prefix] if colon else default, local)


class Tag(NamedTuple):
    """A start tag taken apart: names and values as they are written."""

    name: str
    attributes: list[tuple[str, bytes]]
    is_empty: bool
    is_double_quoted: bool


class Scanner:
    """What scans of documents have found out, for all documents of a schema."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self._kept = 0
        self._scopes: dict[frozenset[tuple[str, str]], Scope] = {}

    def scope(self, namespaces: Mapping[str, str]) -> Scope:
        """The scope in which these prefixes are in force."""
        key = frozenset(namespaces.items())
        found = self._scopes.get(key)
        if found is None:
            if len(self._scopes) >= MOST_SCOPES:
                self._forget()
                self._scopes.clear()
            found = self._scopes[key] = Scope(namespaces)
        return found

    def keep(self, view: View, kept: dict[bytes, _Kept], written: bytes, what: _Kept) -> None:
        """Keep what a tag does in one of the dictionaries of a view, within bounds."""
        if len(written) > LONGEST_KEPT:
            return
        if len(kept) >= MOST_STEPS:
            view.forget()
        self._kept += 1
        if self._kept > MOST_STEPS_IN_ALL:
            self._forget()
        kept[written] = what

    def _forget(self) -> None:
        self._kept = 0
        for scope in self._scopes.values():
            scope.forget()

    def taken_apart(self, written: bytes) -> Tag:
        """The parts of a start tag, which stands here without its angle brackets."""
        name = re.match(_NAME, written)
        if name is None:
            raise NotPlainError
        attributes = []
        double_quoted = True
        end = name.end()
        attribute = re.compile(_ATTRIBUTE)
        while found := attribute.match(written, end):
            double, single = found[2], found[3]
            double_quoted = double_quoted and single is None
            attributes.append((found[1].decode(), single if double is None else double))
            end = found.end()
        rest = written[end:].lstrip()
        if rest not in (b"", b"/"):
            raise NotPlainError  # a ">" in a value, for one
        return Tag(name[0].decode(), attributes, rest == b"/", double_quoted)
