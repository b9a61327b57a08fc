"""Verify, backup and restore on real data folders: what is damaged is named, nothing is lost."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from index.__main__ import main
from index.build import build
from index.catalog import Catalog
from index.errors import IndexUnusable
from index.index import Index
from index.settings import Settings
from index.upkeep import backup, restore, verify
from tests.test_index import FIRST, SECOND, HashEmbedder

EMBEDDER = HashEmbedder()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "first.txt").write_text(FIRST, encoding="utf-8")
    (corpus / "second.txt").write_text(SECOND, encoding="utf-8")
    built = Settings(tmp_path / "home", EMBEDDER.name)
    build(built, corpus, progress=False, embedder=EMBEDDER)
    return built


def titles(settings: Settings) -> list[str]:
    return [document.title for document in Index.open(settings, EMBEDDER).documents.values()]


def change(settings: Settings, statement: str) -> None:
    with sqlite3.connect(settings.home / "catalog.db") as connection:
        connection.execute(statement)
    connection.close()


def test_a_built_folder_agrees(settings: Settings) -> None:
    assert verify(settings) == []


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("UPDATE documents SET text = replace(text, '30万元', '90万元')", "内容与建库时不同"),
        ("UPDATE clauses SET start = start + 1 WHERE position = 2", "内容与建库时不同"),
        ("DELETE FROM vectors", "缺少向量"),
        ("UPDATE vectors SET vector = zeroblob(256)", "长度不是 1"),
        ("UPDATE state SET value = 'x' WHERE key = 'corpus'", "文件清单"),
    ],
    ids=["text", "offsets", "no-vector", "zero-vector", "manifest"],
)
def test_what_does_not_agree_is_named(settings: Settings, statement: str, word: str) -> None:
    change(settings, statement)
    assert any(word in sentence for sentence in verify(settings))


def test_a_missing_lexical_index_is_named(settings: Settings) -> None:
    shutil.rmtree(settings.home / "derived")
    (sentence,) = verify(settings)
    assert "词语索引" in sentence


def test_a_backup_brings_back_what_was_deleted_since(settings: Settings, tmp_path: Path) -> None:
    before = titles(settings)
    backup(settings, tmp_path / "new" / "a.bak")
    corpus = tmp_path / "corpus"
    (corpus / "first.txt").unlink()
    build(settings, corpus, progress=False, embedder=EMBEDDER)
    assert titles(settings) != before
    restore(settings, tmp_path / "new" / "a.bak")
    assert titles(settings) == before
    assert verify(settings) == []


def test_a_backup_restores_into_an_empty_folder(settings: Settings, tmp_path: Path) -> None:
    backup(settings, tmp_path / "a.bak")
    fresh = Settings(tmp_path / "fresh", EMBEDDER.name)
    restore(fresh, tmp_path / "a.bak")
    assert titles(fresh) == titles(settings)
    assert verify(fresh) == []


@pytest.mark.parametrize("content", [b"", b"not a database" * 100], ids=["empty", "other"])
def test_what_is_no_backup_changes_nothing(
    settings: Settings, tmp_path: Path, content: bytes
) -> None:
    before = titles(settings)
    (tmp_path / "a.bak").write_bytes(content)
    with pytest.raises(IndexUnusable):
        restore(settings, tmp_path / "a.bak")
    assert titles(settings) == before
    assert verify(settings) == []


def test_a_truncated_backup_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    backup(settings, tmp_path / "a.bak")
    whole = (tmp_path / "a.bak").read_bytes()
    (tmp_path / "a.bak").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(IndexUnusable):
        restore(settings, tmp_path / "a.bak")
    assert verify(settings) == []


def test_a_reader_of_the_old_state_goes_on_during_a_restore(
    settings: Settings, tmp_path: Path
) -> None:
    backup(settings, tmp_path / "a.bak")
    catalog = Catalog.of(settings)
    with catalog.transaction() as connection:
        before = catalog.documents(connection)
        restore(settings, tmp_path / "a.bak")
        assert catalog.documents(connection) == before


def test_the_commands_say_what_they_did(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(settings.home)]
    file = str(tmp_path / "a.bak")
    assert main(["verify", *home]) == 0
    assert main(["backup", file, *home]) == 0
    assert main(["restore", file, *home]) == 0
    assert capsys.readouterr().out.count("\n") == 3
    assert main(["backup", file, *home]) == 2
    assert "已经存在" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "none"), *home]) == 2
    assert "none" in capsys.readouterr().err
    shutil.rmtree(settings.home / "derived")
    assert main(["verify", *home]) == 2
    assert "python -m index build" in capsys.readouterr().err
