"""The same corpus in the data folder and in Milvus Lite: the same states, nearly the same hits."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.build import build
from index.derived import Row, searchable_rows
from index.errors import IndexUnusable
from index.index import Index, index_status
from index.milvus import MilvusDense, coded, keys_of
from index.settings import Settings
from index.store import store_of
from index.upkeep import verify
from tests.test_index import FIRST, SECOND, HashEmbedder

QUESTIONS = ("示范运营企业补助多少", "量子通信网络谁牵头", "测试道路", "奖励500万元", "")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    items = "\n".join(f"（{n}）对第{n}类企业给予最高{n}0万元补助。" for n in range(1, 30))
    (folder / "third.txt").write_text(f"补助办法\n一、补助\n{items}\n", encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", "hash-64")


@pytest.fixture
def milvus(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "shared", "hash-64", store=f"milvus:{tmp_path / 'milvus.db'}")


def _build(settings: Settings, corpus: Path) -> Index:
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    return Index.open(settings, HashEmbedder())


def _hits(index: Index, question: str, rows: frozenset[int] | None = None) -> list[str]:
    hits = index.search(question, index.embed(question), 10, rows)
    return [hit.clause.text for hit in hits]


def test_the_same_hits(folder: Settings, milvus: Settings, corpus: Path) -> None:
    ours, theirs = _build(folder, corpus), _build(milvus, corpus)
    assert isinstance(theirs._dense, MilvusDense)
    assert ours.clauses == theirs.clauses
    for question in QUESTIONS:
        expected, found = _hits(ours, question), _hits(theirs, question)
        assert len(set(expected) & set(found)) >= 9, question
        if question:
            assert found[0] == expected[0]
    vector = ours.embed(QUESTIONS[0])
    rows, scores = theirs._dense.search(vector, 5)
    # Rows of equal scores may be others: the scores are compared.
    assert scores == pytest.approx(ours._dense.search(vector, 5)[1], abs=1e-6)
    assert scores == pytest.approx(ours._dense.score(vector, rows), abs=1e-6)
    assert verify(milvus) == []
    assert str(index_status(milvus)["store"]).startswith("Milvus")


@pytest.mark.parametrize("kept", [["first"], ["first", "third"], ["second", "third"]])
def test_restricted_to_documents_and_to_rows(
    milvus: Settings, corpus: Path, kept: list[str]
) -> None:
    index = _build(milvus, corpus)
    rows = frozenset(row for row, clause in enumerate(index.clauses) if clause.doc_id in kept)
    for some in (rows, frozenset(sorted(rows)[1:])):
        hits = index.search("企业补助", index.embed("企业补助"), 100, some)
        assert {hit.clause for hit in hits} == {index.clauses[row] for row in some}
    assert index.search("企业补助", index.embed("企业补助"), 5, frozenset()) == []


def test_only_what_changed_is_written_and_what_is_gone_goes(milvus: Settings, corpus: Path) -> None:
    before = _build(milvus, corpus)
    (corpus / "first.txt").write_text(FIRST.replace("500万元", "800万元"), encoding="utf-8")
    (corpus / "second.txt").unlink()
    after = _build(milvus, corpus)
    assert {clause.doc_id for clause in after.clauses} == {"first", "third"}
    assert any("800万元" in text for text in _hits(after, QUESTIONS[0]))
    assert not any("500万元" in text for text in _hits(after, QUESTIONS[0]))
    # A reader of the state before finds what both hold, and nothing that is another's.
    assert set(_hits(before, "企业补助")) <= {clause.text for clause in before.clauses}
    keys = [set(keys_of(_rows(index))) for index in (before, after)]
    assert len(keys[1] - keys[0]) == 1
    store = store_of(milvus)
    assert store.is_current(after.state, _rows(after))
    assert not store.is_current(before.state, _rows(before))


def _rows(index: Index) -> list[Row]:
    return searchable_rows(tuple(index.documents.values()))


def test_two_catalogues_in_one_milvus(milvus: Settings, corpus: Path, tmp_path: Path) -> None:
    first = _build(milvus, corpus)
    expected = _hits(first, QUESTIONS[0])
    other = tmp_path / "other"
    other.mkdir()
    (other / "second.txt").write_text(SECOND, encoding="utf-8")
    second = _build(replace(milvus, home=tmp_path / "elsewhere"), other)
    assert {clause.doc_id for clause in second.clauses} == {"second"}
    assert _hits(Index.open(milvus, HashEmbedder()), QUESTIONS[0]) == expected


def test_an_index_that_milvus_lost(milvus: Settings, corpus: Path) -> None:
    index = _build(milvus, corpus)
    store = store_of(milvus)
    store.settle(index.state, [])
    assert any("索引" in sentence for sentence in verify(milvus))
    build(milvus, corpus, progress=False, embedder=HashEmbedder())
    assert verify(milvus) == []


def test_codes_are_letters_and_digits() -> None:
    codes = coded(["奖励", "500", "奖励", "a b"]).split(" ")
    assert len(codes) == 4
    assert codes[0] == codes[2] != codes[1]
    assert all(code.isalnum() and code.isascii() for code in codes)


def test_a_vector_of_another_length(milvus: Settings, corpus: Path) -> None:
    index = _build(milvus, corpus)
    with pytest.raises(ValueError, match="5 dimensions asked, 64 held"):
        index._dense.search(np.zeros(5, dtype=np.float32), 1)


@pytest.mark.parametrize("store", ["milvus:", "qdrant:http://localhost"])
def test_an_unknown_store(folder: Settings, store: str) -> None:
    with pytest.raises(IndexUnusable, match="XUNTIAO_STORE"):
        store_of(replace(folder, store=store))


def test_milvus_does_not_answer(folder: Settings) -> None:
    with pytest.raises(IndexUnusable, match=r"127\.0\.0\.1:9"):
        store_of(replace(folder, store="milvus:http://127.0.0.1:9"))


def test_without_pymilvus(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pymilvus'] = None; sys.modules['pymilvus.exceptions'] = None\n"
        "from index.__main__ import main\n"
        f"sys.exit(main(['build', '--home', {str(tmp_path)!r}]))"
    )
    environment = {"XUNTIAO_STORE": "milvus:http://localhost:19530", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 2
    assert "pip install -r requirements-milvus.txt" in done.stderr
    assert len(done.stderr.splitlines()) == 1
