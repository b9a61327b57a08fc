"""How often one may come: a bucket of tokens for each user or address, in this process's memory.

A bucket starts full; each request takes a token, and tokens come back evenly over the period.
"""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

_MAX_BUCKETS = 10_000  # the longest unused goes first, so that many addresses fill no memory


class TooMany(Exception):
    """No token is left; `retry_after_s` says when there is one, in whole seconds."""

    def __init__(self, retry_after_s: int) -> None:
        """With the time until the next token."""
        super().__init__(f"请求过于频繁，请 {retry_after_s} 秒后再试。")
        self.retry_after_s = retry_after_s


class RateUnusable(ValueError):
    """A setting that is no number; one sentence."""


class Rate:
    """`n` requests in `period_s` seconds for each key; 0 for no limit. Safe between threads."""

    def __init__(
        self, n: int, period_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`clock` counts seconds."""
        self._n = n
        self._period_s = period_s
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, at
        self._lock = threading.Lock()

    def take(self, key: str) -> None:
        """Takes a token of this key.

        Raises:
            TooMany: there is none.
        """
        if self._n == 0:
            return
        per_s = self._n / self._period_s
        with self._lock:
            now = self._clock()
            tokens, at = self._buckets.pop(key, (float(self._n), now))
            tokens = min(float(self._n), tokens + (now - at) * per_s)
            enough = tokens >= 1
            self._buckets[key] = (tokens - 1 if enough else tokens, now)
            while len(self._buckets) > _MAX_BUCKETS:
                self._buckets.popitem(last=False)
        if not enough:
            raise TooMany(max(1, -int(-(1 - tokens) / per_s // 1)))


@dataclass(frozen=True)
class Rates:
    """The limits of a server where people log in."""

    questions: Rate = field(default_factory=lambda: Rate(60, 60))  # each user
    logins: Rate = field(default_factory=lambda: Rate(20, 600))  # each address

    @classmethod
    def from_environment(cls) -> "Rates":
        """`XUNTIAO_ASK_PER_MINUTE` and `XUNTIAO_LOGINS_PER_10_MINUTES`; 0 for no limit.

        Raises:
            RateUnusable: one is not a whole number from 0 on.
        """
        return cls(
            Rate(whole_number("XUNTIAO_ASK_PER_MINUTE", 60), 60),
            Rate(whole_number("XUNTIAO_LOGINS_PER_10_MINUTES", 20), 600),
        )


def whole_number(name: str, otherwise: int) -> int:
    """A variable of the environment; empty counts as unset.

    Raises:
        RateUnusable: not a whole number from 0 on.
    """
    value = os.environ.get(name) or str(otherwise)
    if not (value.isascii() and value.isdecimal()):
        raise RateUnusable(f"{name} 不能是“{value}”；请改为 0（不限）或正整数。")
    return int(value)
