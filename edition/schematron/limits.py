"""A bound of time for expressions that a schema may send into the endless."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 1.0  # seconds: a library may have swallowed the first alarm


class OverrunError(Exception):
    """What was allowed some seconds has taken longer."""


@contextmanager
def alarm() -> Iterator[Callable[[float], None]]:
    """A function that is told how many seconds may pass before OverrunError is raised.

    They are seconds of work of this program: what others do meanwhile does not count. The count
    begins anew with each call and ends with the context. Only the main thread of a program on a
    POSIX system can be interrupted; elsewhere nothing is ever raised.
    """
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or not hasattr(signal, "setitimer"):
        yield lambda seconds: None
        return
    handler = signal.signal(signal.SIGVTALRM, _stop)
    try:
        yield lambda seconds: _set(seconds, AGAIN)
    finally:
        _set(0, 0)
        signal.signal(signal.SIGVTALRM, handler)


def _set(seconds: float, again: float) -> None:
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, again)


def _stop(number: int, frame: FrameType | None) -> None:
    raise OverrunError
