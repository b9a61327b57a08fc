"""Search among more vectors than can be compared one by one: inverted lists of 8-bit vectors.

    dense/vectors.f32     (n, dim) float32, row by row
    dense/inverted.faiss  FAISS's index: lists by nearest centre, vectors in 8 bits each dimension

Both are mapped into memory, not read: the system keeps what searches touch. What the lists propose
is scored by the whole vectors, so a score is exact, only whether a row is found is not.
"""

import math
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import numpy as np

from index.dense import FEW, NOTHING, Rows, Scores, best_of, products, query_row
from index.embedder import Vectors
from index.restriction import Restriction, restriction

_VECTORS = "vectors.f32"
_LISTS = "inverted.faiss"
# Measured on 100,000 and 1,000,000 vectors (`python -m eval growth`).
_PROBES = 64  # Lists looked into.
_SPARE = 2  # Proposed for each wanted, since 8 bits do not tell near ones apart.
_MOST = 8  # So many times that, where few rows are allowed.
_TRAINING = 40  # Vectors for each centre.


class ApproximateIndex:
    """An index of `write_approximate`, opened; safe to search from several threads."""

    def __init__(self, folder: Path, dim: int) -> None:
        """Opens what `write_approximate` wrote.

        Raises:
            ValueError: it is not there, or of another size.
        """
        import faiss

        faiss.omp_set_num_threads(1)
        self._faiss: Any = faiss
        try:
            self._lists: Any = faiss.read_index(str(folder / _LISTS), faiss.IO_FLAG_MMAP)
            flat = np.memmap(folder / _VECTORS, dtype="<f4", mode="r")
        except (OSError, RuntimeError) as error:
            raise ValueError(f"no index in {folder}") from error
        if len(flat) != self._lists.ntotal * dim:
            raise ValueError(f"{len(flat)} numbers in {folder}, {self._lists.ntotal} x {dim} due")
        self._vectors = flat.reshape(-1, dim)

    def __len__(self) -> int:
        return len(self._vectors)

    def search(
        self, vector: Vectors, top_n: int, rows: AbstractSet[int] | None = None
    ) -> tuple[Rows, Scores]:
        """As `Dense.search`; may miss some rows and never finds one that is not allowed."""
        query = query_row(vector, self._vectors.shape[1])
        allowed = None if rows is None else restriction(rows, len(self))
        wanted = min(top_n, len(self) if allowed is None else len(allowed))
        if wanted <= 0:
            return NOTHING
        if allowed is not None and len(allowed) <= FEW:
            return best_of(allowed.rows, self.score(query[0], allowed.rows), wanted)
        params = self._faiss.SearchParametersIVF(nprobe=self._probes(allowed))
        if allowed is not None:
            selector = self._faiss.IDSelectorBitmap(allowed.bits)
            params.sel = selector
        _, found = self._lists.search(query, min(_SPARE * wanted, len(self)), params=params)
        near = found[0][found[0] >= 0].astype(np.int64)
        return best_of(near, self.score(query[0], near), wanted)

    def _probes(self, allowed: Restriction | None) -> int:
        # What is not allowed empties lists: look into more.
        share = 1.0 if allowed is None else max(len(allowed) / len(self), 1 / _MOST)
        return int(min(self._lists.nlist, _PROBES / share))

    def score(self, vector: Vectors, rows: Rows) -> Scores:
        """See `Dense.score`."""
        return products(np.asarray(self._vectors[rows]), vector)


def write_approximate(vectors: Vectors, folder: Path) -> None:
    """Writes an index of (n, dim) float32 unit vectors into a new folder."""
    import faiss

    folder.mkdir(parents=True)
    n, dim = vectors.shape
    with (folder / _VECTORS).open("wb") as file:
        for at in range(0, n, 100_000):
            file.write(vectors[at : at + 100_000].astype("<f4").tobytes())
    n_lists = max(1, min(4 * math.isqrt(n), n // _TRAINING))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dim), dim, n_lists, faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )  # fmt: skip
    picked = np.random.default_rng(0).choice(n, min(n, _TRAINING * n_lists), replace=False)
    index.train(np.ascontiguousarray(vectors[np.sort(picked)], dtype=np.float32))
    for at in range(0, n, 100_000):
        index.add(np.ascontiguousarray(vectors[at : at + 100_000], dtype=np.float32))
    faiss.write_index(index, str(folder / _LISTS))
