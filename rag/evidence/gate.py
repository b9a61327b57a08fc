"""Whether a passage answers a question: three linear models over `gate_features`, trained.

`which` orders what the clauses offer; `value` and `words` say how likely the best one answers at
all, where one value is asked for and where it is not. They were fitted by
`python -m eval.gate_training`, which wrote `gate.json`; what is proof (a place that no document
names, an aspect that the clause is silent on) is decided before.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rag.evidence.gate_features import Features

_HALF = 0.5
_NEAR = 0.65  # of 689 development questions 4 more are right with it, one is invented
FILE = Path(__file__).with_name("gate.json")


@dataclass(frozen=True)
class Linear:
    """A logistic model: a weight for each feature by name, and what it starts from."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Features) -> float:
        """`1 / (1 + exp(-(bias + sum(weight * feature))))`, in (0, 1).

        Raises:
            KeyError: a feature of the model was not measured.
        """
        total = self.bias + sum(w * features[name] for name, w in self.weights.items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


@dataclass(frozen=True)
class Gate:
    """The models, and from which probability on an answer is given."""

    which: Linear
    value: Linear
    words: Linear
    threshold: float

    def probability(self, features: Features) -> float:
        """How likely the passage answers."""
        return (self.value if features["q_value"] else self.words).probability(features)

    def likeliest(self, offers: Sequence[tuple[Features, float]]) -> int | None:
        """Which of what clauses offer, each with its clause's score in the search, is likeliest.

        They come in the order of the search. What an amendment or an explanation was put behind
        (it has the higher score) stays behind what is at least half as likely. None of none.
        """
        likely = self._likely(offers)
        # subtle: of equals the first, which was put before the others.
        return max(range(len(offers)), key=likely.__getitem__, default=None)

    def runner_up(self, offers: Sequence[tuple[Features, float]], best: int) -> int | None:
        """The next likeliest, if it is near the best one and more likely than not to answer.

        For a best one that does not: the lead of a list beside the item that has the amount.
        """
        likely = self._likely(offers)
        rest = [at for at in range(len(offers)) if at != best]
        at = max(rest, key=likely.__getitem__, default=None)
        if at is None or likely[at] < _NEAR * likely[best]:
            return None
        return at if self.probability(offers[at][0]) >= _HALF else None

    def _likely(self, offers: Sequence[tuple[Features, float]]) -> list[float]:
        """How likely each is the one that answers, none above what it was put behind."""
        likely: list[float] = []
        for at, (features, score) in enumerate(offers):
            own = self.which.probability(features)
            before = [
                likely[b] for b in range(at) if offers[b][1] < score and likely[b] >= _HALF * own
            ]
            likely.append(min((own, *before)))
        return likely

    def lets(self, features: Features) -> bool:
        """Whether the passage is likely enough to answer."""
        return self.probability(features) >= self.threshold


@cache
def gate() -> Gate:
    """The gate in `gate.json`, read at the first question."""
    return read(FILE)


def read(path: Path) -> Gate:
    """The gate that a file holds."""
    record: Any = json.loads(path.read_text(encoding="utf-8"))
    which, value, words = (_linear(record[name]) for name in ("which", "value", "words"))
    return Gate(which, value, words, record["threshold"])


def _linear(record: Mapping[str, Any]) -> Linear:
    return Linear(record["bias"], record["weights"])
