"""The time of each stage of an answer."""

import time


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
