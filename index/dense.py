"""Exact inner-product search over vectors, with FAISS."""

from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedder import Vectors

Rows = NDArray[np.int64]
Scores = NDArray[np.float64]


class DenseIndex:
    """A flat FAISS index: every vector is compared, so the best are truly the best."""

    def __init__(self, vectors: Vectors) -> None:
        """Takes (n, dim) float32; row numbers are positions in it. n may be 0."""
        import faiss

        # Flat search over 55,404 vectors took 8.4 ms with two threads and 4.3 ms with one, and a
        # second pool of spinning threads stalls the embedder's.
        faiss.omp_set_num_threads(1)
        self._faiss: Any = faiss
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self._index = faiss.IndexFlatIP(self._vectors.shape[1])
        if len(self._vectors):
            self._index.add(self._vectors)

    def __len__(self) -> int:
        return len(self._vectors)

    def search(
        self, vector: Vectors, top_n: int, rows: AbstractSet[int] | None = None
    ) -> tuple[Rows, Scores]:
        """The `top_n` rows with the highest inner product with `vector`, best first.

        Returns row numbers and inner products, equally long, ties by row; fewer than `top_n`
        where there are fewer. `rows` restricts the search to those row numbers.

        Raises:
            ValueError: `vector` does not have the index's dimension.
        """
        query = np.asarray(vector, dtype=np.float32).reshape(1, -1)
        if query.shape[1] != self._vectors.shape[1]:
            raise ValueError(f"{query.shape[1]} dimensions asked, {self._vectors.shape[1]} held")
        allowed = None if rows is None else np.array(sorted(rows), dtype=np.int64)
        wanted = min(top_n, len(self) if allowed is None else len(allowed))
        if wanted <= 0 or not len(self):
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        if allowed is None:
            scores, found = self._index.search(query, wanted)
        else:
            selector = self._faiss.IDSelectorBatch(allowed)
            params = self._faiss.SearchParameters(sel=selector)
            scores, found = self._index.search(query, wanted, params=params)
        held = found[0] >= 0  # FAISS pads with -1 where it found fewer than asked for.
        best, values = found[0][held].astype(np.int64), scores[0][held].astype(np.float64)
        order = np.lexsort((best, -values))
        return best[order], values[order]

    def score(self, vector: Vectors, rows: Rows) -> Scores:
        """The inner product of `vector` with each of `rows`, in their order."""
        # Row by row in float64: equal vectors get equal scores wherever they lie, so that ties are
        # ties; a matrix product rounds differently by position.
        products = self._vectors[rows].astype(np.float64) * np.asarray(vector, dtype=np.float64)
        return np.asarray(products.sum(axis=1), dtype=np.float64)
