"""Files checked side by side; the outcomes come in the order of the files."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeAlias

from edition.readers.examining import Outcome, Wishes, examine, not_checked
from edition.readers.tei_sources import TeiSource

_AHEAD = 3
"""So many bundles for each process are under way at a time."""
_MOST_FILES = 50
_MOST_BYTES = 500_000
# A child that is forked has all that is imported here, and need not begin anew.
_START = "fork" if sys.platform == "linux" else None

Bundle: TypeAlias = "tuple[TeiSource, ...]"


def side_by_side(sources: Iterable[TeiSource], wishes: Wishes, jobs: int) -> Iterator[Outcome]:
    """What is found in each source, in order, by so many processes.

    Files are handed out in bundles, of which at most a few for each process are under way, so
    that memory does not grow with the number of files. A file at which a process dies is reported
    and the next ones are checked.
    """
    waiting = bundles(sources)
    while True:
        stranded: list[Bundle] = []
        yield from _in_pool(waiting, wishes, jobs, stranded)
        if not stranded:
            return
        for bundle in stranded:
            yield from _apart(bundle, wishes)


def bundles(sources: Iterable[TeiSource]) -> Iterator[Bundle]:
    """The sources in their order, in bundles that each give a process some work to do."""
    bundle: list[TeiSource] = []
    size = 0
    for source in sources:
        bundle.append(source)
        size += source.size()
        if size >= _MOST_BYTES or len(bundle) >= _MOST_FILES:
            yield tuple(bundle)
            bundle.clear()
            size = 0
    if bundle:
        yield tuple(bundle)


def _in_pool(
    waiting: Iterator[Bundle], wishes: Wishes, jobs: int, stranded: list[Bundle]
) -> Iterator[Outcome]:
    """Outcomes until all are done or a process dies; then what was under way is `stranded`."""
    taken: deque[Bundle] = deque()
    futures: deque[Future[list[Outcome]]] = deque()
    with _pool(jobs) as pool:
        try:
            while True:
                for bundle in islice(waiting, jobs * _AHEAD - len(taken)):
                    taken.append(bundle)
                    futures.append(pool.submit(_examine_all, bundle, wishes))
                if not taken:
                    return
                outcomes = futures[0].result()
                futures.popleft()
                taken.popleft()
                yield from outcomes
        except BrokenProcessPool:
            stranded.extend(taken)
        finally:
            pool.shutdown(cancel_futures=True)


def _apart(bundle: Bundle, wishes: Wishes) -> Iterator[Outcome]:
    """Outcomes of a bundle with which a process may die, by processes of its own."""
    with _pool(1) as pool:
        try:
            outcomes = pool.submit(_examine_all, bundle, wishes).result()
        except BrokenProcessPool:
            outcomes = None
    if outcomes is not None:
        yield from outcomes
    elif len(bundle) == 1:
        yield not_checked(bundle[0], "the process that checked it was killed")
    else:
        middle = len(bundle) // 2
        yield from _apart(bundle[:middle], wishes)
        yield from _apart(bundle[middle:], wishes)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, multiprocessing.get_context(_START))


def _examine_all(bundle: Sequence[TeiSource], wishes: Wishes) -> list[Outcome]:
    return [examine(source, wishes) for source in bundle]
