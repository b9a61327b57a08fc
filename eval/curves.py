"""What a threshold on the score of the best hit would do: refusal curve and reliability.

Works on the outcomes of one run; draws nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.measure import Outcome

_N_BINS = 5


@dataclass(frozen=True)
class RefusalPoint:
    """If every answer whose score is under `threshold` were refused too: shares in [0, 1]."""

    threshold: float
    refusal_recall: float
    false_refusal: float


@dataclass(frozen=True)
class ReliabilityBin:
    """The `n` answers with scores around `score`: the share of them that are right."""

    score: float
    right: float
    n: int


def score_of(outcome: Outcome) -> float:
    """The score of the best hit; 0 without one."""
    answer = outcome.answer
    return max((hit.score for hit in answer.hits), default=0.0) if answer else 0.0


def refusal_curve(outcomes: Sequence[Outcome]) -> list[RefusalPoint]:
    """One point for each score that occurs, from no threshold (as the run was) upwards.

    Empty where all questions can be answered, or none.
    """
    refused = np.array([o.answer is not None and o.answer.refused for o in outcomes], dtype=bool)
    scores = np.array([score_of(o) for o in outcomes])
    answerable = np.array([o.question.answerable for o in outcomes], dtype=bool)
    if answerable.all() or not answerable.any():
        return []
    points = []
    for threshold in (0.0, *np.unique(scores[~refused]), np.inf):
        would = refused | (scores < threshold)
        points.append(
            RefusalPoint(
                float(threshold),
                float(would[~answerable].mean()),
                float(would[answerable].mean()),
            )
        )
    return points


def reliability(outcomes: Sequence[Outcome]) -> list[ReliabilityBin]:
    """The answers (refusals left out) in bins of equally many, by rising score.

    Source: Guo et al. (2017), On Calibration of Modern Neural Networks, section 2, here with bins
    of equal count.
    """
    answered = [o for o in outcomes if o.answer is not None and not o.answer.refused]
    ordered = sorted(answered, key=score_of)
    return [
        ReliabilityBin(
            float(np.mean([score_of(o) for o in some])),
            float(np.mean([o.is_right for o in some])),
            len(some),
        )
        for some in (
            [ordered[at] for at in part]
            for part in np.array_split(np.arange(len(ordered)), _N_BINS)
        )
        if some
    ]
