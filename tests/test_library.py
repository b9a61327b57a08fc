"""Single documents added, replaced and removed, in real data folders; what they said before."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.document import CorpusError
from index.__main__ import main
from index.build import build
from index.catalog import Catalog
from index.errors import IndexUnusable
from index.filename import safe_name
from index.index import Index
from index.library import add_document, remove_document, replace_document
from index.settings import Settings
from index.upkeep import verify
from index.versions import versions
from tests.test_index import FIRST, SECOND, HashEmbedder

THIRD = """关于食品小作坊登记的通知

一、登记条件
有固定的生产场所，面积不少于30平方米。
"""


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


@pytest.fixture
def third(tmp_path: Path) -> Path:
    return written(tmp_path / "sent" / "third.txt", THIRD)


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def ids(settings: Settings) -> list[str]:
    return list(Index.open(settings, HashEmbedder()).documents)


def test_an_added_document_is_searched_and_outlives_a_build(
    settings: Settings, corpus: Path, third: Path
) -> None:
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    embedder = HashEmbedder()
    document, report = add_document(settings, third, embedder=embedder)
    assert (document.doc_id, report.added, report.unchanged) == ("third", 1, 2)
    assert report.embedded == embedder.passages == len(document.clauses)
    shutil.rmtree(third.parent)
    assert build(settings, corpus, progress=False, embedder=HashEmbedder()).unchanged == 3
    assert ids(settings) == ["first", "sub/second", "third"]
    assert Index.open(settings, HashEmbedder()).documents["third"].path.read_text("utf-8") == THIRD
    assert verify(settings) == []


def test_a_document_can_be_added_where_nothing_was_built(settings: Settings, third: Path) -> None:
    add_document(settings, third, embedder=HashEmbedder())
    assert ids(settings) == ["third"]


def test_a_sidecar_comes_along_and_goes_along(settings: Settings, third: Path) -> None:
    written(third.with_suffix(".yaml"), "issuer: 市市场监管局\n")
    document, _ = add_document(settings, third, embedder=HashEmbedder())
    assert document.metadata.issuer == "市市场监管局"
    folder = settings.home / "documents"
    assert sorted(path.name for path in folder.iterdir()) == ["third.txt", "third.yaml"]
    remove_document(settings, "third", embedder=HashEmbedder())
    assert list(folder.iterdir()) == []
    assert ids(settings) == []


def test_a_name_that_is_taken_is_said(settings: Settings, corpus: Path, third: Path) -> None:
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    with pytest.raises(IndexUnusable, match=r"已有名为“first”.*index replace first"):
        add_document(settings, third, "First.txt", embedder=HashEmbedder())
    assert ids(settings) == ["first", "sub/second"]


def test_a_replaced_document_keeps_id_and_earlier_version(
    settings: Settings, third: Path, tmp_path: Path
) -> None:
    add_document(settings, third, embedder=HashEmbedder())
    newer = written(tmp_path / "newer.md", THIRD.replace("30平方米", "50平方米"))
    embedder = HashEmbedder()
    document, report = replace_document(settings, "third", newer, embedder=embedder)
    assert (document.doc_id, report.changed, embedder.passages) == ("third", 1, 1)
    assert [path.name for path in (settings.home / "documents").iterdir()] == ["third.md"]
    first, second = versions(Catalog.of(settings), "third")
    assert (first.n, second.n) == (1, 2)
    assert "30平方米" in first.document.text
    assert "50平方米" in second.document.text
    assert first.until == second.since is not None
    assert second.until is None
    for clause in first.document.clauses:
        assert first.document.text[clause.start : clause.end] == clause.text != ""


def test_a_document_of_the_folder_replaced_stays_replaced_after_a_build(
    settings: Settings, corpus: Path, tmp_path: Path
) -> None:
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    newer = written(tmp_path / "x.txt", SECOND.replace("70%", "60%"))
    replace_document(settings, "sub/second", newer, embedder=HashEmbedder())
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    assert "60%" in Index.open(settings, HashEmbedder()).documents["sub/second"].text
    assert (corpus / "sub" / "second.txt").read_text("utf-8") == SECOND, "the folder is not ours"
    remove_document(settings, "sub/second", embedder=HashEmbedder())
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    assert "70%" in Index.open(settings, HashEmbedder()).documents["sub/second"].text
    assert [v.n for v in versions(Catalog.of(settings), "sub/second")] == [1, 2, 3]


def test_a_document_of_the_folder_is_not_removed_behind_its_back(
    settings: Settings, corpus: Path
) -> None:
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    with pytest.raises(IndexUnusable, match=r"来自文档文件夹；请删除 .*first\.txt"):
        remove_document(settings, "first", embedder=HashEmbedder())
    with pytest.raises(IndexUnusable, match="没有文件“nothing”"):
        remove_document(settings, "nothing", embedder=HashEmbedder())


def test_a_file_that_cannot_be_read_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 no more than that")
    with pytest.raises(CorpusError, match=r"^broken\.pdf：") as raised:
        add_document(settings, broken, embedder=HashEmbedder())
    assert str(settings.home) not in str(raised.value)
    assert list((settings.home / "documents").iterdir()) == []


def test_what_a_killed_process_left_waiting_is_swept_away(settings: Settings, third: Path) -> None:
    left = settings.home / "documents" / ".incoming-x" / "half.txt"
    written(left, THIRD)
    add_document(settings, third, embedder=HashEmbedder())
    assert [path.name for path in (settings.home / "documents").iterdir()] == ["third.txt"]


def test_a_renamed_file_is_no_new_document(settings: Settings, corpus: Path) -> None:
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    written(corpus / "first.txt", FIRST.replace("500万元", "800万元"))
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    (corpus / "first.txt").rename(corpus / "sub" / "moved.txt")
    embedder = HashEmbedder()
    report = build(settings, corpus, progress=False, embedder=embedder)
    assert report.renamed == (("first", "sub/moved"),)
    assert (report.added, report.removed, embedder.passages) == (0, 0, 0)
    old, now = versions(Catalog.of(settings), "sub/moved")
    assert ("500万元" in old.document.text, "800万元" in now.document.text) == (True, True)


def test_the_same_document_twice_is_said(settings: Settings, corpus: Path) -> None:
    written(corpus / "again.md", SECOND)
    report = build(settings, corpus, progress=False, embedder=HashEmbedder())
    (sentence,) = report.duplicates
    assert "again.md" in sentence
    assert "second.txt" in sentence
    assert "内容相同" in sentence
    written(corpus / "again.md", SECOND.replace("70%", "75%") + "\n三、其他\n" + "另行通知。" * 9)
    assert build(settings, corpus, progress=False, embedder=HashEmbedder()).duplicates == ()


def test_files_that_did_not_change_are_not_read_again(settings: Settings, corpus: Path) -> None:
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    catalog = Catalog.of(settings)
    with catalog.transaction() as connection:
        before = {key: held.sha256 for key, held in catalog.held(connection).items()}
    written(corpus / "first.yaml", "issuer: 市科技局\n")
    report = build(settings, corpus, progress=False, embedder=HashEmbedder())
    assert (report.changed, report.unchanged) == (1, 1), "a sidecar belongs to its file"
    with catalog.transaction() as connection:
        after = {key: held.sha256 for key, held in catalog.held(connection).items()}
    assert after["first"] != before["first"]
    assert after["sub/second"] == before["sub/second"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("..\\..\\市 办法?.PDF", "市 办法_.pdf"),
        ("../../etc/办法.txt", "办法.txt"),
        (".隐藏.txt", "隐藏.txt"),
        ("~$锁.docx", "锁.docx"),
        ("a\x00b\n\u202e.txt", "ab.txt"),
        ("con.txt", "_con.txt"),
        ("补贴50%(1).txt", "补贴50%(1).txt"),
        ("办" * 300 + ".txt", "办" * 65 + ".txt"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["", "..", ".txt", "a.exe", "a", "/", "..\\.pdf"])
def test_a_name_of_which_nothing_is_left_is_refused(name: str) -> None:
    with pytest.raises(CorpusError):
        safe_name(name)


def test_the_commands(tmp_path: Path, third: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(tmp_path / "home")]
    assert main(["add", str(third), *home]) == 0
    assert "编号 third" in capsys.readouterr().out
    newer = written(tmp_path / "n.txt", THIRD.replace("30", "40"))
    assert main(["replace", "third", str(newer), *home]) == 0
    assert main(["list", *home]) == 0
    assert "《关于食品小作坊登记的通知》" in capsys.readouterr().out
    assert main(["history", "third", "--json", *home]) == 0
    assert [record["n"] for record in json.loads(capsys.readouterr().out)] == [1, 2]
    assert main(["remove", "third", *home]) == 0
    assert main(["history", "third", *home]) == 0
    assert "third@2" in capsys.readouterr().out
    assert main(["history", "none", *home]) == 2
    assert "index list" in capsys.readouterr().err
    assert main(["add", str(tmp_path / "none.txt"), *home]) == 2
    assert "none.txt：文件不存在" in capsys.readouterr().err


def test_a_file_that_cannot_be_used_keeps_no_other_out(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = written(tmp_path / "a.txt", "")
    third = written(tmp_path / "third.txt", THIRD)
    assert main(["add", str(empty), str(third), "--home", str(settings.home)]) == 2
    said = capsys.readouterr()
    assert "编号 third" in said.out
    (line,) = said.err.splitlines()
    assert line.startswith(f"未添加 {empty.name}：")


def test_a_bar_shows_how_far_reading_and_embedding_are_on_a_terminal(
    tmp_path: Path, corpus: Path
) -> None:
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "index", "build", "--corpus", str(corpus)]
    done = subprocess.run(
        [*command, "--home", str(tmp_path / "home")], stdout=subprocess.PIPE, stderr=child
    )
    os.close(child)
    said = b""
    try:
        while part := os.read(parent, 65536):
            said += part
    except OSError:  # How Linux says that the other end is closed.
        os.close(parent)
    assert done.returncode == 0
    assert "读取".encode() in said
    assert "向量化".encode() in said
