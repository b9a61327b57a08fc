"""FAISS against numpy: the same rows, the same scores."""

import numpy as np
import pytest

from index.dense import DenseIndex


def _vectors(n: int, dim: int = 8) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    # Not normalised: an inner product must not pass for a cosine.
    return (3 * np.random.default_rng(7).standard_normal((n, dim))).astype(np.float32)


@pytest.mark.parametrize("top_n", [1, 5, 40, 100])
def test_same_as_numpy(top_n: int) -> None:
    vectors, query = _vectors(40), _vectors(41)[40]
    rows, scores = DenseIndex(vectors).search(query, top_n)
    products = vectors.astype(np.float64) @ query.astype(np.float64)
    expected = np.argsort(-products)[:top_n]
    assert rows.tolist() == expected.tolist()
    assert scores == pytest.approx(products[expected], rel=1e-5)


def test_restricted_to_rows() -> None:
    vectors, query = _vectors(40), _vectors(41)[40]
    allowed = {3, 8, 21, 39, 4000}
    rows, scores = DenseIndex(vectors).search(query, 10, allowed)
    products = vectors @ query
    expected = sorted({3, 8, 21, 39}, key=lambda row: -products[row])
    assert rows.tolist() == expected
    assert scores == pytest.approx(products[expected], rel=1e-5)


def test_ties_by_row() -> None:
    vectors = np.tile(_vectors(1), (6, 1))
    rows, scores = DenseIndex(vectors).search(vectors[0], 6)
    assert rows.tolist() == [0, 1, 2, 3, 4, 5]
    assert len(set(scores.tolist())) == 1


def test_ties_stay_ties_when_scored() -> None:
    vectors = np.tile(_vectors(1, 384), (37, 1))
    scores = DenseIndex(vectors).score(_vectors(2, 384)[1], np.arange(37))
    assert len(set(scores.tolist())) == 1


def test_scores_of_given_rows() -> None:
    vectors, query = _vectors(40), _vectors(41)[40]
    scores = DenseIndex(vectors).score(query, np.array([7, 2, 7]))
    assert scores == pytest.approx((vectors @ query)[[7, 2, 7]], rel=1e-5)


@pytest.mark.parametrize("top_n", [0, -1, 3])
def test_empty(top_n: int) -> None:
    rows, scores = DenseIndex(np.zeros((0, 8), dtype=np.float32)).search(_vectors(1)[0], top_n)
    assert (rows.tolist(), scores.tolist()) == ([], [])


def test_no_row_allowed() -> None:
    rows, scores = DenseIndex(_vectors(3)).search(_vectors(1)[0], 3, frozenset())
    assert (rows.tolist(), scores.tolist()) == ([], [])


def test_wrong_dimension() -> None:
    with pytest.raises(ValueError, match="5 dimensions asked, 8 held"):
        DenseIndex(_vectors(3)).search(np.zeros(5, dtype=np.float32), 1)
