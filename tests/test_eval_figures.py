"""The page of figures: what was run, what it printed, and what failed."""

from pathlib import Path

import pytest

from eval.__main__ import main


def test_a_command_and_its_output_are_on_the_page(tmp_path: Path) -> None:
    page = tmp_path / "figures.md"
    assert main(["figures", "--only", "matching: sample", "--out", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "## matching: sample\n" in text
    assert "`python -m eval match --profiles eval/profiles/sample.jsonl" in text
    assert "条款状态正确" in text.partition("```")[2]


def test_a_command_that_fails_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Without the index, which `--only` leaves out, nothing can be asked.
    page = tmp_path / "figures.md"
    assert main(["figures", "--only", "answers: sample dev", "--out", str(page)]) == 2
    assert "没有测成：answers: sample dev" in capsys.readouterr().err
    assert "(failed, status 2)" in page.read_text(encoding="utf-8")
