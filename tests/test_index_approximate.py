"""Inverted lists against comparing every vector: the same scores, nearly the same rows."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.approximate import ApproximateIndex, write_approximate
from index.build import build
from index.dense import FEW, DenseIndex
from index.embedder import Vectors
from index.index import Index
from index.settings import Settings
from index.upkeep import verify
from tests.test_index import FIRST, SECOND, HashEmbedder

N, DIM = 20_000, 32


def _clustered(n: int, seed: int) -> Vectors:
    """Unit vectors around 200 centres, as texts lie around what they are about."""
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(9).normal(size=(200, DIM))
    vectors = centres[rng.integers(0, 200, n)] + 0.5 * rng.normal(size=(n, DIM))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float32)


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return _clustered(N, 1)


@pytest.fixture(scope="module")
def index(vectors: Vectors, tmp_path_factory: pytest.TempPathFactory) -> ApproximateIndex:
    folder = tmp_path_factory.mktemp("approximate") / "dense"
    write_approximate(vectors, folder)
    return ApproximateIndex(folder, DIM)


def test_nearly_the_same_rows_and_the_same_scores(
    index: ApproximateIndex, vectors: Vectors
) -> None:
    exact, shared = DenseIndex(vectors), 0
    assert len(index) == N
    for query in _clustered(50, 2):
        rows, scores = index.search(query, 10)
        assert scores == pytest.approx(vectors[rows].astype(float) @ query.astype(float), abs=1e-6)
        assert (np.diff(scores) <= 0).all()
        shared += len(set(rows.tolist()) & set(exact.search(query, 10)[0].tolist()))
    assert shared >= 0.98 * 50 * 10


@pytest.mark.parametrize("n_allowed", [5, FEW, FEW + 1, N // 2])
def test_a_restriction_holds(index: ApproximateIndex, vectors: Vectors, n_allowed: int) -> None:
    picked = np.random.default_rng(3).choice(N, n_allowed, replace=False)
    allowed = frozenset(picked.tolist())
    exact, shared = DenseIndex(vectors), 0
    for query in _clustered(20, 4):
        rows, _ = index.search(query, 10, allowed)
        assert allowed.issuperset(rows.tolist())
        assert len(rows) == min(10, n_allowed)
        shared += len(set(rows.tolist()) & set(exact.search(query, 10, allowed)[0].tolist()))
    assert shared >= 0.95 * 20 * min(10, n_allowed)


def test_nothing_to_find(index: ApproximateIndex, vectors: Vectors) -> None:
    assert index.search(vectors[0], 0)[0].tolist() == []
    assert index.search(vectors[0], 5, frozenset())[0].tolist() == []
    with pytest.raises(ValueError, match="5 dimensions asked, 32 held"):
        index.search(np.zeros(5, dtype=np.float32), 1)


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no index"):
        ApproximateIndex(tmp_path, DIM)


def test_a_data_folder_with_more_clauses_than_are_compared(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "first.txt").write_text(FIRST, encoding="utf-8")
    (corpus / "second.txt").write_text(SECOND, encoding="utf-8")
    exact = Settings(tmp_path / "home", "hash-64")
    many = replace(exact, exact_up_to=3)
    question = "示范运营企业补助多少"

    def answers(settings: Settings) -> list[tuple[str, float]]:
        index = Index.open(settings, HashEmbedder())
        hits = index.search(question, index.embed(question), 5)
        return [(hit.clause.text, hit.score) for hit in hits]

    build(exact, corpus, progress=False, embedder=HashEmbedder())
    expected = answers(exact)
    build(many, corpus, progress=False, embedder=HashEmbedder())
    (folder,) = (many.home / "derived").iterdir()
    lists = folder / "dense" / "inverted.faiss"
    assert isinstance(Index.open(many, HashEmbedder())._dense, ApproximateIndex)
    assert answers(many) == expected
    assert verify(many) == []
    lists.write_bytes(lists.read_bytes()[:-9])
    assert verify(many) != []
    assert answers(many) == expected
    build(many, corpus, progress=False, embedder=HashEmbedder())
    assert verify(many) == []
