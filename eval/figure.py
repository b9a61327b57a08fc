"""A measure over many questions: its mean, with an interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Figure:
    """The mean of a measure over the `n` questions that it applies to, with a 95 % interval.

    All three are None where it applies to none.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int


def figure(
    name: str, scores: Sequence[float | None], *, seed: int = 0, n_resamples: int = 2000
) -> Figure:
    """The mean of the scores that apply, and its percentile bootstrap interval.

    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 13.3.
    """
    applying = np.array([s for s in scores if s is not None], dtype=np.float64)
    n = len(applying)
    if n == 0:
        return Figure(name, None, None, None, 0)
    rows = np.random.default_rng(seed).integers(0, n, size=(n_resamples, n))
    low, high = np.percentile(applying[rows].mean(axis=1), [2.5, 97.5])
    return Figure(name, float(applying.mean()), float(low), float(high), n)
