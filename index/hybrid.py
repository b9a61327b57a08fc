"""One search over vectors, words and character pairs: what each proposes, scored by all three."""

import numpy as np

from index.dense import Dense, Rows, Scores
from index.embedder import Vectors
from index.fusion import WEIGHTS, ArmWeights, fuse
from index.store import Lexical
from index.tokenize import bigrams, tokenize

# How many candidates each arm proposes; a small corpus is compared whole.
_DEPTH = 200


def hybrid(
    dense: Dense,
    lexical: Lexical,
    text: str,
    vector: Vectors,
    top_n: int,
    rows: frozenset[int] | None = None,
    weights: ArmWeights = WEIGHTS,
) -> tuple[Rows, Scores]:
    """The `top_n` rows that fit best and their fused scores, best first, ties by row.

    Both indexes hold the same rows; `rows` restricts the search to some. Scores compare the rows
    of one search (`fusion.fuse`), they do not say whether a clause answers.
    """
    depth = max(top_n, _DEPTH)
    near, _ = dense.search(vector, depth, rows)
    by_words = lexical.search("words", tokenize(text), depth, rows)
    by_bigrams = lexical.search("bigrams", bigrams(text), depth, rows)
    candidates: Rows = np.unique(np.concatenate([near, by_words[0], by_bigrams[0]]))
    scores = fuse(
        [
            (dense.score(vector, candidates), weights.dense),
            (_spread(candidates, *by_words), weights.words),
            (_spread(candidates, *by_bigrams), weights.bigrams),
        ]
    )
    best = np.lexsort((candidates, -scores))[: max(top_n, 0)]
    return candidates[best], scores[best]


def _spread(candidates: Rows, found: Rows, scores: Scores) -> Scores:
    """Scores of some candidates as scores of all; 0, BM25's own floor, where not found."""
    spread = np.zeros(len(candidates))
    spread[np.searchsorted(candidates, found)] = scores
    return spread
