"""The values that leave `index/`."""

from dataclasses import dataclass

from corpus.document import Clause


@dataclass(frozen=True)
class Hit:
    """A clause that a search found. `rank` starts at 1; `score` in [0, 1], higher is better.

    Order: by score, ties by document and position in it.
    """

    clause: Clause
    rank: int
    score: float
