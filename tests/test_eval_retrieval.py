"""Outside retrieval sets: what is read, what is kept, and figures over a toy embedder."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.__main__ import main
from eval.retrieval import retrieval
from eval.retrieval_set import Article, Query, RetrievalSetError, load_articles, load_queries
from eval.systems import DENSE, SEARCH, WORDS
from index.embedder import Vectors

ARTICLES = [
    {"id": 0, "name": "甲法第一条", "content": "采矿须有许可。"},
    {"id": 1, "content": "渔船须有登记。"},
    {"id": 2, "name": "乙法第一条", "content": "养蜂不须登记。"},
]
QUERIES = [
    {"id": "a", "query": "采矿要许可吗", "gold": [0]},
    {"id": "b", "query": "渔船", "gold": [1, 2]},
]


class ToyEmbedder:
    """A vector that only says whether a text speaks of mining."""

    name = "toy"
    dim = 2

    def embed_query(self, text: str) -> Vectors:
        return np.array([1, 0] if "采矿" in text else [0, 1], dtype=np.float32)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.embed_query(text) for text in texts])


def jsonl(path: Path, records: Sequence[object]) -> Path:
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def test_a_set_is_read_with_names_in_front_packed_or_not(tmp_path: Path) -> None:
    queries = load_queries(jsonl(tmp_path / "q.jsonl", QUERIES))
    assert queries[1] == Query("b", "渔船", ("1", "2"))
    for name in ("c.jsonl", "c.jsonl.gz"):
        articles = load_articles(jsonl(tmp_path / name, ARTICLES), queries)
        assert articles[:2] == [
            Article("0", "甲法第一条 采矿须有许可。"),
            Article("1", "渔船须有登记。"),
        ]


def test_a_limit_keeps_every_gold_article(tmp_path: Path) -> None:
    corpus = jsonl(tmp_path / "c.jsonl", ARTICLES)
    query = [Query("a", "问", ("2",))]
    assert [a.id for a in load_articles(corpus, query, 1)] == ["2"]
    assert [a.id for a in load_articles(corpus, query, 2)] == ["0", "2"]
    assert len(load_articles(corpus, query, 9)) == 3


def test_figures_are_those_of_the_rankings(tmp_path: Path) -> None:
    articles = [
        Article("0", "采矿须有许可。"),
        Article("1", "渔船须有登记。"),
        Article("2", "养蜂。"),
    ]
    queries = [Query("a", "采矿", ("0",)), Query("b", "渔船", ("1", "2"))]
    figures = retrieval(articles, queries, ToyEmbedder(), tmp_path)
    # Both texts that do not speak of mining are gold of b: one of two is first.
    assert figures[DENSE]["R@1"].value == pytest.approx((1 + 1 / 2) / 2)
    assert figures[DENSE]["RR@10"].value == 1
    assert figures[DENSE]["nDCG@10"].value == pytest.approx(1)
    assert figures[WORDS]["R@10"].value == pytest.approx((1 + 1 / 2) / 2)
    assert figures[SEARCH]["RR@10"].value == 1


def test_vectors_are_kept_between_runs(tmp_path: Path) -> None:
    articles = [Article("0", "采矿须有许可。"), Article("1", "渔船须有登记。")]
    queries = [Query("a", "采矿", ("0",))]
    first = retrieval(articles, queries, ToyEmbedder(), tmp_path)

    class Forgetful(ToyEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> Vectors:
            raise AssertionError(f"embedded again: {texts}")

    assert retrieval(articles, queries, Forgetful(), tmp_path) == first


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("q.tsv", "a\t采矿要许可吗\nb\t渔船\nc\t没有人判\n"),
        (
            "q.json",
            json.dumps([{"query_id": "a", "query": "采矿要许可吗"}, {"_id": "b", "text": "渔船"}]),
        ),
        ("q.jsonl", '{"_id": "a", "text": "采矿要许可吗"}\n{"_id": "b", "text": "渔船"}\n'),
    ],
)
@pytest.mark.parametrize(
    "qrels",
    [
        "query-id\tcorpus-id\tscore\na\t0\t1\nb\t1\t1\nb\t2\t2\nb\t0\t0\n",
        "a 0 0 1\nb 0 1 1\nb 0 2 1\n",
    ],
    ids=["beir", "trec"],
)
def test_common_layouts_give_the_same_queries(
    name: str, content: str, qrels: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(qrels, encoding="utf-8")
    assert load_queries(tmp_path / name, tmp_path / "qrels.tsv") == [
        Query("a", "采矿要许可吗", ("0",)),
        Query("b", "渔船", ("1", "2")),
    ]


@pytest.mark.parametrize(
    ("qrels", "word"),
    [("a\t0\n", "三列"), ("a\t0\t1\nb\t1\t好\n", "第 2 行"), ("a\t9\t1\n", "「9」")],
)
def test_a_mistake_in_qrels_is_one_line_and_status_2(
    qrels: str, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "qrels.tsv").write_text(qrels, encoding="utf-8")
    files = [
        "--queries", str(jsonl(tmp_path / "q.jsonl", QUERIES)),
        "--corpus", str(jsonl(tmp_path / "c.jsonl", ARTICLES)),
        "--qrels", str(tmp_path / "qrels.tsv"),
    ]  # fmt: skip
    assert main(["retrieval", *files]) == 2
    assert word in capsys.readouterr().err


@pytest.mark.parametrize(
    ("queries", "corpus", "word"),
    [
        ([], ARTICLES, "没有问题"),
        ([1], ARTICLES, "第 1 行：不是 JSON 对象"),
        ([{"id": 1, "query": "问", "gold": []}], ARTICLES, "gold"),
        ([{"id": 1, "query": " ", "gold": [0]}], ARTICLES, "query"),
        ([{"query": "问", "gold": [0]}], ARTICLES, "「id」"),
        ([{"id": 1, "query": "问", "gold": [7]}], ARTICLES, "没有 gold 里的「7」"),
        (QUERIES, [*ARTICLES, ARTICLES[0]], "第 4 行：id「0」重复"),
        (QUERIES, [{"id": 0}], "content"),
    ],
)
def test_a_mistake_in_a_set_is_one_line_and_status_2(
    queries: Sequence[object],
    corpus: Sequence[object],
    word: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = [
        "--queries", str(jsonl(tmp_path / "q.jsonl", queries)),
        "--corpus", str(jsonl(tmp_path / "c.jsonl", corpus)),
    ]  # fmt: skip
    assert main(["retrieval", *files]) == 2
    printed = capsys.readouterr()
    assert word in printed.err
    assert printed.err.count("\n") == 1


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    packed = tmp_path / "q.jsonl.gz"
    packed.write_bytes(b"not packed")
    broken = tmp_path / "q.jsonl"
    broken.write_text("{", encoding="utf-8")
    for path, word in ((packed, "读不了"), (broken, "JSON"), (tmp_path / "no", "没有这个文件")):
        with pytest.raises(RetrievalSetError, match=word):
            load_queries(path)
