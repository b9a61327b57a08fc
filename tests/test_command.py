"""Commands as a shell runs them."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.__main__ import main as corpus_main
from eval.__main__ import main as eval_main
from index.__main__ import main as index_main
from rag.__main__ import main as rag_main

ROOT = Path(__file__).parent.parent


def test_a_reader_that_stops_reading_ends_a_command_quietly() -> None:
    (document,) = (ROOT / "corpus" / "documents").glob("*.txt")
    command = [sys.executable, "-m", "corpus", "tree", str(document), "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        said = running.stderr.read().decode()
    assert running.returncode == 141
    assert said == ""


def test_strange_bytes_in_a_question_are_given_back(sample_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "汽车产业\\ud800由谁牵头？"}', encoding="utf-8")
    command = [sys.executable, "-m", "rag", "ask", "--questions", str(file), "--json"]
    done = subprocess.run(
        [*command, "--home", str(sample_home)], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["question"] == "汽车产业\ud800由谁牵头？"


@pytest.mark.parametrize(
    ("main", "arguments", "said"),
    [
        (corpus_main, ["foo"], "命令没有“foo”，可用：tree、facts；"),
        (corpus_main, [], "缺少参数：命令，可用：tree、facts；"),
        (corpus_main, ["tree"], "缺少参数：文件；"),
        (index_main, ["replace"], "缺少参数：编号、文件；"),
        (index_main, ["foo"], "命令没有“foo”，可用：build、watch、"),
        (rag_main, ["foo"], "命令没有“foo”，可用：ask、match、"),
        (rag_main, ["table", "foo"], "表没有“foo”，可用：responsibilities、targets、"),
        (eval_main, ["foo"], "命令没有“foo”，可用：run、compare、"),
        (eval_main, ["load", "--seconds", "x"], "--seconds 应为数，现为 'x'；"),
        (rag_main, ["table", "targets", "--d"], "--d 不明确，可能是 --district、--document、"),
    ],
)
def test_a_usage_error_is_one_chinese_line(
    capsys: pytest.CaptureFixture[str],
    main: Callable[[list[str]], int],
    arguments: list[str],
    said: str,
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(said)
    assert line.endswith("--help")


@pytest.mark.parametrize("main", [corpus_main, index_main, rag_main, eval_main])
def test_the_help_is_chinese(
    capsys: pytest.CaptureFixture[str], main: Callable[[list[str]], int]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("用法：python -m ")
    assert not re.findall("usage|options:|arguments|show this", said)
