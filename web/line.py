"""The waiting line: a bounded number of questions at work and waiting, the rest turned away.

One slow question holds one worker and no other question.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Busy(Exception):
    """Too many are waiting; the caller says so, and when to come again."""

    retry_after_s = 3


class Closing(Exception):
    """The server is stopping and takes no new work."""


class Line:
    """`n_workers` threads, and room for `n_waiting` that wait for one.

    Its methods are called in the event loop, only the work itself is done in a thread.
    """

    def __init__(self, n_workers: int = 4, n_waiting: int = 128) -> None:
        """Threads are started when first needed."""
        self._room = n_workers + n_waiting
        self._n_workers = n_workers
        self._pool = ThreadPoolExecutor(n_workers, thread_name_prefix="question")
        self._inside = 0
        self._closing = False

    @property
    def closing(self) -> bool:
        """Whether the server is stopping."""
        return self._closing

    @property
    def waiting(self) -> int:
        """How many wait for a worker now."""
        return max(0, self._inside - self._n_workers)

    @property
    def working(self) -> int:
        """How many are at work now."""
        return min(self._inside, self._n_workers)

    async def run(self, work: Callable[[], T]) -> T:
        """What the work returns, done in its turn.

        Raises:
            Busy: no room to wait.
            Closing: the server is stopping.
        """
        if self._closing:
            raise Closing
        if self._inside >= self._room:
            raise Busy
        self._inside += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._inside -= 1

    def open(self) -> None:
        """Takes work again after a stop; does nothing otherwise."""
        if self._closing:
            self._pool = ThreadPoolExecutor(self._n_workers, thread_name_prefix="question")
            self._closing = False

    def close(self) -> None:
        """Takes no more work; returns when all that was taken is done."""
        self._closing = True
        self._pool.shutdown(wait=True)
