"""Tantivy against the BM25 of the textbook, on texts short enough for exact lengths."""

import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.lexical import LexicalIndex

Texts = list[list[str]]


def _bm25(texts: Texts, query: Sequence[str], k1: float = 1.2, b: float = 0.75) -> list[float]:
    mean = sum(map(len, texts)) / len(texts)
    scores = []
    for text in texts:
        counts, score = Counter(text), 0.0
        for token in query:
            holding = sum(token in other for other in texts)
            idf = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
            frequency = counts[token]
            norm = k1 * (1 - b + b * len(text) / mean)
            score += idf * frequency * (k1 + 1) / (frequency + norm)
        scores.append(score)
    return scores


@pytest.fixture(scope="module")
def texts() -> Texts:
    choose = random.Random(3)
    vocabulary = ["奖励", "补助", "企业", "500", "万元", "智能", "汽车", "量子", "单位", "a"]
    return [choose.choices(vocabulary, k=choose.randint(1, 39)) for _ in range(60)]


@pytest.fixture(scope="module")
def index(texts: Texts) -> LexicalIndex:
    return LexicalIndex.build((text, text[:1]) for text in texts)


@pytest.mark.parametrize(
    "query", [["奖励"], ["量子", "汽车", "500"], ["企业", "企业", "a"], ["没有", "单位"]]
)
def test_same_as_the_textbook(index: LexicalIndex, texts: Texts, query: list[str]) -> None:
    expected = _bm25(texts, query)
    rows, scores = index.search("words", query, len(texts))
    assert sorted(rows.tolist()) == [row for row, score in enumerate(expected) if score > 0]
    assert scores == pytest.approx([expected[row] for row in rows], rel=1e-5)
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


def test_a_restriction_leaves_scores_as_they_are(index: LexicalIndex, texts: Texts) -> None:
    expected = _bm25(texts, ["奖励"])
    allowed = {row for row in range(0, 60, 3)}
    rows, scores = index.search("words", ["奖励"], 60, allowed)
    assert sorted(rows.tolist()) == [row for row in sorted(allowed) if expected[row] > 0]
    assert scores == pytest.approx([expected[row] for row in rows], rel=1e-5)


def test_fields_are_apart() -> None:
    index = LexicalIndex.build([(["奖励"], ["甲乙"]), (["甲乙"], ["奖励"])])
    assert index.search("words", ["奖励"], 5)[0].tolist() == [0]
    assert index.search("bigrams", ["奖励"], 5)[0].tolist() == [1]


def test_ties_by_row() -> None:
    index = LexicalIndex.build([(["奖励"], [])] * 5)
    assert index.search("words", ["奖励"], 3)[0].tolist() == [0, 1, 2]


def test_nothing_to_find(index: LexicalIndex) -> None:
    assert index.search("words", [], 5)[0].tolist() == []
    assert index.search("words", ["没有"], 5)[0].tolist() == []
    assert index.search("words", ["奖励"], 0)[0].tolist() == []
    assert index.search("words", ["奖励"], 5, frozenset())[0].tolist() == []


def test_empty() -> None:
    assert LexicalIndex.build([]).search("words", ["奖励"], 5)[0].tolist() == []


def test_query_syntax_is_only_text(index: LexicalIndex) -> None:
    for token in ("+奖励", '"', "words:奖励", "*", "奖励~2", "("):
        assert index.search("words", [token], 5)[0].tolist() == []


def test_on_disk_as_in_memory(index: LexicalIndex, texts: Texts, tmp_path: Path) -> None:
    LexicalIndex.build(((text, text[:1]) for text in texts), tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical")
    for of, expected in zip(
        loaded.search("words", ["量子"], 60), index.search("words", ["量子"], 60), strict=True
    ):
        assert of.tolist() == expected.tolist()


def test_no_index_in_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"."):
        LexicalIndex.load(tmp_path)


def test_a_restriction_that_the_best_do_not_meet() -> None:
    # Shorter texts score higher: the 80 best are not allowed.
    index = LexicalIndex.build((["奖励"] + ["企业"] * (row // 20), []) for row in range(100))
    allowed = frozenset(range(80, 100))
    rows, scores = index.search("words", ["奖励"], 3, allowed)
    assert rows.tolist() == [80, 81, 82]
    assert scores.tolist() == [index.search("words", ["奖励"], 100)[1][80]] * 3
    few = frozenset({97})
    assert index.search("words", ["奖励"], 3, few)[0].tolist() == [97]
