"""What the system refuses is said in one Chinese sentence with the remedy."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from corpus.system_error import why_refused
from index.__main__ import main as index_main
from index.database_error import why_failed
from rag.__main__ import main as rag_main

_NOBODY = 65534


@contextmanager
def without_rights() -> Iterator[None]:
    """As a user who may not look into other people's folders."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "没有权限")]
)
def test_the_reason_is_chinese(number: int, said: str) -> None:
    assert why_refused(OSError(number, os.strerror(number))) == said


def test_an_unusual_reason_is_in_the_words_of_the_system() -> None:
    assert why_refused(OSError(errno.EXDEV, "Invalid cross-device link")) == (
        "Invalid cross-device link"
    )


def test_a_damaged_catalogue_is_restored_and_not_deleted(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.write_bytes(b"no database" * 1000)
    with closing(sqlite3.connect(file)) as connection, pytest.raises(sqlite3.Error) as raised:
        connection.execute("SELECT * FROM sqlite_master")
    assert why_failed(raised.value).startswith(
        "（文件不是数据库，或已损坏）；请用 python -m index restore"
    )


COMMANDS: list[tuple[Callable[[list[str]], int], list[str]]] = [
    (index_main, ["status"]),
    (index_main, ["verify"]),
    (index_main, ["build"]),
    (rag_main, ["ask", "目标是多少？"]),
    (rag_main, ["table", "targets"]),
    (rag_main, ["match", "--text", "做芯片"]),
]


@pytest.mark.parametrize(("main", "command"), COMMANDS, ids=[c[0] for _, c in COMMANDS])
def test_a_data_folder_that_may_not_be_read_is_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    main: Callable[[list[str]], int],
    command: list[str],
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    with without_rights():
        assert main([*command, "--home", str(closed)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert str(closed) in line
    assert "没有权限" in line


@pytest.mark.parametrize(("main", "command"), COMMANDS, ids=[c[0] for _, c in COMMANDS])
def test_a_file_in_the_place_of_the_data_folder_is_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    main: Callable[[list[str]], int],
    command: list[str],
) -> None:
    file = tmp_path / "file"
    file.touch()
    assert main([*command, "--home", str(file)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert str(file) in line
    assert "文件" in line
    assert "--home" in line
