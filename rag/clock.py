"""The time of each stage of an answer, counted by whoever does the stage.

with timed() as clock:    # one question
    ...
    lap("search")         # anywhere below, in the same thread
clock.stages()
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_RUNNING: ContextVar["Clock | None"] = ContextVar("clock", default=None)


class Clock:
    """Milliseconds spent in each stage, laps of the same stage added up, and in total."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """Count the time since the last lap to a stage."""
        now = time.perf_counter()
        self._laps[stage] = self._laps.get(stage, 0.0) + (now - self._last) * 1000
        self._last = now

    def stages(self) -> dict[str, float]:
        """All stages up to the last lap, and their total."""
        return {**self._laps, "total": (self._last - self._start) * 1000}


@contextmanager
def timed() -> Iterator[Clock]:
    """A clock that the laps of this thread are counted to until the block ends."""
    clock = Clock()
    token = _RUNNING.set(clock)
    try:
        yield clock
    finally:
        _RUNNING.reset(token)


def lap(stage: str) -> None:
    """Count the time since the last lap to a stage of the question at work, if one is timed."""
    clock = _RUNNING.get()
    if clock is not None:
        clock.lap(stage)
