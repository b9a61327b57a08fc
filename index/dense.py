"""Exact inner-product search over vectors, with FAISS; what every dense index offers."""

from collections.abc import Set as AbstractSet
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedder import Vectors
from index.restriction import restriction

Rows = NDArray[np.int64]
Scores = NDArray[np.float64]

# So few rows are compared one by one sooner than an index walks past all others.
FEW = 2000


class Dense(Protocol):
    """Vectors by row number, searched by inner product; safe to search from several threads."""

    def __len__(self) -> int:
        """How many rows there are."""
        ...

    def search(
        self, vector: Vectors, top_n: int, rows: AbstractSet[int] | None = None
    ) -> tuple[Rows, Scores]:
        """The `top_n` rows with the highest inner product with `vector`, best first.

        Returns row numbers and inner products, equally long, ties by row; fewer than `top_n`
        where there are fewer. `rows` restricts the search to those row numbers.

        Raises:
            ValueError: `vector` does not have the index's dimension.
        """
        ...

    def score(self, vector: Vectors, rows: Rows) -> Scores:
        """The inner product of `vector` with each of `rows`, in their order."""
        ...


class DenseIndex:
    """A flat FAISS index: every vector is compared, so the best are truly the best."""

    def __init__(self, vectors: Vectors) -> None:
        """Takes (n, dim) float32; row numbers are positions in it. n may be 0."""
        import faiss

        # Flat search over 55,404 vectors took 8.4 ms with two threads and 4.3 ms with one, and a
        # second pool of spinning threads stalls the embedder's.
        faiss.omp_set_num_threads(1)
        self._faiss: Any = faiss
        n, dim = vectors.shape
        self._index = faiss.IndexFlatIP(dim)
        if n:
            self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        # FAISS's own copy, seen from here: one in memory is enough.
        held = faiss.rev_swig_ptr(self._index.get_xb(), n * dim) if n else np.zeros(0, np.float32)
        self._vectors: Vectors = held.reshape(n, dim)

    def __len__(self) -> int:
        return len(self._vectors)

    def search(
        self, vector: Vectors, top_n: int, rows: AbstractSet[int] | None = None
    ) -> tuple[Rows, Scores]:
        """See `Dense.search`."""
        query = query_row(vector, self._vectors.shape[1])
        allowed = None if rows is None else restriction(rows, len(self))
        wanted = min(top_n, len(self) if allowed is None else len(allowed))
        if wanted <= 0:
            return NOTHING
        if allowed is None:
            scores, found = self._index.search(query, wanted)
        elif len(allowed) <= FEW:
            return best_of(allowed.rows, self.score(query[0], allowed.rows), wanted)
        else:
            selector = self._faiss.IDSelectorBitmap(allowed.bits)
            params = self._faiss.SearchParameters(sel=selector)
            scores, found = self._index.search(query, wanted, params=params)
        held = found[0] >= 0  # FAISS pads with -1 where it found fewer than asked for.
        return best_of(found[0][held].astype(np.int64), scores[0][held].astype(np.float64), wanted)

    def score(self, vector: Vectors, rows: Rows) -> Scores:
        """See `Dense.score`."""
        return products(self._vectors[rows], vector)


NOTHING: tuple[Rows, Scores] = (np.zeros(0, dtype=np.int64), np.zeros(0))


def query_row(vector: Vectors, dim: int) -> Vectors:
    """The vector as a (1, dim) matrix.

    Raises:
        ValueError: it has another dimension.
    """
    query = np.asarray(vector, dtype=np.float32).reshape(1, -1)
    if query.shape[1] != dim:
        raise ValueError(f"{query.shape[1]} dimensions asked, {dim} held")
    return query


def products(vectors: Vectors, vector: Vectors) -> Scores:
    """The inner product of each row with `vector`."""
    # Row by row in float64: equal vectors get equal scores wherever they lie, so that ties are
    # ties; a matrix product rounds differently by position.
    summed = vectors.astype(np.float64) * np.asarray(vector, dtype=np.float64)
    return np.asarray(summed.sum(axis=1), dtype=np.float64)


def best_of(rows: Rows, scores: Scores, top_n: int) -> tuple[Rows, Scores]:
    """The `top_n` of the rows by score, ties by row."""
    order = np.lexsort((rows, -scores))[:top_n]
    return rows[order], scores[order]
