"""Tags as they are written: taken apart once, then looked up by their bytes.

What a tag does depends on its bytes between attribute values, on the state that it is met in,
and on the prefixes in force.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias, TypeVar

from edition.relaxng.automaton import LONGEST_KEPT, Automaton, Checker, State
from edition.relaxng.names import expanded
from edition.relaxng.pieces import NotPlainError

MOST_STEPS = 2_000
MOST_STEPS_IN_ALL = 200_000
MOST_VIEWS = 20_000
MOST_SCOPES = 50

# Compiled when first used, which a cold start may never do.
_NAME = rb"[^\s/=\"']+"
_ATTRIBUTE = rb"\s+([^\s=\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"

# Of a value by its place among the parts between quotes: the good ones that are known (None if
# the value is a name and to be checked with all others of its kind), and what checks others.
RawChecks: TypeAlias = "tuple[tuple[int, set[bytes] | None, Checker], ...]"
Step: TypeAlias = "tuple[View | None, View]"
# What tags do that differ in their values only, the checks of these, and whether values that
# were once good are always so.
TagKind: TypeAlias = "tuple[Step, RawChecks, bool]"


_Kept = TypeVar("_Kept")


class View:
    """A state as tags see it where certain prefixes are in force.

    `steps` leads by a tag to the view of its content (None if it has none) and to the view
    after it; `kinds` does so by the bytes between a tag's values, and has the checks of these.
    """

    __slots__ = ("ends", "kinds", "scope", "state", "steps", "text")

    def __init__(self, scope: Scope, state: State) -> None:
        self.scope = scope
        self.state = state
        self.ends = state.ends
        self.text = state.text
        self.steps: dict[bytes, Step] = {}
        self.kinds: dict[bytes, TagKind] = {}


class Scope:
    """Prefixes in force, and the states seen under them."""

    __slots__ = ("_views", "namespaces")

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self.namespaces = namespaces
        self._views: dict[State, View] = {}

    def view(self, state: State) -> View:
        """The state under these prefixes."""
        found = self._views.get(state)
        if found is None:
            if len(self._views) >= MOST_VIEWS:
                self._views.clear()
            found = self._views[state] = View(self, state)
        return found

    def forget(self) -> None:
        """Let go of what tags do, but not of the views, in which a document may stand."""
        for view in self._views.values():
            view.steps.clear()
            view.kinds.clear()

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
                self._scopes.clear()
            found = self._scopes[key] = Scope(namespaces)
        return found

    def keep(self, kept: dict[bytes, _Kept], written: bytes, what: _Kept) -> None:
        """Keep what a tag does, within bounds, among what other tags of a view do."""
        if len(written) > LONGEST_KEPT:
            return
        if len(kept) >= MOST_STEPS:
            kept.clear()
        kept[written] = what
        self._kept += 1
        if self._kept > MOST_STEPS_IN_ALL:
            self._kept = 0
            for scope in self._scopes.values():
                scope.forget()

    def keep_kind(
        self, view: View, written: bytes, step: Step, checks: Sequence[tuple[int, Checker]]
    ) -> None:
        """Keep what all tags do that differ from this one in their values only."""
        if b'"' not in written:
            self.keep(view.steps, written, step)
            return
        is_lasting = all(checker.keeps for _, checker in checks)
        raw_checks = tuple((i, None if c.is_identifier else c.known_raw, c) for i, c in checks)
        between = b"\0".join(written.split(b'"')[::2])
        self.keep(view.kinds, between, (step, raw_checks, is_lasting))

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
        rest = written[end:].strip()
        if rest not in (b"", b"/"):
            raise NotPlainError  # a ">" in a value, for one
        return Tag(name[0].decode(), attributes, rest == b"/", double_quoted)
