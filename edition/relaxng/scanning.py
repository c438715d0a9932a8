"""The quick way to find a document valid: its tags looked up as they are written.

A tag need be taken apart only when one of its kind is met for the first time: a tag written as
another is as well-formed as that, and an end tag is looked up by the name that it must have. As
soon as anything is not plainly right (a fault, a document type, an encoding other than UTF-8, a
name beyond ASCII) the whole is left to `matching`, which alone knows what is wrong and where.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from edition.relaxng.automaton import MOVES, VALUES
from edition.relaxng.learning import Learner
from edition.relaxng.limits import Limits
from edition.relaxng.names import XML_NAMESPACE
from edition.relaxng.pieces import NotPlainError, Pieces
from edition.relaxng.pool import TooComplexError
from edition.relaxng.views import Scanner, Step, View
from edition.relaxng.written_values import WrittenValues

if TYPE_CHECKING:
    from edition.relaxng.feeding import Document


class Scan:
    """One document being scanned."""

    def __init__(self, scanner: Scanner, limits: Limits, identifiers: bool) -> None:
        self._scanner = scanner
        self._automaton = scanner.automaton
        self._limits = limits
        self._values = WrittenValues(identifiers)
        self._learner = Learner(scanner, limits, self._values)
        self._stack: list[View] = []
        self._text = b""
        self._view = scanner.scope({"xml": XML_NAMESPACE}).view(self._automaton.start, None)

    def finds_valid(self, pieces: Pieces) -> bool:
        """Whether the document is plainly valid; False tells nothing."""
        try:
            for tags in pieces:
                self._check_depth(tags)
                self._follow(tags)
                self._values.check_names()
        except (NotPlainError, TooComplexError):
            return False
        is_whole = not self._stack and self._view.state.ends
        return is_whole and self._values.all_lead_somewhere()

    def _follow(self, tags: list[bytes]) -> None:  # noqa: C901
        """Go through tags, each with the text that follows it and without its first bracket.

        One function, because a call for each tag would cost as much as all the rest of it. A tag
        that is often met with the same white space after it is looked up together with that.
        """
        view, stack, values = self._view, self._stack, VALUES
        quote = ord('"')  # for bytes, `in` is quicker with a number
        push, pop = stack.append, stack.pop
        for tag_and_text in tags:
            here = view
            step = here.spaced.get(tag_and_text)
            if step is not None:
                content, after = step
                if content is not None:
                    push(after)  # type: ignore[arg-type]  # never None beside a content
                    view = content
                else:
                    view = pop() if after is None else after
                continue
            tag, end, text = tag_and_text.partition(b">")
            if not end:
                raise NotPlainError
            step = here.steps.get(tag)
            if step is not None:
                content, after = step
            elif quote in tag:
                content, after = self._step(here, tag)
            else:
                content, after = self._unmet(here, tag)
            if content is not None:
                push(after)  # type: ignore[arg-type]
                view = content
            else:
                view = pop() if after is None else after
            if view.text:
                if view.text == values:
                    self._text = text
                elif text and not text.isspace():
                    view = self._after_text(view)
                elif step is not None:
                    self._scanner.keep(here, here.spaced, tag_and_text, step)
        self._view = view

    def _step(self, view: View, tag: bytes) -> Step:
        """What a start tag with attributes does that was not met just so."""
        parts = tag.split(b'"')
        kind = view.kinds.get(b"\0".join(parts[::2]))
        if kind is None or len(parts) % 2 == 0:
            return self._learner.learn(view, tag)
        for index, known, checker in kind.checks:
            if known is None:
                self._values.names.append(parts[index])
            elif parts[index] not in known:
                if checker is None:
                    return self._learner.learn(view, tag)
                self._values.check(parts[index], checker, kind.scope)
        if kind.room:
            kind.room -= 1
            self._scanner.keep(view, view.steps, tag, kind.step)
        return kind.step

    def _unmet(self, view: View, tag: bytes) -> Step:
        """What a tag without values does that was not met just so."""
        if not tag.startswith(b"/"):
            return self._learner.learn(view, tag)
        if tag.rstrip() != view.end:
            raise NotPlainError
        after = self._stack.pop()
        return None, after if view.state.ends else self._learner.close(view, after, self._text)

    def _after_text(self, view: View) -> View:
        if view.text != MOVES:
            raise NotPlainError
        return view.scope.view(self._automaton.after_text(view.state, "", {}), view.end)

    def _check_depth(self, tags: list[bytes]) -> None:
        """Look more closely where so many tags could lead too deep."""
        depth = len(self._stack)
        if depth + len(tags) <= self._limits.depth:
            return
        for tag_and_text in tags:
            tag = tag_and_text.partition(b">")[0]
            depth += -1 if tag.startswith(b"/") else not tag.endswith(b"/")
            if depth > self._limits.depth:
                raise NotPlainError


def if_plainly_valid(scan: Scan, document: Document) -> Callable[[], Document] | None:
    """If a scan finds a document valid, what gives it from its beginning again.

    If not, it stands where it stood before; one that can be read only once is not even tried.
    """
    again = _rewinding(document)
    if again is None or scan.finds_valid(Pieces(document)):
        return again
    again()
    return None


def _rewinding(document: Document) -> Callable[[], Document] | None:
    if isinstance(document, bytes):
        return lambda: document
    seek, tell = getattr(document, "seek", None), getattr(document, "tell", None)
    if seek is None or tell is None:
        return None
    try:
        start = tell()
        seek(start)
    except OSError:
        return None

    def again() -> Document:
        seek(start)
        return document

    return again
