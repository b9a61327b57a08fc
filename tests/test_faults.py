"""Kills, damaged and missing files, a full disk: the last complete state answers, or one sentence."""

import multiprocessing
import resource
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build
from index.errors import IndexUnusable
from index.index import Index
from index.settings import Settings
from index.upkeep import verify
from tests.kills import run
from tests.test_index import FIRST, SECOND, HashEmbedder

QUESTION = "示范运营企业补助多少"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path, corpus: Path) -> Settings:
    settings = Settings(tmp_path / "home", "hash-64")
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    return settings


def _answers(settings: Settings) -> list[tuple[str, float]]:
    index = Index.open(settings, HashEmbedder())
    hits = index.search(QUESTION, index.embed(QUESTION), 5)
    return [(hit.clause.text, hit.score) for hit in hits]


def test_kills_under_a_reader(tmp_path: Path) -> None:
    outcome = run(6, seed=7, folder=tmp_path)
    assert outcome.wrong == []
    assert outcome.killed + outcome.finished == 6
    assert outcome.opened > 0
    assert outcome.slowest_s < 10


def _cut(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def _emptied(raw: bytes) -> bytes:
    return b""


def _zeroed(raw: bytes) -> bytes:
    return bytes(len(raw))


def _flipped(raw: bytes) -> bytes:
    return raw[: len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 0xFF]) + raw[len(raw) // 2 + 1 :]


@pytest.mark.parametrize("damage", [_cut, _emptied, _zeroed, _flipped])
def test_a_damaged_derived_file_changes_no_answer(
    settings: Settings, corpus: Path, damage: Callable[[bytes], bytes]
) -> None:
    """As a power cut leaves them; each file in its turn."""
    expected = _answers(settings)
    (folder,) = (settings.home / "derived").iterdir()
    files = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]
    assert len(files) > 5
    for path in files:
        raw = path.read_bytes()
        path.write_bytes(damage(raw))
        assert _answers(settings) == expected, path.name
        if path.suffix != ".lock":
            assert any("词语索引" in sentence for sentence in verify(settings)), path.name
        path.write_bytes(raw)
    assert verify(settings) == []


def test_a_damaged_derived_file_comes_back_with_the_next_build(
    settings: Settings, corpus: Path
) -> None:
    (folder,) = (settings.home / "derived").iterdir()
    (damaged, *_) = (folder / "lexical").glob("*.term")
    damaged.write_bytes(_flipped(damaged.read_bytes()))
    assert verify(settings) != []
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    assert verify(settings) == []


@pytest.mark.parametrize("damage", [_cut, _zeroed])
def test_a_damaged_catalogue_says_so(settings: Settings, damage: Callable[[bytes], bytes]) -> None:
    file = settings.home / "catalog.db"
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(IndexUnusable, match=r"catalog\.db"):
        Index.open(settings, HashEmbedder())


def test_a_deleted_catalogue_says_what_to_run(settings: Settings, corpus: Path) -> None:
    expected = _answers(settings)
    (settings.home / "catalog.db").unlink()
    with pytest.raises(IndexUnusable, match="python -m index build"):
        Index.open(settings, HashEmbedder())
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    assert _answers(settings) == expected


def test_a_write_that_the_power_cut_off_is_as_if_it_had_not_been(
    settings: Settings, corpus: Path, tmp_path: Path
) -> None:
    """The log of the last transaction, cut at any point, next to the file before it."""
    expected = _answers(settings)
    kept = tmp_path / "kept"
    shutil.copytree(settings.home, kept)
    (corpus / "first.txt").write_text(FIRST.replace("500万元", "800万元"), encoding="utf-8")
    # A reader keeps the log from being folded into the file.
    import sqlite3

    with sqlite3.connect(settings.home / "catalog.db") as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM documents").fetchall()
        build(settings, corpus, progress=False, embedder=HashEmbedder())
        log = (settings.home / "catalog.db-wal").read_bytes()
    reader.close()
    changed = _answers(settings)
    assert changed != expected
    seen = []
    for share in range(0, 11):
        cut = tmp_path / f"cut-{share}"
        shutil.copytree(kept, cut)
        (cut / "catalog.db-wal").write_bytes(log[: len(log) * share // 10])
        seen.append(_answers(Settings(cut, "hash-64")))
    assert seen[0] == expected
    assert seen[-1] == changed
    assert all(answers in (expected, changed) for answers in seen)


def _build_with_little_room(home: str, corpus: str, room: int) -> None:
    """A build whose files may not grow beyond `room` bytes; exits as the command would."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    settings = Settings(Path(home), "hash-64")
    try:
        build(settings, Path(corpus), progress=False, embedder=HashEmbedder())
    except (IndexUnusable, OSError):
        raise SystemExit(2) from None


@pytest.mark.parametrize("room", [0, 400, 3_000, 30_000, 100_000, 200_000])
def test_a_full_disk(settings: Settings, corpus: Path, room: int) -> None:
    expected = _answers(settings)
    lines = "\n".join(f"（{n}）对第{n}类企业给予最高{n}万元补助。" for n in range(1, 400))
    (corpus / "third.txt").write_text(f"通知\n一、补助\n{lines}\n", encoding="utf-8")
    arguments = (str(settings.home), str(corpus), room)
    worker = multiprocessing.get_context("spawn").Process(
        target=_build_with_little_room, args=arguments
    )
    worker.start()
    worker.join()
    assert worker.exitcode == 2
    assert _answers(settings) == expected
    report = build(settings, corpus, progress=False, embedder=HashEmbedder())
    assert report.added == 1
    assert verify(settings) == []
