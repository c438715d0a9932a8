"""Files checked side by side; the outcomes come in the order of the files."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from edition.readers.examining import Outcome, Wishes, examine, not_checked
from edition.readers.tei_sources import TeiSource

_AHEAD = 4


def side_by_side(sources: Iterable[TeiSource], wishes: Wishes, jobs: int) -> Iterator[Outcome]:
    """What is found in each source, in order, by so many processes.

    At most a few files for each process are under way, so that memory does not grow with the
    number of files. A file at which a process dies is reported and the next ones are checked.
    """
    waiting = iter(sources)
    while True:
        stranded: list[TeiSource] = []
        yield from _in_pool(waiting, wishes, jobs, stranded)
        if not stranded:
            return
        yield from (_alone(source, wishes) for source in stranded)


def _in_pool(
    waiting: Iterator[TeiSource], wishes: Wishes, jobs: int, stranded: list[TeiSource]
) -> Iterator[Outcome]:
    """Outcomes until all are done or a process dies; then what was under way is `stranded`."""
    taken: deque[TeiSource] = deque()
    futures: deque[Future[Outcome]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        try:
            while True:
                for source in islice(waiting, jobs * _AHEAD - len(taken)):
                    taken.append(source)
                    futures.append(pool.submit(examine, source, wishes))
                if not taken:
                    return
                yield futures[0].result()
                futures.popleft()
                taken.popleft()
        except BrokenProcessPool:
            stranded.extend(taken)
        finally:
            pool.shutdown(cancel_futures=True)


def _alone(source: TeiSource, wishes: Wishes) -> Outcome:
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(examine, source, wishes).result()
        except BrokenProcessPool:
            return not_checked(source, "the process that checked it was killed")
